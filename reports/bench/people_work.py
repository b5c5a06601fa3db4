"""The work on a round of thousands, measured beside plain loops over tuples; nothing is kept."""

from collections.abc import Callable, Iterable, Iterator

from django.db.transaction import atomic, set_rollback

from jobportal.platform.audit import Via, acting
from jobportal.platform.rules.allocation import allocate
from participants.actions.scoring import score_round
from participants.actions.screening import decide, screen
from participants.facts import facts_of
from participants.models import Application
from participants.queries import in_states
from participants.selection.outcomes import candidates_of, material_of, ranked
from participants.selection.quota import household_limit
from programs.models import WorkProject
from programs.statutory.timelines import statutory
from reports.bench import people_loops as loops
from reports.bench.measure import in_child
from reports.bench.people import People
from reports.bench.timing import Measurement, clock_option, median, times_of

SCREEN_MS, SCORE_MS, ALLOCATE_MS = 5_000, 5_000, 5_000
ROSTER_SECONDS, ROSTER_MEGABYTES = 10, 150
ALLOCATED = 2_000
S = Application.State


def measure_work(people: People, runs: int) -> Iterator[Measurement]:
    """Screening, its confirmation, scoring and ranking, allocation: each on the measured round.

    The review goes on between them, so that there is something to score and to rank.
    """
    rows = tuples_of(people, [S.UNDER_REVIEW])
    with acting(people.staff, via=Via.COMMAND):
        yield _measured(
            f"자격심사 {len(rows):,}명",
            undone(lambda: screen(people.round, reviewed(people))),
            lambda: loops.screen_by_hand(rows),
            SCREEN_MS,
            runs,
        )
        with atomic():
            screen(people.round, reviewed(people))
        yield _measured(
            f"심사 결과 확정 {len(rows):,}명",
            undone(lambda: decide(people.round, reviewed(people))),
            lambda: loops.screen_by_hand(rows),
            SCREEN_MS,
            runs,
        )
        with atomic():
            decide(people.round, reviewed(people))
        eligible = len(in_states(people.round, [S.ELIGIBLE]))
        yield _measured(
            f"점수 산정과 순위 {eligible:,}명",
            undone(lambda: _scored_and_ranked(people)),
            lambda: loops.rank_by_hand(rows),
            SCORE_MS,
            runs,
        )
        with atomic():
            score_round(people.round)
        yield _allocation(people, rows, runs)


def reviewed(people: People) -> list[Application]:
    """Those under review, read as the page of the screening reads them."""
    return in_states(people.round, [S.UNDER_REVIEW])


def tuples_of(people: People, states: Iterable[str]) -> list[tuple]:
    """The applicants in some states as the loops by hand look at them."""
    chosen = in_states(people.round, states)
    values, day = statutory(people.round.district_id), people.round.starts_on
    medians = {size: values.median_won(size, day) for size in range(1, 7)}
    return loops.as_tuples(facts_of(people.round, chosen).values(), medians)


def _measured(
    label: str, work: Callable, by_hand: Callable, most_ms: int, runs: int
) -> Measurement:
    times = times_of(work, runs)
    middle = median(times)
    plain = median(times_of(by_hand, runs))
    target = f"{most_ms / 1_000:g}초"
    return Measurement(label, middle, times[-1], None, plain, target, times[-1] <= most_ms)


def undone(work: Callable) -> Callable[[], None]:
    """The work in a transaction that is taken back."""

    def run() -> None:
        with atomic():
            work()
            set_rollback(True)

    return run


def _scored_and_ranked(people: People) -> None:
    score_round(people.round)
    ranked(material_of(people.round))


def posts_of(people: People) -> dict[int, int]:
    """The posts of each work project of the measured round."""
    return dict(WorkProject.objects.filter(round=people.round).values_list("pk", "posts"))


def _allocation(people: People, rows: list[tuple], runs: int) -> Measurement:
    material = material_of(people.round)
    candidates = candidates_of(material, ranked(material))[:ALLOCATED]
    limit = household_limit(material.rules)
    posts = posts_of(people)
    order = loops.rank_by_hand(rows)[:ALLOCATED]
    return _measured(
        f"배정 {len(candidates):,}명 × 사업 {len(posts)}개",
        lambda: allocate(candidates, material.pools, material.projects, limit),
        lambda: loops.allocate_by_hand(order, posts),
        ALLOCATE_MS,
        runs,
    )


def measure_roster(people: People) -> Iterator[Measurement]:
    """A long roster is made and taken by a process of its own, for its peak memory."""
    found = in_child("--roster", str(people.size.rows), *clock_option())
    many, memory = f"{found['rows']:,}", found["megabytes"]
    is_small = memory <= ROSTER_MEGABYTES
    for label, seconds, by_hand in (
        (f"명단 {many}줄 × {found['columns']}칸 만들기({memory:.0f}MB)", "seconds", "by_hand"),
        (f"명단 받기와 접속기록 {many}명", "taking", None),
    ):
        took = found[seconds] * 1_000
        target = f"{ROSTER_SECONDS}초, {ROSTER_MEGABYTES}MB"
        is_met = found[seconds] <= ROSTER_SECONDS and is_small
        plain = found[by_hand] * 1_000 if by_hand else None
        yield Measurement(label, took, took, None, plain, target, is_met)
