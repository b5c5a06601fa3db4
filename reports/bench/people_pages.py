"""The pages about participants, measured through the test client beside one statement by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

from django.db import connection
from django.test import Client
from django.urls import reverse

from jobportal.platform.values.residents import phone_text
from participants.demo.scales import REFERENCE_DAY
from participants.models import Application, Person
from participants.progress import last_round
from programs.models import Round
from reports.bench import people_sql as sql
from reports.bench.people import People
from reports.bench.timing import Measurement, median, p95, queries_of, times_of
from reports.forms import PREFIX

HINT_MS, LIST_MS, STATISTICS_MS, MOST_QUERIES = 300, 200, 1_000, 20
SOUGHT = 20
"""So many different people are searched for in turn."""
TWICE = 2
"""In 25 districts a page may take so many times as long as in one."""

Ask = Callable[[Client], object]


@dataclass(frozen=True)
class PeoplePage:
    """A page: who asks it how, in turn, and the statement by hand with its values."""

    label: str
    asks: list[tuple[str, str, dict]]  # method, address, what is sent
    statement: str
    values: list[dict]
    most_ms: int
    most_queries: int | None = None


def people_pages(people: People) -> list[PeoplePage]:
    """The pages, each for as many different people as are searched for."""
    sought = list(
        Person.objects.filter(applications__round=people.round)
        .exclude(phone_index="")
        .order_by("pk")
        .distinct()[:SOUGHT]
    )
    return [
        PeoplePage(
            "중복 확인 힌트",
            [("post", reverse("intake_hints", args=[people.round.pk]), _typed(p)) for p in sought],
            sql.HINT,
            [_hinted(people, one) for one in sought],
            HINT_MS,
        ),
        _listed(people, "신청자 목록", [{}], sql.LIST),
        _listed(people, "신청자 검색: 이름", [{"words": p.name} for p in sought], sql.BY_NAME),
        _listed(
            people,
            "신청자 검색: 전화 끝자리",
            [{"words": p.phone[-4:]} for p in sought],
            sql.BY_PHONE,
        ),
        _listed(
            people, "신청자 검색: 초성", [{"words": p.initials} for p in sought], sql.BY_INITIALS
        ),
        _dashboard(people, "회차 현황(접수가 많은 회차)", people.round),
        _dashboard(people, "회차 현황(진행 중인 회차)", _running(people)),
        _divided(people, "통계: 한 해의 성별", "SEX", sql.BY_SEX),
        _divided(people, "통계: 한 해의 참여 횟수별", "REPEAT", sql.BY_REPEAT),
    ]


def _running(people: People) -> Round:
    """The round with most people at work."""
    rounds = Round.objects.of(people.district).filter(state=Round.State.RUNNING)
    return rounds.order_by("-planned_posts", "pk").first()


def _typed(one: Person) -> dict:
    return {
        "name": one.name,
        "birth_on": f"{one.birth_on:%Y%m%d}",
        "sex": one.sex,
        "phone": phone_text(one.phone),
        "address": one.address,
    }


def _hinted(people: People, one: Person) -> dict:
    return {
        "district": people.district.pk,
        "birth_on": one.birth_on,
        "phone": one.phone_index,
        "address": one.address_key,
    }


def _listed(people: People, label: str, sent: list[dict], statement: str) -> PeoplePage:
    url = f"{reverse('applicants')}?round={people.round.pk}"
    return PeoplePage(
        label,
        [("post" if data else "get", url, data) for data in sent],
        statement,
        [_sought(people, data.get("words", "")) for data in sent],
        LIST_MS,
        MOST_QUERIES,
    )


def _sought(people: People, words: str) -> dict:
    return {
        "district": people.district.pk,
        "round": people.round.pk,
        "like": f"%{words}%",
        "end": f"%{words}",
        "number": int(words) if words.isdecimal() else 0,
    }


def _dashboard(people: People, label: str, round_: Round) -> PeoplePage:
    before = last_round(round_)
    values = {"round": round_.pk, "before": before.pk if before else 0}
    url = reverse("round_dashboard", args=[round_.pk])
    return PeoplePage(label, [("get", url, {})], sql.DASHBOARD, [values], LIST_MS, MOST_QUERIES)


def _divided(people: People, label: str, by: str, statement: str) -> PeoplePage:
    """The statistics of the year of the reference day, by four measures."""
    year, day = REFERENCE_DAY.year, REFERENCE_DAY
    table = reverse("catalogue_table", args=["participant-breakdown"])
    url = f"{table}?year={year}&as_of={day}&{PREFIX}by={by}"
    values = {"district": people.district.pk, "year": year, "as_of": day}
    return PeoplePage(label, [("get", url, {})], statement, [values], STATISTICS_MS, MOST_QUERIES)


def measure_page(people: People, page: PeoplePage, runs: int) -> Measurement:
    """One page: how many queries at most, then the times of several runs, each asked in turn."""
    client = Client(headers={"host": "localhost"})
    client.force_login(people.staff)
    asks = cycle(page.asks)

    def ask() -> None:
        method, url, data = next(asks)
        response = getattr(client, method)(url, data)
        if response.status_code != 200:
            raise RuntimeError(f"{url}: {response.status_code}")

    ask()
    queries, times = queries_of(ask), times_of(ask, runs)
    by_hand = median(times_of(_by_hand(page), runs))
    target = f"95% {page.most_ms}ms"
    is_met = p95(times) <= page.most_ms
    if page.most_queries:
        target += f", 조회 {page.most_queries}번"
        is_met = is_met and queries <= page.most_queries
    return Measurement(page.label, median(times), p95(times), queries, by_hand, target, is_met)


def _by_hand(page: PeoplePage) -> Callable[[], list[tuple]]:
    values = cycle(page.values)

    def run() -> list[tuple]:
        return run_by_hand(page.statement, next(values))

    return run


def run_by_hand(statement: str, values: dict) -> list[tuple]:
    """All rows of a statement."""
    with connection.cursor() as cursor:
        named = {name: one for name, one in values.items() if f"%({name})s" in statement}
        cursor.execute(statement, named)
        return cursor.fetchall() if cursor.description else []


def grown(before: list[Measurement], after: list[Measurement]) -> Iterator[Measurement]:
    """The pages in 25 districts, held against what they took in one."""
    for one, many in zip(before, after, strict=True):
        most = TWICE * one.median_ms
        yield Measurement(
            many.label,
            many.median_ms,
            many.p95_ms,
            many.queries,
            many.by_hand_ms,
            f"중앙값 {most:.0f}ms(한 구의 {TWICE}배)",
            many.median_ms <= most,
        )


def applications_in(people: People) -> int:
    """How many applications the measured round has."""
    return Application.objects.filter(round=people.round).count()
