"""The statutory values as the rules read them: timelines by the day they came into force."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jobportal.platform.rules.facts import Statutory
from jobportal.platform.values.timeline import Timeline
from programs.models import StatutoryValue

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


def statutory() -> Statutory:
    """What the conditions of a round need: the median income by household size; one query."""
    tables: dict[date, dict[int, int]] = {}
    for value in StatutoryValue.objects.filter(kind=Kind.MEDIAN_INCOME):
        tables.setdefault(value.from_on, {})[value.size] = int(value.value)
    return Statutory(median_income=Timeline(tables))


def wage_values() -> WageValues:
    """최저임금 and 서울형 생활임금; one query."""
    by_kind = _by_kind(Kind.MINIMUM_WAGE, Kind.LIVING_WAGE_SEOUL)
    return WageValues(
        minimum_won=_timeline(by_kind[Kind.MINIMUM_WAGE], int),
        living_won=_timeline(by_kind[Kind.LIVING_WAGE_SEOUL], int),
    )


def insurance_rates() -> InsuranceRates:
    """The rates of the four insurances (산재 has no employee's share); one query."""
    kinds = (Kind.PENSION_RATE, Kind.HEALTH_RATE, Kind.CARE_RATE, Kind.EMPLOYMENT_RATE)
    by_kind = _by_kind(*kinds)
    return InsuranceRates(*(_timeline(by_kind[kind], Fraction) for kind in kinds))


def _by_kind(*kinds: Kind) -> dict[str, dict[date, Decimal]]:
    found: dict[str, dict[date, Decimal]] = {kind: {} for kind in kinds}
    for value in StatutoryValue.objects.filter(kind__in=kinds):
        found[value.kind][value.from_on] = value.value
    return found


def _timeline(values: dict[date, Decimal], read) -> Timeline:
    return Timeline({day: read(value) for day, value in values.items()})
