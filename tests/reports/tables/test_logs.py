"""Achievements with figures from their records, plan steps, communication, awards."""

from datetime import date

import pytest

from jobportal.platform.values.spans import Span
from participants.models import RoundResult
from programs.models import (
    AchievementDetail,
    AchievementLog,
    Agreement,
    Award,
    CommunicationLog,
    CompetitiveGrant,
    Course,
    CourseRun,
    JobEvent,
    PlanItem,
)
from tests.reports.tables.papers import (
    MILLION,
    built,
    item,
    printed,
    programme,
    project,
    round_,
    saved,
)

pytestmark = pytest.mark.usefixtures("acted")


@pytest.fixture
def owner(district):
    return project(district)


@pytest.fixture
def works(district):
    return programme(
        district,
        "공공",
        (date(2021, 1, 1), "안심일자리"),
        (date(2023, 7, 1), "동행일자리"),
    )


def log(owner, order, title, when="2023. 7.", part=None):
    return saved(
        AchievementLog(
            district=owner.district,
            project=owner,
            item=part,
            order=order,
            title=title,
            when=Span.parse(when) if when else None,
        )
    )


def detail(owner, order, text="", **values):
    return saved(
        AchievementDetail(district=owner.district, log=owner, order=order, text=text, **values)
    )


def selected(round_, people, as_of=date(2023, 7, 31)):
    saved(RoundResult(district=round_.district, round=round_, as_of=as_of, selected=people))


def test_the_total_of_a_log_is_the_sum_of_its_rounds_and_months_are_counted(district, owner, works):
    own = programme(district, "자체", (date(2020, 1, 1), "자체일자리"), kind="DISTRICT_OWN")
    first = round_(works, date(2023, 7, 1), date(2023, 12, 31), planned_posts=476)
    second = round_(own, date(2023, 8, 1), date(2023, 11, 30))
    selected(first, 893)
    selected(second, 350)
    entry = log(owner, 11, "하반기 참여자 선발({인원합계})")
    detail(entry, 1, round=first)
    detail(entry, 2, round=second)
    grid = built(district, "achievement-log", project="공약")
    assert printed(grid, "11", "일자", "추진사항", "추진사항 (2)") == [
        "2023. 7.",
        "하반기 참여자 선발",
        "1,243명",
    ]
    assert printed(grid, "11", "세부내용", "세부내용 (2)") == [
        "· 동행일자리: 893명",
        "7.~12.(6개월)",
    ]
    assert printed(grid, "11 (2)", "세부내용", "세부내용 (2)") == [
        "· 자체일자리: 350명",
        "8.~11.(4개월)",
    ]
    kinds = {source.kind for source in grid.cells_by_label()["11", "추진사항 (2)"].sources}
    assert kinds == {"round-results"}


def test_before_its_result_is_known_a_round_counts_its_planned_posts(district, owner, works):
    planned = round_(works, date(2024, 2, 1), date(2024, 6, 30), planned_posts=415)
    selected(planned, 400, date(2024, 6, 30))
    detail(log(owner, 1, "선발"), 1, "{인원}명({계획}명 가운데)", round=planned)
    before = built(district, "achievement-log", date(2024, 3, 31), project="공약")
    after = built(district, "achievement-log", date(2024, 6, 30), project="공약")
    assert printed(before, "1", "세부내용") == ["· 415명(415명 가운데)"]
    assert printed(after, "1", "세부내용") == ["· 400명(415명 가운데)"]


def test_a_grant_tells_its_money_in_the_unit_of_the_table_or_its_own(district, owner, works):
    grant = saved(
        CompetitiveGrant(
            district=district,
            code="공모",
            programme=works,
            year=2023,
            title="인턴 육성 등",
            project_count=11,
            headcount=43,
            city_won=1_096 * MILLION,
            district_won=122 * MILLION,
        )
    )
    entry = log(owner, 4, "공모 선정")
    detail(entry, 1, grant=grant)
    detail(entry, 2, "시비 {시비:억}억 원({시비:천}천 원), {인원}명", grant=grant)
    detail(entry, 3, "평균 약 10억 원", is_note=True)
    grid = built(district, "achievement-log", project="공약", unit="MILLION")
    assert printed(grid, "4", "세부내용") == [
        "· 11개 사업(인턴 육성 등) 선정, 사업예산 총 1,218백만 원(시비 1,096, 구비 122) 확보"
    ]
    assert printed(grid, "4 (2)", "세부내용") == ["· 시비 11억 원(1,096,000천 원), 43명"]
    assert printed(grid, "4 (3)", "세부내용") == ["* 평균 약 10억 원"]


def test_what_is_not_entered_and_what_is_not_known_can_be_seen(district, owner):
    fair = saved(
        JobEvent(
            district=district,
            code="박람회",
            project=owner,
            kind="FAIR",
            title="박람회",
            year=2023,
            organisations=88,
        )
    )
    detail(log(owner, 3, "박람회 개최"), 1, "{기업}개 기업, {채용}명 채용, {없는이름}", event=fair)
    grid = built(district, "achievement-log", project="공약")
    assert printed(grid, "3", "세부내용") == ["· 88개 기업, (미입력)명 채용, {없는이름}"]


def test_what_came_after_the_day_is_left_out(district, owner):
    log(owner, 1, "앞", "2024. 3.")
    log(owner, 2, "뒤", "2024. 4.")
    grid = built(district, "achievement-log", date(2024, 3, 31), project="공약")
    assert [row.cells[2].text for row in grid.rows] == ["앞"]


def test_as_lines_a_title_ending_in_a_colon_goes_on_with_its_detail(district, owner):
    part = item(owner)
    course = saved(Course(district=district, code="과정", project=owner, title="정리수납"))
    run = saved(
        CourseRun(
            district=district, code="과정-1", course=course, year=2020, trainees=29, employed=21
        )
    )
    signed = saved(
        Agreement(
            district=district,
            code="협약",
            project=owner,
            partner="가상공단",
            signed=Span.parse("2018. 11. 2."),
        )
    )
    detail(
        log(owner, 1, "협력운영 지원:", "", part), 1, "{인원}명 양성, {취업}명 취업", course_run=run
    )
    detail(log(owner, 2, "협약 추진", "", part), 1, agreement=signed)
    grid = built(district, "achievement-lines", project="공약", short_year="예")
    assert grid.rows[0].cells[0].text == "과제 1"
    assert printed(grid, "협력운영 지원", "내용") == ["29명 양성, 21명 취업"]
    assert [cell.text for cell in grid.rows[-1].cells] == ["가상공단 업무협약 체결(’18. 11. 2.)"]


def test_plan_steps_stand_under_their_part_with_their_details(district, owner):
    for order, (text, when, more) in enumerate(
        (("상담실 운영", "2024. 4. ~ 10.", "매주 수요일\n신림역"), ("카페 운영", "", "")), 1
    ):
        saved(
            PlanItem(
                district=district,
                project=owner,
                item=item(owner, 2),
                order=order,
                text=text,
                when=Span.parse(when) if when else None,
                detail=more,
            )
        )
    after = built(district, "plan-items", project="공약", when_place="AFTER")
    assert [(row.level, "".join(c.text for c in row.cells)) for row in after.rows] == [
        (1, "과제 2"),
        (2, "상담실 운영(2024. 4.~10.)"),
        (3, "매주 수요일"),
        (3, "신림역"),
        (2, "카페 운영"),
    ]
    before = built(district, "plan-items", project="공약", items="공약-2", headings="아니오")
    assert printed(before, "2024. 4.~10.", "내용") == ["상담실 운영"]


def test_only_steps_still_open_can_be_asked_for(district, owner):
    for order, is_done in ((1, True), (2, False)):
        saved(
            PlanItem(
                district=district, project=owner, order=order, text=f"{order}단계", is_done=is_done
            )
        )
    grid = built(district, "plan-items", project="공약", done="OPEN")
    assert [row.cells[0].text for row in grid.rows] == ["2단계"]


def test_communication_and_awards_up_to_the_day(district, owner):
    for order, when in ((1, "2024. 1."), (2, "2024. 5.")):
        saved(
            CommunicationLog(
                district=district,
                project=owner,
                order=order,
                when=Span.parse(when),
                text="모집 안내",
            )
        )
        saved(
            Award(
                district=district,
                project=owner,
                order=order,
                when=Span.parse(when),
                title=f"{order}회 대회",
                prize="장관상",
            )
        )
    talks = built(district, "communication-log", project="공약")
    assert printed(talks, "1", "일자", "구분", "세부내용") == ["2024. 1.", "언론보도", "모집 안내"]
    assert len(talks.rows) == 1
    awards = built(district, "awards", project="공약")
    assert printed(awards, "1회 대회 ‘장관상’ 수상", "내용") == ["2024. 1."]
    assert len(awards.rows) == 1
