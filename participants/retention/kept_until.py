"""How long a record is kept, as its page says it: class, years, the day they end, what holds it.

The years begin on the 1st of January after the round ended (기록령 제25조, compliance PD-59).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery

from jobportal.platform.values.dates import kdate
from participants.models import Appeal, Application, Enquiry, LegalHold, Person, Placement
from participants.retention.due import (
    DESTROYED,
    answers_due,
    open_duties,
    record_due,
    with_part,
    years_kept,
)

Row = tuple[str, str]
GONE = "이미 파기했습니다. 통계에 쓰는 값만 남아 있습니다."
NOT_YET = "신청 기록이 없어 보존기간이 시작되지 않았습니다."


@dataclass(frozen=True)
class Kept:
    """The records of one application: the last day of its round, whether it led to work, since
    when the person is held, and whether answers of other authorities are there."""

    application: int
    round: int
    ends_on: date
    took_part: bool
    held_from: date | None
    has_answers: bool

    @property
    def label(self) -> str:
        """The class of the records."""
        return "참여 기록(배치된 신청)" if self.took_part else "신청 기록(배치되지 않은 신청)"

    @property
    def begins_on(self) -> date:
        """The day the years are counted from."""
        return date(self.ends_on.year + 1, 1, 1)

    @property
    def due_on(self) -> date:
        """The first day on which they may be destroyed."""
        return record_due(self.ends_on, self.took_part)

    @property
    def held(self) -> str:
        """What a hold says, without its reason; "" when nobody holds."""
        if self.held_from is None:
            return ""
        return f"파기 보류({kdate(self.held_from)}부터) 중이라 풀 때까지 파기하지 않습니다."


def retention_of_person(person: Person, today: date) -> list[Row]:
    """What is said of a person: the application that is kept longest decides."""
    kept = kept_of(person)
    return _rows(person, max(kept, key=lambda one: one.due_on, default=None), kept, today)


def retention_of_placement(placement: Placement, today: date) -> list[Row]:
    """What is said of a placement, which is kept with its application."""
    kept = kept_of(placement.person)
    return _rows(placement.person, _own(kept, placement.application_id), kept, today)


def retention_of_application(application: Application, today: date) -> list[Row]:
    """What is said of an application, and of the answers of other authorities about it."""
    kept = kept_of(application.person)
    own = _own(kept, application.pk)
    return [*_rows(application.person, own, kept, today), *answers_rows(own)]


def answers_rows(own: Kept) -> list[Row]:
    """What is said of the answers of other authorities, which are kept for days, not years."""
    if not own.has_answers:
        return []
    return [("조회 결과", own.held or _answers(own))]


def _answers(own: Kept) -> str:
    days = f"이의신청이 끝난 뒤 {settings.INVESTIGATION_DATA_DAYS:,}일"
    due_on = answers_due(own.round)
    if due_on is None:
        return f"{days}까지. 발표하지 않은 선발안이 있거나 아직 발표하지 않았습니다."
    if Appeal.objects.filter(application__round=own.round, state=Appeal.State.FILED).exists():
        return f"{days}까지. 이 회차에 처리 중인 이의신청이 있어 미룹니다."
    return f"{days}. {kdate(due_on)}부터 파기 대상"


def kept_of(person: Person) -> list[Kept]:
    """What is kept of a person, application by application; one query."""
    holds = LegalHold.objects.filter(person=OuterRef("person"), lifted_on__isnull=True)
    answers = Enquiry.objects.filter(application=OuterRef("pk"))
    rows = with_part(Application.objects.filter(person=person)).annotate(
        held_from=Subquery(holds.values("from_on")[:1]), has_answers=Exists(answers)
    )
    names = ("pk", "round", "round__ends_on", "took_part", "held_from", "has_answers")
    return [Kept(*row) for row in rows.order_by().values_list(*names)]


def _own(kept: list[Kept], application: int) -> Kept:
    return next(one for one in kept if one.application == application)


def _rows(person: Person, own: Kept | None, kept: list[Kept], today: date) -> list[Row]:
    if person.name == DESTROYED:
        return [("보존", GONE)]
    if own is None:
        return [("보존", NOT_YET)]
    last_on = own.due_on - timedelta(days=1)
    is_past = " (지남)" if own.due_on <= today else ""
    days = sorted({duty.until_on for duty in open_duties([person])})
    return [
        ("기록의 종류", own.label),
        ("보존기간", f"{years_kept(own.took_part)}년, {kdate(own.begins_on)}부터"),
        ("보존 기한", f"{kdate(last_on)}까지{is_past}"),
        ("파기 대상", own.held or _destroyable(own, kept)),
        *(("따로 보관", _apart(day)) for day in days),
    ]


def _destroyable(own: Kept, kept: list[Kept]) -> str:
    """From when it is destroyed: a person goes with the last of their applications."""
    together_on = max(one.due_on for one in kept)
    if together_on > own.due_on:
        return f"{kdate(together_on)}부터. 같은 신청인의 더 늦은 신청 기록과 함께 파기합니다."
    return f"{kdate(own.due_on)}부터"


def _apart(until_on: date) -> str:
    return f"다른 법령에 따라 {kdate(until_on)}까지. 파기할 때 필요한 것만 옮겨 보관합니다."
