"""Twenty clerks at the same moment: one person, one post and one offer are given once."""

from datetime import timedelta

import pytest

from jobportal.platform.audit import acting
from jobportal.platform.refused import Refused
from participants.actions.leaving import leave
from participants.actions.offers import accept, offer
from participants.actions.placing import assign, place_all
from participants.models import Application, Offer, Placement, Vacancy
from participants.placement.workflow import K
from programs.models import Round, WorkProject
from tests.participants.making import TODAY, a_person, a_round
from tests.participants.parallel import at_once, seen
from tests.participants.placing import a_chosen, a_reserve, a_selection, someone_placed

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20


@pytest.fixture
def round_(emptied_after, district):
    with acting("시험"):
        return a_round_now(district, "공공근로-2026-1")


def a_round_now(district, code: str) -> Round:
    today = TODAY()
    return a_round(
        district, code, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=60)
    )


@pytest.fixture
def applications(round_, district, staff) -> list[int]:
    """One person selected in two rounds whose days of work overlap."""
    with acting("시험"):
        person = a_person(district)
        rounds = (round_, a_round_now(district, "뉴딜-2026-1"))
        return [
            a_chosen(a_selection(one, staff), 1, one.work_projects.first(), person=person).pk
            for one in rounds
        ]


@pytest.fixture
def vacancy(round_, staff) -> int:
    """An open post, and as many reserves as clerks, each with no other pool."""
    with acting("시험"):
        selection = a_selection(round_, staff)
        for n in range(1, MANY + 1):
            a_reserve(selection, n, n)
        leave(someone_placed(round_, 90, pool="ALL"), K.DROP, TODAY(), "HEALTH")
        return Vacancy.objects.get().pk


def test_one_person_is_placed_in_one_of_two_overlapping_projects(applications, on_disk):
    def place(n: int) -> Placement:
        application = Application.objects.select_related("round", "person").get(
            pk=applications[n % 2]
        )
        projects = WorkProject.objects.filter(round=application.round)
        project = projects[n // 2 % 2]
        round_ = application.round
        return assign(application, project, round_.starts_on, round_.ends_on)

    met = at_once(place, MANY)
    assert sum(isinstance(one, Placement) for one in met) == 1
    assert seen(lambda: Placement.objects.count()) == 1
    assert seen(lambda: Application.objects.filter(state="PLACED").count()) == 1


def test_a_whole_list_is_placed_once(applications, round_, on_disk):
    met = at_once(lambda _: place_all(Round.objects.get(pk=round_.pk)), MANY)
    assert sorted(len(one) for one in met) == [0] * (MANY - 1) + [1]
    assert seen(lambda: Placement.objects.count()) == 1


def test_one_vacancy_is_offered_to_one_of_twenty(vacancy, on_disk):
    def offer_to(n: int) -> Offer:
        reserves = list(Application.objects.filter(state="RESERVE").order_by("number"))
        skips = {one.pk: "연락 두절" for one in reserves[:n]}
        return offer(Vacancy.objects.get(pk=vacancy), reserves[n], TODAY(), skips)

    met = at_once(offer_to, MANY)
    assert sum(isinstance(one, Offer) for one in met) == 1
    assert met.count(Refused) == MANY - 1
    assert seen(lambda: Offer.objects.filter(state="OPEN").count()) == 1


def test_an_offer_accepted_twenty_times_is_one_placement(vacancy, on_disk):
    def first_offer(_) -> int:
        first = Application.objects.filter(state="RESERVE").order_by("number").first()
        return offer(Vacancy.objects.get(pk=vacancy), first, TODAY(), {}).pk

    (made,) = at_once(first_offer, 1)
    day = TODAY() + timedelta(days=1)
    met = at_once(lambda _: accept(Offer.objects.get(pk=made), TODAY(), day), MANY)
    assert sum(isinstance(one, Placement) for one in met) == 1
    assert met.count(Refused) == MANY - 1
    assert seen(lambda: Placement.objects.filter(vacancy=vacancy).count()) == 1
