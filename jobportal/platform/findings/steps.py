"""The steps of a finding, each refused in the wrong order and to whom it tells of."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from jobportal.platform.models import AccessFinding, AccessReview, User, audited_bulk
from jobportal.platform.refused import Refused

S = AccessFinding.State
LONGEST_TERM = timedelta(days=60)
OWN = "본인에 관한 점검 항목입니다. 다른 점검자가 처리합니다."
STEPS = ("ask", "settle", "carry")


def steps_of(finding: AccessFinding, today: date) -> tuple[str, ...]:
    """What a reviewer may do with it now.

    Whoever was asked has until the day they were given: before it nobody settles without them.
    """
    if finding.is_settled:
        return ()
    if finding.state == S.ASKED:
        return ("settle", "carry") if finding.is_late(today) else ("carry",)
    return STEPS if finding.account_id else ("settle", "carry")


def ask(finding: AccessFinding, by: User, question: str, due_on: date) -> None:
    """Ask its subject to explain until a day; also once more, when an answer left something open.

    Raises :class:`Refused`, also for a subject who cannot sign in any more.
    """
    _require("ask", finding, by)
    today = timezone.localdate()
    if not today < due_on <= today + LONGEST_TERM:
        words = f"소명 기한은 내일부터 {LONGEST_TERM.days}일 안으로 정하세요."
        raise Refused(words, field="due_on")
    subject = User.objects.filter(pk=finding.account_id, is_active=True).first()
    if subject is None:
        raise Refused(
            "지금 쓸 수 없는 계정이라 포털에서 소명할 수 없습니다. 따로 확인하고 결과를 적어 "
            "마치세요."
        )
    finding.state, finding.question, finding.due_on = S.ASKED, question, due_on
    finding.asked_by, finding.asked_at = by, timezone.now()
    finding.save()


def explain(finding: AccessFinding, by: User, answer: str) -> None:
    """The answer of the subject, once for each time they are asked; late ones are taken too."""
    if finding.account_id != by.pk:
        raise Refused("소명을 요청받은 사람만 적을 수 있습니다.")
    if finding.state != S.ASKED:
        raise Refused(f"지금은 ‘{finding.get_state_display()}’ 상태라 소명을 적을 수 없습니다.")
    finding.state, finding.answer, finding.answered_at = S.EXPLAINED, answer, timezone.now()
    finding.save()


def settle(findings: Iterable[AccessFinding], by: User, state: str, outcome: str) -> None:
    """Close findings with what was found or done; all of them or, when one is refused, none."""
    settled = list(findings)
    if state not in AccessFinding.SETTLED:
        raise Refused("‘조치 완료’와 ‘이상 없음’ 가운데 하나를 고르세요.")
    for one in settled:
        _require("settle", one, by)
        one.state, one.outcome = state, outcome
        one.settled_by, one.settled_at = by, timezone.now()
    audited_bulk(update=settled)


def carry(finding: AccessFinding, by: User, reason: str) -> date:
    """Leave it to the next month that nobody has signed for yet; gives that month."""
    _require("carry", finding, by)
    left, target = finding.review_on, _next_month(finding.review_on)
    signed = set(
        AccessReview.objects.filter(
            district_id=finding.district_id, month_on__gte=target
        ).values_list("month_on", flat=True)
    )
    while target in signed:
        target = _next_month(target)
    finding.carried = {**finding.carried, f"{left:%Y-%m}": reason}
    finding.review_on = target
    finding.save()
    return target


def _next_month(month_on: date) -> date:
    return (month_on + timedelta(days=31)).replace(day=1)


def _require(step: str, finding: AccessFinding, by: User) -> None:
    if finding.account_id == by.pk:
        raise Refused(OWN)
    if step in steps_of(finding, timezone.localdate()):
        return
    if finding.state == S.ASKED and step == "settle":
        raise Refused(
            f"‘{finding}’ 항목은 소명을 기다리고 있습니다. 소명이 들어오거나 기한이 지난 뒤에 "
            "마치세요."
        )
    if step == "ask" and not finding.account_id:
        raise Refused("계정을 알 수 없는 항목이라 소명을 요청할 사람이 없습니다.")
    raise Refused(
        f"‘{finding}’ 항목은 이미 ‘{finding.get_state_display()}’ 상태입니다. "
        "화면을 새로 열어 확인하세요."
    )
