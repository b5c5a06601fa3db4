"""How many of the people of rounds are of which kind, counted by the database.

They are counted by four measures (신청, 선발, 참여, 현재 근무) and divided in ways such as sex,
age or household. Ages are those on the first day of work.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least

from jobportal.platform.rules.codes import AgeGroup, VulnerableGroup
from jobportal.platform.rules.windows import months_before
from participants.headcounts import NEVER_STARTED, applied_by, first_lists, in_post_on, started_by
from participants.models import Application, ApplicationGroup, Person, Placement, SelectionEntry
from participants.models.person import SENIOR_AGE
from programs.models import Round

MEASURES = {
    "applicants": "신청",
    "selected": "선발",
    "participants_ever": "참여(연인원)",
    "in_post": "현재 근무",
}
"""What is counted, under the name it bears everywhere."""
UNKNOWN = "미입력"
BANDS = ((70, "70세 이상"), (65, "65~69세"), (60, "60~64세"), (50, "50~59세"), (35, "35~49세"))
YOUNGEST = "34세 이하"

Key = str | int | bool
"""The value of a division in the database."""
Counts = Counter[tuple[int, Key]]
"""How many people by (number of the round, kind)."""
Ways = Callable[["People"], Combinable]
"""The expression that tells the kind of each of some people."""


@dataclass(frozen=True)
class People:
    """Rows of one person each, the way from them to the application, and to the work project."""

    rows: QuerySet
    rounds: Sequence[Round]
    to_application: str = ""
    to_project: str = "project"

    def at(self, path: str) -> str:
        """The path to a field of the application."""
        return f"{self.to_application}{path}"


@dataclass(frozen=True)
class Division:
    """One way to divide people: its name, its kinds in order, and how the database tells them.

    Without ``kinds`` they are those that occur, by name. Without ``way`` they are the vulnerable
    groups, which overlap: who is of two counts twice.
    """

    name: str
    way: Ways | None = None
    kinds: tuple[tuple[Key, str], ...] = ()

    @property
    def overlaps(self) -> bool:
        """True when its kinds do not add up to the people."""
        return self.way is None


def people_of(measure: str, rounds: Sequence[Round], day: date) -> People:
    """The people of one measure on a day; 선발 asks once more for the first approved lists."""
    if measure == "applicants":
        rows = Application.objects.filter(applied_by(day), round__in=rounds)
        return People(rows, rounds, to_project="first_choice")
    if measure == "selected":
        lists = first_lists(rounds, day).values()
        chosen = SelectionEntry.State.SELECTED
        rows = SelectionEntry.objects.filter(selection__in=lists, state=chosen)
        return People(rows, rounds, "application__")
    rows = Placement.objects.filter(round__in=rounds)
    if measure == "in_post":
        return People(rows.filter(in_post_on(day)), rounds, "application__")
    return People(rows.filter(started_by(day), is_transfer=False), rounds, "application__")


def divided(people: People, divisions: Sequence[Division]) -> list[Counts]:
    """For each division, how many people by (number of the round, kind).

    One query for all that do not overlap (the database answers by their combinations, which are
    few), one more for the vulnerable groups.
    """
    ways = {f"way{n}": one.way(people) for n, one in enumerate(divisions) if one.way}
    rows = people.rows.order_by().annotate(**ways)
    rows = rows.values_list(people.at("round"), *ways).annotate(heads=Count("pk"))
    counts: dict[str, Counts] = {name: Counter() for name in ways}
    for round_pk, *kinds, heads in rows:
        for name, kind in zip(ways, kinds, strict=True):
            counts[name][round_pk, kind] += heads
    return [
        counts[f"way{n}"] if one.way else _group_members(people) for n, one in enumerate(divisions)
    ]


def _group_members(people: People) -> Counts:
    group = people.at("groups__group")
    rows = people.rows.order_by().exclude(**{group: None})
    rows = rows.values_list(people.at("round"), group).annotate(heads=Count("pk"))
    return Counter({(round_pk, kind): heads for round_pk, kind, heads in rows})


# ---- The ways --------------------------------------------------------------------------------


def _field(path: str) -> Ways:
    return lambda people: F(people.at(path))


def _at_most(path: str, most: int) -> Ways:
    return lambda people: Least(F(people.at(path)), Value(most))


def _of_project(path: str) -> Ways:
    return lambda people: Coalesce(F(f"{people.to_project}__{path}"), Value(""))


def _has_group(*groups: str) -> Ways:
    """True for those of one of the groups; without any named, of any."""

    def way(people: People) -> Exists:
        found = ApplicationGroup.objects.filter(application=OuterRef(people.at("pk")))
        return Exists(found.filter(group__in=groups) if groups else found)

    return way


def _born_by(people: People, day: date, age: int, **same: object) -> Q:
    """Those of at least an age on a day, of the rounds that begin then."""
    known = {people.at(f"round__{name}"): value for name, value in same.items()}
    return Q(**known, **{people.at("person__birth_on__lte"): months_before(day, age * 12)})


def _age_band(people: People) -> Case:
    """The lower end of the age band on the first day of work, 0 for the youngest."""
    days = sorted({one.starts_on for one in people.rounds})
    whens = [
        When(_born_by(people, day, age, starts_on=day), then=Value(age))
        for day in days
        for age, _ in BANDS
    ]
    return Case(*whens, default=Value(0))


def _age_group(people: People) -> Case:
    """청년 up to the age of the round, then by 65."""
    starts = sorted({(one.starts_on, one.youth_max_age) for one in people.rounds})
    whens = []
    for day, most in starts:
        same = {"starts_on": day, "youth_max_age": most}
        old = _born_by(people, day, SENIOR_AGE, **same)
        whens.append(When(old, then=Value(AgeGroup.OVER_65.value)))
        older = _born_by(people, day, most + 1, **same)
        whens.append(When(older, then=Value(AgeGroup.UNDER_65.value)))
    return Case(*whens, default=Value(AgeGroup.YOUTH.value))


def _earlier_rounds(people: People) -> Combinable:
    """In how many rounds that began before this one the person worked, 3 for more."""
    person, starts = OuterRef(people.at("person")), OuterRef(people.at("round__starts_on"))
    worked = Placement.objects.filter(person=person, round__starts_on__lt=starts)
    worked = worked.exclude(state__in=NEVER_STARTED).order_by().values("person")
    rounds = worked.annotate(rounds=Count("round", distinct=True)).values("rounds")
    return Least(Coalesce(Subquery(rounds), Value(0)), Value(3))


SEX = Division("성별", _field("person__sex"), tuple(Person.Sex.choices))
AGE_BAND = Division("연령", _age_band, ((0, YOUNGEST), *reversed(BANDS)))
AGE_GROUP = Division(
    "모집 연령대", _age_group, tuple((group.value, group.label) for group in AgeGroup)
)
DONG = Division("행정동", _field("person__dong"))
HOUSEHOLD = (
    Division(
        "세대원 수",
        _at_most("household_size", 4),
        ((1, "1인"), (2, "2인"), (3, "3인"), (4, "4인 이상")),
    ),
    Division("세대주 여부", _field("is_head"), ((True, "세대주"), (False, "세대원"))),
    Division(
        "한부모 여부",
        _has_group(VulnerableGroup.SINGLE_PARENT),
        ((True, "한부모"), (False, "그 밖")),
    ),
    Division(
        "부양가족",
        _at_most("dependants", 3),
        ((0, "없음"), (1, "1명"), (2, "2명"), (3, "3명 이상")),
    ),
)
VULNERABLE = (
    Division("취약계층 여부", _has_group(), ((True, "취업취약계층"), (False, "그 밖"))),
    Division(
        "계층별(중복 포함)", kinds=tuple((group.value, group.label) for group in VulnerableGroup)
    ),
)
FIELD = Division("사업유형", _of_project("field"))
HOST_UNIT = Division("사업부서·기관", _of_project("host_unit__name"))
REPEAT = Division(
    "참여 횟수",
    _earlier_rounds,
    ((0, "처음"), (1, "2회째"), (2, "3회째"), (3, "4회째 이상")),
)


# ---- Leaving ---------------------------------------------------------------------------------

P = Placement.State


def left_by(day: date) -> Q:
    """The placements that ended early, their last day of work before a day."""
    return Q(state__in=Placement.LEFT_EARLY, to_on__lt=day)


@dataclass(frozen=True)
class Leaving:
    """Of one round on a day: heads that left before the end by reason, heads that took a post."""

    by_reason: Counter[str]
    replacements: int


def leaving(rounds: Sequence[Round], day: date) -> dict[int, Leaving]:
    """Who left early until a day and who came for them, by round; two queries."""
    mine = Placement.objects.filter(round__in=rounds).order_by()
    gone = mine.filter(left_by(day))
    reasons: dict[int, Counter[str]] = {one.pk: Counter() for one in rounds}
    for pk, reason, heads in gone.values_list("round", "end_reason").annotate(n=Count("pk")):
        reasons[pk][reason] = heads
    came = mine.filter(started_by(day), replaces__isnull=False, is_transfer=False)
    replaced = dict(came.values_list("round").annotate(n=Count("pk")))
    return {pk: Leaving(found, replaced.get(pk, 0)) for pk, found in reasons.items()}
