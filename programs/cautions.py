"""What is to be looked at before the notice of a round although nothing stands against it."""

from datetime import date

from django.utils import timezone

from jobportal.platform.rules.codes import DayBasis, IncomeSource, PremiumType, RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.wage import WageBase
from jobportal.platform.values.dates import kdate
from programs.models import Round, RoundRules
from programs.preparation import NO_CLAUSE, rules_of
from programs.statutory.timelines import statutory, wage_values


def warnings_of(version: RoundRules | None) -> list[str]:
    """What should be mended before the notice although nothing stands against it, in Korean."""
    if version is None or version.is_published:
        return []
    rules = rules_of(version)
    criteria = rules.criteria
    return [
        *_bare(criteria),
        *_without_premiums(version.round, criteria),
        *_open_to_earlier(version.round, criteria),
        *_values_of_before(version.round, rules),
    ]


def _bare(criteria: tuple[Criterion, ...]) -> list[str]:
    bare = [one.code.label for one in criteria if not one.clause]
    if not bare:
        return []
    return [
        f"공고문 조항을 적지 않은 자격 조건이 {len(bare):,}개 있습니다: {', '.join(bare)}. 적지 "
        f"않으면 통지서에 ‘{NO_CLAUSE}’으로 나옵니다."
    ]


def _without_premiums(round_: Round, criteria: tuple[Criterion, ...]) -> list[str]:
    """What an income cap measured by premiums lacks: the premiums that stand for its share."""
    cap = _income_cap(criteria, IncomeSource.PREMIUM)
    if cap is None:
        return []
    limits, pct = statutory(round_.district_id).premium_limits, cap.params["pct"]
    try:
        held = limits.at(_day_of(round_, cap.day))
    except LookupError:
        held = {}
    known = {kind for share, kind, _ in held if share == pct}
    missing = [kind.label for kind in PremiumType if kind not in known]
    if not missing:
        return []
    return [
        f"소득 상한을 건강보험료로 확인하는데 기준 중위소득 {pct}%의 건강보험료가 등록되지 "
        f"않았습니다: {', '.join(missing)}. ‘법정 기준값’에서 등록하세요. 등록할 때까지 이 조건은 "
        "‘확인 필요’로 남습니다."
    ]


def _open_to_earlier(round_: Round, criteria: tuple[Criterion, ...]) -> list[str]:
    """An additional recruitment usually leaves out who applied for its posts before."""
    code = RuleCode.SAME_ROUND_REAPPLY
    if not round_.additional_to_id or any(one.code is code for one in criteria):
        return []
    return [
        f"추가모집인데 ‘{code.label}’ 조건이 꺼져 있습니다. 앞선 모집에 신청한 사람도 적격이 될 수 "
        "있습니다. 제외하려면 조건을 켜세요."
    ]


def _values_of_before(round_: Round, rules: RuleSet) -> list[str]:
    """Values that are set for each year, of which an earlier year's would be used."""
    values, looked = wage_values(round_.district_id), []
    if rules.wage.base is WageBase.MINIMUM:
        looked.append(("최저임금", values.minimum_won, round_.starts_on))
    if rules.wage.base is WageBase.LIVING:
        looked.append(("생활임금", values.living_won, round_.starts_on))
    if cap := _income_cap(rules.criteria, IncomeSource.ENQUIRY):
        incomes = statutory(round_.district_id).median_income
        looked.append(("기준 중위소득", incomes, _day_of(round_, cap.day)))
    return [
        f"{day.year}년 {name} 값이 등록되지 않아 {kdate(day)}에도 {since.year}년 값을 씁니다. "
        "고시를 확인하고 ‘법정 기준값’에서 등록하세요."
        for name, timeline, day in looked
        if (since := timeline.since(day)) and since.year < day.year
    ]


def _income_cap(criteria: tuple[Criterion, ...], source: IncomeSource) -> Criterion | None:
    """The income cap, where it is measured so."""
    caps = (one for one in criteria if one.code is RuleCode.INCOME_CAP)
    return next((one for one in caps if one.params["source"] == source), None)


def _day_of(round_: Round, basis: DayBasis) -> date:
    """The day of a basis, today while it is not settled or only the enquiry settles it."""
    days = {
        DayBasis.NOTICE: round_.notice_on,
        DayBasis.APPLY: round_.apply_to_on,
        DayBasis.START: round_.starts_on,
    }
    return days.get(basis) or timezone.localdate()
