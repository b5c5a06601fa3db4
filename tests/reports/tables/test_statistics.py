"""Statistics of participants by hand-worked figures; small ones are hidden in every format."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.publishing import small_cell_note
from jobportal.platform.render.grid import Grid
from participants.models import Application, ApplicationGroup, Placement
from programs.models import HostUnit
from reports.files import grids_as
from tests.participants.filling import Filler, put, some_people
from tests.participants.making import a_person, an_application
from tests.participants.placing import a_placement, a_selection, an_entry
from tests.reports.tables.papers import built, printed, programme, round_, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
DAY = date(2024, 7, 31)
MEASURES = ("신청", "선발", "참여(연인원)", "현재 근무")
S = Application.State
P = Placement.State


@pytest.fixture
def works(district):
    return programme(district, "근로", (date(2020, 1, 1), "동행일자리"))


@pytest.fixture
def summer(works):
    """A round of 20 posts in the second half of 2024."""
    return round_(works, date(2024, 7, 1), date(2024, 11, 30), planned_posts=20)


def table(owner, key="participant-breakdown", **params) -> Grid:
    return built(owner.district, key, DAY, **params)


def apply(round_, n: int, first: int = 1, **person) -> list[Application]:
    """n people of one kind apply."""
    people = some_people(round_.district, n, first, **person)
    return put(
        *(
            Application(
                district=round_.district,
                round=round_,
                person=one,
                number=number,
                state=S.NOT_SELECTED,
                received_on=date(2024, 5, 20),
                received_at="2024-05-20T00:00Z",
                token=f"{round_.pk}-{number}",
            )
            for number, one in enumerate(people, start=first)
        )
    )


# ---- By kind of person -----------------------------------------------------------------------


def test_people_are_counted_by_four_measures(works, summer, staff):
    women, men = apply(summer, 8, sex="FEMALE"), apply(summer, 6, 11, sex="MALE")
    chosen = a_selection(summer, staff, decided_at="2024-06-20T00:00Z")
    for application in (*women[:5], *men[:3]):
        an_entry(chosen, application)
    grid = table(works, by="SEX")
    assert printed(grid, "계", *MEASURES) == ["14", "8", "-", "-"]
    assert printed(grid, "남", *MEASURES) == ["6", "3", "-", "-"]
    assert printed(grid, "여", *MEASURES) == ["8", "5", "-", "-"]
    assert grid.notes == ()


def test_ages_are_those_on_the_first_day_of_work(works, summer):
    births = {
        date(1989, 7, 2): "34세 이하",  # 35 on the second day
        date(1989, 7, 1): "35~49세",
        date(1974, 7, 2): "35~49세",
        date(1974, 7, 1): "50~59세",
        date(1959, 7, 2): "60~64세",
        date(1959, 7, 1): "65~69세",
        date(1954, 7, 1): "70세 이상",
    }
    for n, birth_on in enumerate(births):
        apply(summer, 3, 1 + n * 3, birth_on=birth_on)
    grid = table(works, by="AGE")
    bands = {"34세 이하": "3", "35~49세": "6", "50~59세": "3", "60~64세": "3"}
    bands |= {"65~69세": "3", "70세 이상": "3"}
    for band, heads in bands.items():
        assert printed(grid, f"연령 / {band}", "신청") == [heads]
    assert printed(grid, "모집 연령대 / 청년", "신청") == ["6"]  # up to 39
    assert printed(grid, "모집 연령대 / 65세 미만", "신청") == ["9"]
    assert printed(grid, "모집 연령대 / 65세 이상", "신청") == ["6"]
    assert printed(grid, "계", "신청") == ["21"]


def test_dongs_are_those_that_occur_and_one_unknown(works, summer):
    apply(summer, 3, 1, dong="없는동")
    apply(summer, 4, 11, dong="가상1동")
    apply(summer, 5, 21, dong="")
    grid = table(works, by="DONG", share=1)
    assert [row.cells[0].text for row in grid.rows] == ["계", "가상1동", "없는동", "미입력"]
    assert printed(grid, "가상1동", "신청 / 인원", "신청 / 비율(%)") == ["4", "33.3"]
    assert printed(grid, "계", "신청 / 인원", "신청 / 비율(%)") == ["12", "100.0"]


def test_households_are_divided_four_ways(works, summer):
    applications = apply(summer, 10)
    for n, application in enumerate(applications):
        application.household_size = 1 if n < 3 else 5
        application.dependants = 0 if n < 3 else 4
        application.is_head = n < 6
        application.save()
    for application in applications[3:7]:
        group(application, "SINGLE_PARENT")
    grid = table(works, by="HOUSEHOLD")
    expected = {
        "세대원 수 / 1인": "3",
        "세대원 수 / 2인": "-",
        "세대원 수 / 4인 이상": "7",
        "세대주 여부 / 세대주": "6",
        "세대주 여부 / 세대원": "4",
        "한부모 여부 / 한부모": "4",
        "한부모 여부 / 그 밖": "6",
        "부양가족 / 없음": "3",
        "부양가족 / 3명 이상": "7",
    }
    assert {row: printed(grid, row, "신청")[0] for row in expected} == expected


def group(application: Application, *groups: str) -> None:
    for one in groups:
        saved(ApplicationGroup(district=application.district, application=application, group=one))


def test_the_share_of_the_vulnerable_counts_each_person_once(works, summer):
    applications = apply(summer, 10)
    for application in applications[:4]:
        group(application, "DISABLED", "LOW_INCOME")
    group(applications[4], "LOW_INCOME")
    grid = table(works, by="VULNERABLE", share=1)
    columns = ("신청 / 인원", "신청 / 비율(%)")
    assert printed(grid, "취약계층 여부 / 취업취약계층", *columns) == ["5", "50.0"]
    assert printed(grid, "취약계층 여부 / 그 밖", *columns) == ["5", "50.0"]
    assert printed(grid, "계층별(중복 포함) / 장애인", *columns) == ["4", "40.0"]
    assert printed(grid, "계층별(중복 포함) / 저소득층", *columns) == ["5", "50.0"]


def test_fields_are_those_wished_for_and_those_worked_in(works, summer, staff):
    unit = saved(HostUnit(district=works.district, code="공원", name="공원녹지과"))
    Filler(works.district, staff).fill(summer, selected=6, applicants=9, projects=2)
    for project, field in zip(summer.work_projects.all(), ("환경정비", "안전관리"), strict=True):
        project.field, project.host_unit = field, unit
        project.save()
    for application in Application.objects.all()[:4]:
        application.first_choice = project
        application.save()
    grid = table(works, by="FIELD")
    assert printed(grid, "안전관리", *MEASURES) == ["4", "3", "3", "3"]
    assert printed(grid, "환경정비", *MEASURES) == ["-", "3", "3", "3"]
    assert printed(grid, "미입력", *MEASURES) == ["5", "-", "-", "-"]
    by_unit = table(works, by="HOST_UNIT")
    assert printed(by_unit, "공원녹지과", *MEASURES) == ["4", "6", "6", "6"]


def test_how_often_people_took_part_counts_rounds_that_began_before(works, summer, staff):
    spring = round_(works, date(2024, 2, 1), date(2024, 6, 30))
    autumn = round_(works, date(2024, 12, 1), date(2024, 12, 20), seq=2)
    fill = Filler(works.district, staff).fill
    fill(spring, selected=5)
    fill(summer, selected=8)
    fill(autumn, selected=3)
    grid = table(works, by="REPEAT", rounds=summer.code)
    assert printed(grid, "처음", "선발", "현재 근무") == ["3", "3"]
    assert printed(grid, "2회째", "선발", "현재 근무") == ["5", "5"]
    assert printed(grid, "3회째", "선발") == ["-"]


def test_one_measure_stands_by_round_with_its_sum(works, summer):
    spring = round_(works, date(2024, 2, 1), date(2024, 6, 30))
    apply(spring, 4, 1, sex="MALE")
    apply(summer, 5, 11, sex="MALE")
    apply(summer, 7, 21, sex="FEMALE")
    grid = table(works, by="SEX", measure="applicants")
    assert [cell.text for cell in grid.head[0]] == [
        *("성별", "계", "동행일자리 상반기", "동행일자리 하반기")
    ]
    assert printed(grid, "남", "계", "동행일자리 상반기", "동행일자리 하반기") == ["9", "4", "5"]
    assert printed(grid, "여", "계", "동행일자리 상반기", "동행일자리 하반기") == ["7", "-", "7"]
    assert printed(grid, "계", "계") == ["16"]


# ---- Small figures ---------------------------------------------------------------------------


def test_a_small_figure_is_hidden_with_another_and_the_note_says_why(works, summer):
    apply(summer, 1, 1, dong="빈동")
    apply(summer, 5, 11, dong="가상1동")
    apply(summer, 9, 21, dong="가상2동")
    grid = table(works, by="DONG", share=1)
    assert printed(grid, "빈동", "신청 / 인원", "신청 / 비율(%)") == ["*", "*"]
    assert printed(grid, "가상1동", "신청 / 인원", "신청 / 비율(%)") == ["*", "*"]
    assert printed(grid, "가상2동", "신청 / 인원", "신청 / 비율(%)") == ["9", "60.0"]
    assert printed(grid, "계", "신청 / 인원") == ["15"]
    assert grid.notes == (small_cell_note(),)


def test_a_total_of_one_table_is_hidden_in_all_its_parts(works, summer):
    apply(summer, 2)
    grid = table(works, by="AGE", share=1)
    shown = {cell.text for row in grid.rows for cell in row.cells if not cell.is_header}
    assert shown == {"*", "-"}  # of nobody there is no share either


def test_no_format_holds_what_is_hidden(works, summer):
    apply(summer, 1, 1, dong="빈동")
    apply(summer, 7, 11, dong="가상1동")
    apply(summer, 9, 21, dong="가상2동")
    grid = table(works, by="DONG")
    data = json.loads(grids_as([grid], "json", "표"))
    hidden = [cell for row in data["rows"] for cell in row["cells"] if cell["text"] == "*"]
    assert [cell["value"] for cell in hidden] == [None, None]
    csv = grids_as([grid], "csv", "표").decode("utf-8-sig")
    assert "빈동,*," in csv
    assert "3명 미만은 개인정보 보호를 위해 표시하지 않음(*)" in csv
    assert grids_as([grid], "xlsx", "표")[:2] == b"PK"


def test_the_threshold_of_the_office_holds(works, summer, settings):
    settings.SMALL_CELL_THRESHOLD = 6
    apply(summer, 5, 1, dong="가상1동")
    apply(summer, 9, 11, dong="가상2동")
    apply(summer, 7, 31, dong="없는동")
    grid = table(works, by="DONG")
    assert printed(grid, "가상1동", "신청") == printed(grid, "없는동", "신청") == ["*"]
    assert grid.notes[0].startswith("6명 미만")


# ---- Rounds ----------------------------------------------------------------------------------


def test_rounds_stand_with_their_ratio_and_the_year_before(works, summer, staff):
    before = round_(works, date(2023, 7, 1), date(2023, 11, 30), planned_posts=20)
    fill = Filler(works.district, staff).fill
    fill(before, selected=20, applicants=40)
    fill(summer, selected=18, ever=20, applicants=54)
    grid = table(works, "round-applicants")
    columns = ("계획 인원", *MEASURES, "경쟁률", "전년 같은 회차 신청", "전년 대비")
    row = ["20", "54", "18", "20", "18", "2.7대 1", "40", "1.35배"]
    assert printed(grid, "동행일자리 하반기", *columns) == row
    assert printed(grid, "계", *columns) == row


def test_a_sum_is_not_compared_where_a_round_has_no_year_before(works, summer, staff):
    before = round_(works, date(2023, 7, 1), date(2023, 11, 30), planned_posts=20)
    spring = round_(works, date(2024, 2, 1), date(2024, 6, 30), planned_posts=10)
    fill = Filler(works.district, staff).fill
    for one in (before, spring, summer):
        fill(one, selected=10)
    grid = table(works, "round-applicants")
    assert printed(grid, "동행일자리 상반기", "전년 대비") == ["-"]
    assert printed(grid, "동행일자리 하반기", "전년 대비") == ["1.00배"]
    assert printed(grid, "계", "신청", "전년 같은 회차 신청", "전년 대비") == ["20", "-", "-"]


def test_a_hidden_number_of_applicants_hides_its_ratio(works, summer, staff):
    spring = round_(works, date(2024, 2, 1), date(2024, 6, 30), planned_posts=10)
    fill = Filler(works.district, staff).fill
    fill(spring, selected=2)
    fill(summer, selected=10)
    grid = table(works, "round-applicants")
    assert printed(grid, "동행일자리 상반기", "신청", "경쟁률") == ["*", "*"]
    assert printed(grid, "동행일자리 하반기", "신청", "경쟁률") == ["*", "*"]
    assert printed(grid, "계", "신청", "경쟁률") == ["12", "0.4대 1"]


def test_who_left_stands_by_reason_with_rate_and_replacements(works, summer, staff):
    Filler(works.district, staff).fill(summer, selected=12, ever=15, applicants=20)
    gone = list(Placement.objects.filter(state=P.DROPPED))
    assert len(gone) == 3
    grid = table(works, "drop-outs")
    columns = (
        "참여(연인원)",
        "중도 종료 / 계",
        "중도 종료 / 원거리 배치",
        "중도 종료율(%)",
        "대체 배치",
    )
    assert printed(grid, "동행일자리 하반기", *columns) == ["15", "3", "3", "20.0", "3"]
    assert printed(grid, "계", *columns) == ["15", "3", "3", "20.0", "3"]


def test_reasons_of_few_are_hidden_with_what_would_tell_them(works, summer, staff):
    Filler(works.district, staff).fill(summer, selected=12, ever=18, applicants=20)
    for placement in Placement.objects.filter(state=P.DROPPED)[:1]:
        placement.end_reason = "DEATH"
        placement.save()
    grid = table(works, "drop-outs")
    columns = ("중도 종료 / 계", "중도 종료 / 원거리 배치", "중도 종료 / 사망")
    assert printed(grid, "계", *columns) == ["6", "*", "*"]


def test_who_still_works_that_day_has_not_left(works, summer, staff):
    application = an_application(summer, a_person(works.district), state=S.PLACED)
    saved(summer.work_projects.model(district=works.district, code="W", round=summer, title="가"))
    a_placement(application, state=P.DROPPED, end_reason="HEALTH", to_on=DAY)
    assert printed(table(works, "drop-outs"), "계", "중도 종료 / 계") == ["-"]


# ---- What is chosen --------------------------------------------------------------------------


def test_rounds_are_chosen_by_half_programme_or_name(works, summer, staff):
    spring = round_(works, date(2024, 2, 1), date(2024, 6, 30))
    other = programme(
        works.district, "공동", (date(2020, 1, 1), "지역공동체"), kind="COMMUNITY_JOBS"
    )
    third = round_(other, date(2024, 7, 1), date(2024, 10, 31))
    for n, one in enumerate((spring, summer, third), start=1):
        apply(one, n * 3, n * 100)
    assert printed(table(works, by="SEX"), "계", "신청") == ["18"]
    assert printed(table(works, by="SEX", half=2), "계", "신청") == ["15"]
    assert printed(table(works, by="SEX", programmes="근로"), "계", "신청") == ["9"]
    assert printed(table(works, by="SEX", rounds=third.code), "계", "신청") == ["9"]


def test_rounds_whose_applications_are_elsewhere_are_named(works, summer):
    grid = table(works, by="SEX")
    assert grid.notes == (f"포털에 신청서가 없어 빠진 회차: {summer.code}",)


@pytest.mark.parametrize("key", ["participant-breakdown", "round-applicants", "drop-outs"])
def test_a_year_without_rounds_is_told(works, key):
    assert "조건에 맞는 회차" in table(works, key).warnings[0]


@pytest.mark.parametrize("measure", ["", "in_post"])
@pytest.mark.parametrize("by", ["SEX", "AGE", "HOUSEHOLD", "VULNERABLE", "REPEAT"])
def test_as_many_queries_for_three_rounds_as_for_one(works, summer, staff, by, measure):
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            table(works, by=by, measure=measure)
        return len(context)

    fill = Filler(works.district, staff).fill
    fill(summer, selected=5)
    one = asked()
    for day in (date(2024, 2, 1), date(2024, 5, 1)):
        fill(round_(works, day, date(2024, day.month + 2, 28), seq=day.month), selected=5)
    assert asked() == one
