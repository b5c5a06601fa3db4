"""What the selected of a list cost in wages in an average month, and the formula in words."""

from dataclasses import dataclass
from functools import cache

from jobportal.platform.rules.allocation import State
from jobportal.platform.rules.windows import full_years
from jobportal.platform.values.dates import kdate
from participants.selection.outcomes import Material, Outcome, Row
from programs.statutory.timelines import wage_values


@dataclass(frozen=True)
class Cost:
    """How many are paid, and their wages in an average month of full attendance."""

    people: int
    won: int


def hourly_won(material: Material) -> int:
    """The hourly wage on the first day of work; LookupError, in Korean, when none is in force."""
    values, day = wage_values(material.round.district_id), material.round.starts_on
    return material.rules.wage.hourly_won(values.minimum_won.at(day), values.living_won.at(day))


def monthly_cost(material: Material, outcome: Outcome, hourly: int) -> Cost:
    """The wages of those selected, without those who were placed and left again."""
    project_hours = {project.code: project.hours for project in material.projects}
    monthly = cache(lambda hours: material.rules.wage.monthly_won(hourly, hours))
    paid = [row for row in outcome.rows if _is_paid(material, row)]
    return Cost(
        people=len(paid),
        won=sum(
            monthly(project_hours.get(row.placing.project) or _usual_hours(material, row))
            for row in paid
        ),
    )


def _is_paid(material: Material, row: Row) -> bool:
    return row.placing.state is State.SELECTED and row.placing.number not in material.left


def _usual_hours(material: Material, row: Row) -> int:
    """The hours of the wage rule by the age on the first day of work."""
    born = row.application.person.birth_on
    return material.rules.wage.hours(full_years(born, material.round.starts_on))


def cost_words(material: Material, hourly: int) -> list[str]:
    """How a month's cost is worked out, for the page that shows it."""
    wage = material.rules.wage
    words = [
        f"한 달 임금 = (일급 + 간식비 {wage.snack_won:,}원) × 주 {wage.days_per_week}일 × 4.345주"
        "(365일 ÷ 7일 ÷ 12개월)",
        f"일급 = 시급 {hourly:,}원({kdate(material.round.starts_on)}의 {wage.base.label}) × 하루 "
        f"시간을 {wage.daily_rounding_won:,}원 단위로 올린 값",
        f"하루 시간 = 대상사업에 적힌 시간, 없으면 65세 미만 {wage.hours_under_65}시간·65세 이상 "
        f"{wage.hours_over_65}시간",
        "만근 기준이며 사업주 보험료와 연차수당은 넣지 않습니다.",
    ]
    if wage.weekly_holiday:
        words.insert(1, "주휴수당 = 주 15시간 이상 일하면 주마다 일급 하루치를 더합니다.")
    return words
