"""The job centre: runs of its programmes, its events, its people."""

from datetime import date

import pytest

from programs.models import (
    Course,
    CourseRun,
    Facility,
    FacilityTask,
    JobEvent,
    StaffAssignment,
)
from tests.reports.tables.papers import built, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")
SEPTEMBER = date(2021, 9, 30)
RUN = ("일정", "진행/참여자 수 / 진행", "진행/참여자 수 / 참여자", "비고")
EVENT = ("운영횟수", "참여기업", "참여인원", "채용인원", "비고")


def run(course, code, when, sessions, trainees, mode="ONLINE", year=2021):
    saved(
        CourseRun(
            district=course.district,
            code=code,
            course=course,
            year=year,
            when=when,
            sessions=sessions,
            trainees=trainees,
            mode=mode,
        )
    )


def test_runs_of_one_programme_are_added_up_until_the_day(district):
    course = saved(Course(district=district, project=project(district), code="특강", title="특강"))
    run(course, "1", "2021. 2. ~ 5.", 16, 47)
    run(course, "2", "2021. 6. ~ 11.", 6, 95, mode="OFFLINE")
    run(course, "3", "2021. 10. ~ 11.", 9, 900)
    run(course, "4", "2020. 5.", 7, 70, year=2020)
    grid = built(district, "course-runs", SEPTEMBER, project="공약")
    assert printed(grid, "특강", *RUN) == ["02~11월", "22회", "142명", "온라인/오프라인"]


def test_one_run_keeps_its_own_mode_and_month(district):
    course = saved(Course(district=district, project=project(district), code="특강", title="특강"))
    run(course, "1", "2021. 3.", 1, 5)
    grid = built(district, "course-runs", SEPTEMBER, project="공약")
    assert printed(grid, "특강", *RUN) == ["03월", "1회", "5명", "온라인"]


def event(owner, code, kind, **values):
    saved(
        JobEvent(
            district=owner.district,
            project=owner,
            code=code,
            kind=kind,
            title=code,
            year=2021,
            **values,
        )
    )


def test_events_are_counted_by_kind_and_what_is_partial_says_so(district):
    owner = project(district)
    event(
        owner, "1회", "FAIR", times=1, organisations=60, participants=4000, hired=31, is_online=True
    )
    event(
        owner,
        "2회",
        "FAIR",
        order=2,
        times=1,
        organisations=40,
        participants=742,
        hired=0,
        is_online=True,
        is_partial=True,
    )
    event(owner, "탐방", "VISIT", times=1)
    grid = built(district, "event-results", SEPTEMBER, project="공약")
    assert printed(grid, "취업박람회", *EVENT) == [
        "2회",
        "100개",
        "4,742명",
        "31명",
        "※온라인으로 개최\n※실적 집계중",
    ]
    assert len(grid.rows) == 1


def test_people_of_a_centre_are_those_of_the_latest_day(district):
    centre = saved(Facility(district=district, code="센터", name="일자리센터", site="1층"))
    for as_of, order, role, people in (
        (date(2020, 12, 31), 1, "공무직", 9),
        (SEPTEMBER, 1, "무기계약직", 3),
        (SEPTEMBER, 2, "안심일자리", 1),
        (date(2021, 12, 31), 1, "공무직", 99),
    ):
        saved(
            StaffAssignment(
                district=district,
                facility=centre,
                as_of=as_of,
                order=order,
                role=role,
                count=people,
            )
        )
    saved(FacilityTask(district=district, facility=centre, order=1, text="구직 상담"))
    grid = built(district, "centre-staff", SEPTEMBER, facilities="센터")
    assert printed(grid, "일자리센터 (1층)", "인력현황", "인력현황 (2)", "주요업무") == [
        "4명",
        "- 무기계약직 3\n- 안심일자리 1",
        "- 구직 상담",
    ]
