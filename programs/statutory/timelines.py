"""The statutory values as the rules of a district read them: timelines by the day they begin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from jobportal.platform.rules.codes import PremiumType
from jobportal.platform.rules.facts import Statutory
from jobportal.platform.values.timeline import Timeline
from programs.models import OwnValue, StatutoryValue

Kind = StatutoryValue.Kind
PREMIUM_TYPES = {
    Kind.PREMIUM_WORKPLACE: PremiumType.WORKPLACE,
    Kind.PREMIUM_REGIONAL: PremiumType.REGIONAL,
    Kind.PREMIUM_MIXED: PremiumType.MIXED,
}
Premiums = dict[tuple[int, PremiumType], dict[int, int]]
"""Won by household size, by the share of the median income and the kind of insurance."""


@dataclass(frozen=True)
class WageValues:
    """The lawful wage of each day, in won an hour."""

    minimum_won: Timeline[int]
    living_won: Timeline[int]


@dataclass(frozen=True)
class InsuranceRates:
    """The employee's share as ratios of pay; ``care`` is a ratio of the health premium."""

    pension: Timeline[Fraction]
    health: Timeline[Fraction]
    care: Timeline[Fraction]
    employment: Timeline[Fraction]


def statutory(district: int) -> Statutory:
    """What the conditions of a round need: the median income by household size, and the premiums
    that stand for a share of it; two queries."""
    kinds = (Kind.MEDIAN_INCOME, *PREMIUM_TYPES)
    own = list(OwnValue.objects.filter(district=district, kind__in=kinds).order_by("pk"))
    delivered = StatutoryValue.objects.filter(kind=Kind.MEDIAN_INCOME).order_by("pk")
    medians: dict[date, dict[int, int]] = {}
    for one in (*delivered, *(one for one in own if one.kind == Kind.MEDIAN_INCOME)):
        medians.setdefault(one.from_on, {})[one.size] = int(one.value)
    premiums = _premiums(one for one in own if one.kind in PREMIUM_TYPES)
    return Statutory(median_income=Timeline(medians), premium_limits=premiums)


def _premiums(
    entered: Iterable[OwnValue],
) -> Timeline[Mapping[tuple[int, PremiumType, int], int]]:
    """The premiums by share, kind and household size on a day.

    A table holds until the next of its share and kind. Of two from one day the newer replaces the
    older one whole.
    """
    by_day: dict[date, Premiums] = {}
    newest: dict[tuple, datetime] = {}
    for one in entered:
        key, tables = (one.pct, PREMIUM_TYPES[one.kind]), by_day.setdefault(one.from_on, {})
        if newest.get((one.from_on, key)) != one.entered_at:
            newest[one.from_on, key], tables[key] = one.entered_at, {}
        tables[key][one.size] = int(one.value)
    held: Premiums = {}
    found = {}
    for day in sorted(by_day):
        held = held | by_day[day]
        found[day] = {(*key, size): won for key, of in held.items() for size, won in of.items()}
    return Timeline(found)


def wage_values(district: int) -> WageValues:
    """최저임금 and 서울형 생활임금; two queries."""
    by_kind = _by_kind(district, Kind.MINIMUM_WAGE, Kind.LIVING_WAGE_SEOUL)
    return WageValues(
        minimum_won=_timeline(by_kind[Kind.MINIMUM_WAGE], int),
        living_won=_timeline(by_kind[Kind.LIVING_WAGE_SEOUL], int),
    )


def insurance_rates(district: int) -> InsuranceRates:
    """The rates of the four insurances (산재 has no employee's share); two queries."""
    kinds = (Kind.PENSION_RATE, Kind.HEALTH_RATE, Kind.CARE_RATE, Kind.EMPLOYMENT_RATE)
    by_kind = _by_kind(district, *kinds)
    return InsuranceRates(*(_timeline(by_kind[kind], Fraction) for kind in kinds))


def _values(district: int, *kinds: Kind) -> list[tuple[str, date, Decimal]]:
    """Kind, day and value: the delivered ones, then those of the district, which replace what
    begins on the same day."""
    delivered = StatutoryValue.objects.filter(kind__in=kinds).order_by("pk")
    own = OwnValue.objects.filter(district=district, kind__in=kinds).order_by("pk")
    names = ("kind", "from_on", "value")
    return [*delivered.values_list(*names), *own.values_list(*names)]


def _by_kind(district: int, *kinds: Kind) -> dict[str, dict[date, Decimal]]:
    found: dict[str, dict[date, Decimal]] = {kind: {} for kind in kinds}
    for kind, day, value in _values(district, *kinds):
        found[kind][day] = value
    return found


def _timeline(values: dict[date, Decimal], read) -> Timeline:
    return Timeline({day: read(value) for day, value in values.items()})
