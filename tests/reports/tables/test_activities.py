"""Lines of a project are made of its events, courses, logs and plans."""

from datetime import date

import pytest

from jobportal.platform.values.spans import Span
from programs.models import (
    AchievementDetail,
    AchievementLog,
    Agreement,
    Course,
    CourseRun,
    Facility,
    JobEvent,
    PlanItem,
    StaffAssignment,
    TextLine,
)
from reports.tables.sentences import span_words
from tests.reports.tables.papers import built, item, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")
DAY = date(2018, 8, 31)


@pytest.fixture
def owner(district):
    return project(district)


def event(owner, code, order=1, kind="FAIR", year=2018, **values):
    given = {"title": code} | values
    return saved(
        JobEvent(
            district=owner.district,
            code=code,
            project=owner,
            kind=kind,
            year=year,
            order=order,
            **given,
        )
    )


def course(owner, code, order=1, **values):
    given = {"title": code} | values
    return saved(Course(district=owner.district, code=code, project=owner, order=order, **given))


def run(of, code, year=2018, **values):
    saved(CourseRun(district=of.district, code=code, course=of, year=year, **values))


def plan(owner, order, text, **values):
    saved(PlanItem(district=owner.district, project=owner, order=order, text=text, **values))


def lines(owner, **params):
    return built(owner.district, "activity-summary", DAY, project="공약", **params)


def words(grid):
    return [
        "".join(f"{cell.text}: " if cell.is_header else cell.text for cell in row.cells)
        for row in grid.rows
    ]


# ---- Achievements ----------------------------------------------------------------------------


def test_figures_of_an_event_stand_with_the_word_of_its_kind(owner):
    event(owner, "박람회", 1, organisations=27, participants=428, hired=31)
    event(owner, "간담회", 2, "MEETING", times=16, organisations=68)
    event(owner, "채용", 3, "HIRING", hired=18)
    event(owner, "내년 것", 4, year=2019)
    assert words(lines(owner, sections="RESULT", hide_titles="예")) == [
        "박람회: 27개 업체, 428명 참여, 31명 채용",
        "간담회: 16회, 68개 업체 만남",
        "채용: 18명",
    ]


def test_the_word_and_the_gap_can_be_chosen(owner):
    event(owner, "상담", 1, "TALK", times=35, participants=265)
    grid = lines(owner, between="SPACE", closings="TALK:지원")
    assert printed(grid, "상담", "내용") == ["35회 265명 지원"]


def test_dates_stand_after_the_words_or_around_the_title(owner):
    event(owner, "박람회", organisations=27, when=Span.parse("2018. 11. 20."))
    assert words(lines(owner, hide_titles="예", dates="AFTER")) == [
        "박람회: 27개 업체 참여(11. 20.(화))"
    ]
    assert words(lines(owner, hide_titles="예", dates="YEAR_FIRST")) == [
        "2018. 박람회(11. 20.): 27개 업체 참여"
    ]


def test_one_line_for_a_part_joins_its_events_and_counts_its_courses(owner):
    for code, day, venue in (("가", "2018. 6. 15.", "누리관"), ("나", "2018. 7. 18.", "전시실")):
        event(owner, code, item=item(owner, 1), when=Span.parse(day), venue=venue)
    for order in range(1, 6):
        course(owner, f"교육{order}", order, item=item(owner, 2))
    course(owner, "예정 교육", item=item(owner, 2), is_planned=True)
    grid = lines(owner, group="ITEM", sections="RESULT")
    assert printed(grid, "과제 1", "내용") == ["6. 15.(금), 누리관 / 7. 18.(수), 전시실"]
    assert printed(grid, "과제 2", "내용") == ["교육1 외 4개 프로그램 운영"]


def test_trainees_are_added_over_runs_and_told_by_year(owner):
    taught = course(owner, "경비")
    for year, trainees in ((2016, 60), (2017, 125), (2018, 35), (2019, 999)):
        run(taught, str(year), year, trainees=trainees, sessions=1)
    grid = lines(owner, runs="YEAR", closings="COURSE:지원")
    assert printed(grid, "경비", "내용", "세부") == [
        "3회, 220명 지원",
        "(’16년 60명, ’17년 125명, ’18년 35명)",
    ]


def test_cohorts_add_their_classes_and_tell_where_a_period_differs(owner):
    tiles, paper = (
        course(owner, "타일반", 1, content="타일시공", capacity=10),
        course(owner, "도배반", 2),
    )
    run(
        tiles,
        "타일-2",
        cohort="2기",
        class_name="타일",
        trainees=10,
        when=Span.parse("2018. 7. ~ 11."),
    )
    run(
        paper,
        "도배-2",
        cohort="2기",
        class_name="도배",
        trainees=9,
        when=Span.parse("2018. 7. 30. ~ 12. 24."),
    )
    run(tiles, "타일-1", cohort="1기", trainees=6)
    grid = lines(
        owner,
        sections="COURSES,RESULT",
        runs="COHORT",
        course_label="학교",
        year_style="SHORT",
        month_style="DOT",
    )
    assert printed(grid, "타일반", "내용", "세부") == ["타일시공", " (과목당 10명)"]
    assert printed(grid, "2기", "내용") == ["’18. 7. ~ 11."]
    assert printed(grid, "2기 도배", "내용") == ["’18. 7. 30. ~ 12. 24."]
    assert printed(grid, "학교 1기 교육", "내용", "세부") == ["6명", " (타일반 6)"]
    assert printed(grid, "학교 2기 교육", "내용", "세부") == ["19명", " (타일 10, 도배 9)"]


def test_logs_texts_and_agreements_have_their_lines(owner):
    log = saved(
        AchievementLog(
            district=owner.district,
            project=owner,
            order=1,
            when=Span.parse("2018. 8. 6. ~ 8. 8."),
            title="벤치마킹",
        )
    )
    saved(AchievementDetail(district=owner.district, log=log, order=1, text="방문기관: 네 곳"))
    saved(
        TextLine(
            district=owner.district,
            project=owner,
            kind="RESULT",
            order=2,
            level=1,
            text="글로 적은 실적",
        )
    )
    for code, hired in (("가", 8), ("나", None)):
        saved(
            Agreement(
                district=owner.district,
                code=code,
                project=owner,
                hired=hired,
                signed=Span.parse("2018. 2. 28."),
                partner=f"{code} 회사",
                purpose="협약",
            )
        )
    assert words(lines(owner, hide_titles="예", year_style="SHORT")) == [
        "벤치마킹: ’18. 8. 6. ~ 8. 8.",
        "방문기관: 네 곳",
        "글로 적은 실적",
        "가 회사 협약: ’18. 2. 28.: 8명 일자리 채용",
        "나 회사 협약: ’18. 2. 28.",
    ]


def test_records_of_a_part_stand_under_its_title(owner):
    event(owner, "밖", 1, participants=1)
    event(owner, "안", 9, item=item(owner, 2), participants=2)
    grid = lines(owner, sections="RESULT")
    assert [row.level for row in grid.rows] == [1, 2, 3, 2]
    assert words(grid) == ["주요 추진실적", "과제 2", "안: 2명 참여", "밖: 1명 참여"]


# ---- Site and plans --------------------------------------------------------------------------


def test_the_site_has_its_area_and_its_latest_staff(owner):
    place = saved(
        Facility(
            district=owner.district, code="학교", name="학교", site="가상동 46", area_m2="189.02"
        )
    )
    for as_of, count in ((date(2018, 1, 1), 9), (DAY, 1), (date(2018, 9, 1), 9)):
        for order, role in enumerate(("센터장", "매니저"), start=1):
            saved(
                StaffAssignment(
                    district=owner.district,
                    facility=place,
                    as_of=as_of,
                    order=order,
                    role=role,
                    count=count,
                )
            )
    grid = lines(owner, sections="FACILITY", facility="학교")
    assert printed(grid, "대상지", "내용") == ["가상동 46"]
    assert printed(grid, "면적", "내용") == ["189.02㎡"]
    assert printed(grid, "운영인력", "내용", "세부") == ["2명", " (센터장 1, 매니저 1)"]


def test_plans_of_a_part_share_a_line_and_details_stand_below(owner):
    plan(owner, 1, "프로그램 운영", item=item(owner), when=Span.parse("2018. 10. 22. ~ 10. 24."))
    plan(owner, 2, "신임교육", item=item(owner), when=Span.parse("2018. 10. 24. ~ 10. 26."))
    plan(owner, 3, "박람회 개최", when=Span.parse("2018. 10."), when_text="10월 중")
    plan(owner, 4, "교육 2기", when=Span.parse("2018. 9. ~ 12."), detail="3인 이상\n청년")
    plan(owner, 5, "캠페인")
    assert words(lines(owner, sections="PLAN", month_count="예")) == [
        "향후계획",
        "과제 1: 프로그램 운영(10. 22. ~ 24.), 신임교육(10. 24. ~ 26.)",
        "박람회 개최: 10월 중",
        "교육 2기: 4개월(9~12월)",
        "3인 이상",
        "청년",
        "캠페인",
    ]


@pytest.mark.parametrize(
    ("span", "style", "months", "shown"),
    [
        ("2018. 8. 2.", "SHORT", "WORD", "’18. 8. 2.(목)"),
        ("2018. 8. 2.", "NONE", "WORD", "8. 2.(목)"),
        ("2018. 8. 2.", "FULL", "WORD", "2018. 8. 2.(목)"),
        ("2018. 1. 10. ~ 6. 30.", "NONE", "WORD", "1. 10. ~ 6. 30."),
        ("2018. 12. 20. ~ 2019. 1. 3.", "NONE", "WORD", "’18. 12. 20. ~ ’19. 1. 3."),
        ("2018. 9.", "SHORT", "WORD", "’18. 9월"),
        ("2018. 9.", "NONE", "DOT", "9."),
        ("2018. 9. ~ 12.", "NONE", "WORD", "9~12월"),
        ("2018. 9. ~ 12.", "FULL", "WORD", "2018. 9월 ~ 12월"),
        ("2018. 11. ~ 2019. 2.", "NONE", "WORD", "11월 ~ ’19. 2월"),
        ("2018. 11. ~ 2019. 2.", "FULL", "WORD", "2018. 11월 ~ 2019. 2월"),
        ("2018. 상반기", "NONE", "WORD", "2018. 상반기"),
    ],
)
def test_spans_are_printed_as_lists_print_them(span, style, months, shown):
    assert span_words(Span.parse(span), style, months) == shown
