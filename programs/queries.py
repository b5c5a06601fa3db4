"""Targets against results of a year as known on a 기준일: indicators and the job centre."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jobportal.platform.models import District
from jobportal.platform.values.elapsed import year_share
from jobportal.platform.values.rates import ratio
from programs.models import (
    DisclosureTarget,
    Indicator,
    IndicatorResult,
    IndicatorTarget,
    JobCentreFigure,
    JobCentreTarget,
    Quarter,
)

Aggregation = Indicator.Aggregation
QUARTERS = (Quarter.Q1, Quarter.Q2, Quarter.Q3, Quarter.Q4)
_QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


@dataclass(frozen=True)
class Measured:
    """A target or a result with the records it rests on, and how sure it is."""

    value: Fraction | int
    ids: tuple[int, ...]
    as_of: date | None = None
    is_forecast: bool = False
    is_partial: bool = False


@dataclass(frozen=True)
class Progress:
    """An indicator in a year: target and result of the year, and of each quarter that has one.

    ``expected`` is the share of the target that should be reached by the 기준일; ``cumulative`` is
    the latest result counted from the start of the term, which no target of a year is held against.
    """

    indicator: Indicator
    target: Measured | None
    result: Measured | None
    quarter_targets: Mapping[int, Measured]
    quarter_results: Mapping[int, Measured]
    expected: Fraction
    cumulative: Measured | None = None

    @property
    def rate(self) -> Fraction | None:
        """실적 ÷ 목표, exact; None while either is unknown or the target is 0."""
        if self.target is None or self.result is None:
            return None
        return ratio(self.result.value, self.target.value)


def indicator_progress(district: District, year: int, as_of: date) -> list[Progress]:
    """Every indicator with a target or a result in the year, in order; three queries."""
    targets = _targets(district, year)
    results, cumulative = _results(district, year, as_of)
    wanted = targets.keys() | results.keys() | cumulative.keys()
    indicators = Indicator.objects.of(district).filter(pk__in=wanted)
    return [
        _progress(
            indicator,
            targets.get(indicator.pk, {}),
            results.get(indicator.pk, {}),
            cumulative.get(indicator.pk),
            year,
            as_of,
        )
        for indicator in indicators.select_related("project", "item__project").order_by(
            "project__order", "order", "code"
        )
    ]


def _targets(district: District, year: int) -> dict[int, dict[int, Measured]]:
    found: dict[int, dict[int, Measured]] = {}
    targets = IndicatorTarget.objects.of(district).filter(year=year).order_by()
    for indicator, quarter, value, pk in targets.values_list(
        "indicator_id", "quarter", "value", "pk"
    ):
        found.setdefault(indicator, {})[quarter] = Measured(value, (pk,))
    return found


def _results(
    district: District, year: int, as_of: date
) -> tuple[dict[int, dict[int, Measured]], dict[int, Measured]]:
    """The latest results known on the day, by indicator and quarter; and the cumulative ones."""
    of_year: dict[int, dict[int, Measured]] = {}
    cumulative: dict[int, Measured] = {}
    results = IndicatorResult.objects.of(district).filter(year=year, as_of__lte=as_of)
    rows = results.order_by("as_of", "pk").values_list(
        "indicator_id",
        "quarter",
        "is_cumulative",
        "pk",
        "value",
        "as_of",
        "is_forecast",
        "is_partial",
    )
    for indicator, quarter, counts_from_start, pk, value, *known in rows:
        measured = Measured(value, (pk,), *known)
        if counts_from_start:
            cumulative[indicator] = measured
        else:
            of_year.setdefault(indicator, {})[quarter] = measured
    return of_year, cumulative


def _progress(
    indicator: Indicator,
    targets: Mapping[int, Measured],
    results: Mapping[int, Measured],
    cumulative: Measured | None,
    year: int,
    as_of: date,
) -> Progress:
    target = targets.get(Quarter.YEAR) or _added_up(indicator, targets)
    return Progress(
        indicator=indicator,
        target=target,
        result=results.get(Quarter.YEAR) or _added_up(indicator, results),
        quarter_targets={q: targets[q] for q in QUARTERS if q in targets},
        quarter_results={q: results[q] for q in QUARTERS if q in results},
        expected=_expected(indicator, target, targets, year, as_of),
        cumulative=cumulative,
    )


def _added_up(indicator: Indicator, by_quarter: Mapping[int, Measured]) -> Measured | None:
    """The year from its quarters, by the indicator's rule; a non-additive one has none."""
    parts = [by_quarter[quarter] for quarter in QUARTERS if quarter in by_quarter]
    if not parts:
        return None
    value: Fraction | int
    match indicator.quarter_aggregation:
        case Aggregation.SUM:
            value = sum(part.value for part in parts)
        case Aggregation.LAST:
            parts = parts[-1:]
            value = parts[0].value
        case Aggregation.AVERAGE:
            value = Fraction(sum(part.value for part in parts), len(parts))
        case _:
            return None
    return Measured(
        value,
        tuple(pk for part in parts for pk in part.ids),
        max((part.as_of for part in parts if part.as_of), default=None),
        any(part.is_forecast for part in parts),
        any(part.is_partial for part in parts),
    )


def _expected(
    indicator: Indicator,
    target: Measured | None,
    targets: Mapping[int, Measured],
    year: int,
    as_of: date,
) -> Fraction:
    """The share of the target due by the day.

    What adds up is due by the targets of the quarters that have ended, or, without targets by
    quarter, by the share of the year gone. An average or a non-additive value is due at once.
    """
    if indicator.quarter_aggregation in (Aggregation.AVERAGE, Aggregation.NONE):
        return Fraction(1)
    if target is None or not any(quarter in targets for quarter in QUARTERS):
        return year_share(year, as_of)
    ended = {q: targets[q] for q in _ended(year, as_of) if q in targets}
    due = _added_up(indicator, ended)
    return (ratio(due.value, target.value) or Fraction(0)) if due else Fraction(0)


def _ended(year: int, as_of: date) -> Iterable[int]:
    return [q for q, (month, day) in _QUARTER_ENDS.items() if date(year, month, day) <= as_of]


@dataclass(frozen=True)
class CentreProgress:
    """A metric of the job centre in a year: its target, and what the months so far gave."""

    team: str
    metric: str
    target: Measured | None
    result: Measured | None

    @property
    def rate(self) -> Fraction | None:
        """실적 ÷ 목표, exact."""
        if self.target is None or self.result is None:
            return None
        return ratio(self.result.value, self.target.value)


def centre_progress(district: District, year: int, as_of: date) -> list[CentreProgress]:
    """The job centre's metrics with a target or figures in the year; two queries.

    Figures count when their last month is not after the month of the 기준일.
    """
    targets = JobCentreTarget.objects.of(district).filter(year=year).order_by("team", "metric")
    figures = JobCentreFigure.objects.of(district).filter(year=year)
    if as_of.year <= year:
        figures = figures.filter(month_to__lte=as_of.month if as_of.year == year else 0)
    aimed = {
        (team, metric): Measured(value, (pk,))
        for team, metric, value, pk in targets.values_list("team__name", "metric", "value", "pk")
    }
    reached: dict[tuple[str, str], list[tuple[int, int]]] = {}
    rows = figures.order_by("team", "metric", "month_from")
    for team, metric, value, pk in rows.values_list("team__name", "metric", "value", "pk"):
        reached.setdefault((team, metric), []).append((value, pk))
    return [
        CentreProgress(*key, aimed.get(key), _sum_of(reached.get(key, ())))
        for key in dict.fromkeys((*aimed, *reached))
    ]


def _sum_of(parts: Iterable[tuple[int, int]]) -> Measured | None:
    parts = list(parts)
    if not parts:
        return None
    return Measured(sum(value for value, _ in parts), tuple(pk for _, pk in parts))


def disclosure_targets(district: District, year: int) -> list[DisclosureTarget]:
    """The jobs promised to each group in the year's job disclosure plans."""
    targets = DisclosureTarget.objects.of(district).filter(plan__year=year)
    return list(targets.select_related("plan").order_by("plan", "order"))


def achievement_years(district: District) -> list[int]:
    """Years that have targets or results of indicators, the latest first."""
    targets = IndicatorTarget.objects.of(district).order_by().values_list("year", flat=True)
    results = IndicatorResult.objects.of(district).order_by().values_list("year", flat=True)
    return sorted(set(targets.distinct()) | set(results.distinct()), reverse=True)


def latest_result_day(district: District, year: int | None = None) -> date | None:
    """The latest 기준일 of a result, of all years or of one; None without any."""
    results = IndicatorResult.objects.of(district).order_by("-as_of")
    if year is not None:
        results = results.filter(year=year)
    return results.values_list("as_of", flat=True).first()
