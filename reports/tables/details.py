"""Lines under an achievement: sentences whose figures come from the record they are linked to."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from jobportal.platform.models import Record
from jobportal.platform.models.parts import SOURCE_FIELDS
from jobportal.platform.render.grid import Figure, Origin, Source
from jobportal.platform.values.dates import kperiod, month_range
from jobportal.platform.values.funding import SourceStyle, describe_sources
from jobportal.platform.values.money import Unit, half_up, number_text
from jobportal.platform.values.periods import printed_months
from jobportal.platform.values.spans import Span
from programs.models import (
    AchievementDetail,
    AchievementLog,
    Agreement,
    CompetitiveGrant,
    CourseRun,
    JobEvent,
    Round,
)
from reports.declare import Context, field_figure, source_of, sources_of
from reports.headcounts import RoundFigures, round_figures

MISSING = "(미입력)"
PERIOD = "{기간}"
UNITS = {"원": 1, "천": 1_000, "백만": 1_000_000, "억": 100_000_000}
DEFAULTS: Mapping[type[Record], str] = {
    Round: "{사업명}: {인원}명, {기간}",
    CompetitiveGrant: "{사업수}개 사업({사업명}) 선정, 사업예산 총 {총액}백만 원({재원}) 확보",
    JobEvent: "{행사명}: {기업}개 기업, {참여}명 참여",
    CourseRun: "{과정명}: {인원}명",
    Agreement: "{기관} 업무협약 체결({일자})",
}
_FIELD = re.compile(r"\{(?P<name>[^{}:]+)(?::(?P<unit>[^{}]+))?\}")


@dataclass(frozen=True)
class DetailLine:
    """One line: its words, the period it ends with, and the people it counts (of a round)."""

    words: str
    is_note: bool
    period: str | None
    people: Figure | None
    origin: Origin
    sources: tuple[Source, ...]

    @property
    def marked(self) -> str:
        """The words with the mark of a point or of a note."""
        return f"{'*' if self.is_note else '·'} {self.words}"

    @property
    def whole(self) -> str:
        """The words with the period after them."""
        return f"{self.words}, {self.period}" if self.period else self.words

    @staticmethod
    def people_of(lines: Iterable["DetailLine"]) -> Figure:
        """The people of all lines together."""
        found = [line.people for line in lines if line.people is not None]
        return Figure.total(found, "세부내용의 선발인원 합계")


def read_details(context: Context, logs: Iterable[AchievementLog]) -> dict[int, list[DetailLine]]:
    """The lines of each achievement, by its number, in ten queries however many there are."""
    lines: dict[int, list[DetailLine]] = {log.pk: [] for log in logs}
    details = list(
        context.records(AchievementDetail)
        .filter(log__in=lines)
        .select_related(
            "round__programme", "grant__host_unit", "event", "course_run__course", "agreement"
        )
        .prefetch_related("round__programme__names")
        .order_by("log", "order")
    )
    figures = round_figures([d.round for d in details if d.round], context.as_of)
    for detail in details:
        lines[detail.log_id].append(_line(context, detail, figures))
    return lines


def _line(
    context: Context, detail: AchievementDetail, figures: Mapping[int, RoundFigures]
) -> DetailLine:
    linked = detail.linked
    if linked is None:
        return DetailLine(
            detail.text, detail.is_note, None, None, Origin.RECORD, (source_of(detail),)
        )
    template = detail.text or DEFAULTS[type(linked)]
    values = Values(context, linked, figures)
    has_period = PERIOD in template
    words = template.replace(PERIOD, "").strip().removesuffix(",")
    return DetailLine(
        values.fill(words),
        detail.is_note,
        values.text("기간") if has_period else None,
        values.people if "{인원}" in template else None,
        Origin.COMPUTED,
        sources_of(values.records),
    )


class Values:
    """What may stand in braces in a sentence about a record."""

    def __init__(self, context: Context, linked: Record, figures: Mapping[int, RoundFigures]):
        self.unit = context.unit
        self.short = bool(context.params.get("short_year"))
        self.linked = linked
        self.records: list[Record] = [linked]
        self.people: Figure | None = None
        self.known = _READERS[type(linked)](self, linked, figures)

    def fill(self, template: str) -> str:
        """The template with every name in braces replaced; unknown names stay as they are."""
        return _FIELD.sub(self._replaced, template)

    def text(self, name: str) -> str:
        """One value as printed."""
        return _printed(self.known.get(name), self.unit)

    def _replaced(self, match: re.Match[str]) -> str:
        name, unit = match["name"], match["unit"]
        if name not in self.known or (unit and unit not in UNITS):
            return match[0]
        value = self.known[name]
        if unit and isinstance(value, Won):
            return number_text(half_up(Fraction(value.won, UNITS[unit])))
        return _printed(value, self.unit)


@dataclass(frozen=True)
class Won:
    """An amount in won, printed in the unit of the table."""

    won: int


def _printed(value: object, unit: Unit) -> str:
    match value:
        case None | "":
            return MISSING
        case Won():
            return number_text(half_up(Fraction(value.won, unit.won)))
        case int():
            return number_text(value)
    return str(value)


def _day(span: Span | None, short: bool) -> str:
    return kperiod(span.start, span.end, span.precision, short) if span else ""


def _round(values: Values, round_: Round, figures: Mapping[int, RoundFigures]) -> dict:
    found = figures[round_.pk]
    values.records = list(found.records)
    people = found["selected"]
    if people.value is None:
        people = field_figure(round_, "planned_posts")
    values.people = people
    months = month_range(round_.starts_on, round_.ends_on)
    return {
        "사업명": round_.name,
        "인원": people.value,
        "계획": round_.planned_posts,
        "사업수": found["projects"].value or round_.planned_projects,
        "기간": f"{months}({printed_months(round_.starts_on, round_.ends_on)})",
        "연월": f"{round_.starts_on.year}. {months}",
    }


def _grant(values: Values, grant: CompetitiveGrant, figures: Mapping) -> dict:
    amounts = {source: getattr(grant, name) for source, name in SOURCE_FIELDS.items()}
    present = [source for source in amounts if amounts[source]]
    style = SourceStyle.WHOLE if len(present) > 1 else SourceStyle.NAMES
    values.people = field_figure(grant, "headcount")
    return {
        "사업명": grant.title,
        "사업수": grant.project_count,
        "인원": grant.headcount,
        "기관": grant.host_unit.name if grant.host_unit else "",
        "총액": Won(grant.total_won),
        "재원": describe_sources(amounts, values.unit, style, bracketed=False),
        **{source.label: Won(won) for source, won in amounts.items()},
    }


def _event(values: Values, event: JobEvent, figures: Mapping) -> dict:
    return {
        "행사명": event.title,
        "횟수": event.times,
        "기업": event.organisations,
        "참여": event.participants,
        "채용": event.hired,
        "장소": event.venue,
        "일자": _day(event.when, values.short),
    }


def _course_run(values: Values, run: CourseRun, figures: Mapping) -> dict:
    values.records.append(run.course)
    return {
        "과정명": run.course.title,
        "운영기관": run.course.trainer,
        "정원": run.course.capacity,
        "인원": run.trainees,
        "취업": run.employed,
        "횟수": run.sessions,
        "개소": run.sites,
        "일자": _day(run.when, values.short),
    }


def _agreement(values: Values, agreement: Agreement, figures: Mapping) -> dict:
    return {
        "기관": agreement.partner,
        "내용": agreement.purpose,
        "채용": agreement.hired,
        "일자": _day(agreement.signed, values.short),
    }


_READERS: Mapping[type[Record], Callable[[Values, Record, Mapping], dict]] = {
    Round: _round,
    CompetitiveGrant: _grant,
    JobEvent: _event,
    CourseRun: _course_run,
    Agreement: _agreement,
}
