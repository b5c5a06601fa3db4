"""The selected are placed: the whole list, or one by hand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.refused import Refused
from participants.actions.placements import start
from participants.actions.placing import assign, place_all, plan
from participants.models import Application, Placement
from participants.placement.workflow import K
from programs.models import Round
from tests.participants.making import a_person, a_round, an_application
from tests.participants.placing import (
    a_chosen,
    a_reserve,
    a_selection,
    an_entry,
    days,
    someone_placed,
)

pytestmark = pytest.mark.django_db
S = Application.State
P = Placement.State


def kinds(placement: Placement) -> list[str]:
    return list(placement.events.order_by("pk").values_list("kind", flat=True))


def test_the_whole_list_is_placed_once(round_, selection, project):
    first = a_chosen(selection, 1, project)
    a_chosen(selection, 2, project)
    a_reserve(selection, 3, 1)
    assert len(place_all(round_)) == 2
    assert place_all(round_) == []
    placement = Placement.objects.get(application=first)
    assert (placement.from_on, placement.to_on) == (round_.starts_on, round_.ends_on)
    assert (placement.project, placement.pool, placement.state) == (project, "ALL", P.ASSIGNED)
    assert kinds(placement) == [K.ASSIGN]
    first.refresh_from_db()
    assert first.state == S.PLACED


@pytest.mark.parametrize(
    ("birth_on", "hours", "found"),
    [
        (date(1961, 7, 2), None, 5),
        (date(1961, 7, 1), None, 3),
        (date(1961, 7, 1), 8, 8),
    ],
)
def test_hours_are_the_projects_or_by_age_on_the_first_day(
    round_, selection, project, birth_on, hours, found
):
    project.hours_per_day = hours
    project.save()
    a_chosen(selection, 1, project, person=a_person(round_.district, 1, birth_on=birth_on))
    assert place_all(round_)[0].hours_per_day == found


def test_whoever_cannot_be_placed_is_told_why_and_the_others_are_placed(
    district, round_, selection, project
):
    a_chosen(selection, 1, project)
    a_chosen(selection, 2, None)
    busy = a_person(district, 3)
    someone_placed(a_round(district, "강감찬-2026-1"), 30, busy)
    a_chosen(selection, 3, project, person=busy)
    person = a_person(district, 4)
    an_application(round_, person, 4, state=S.SELECTED)
    found = {one.application.number: one.refusal for one in plan(round_)}
    assert found[1] == ""
    assert "배정 사업이 없습니다" in found[2]
    assert "강감찬-2026-1" in found[3]
    assert "확정된 선발 명단에 없습니다" in found[4]
    assert [one.application.number for one in place_all(round_)] == [1]


def test_no_more_are_placed_than_a_project_has_posts(round_, selection, project):
    for n in range(1, 8):
        a_chosen(selection, n, project)
    assert len(place_all(round_)) == 5
    refusals = [one.refusal for one in plan(round_)]
    assert len(refusals) == 2
    assert all("‘가상 사업 1’에 그 기간에 빈 자리가 없습니다" in one for one in refusals)


def test_placing_many_needs_as_many_queries_as_placing_one(district, round_, staff):
    def asked(code: str, count: int) -> int:
        other = a_round(district, code)
        selection = a_selection(other, staff)
        for n in range(1, count + 1):
            a_chosen(selection, n, other.work_projects.all()[n % 2], person=a_person(district, n))
        with CaptureQueriesContext(connection) as queries:
            assert len(place_all(other)) == count
        return len(queries)

    assert asked("가-2026-1", 1) == asked("나-2027-1", 9)


def test_placing_thousands_does_not_fill_the_servers_table_of_locks(round_, selection, project):
    for n in range(1, 4):
        a_chosen(selection, n, project)
    assert len(place_all(round_)) == 3
    assert locks_with_two_keys() == 0


def locks_with_two_keys() -> int:
    """Advisory locks by group and member that this transaction holds; SQLite has none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 "
            "AND pid = pg_backend_pid() AND classid = hashtext('participants_placement')::oid"
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize("state", [Round.State.PLANNED, Round.State.CLOSED])
def test_nobody_is_placed_in_a_round_not_announced_or_closed(round_, selection, project, state):
    application = a_chosen(selection, 1, project)
    round_.state = state
    round_.save()
    with pytest.raises(Refused):
        place_all(round_)
    with pytest.raises(Refused):
        assign(application, project, round_.starts_on, round_.ends_on)


def test_one_is_placed_by_hand_in_a_project_that_fits(round_, selection):
    first, second = round_.work_projects.all()
    application = a_chosen(selection, 1, first)
    placement = assign(application, second, days(round_, 3), days(round_, 30), hours=4)
    assert (placement.project, placement.hours_per_day) == (second, 4)
    assert placement.application.state == S.PLACED
    with pytest.raises(Refused, match="‘배치’ 상태의 신청서"):
        assign(application, second, days(round_, 40), days(round_, 50))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"certificates": "직업상담사 2급"}, "자격증"),
        ({"experience_years": 2}, "경력"),
        ({"participant_type": "YOUTH"}, "참여유형"),
    ],
)
def test_who_does_not_fit_a_project_is_not_placed_there(round_, selection, project, values, words):
    for name, value in values.items():
        setattr(project, name, value)
    project.save()
    with pytest.raises(Refused, match=words):
        assign(a_chosen(selection, 1, None), project, round_.starts_on, round_.ends_on)


@pytest.mark.parametrize(
    ("first", "last", "hours", "words"),
    [
        (-1, 10, 0, "사업기간"),
        (5, 4, 0, "빠릅니다"),
        (0, 400, 0, "사업기간"),
        (0, 10, 9, "8시간"),
        (0, 10, -1, "8시간"),
    ],
)
def test_days_and_hours_of_a_placement_are_held_to(
    round_, selection, project, first, last, hours, words
):
    application = a_chosen(selection, 1, project)
    with pytest.raises(Refused, match=words):
        assign(application, project, days(round_, first), days(round_, last), hours)
    assert not Placement.objects.exists()
    application.refresh_from_db()
    assert application.state == S.SELECTED


def test_another_rounds_project_is_refused(district, round_, selection):
    other = a_round(district, "뉴딜-2026-1").work_projects.first()
    with pytest.raises(Refused, match="이 회차의 대상사업"):
        assign(a_chosen(selection, 1, None), other, round_.starts_on, round_.ends_on)


def test_nobody_works_in_two_rounds_at_once_and_the_other_one_is_named(
    district, round_, selection, project
):
    person = a_person(district, 1)
    application = a_chosen(selection, 1, project, person=person)
    other = a_round(district, "뉴딜-2026-1")
    someone_placed(other, 2, person, to_on=days(other, 40))
    with pytest.raises(Refused, match="뉴딜-2026-1"):
        assign(application, project, days(round_, 40), round_.ends_on)
    assert assign(application, project, days(round_, 41), round_.ends_on)


def test_the_database_refuses_what_the_act_overlooked(district, round_, selection):
    person = a_person(district, 1)
    someone_placed(a_round(district, "뉴딜-2026-1"), 2, person, to_on=round_.starts_on)
    placement = someone_placed(round_, 1, person, from_on=days(round_, 1), state=P.CONTRACTED)
    with pytest.raises(Refused, match="같은 기간에 다른 사업"):
        start([placement], round_.starts_on)
    an_entry(selection, placement.application)
    assert Placement.objects.get(pk=placement.pk).state == P.CONTRACTED
