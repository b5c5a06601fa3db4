"""The statutory values as the rules of a district read them: timelines by the day they begin."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jobportal.platform.rules.facts import Statutory
from jobportal.platform.values.timeline import Timeline
from programs.models import OwnValue, StatutoryValue

Kind = StatutoryValue.Kind


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
    """What the conditions of a round need: the median income by household size; two queries."""
    tables: dict[date, dict[int, int]] = {}
    for _, day, size, value in _values(district, Kind.MEDIAN_INCOME):
        tables.setdefault(day, {})[size] = int(value)
    return Statutory(median_income=Timeline(tables))


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
