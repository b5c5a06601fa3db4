"""Entered headcounts against what is counted from lists and placements."""

from datetime import date

import pytest

from participants.models import Placement, RoundResult
from programs.models import AnnualResult, Programme, ProgrammeName, Round
from reports.checks import Kind
from reports.checks.headcounts import check_headcounts
from reports.checks.material import load
from reports.models import DocumentItem
from tests.participants.filling import Filler
from tests.reports.checks.records import document, project, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
SUMMER = date(2022, 7, 31)


@pytest.fixture
def works(district) -> Programme:
    made = saved(Programme(district=district, code="공공근로", kind="PUBLIC_WORKS"))
    saved(
        ProgrammeName(district=district, programme=made, from_on=date(2020, 1, 1), name="공공근로")
    )
    return made


@pytest.fixture
def paper(district, works):
    """A document with the heads of the year's rounds in it."""
    made = document(project(district))
    table(made, "T01", "participation", programmes=works.code, project="사업")
    return made


def table(paper, code: str, key: str, **params) -> None:
    lines = "\n".join(f"{name}={value}" for name, value in params.items())
    saved(
        DocumentItem(
            district=paper.district,
            document=paper,
            code=code,
            order=int(code[1:]),
            title=key,
            table=key,
            params=lines,
        )
    )


def a_round(works, half: int = 2) -> Round:
    starts_on = date(2022, 7, 1) if half == 2 else date(2022, 2, 1)
    return saved(
        Round(
            district=works.district,
            code=f"근로-2022-{half}",
            programme=works,
            year=2022,
            half=half,
            starts_on=starts_on,
            ends_on=date(2022, 12, 20) if half == 2 else date(2022, 6, 30),
        )
    )


def entered(round_: Round, day: date = SUMMER, **values) -> RoundResult:
    return saved(RoundResult(district=round_.district, round=round_, as_of=day, **values))


def a_year(programme: Programme, persons: int) -> AnnualResult:
    return saved(
        AnnualResult(
            district=programme.district,
            programme=programme,
            year=2022,
            outcome="SELECTED",
            persons=persons,
        )
    )


def found(district) -> list[tuple[str, str, str]]:
    [checked] = load(district)
    findings = list(check_headcounts(checked))
    assert {finding.kind for finding in findings} <= {Kind.HEADCOUNT}
    return [(f.place, f.printed, f.computed) for f in findings]


def test_an_entered_headcount_that_differs_is_raised_with_both_figures(
    district, staff, works, paper
):
    round_ = a_round(works)
    Filler(district, staff).fill(round_, selected=10, ever=12, applicants=30, projects=3)
    entered(round_, applicants=30, selected=11, participants_ever=12, projects=4)
    assert found(district) == [
        ("회차 근로-2022-2 · 사업 수 · 2022. 7. 31.", "4", "3"),
        ("회차 근로-2022-2 · 선발인원(명) · 2022. 7. 31.", "11", "10"),
    ]


def test_figures_that_agree_are_not_raised(district, staff, works, paper):
    round_ = a_round(works)
    Filler(district, staff).fill(round_, selected=10, ever=12, applicants=30, projects=3)
    entered(round_, applicants=30, selected=10, participants_ever=12, projects=3)
    assert found(district) == []


def test_a_round_is_counted_on_the_day_its_result_was_entered_for(district, staff, works, paper):
    round_ = a_round(works)
    Filler(district, staff).fill(round_, selected=10, ever=12, applicants=30)
    entered(round_, date(2022, 7, 1), participants_ever=10)  # the replacements came on the 3rd
    assert found(district) == []


def test_only_the_last_result_until_the_day_of_the_document_is_compared(
    district, staff, works, paper
):
    round_ = a_round(works)
    Filler(district, staff).fill(round_, selected=10)
    entered(round_, date(2022, 7, 15), participants_ever=9)
    entered(round_, date(2022, 8, 15), participants_ever=10)
    entered(round_, date(2022, 12, 15), participants_ever=99)
    assert found(district) == []


def test_a_round_without_placements_is_not_compared(district, works, paper):
    entered(a_round(works), selected=10, participants_ever=12)
    assert found(district) == []


def test_a_cancelled_placement_is_none(district, staff, works, paper):
    round_ = a_round(works)
    Filler(district, staff).fill(round_, selected=1)
    placement = Placement.objects.get()
    placement.state = Placement.State.CANCELLED
    placement.save()
    entered(round_, participants_ever=5)
    assert found(district) == []


def test_a_round_that_no_document_shows_is_not_raised(district, staff, works):
    document(project(district))
    round_ = a_round(works)
    Filler(district, staff).fill(round_, selected=10)
    entered(round_, participants_ever=5)
    assert found(district) == []


@pytest.fixture
def whole(district, paper):
    """공공일자리 전체, which the document shows by year."""
    made = saved(Programme(district=district, code="공공일자리", kind="PUBLIC_JOBS"))
    table(paper, "T02", "annual-results", programmes="공공일자리", years="2022")
    return made


@pytest.mark.parametrize(("persons", "raised"), [(30, 0), (31, 1)])
def test_the_people_of_a_year_are_those_of_its_rounds(
    district, staff, works, whole, persons, raised
):
    fill = Filler(district, staff).fill
    fill(a_round(works, 1), selected=10)
    fill(a_round(works, 2), selected=20)
    a_year(whole, persons)
    place = "연도별 실적 공공일자리 공공일자리 전체 2022 · 선발인원(명)"
    assert found(district) == [(place, "31", "30")] * raised


def test_a_year_with_an_entered_and_a_counted_round_is_compared_with_their_sum(
    district, staff, works, whole
):
    entered(a_round(works, 1), date(2022, 2, 28), selected=10)
    Filler(district, staff).fill(a_round(works, 2), selected=20)
    a_year(whole, 25)
    assert [pair[1:] for pair in found(district)] == [("25", "30")]


def test_a_year_of_which_a_round_is_unknown_stays_as_entered(district, staff, works, whole):
    a_round(works, 1)  # it began, and nobody knows how many were selected
    Filler(district, staff).fill(a_round(works, 2), selected=20)
    a_year(whole, 25)
    assert found(district) == []
