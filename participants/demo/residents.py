"""The made-up residents of a district: who they are, how they live, when they work."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from jobportal.platform.models import District
from jobportal.platform.rules.codes import PremiumType
from jobportal.platform.rules.windows import full_years
from participants.demo.names import DONGS, a_birth, a_name, a_phone, an_address, an_rrn
from participants.models import Person

Sex = Person.Sex
YOUTH, MIDDLE, SENIOR = (18, 39), (40, 64), (65, 84)
AGES = ((YOUTH, 15), (MIDDLE, 45), (SENIOR, 40))
RETURNING = 0.4
"""The share of applicants who have applied before, as far as there are any."""
TOGETHER = 0.05
"""The share of applicants with whom somebody of their household applies too."""


@dataclass(frozen=True)
class Home:
    """A household: where it lives and what it lives on. Income is in per cent of the median."""

    address: str
    dong: str
    size: int
    income_pct: int
    assets_won: int
    debts_won: int
    premium_type: PremiumType
    premium_won: int
    since_on: date


@dataclass
class Resident:
    """Somebody, with the spells of work they had; ``person`` is saved when they first apply."""

    person: Person
    home: Home
    is_head: bool
    work: list[tuple[date, date]] = field(default_factory=list)

    def is_free(self, first: date, last: date) -> bool:
        """Whether they work nowhere from one day to another."""
        return all(to_on < first or from_on > last for from_on, to_on in self.work)


class Population:
    """The residents of a district so far; new ones come with every round."""

    def __init__(self, district: District, random: Random):
        self.district, self.random = district, random
        self.residents: list[Resident] = []

    def applicants(
        self, n: int, days: tuple[date, date], ages: tuple[int, int] | None, with_rrn: bool
    ) -> list[Resident]:
        """So many different people free in the days of work, known and new ones mixed.

        ``ages`` are the youngest and the oldest on the first day, everybody from 18 on without.
        New ones come with a resident number or without.
        """
        free = [one for one in self.residents if self._may_apply(one, days, ages)]
        chosen = self.random.sample(free, min(int(n * RETURNING), len(free)))
        while len(chosen) < n:
            one = self._resident(days[0], ages, with_rrn)
            chosen.append(one)
            if len(chosen) < n and one.home.size > 1 and self.random.random() < TOGETHER:
                chosen.append(self._resident(days[0], ages, with_rrn, one.home))
        self.random.shuffle(chosen)
        return chosen

    def _may_apply(
        self, one: Resident, days: tuple[date, date], ages: tuple[int, int] | None
    ) -> bool:
        youngest, oldest = ages or (YOUTH[0], SENIOR[1] + 4)
        return one.is_free(*days) and youngest <= full_years(one.person.birth_on, days[0]) <= oldest

    def _resident(
        self, day: date, ages: tuple[int, int] | None, with_rrn: bool, home: Home | None = None
    ) -> Resident:
        random = self.random
        youngest, oldest = ages or random.choices(*zip(*AGES, strict=True))[0]
        birth_on, is_male = a_birth(random, day, youngest, oldest), random.random() < 0.42
        is_head = home is None and random.random() < 0.7
        home = home or self._home(day)
        person = Person(
            district=self.district,
            name=a_name(random),
            birth_on=birth_on,
            sex=Sex.MALE if is_male else Sex.FEMALE,
            phone=a_phone(random) if random.random() < 0.95 else "",
            address=home.address,
            dong=home.dong,
        )
        if with_rrn and random.random() < 0.7:
            person.rrn = an_rrn(birth_on, is_male, len(self.residents), random)
        resident = Resident(person, home, is_head or home.size == 1)
        self.residents.append(resident)
        return resident

    def _home(self, day: date) -> Home:
        """A household poor enough for most rounds; one in ten is not."""
        random = self.random
        is_poor = random.random() < 0.9
        assets = random.randrange(0, 180) if is_poor else random.randrange(150, 700)
        return Home(
            address=f"{self.district.name} {an_address(random)}",
            dong=random.choice(DONGS),
            size=random.choices((1, 2, 3, 4, 5), (45, 27, 15, 10, 3))[0],
            income_pct=random.randrange(12, 59) if is_poor else random.randrange(50, 130),
            assets_won=assets * 1_000_000,
            debts_won=random.choice((0, 0, 0, 5, 12, 30)) * 1_000_000,
            premium_type=random.choices(tuple(PremiumType), (40, 50, 10))[0],
            premium_won=random.randrange(3_000, 80_000, 10),
            since_on=day - timedelta(days=random.randrange(200, 9_000)),
        )
