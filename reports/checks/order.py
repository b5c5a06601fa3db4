"""Dates in order: the steps of a plan, the entries of a log, the days of a round."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from jobportal.platform.values.dates import kdate, kperiod
from jobportal.platform.values.spans import Span
from programs.models import AchievementLog, CommunicationLog, PlanItem, Round
from reports.checks.finding import Cause, Finding, Kind
from reports.checks.material import Checked

Dated = PlanItem | AchievementLog | CommunicationLog

ROUND_DAYS = ("notice_on", "apply_from_on", "apply_to_on", "select_on", "starts_on", "ends_on")


def check_order(checked: Checked) -> Iterator[Finding]:
    """Steps within one part of a project, logs of a project, and the days of each round."""
    records = [*checked.records.plan_items, *checked.records.logs]
    for run in _runs(record for record in records if record.when):
        if any(checked.shows(record) for record in run) or checked.shows(run[0].project):
            yield from _out_of_order(checked, run)
    for round_ in checked.records.rounds:
        if checked.shows(round_) or checked.shows(round_.programme):
            yield from _round(checked, round_)


def _runs(records: Iterable[Dated]) -> Iterator[list[Dated]]:
    """Records that follow one another: of one kind, project and part, in their order."""
    groups: dict[tuple, list[Dated]] = defaultdict(list)
    for record in records:
        groups[type(record), record.project_id, record.item_id].append(record)
    for run in groups.values():
        yield sorted(run, key=lambda record: record.order)


def _out_of_order(checked: Checked, run: list[Dated]) -> Iterator[Finding]:
    for n, (above, below) in enumerate(pairwise(run)):
        if below.when.start >= above.when.start:
            continue
        before = run[n - 1].when.start if n else None
        after = run[n + 2].when.start if n + 2 < len(run) else None
        wrong, likely = _likely(above, below, before, after)
        yield Finding(
            document=checked.document.code,
            item=checked.item_showing(wrong, above, below, wrong.project),
            kind=Kind.ORDER,
            place=f"{wrong._meta.verbose_name} · {wrong.project} · {wrong}",
            printed=span_text(wrong.when),
            computed=likely,
            cause=Cause.DATE,
        )


def _likely(
    above: Dated, below: Dated, before: date | None, after: date | None
) -> tuple[Dated, str]:
    """Which of the two is wrong and what was likely meant: often only the year is mistyped."""
    earlier = _moved(above.when, -1)
    if earlier.start <= below.when.start and (before is None or before <= earlier.start):
        return above, span_text(earlier)
    later = _moved(below.when, 1)
    if later.start >= above.when.start and (after is None or later.start <= after):
        return below, span_text(later)
    return below, f"{span_text(above.when)} 뒤"


def _moved(span: Span, years: int) -> Span:
    return Span(*(_same_day(day, years) for day in (span.start, span.end)), span.precision)


def _same_day(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def _round(checked: Checked, round_: Round) -> Iterator[Finding]:
    stated = [(name, getattr(round_, name)) for name in ROUND_DAYS if getattr(round_, name)]
    for (earlier, first), (later, second) in pairwise(stated):
        if second < first:
            labels = [str(round_._meta.get_field(name).verbose_name) for name in (earlier, later)]
            yield Finding(
                document=checked.document.code,
                item=checked.item_showing(round_),
                kind=Kind.ORDER,
                place=f"회차 {round_} · {labels[0]}보다 빠른 {labels[1]}",
                printed=kdate(second),
                computed=f"{kdate(first)} 뒤",
                cause=Cause.DATE,
            )


def span_text(span: Span) -> str:
    """A span in official form."""
    return kperiod(span.start, span.end, span.precision)
