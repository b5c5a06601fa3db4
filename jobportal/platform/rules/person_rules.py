"""The conditions on the applicant alone: age, residence, ability, work, study, papers."""

from datetime import date

from jobportal.platform.rules.catalogue import ParamValue
from jobportal.platform.rules.codes import (
    Area,
    Ban,
    Employment,
    OfficialRelation,
    StudentState,
    Together,
)
from jobportal.platform.rules.facts import Facts, Statutory
from jobportal.platform.rules.findings import Answer, met, not_met, unknown
from jobportal.platform.rules.naming import called
from jobportal.platform.rules.windows import months_before
from jobportal.platform.values.date_printing import kdate
from jobportal.platform.values.particles import settle_particles

Params = dict[str, ParamValue]


def min_age(params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """At least the age, in full years on the day."""
    age, limit = facts.age_at(day), f"만 {params['age']}세 이상"
    if age is None:
        return unknown("생년월일", limit)
    if age >= params["age"]:
        return met(f"만 {age}세", limit, f"만 {age}세로 최저 나이를 충족합니다.")
    text = f"만 {age}세로 최저 나이(만 {params['age']}세)에 미치지 못합니다."
    return not_met(f"만 {age}세", limit, text)


def max_age(params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """At most the age: 64 holds until the day before the 65th birthday."""
    age, limit = facts.age_at(day), f"만 {params['age']}세 이하"
    if age is None:
        return unknown("생년월일", limit)
    if age <= params["age"]:
        return met(f"만 {age}세", limit, f"만 {age}세로 최고 나이를 충족합니다.")
    text = f"만 {age}세로 최고 나이(만 {params['age']}세)를 넘습니다."
    return not_met(f"만 {age}세", limit, text)


def residency(params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """Registered in the area on the day, and without a break for the months asked."""
    area, months = Area(params["area"]), params["months"]
    stays = facts.district_stays if area is Area.DISTRICT else facts.city_stays
    limit = f"{area.label} 주민등록" + (f" {months}개월 이상" if months else "")
    if stays is None:
        return unknown("주민등록지", limit)
    covering = [stay.from_on for stay in stays if stay.covers(day)]
    if not covering:
        text = f"주민등록이 {area.label}에 있지 않습니다."
        return not_met(f"{area.label} 밖 거주", limit, text)
    since = min(covering)
    seen = f"{kdate(since)}부터 거주"
    if since <= months_before(day, months):
        return met(seen, limit, f"{area.label} 주민등록이 확인됩니다.")
    text = f"{kdate(since)}에 전입하여 계속 거주한 기간이 {months}개월에 미치지 못합니다."
    return not_met(seen, limit, text)


def work_ability(_params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """Judged able to work by the district."""
    limit = "근로 가능"
    if facts.is_able_to_work is None:
        return unknown("근로 능력", limit)
    if facts.is_able_to_work:
        return met("근로 가능", limit, "근로할 수 있는 것으로 판단되었습니다.")
    return not_met("근로 곤란", limit, "건강 상태로 보아 근로하기 어려운 것으로 판단되었습니다.")


def unemployed(params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """Out of work, or one of the two kinds of people the round allows besides."""
    allowed = {Employment.UNEMPLOYED: True, Employment.DAY_LABOUR: params["allows_day_labour"]}
    limit = "실업자"
    limit += "·정기소득이 없는 일용근로자" if params["allows_day_labour"] else ""
    limit += "·행정기관이 인정한 노숙인" if params["allows_homeless"] else ""
    if params["allows_homeless"] and facts.is_recognised_homeless:
        return met("노숙인", limit, "행정기관이 인정한 노숙인입니다.")
    if facts.employment is None:
        return unknown("취업 상태", limit)
    state = facts.employment.label
    seen = settle_particles(f"취업 상태가 “{state}”(으)로")
    if allowed.get(facts.employment, False):
        return met(state, limit, f"{seen} 조건을 충족합니다.")
    if params["allows_homeless"] and facts.is_recognised_homeless is None:
        return unknown("노숙인 인정 여부", limit)
    return not_met(state, limit, f"{seen} 참여 대상({limit})이 아닙니다.")


def student(params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """Not studying, or studying in one of the ways allowed."""
    allowed = [StudentState(code).label for code in params["exceptions"]]
    limit = "재학생이 아님" + (f"(허용: {', '.join(allowed)})" if allowed else "")
    state = facts.student_state
    if state is None:
        return unknown("재학 여부", limit)
    if state is StudentState.NONE or state in params["exceptions"]:
        return met(state.label, limit, settle_particles(f"“{state.label}”(으)로 확인되었습니다."))
    return not_met(state.label, limit, f"대학(원) 재학생(“{state.label}”)입니다.")


def official_family(params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """No spouse or child, as chosen, of an official or private-school teacher."""
    excluded = [OfficialRelation(code) for code in params["relations"]]
    limit = f"공무원(사립학교 교직원)의 {'·'.join(r.label for r in excluded) or '가족'} 아님"
    if facts.official_relations is None:
        return unknown("공무원 가족 여부", limit)
    found = [relation.label for relation in excluded if relation in facts.official_relations]
    if not found:
        return met("해당 없음", limit, "공무원 가족에 해당하지 않습니다.")
    seen = "·".join(found)
    return not_met(seen, limit, f"공무원(사립학교 교직원)의 {seen}입니다.")


def pension(_params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """Draws no public pension."""
    return _is_not(facts.receives_pension, "공적연금 수령")


def farmer(params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """No full-time farmer, nor (when chosen) the spouse of one."""
    spouse = {"배우자의 전업농": facts.spouse_is_farmer} if params["with_spouse"] else {}
    return _none_of({"전업농": facts.is_farmer} | spouse)


def regular_income(params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """No regular income and, as chosen, no registered business, the spouse counted or not."""
    looked = {"정기소득": facts.has_regular_income}
    if params["with_business"]:
        looked["사업자등록"] = facts.has_business
    if params["with_spouse"]:
        looked["배우자의 정기소득"] = facts.spouse_has_regular_income
    if params["with_spouse"] and params["with_business"]:
        looked["배우자의 사업자등록"] = facts.spouse_has_business
    return _none_of(looked)


def documents(_params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """All papers handed in; until the deadline, and without one, a missing paper stays open."""
    limit = "구비서류 모두 제출"
    missing = facts.missing_documents
    if facts.has_false_documents:
        return not_met("허위 서류", limit, "제출한 서류가 사실과 다른 것으로 확인되었습니다.")
    if missing is None:
        return unknown("구비서류", limit)
    if not missing:
        return met("모두 제출", limit, "구비서류를 모두 제출하였습니다.")
    names = ", ".join(missing)
    if facts.documents_due_on is None or day <= facts.documents_due_on:
        return unknown(f"미제출 서류({names}) 보완", limit)
    due = kdate(facts.documents_due_on)
    text = f"보완 기한({due})까지 {names} 서류를 제출하지 않았습니다."
    return not_met(f"미제출: {names}", limit, text)


def employment_ban(params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """None of the bans that matter for the work."""
    return _none_of({Ban(code).label: facts.bans.get(Ban(code)) for code in params["bans"]})


def reapply(_params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """Has not applied earlier in this round."""
    return _is_not(facts.has_applied_in_round, "같은 회차의 이전 신청")


def qualification(params: Params, facts: Facts, _day: date, _: Statutory) -> Answer:
    """A certificate of the list and the years of experience: both, or one of them.

    A certificate is one of the list when its name holds that of the list.
    """
    parts: list[tuple[str, bool | None]] = []
    counting = called(facts.certificates or (), params["certificates"])
    if params["certificates"]:
        has_one = None if facts.certificates is None else bool(counting)
        parts.append((f"자격증({', '.join(params['certificates'])})", has_one))
    if params["years"]:
        years = facts.experience_years
        parts.append(
            (f"경력 {params['years']}년", None if years is None else years >= params["years"])
        )
    joined = Together(params["together"])
    limit = (" 또는 " if joined is Together.EITHER else " 및 ").join(name for name, _ in parts)
    answers = [answer for _, answer in parts]
    is_enough = any(answers) if joined is Together.EITHER else all(answers)
    if is_enough or not parts:
        seen = f"보유({', '.join(counting)})" if counting else "보유"
        return met(seen, limit or "제한 없음", "자격·경력 조건을 충족합니다.")
    is_hopeless = False in answers if joined is Together.BOTH else None not in answers
    lacking = ", ".join(name for name, answer in parts if not answer)
    if not is_hopeless:
        return unknown("자격증 또는 경력 증빙", limit)
    return not_met(f"없음: {lacking}", limit, f"필요한 {lacking} 조건을 갖추지 못하였습니다.")


def _is_not(answer: bool | None, what: str) -> Answer:
    return _none_of({what: answer})


def _none_of(looked: dict[str, bool | None]) -> Answer:
    """Excluded by any that is true; open while one is not looked at."""
    limit = "·".join(looked) + " 없음"
    found = [what for what, answer in looked.items() if answer]
    if found:
        seen = ", ".join(found)
        return not_met(seen, limit, f"{seen} 사실이 확인되었습니다.")
    missing = [what for what, answer in looked.items() if answer is None]
    if missing:
        return unknown(f"{', '.join(missing)} 여부", limit)
    return met("해당 없음", limit, f"{'·'.join(looked)} 사실이 없습니다.")
