"""Job-centre figures carry their own units, add up to the 기준일, and give the employment rate."""

from datetime import date

import pytest

from programs.models import Department, JobCentreFigure, JobCentreTarget, Team
from reports.building import ParamError
from tests.reports.tables.papers import built, printed, saved

pytestmark = pytest.mark.usefixtures("acted")
DAY = date(2024, 8, 31)


@pytest.fixture
def team(district):
    owner = saved(Department(district=district, code="과", name="가상과"))
    return saved(Team(district=district, code="팀", department=owner, name="일팀"))


def counted(team, metric, value, first=1, last=8):
    saved(
        JobCentreFigure(
            district=team.district,
            team=team,
            metric=metric,
            year=2024,
            month_from=first,
            month_to=last,
            value=value,
        )
    )


def test_results_add_up_the_months_that_have_ended(team):
    counted(team, "SEEKERS", 2_000, 1, 6)
    counted(team, "SEEKERS", 501, 7, 8)
    counted(team, "SEEKERS", 999, 9, 9)
    counted(team, "EMPLOYED", 973)
    grid = built(
        team.district, "job-centre", DAY, team="팀", metrics="SEEKERS,EMPLOYED", with_rate="예"
    )
    assert printed(grid, "실적", "구직등록", "취업자", "취업률") == ["2,501명", "973명", "38.9%"]


def test_targets_have_their_own_units_and_a_missing_one_is_a_dash(team):
    saved(
        JobCentreTarget(
            district=team.district, team=team, metric="OPENINGS", year=2024, value=1_900
        )
    )
    grid = built(
        team.district,
        "job-centre",
        DAY,
        team="팀",
        measure="TARGET",
        metrics="OPENINGS,REFERRALS",
        row_label="목표(명)",
    )
    assert printed(grid, "목표(명)", "구인등록", "알선") == ["1,900건", "-"]


def test_neighbours_of_a_group_share_a_heading(team):
    for metric in ("OPENING_FIRMS", "OPENING_POSTS", "SEEKERS", "EMPLOYED"):
        counted(team, metric, 10)
    grid = built(
        team.district,
        "job-centre",
        DAY,
        team="팀",
        grouped="예",
        with_rate="예",
        metrics="OPENING_FIRMS,OPENING_POSTS,SEEKERS,EMPLOYED",
        labels="SEEKERS:구직",
    )
    assert [(cell.text, cell.colspan, cell.rowspan) for cell in grid.head[0]] == [
        ("구분", 1, 2),
        ("구인", 2, 1),
        ("구직", 1, 2),
        ("취업", 2, 1),
    ]
    assert printed(grid, "실적", "구인 / 구인업체", "구직", "취업 / 취업률") == [
        "10개소",
        "10명",
        "100.0%",
    ]


def test_a_rate_without_seekers_is_a_dash(team):
    counted(team, "EMPLOYED", 3)
    grid = built(team.district, "job-centre", DAY, team="팀", metrics="EMPLOYED", with_rate="예")
    assert printed(grid, "실적", "취업률") == ["-"]


def test_a_metric_that_is_none_is_refused_in_korean(team):
    with pytest.raises(ParamError, match="‘항목’ 값 ‘WALKS’"):
        built(team.district, "job-centre", DAY, team="팀", metrics="WALKS")
