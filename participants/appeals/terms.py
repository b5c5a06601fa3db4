"""Until when somebody may appeal: the term began when they were first told what holds now."""

from itertools import pairwise

from participants.announcing.publications import (
    announced_before,
    changed_between,
    changed_by,
    outcomes_of,
    publications_of,
)
from participants.announcing.recipients import NO_LONGER
from participants.models import Application, Publication


class Terms:
    """The announcements of a round up to one of them, and whose outcome each of them changed.

    One query, and where there are several lists one for each, however many applications are asked
    for.
    """

    def __init__(self, publication: Publication):
        found = publications_of(publication.selection.round)
        found = list(found.filter(selection__number__lte=publication.selection.number))
        told = [outcomes_of(one.selection) for one in found] if len(found) > 1 else []
        self.first = found[-1]
        self._changes = [
            (newer, changed_between(before, after))
            for newer, (after, before) in zip(found, pairwise(told), strict=False)
        ]

    def of(self, application: Application) -> Publication:
        """The announcement whose term holds: the last that told this application anything new.

        A later list that says the same of somebody gives them no new term.
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
    found = Application.objects.filter(round=publication.selection.round_id)
    found = found.filter(number__in=changed_by(publication))
    changed = found.exclude(state__in=NO_LONGER).count()
    if not changed:
        return "앞서 발표한 명단과 결과가 같습니다. 이의신청 기한은 앞서 알린 그대로입니다."
    return (
        f"결과가 달라진 {changed:,}명에게 이 기한이 새로 적용됩니다. 다른 사람의 이의신청 기한은 "
        "앞서 알린 그대로입니다."
    )
