"""The acts a clerk waits for on a round of thousands, done through their pages in their order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.forms import MultiWidget
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import User
from participants.actions.cancelling import cancel_selection
from participants.actions.duties import add_session
from participants.forms.what_if import TrialForm
from participants.models import Application, Placement, SafetyTraining, Selection
from participants.placement.workflow import K
from participants.queries import in_states
from participants.selection.kept import basis_of
from participants.selection.outcomes import material_of
from programs.models import Round
from reports.bench import acts_sql as sql
from reports.bench import people_loops as loops
from reports.bench.people import People
from reports.bench.people_pages import run_by_hand
from reports.bench.people_work import posts_of, tuples_of, undone
from reports.bench.timing import Measurement, median, queries_of, times_of

PAGE_MS, WHAT_IF_MS, ACT_MS = 1_000, 2_000, 5_000
DECLINING = 40
"""One of so many selected gives up before being placed, and leaves a vacancy."""
ASSET_CAP = "ASSET_CAP-amount_won_0"
S = Application.State
Work = Callable[[], object]


@dataclass(frozen=True)
class Act:
    """One step of the work: who asks for which page, what is sent to it, and the same by hand.

    Without ``data`` the page is only looked at.
    """

    label: str
    user: User
    url: str
    by_hand: Work
    most_ms: int
    data: dict | None = None


def measure_acts(people: People, runs: int) -> Iterator[Measurement]:
    """Every act on the measured round, whose applicants have been scored.

    Each is done as often as there are runs and taken back, then once for good, its entries of the
    change log sealed.
    """
    for act in acts_on(people):
        yield _measured(act, runs)


def _measured(act: Act, runs: int) -> Measurement:
    client = Client(headers={"host": "localhost"})
    client.force_login(act.user)

    def send() -> None:
        response = client.get(act.url) if act.data is None else client.post(act.url, act.data)
        if response.status_code not in (200, 302):
            raise RuntimeError(f"{act.label}: {response.status_code}")

    by_hand = median(times_of(undone(act.by_hand), runs))
    queries = queries_of(undone(send))
    times = sorted([*times_of(undone(send), runs), *times_of(send, 1)])
    target, is_met = f"{act.most_ms / 1_000:g}초", times[-1] <= act.most_ms
    return Measurement(act.label, median(times), times[-1], queries, by_hand, target, is_met)


def acts_on(people: People) -> Iterator[Act]:
    """The acts in their order; each is made when its turn comes, after those before it."""
    yield from _trials(people)
    yield from _list(people)
    yield from _placing(people)
    yield from _duties(people)


def _page(people: People, label: str, name: str, statement: str, **more) -> Act:
    """A page of the round that is looked at."""
    return _act(people, label, name, _by_hand(people.round, statement), PAGE_MS, **more)


def _act(
    people: People, label: str, name: str, by_hand: Work, most_ms: int = ACT_MS, **more
) -> Act:
    url = reverse(name, args=[more.pop("pk", people.round.pk), *more.pop("args", ())])
    return Act(label, more.pop("user", people.staff), url, by_hand, most_ms, **more)


def day_of(round_: Round) -> date:
    """Today, or the first day of work once it has passed: the made-up round stays where it is."""
    return min(timezone.localdate(), round_.starts_on)


def _by_hand(round_: Round, statement: str) -> Work:
    values = {"round": round_.pk, "today": day_of(round_), "no": False}
    return lambda: run_by_hand(statement, values)


# ---- From the points to the list -------------------------------------------------------------


def _trials(people: People) -> Iterator[Act]:
    """A cap and the points of an item are tried at half of what they are."""
    rows, posts = tuples_of(people, [S.SCORED]), posts_of(people)
    form = TrialForm(material=material_of(people.round))
    stands = {part: value for name in form.fields for part, value in _sent(form, name)}
    most = next(name for name in stands if name.startswith("item-") and name.endswith("-most"))

    def by_hand() -> object:
        return loops.change_by_hand(rows, posts)

    for label, name in (("재산 상한", ASSET_CAP), ("배점", most)):
        half = {name: form.fields[name.removesuffix("_0")].initial // 2}
        yield _act(
            people, f"모의 선발: {label} 절반", "what_if", by_hand, WHAT_IF_MS, data=stands | half
        )


def _sent(form: TrialForm, name: str) -> Iterator[tuple[str, object]]:
    """What a browser sends of a field as it stands: amounts in two parts."""
    widget, value = form.fields[name].widget, form[name].value()
    if not isinstance(widget, MultiWidget):
        yield name, value
        return
    for end, part in zip(widget.widgets_names, widget.decompress(value), strict=True):
        yield f"{name}{end}", part


def _list(people: People) -> Iterator[Act]:
    """The list is looked at, proposed, looked at by the team lead, and approved."""
    rows, posts = tuples_of(people, [S.SCORED]), posts_of(people)

    def by_hand() -> object:
        return loops.allocate_by_hand(loops.rank_by_hand(rows), posts)

    yield _page(people, "자격심사 화면", "round_screening", sql.SCREENED)
    yield _page(people, "점수·선발 화면", "round_selection", sql.SCREENED)
    proposing = "selection_propose"
    yield _act(people, "선발안 미리보기", proposing, by_hand)
    sent = {"basis": basis_of(people.round), "waiving": "성능 측정"}
    yield _act(people, "선발안 제안", proposing, by_hand, data=sent)
    proposed = Selection.objects.get(round=people.round, state=Selection.State.PROPOSED)
    by_lead = {"pk": proposed.pk, "user": people.lead}
    yield _page(people, "선발 명단", "selection_detail", sql.PAGE_OF_LIST, **by_lead)
    yield _act(
        people,
        "선발안 확정",
        "selection_approve",
        _by_hand(people.round, sql.APPROVED),
        data={"version": proposed.version},
        **by_lead,
    )


# ---- From the list to the work ---------------------------------------------------------------


def _placing(people: People) -> Iterator[Act]:
    """Some give up, all others are placed at once, and their contracts are noted."""
    with acting(people.staff, via=Via.COMMAND):
        for one in in_states(people.round, [S.SELECTED])[::DECLINING]:
            cancel_selection(one, day_of(people.round), "GIVEN_UP")
    yield _page(people, "배치 만들기 화면", "placement_all", sql.WAITING)
    by_hand = _by_hand(people.round, sql.PLACED)
    yield _act(people, "선발자 일괄 배치", "placement_all", by_hand, data={})
    yield _page(people, "배치 목록", "round_placements", sql.PAGE_OF_PLACEMENTS)
    act, today = {"act": K.CONTRACT.value}, f"{day_of(people.round):%Y%m%d}"
    by_hand = _by_hand(people.round, sql.PLACEMENTS)
    yield _act(people, "근로계약 일괄 미리보기", "placement_bulk", by_hand, data=act)
    made = {"confirm": "1", "pks": _numbers(people), "on": today, "prefix": "측정"}
    by_hand = _by_hand(people.round, sql.CONTRACTED)
    yield _act(people, "근로계약 일괄 처리", "placement_bulk", by_hand, data=act | made)
    yield _page(people, "결원·예비 화면", "round_vacancies", sql.VACANT)


def _numbers(people: People) -> str:
    placed = Placement.objects.filter(round=people.round).order_by("pk")
    return ",".join(map(str, placed.values_list("pk", flat=True)))


def _duties(people: People) -> Iterator[Act]:
    """Everybody attends a training and has a health check."""
    today = day_of(people.round)
    with acting(people.staff, via=Via.COMMAND):
        session = add_session(people.round, SafetyTraining.Kind.HIRING, today, "측정 교육")
    at = {"args": [session.pk]}
    yield _page(people, "교육·검진 화면", "round_duties", sql.PAGE_OF_PLACEMENTS)
    yield _page(people, "교육 참석 화면", "training_attendance", sql.PAGE_OF_PLACEMENTS, **at)
    there = {"version": session.version, "pk": _numbers(people).split(",")}
    by_hand = _by_hand(people.round, sql.ATTENDED)
    yield _act(people, "교육 참석 저장", "training_attendance", by_hand, data=there, **at)
    examined = {"whole": "1", "on": f"{today:%Y%m%d}"}
    by_hand = _by_hand(people.round, sql.EXAMINED)
    yield _act(people, "건강검진 모두 적기", "exams_add", by_hand, data=examined)
