"""계획 인원, 현재 근무, 연인원: three figures of one round that are never the same by accident."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobportal.platform.audit import acting
from participants.headcounts import Headcount, headcounts, project_headcounts
from participants.models import Application, Placement
from tests.participants.making import a_person, a_round, an_application
from tests.participants.placing import (
    a_chosen,
    a_placement,
    a_reserve,
    a_selection,
    days,
    someone_placed,
)

pytestmark = pytest.mark.django_db
S = Application.State
P = Placement.State


@pytest.fixture
def round_(district, acted):
    return a_round(district)


def figures(round_, n: int) -> Headcount:
    """The figures n days after the first day of work."""
    return headcounts([round_], days(round_, n))[round_.pk]


def three(round_, n: int) -> tuple[int, int, int]:
    found = figures(round_, n)
    return found.planned, found.in_post, found.ever


def test_a_round_without_placements_has_only_its_plan(round_):
    assert figures(round_, 0) == Headcount(planned=10)


def test_the_first_and_the_last_day_of_work_count(round_):
    someone_placed(round_, 1, from_on=days(round_, 1), to_on=days(round_, 5))
    assert [three(round_, n)[1:] for n in (0, 1, 5, 6)] == [(0, 0), (1, 1), (1, 1), (0, 1)]


def test_a_replacement_is_a_further_head_in_the_same_post(round_):
    left = someone_placed(round_, 1, state=P.DROPPED, end_reason="HEALTH", to_on=days(round_, 9))
    someone_placed(round_, 2, from_on=days(round_, 12), replaces=left)
    assert three(round_, 9) == (10, 1, 1)
    assert three(round_, 10) == (10, 0, 1)
    assert three(round_, 12) == (10, 1, 2)


def test_a_transfer_is_no_further_head_and_nobody_is_in_two_posts(round_):
    first, second = round_.work_projects.all()
    old = someone_placed(round_, 1, state=P.TRANSFERRED, to_on=days(round_, 4))
    a_placement(old.application, second, replaces=old, is_transfer=True, from_on=days(round_, 5))
    assert three(round_, 4) == three(round_, 5) == (10, 1, 1)
    assert [figures(round_, n).projects for n in (4, 5)] == [1, 2]
    by_project = project_headcounts(round_, days(round_, 5))
    assert [by_project[one.pk].in_post for one in (first, second)] == [0, 1]
    assert [by_project[one.pk].ever for one in (first, second)] == [1, 0]
    assert [by_project[one.pk].planned for one in (first, second)] == [5, 5]


def test_leave_holds_the_post_and_who_has_not_begun_does_not_work(round_):
    someone_placed(round_, 1, state=P.SUSPENDED)
    someone_placed(round_, 2, state=P.ASSIGNED)
    someone_placed(round_, 3, state=P.CONTRACTED)
    found = figures(round_, 3)
    assert (found.in_post, found.ever, found.awaiting) == (1, 1, 2)


def test_a_cancelled_placement_never_was(round_):
    someone_placed(round_, 1, state=P.CANCELLED)
    assert three(round_, 3) == (10, 0, 0)
    assert not figures(round_, 3).has_placements


def test_the_round_is_counted_from_its_first_placement_on_whatever_the_day(round_):
    someone_placed(round_, 1, state=P.ASSIGNED)
    found = headcounts([round_], round_.starts_on - timedelta(days=100))[round_.pk]
    assert found.has_placements
    assert (found.in_post, found.ever) == (0, 0)


def test_applicants_are_those_received_up_to_the_day_and_not_withdrawn(round_):
    for n, state in enumerate((S.SUBMITTED, S.NOT_SELECTED, S.WITHDRAWN), start=1):
        person = a_person(round_.district, n)
        an_application(round_, person, n, state=state, received_on=days(round_, -30 + n))
    draft = a_person(round_.district, 9)
    an_application(round_, draft, 9, state=S.DRAFT, number=None, received_on=days(round_, -30))
    assert [figures(round_, -30 + n).applicants for n in (0, 1, 2, 3)] == [0, 1, 2, 2]


def test_the_selected_are_those_of_the_first_approved_list(round_, staff):
    first = a_selection(round_, staff)
    for n in (1, 2, 3):
        a_chosen(first, n, None)
    a_reserve(first, 4, 1)
    second = a_selection(round_, staff, 2)
    a_chosen(second, 5, None)
    today = timezone.localdate(first.decided_at)
    assert headcounts([round_], today)[round_.pk].selected == 3
    assert headcounts([round_], today - timedelta(days=2))[round_.pk].selected == 0


def test_many_rounds_need_as_many_queries_as_one(district, round_, staff):
    rounds = [round_]
    with acting("시험"):
        a_chosen(a_selection(round_, staff), 80, None)
        for year in range(2027, 2032):
            rounds.append(a_round(district, f"공공근로-{year}-1"))
            someone_placed(rounds[-1], year - 2000)
    with CaptureQueriesContext(connection) as one:
        headcounts(rounds[:1], days(rounds[-1], 0))
    with CaptureQueriesContext(connection) as many:
        found = headcounts(rounds, days(rounds[-1], 0))
    assert len(many) == len(one) == 4
    assert [found[one.pk].ever for one in rounds] == [0, 1, 1, 1, 1, 1]
