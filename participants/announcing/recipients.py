"""Who is told which result of an announced list: everybody in it, and who was found ineligible."""

from collections.abc import Iterable
from dataclasses import dataclass

from participants.announcing.publications import changed_by, printed_entries, refused, result_text
from participants.models import Application, Person, Publication, SelectionEntry
from participants.selection.counts import left_of

E = SelectionEntry.State
INELIGIBLE = Application.State.INELIGIBLE
NO_LONGER = (Application.State.WITHDRAWN, Application.State.DECLINED, Application.State.CANCELLED)
"""States of who has left since the list was announced: their result there no longer holds."""
RESULTS = (*((state.value, state.label) for state in E), (INELIGIBLE.value, INELIGIBLE.label))
"""The results somebody can be told, with their labels."""


@dataclass(frozen=True)
class Recipient:
    """Somebody to be told their result; the entry is None for who is in no list."""

    application: Application
    entry: SelectionEntry | None

    @property
    def person(self) -> Person:
        """Whom it is told."""
        return self.application.person

    @property
    def result(self) -> str:
        """One of :data:`RESULTS`."""
        return self.entry.state if self.entry else INELIGIBLE.value

    @property
    def result_text(self) -> str:
        """The result in words."""
        return result_text(self.entry) if self.entry else INELIGIBLE.label


def recipients(
    publication: Publication, results: Iterable[str] = (), only_changed: bool = False
) -> list[Recipient]:
    """Who has which result of an announced list, by receipt number; at most five queries.

    ``results`` narrows to some of :data:`RESULTS`, ``only_changed`` to whose outcome differs from
    the list announced before. Those who have withdrawn since are among them, those who had left
    the work when the list was made are not.
    """
    selection, wanted = publication.selection, set(results)
    entries = (
        printed_entries(selection).exclude(application__number__in=left_of(selection)).order_by()
    )
    listed = [Recipient(entry.application, entry) for entry in entries]
    seen = {one.application.pk for one in listed}
    listed += [Recipient(one, None) for one in refused(selection.round) if one.pk not in seen]
    found = [one for one in listed if not wanted or one.result in wanted]
    if only_changed:
        changed = changed_by(publication)
        found = [one for one in found if one.application.number in changed]
    return sorted(found, key=lambda one: one.application.number or 0)


def is_told(publication: Publication, application: Application) -> bool:
    """Whether :func:`to_be_told` has them; one query at most."""
    if application.state in NO_LONGER:
        return False
    if application.number in left_of(publication.selection):
        return False
    mine = SelectionEntry.objects.filter(selection=publication.selection_id)
    return application.state == INELIGIBLE or mine.filter(application=application).exists()


def to_be_told(
    publication: Publication,
    results: Iterable[str] = (),
    number: int | None = None,
    only_changed: bool = False,
) -> list[Recipient]:
    """Who is sent a notice: everybody, or one receipt number, but not who has left since."""
    return [
        one
        for one in recipients(publication, results, only_changed)
        if one.application.state not in NO_LONGER and number in (None, one.application.number)
    ]
