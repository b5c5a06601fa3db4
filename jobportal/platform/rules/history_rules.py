"""The conditions on earlier and present participation: repeats, drop-out, fraud, two at once."""

from collections.abc import Iterable
from datetime import date, timedelta

from jobportal.platform.rules.codes import RepeatMeasure
from jobportal.platform.rules.facts import Facts, Participation, Statutory
from jobportal.platform.rules.findings import Answer, met, not_met, unknown
from jobportal.platform.rules.naming import called
from jobportal.platform.rules.person_rules import Params
from jobportal.platform.rules.windows import half_index, months_before
from jobportal.platform.values.date_printing import kperiod
from jobportal.platform.values.particles import settle_particles

Participations = tuple[Participation, ...]


def concurrent(params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """In no other programme (of the list, or any) on the day."""
    limit = "다른 일자리사업에 참여하지 않음"
    if facts.concurrent is None:
        return unknown("다른 일자리사업 참여 여부", limit)
    found = [item for item in of_programmes(facts.concurrent, params) if item.covers(day)]
    if not found and facts.is_present_partial:
        return unknown("다른 일자리사업 참여 여부", limit)
    if not found:
        return met("참여하지 않음", limit, "다른 일자리사업에 참여하고 있지 않습니다.")
    seen = _listed(found)
    text = f"다른 일자리사업({seen})에 참여하고 있습니다."
    return not_met(seen, limit, text, _references(found))


def repeat_limit(params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """What was taken part in within the window, as measured, stays within the limit.

    The window reaches back whole years from the day; whatever touches it counts, and what begins
    on the day or later does not. With `reaching_excludes` the limit itself is already too much
    (“2년 이상 참여자 제외” is limit 24 months, reaching excludes).
    """
    measure, window = RepeatMeasure(params["measure"]), params["window_years"]
    unit = {RepeatMeasure.MONTHS: "개월", RepeatMeasure.DAYS: "일"}.get(measure, "회")
    what = (f"최근 {window}년간 " if window else "") + measure.label.partition("(")[0]
    limit = f"{what} {params['limit']}{unit} "
    limit += "미만" if params["reaching_excludes"] else "이하"
    groups = [facts.participations] + ([facts.family_participations] if params["family"] else [])
    since = months_before(day, window * 12) if window else date.min
    past = [
        [item for item in of_programmes(group or (), params) if _touches(item, since, day)]
        for group in groups
    ]
    count = _measured(measure, past, since, day, params["include_current"])
    seen = f"{count}{unit}" + ("(이번 포함)" if _adds_current(measure, params) else "")
    counted = settle_particles(f"{what}이(가) {seen}(으)로")
    if count > params["limit"] or (params["reaching_excludes"] and count >= params["limit"]):
        found = [item for group in past for item in group]
        listed = f"({_listed(found)})" if found else ""
        text = f"{counted} 한도({limit})를 벗어납니다{listed}."
        return not_met(seen, limit, text, _references(found))
    if facts.is_history_partial or any(group is None for group in groups):
        return unknown("이전 참여 이력", limit)
    return met(seen, limit, f"{counted} 한도 안입니다.")


def previous_dropout(params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """Has not dropped out of the work within the window."""
    found = [item for item in facts.participations or () if item.dropped_out]
    return _past_fault("중도포기", found, params, facts, day)


def previous_fraud(params: Params, facts: Facts, day: date, _: Statutory) -> Answer:
    """Has not drawn wages by fraud or handed in false papers within the window."""
    return _past_fault("부정수급·허위서류", frauds_of(facts), params, facts, day)


def frauds_of(facts: Facts) -> list[Participation]:
    """Work that was fraud, and frauds found outside any work or after its end."""
    return [item for item in facts.participations or () if item.fraud] + [*facts.fraud_findings]


def _past_fault(
    what: str, faults: list[Participation], params: Params, facts: Facts, day: date
) -> Answer:
    months = params["months"]
    limit = (f"최근 {months}개월간 " if months else "") + f"{what} 없음"
    found = faults_within(of_programmes(faults, params), day, months)
    is_unsure = facts.participations is None or facts.is_history_partial
    if not found and is_unsure:
        return unknown(f"{what} 이력", limit)
    if not found:
        return met("없음", limit, f"{what} 이력이 없습니다.")
    seen = _listed(found)
    return not_met(seen, limit, f"{what} 이력이 있습니다({seen}).", _references(found))


def of_programmes(items: Iterable[Participation], params: Params) -> list[Participation]:
    """Those of the programmes listed, or all when none is listed.

    A programme is meant when a name of it holds a listed one, however either is spaced: “자활근로”
    means “자활 근로사업” too.
    """
    wanted = params.get("programmes", ())
    return [
        item for item in items if not wanted or called((item.programme, *item.also_called), wanted)
    ]


def faults_within(items: Iterable[Participation], day: date, months: int) -> list[Participation]:
    """Those whose last day lies within the months before the day (0: ever), the day included."""
    since = months_before(day, months) if months else date.min
    return [item for item in items if since <= (item.to_on or item.from_on) <= day]


def _touches(item: Participation, since: date, day: date) -> bool:
    return item.from_on < day and (item.to_on is None or item.to_on >= since)


def _adds_current(measure: RepeatMeasure, params: Params) -> bool:
    counted = (RepeatMeasure.ROUNDS, RepeatMeasure.CONSECUTIVE)
    return measure in counted and bool(params["include_current"])


def rounds_within(items: Iterable[Participation], since: date, day: date) -> int:
    """How many rounds of participation touch the days from `since` to before `day`."""
    return sum(item.rounds for item in items if _touches(item, since, day))


def _measured(
    measure: RepeatMeasure,
    groups: list[list[Participation]],
    since: date,
    day: date,
    include_current: bool,
) -> int:
    if measure is RepeatMeasure.ROUNDS:
        return sum(rounds_within(items, since, day) for items in groups) + include_current
    if measure is RepeatMeasure.CONSECUTIVE:
        return _run(groups, day) + include_current
    spans = [[_clipped(item, since, day) for item in items] for items in groups]
    if measure is RepeatMeasure.DAYS:
        return sum((end - start).days + 1 for items in spans for start, end in items)
    return sum(len({month for span in items for month in _months(*span)}) for items in spans)


def _run(groups: list[list[Participation]], day: date) -> int:
    """Half-years without a gap that end with the one before the day's own."""
    taken = {
        half
        for items in groups
        for item in items
        for half in range(half_index(item.from_on), half_index(item.to_on or day) + 1)
    }
    half = half_index(day) - 1
    while half in taken:
        half -= 1
    return half_index(day) - 1 - half


def _clipped(item: Participation, since: date, day: date) -> tuple[date, date]:
    last = day - timedelta(days=1)
    return max(item.from_on, since), min(item.to_on or last, last)


def _months(start: date, end: date) -> range:
    """Every calendar month touched, as year × 12 + month."""
    return range(start.year * 12 + start.month, end.year * 12 + end.month + 1)


def _references(items: Iterable[Participation]) -> tuple[str, ...]:
    return tuple(sorted({item.reference for item in items if item.reference}))


def _listed(items: Iterable[Participation]) -> str:
    ordered = sorted(items, key=lambda item: (item.from_on, item.programme))
    return ", ".join(f"{i.programme or '사업'} {kperiod(i.from_on, i.to_on)}" for i in ordered)
