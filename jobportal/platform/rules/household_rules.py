"""The conditions on the household: income, assets, benefits, how many of it take part."""

from datetime import date

from jobportal.platform.rules.codes import HouseholdScope, IncomeSource
from jobportal.platform.rules.facts import Facts, Spell, Statutory
from jobportal.platform.rules.findings import Answer, Outcome, met, not_met, unknown
from jobportal.platform.rules.person_rules import Params
from jobportal.platform.values.money import number_text
from jobportal.platform.values.rates import Rounding, decimal_text, ratio


def income_cap(params: Params, facts: Facts, day: date, statutory: Statutory) -> Answer:
    """Income × 100 ≤ percentage × 기준중위소득 of the household size, without rounding.

    Measured by 건강보험료 it is the premium that may not exceed the published one.
    """
    limit = f"기준중위소득의 {params['pct']}% 이하"
    if facts.household_size is None or facts.household_size < 1:
        return unknown("세대원 수", limit)
    try:
        if IncomeSource(params["source"]) is IncomeSource.PREMIUM:
            return _premium(params, facts, day, statutory)
        median = statutory.median_won(facts.household_size, day)
    except LookupError:
        return unknown("기준일에 적용되는 고시 금액", limit)
    return _income(params, facts, median)


def _income(params: Params, facts: Facts, median: int) -> Answer:
    pct, size, income = params["pct"], facts.household_size, facts.household_income_won
    # The printed limit is cut to whole won; the comparison below is exact (domain 3.3).
    cap = f"기준중위소득 {size}인 {pct}%, {number_text(pct * median // 100)}원"
    limit = f"{cap} 이하"
    if income is None:
        return unknown("세대 소득", limit)
    share = ratio(income * 100, median)
    seen = f"월 {number_text(income)}원"
    if share is not None:
        seen = f"기준중위소득의 {decimal_text(share, 1, Rounding.TRUNCATE)}%인 {seen}"
    whose = HouseholdScope(params["scope"]).label
    if income * 100 <= pct * median:
        return met(seen, limit, f"{whose} {size}명의 소득이 {seen}으로 상한을 넘지 않습니다.")
    text = f"{whose} {size}명의 소득이 {seen}으로 상한({cap})을 넘습니다."
    return not_met(seen, limit, text)


def _premium(params: Params, facts: Facts, day: date, statutory: Statutory) -> Answer:
    pct, size, kind = params["pct"], facts.household_size, facts.premium_type
    if kind is None:
        return unknown("건강보험 가입유형", f"기준중위소득의 {pct}% 이하")
    highest = statutory.premium_limit_won(pct, kind, size, day)
    cap = f"{kind.label} {size}인 {pct}%, 월 {number_text(highest)}원"
    limit = f"{cap} 이하"
    if facts.premium_won is None:
        return unknown("건강보험료", limit)
    seen = f"월 {number_text(facts.premium_won)}원"
    if facts.premium_won <= highest:
        return met(seen, limit, f"건강보험료가 {seen}으로 상한을 넘지 않습니다.")
    text = f"건강보험료가 {seen}으로 상한({cap})을 넘습니다."
    return not_met(seen, limit, text)


def asset_cap(params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """Assets of the household, less debts when chosen, not above the amount."""
    amount, deducts = params["amount_won"], params["deducts_debts"]
    what = "부채를 뺀 재산" if deducts else "재산"
    limit = f"{number_text(amount)}원 이하"
    assets, debts = facts.assets_won, facts.debts_won if deducts else 0
    if assets is None:
        return unknown("세대 재산", limit)
    if debts is None and assets > amount:
        return unknown("세대 부채", limit)
    net = assets - (debts or 0)
    seen = f"{number_text(net)}원"
    whose = HouseholdScope(params["scope"]).label
    if net <= amount:
        return met(seen, limit, f"{whose} {what} 합계가 {seen}으로 상한을 넘지 않습니다.")
    return not_met(
        seen, limit, f"{whose} {what} 합계가 {seen}으로 상한({number_text(amount)}원)을 넘습니다."
    )


def youth_exemption(params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """Says whether the asset cap is waived; it excludes nobody by itself."""
    age, limit = facts.age_at(day), f"만 {params['age']}세 이하 면제"
    if age is None:
        return unknown("생년월일", limit)
    if age <= params["age"]:
        text = f"만 {age}세 청년으로 재산 상한을 적용하지 않습니다."
        return met(f"만 {age}세(면제)", limit, text)
    return met(f"만 {age}세(적용)", limit, f"만 {age}세로 재산 상한을 적용합니다.")


def livelihood_benefit(_params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """Draws no 생계급여 on the day."""
    return _benefit("생계급여", facts.livelihood_benefits, day)


def unemployment_benefit(_params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """Draws no 실업급여 on the day."""
    return _benefit("실업급여", facts.unemployment_benefits, day)


def _benefit(name: str, spells: tuple[Spell, ...] | None, day: date) -> Answer:
    limit = f"{name} 수급자가 아님"
    if spells is None:
        return unknown(f"{name} 수급 여부", limit)
    if any(spell.covers(day) for spell in spells):
        return not_met(f"{name} 수급", limit, f"{name}를 받고 있습니다.")
    return met("수급하지 않음", limit, f"{name}를 받고 있지 않습니다.")


def one_per_household(params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """With the applicant, no more of the household take part than the limit."""
    limit = f"세대당 {params['limit']}명"
    others = facts.household_participants
    if others is None:
        return unknown("세대원의 참여 여부", limit)
    seen = f"참여 중인 다른 세대원 {others}명"
    if others + 1 <= params["limit"]:
        return met(seen, limit, f"{seen}으로 세대당 인원을 넘지 않습니다.")
    return not_met(seen, limit, f"{seen}이 있어 세대당 참여 인원({params['limit']}명)을 넘습니다.")


def with_exemption(cap: Answer, exemption: Answer, is_exempt: bool | None) -> tuple[Answer, Answer]:
    """The asset cap and its exemption after each has taken account of the other.

    While the age is unknown an asset above the cap stays open, and an asset within it needs no
    exemption.
    """
    if is_exempt:
        return met(cap.seen, cap.limit, exemption.text), exemption
    if is_exempt is None and cap.outcome is Outcome.MET:
        text = "재산이 상한을 넘지 않아 면제를 따질 필요가 없습니다."
        return cap, met(exemption.seen, exemption.limit, text)
    if is_exempt is None and cap.outcome is Outcome.NOT_MET:
        return Answer(Outcome.TO_CONFIRM, cap.seen, cap.limit, exemption.text), exemption
    return cap, exemption
