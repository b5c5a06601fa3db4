"""What a refused applicant is told: every condition that was not met, and how to object."""

from dataclasses import dataclass
from datetime import date

from jobportal.platform.values.dates import kdate_weekday
from jobportal.platform.values.official_text import Item, Line, item, numbered
from participants.announcing.publications import round_title
from participants.models import Application
from participants.screenings import refusal_reasons

CURE = "확인한 내용이 사실과 다르면 이를 보여 주는 서류와 함께 이의를 신청하시기 바랍니다."


@dataclass(frozen=True)
class Objection:
    """Until when and where one may object."""

    until_on: date
    place: str


def refusal_facts(reasons: list[str], state_reason: str) -> list[str | Item]:
    """The result and each reason; without reasons what the application says."""
    facts: list[str | Item] = ["결과: 부적격(참여 자격을 충족하지 않음)"]
    if reasons:
        facts.append(item("충족하지 않은 조건", *reasons))
    elif state_reason:
        facts.append(f"사유: {state_reason}")
    return facts


def refusal_lines(application: Application, objection: Objection) -> tuple[Line, ...]:
    """The body of the notice of one refused applicant; three queries."""
    title = round_title(application.round)
    reasons = refusal_reasons(application)
    return numbered(
        [
            item(
                f"귀하가 신청하신 ‘{title}’의 자격심사 결과를 다음과 같이 알려 드립니다.",
                *refusal_facts(reasons, application.state_reason),
            ),
            item(CURE),
            item(
                "결과에 이의가 있으시면 다음과 같이 이의를 신청하실 수 있습니다.",
                f"기한: {kdate_weekday(objection.until_on)}까지",
                f"내는 곳: {objection.place}",
                "내는 것: 접수번호, 성명, 이의 내용을 적은 이의신청서(정해진 서식 없음)",
            ),
        ]
    )
