"""The list of a round in force: the newest approved version, and what it says of each applicant."""

from django.db.models import QuerySet

from participants.models import Selection, SelectionEntry
from programs.models import Round


def list_in_force(round_: Round) -> Selection | None:
    """The newest approved list; None before the first. One query."""
    lists = Selection.objects.filter(round=round_, state=Selection.State.APPROVED)
    return lists.order_by("-number").first()


def entries_in_force(round_: Round) -> QuerySet:
    """The entries of the list in force with applicant and project; none before the first list."""
    newest = Selection.objects.filter(round=round_, state=Selection.State.APPROVED)
    return SelectionEntry.objects.filter(
        selection__in=newest.order_by("-number").values("pk")[:1]
    ).select_related("application__person", "application__round", "project")
