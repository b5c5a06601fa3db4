"""Whole rounds filled with made-up people at once: applications, the approved list, placements."""

from datetime import UTC, date, datetime, timedelta
from itertools import count, cycle

from django.db import models

from jobportal.platform.models import Record, User
from participants.models import Application, Person, Placement, Selection, SelectionEntry
from programs.models import Round, WorkProject
from tests.participants.placing import a_selection

_SYLLABLES = "가나다라마바사아자차카타파하"
_DONGS = ("가상1동", "가상2동", "없는동", "빈동")


def put(*records: Record) -> list[Record]:
    """Write records of one model in one go and without a log: there may be thousands."""
    model = type(records[0])
    return models.QuerySet.bulk_create(model._base_manager.all(), records, batch_size=500)


def some_people(district, n: int, first: int = 1, **values) -> list[Person]:
    """n made-up residents of all ages, numbered from ``first`` on."""
    people = []
    for number in range(first, first + n):
        person = Person(
            district=district,
            **{
                "name": f"가상{_SYLLABLES[number % 14]}{_SYLLABLES[number // 14 % 14]}",
                "birth_on": date(1940 + number * 7 % 60, 1 + number % 12, 1 + number % 28),
                "sex": Person.Sex.MALE if number % 5 < 2 else Person.Sex.FEMALE,
                "address": f"가상구 없는로 {number}",
                "dong": _DONGS[number % len(_DONGS)],
                **values,
            },
        )
        person.fill_keys()
        people.append(person)
    return put(*people)


class Filler:
    """Fills rounds of a district; nobody works in two rounds at a time."""

    def __init__(self, district, proposer: User):
        self.district, self.proposer = district, proposer
        self.people: list[Person] = []
        self._taken: list[tuple[Round, range]] = []

    def fill(
        self,
        round_: Round,
        selected: int,
        ever: int | None = None,
        applicants: int | None = None,
        projects: int = 1,
        on: date | None = None,
    ) -> Selection:
        """People selected on a day (the one before work) and placed in so many projects.

        ``ever`` beyond the selected are replacements from the other applicants; the last of the
        selected left halfway for each of them. Without ``applicants`` nobody else applied.
        """
        ever = selected if ever is None else ever
        total = max(selected, ever, applicants or 0)
        decided_on = on or round_.starts_on - timedelta(days=1)
        people = self._free(round_, total)
        applications = self._applied(round_, people, selected, decided_on)
        selection = a_selection(
            round_,
            self.proposer,
            decided_at=datetime.combine(decided_on, datetime.min.time(), UTC),
        )
        works = self._projects(round_, projects)
        pairs = list(zip(applications, cycle(works), strict=False))
        put(*(self._entry(selection, a, p) for a, p in pairs[:selected]))
        self._place(round_, pairs, selected, ever)
        return selection

    def _free(self, round_: Round, n: int) -> list[Person]:
        """People who work in no round of the same days."""
        busy = [
            taken.stop
            for other, taken in self._taken
            if other.starts_on <= round_.ends_on and round_.starts_on <= other.ends_on
        ]
        first = max(busy, default=0)
        missing = first + n - len(self.people)
        if missing > 0:
            self.people += some_people(self.district, missing, len(self.people) + 1)
        self._taken.append((round_, range(first, first + n)))
        return self.people[first : first + n]

    def _applied(self, round_, people, selected: int, day: date) -> list[Application]:
        state = Application.State
        return put(
            *(
                Application(
                    district=self.district,
                    round=round_,
                    person=person,
                    number=n,
                    state=state.PLACED if n <= selected else state.NOT_SELECTED,
                    received_on=day - timedelta(days=30 - n % 10),
                    received_at=datetime.combine(day, datetime.min.time(), UTC),
                    reception_dong="가상1동",
                    household_size=1 + n % 4,
                    is_head=n % 3 == 0,
                    token=f"{round_.pk}-{n}",
                )
                for n, person in enumerate(people, start=1)
            )
        )

    def _projects(self, round_: Round, n: int) -> list[WorkProject]:
        found = list(round_.work_projects.order_by("code"))[:n]
        numbers = count(len(found) + 1)
        made = [
            WorkProject(
                district=self.district,
                round=round_,
                code=f"{round_.code}-F{number:03}",
                title=f"가상 사업 {number}",
            )
            for number in (next(numbers) for _ in range(n - len(found)))
        ]
        return found + (put(*made) if made else [])

    def _entry(self, selection: Selection, application: Application, project: WorkProject):
        return SelectionEntry(
            district=self.district,
            selection=selection,
            application=application,
            rank=application.number,
            state=SelectionEntry.State.SELECTED,
            pool="ALL",
            project=project,
        )

    def _place(self, round_: Round, pairs, selected: int, ever: int) -> None:
        halfway = round_.starts_on + timedelta(days=1)
        leaving = ever - selected
        first = [
            self._placement(a, p, ended_on=halfway if n >= selected - leaving else None)
            for n, (a, p) in enumerate(pairs[:selected])
        ]
        put(*first)
        after = halfway + timedelta(days=1)
        if leaving > 0:
            gone = first[selected - leaving :]
            put(
                *(
                    self._placement(a, old.project, from_on=after, replaces=old)
                    for (a, _), old in zip(pairs[selected:ever], gone, strict=True)
                )
            )

    def _placement(self, application, project, ended_on=None, **values) -> Placement:
        round_ = application.round
        state = Placement.State.DROPPED if ended_on else Placement.State.WORKING
        return Placement(
            **{
                "district": self.district,
                "round": round_,
                "application": application,
                "person": application.person,
                "project": project,
                "pool": "ALL",
                "from_on": round_.starts_on,
                "to_on": ended_on or round_.ends_on,
                "hours_per_day": 5,
                "state": state,
                "contract_on": round_.starts_on,
                "end_reason": "DISTANCE" if ended_on else "",
                **values,
            }
        )
