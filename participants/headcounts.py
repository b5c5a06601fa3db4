"""The figures of rounds on a day, each by its name: 계획 인원, 현재 근무, 연인원 are never one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from participants.models import Application, Placement, Selection, SelectionEntry
from programs.models import Round

PLANNED = "계획 인원"
IN_POST = "현재 근무"
EVER = "연인원"

S = Application.State
P = Placement.State
NEVER_STARTED = (*Placement.AWAITING, P.CANCELLED)


@dataclass(frozen=True)
class Headcount:
    """The figures of one round, or of one work project, on a day.

    ``planned`` are posts. ``in_post`` are heads at work on the day, those on leave included.
    ``ever`` are heads that began work up to the day: replacements count, a transfer counts once.
    ``awaiting`` were given a post and have not begun. ``applicants`` applied up to the day and did
    not withdraw; ``selected`` stand in the first approved list; both are 0 for a project.
    ``projects`` are work projects in which somebody began up to the day. ``has_placements`` says
    that the round is counted from placements at all, whatever the day.
    """

    planned: int = 0
    in_post: int = 0
    ever: int = 0
    awaiting: int = 0
    applicants: int = 0
    selected: int = 0
    projects: int = 0
    has_placements: bool = False


def headcounts(rounds: Iterable[Round], day: date) -> dict[int, Headcount]:
    """The figures of each round on a day, by its number; four queries for any number of rounds."""
    chosen = {one.pk: one for one in rounds}
    placed = _counted("round", Placement.objects.filter(round__in=chosen), day)
    applied = _applicants(chosen, day)
    selected = _selected(chosen, day)
    return {
        pk: Headcount(
            planned=one.planned_posts,
            applicants=applied.get(pk, 0),
            selected=selected.get(pk, 0),
            **placed.get(pk, {}),
        )
        for pk, one in chosen.items()
    }


def project_headcounts(round_: Round, day: date) -> dict[int, Headcount]:
    """The figures of each work project of a round, by its number; two queries."""
    placed = _counted("project", Placement.objects.filter(round=round_), day)
    return {
        pk: Headcount(planned=posts, **placed.get(pk, {}))
        for pk, posts in round_.work_projects.order_by("code").values_list("pk", "posts")
    }


def started_by(day: date, prefix: str = "") -> Q:
    """The placements in which work began up to a day; ``prefix`` leads to the placement."""
    begun = Q(**{f"{prefix}from_on__lte": day})
    return begun & ~Q(**{f"{prefix}state__in": NEVER_STARTED})


def in_post_on(day: date, prefix: str = "") -> Q:
    """The placements of those who are at work, or on leave, on a day."""
    return started_by(day, prefix) & Q(**{f"{prefix}to_on__gte": day})


def applied_by(day: date) -> Q:
    """The applications received up to a day and not withdrawn."""
    return Q(received_on__lte=day) & ~Q(state__in=(S.DRAFT, S.WITHDRAWN))


def first_lists(rounds: Iterable[Round | int], day: date) -> dict[int, int]:
    """The first list approved up to a day of each round that has one, by number; one query."""
    approved = Selection.objects.filter(
        round__in=rounds, state=Selection.State.APPROVED, decided_at__date__lte=day
    )
    firsts: dict[int, int] = {}
    for pk, round_pk in approved.order_by("number").values_list("pk", "round"):
        firsts.setdefault(round_pk, pk)
    return firsts


def _counted(by: str, placements, day: date) -> dict[int, dict]:
    """What placements alone tell, by round or project; one query."""
    rows = (
        placements.exclude(state=P.CANCELLED)
        .order_by()
        .values(by)
        .annotate(
            rows=Count("pk"),
            in_post=Count("pk", filter=in_post_on(day)),
            ever=Count("pk", filter=started_by(day) & Q(is_transfer=False)),
            awaiting=Count("pk", filter=Q(state__in=Placement.AWAITING)),
            projects=Count("project", filter=started_by(day), distinct=True),
        )
    )
    return {row.pop(by): {"has_placements": row.pop("rows") > 0, **row} for row in rows}


def _applicants(rounds: Iterable[int], day: date) -> dict[int, int]:
    rows = Application.objects.filter(applied_by(day), round__in=rounds).order_by()
    return dict(rows.values("round").annotate(heads=Count("pk")).values_list("round", "heads"))


def _selected(rounds: Iterable[int], day: date) -> dict[int, int]:
    """Those selected in the first approved list of each round; two queries."""
    rows = SelectionEntry.objects.filter(
        selection__in=first_lists(rounds, day).values(), state=SelectionEntry.State.SELECTED
    )
    counts = rows.order_by().values("selection__round").annotate(heads=Count("pk"))
    return dict(counts.values_list("selection__round", "heads"))
