"""Keeping what other authorities answered about one applicant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jobportal.platform.models import StaleRecord
from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from participants.enquiries.entering import household_told
from participants.models import Application, Enquiry
from participants.screenings import missing_consents

S = Application.State
K = Enquiry.Kind
OPEN = frozenset(set(S) - {S.DRAFT, S.WITHDRAWN, S.DECLINED, S.EXPIRED, S.CANCELLED})
"""States in which results are still entered: also those of a reserve, who is checked again."""


@dataclass(frozen=True)
class Answer:
    """One kind of enquiry as it was entered; without values it is taken out.

    ``version`` is that of the kept result which was seen, None when there was none.
    """

    kind: str
    looked_on: date | None
    source: str
    values: dict
    version: int | None


def keep_answers(application: Application, answers: Iterable[Answer]) -> int:
    """Write what differs and say how many kinds did; the enquired household becomes the
    application's.

    Call it in a transaction. Raises Refused while a mandatory consent is missing
    (고용정책 기본법 제15조의3) or the application has ended, StaleRecord when somebody else entered
    one of the kinds meanwhile.
    """
    refuse_locked(application)
    kept = {row.kind: row for row in application.enquiries.all()}
    created, updated, dropped = [], [], []
    for answer in answers:
        row = kept.get(answer.kind)
        if (row.version if row else None) != answer.version:
            raise StaleRecord("somebody else entered this kind of enquiry")
        if answer.kind == K.RESIDENCE:
            _take_household(application, row, answer)
        if not answer.values:
            dropped += [row] if row else []
            continue
        row = row or Enquiry(district=application.district, kind=answer.kind)
        row.application = application
        row.looked_on, row.source, row.values = answer.looked_on, answer.source, answer.values
        if row.pk is None:
            created.append(row)
        elif row.changed_names():
            updated.append(row)
    audited_bulk(create=created, update=updated)
    for row in dropped:
        row.application = application
        row.delete()
    return len(created) + len(updated) + len(dropped)


def refuse_locked(application: Application) -> None:
    """Raises Refused when no result may be entered now."""
    if application.state not in OPEN:
        raise Refused(
            f"‘{application.get_state_display()}’ 상태의 신청서에는 조회 결과를 입력하지 않습니다."
        )
    if missing := missing_consents(application):
        names = ", ".join(f"‘{item}’" for item in missing)
        raise Refused(
            f"필수 동의 {names}이(가) 없어 조회 결과를 입력할 수 없습니다. 동의를 먼저 등록하세요."
        )


def _take_household(application: Application, row: Enquiry | None, answer: Answer) -> None:
    code = household_told(application, row.values if row else {}, answer.values)
    if code != application.household_code:
        application.household_code = code
        application.save()
