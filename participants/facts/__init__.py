"""The one bridge from records to the rules: what is known of each applicant of a round.

Everything is read set-wise, a fixed number of queries for one applicant or for thousands.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils import timezone

from jobportal.platform.rules.codes import AgeGroup, Sex, VulnerableGroup
from jobportal.platform.rules.facts import Days, Facts
from jobportal.platform.rules.windows import full_years
from participants.facts.answers import answered
from participants.facts.history import Histories
from participants.facts.households import Households
from participants.models import Application, ApplicationGroup, InterviewSheet
from participants.models.person import SENIOR_AGE
from participants.queries import OpenPaper, enquiries_of, open_papers_of
from programs.families import recruited_together
from programs.models import Round

S = Application.State
FAILED = (S.NOT_SELECTED, S.RESERVE, S.EXPIRED)


@dataclass(frozen=True)
class Known:
    """One application with its facts and the days they are looked at."""

    application: Application
    facts: Facts
    days: Days


def facts_of(
    round_: Round, applications: Iterable[Application], kinds: Collection[str] | None = None
) -> dict[int, Known]:
    """What is known of each of these applications of the round, by number.

    The applications have been read with their person. The 조회일 is the newest day something was
    looked at: an enquiry, or the day after papers had to be there; with neither, today. What other
    kinds of enquiries than ``kinds`` tell counts as not known: opening all of a round takes long.
    """
    chosen = list(applications)
    material = _Material(round_, chosen, kinds)
    return {one.pk: material.known(one) for one in chosen}


def age_group(birth_on: date, round_: Round) -> AgeGroup:
    """The age group on the first day of work; youth only where the round has posts for them."""
    age = full_years(birth_on, round_.starts_on)
    if age >= SENIOR_AGE:
        return AgeGroup.OVER_65
    is_young = round_.posts_youth and age <= round_.youth_max_age
    return AgeGroup.YOUTH if is_young else AgeGroup.UNDER_65


class _Material:
    """The rows that belong to the applications, gathered by application, person or household."""

    def __init__(
        self, round_: Round, applications: list[Application], kinds: Collection[str] | None
    ):
        self.round, self.today = round_, timezone.localdate()
        self.pks = [one.pk for one in applications]
        people = {one.person_id for one in applications}
        self.enquiries = enquiries_of(self.pks, kinds)
        self.papers = open_papers_of(round_, self.pks)
        self.groups = self._groups()
        self.marks = self._marks()
        self.failed = self._failed(people)
        self.base_applicants = self._base_applicants(people)
        self.households = Households(round_, applications)
        self.histories = Histories(round_, people | self.households.people)

    def _groups(self) -> dict[int, list[VulnerableGroup]]:
        found: dict[int, list[VulnerableGroup]] = defaultdict(list)
        rows = ApplicationGroup.objects.filter(application__in=self.pks).order_by("group")
        for pk, group in rows.values_list("application_id", "group"):
            found[pk].append(VulnerableGroup(group))
        return found

    def _marks(self) -> dict[int, dict[str, list[Fraction]]]:
        """The reviewers' submitted marks by the code of the score item."""
        found: dict[int, dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
        sheets = InterviewSheet.objects.filter(application__in=self.pks)
        sheets = sheets.filter(submitted_at__isnull=False).order_by()
        for pk, marks in sheets.values_list("application_id", "marks"):
            for code, mark in marks.items():
                found[pk][code].append(Fraction(mark))
        return found

    def _failed(self, people: set[int]) -> dict[int, int]:
        """How often each was not selected in earlier rounds of the programme."""
        counts: dict[int, int] = defaultdict(int)
        rows = Application.objects.filter(
            person__in=people,
            round__programme=self.round.programme_id,
            round__starts_on__lt=self.round.starts_on,
            state__in=FAILED,
        )
        for person in rows.order_by().values_list("person_id", flat=True):
            counts[person] += 1
        return counts

    def _base_applicants(self, people: set[int]) -> set[int]:
        """People who applied in another round of the family this one recruits for."""
        family = recruited_together(self.round)
        if not family:
            return set()
        rows = Application.objects.filter(round__in=family, person__in=people)
        return set(rows.exclude(state__in=(S.DRAFT, S.WITHDRAWN)).values_list("person", flat=True))

    def known(self, one: Application) -> Known:
        """The facts of one application."""
        enquiries = self.enquiries.get(one.pk, {})
        values = {kind: kept for kind, (_, kept) in enquiries.items()}
        papers, lapsed = self.papers[one.pk], self._lapsed(one.pk)
        person, own = one.person, self.histories.of(one.person_id, values)
        facts = Facts(
            birth_on=person.birth_on,
            sex=Sex(person.sex),
            dependants=one.dependants,
            is_household_head=one.is_head,
            vulnerable_groups=tuple(self.groups.get(one.pk, ())),
            certificates=one.certificate_list,
            experience_years=years_of(one),
            participant_type=one.participant_type,
            age_group=age_group(person.birth_on, self.round),
            failed_rounds=self.failed.get(one.person_id, 0),
            has_applied_in_round=one.person_id in self.base_applicants,
            marks={
                code: tuple(sorted(given)) for code, given in self.marks.get(one.pk, {}).items()
            },
            missing_documents=tuple(paper.name for paper in lapsed or papers),
            documents_due_on=max((paper.due_on for paper in lapsed), default=None),
            **answered(values, one),
            **own,
            **self._household(one),
        )
        looked = [day for day, _ in enquiries.values()]
        return Known(one, facts, self._days(looked, lapsed))

    def _lapsed(self, pk: int) -> list[OpenPaper]:
        """Papers that did not come by the day they were asked for."""
        return [one for one in self.papers[pk] if one.due_on and one.due_on < self.today]

    def _days(self, looked: list[date], lapsed: list[OpenPaper]) -> Days:
        looked += [paper.due_on + timedelta(days=1) for paper in lapsed]
        return Days(
            as_of=max(looked, default=self.today),
            notice=self.round.notice_on,
            apply=self.round.apply_to_on,
            start=self.round.starts_on,
        )

    def _household(self, one: Application) -> dict:
        """Others of the household who take part, and their work; None where only the address
        speaks for it."""
        members, neighbours = self.households.of(one)
        taking_part = self.households.selected | self.histories.working
        count = len(members & taking_part)
        is_unsure = not count and bool(neighbours & taking_part)
        past = self.histories.past
        is_past_unsure = any(person in past for person in neighbours)
        items = [item for person in sorted(members) for item in past.get(person, ())]
        return {
            "household_participants": None if is_unsure else count,
            "family_participations": None if is_past_unsure else tuple(items),
        }


def years_of(one: Application) -> Fraction | None:
    return None if one.experience_years is None else Fraction(one.experience_years)
