"""When a round takes applications, what of them, of which day, and of which age."""

from dataclasses import dataclass
from datetime import date

from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.facts import Days
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.residents import full_age
from programs.models import Round
from programs.preparation import announced_rules, rules_of

FIELDS = (
    "received_on",
    "channel",
    "reception_dong",
    "household_size",
    "is_head",
    "dependants",
    "first_choice",
    "second_choice",
    "accepts_any",
    "participant_type",
    "certificates",
    "experience_years",
    "note",
)
"""What is taken in of an application, on screen and by file."""


def intake_refusal(round_: Round, today: date) -> str:
    """Why a round takes no new applications now, in Korean; "" when it does."""
    if round_.state not in Round.IN_WORK:
        state = round_.get_state_display()
        return f"‘{state}’ 상태의 회차에는 접수할 수 없습니다. 공고한 뒤 접수하세요."
    if round_.apply_from_on and today < round_.apply_from_on:
        return (
            f"아직 접수 기간이 아닙니다. {kdate(round_.apply_from_on)}부터 접수합니다. 날짜가 "
            "다르면 ‘회차 준비’에서 접수 시작일을 확인하세요."
        )
    return ""


def is_over(round_: Round, today: date) -> bool:
    """True when the days of application are past: only what came within them is still entered."""
    return bool(round_.apply_to_on and round_.apply_to_on < today)


def received_fault(round_: Round, day: date, today: date) -> str:
    """Why an application of the round cannot have come on a day, in Korean; "" when it can."""
    first, last = round_.apply_from_on, round_.apply_to_on
    if day > today:
        return "접수일이 오늘보다 뒤입니다. 실제로 받은 날을 적으세요."
    if (first and day < first) or (last and day > last):
        return (
            f"접수 기간({kdate(first) if first else ''} ~ {kdate(last) if last else ''})에 "
            "받은 신청서만 접수할 수 있습니다. 접수일을 확인하세요."
        )
    return ""


@dataclass(frozen=True)
class AgeLimit:
    """The least or the highest full age of a round's announced rules, and the day it counts on."""

    age: int
    on: date
    is_least: bool

    def fault(self, birth_on: date) -> str:
        """Why somebody is too young or too old, in Korean; "" for who is not."""
        age = full_age(birth_on, self.on)
        reached = f"기준일({kdate(self.on)})에 만 {age}세로"
        if self.is_least and age < self.age:
            return f"{reached} 최저 나이(만 {self.age}세)보다 어립니다."
        if not self.is_least and age > self.age:
            return f"{reached} 최고 나이(만 {self.age}세)를 넘습니다."
        return ""


def age_limits(round_: Round, today: date) -> list[AgeLimit]:
    """Between which ages people take part; none without such rules or before the notice."""
    version = announced_rules(round_)
    criteria = rules_of(version).criteria if version else ()
    days = Days(
        as_of=today, notice=round_.notice_on, apply=round_.apply_to_on, start=round_.starts_on
    )
    return [
        AgeLimit(one.params["age"], on, is_least=one.code is RuleCode.MIN_AGE)
        for one in criteria
        if one.code in (RuleCode.MIN_AGE, RuleCode.MAX_AGE) and (on := days.at(one.day))
    ]


def age_fault(limits: list[AgeLimit], birth_on: date) -> str:
    """Why the screening will refuse somebody for their age, in Korean; "" when it will not."""
    return next((fault for one in limits if (fault := one.fault(birth_on))), "")
