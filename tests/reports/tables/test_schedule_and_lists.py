"""Quarters, text blocks, the business census, courses by year and lists of events."""

from datetime import date

import pytest

from jobportal.platform.values.spans import Span
from programs.models import BusinessCensus, Course, CourseRun, JobEvent, ScheduleCell, TextLine
from tests.reports.tables.papers import built, item, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")


@pytest.fixture
def owner(district):
    return project(district)


def test_a_quarter_is_marked_where_the_part_runs(district, owner):
    saved(
        ScheduleCell(
            district=district, project=owner, item=item(owner), year=2022, quarter=4, note="착수"
        )
    )
    grid = built(
        district,
        "quarter-schedule",
        project="공약",
        from_year=2022,
        from_quarter=3,
        to_year=2023,
        to_quarter=1,
        numbered="예",
        with_note="예",
    )
    columns = ("2022 / 3", "2022 / 4", "2023 / 1", "비고")
    assert printed(grid, "1 / 과제 1", *columns) == ["", "■", "", "착수"]
    assert printed(grid, "2 / 과제 2", *columns) == ["", "", "", ""]


def test_text_comes_in_the_order_of_the_kinds_asked_for(district, owner):
    for kind, order, level, text in (
        ("EFFECT", 1, 1, "효과"),
        ("GOAL", 2, 2, "둘째"),
        ("GOAL", 1, 1, "첫째"),
        ("NEED", 1, 1, "필요"),
    ):
        saved(
            TextLine(
                district=district, project=owner, kind=kind, order=order, level=level, text=text
            )
        )
    grid = built(district, "text-lines", project="공약", kinds="GOAL,EFFECT")
    assert [(row.level, row.cells[0].text) for row in grid.rows] == [
        (1, "목표"),
        (2, "첫째"),
        (3, "둘째"),
        (1, "기대효과"),
        (2, "효과"),
    ]


def test_the_census_adds_its_industries(district):
    for order, (industry, firms, people) in enumerate(
        (("제조업", 4_186, 14_084), ("기타", 19_235, 216_967)), 1
    ):
        saved(
            BusinessCensus(
                district=district,
                year=2017,
                order=order,
                industry=industry,
                establishments=firms,
                employees=people,
            )
        )
    grid = built(district, "business-census", census_year=2017)
    assert printed(grid, "사업체수(개)", "합계", "기타") == ["23,421", "19,235"]
    assert printed(grid, "종사자수(명)", "합계") == ["231,051"]


def test_the_trainees_of_a_course_add_up_over_its_runs(district, owner):
    course = saved(Course(district=district, code="경비", project=owner, title="일반경비"))
    for n, (year, trainees) in enumerate(((2018, 60), (2019, 100), (2019, 25), (2020, 35))):
        saved(
            CourseRun(
                district=district, code=f"경비-{n}", course=course, year=year, trainees=trainees
            )
        )
    saved(Course(district=district, code="창직", project=owner, title="창직", order=2))
    grid = built(district, "course-years", project="공약", years="2018,2019,2020")
    assert printed(grid, "일반경비", "계", "2018년", "2019년") == ["220명", "60명", "125명"]
    assert printed(grid, "창직", "계", "2018년") == ["", ""]


def test_events_are_listed_by_day_up_to_the_day_asked_for(district, owner):
    for order, (title, day, people) in enumerate(
        (("둘째", "2019. 10. 28.", 476), ("첫째", "2019. 5. 15.", None), ("뒤", "2021. 1. 2.", 1)),
        1,
    ):
        saved(
            JobEvent(
                district=district,
                code=title,
                project=owner,
                kind="FAIR",
                title=title,
                order=order,
                year=int(day[:4]),
                when=Span.parse(day),
                organisations=24,
                participants=people,
            )
        )
    grid = built(district, "event-list", date(2020, 12, 31), project="공약", kinds="FAIR")
    assert [row.cells[0].text for row in grid.rows] == ["2019. 첫째", "2019. 둘째"]
    assert printed(grid, "2019. 둘째", "일자", "참여 업체", "참여인원") == [
        "10.28.",
        "24개 업체",
        "476명",
    ]
    assert printed(grid, "2019. 첫째", "참여인원") == [""]
