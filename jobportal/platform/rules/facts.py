"""What is known of one applicant when the rules are applied; None is unknown, never “no”."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from jobportal.platform.rules.codes import (
    AgeGroup,
    Ban,
    DayBasis,
    Employment,
    OfficialRelation,
    PremiumType,
    Sex,
    StudentState,
    VulnerableGroup,
)
from jobportal.platform.rules.windows import full_years
from jobportal.platform.values.timeline import Timeline


@dataclass(frozen=True)
class Days:
    """The days of the round that facts are looked at on; None is not settled yet."""

    as_of: date
    notice: date | None = None
    apply: date | None = None
    start: date | None = None

    def at(self, basis: DayBasis) -> date | None:
        """The day a basis stands for."""
        return getattr(self, basis.value.lower())


@dataclass(frozen=True)
class Spell:
    """A stay or a benefit from one day to another, both included; no last day means still."""

    from_on: date
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it lasts on the day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class Participation(Spell):
    """Work in a programme; `rounds` is how many rounds it counts for.

    `also_called` are names the programme bears or bore besides.
    """

    programme: str = ""
    rounds: int = 1
    dropped_out: bool = False
    fraud: bool = False
    reference: str = ""
    also_called: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """One applicant. An empty tuple says “looked at, there is none”; None says “not looked at”.

    Amounts are whole won of the household: income and premium per month, added up over the scope
    the criterion states. A partial history holds only what the district itself knows: it can speak
    against somebody, never for them. `fraud_findings` are frauds found outside any work, or after
    its end: each lies on the day it was found. `marks` are the reviewers' marks by the score
    item's code.
    """

    birth_on: date | None = None
    sex: Sex | None = None
    district_stays: tuple[Spell, ...] | None = None
    city_stays: tuple[Spell, ...] | None = None
    is_able_to_work: bool | None = None
    employment: Employment | None = None
    is_recognised_homeless: bool | None = None
    household_size: int | None = None
    household_income_won: int | None = None
    premium_type: PremiumType | None = None
    premium_won: int | None = None
    assets_won: int | None = None
    debts_won: int | None = None
    livelihood_benefits: tuple[Spell, ...] | None = None
    unemployment_benefits: tuple[Spell, ...] | None = None
    household_participants: int | None = None
    student_state: StudentState | None = None
    official_relations: tuple[OfficialRelation, ...] | None = None
    receives_pension: bool | None = None
    is_farmer: bool | None = None
    spouse_is_farmer: bool | None = None
    has_regular_income: bool | None = None
    spouse_has_regular_income: bool | None = None
    has_business: bool | None = None
    spouse_has_business: bool | None = None
    participations: tuple[Participation, ...] | None = None
    family_participations: tuple[Participation, ...] | None = None
    concurrent: tuple[Participation, ...] | None = None
    fraud_findings: tuple[Participation, ...] = ()
    is_history_partial: bool = False
    is_present_partial: bool = False
    missing_documents: tuple[str, ...] | None = None
    documents_due_on: date | None = None
    has_false_documents: bool = False
    bans: Mapping[Ban, bool] = field(default_factory=dict)
    has_applied_in_round: bool | None = None
    certificates: tuple[str, ...] | None = None
    experience_years: Fraction | int | None = None
    dependants: int | None = None
    is_household_head: bool | None = None
    vulnerable_groups: tuple[VulnerableGroup, ...] | None = None
    employed_days: int | None = None
    unemployed_months: int | None = None
    failed_rounds: int | None = None
    participant_type: str | None = None
    age_group: AgeGroup | None = None
    marks: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)

    def age_at(self, day: date | None) -> int | None:
        """Full years on the day; unknown without either date or before the birth."""
        if self.birth_on is None or day is None or self.birth_on > day:
            return None
        return full_years(self.birth_on, day)


@dataclass(frozen=True)
class Statutory:
    """Amounts the state sets, in force from their dates.

    `median_income` gives won per month by household size 1–6; `premium_limits` the highest
    monthly premium (inclusive) by (% of median income, premium type, household size).
    """

    median_income: Timeline[Mapping[int, int]] = field(default_factory=lambda: Timeline({}))
    premium_limits: Timeline[Mapping[tuple[int, PremiumType, int], int]] = field(
        default_factory=lambda: Timeline({})
    )

    def median_won(self, size: int, day: date) -> int:
        """기준중위소득 of a household of `size` on the day.

        Above six each person adds the difference of six and five (보건복지부 고시).
        LookupError when no table is in force or it lacks the size.
        """
        table = self.median_income.at(day)
        if size > 6:
            return table[6] + (size - 6) * (table[6] - table[5])
        return table[size]

    def premium_limit_won(self, pct: int, kind: PremiumType, size: int, day: date) -> int:
        """The highest premium that stands for `pct` of median income; LookupError if not set."""
        return self.premium_limits.at(day)[(pct, kind, size)]
