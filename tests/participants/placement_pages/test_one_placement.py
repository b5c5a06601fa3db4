"""One placement on screen: its acts, their undoing and who reaches it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.values.dates import kdate
from participants.actions.leaving import leave
from participants.actions.placing import place_all
from participants.actions.undoing import undo
from participants.forms.placements import ActForm
from participants.models import Application, Placement, PlacementEvent, Vacancy
from participants.placement.workflow import ACTS, K
from tests.participants.making import TODAY, a_person, a_round, an_application
from tests.participants.placing import days, someone_placed

pytestmark = pytest.mark.django_db
S = Application.State
P = Placement.State


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


def test_an_act_opens_with_a_day_it_may_have_or_says_which(round_):
    today = TODAY()
    year_end = date(today.year + 1, 12, 31)
    round_.starts_on, round_.ends_on = today, year_end
    with acting("시험"):
        round_.save()
        begun = someone_placed(round_, 7, from_on=today, to_on=year_end)
        ahead = someone_placed(
            round_, 8, from_on=today + timedelta(days=3), to_on=year_end, state=P.CONTRACTED
        )
    moved = ActForm(placement=begun, kind=K.TRANSFER)
    assert moved.initial["on"] == today + timedelta(days=1)
    assert kdate(year_end) in moved.fields["on"].help_text
    longer = ActForm(placement=begun, kind=K.EXTEND)
    assert "on" not in longer.initial
    assert "더 연장할 수 없습니다" in longer.fields["on"].help_text
    started = ActForm(placement=ahead, kind=K.START).fields["on"].help_text
    assert started == f"{kdate(ahead.from_on)}부터 적을 수 있습니다."


def bulk(client, round_, act: str, **data):
    return client.post(page_of("placement_bulk", round_.pk), {"act": act, **data})


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


def test_an_undone_event_can_be_done_again_by_the_page(round_, placement, signed_in):
    with acting("시험"):
        leave(placement, K.EMPLOYED, days(round_, 9))
        undo(placement, "착오")
    answer = act(signed_in, placement, "EMPLOYED", on="2026-07-11")
    assert answer.status_code == 302
    assert Vacancy.objects.filter(state=Vacancy.State.OPEN).count() == 1
