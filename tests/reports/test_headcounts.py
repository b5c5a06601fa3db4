"""Which number a round shows: what was entered before its first placement, what is counted then."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.render.grid import Origin
from participants.models import Placement, RoundResult
from programs.models import Programme
from reports.headcounts import annual_selected, round_figures
from tests.participants.filling import Filler
from tests.participants.making import a_person, an_application
from tests.participants.placing import a_chosen, a_selection
from tests.reports.tables.papers import programme, round_, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
DAY = date(2024, 7, 31)


@pytest.fixture
def works(district):
    return programme(district, "근로", (date(2020, 1, 1), "동행일자리"))


@pytest.fixture
def summer(works):
    return round_(works, date(2024, 7, 1), date(2024, 11, 30), planned_posts=20)


def entered(one, day: date = DAY, **values) -> RoundResult:
    return saved(RoundResult(district=one.district, round=one, as_of=day, **values))


def figures(one, day: date = DAY):
    return round_figures([one], day)[one.pk]


def values(one, day: date = DAY) -> list:
    found = figures(one, day)
    names = ("applicants", "selected", "participants_ever", "in_post", "projects")
    return [found[name].value for name in names]


def test_a_round_nobody_knows_of_has_no_figures(summer):
    assert values(summer) == [None] * 5


def test_without_placements_the_last_result_until_the_day_stands(summer):
    entered(summer, date(2024, 7, 10), selected=18, participants_ever=18)
    result = entered(summer, date(2024, 7, 20), applicants=60, selected=19, participants_ever=21)
    entered(summer, date(2024, 8, 20), participants_ever=99)
    found = figures(summer)
    assert values(summer) == [60, 19, 21, None, None]
    assert found["selected"].origin is Origin.RECORD
    assert found.records == (summer, result)


def test_from_the_first_placement_on_everything_is_counted(summer, staff):
    entered(summer, applicants=99, selected=99, participants_ever=99, projects=99)
    Filler(summer.district, staff).fill(summer, selected=10, ever=12, applicants=30, projects=3)
    found = figures(summer)
    assert values(summer) == [30, 10, 12, 10, 3]
    assert found["participants_ever"].origin is Origin.COMPUTED
    assert found["participants_ever"].formula == "기준일까지 근무를 시작한 사람(교체 포함)"
    [source] = found["participants_ever"].sources
    assert (source.kind, source.ids) == ("rounds", (summer.pk,))
    assert found.records == (summer,)


def test_figures_are_those_of_the_day(summer, staff):
    Filler(summer.district, staff).fill(summer, selected=10, ever=12)
    assert values(summer, date(2024, 5, 1)) == [0, None, 0, 0, 0]
    assert values(summer, date(2024, 7, 2))[2:4] == [10, 10]
    assert values(summer, date(2024, 7, 3))[2:4] == [12, 10]


def test_placements_without_an_approved_list_leave_the_entered_selection(summer, staff):
    entered(summer, selected=19)
    application = an_application(summer, a_person(summer.district), received_on=DAY)
    project = saved(
        summer.work_projects.model(district=summer.district, code="W", round=summer, title="가")
    )
    saved(
        Placement(
            district=summer.district,
            round=summer,
            application=application,
            person=application.person,
            project=project,
            from_on=summer.starts_on,
            to_on=summer.ends_on,
            hours_per_day=5,
        )
    )
    assert values(summer)[:2] == [1, 19]


def test_a_round_without_a_result_shows_its_applications_and_list_before_anybody_is_placed(
    summer, staff
):
    chosen = a_selection(summer, staff, decided_at="2024-06-20T00:00Z")
    for n in (1, 2):
        a_chosen(chosen, n, None, received_on=date(2024, 5, 1))
    assert values(summer) == [2, 2, None, None, None]


# ---- Years -----------------------------------------------------------------------------------


def year(district, *programmes, day: date = DAY) -> list:
    found = annual_selected(district, programmes, [2024], day)
    return [found[one.pk, 2024].value if (one.pk, 2024) in found else None for one in programmes]


@pytest.fixture
def whole(district) -> Programme:
    return programme(district, "전체", kind="PUBLIC_JOBS")


def test_a_year_is_the_sum_of_its_rounds_of_public_jobs(district, works, summer, whole, staff):
    local = programme(district, "공동", kind="COMMUNITY_JOBS")
    deal = programme(district, "뉴딜", kind="NEW_DEAL")
    spring = round_(local, date(2024, 3, 1), date(2024, 6, 30))
    other = round_(deal, date(2024, 3, 1), date(2024, 12, 31))
    fill = Filler(district, staff).fill
    for one, people in ((summer, 10), (spring, 5), (other, 7)):
        fill(one, selected=people)
    assert year(district, whole, works, local, deal) == [15, 10, 5, None]


def test_a_year_without_placements_is_not_counted(district, summer, whole):
    entered(summer, selected=19)
    assert year(district, whole) == [None]


def test_a_round_that_has_not_begun_may_be_unknown(district, works, summer, whole, staff):
    Filler(district, staff).fill(summer, selected=10)
    round_(works, date(2024, 12, 1), date(2024, 12, 20), seq=2)
    assert year(district, whole) == [10]
    assert year(district, whole, day=date(2024, 12, 1)) == [None]


def test_another_district_s_rounds_are_not_counted(district, other_district, summer, whole, staff):
    Filler(district, staff).fill(summer, selected=10)
    assert year(other_district, whole) == [None]


def test_many_rounds_need_as_many_queries_as_one(works, summer, staff):
    Filler(works.district, staff).fill(summer, selected=3)
    rounds = [summer, round_(works, date(2023, 7, 1), date(2023, 11, 30))]
    with CaptureQueriesContext(connection) as one:
        round_figures(rounds[:1], DAY)
    with CaptureQueriesContext(connection) as two:
        round_figures(rounds, DAY)
    assert len(one) == len(two) == 5
