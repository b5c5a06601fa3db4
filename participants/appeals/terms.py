"""Until when somebody may appeal: the term began when they were first told what holds now."""

from itertools import pairwise

from participants.announcing.publications import (
    announced_before,
    changed_by,
    decided_anew,
    decided_anew_by,
    outcomes_of,
    publications_of,
)
from participants.announcing.recipients import NO_LONGER
from participants.models import Application, Publication


class Terms:
    """The announcements of a round up to one of them, and whom each of them decided anew of.

    One query, and where there are several lists one for each, however many applications are asked
    for.
    """

    def __init__(self, publication: Publication):
        found = publications_of(publication.selection.round)
        found = list(found.filter(selection__number__lte=publication.selection.number))
        told = [outcomes_of(one.selection) for one in found] if len(found) > 1 else []
        self.first = found[-1]
        self._changes = [
            (newer, decided_anew(before, after))
            for newer, (after, before) in zip(found, pairwise(told), strict=False)
        ]

    def of(self, application: Application) -> Publication:
        """The announcement whose term holds: the last that decided anew of it.

        A later list that says the same of somebody, or a better reserve rank, gives them no new
        term.
        """
        for publication, changed in self._changes:
            if application.number in changed:
                return publication
        return self.first


def term_note(publication: Publication | None) -> str:
    """For whom the term of a later list is new, in Korean; "" for the first list of a round.

    Whoever has withdrawn or declined is not counted: nobody writes to them.
    """
    if publication is None or announced_before(publication) is None:
        return ""
    changed, anew = changed_by(publication), decided_anew_by(publication)
    moved_up, told_anew = _reached(publication, changed - anew), _reached(publication, anew)
    if told_anew:
        up = f"예비 순위만 앞당겨진 {moved_up:,}명을 비롯해 " if moved_up else ""
        return (
            f"결과가 달라진 {told_anew:,}명에게 이 기한이 새로 적용됩니다. {up}다른 사람의 "
            "이의신청 기한은 앞서 알린 그대로입니다."
        )
    if moved_up:
        return (
            f"예비 순위가 앞당겨진 {moved_up:,}명 말고는 앞서 발표한 명단과 결과가 같습니다. "
            "이의신청 기한은 모두 앞서 알린 그대로입니다."
        )
    return "앞서 발표한 명단과 결과가 같습니다. 이의신청 기한은 앞서 알린 그대로입니다."


def _reached(publication: Publication, numbers: set[int]) -> int:
    """How many of these receipt numbers are still written to."""
    found = Application.objects.filter(round=publication.selection.round_id, number__in=numbers)
    return found.exclude(state__in=NO_LONGER).count()
