"""The statutory values as the rules of a district read them: timelines by the day they begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
    that stand for a share of it; three queries."""
    tables: dict[date, dict[int, int]] = {}
    for _, day, size, value in _values(district, Kind.MEDIAN_INCOME):
        tables.setdefault(day, {})[size] = int(value)
    return Statutory(median_income=Timeline(tables), premium_limits=premium_limits(district))


def premium_limits(district: int) -> Timeline[Mapping[tuple[int, PremiumType, int], int]]:
    """The premiums by share, kind and household size on a day; one query.

    A table holds until the next of its share and kind. Of two from one day the newer replaces the
    older one whole.
    """
    entered: dict[date, Premiums] = {}
    newest: dict[tuple, object] = {}
    rows = OwnValue.objects.filter(district=district, kind__in=PREMIUM_TYPES).order_by("pk")
    names = ("kind", "from_on", "pct", "size", "value", "entered_at")
    for kind, day, pct, size, value, at in rows.values_list(*names):
        key, tables = (pct, PREMIUM_TYPES[kind]), entered.setdefault(day, {})
        if newest.get((day, key)) != at:
            newest[day, key], tables[key] = at, {}
        tables[key][size] = int(value)
    held: Premiums = {}
    found = {}
    for day in sorted(entered):
        held = held | entered[day]
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


def _values(district: int, *kinds: Kind) -> list[tuple[str, date, int, Decimal]]:
    """Kind, day, size and value: the delivered ones, then those of the district, which replace
    what begins on the same day."""
    delivered = StatutoryValue.objects.filter(kind__in=kinds).order_by("pk")
    own = OwnValue.objects.filter(district=district, kind__in=kinds).order_by("pk")
    names = ("kind", "from_on", "size", "value")
    return [*delivered.values_list(*names), *own.values_list(*names)]


def _by_kind(district: int, *kinds: Kind) -> dict[str, dict[date, Decimal]]:
    found: dict[str, dict[date, Decimal]] = {kind: {} for kind in kinds}
    for kind, day, _, value in _values(district, *kinds):
        found[kind][day] = value
    return found


def _timeline(values: dict[date, Decimal], read) -> Timeline:
    return Timeline({day: read(value) for day, value in values.items()})
