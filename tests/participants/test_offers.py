"""A vacancy is offered to the reserves in their order, and to one of them at a time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.actions.leaving import leave
from participants.actions.offers import accept, answer, offer, skip, withdraw
from participants.actions.vacancies import (
    close,
    expire_reserves,
    open_unfilled,
    reopen,
    unfilled_posts,
)
from participants.models import Application, Offer, Placement, RuleOverride, Vacancy
from participants.placement.reserves import Reserves, with_people
from participants.placement.workflow import K
from programs.models import Round
from tests.participants.making import TODAY, a_person, a_round
from tests.participants.placing import a_chosen, a_reserve, a_selection, some_rules, someone_placed

pytestmark = pytest.mark.django_db
S = Application.State
Answer = Offer.State
ONE_A_HOUSEHOLD = RuleSet(criteria=(Criterion.standard(RuleCode.ONE_PER_HOUSEHOLD),))


@pytest.fixture
def round_(district, acted):
    """A round at work now, so that offers made today are within it."""
    today = TODAY()
    return a_round(
        district, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=60)
    )


@pytest.fixture
def selection(round_, staff):
    return a_selection(round_, staff)


@pytest.fixture
def vacancy(round_) -> Vacancy:
    """A post somebody left ten days ago."""
    return left_by(round_, 90)


def left_by(round_, n: int, pool: str = "ALL") -> Vacancy:
    placement = someone_placed(round_, n, pool=pool)
    leave(placement, K.DROP, TODAY() - timedelta(days=10), "DISTANCE")
    return Vacancy.objects.get(of_application=placement.application)


def soon():
    return TODAY() + timedelta(days=3)


def offered(vacancy, application, **skips) -> Offer:
    return offer(vacancy, application, soon(), skips.get("skips", {}))


def test_the_next_reserve_of_the_pool_is_proposed(round_, selection, vacancy):
    a_reserve(selection, 1, 2)
    first = a_reserve(selection, 2, 1)
    a_reserve(selection, 3, 1, pool="YOUTH")
    assert Reserves(round_).next_for(vacancy).application == first
    assert Reserves(round_).depth() == {"ALL": 2, "YOUTH": 1}


def test_who_does_not_fit_or_want_the_project_is_not_proposed_and_it_is_said_why(
    round_, selection, vacancy
):
    project, other = round_.work_projects.all()
    project.certificates = "운전면허 1종, 직업상담사 2급"
    project.save()
    vacancy.refresh_from_db()
    holds = {"certificates": "운전면허 1종"}
    a_reserve(selection, 1, 1)
    a_reserve(selection, 2, 2, **holds, first_choice=other, accepts_any=False)
    a_reserve(selection, 3, 3, **holds, first_choice=other)
    found = list(Reserves(round_).candidates(vacancy))
    assert ["자격증" in found[0].why_not, "희망사업만" in found[1].why_not] == [True, True]
    assert Reserves(round_).next_for(vacancy).rank == 3
    assert offered(vacancy, found[2].application).state == Answer.OPEN
    with pytest.raises(Refused, match="자격증"):
        offered(left_by(round_, 91), found[0].application)


def test_an_accepted_offer_places_the_reserve_in_the_post(round_, selection, vacancy):
    reserve = a_reserve(selection, 1, 1)
    made = offered(vacancy, reserve)
    placement = accept(made, TODAY(), TODAY())
    left = Placement.objects.get(application=vacancy.of_application)
    assert (placement.project, placement.pool) == (left.project, left.pool)
    assert (placement.replaces, placement.vacancy) == (left, vacancy)
    assert (placement.from_on, placement.to_on) == (TODAY(), round_.ends_on)
    for record in (reserve, vacancy, made):
        record.refresh_from_db()
    assert (reserve.state, vacancy.state, made.state) == (
        S.PLACED,
        Vacancy.State.FILLED,
        Answer.ACCEPTED,
    )


def test_an_offer_is_accepted_once(round_, selection, vacancy):
    made = offered(vacancy, a_reserve(selection, 1, 1))
    accept(made, TODAY(), TODAY())
    with pytest.raises(Refused, match="충원"):
        accept(Offer.objects.get(pk=made.pk), TODAY(), TODAY())
    assert Placement.objects.filter(vacancy=vacancy).count() == 1


def test_passing_over_a_reserve_needs_a_reason_for_each(round_, selection, vacancy):
    first, second, third = (a_reserve(selection, n, n) for n in (1, 2, 3))
    with pytest.raises(Refused, match="예비 1순위를 건너뛰는 사유"):
        offered(vacancy, third)
    with pytest.raises(Refused, match="예비 2순위를 건너뛰는 사유"):
        offered(vacancy, third, skips={first.pk: "장기 출장"})
    assert not Offer.objects.exists()
    offered(vacancy, third, skips={first.pk: "장기 출장", second.pk: "입원"})
    log = Offer.objects.order_by("reserve_rank").values_list("application", "state", "reason")
    assert list(log) == [
        (first.pk, Answer.SKIPPED, "장기 출장"),
        (second.pk, Answer.SKIPPED, "입원"),
        (third.pk, Answer.OPEN, ""),
    ]


def test_who_was_passed_over_is_next_again_for_another_vacancy(round_, selection, vacancy):
    first, second = (a_reserve(selection, n, n) for n in (1, 2))
    offered(vacancy, second, skips={first.pk: "장기 출장"})
    assert Reserves(round_).next_for(left_by(round_, 91)).application == first


def test_the_next_may_be_passed_over_alone(round_, selection, vacancy):
    first, second = (a_reserve(selection, n, n) for n in (1, 2))
    with pytest.raises(Refused, match="다음 차례"):
        skip(vacancy, second, "입원")
    with pytest.raises(Refused, match="사유"):
        skip(vacancy, first, "")
    skip(vacancy, first, "부적격")
    assert Reserves(round_).next_for(vacancy).application == second


@pytest.mark.parametrize("state", [Answer.DECLINED, Answer.NO_ANSWER])
def test_after_a_no_or_no_answer_the_next_is_asked(round_, selection, vacancy, state):
    first, second = (a_reserve(selection, n, n) for n in (1, 2))
    made = offered(vacancy, first)
    made.respond_by_on = made.offered_on = TODAY() - timedelta(days=1)
    made.save()
    answer(made, state, TODAY())
    assert Reserves(round_).next_for(vacancy).application == second
    assert offered(vacancy, second).state == Answer.OPEN
    first.refresh_from_db()
    assert first.state == S.RESERVE


def test_who_gives_up_leaves_the_reserve_list(round_, selection, vacancy):
    reserve = a_reserve(selection, 1, 1)
    answer(offered(vacancy, reserve), Answer.DECLINED, TODAY(), "취업", gives_up=True)
    reserve.refresh_from_db()
    assert (reserve.state, reserve.state_reason) == (S.WITHDRAWN, "취업")
    assert Reserves(round_).next_for(vacancy) is None


def test_no_answer_is_noted_only_when_the_day_has_passed(round_, selection, vacancy):
    made = offered(vacancy, a_reserve(selection, 1, 1))
    with pytest.raises(Refused, match="답변 기한"):
        answer(made, Answer.NO_ANSWER, TODAY())
    with pytest.raises(Refused, match="답변을 고르세요"):
        answer(made, Answer.ACCEPTED, TODAY())
    with pytest.raises(Refused, match="통보일"):
        answer(made, Answer.DECLINED, TODAY() - timedelta(days=1))


def test_an_offer_taken_back_leaves_the_reserve_next(round_, selection, vacancy):
    reserve = a_reserve(selection, 1, 1)
    made = offered(vacancy, reserve)
    with pytest.raises(Refused, match="사유"):
        withdraw(made, " ")
    withdraw(made, "다른 사람에게 걸 전화")
    assert Reserves(round_).next_for(vacancy).application == reserve


def test_never_two_offers_for_one_post_or_one_person(round_, selection, vacancy):
    first, second = (a_reserve(selection, n, n) for n in (1, 2))
    offered(vacancy, first)
    with pytest.raises(Refused, match="이 자리는 이미 다른 예비자에게"):
        offered(vacancy, second, skips={first.pk: "사유"})
    other = left_by(round_, 91)
    with pytest.raises(Refused, match="다른 자리를 통보"):
        offered(other, first)
    assert Reserves(round_).next_for(other).application == second
    assert Offer.objects.filter(state=Answer.OPEN).count() == 1


def test_an_offer_answers_by_a_day_to_come(round_, selection, vacancy):
    with pytest.raises(Refused, match="답변 기한"):
        offer(vacancy, a_reserve(selection, 1, 1), TODAY() - timedelta(days=1), {})


def test_work_does_not_begin_before_the_post_is_empty(round_, selection, vacancy):
    made = offered(vacancy, a_reserve(selection, 1, 1))
    with pytest.raises(Refused, match="결원일"):
        accept(made, TODAY(), vacancy.opened_on - timedelta(days=1))
    with pytest.raises(Refused, match="사업기간"):
        accept(made, TODAY(), round_.ends_on + timedelta(days=1))
    assert Offer.objects.get().state == Answer.OPEN


def test_only_reserves_of_the_pool_are_offered_the_post(round_, selection, vacancy):
    with pytest.raises(Refused, match="예비 명단에 없는"):
        offered(vacancy, a_reserve(selection, 1, 1, pool="YOUTH"))
    with pytest.raises(Refused, match="예비 명단에 없는"):
        offered(vacancy, a_chosen(selection, 2, None))


def same_household(selection, round_, staying: bool) -> Application:
    """A reserve whose household member works, or has left."""
    member = someone_placed(round_, 80, pool="ALL")
    member.application.household_code = "세대-1"
    member.application.save()
    if not staying:
        leave(member, K.DROP, TODAY() - timedelta(days=5), "HEALTH")
    return a_reserve(selection, 1, 1, household_code="세대-1")


def test_the_rules_are_put_again_one_per_household_too(district, staff, acted):
    today = TODAY()
    round_ = a_round(
        district, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=60)
    )
    some_rules(round_, ONE_A_HOUSEHOLD)
    selection = a_selection(round_, staff)
    vacancy = left_by(round_, 90)
    reserve = same_household(selection, round_, staying=True)
    with pytest.raises(Refused, match=r"부적격입니다\(1세대 참여 인원\)"):
        offered(vacancy, reserve)
    RuleOverride(
        district=district,
        application=reserve,
        code=RuleCode.ONE_PER_HOUSEHOLD.value,
        outcome="MET",
        reason="세대 분리 확인",
        decided_by="김가상",
        decided_at=selection.decided_at,
    ).save()
    assert offered(vacancy, reserve).state == Answer.OPEN


def test_a_household_member_who_has_left_stands_in_nobodys_way(district, staff, acted):
    today = TODAY()
    round_ = a_round(
        district, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=60)
    )
    some_rules(round_, ONE_A_HOUSEHOLD)
    reserve = same_household(a_selection(round_, staff), round_, staying=False)
    vacancy = Vacancy.objects.get()
    assert offered(vacancy, reserve).state == Answer.OPEN


def test_of_two_of_one_household_the_second_is_refused_when_accepting(district, staff, acted):
    today = TODAY()
    round_ = a_round(
        district, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=60)
    )
    some_rules(round_, ONE_A_HOUSEHOLD)
    selection = a_selection(round_, staff)
    made = [
        offered(left_by(round_, 90 + n), a_reserve(selection, n, n, household_code="세대-1"))
        for n in (1, 2)
    ]
    accept(made[0], TODAY(), TODAY())
    with pytest.raises(Refused, match="부적격"):
        accept(made[1], TODAY(), TODAY())
    assert Placement.objects.filter(vacancy__isnull=False).count() == 1


def test_a_closed_vacancy_says_why_and_may_be_opened_again(round_, selection, vacancy):
    with pytest.raises(Refused, match="사유"):
        close(vacancy, " ")
    made = offered(vacancy, a_reserve(selection, 1, 1))
    with pytest.raises(Refused, match="답변을 기다리는"):
        close(vacancy, "남은 기간 1개월 미만")
    answer(made, Answer.DECLINED, TODAY())
    close(vacancy, "남은 기간 1개월 미만")
    with pytest.raises(Refused, match="이미 ‘충원 안 함’"):
        close(vacancy, "다시")
    reopen(vacancy)
    assert (vacancy.state, vacancy.reason) == (Vacancy.State.OPEN, "")
    with pytest.raises(Refused, match="다시 열 수 없습니다"):
        reopen(vacancy)


def test_a_vacancy_is_not_opened_again_when_the_post_is_taken(round_, selection, vacancy):
    close(vacancy, "사유")
    for n in range(1, 6):
        someone_placed(round_, n)
    with pytest.raises(Refused, match="이미 다른 사람이"):
        reopen(vacancy)


def test_posts_never_filled_are_opened_as_vacancies(round_, selection):
    first, second = round_.work_projects.all()
    for n in range(1, 4):
        someone_placed(round_, n, project=first, pool="ALL")
    a_chosen(selection, 4, first)
    assert unfilled_posts(round_, TODAY()) == {first.pk: 1, second.pk: 5}
    with pytest.raises(Refused, match="빈 자리는 1명"):
        open_unfilled(round_, first, "ALL", 2, TODAY())
    with pytest.raises(Refused, match="부족 인원은 0명"):
        open_unfilled(round_, first, "YOUTH", 1, TODAY())
    (vacancy,) = open_unfilled(round_, first, "ALL", 1, TODAY())
    assert (vacancy.cause, vacancy.opened_on) == (Vacancy.Cause.UNFILLED, TODAY())
    assert unfilled_posts(round_, TODAY())[first.pk] == 0
    with pytest.raises(Refused, match="빈 자리는 0명"):
        open_unfilled(round_, first, "ALL", 1, TODAY())


def test_reserves_end_when_the_round_is_closed(round_, selection, vacancy):
    first = a_reserve(selection, 1, 1)
    with pytest.raises(Refused, match="마감한 회차에서만"):
        expire_reserves(round_, "회차 종료")
    made = offered(vacancy, first)
    round_.state = Round.State.CLOSED
    round_.save()
    with pytest.raises(Refused, match="답변을 기다리는"):
        expire_reserves(round_, "회차 종료")
    answer(made, Answer.DECLINED, TODAY())
    with pytest.raises(Refused, match="사유"):
        expire_reserves(round_, "")
    assert len(expire_reserves(round_, "회차 종료")) == 1
    first.refresh_from_db()
    assert (first.state, first.state_reason) == (S.EXPIRED, "회차 종료")
    assert expire_reserves(round_, "회차 종료") == []


def test_a_closed_round_offers_nothing(round_, selection, vacancy):
    reserve = a_reserve(selection, 1, 1)
    round_.state = Round.State.CLOSED
    round_.save()
    with pytest.raises(Refused, match="마감한 회차"):
        offered(vacancy, reserve)


def test_the_reserve_list_needs_the_same_queries_for_one_and_for_many(round_, selection, vacancy):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            with_people(Reserves(round_).candidates(vacancy))
        return len(queries)

    a_reserve(selection, 1, 1)
    asked()
    few = asked()
    for n in range(2, 12):
        a_reserve(selection, n, n, person=a_person(round_.district, n))
    assert asked() == few == 3
