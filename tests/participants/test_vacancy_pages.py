"""The pages of vacancies: who is next, the call log, an answer, and the end of the reserves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.actions.leaving import leave
from participants.models import Application, Offer, Placement, Vacancy
from participants.placement.workflow import K
from programs.models import Round
from tests.participants.making import TODAY, a_round
from tests.participants.placing import a_reserve, a_selection, some_rules, someone_placed

pytestmark = pytest.mark.django_db
S = Application.State
Answer = Offer.State
ONE_A_HOUSEHOLD = RuleSet(criteria=(Criterion.standard(RuleCode.ONE_PER_HOUSEHOLD),))


@pytest.fixture
def round_(district):
    today = TODAY()
    with acting("시험"):
        round_ = a_round(
            district, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=60)
        )
        some_rules(round_, ONE_A_HOUSEHOLD)
    return round_


@pytest.fixture
def selection(round_, staff):
    with acting("시험"):
        return a_selection(round_, staff)


@pytest.fixture
def vacancy(round_) -> Vacancy:
    return left_by(round_, 90)


@pytest.fixture
def reserves(selection) -> list[Application]:
    with acting("시험"):
        return [a_reserve(selection, n, n) for n in (1, 2, 3)]


def left_by(round_, n: int) -> Vacancy:
    with acting("시험"):
        placement = someone_placed(round_, n, pool="ALL")
        leave(placement, K.DROP, TODAY() - timedelta(days=10), "DISTANCE")
        return Vacancy.objects.get(of_application=placement.application)


def page_of(name: str, record) -> str:
    return reverse(name, args=[record.pk])


def step(client, name: str, vacancy: Vacancy, **data):
    vacancy.refresh_from_db()
    return client.post(page_of(name, vacancy), {"version": vacancy.version, **data})


def answered(client, name: str, vacancy: Vacancy, **data):
    made = Offer.objects.get(vacancy=vacancy, state=Answer.OPEN)
    sent = {"offer": made.pk, "version": made.version, **data}
    return client.post(page_of(name, vacancy), sent)


def in_days(n: int) -> str:
    return f"{TODAY() + timedelta(days=n):%Y-%m-%d}"


def offer_to(client, vacancy: Vacancy, reserve: Application, **data):
    sent = {"application": reserve.pk, "respond_by": in_days(3), **data}
    return step(client, "vacancy_offer", vacancy, **sent)


def test_the_next_reserve_is_shown_with_the_rules_put_again(round_, vacancy, reserves, signed_in):
    page = signed_in.get(page_of("round_vacancies", round_))
    (row,) = page.context["rows"]
    assert row["due"].application == reserves[0]
    assert row["check"].result.value == "ELIGIBLE"
    assert "예비 1순위" in page.text
    assert reserves[0].person.name not in page.text
    total, pool = page.context["depth"]
    assert (total["reserves"], pool["reserves"], pool["vacancies"]) == (3, 3, 1)


def test_the_next_is_asked_accepts_and_is_placed(round_, vacancy, reserves, signed_in):
    page = signed_in.get(page_of("vacancy_detail", vacancy))
    assert page.context["chosen"] == str(reserves[0].pk)
    assert offer_to(signed_in, vacancy, reserves[0]).status_code == 302
    page = signed_in.get(page_of("round_vacancies", round_))
    assert "D-3" in page.text
    page = signed_in.get(page_of("vacancy_detail", vacancy))
    assert "010-0000-0001" in page.text
    answer = answered(signed_in, "offer_accept", vacancy, on=in_days(0), from_on=in_days(0))
    placement = Placement.objects.get(vacancy=vacancy)
    assert answer["Location"] == page_of("placement_detail", placement)
    assert "앞 사람의 배치" in signed_in.get(answer["Location"]).text
    page = signed_in.get(page_of("vacancy_detail", vacancy))
    assert "충원한 배치 보기" in page.text
    again = signed_in.post(page_of("offer_accept", vacancy), {"offer": "1", "version": "1"})
    assert again.status_code == 409
    assert Placement.objects.filter(vacancy=vacancy).count() == 1


def test_passing_over_needs_a_reason_and_keeps_what_was_chosen(vacancy, reserves, signed_in):
    page = offer_to(signed_in, vacancy, reserves[2])
    assert page.status_code == 422
    assert "예비 1순위를 건너뛰는 사유" in page.text
    assert page.context["chosen"] == str(reserves[2].pk)
    skips = {f"skip_{one.pk}": "장기 출장" for one in reserves[:2]}
    assert offer_to(signed_in, vacancy, reserves[2], **skips).status_code == 302
    page = signed_in.get(page_of("vacancy_detail", vacancy))
    assert [row["offer"].get_state_display() for row in page.context["log"]] == [
        *("건너뜀", "건너뜀", "답변 대기"),
    ]


def test_whom_the_rules_refuse_is_passed_over_with_the_rule_as_the_reason(
    round_, vacancy, reserves, signed_in
):
    with acting("시험"):
        member = someone_placed(round_, 80).application
        for one in (member, reserves[0]):
            one.household_code = "세대-1"
            one.save()
    page = signed_in.get(page_of("vacancy_detail", vacancy))
    first = page.context["candidates"][0]
    assert first["is_refused"]
    reason = first["skip"].value()
    assert reason == "자격 재확인 부적격: 1세대 참여 인원"
    page = offer_to(signed_in, vacancy, reserves[0])
    assert page.status_code == 422
    assert "자격을 다시 확인한 결과 부적격" in page.text
    sent = {"application": reserves[0].pk, f"skip_{reserves[0].pk}": reason}
    sent["respond_by"] = in_days(3)
    assert step(signed_in, "vacancy_skip", vacancy, **sent).status_code == 302
    page = signed_in.get(page_of("vacancy_detail", vacancy))
    assert page.context["next"].application == reserves[1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"application": ""}, "통보할 예비자를 고르세요"),
        ({"application": "x"}, "정수"),
        ({"respond_by": "2020-01-01"}, "답변 기한이 오늘보다"),
        ({"respond_by": "곧"}, "읽을 수 없"),
    ],
)
def test_a_bad_offer_is_refused_in_words(vacancy, reserves, signed_in, data, words):
    page = offer_to(signed_in, vacancy, reserves[0], **data)
    assert page.status_code == 422
    assert words in page.text
    assert not Offer.objects.exists()


def test_an_old_tab_offers_nothing_twice(vacancy, reserves, signed_in):
    assert offer_to(signed_in, vacancy, reserves[0]).status_code == 302
    page = offer_to(signed_in, vacancy, reserves[1], **{f"skip_{reserves[0].pk}": "사유"})
    assert page.status_code == 422
    assert "이미 다른 예비자에게 통보" in page.text
    url = page_of("vacancy_close", vacancy)
    assert signed_in.post(url, {"version": "0", "reason": "사유"}).status_code == 409


def test_a_no_is_noted_and_the_next_is_asked(vacancy, reserves, signed_in):
    offer_to(signed_in, vacancy, reserves[0])
    early = answered(signed_in, "offer_answer", vacancy, state="NO_ANSWER", on=in_days(0))
    assert early.status_code == 422
    assert "답변 기한" in early.text
    done = answered(
        signed_in, "offer_answer", vacancy, state="DECLINED", on=in_days(0), gives_up="on"
    )
    assert done.status_code == 302
    reserves[0].refresh_from_db()
    assert reserves[0].state == S.WITHDRAWN
    page = signed_in.get(page_of("vacancy_detail", vacancy))
    assert page.context["next"].application == reserves[1]


def test_an_offer_is_taken_back_for_a_reason(vacancy, reserves, signed_in):
    offer_to(signed_in, vacancy, reserves[0])
    assert answered(signed_in, "offer_withdraw", vacancy, reason="").status_code == 422
    assert answered(signed_in, "offer_withdraw", vacancy, reason="착오").status_code == 302
    page = signed_in.get(page_of("vacancy_detail", vacancy))
    assert page.context["next"].application == reserves[0]


def test_without_reserves_an_additional_recruitment_is_proposed(round_, vacancy, signed_in):
    additional = f"{page_of('round_copy', round_)}?by=additional"
    for page in (
        signed_in.get(page_of("round_vacancies", round_)),
        signed_in.get(page_of("vacancy_detail", vacancy)),
    ):
        assert additional in page.text
    assert "예비 없음" in signed_in.get(page_of("round_vacancies", round_)).text


def test_a_vacancy_is_closed_for_a_reason_and_opened_again(round_, vacancy, signed_in):
    assert step(signed_in, "vacancy_close", vacancy, reason="").status_code == 422
    assert step(signed_in, "vacancy_close", vacancy, reason="남은 기간 1개월").status_code == 302
    page = signed_in.get(page_of("round_vacancies", round_))
    assert "남은 기간 1개월" in page.text
    assert "충원할 결원이 없습니다" in page.text
    assert step(signed_in, "vacancy_reopen", vacancy).status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.state == Vacancy.State.OPEN


def test_posts_never_filled_are_opened_from_the_page(round_, selection, signed_in):
    project = round_.work_projects.first()
    url = page_of("vacancy_open", round_)
    sent = {"project": project.pk, "pool": "ALL", "count": "2", "seen": "0"}
    assert signed_in.post(url, {**sent, "count": "9"}).status_code == 422
    assert signed_in.post(url, {**sent, "pool": "NOBODY"}).status_code == 422
    assert signed_in.post(url, sent).status_code == 302
    again = signed_in.post(url, sent)
    assert again.status_code == 409
    assert "결원이 생겼습니다" in again.text
    assert Vacancy.objects.filter(cause=Vacancy.Cause.UNFILLED).count() == 2


def test_nothing_is_chosen_beforehand_and_no_pool_that_would_be_refused(
    round_, selection, signed_in
):
    page = signed_in.get(page_of("round_vacancies", round_))
    assert [code for code, _ in page.context["forms"]["open"].fields["pool"].choices] == ["", "ALL"]
    with acting("시험"):
        for n in range(10):
            someone_placed(round_, n + 1, project=None, pool="ALL", from_on=round_.starts_on)
    page = signed_in.get(page_of("round_vacancies", round_))
    assert "결원으로 여" not in page.text


@pytest.mark.parametrize("n", [1, 400])
def test_an_answer_dated_in_the_future_is_refused_at_its_day(
    round_, vacancy, reserves, signed_in, n
):
    sent = {"application": reserves[0].pk, "respond_by": in_days(3)}
    assert step(signed_in, "vacancy_offer", vacancy, **sent).status_code == 302
    for name, data in (
        ("offer_answer", {"state": Answer.NO_ANSWER, "on": in_days(n)}),
        ("offer_answer", {"state": Answer.DECLINED, "on": in_days(n)}),
        ("offer_accept", {"on": in_days(n), "from_on": in_days(n)}),
    ):
        page = answered(signed_in, name, vacancy, **data)
        form = page.context["forms"][name.removeprefix("offer_")]
        assert page.status_code == 422
        assert "답변일이 오늘보다 뒤입니다" in form.errors["on"][0]
        assert not page.context["error"]
    assert Offer.objects.get().state == Answer.OPEN


def test_only_the_first_reserve_is_next_and_a_filled_post_says_by_whom(
    round_, vacancy, reserves, signed_in
):
    page = signed_in.get(page_of("vacancy_detail", vacancy))
    assert page.text.count("<strong>차례</strong>") == 1
    sent = {"application": reserves[0].pk, "respond_by": in_days(3)}
    assert step(signed_in, "vacancy_offer", vacancy, **sent).status_code == 302
    taken = answered(signed_in, "offer_accept", vacancy, on=in_days(0), from_on=in_days(0))
    assert taken.status_code == 302
    page = signed_in.get(page_of("round_vacancies", round_))
    (row,) = page.context["done"]
    assert row["receipt"] == reserves[0].receipt
    assert row["name"] in page.text
    assert reserves[0].person.name not in page.text


def test_the_reserves_of_a_closed_round_end_for_a_reason(round_, reserves, signed_in):
    url = page_of("reserves_expire", round_)
    page = signed_in.post(url, {"reason": "회차 종료"})
    assert page.status_code == 422
    assert "마감한 회차에서만" in page.text
    with acting("시험"):
        round_.state = Round.State.CLOSED
        round_.save()
    assert "예비 3명 종료" in signed_in.get(page_of("round_vacancies", round_)).text
    assert signed_in.post(url, {"reason": ""}).status_code == 422
    assert signed_in.post(url, {"reason": "회차 종료"}).status_code == 302
    assert Application.objects.filter(state=S.EXPIRED).count() == 3


def test_the_pages_need_as_many_queries_for_many_as_for_one(round_, selection, vacancy, signed_in):
    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert signed_in.get(url).status_code == 200
        return len(queries)

    urls = (page_of("round_vacancies", round_), page_of("vacancy_detail", vacancy))
    with acting("시험"):
        a_reserve(selection, 1, 1)
    few = [asked(url) for url in urls]
    with acting("시험"):
        for n in range(2, 9):
            a_reserve(selection, n, n)
    for n in (91, 92, 93):
        left_by(round_, n)
    assert [asked(url) for url in urls] == few
    assert max(few) <= 42


def test_another_districts_vacancies_are_not_there(vacancy, reserves, signed_in, other_district):
    with acting("시험"):
        theirs = a_round(
            other_district,
            starts_on=TODAY() - timedelta(days=60),
            ends_on=TODAY() + timedelta(days=60),
        )
    other = left_by(theirs, 1)
    assert signed_in.get(page_of("vacancy_detail", other)).status_code == 404
    for name in ("vacancy_offer", "vacancy_skip", "vacancy_close", "offer_accept"):
        assert step(signed_in, name, other).status_code == 404
    assert signed_in.post(page_of("vacancy_open", theirs)).status_code == 404
    with acting("시험"):
        stranger = someone_placed(theirs, 2).application
    assert offer_to(signed_in, vacancy, stranger).status_code == 404


def test_a_lead_sees_the_vacancies_without_what_enquiries_told_and_changes_nothing(
    lead, round_, vacancy, reserves, client
):
    client.force_login(lead)
    with acting("시험"):
        member = someone_placed(round_, 80).application
        for one in (member, reserves[0]):
            one.household_code = "세대-1"
            one.save()
    page = client.get(page_of("vacancy_detail", vacancy))
    assert "1세대 참여 인원 (미충족)" in page.text
    assert "참여 중인 다른 세대원" not in page.text
    assert "고른 예비자에게 통보" not in page.text
    assert offer_to(client, vacancy, reserves[1]).status_code == 403
    assert client.get(page_of("round_placements", round_)).status_code == 200
    assert client.get(page_of("placement_all", round_)).status_code == 403
    assert not Offer.objects.exists()
