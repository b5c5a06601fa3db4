"""The pages of placements: the three figures, the list, bulk acts, one placement, one to place."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.actions.leaving import leave
from participants.actions.placing import place_all
from participants.actions.undoing import undo
from participants.models import Application, Placement, PlacementEvent, Vacancy
from participants.placement_workflow import ACTS, K
from programs.models import Round
from tests.participants.making import TODAY, a_person, a_round, an_application
from tests.participants.placing import a_chosen, a_selection, days, someone_placed

pytestmark = pytest.mark.django_db
S = Application.State
P = Placement.State


@pytest.fixture
def round_(district):
    with acting("시험"):
        return a_round(district)


@pytest.fixture
def underway(round_):
    """The work of the round has begun and not ended, whenever the test runs."""
    round_.starts_on, round_.ends_on = (TODAY() + timedelta(days=n) for n in (-60, 60))
    with acting("시험"):
        round_.save()


@pytest.fixture
def placement(round_) -> Placement:
    with acting("시험"):
        return someone_placed(round_, 1, pool="ALL")


@pytest.fixture
def chosen(round_, staff) -> list[Application]:
    """Three people selected for the first project."""
    with acting("시험"):
        selection = a_selection(round_, staff)
        return [a_chosen(selection, n, round_.work_projects.first()) for n in (1, 2, 3)]


def page_of(name: str, *args) -> str:
    return reverse(name, args=args)


@pytest.mark.usefixtures("underway")
def test_a_refused_day_is_told_at_its_field_and_not_on_top(round_, placement, signed_in):
    sent = {"version": placement.version, "reason": "가상 사유"}
    for kind, ahead in ((K.SUSPEND, 1), (K.SUSPEND, 999), (K.EXTEND, 1)):
        day = f"{TODAY() + timedelta(days=ahead):%Y-%m-%d}"
        page = signed_in.post(page_of("placement_act", placement.pk, kind), {**sent, "on": day})
        assert page.status_code == 422
        assert page.context["sent"].errors["on"]
        assert not page.context["error"]


def listed(page) -> list[str]:
    return [row["receipt"][-4:] for row in page.context["rows"]]


@pytest.mark.usefixtures("underway")
def test_the_list_names_the_three_figures_and_is_masked(round_, signed_in):
    with acting("시험"):
        someone_placed(round_, 1, a_person(round_.district, 1, name="가상희"))
        someone_placed(round_, 2, state=P.DROPPED, end_reason="HEALTH", to_on=days(round_, 9))
    page = signed_in.get(page_of("round_placements", round_.pk))
    for words in ("계획 인원", "현재 근무", "연인원"):
        assert words in page.text
    whole = page.context["whole"]
    assert (whole.planned, whole.in_post, whole.ever) == (10, 1, 2)
    assert "가*희" in page.text
    assert "가상희" not in page.text
    assert listed(page) == ["0001"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "ㄱㅅㅎ"}, ["0001"]),
        ({"words": "2"}, ["0002"]),
        ({"state": "DROPPED"}, ["0003"]),
        ({"state": "HOLDING"}, ["0001", "0002"]),
        ({"lacks": "training"}, ["0001", "0002", "0003"]),
        ({}, ["0001", "0002", "0003"]),
    ],
)
def test_the_list_is_narrowed(round_, signed_in, asked, found):
    with acting("시험"):
        someone_placed(round_, 1, a_person(round_.district, 1, name="가상희"))
        someone_placed(round_, 2, a_person(round_.district, 2, name="나다라"))
        third = a_person(round_.district, 3, name="마바사")
        someone_placed(
            round_, 3, third, state=P.DROPPED, end_reason="HEALTH", from_on=days(round_, 1)
        )
    assert listed(signed_in.post(page_of("round_placements", round_.pk), asked)) == found


def test_a_condition_that_is_none_is_refused(round_, placement, signed_in):
    url = page_of("round_placements", round_.pk)
    assert signed_in.post(url, {"state": "NOTHING"}).status_code == 422
    assert signed_in.post(url, {"project": "x"}).status_code == 422


def test_an_empty_round_says_what_comes_first(round_, signed_in):
    page = signed_in.get(page_of("round_placements", round_.pk))
    assert "선발 명단을 확정하면 여기에서 배치합니다" in page.text
    assert "배치할 선발자가 없습니다" in signed_in.get(page_of("placement_all", round_.pk)).text
    duties = signed_in.get(page_of("round_duties", round_.pk))
    assert "아직 배치한 사람이 없습니다" in duties.text


def test_the_list_needs_as_many_queries_for_sixty_as_for_one(round_, chosen, signed_in):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(page_of("round_placements", round_.pk))
        return len(queries)

    with acting("시험"):
        someone_placed(round_, 10)
    few = asked()
    with acting("시험"):
        for n in range(11, 71):
            someone_placed(round_, n)
    assert asked() == few <= 36


def test_the_whole_list_is_looked_at_and_then_placed_once(round_, chosen, signed_in):
    url = page_of("placement_all", round_.pk)
    page = signed_in.get(url)
    assert page.context["ready"] == 3
    assert "3명 배치" in page.text
    assert not Placement.objects.exists()
    for told in ("3명을 배치했습니다", "새로 배치할 사람이 없습니다"):
        answer = signed_in.post(url, follow=True)
        assert told in answer.text
    assert Placement.objects.count() == 3
    assert PlacementEvent.objects.get(placement__application=chosen[0]).by == "김가상"


def test_placing_in_a_closed_round_is_refused_in_words(round_, chosen, signed_in):
    with acting("시험"):
        round_.state = Round.State.CLOSED
        round_.save()
    page = signed_in.post(page_of("placement_all", round_.pk))
    assert page.status_code == 422
    assert "마감한 회차입니다" in page.text


def bulk(client, round_, act: str, **data):
    return client.post(page_of("placement_bulk", round_.pk), {"act": act, **data})


@pytest.mark.usefixtures("underway")
def test_contract_start_and_completion_are_made_for_all_at_once(round_, chosen, signed_in):
    with acting("시험"):
        placed = place_all(round_)
    preview = bulk(signed_in, round_, "CONTRACT", state="HOLDING")
    assert [row["receipt"][-4:] for row in preview.context["ready"]] == ["0001", "0002", "0003"]
    pks = ",".join(str(one.pk) for one in placed)
    sent = {"confirm": "1", "pks": pks, "on": "2026. 7. 1.", "prefix": "2026-공공"}
    assert bulk(signed_in, round_, "CONTRACT", **sent).status_code == 302
    assert Placement.objects.get(application=chosen[1]).contract_number == "2026-공공-0002"
    preview = bulk(signed_in, round_, "START")
    assert preview.context["minded"] == 3
    assert "채용 시 교육, 건강검진 없음" in preview.text
    sent = {"confirm": "1", "pks": pks, "on": ""}
    assert bulk(signed_in, round_, "START", **sent).status_code == 302
    assert Placement.objects.filter(state=P.WORKING, from_on=round_.starts_on).count() == 3
    with acting("시험"):
        for one in Placement.objects.all():
            one.to_on = TODAY() - timedelta(days=1)
            one.save()
    done = bulk(signed_in, round_, "COMPLETE", confirm="1", pks=pks, on=f"{TODAY():%Y-%m-%d}")
    assert done.status_code == 302
    assert Placement.objects.filter(state=P.COMPLETED).count() == 3


@pytest.mark.usefixtures("underway")
def test_only_those_ticked_are_meant_and_who_cannot_is_left_out_with_the_reason(
    round_, chosen, signed_in
):
    with acting("시험"):
        placed = place_all(round_)
        someone_placed(round_, 9)
    preview = bulk(signed_in, round_, "CONTRACT", pk=[placed[0].pk])
    assert len(preview.context["ready"]) == 1
    preview = bulk(signed_in, round_, "CONTRACT")
    assert len(preview.context["ready"]) == 3
    (refused,) = preview.context["refused"]
    assert "‘근무’ 상태에서는" in refused["refusal"]


def test_a_bulk_act_sent_twice_or_with_a_bad_day_changes_nothing_more(round_, chosen, signed_in):
    with acting("시험"):
        placed = place_all(round_)
    sent = {"confirm": "1", "pks": ",".join(str(one.pk) for one in placed)}
    for on, status in (("언젠가", 422), ("2030-01-01", 422), ("2026-07-01", 302)):
        assert bulk(signed_in, round_, "CONTRACT", **sent, on=on).status_code == status
    again = bulk(signed_in, round_, "CONTRACT", **sent, on="2026-07-01")
    assert again.status_code == 422
    assert "‘근로계약’ 상태에서는" in again.text
    assert PlacementEvent.objects.filter(kind=K.CONTRACT).count() == 3


@pytest.mark.parametrize("pks", ["", "x", "0", "99999999999999999999", "1; DROP TABLE"])
def test_a_bulk_act_on_nobody_says_so(round_, placement, signed_in, pks):
    page = bulk(signed_in, round_, "CONTRACT", confirm="1", pks=pks, on="2026-07-01")
    assert page.status_code == 422
    assert "처리할 사람이 없습니다" in page.text
    assert bulk(signed_in, round_, "NOTHING").status_code == 302
    assert signed_in.get(page_of("placement_bulk", round_.pk)).status_code == 302


def test_a_bulk_act_needs_as_many_queries_for_nine_as_for_one(district, staff, signed_in):
    def asked(code: str, count: int) -> int:
        with acting("시험"):
            round_ = a_round(district, code)
            selection = a_selection(round_, staff)
            for n in range(1, count + 1):
                a_chosen(
                    selection,
                    n,
                    round_.work_projects.all()[n % 2],
                    person=a_person(district, n + 100 * count),
                )
            pks = ",".join(str(one.pk) for one in place_all(round_))
        with CaptureQueriesContext(connection) as queries:
            sent = {"confirm": "1", "pks": pks, "on": f"{round_.starts_on:%Y-%m-%d}"}
            assert bulk(signed_in, round_, "CONTRACT", **sent).status_code == 302
        return len(queries)

    assert asked("가-2026-1", 1) == asked("나-2026-1", 9)


def act(client, placement: Placement, kind: str, **data):
    placement.refresh_from_db()
    return client.post(
        page_of("placement_act", placement.pk, kind), {"version": placement.version, **data}
    )


def test_one_placement_shows_what_may_be_done_now_and_its_events(round_, placement, signed_in):
    page = signed_in.get(page_of("placement_detail", placement.pk))
    shown = [one["act"].kind for one in page.context["forms"]]
    assert shown == [kind for kind, one in ACTS.items() if P.WORKING in one.since]
    assert "채용 시 안전보건교육 참석이 적혀 있지 않습니다" in page.text
    answer = act(signed_in, placement, "DROP", on="2026-07-10", end_reason="DISTANCE")
    assert answer.status_code == 302
    page = signed_in.get(page_of("placement_detail", placement.pk))
    assert "중도포기" in page.text
    assert "원거리 배치" in page.text
    assert [one["act"].kind for one in page.context["forms"]] == ["FRAUD_FOUND"]
    assert page.context["vacancies"] == [Vacancy.objects.get()]


SENT = {
    K.SUSPEND: {"on": "2026-07-10", "reason": "병가"},
    K.EXTEND: {"on": "2026-12-31", "reason": "방침", "beyond_round": "on"},
    K.DROP: {"on": "2026-07-10", "end_reason": "HEALTH"},
    K.TERMINATE: {"on": "2026-07-10", "end_reason": "ABSENCE", "note": "3일"},
    K.EMPLOYED: {"on": "2026-07-10"},
}


@pytest.mark.parametrize("kind", SENT)
def test_each_act_is_sent_from_its_form_and_undone(round_, placement, signed_in, kind):
    before = Placement.objects.values().get()
    assert act(signed_in, placement, kind, **SENT[kind]).status_code == 302
    placement.refresh_from_db()
    undone = signed_in.post(
        page_of("placement_undo", placement.pk), {"version": placement.version, "reason": "착오"}
    )
    assert undone.status_code == 302
    after = Placement.objects.values().get()
    assert {**after, "version": 0} == {**before, "version": 0}
    page = signed_in.get(page_of("placement_detail", placement.pk))
    assert "되돌림" in page.text
    assert "착오" in page.text


def test_a_placement_goes_from_contract_to_transfer_by_its_page(round_, chosen, signed_in):
    with acting("시험"):
        place_all(round_)
    placement = Placement.objects.get(application=chosen[0])
    other = round_.work_projects.all()[1]
    for kind, data in (
        ("CONTRACT", {"on": "2026-07-01", "number": "제1호"}),
        ("START", {"on": "2026-07-02"}),
        ("SUSPEND", {"on": "2026-07-05", "reason": "병가"}),
        ("RESUME", {"on": "2026-07-08"}),
        ("TRANSFER", {"on": "2026-07-20", "project": other.pk, "reason": "근거리"}),
    ):
        assert act(signed_in, placement, kind, **data).status_code == 302
    moved = Placement.objects.get(replaces=placement)
    assert (moved.project, moved.contract_number) == (other, "제1호")
    assert "옮기기 전 배치" in signed_in.get(page_of("placement_detail", moved.pk)).text
    assert "옮긴 배치" in signed_in.get(page_of("placement_detail", placement.pk)).text


def test_giving_up_before_the_start_is_sent_from_its_form(round_, chosen, signed_in):
    with acting("시험"):
        (placement, *_) = place_all(round_)
    answer = act(signed_in, placement, "CANCEL_PLACEMENT", on="2026-06-20", note="이사")
    assert answer.status_code == 422
    given = {"on": "2026-06-20", "end_reason": "GIVEN_UP", "note": "이사"}
    assert act(signed_in, placement, "CANCEL_PLACEMENT", **given).status_code == 302
    assert Application.objects.get(pk=placement.application_id).state == S.DECLINED


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("DROP", {"on": "2026-07-10"}, "필수"),
        ("DROP", {"on": "", "end_reason": "HEALTH"}, "필수"),
        ("DROP", {"on": "2026-07-10", "end_reason": "FRAUD"}, "FRAUD"),
        ("DROP", {"on": "2026-07-10", "end_reason": "OTHER"}, "종료 내용"),
        ("DROP", {"on": "2027-07-10", "end_reason": "HEALTH"}, "마지막 근무일"),
        ("DROP", {"on": "내일쯤", "end_reason": "HEALTH"}, "읽을 수 없"),
        ("SUSPEND", {"on": "2026-07-10", "reason": "900101-1234560"}, "주민등록번호"),
        ("START", {"on": "2026-07-10"}, "상태에서는"),
        ("EXTEND", {"on": "2026-12-25", "reason": "방침"}, "사업 종료일"),
        ("TRANSFER", {"on": "2026-07-10", "project": "999", "reason": "x"}, "선택"),
    ],
)
def test_bad_input_is_refused_in_words_and_changes_nothing(
    round_, placement, signed_in, kind, data, words
):
    page = act(signed_in, placement, kind, **data)
    assert page.status_code == 422
    assert words in page.text
    placement.refresh_from_db()
    assert placement.state == P.WORKING
    assert not PlacementEvent.objects.exists()


def test_an_old_tab_changes_nothing(round_, placement, signed_in):
    sent = {"version": placement.version, "on": "2026-07-10", "end_reason": "HEALTH"}
    url = page_of("placement_act", placement.pk, "DROP")
    assert signed_in.post(url, sent).status_code == 302
    page = signed_in.post(url, sent)
    assert page.status_code == 409
    assert "먼저 바꾸었습니다" in page.text
    assert Vacancy.objects.count() == 1
    undo_url = page_of("placement_undo", placement.pk)
    assert signed_in.post(undo_url, {"version": "1", "reason": "착오"}).status_code == 409


def test_undoing_what_was_filled_is_refused_in_words(round_, placement, signed_in):
    with acting("시험"):
        leave(placement, K.DROP, days(round_, 9), "HEALTH")
        vacancy = Vacancy.objects.get()
        vacancy.state = Vacancy.State.FILLED
        vacancy.save()
    placement.refresh_from_db()
    sent = {"version": placement.version, "reason": "착오"}
    page = signed_in.post(page_of("placement_undo", placement.pk), sent)
    assert page.status_code == 422
    assert "이미 예비자에게 통보했거나 채웠습니다" in page.text
    page = signed_in.post(page_of("placement_undo", placement.pk), {**sent, "reason": ""})
    assert page.status_code == 422


def test_one_selected_is_placed_or_gives_up_or_comes_back(round_, chosen, signed_in):
    application = chosen[0]
    url = page_of("placement_assign", round_.pk, application.pk)
    page = signed_in.get(url)
    assert "선발 취소·포기 적기" in page.text

    def sent(what: str, **data):
        application.refresh_from_db()
        return signed_in.post(url, {"version": application.version, "what": what, **data})

    gone = {"cancel-on": "2026-06-20", "cancel-why": "GIVEN_UP", "cancel-note": "이사"}
    assert sent("cancel", **{**gone, "cancel-why": ""}).status_code == 422
    assert sent("cancel", **{**gone, "cancel-why": "NOTHING"}).status_code == 422
    unsaid = sent("cancel", **{**gone, "cancel-why": "FRAUD", "cancel-note": " "})
    assert unsaid.status_code == 422
    assert "자세한 내용을 적으세요" in unsaid.text
    answer = sent("cancel", **gone)
    assert answer.url == page_of("vacancy_detail", Vacancy.objects.get().pk)
    application.refresh_from_db()
    assert application.state == S.DECLINED
    assert sent("undo", **{"undo-reason": "착오"}).status_code == 302
    project = round_.work_projects.all()[1].pk
    days_ = {"from_on": "2026-07-05", "to_on": "2026-12-20"}
    assert sent("assign", project=project, from_on="x", to_on="2026-12-20").status_code == 422
    assert sent("assign", project=project, **{**days_, "to_on": "2027-01-20"}).status_code == 422
    assert sent("assign", project=project, **days_).status_code == 302
    assert sent("assign", project=project, **days_).status_code == 422
    assert sent("nothing").status_code == 422
    assert signed_in.post(url, {"version": "0", "what": "assign"}).status_code == 409
    assert Placement.objects.count() == 1


def test_another_districts_placements_are_not_there(round_, placement, signed_in, other_district):
    with acting("시험"):
        theirs = a_round(other_district)
        other = someone_placed(theirs, 1)
        mine = an_application(round_, a_person(round_.district, 8), 8, state=S.SELECTED)
    for name in ("round_placements", "placement_all", "round_vacancies", "round_duties"):
        assert signed_in.get(page_of(name, theirs.pk)).status_code == 404
    assert signed_in.get(page_of("placement_detail", other.pk)).status_code == 404
    assert act(signed_in, other, "DROP").status_code == 404
    assert bulk(signed_in, theirs, "CONTRACT").status_code == 404
    stolen = bulk(signed_in, round_, "CONTRACT", confirm="1", pks=str(other.pk), on="2026-07-01")
    assert stolen.status_code == 422
    assign_there = page_of("placement_assign", theirs.pk, other.application_id)
    assert signed_in.get(assign_there).status_code == 404
    with acting("시험"):
        second = a_round(round_.district, "뉴딜-2026-1")
    assert signed_in.get(page_of("placement_assign", second.pk, mine.pk)).status_code == 404
    assert signed_in.get(page_of("placement_act", placement.pk, "DROP")).status_code == 302
    assert act(signed_in, placement, "NOTHING").status_code == 404


def test_a_persons_and_an_applications_page_lead_to_the_placement(round_, chosen, signed_in):
    with acting("시험"):
        placement = someone_placed(round_, 9)
    where = page_of("placement_detail", placement.pk)
    for page in (
        signed_in.get(page_of("person_detail", placement.person_id)),
        signed_in.get(page_of("application_detail", placement.application_id)),
    ):
        assert where in page.text
        assert "가상 사업 1" in page.text
    page = signed_in.get(page_of("application_detail", chosen[0].pk))
    assert page_of("placement_assign", round_.pk, chosen[0].pk) in page.text


def test_the_rounds_at_work_show_their_figures(round_, placement, signed_in):
    with acting("시험"):
        leave(placement, K.DROP, days(round_, 9), "HEALTH")
        a_round(round_.district, "뉴딜-2026-1", state=Round.State.CLOSED)
    page = signed_in.get(page_of("placement_rounds"))
    (row,) = page.context["rows"]
    assert (row["count"].planned, row["count"].ever, row["vacancies"]) == (10, 1, 1)
    page = signed_in.get(page_of("placement_rounds") + "?closed=1")
    assert len(page.context["rows"]) == 2


def test_a_district_without_rounds_at_work_says_so(district, signed_in):
    assert "회차가 없습니다" in signed_in.get(page_of("placement_rounds")).text


def test_an_undone_event_can_be_done_again_by_the_page(round_, placement, signed_in):
    with acting("시험"):
        leave(placement, K.EMPLOYED, days(round_, 9))
        undo(placement, "착오")
    answer = act(signed_in, placement, "EMPLOYED", on="2026-07-11")
    assert answer.status_code == 302
    assert Vacancy.objects.filter(state=Vacancy.State.OPEN).count() == 1
