"""Appeals of a round: which are due, against what one may appeal, what an accepted one changed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from jobportal.platform.values.dates import kdate
from participants.announcing.publications import result_text
from participants.models import Appeal, Application, Publication, Selection, SelectionEntry
from participants.selection.in_force import list_in_force
from programs.models import Round

S = Application.State
AGAINST = {S.INELIGIBLE: "INELIGIBLE", S.NOT_SELECTED: "NOT_SELECTED", S.RESERVE: "RESERVE"}
"""What one may appeal against, by the state of the application."""
ACCEPTED_APPEALS = "인용한 이의신청의 재심사·새 선발안"
"""What is to be done about those the list in force does not know of yet."""
OPEN_AGAIN = (S.UNDER_REVIEW, S.SUPPLEMENT_REQUESTED, S.ELIGIBLE, S.SCORED)
"""States of an application whose appeal was accepted and which is not decided anew yet."""


def appeals_of(round_: Round) -> QuerySet:
    """The appeals of a round: the open ones by due date, then the others, the newest first."""
    found = Appeal.objects.of(round_.district).filter(application__round=round_)
    is_open = Case(When(state=Appeal.State.FILED, then=Value(0)), default=Value(1))
    due = Case(When(state=Appeal.State.FILED, then=F("due_on")), default=None)
    found = found.annotate(is_decided=is_open, open_due=due)
    return found.select_related("application__person", "application__round").order_by(
        "is_decided", "open_due", "-filed_on", "-pk"
    )


def days_left(appeal: Appeal, today: date) -> int | None:
    """Days until an open appeal is due, below 0 when overdue; None once it is decided."""
    return (appeal.due_on - today).days if appeal.state == Appeal.State.FILED else None


def due_text(appeal: Appeal, today: date) -> str:
    """D-3, 오늘까지, 기한 2일 지남; "" once it is decided."""
    left = days_left(appeal, today)
    if left is None:
        return ""
    if left < 0:
        return f"기한 {-left:,}일 지남"
    return f"D-{left}" if left else "오늘까지"


def overdue(round_: Round, today: date) -> int:
    """How many open appeals of the round are past their due date."""
    found = Appeal.objects.of(round_.district).filter(application__round=round_)
    return found.filter(state=Appeal.State.FILED, due_on__lt=today).count()


def term_fault(publication: Publication | None, filed_on: date, today: date) -> str:
    """Why no appeal may be filed on a day, in Korean; "" when one may."""
    if publication is None:
        return "선발 결과를 아직 발표하지 않아 이의신청을 받을 수 없습니다. 먼저 발표하세요."
    if filed_on > today:
        return "신청일이 오늘보다 뒤입니다. 이의신청서를 받은 날을 적으세요."
    first, last = publication.published_on, publication.appeal_until_on
    if filed_on < first:
        return f"신청일이 발표일({kdate(first)})보다 앞입니다. 이의신청서를 받은 날을 적으세요."
    if filed_on > last:
        return (
            f"이의신청 기한({kdate(last)})이 지난 뒤의 신청이라 받을 수 없습니다. "
            "신청인에게 기한이 지났음을 알리세요."
        )
    return ""


@dataclass(frozen=True)
class Standing:
    """How somebody stands in one version of the list; without an entry only in words."""

    version: str
    result: str
    rank: int | None = None
    project: str = ""


@dataclass(frozen=True)
class Effect:
    """How somebody stood in the list they appealed against and stands in the newest one."""

    before: Standing
    after: Standing | None


def effect_of(appeal: Appeal) -> Effect:
    """What came of an appeal; ``after`` is None until a newer list was approved. Three queries."""
    old = appeal.selection
    newest = list_in_force(appeal.application.round)
    before = _standing(appeal, old) if old else Standing("", appeal.get_against_display())
    if newest is None or (old is not None and newest.number <= old.number):
        return Effect(before, None)
    return Effect(before, _standing(appeal, newest))


def _standing(appeal: Appeal, selection: Selection) -> Standing:
    version = f"제{selection.number}판"
    entry = (
        SelectionEntry.objects.filter(selection=selection, application=appeal.application_id)
        .select_related("project")
        .first()
    )
    if entry is None:
        return Standing(version, "명단에 없음")
    return Standing(version, result_text(entry), entry.rank, str(entry.project or ""))


def unreflected(appeals: QuerySet) -> QuerySet:
    """The accepted ones among these appeals that the list in force does not know of yet.

    Their applications are not decided anew, or were found ineligible and still stand in the list.
    """
    lists = Selection.objects.filter(round=OuterRef("application__round"))
    lists = lists.filter(state=Selection.State.APPROVED).order_by("-number")
    newest = Subquery(lists.values("pk")[:1])
    entries = SelectionEntry.objects.filter(
        application=OuterRef("application"), selection=OuterRef("newest")
    )
    undecided = Q(application__state__in=OPEN_AGAIN)
    listed = Q(Exists(entries), application__state=S.INELIGIBLE)
    accepted = appeals.filter(state=Appeal.State.ACCEPTED).annotate(newest=newest)
    return accepted.filter(undecided | listed, newest__isnull=False)


def waiting_for_new_list(round_: Round) -> int:
    """Whose accepted appeal the list in force does not know of yet, how many; one query."""
    found = unreflected(Appeal.objects.filter(application__round=round_))
    return found.values("application").distinct().count()
