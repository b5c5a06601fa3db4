"""Names as people type them: certificates and programmes are known by a part of them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jobportal.platform.rules.assess import assess
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.facts import Facts
from jobportal.platform.rules.naming import called, is_called
from jobportal.platform.rules.quota import Candidate, Project
from jobportal.platform.rules.rubric import (
    Bonus,
    BonusGroup,
    Choice,
    Method,
    Rubric,
    ScoreInput,
    ScoreItem,
    Stacking,
)
from jobportal.platform.rules.scoring import score
from tests.platform.rules import making

HELD = ("전기산업기사", "직업상담사 2급")
NONE = ("요양보호사",)


@pytest.mark.parametrize("wanted", ["산업기사", "전기 산업기사", "직업상담사", "직업상담사2급"])
def test_a_name_is_known_by_a_part_of_it_however_spaced(wanted):
    assert len(called(HELD, [wanted])) == 1
    assert called(NONE, [wanted]) == []


@pytest.mark.parametrize("wanted", ["", "  ", "직업상담사 1급"])
def test_no_name_and_another_grade_mean_nothing(wanted):
    assert not any(is_called(name, wanted) for name in HELD)


def test_the_finding_names_the_certificate_that_counts():
    asked = Criterion.standard(RuleCode.QUALIFICATION, certificates=("직업상담사",))
    (finding,) = assess([asked], Facts(certificates=HELD), making.DAYS, making.STATUTORY)
    assert finding.seen == "보유(직업상담사 2급)"


def test_a_project_takes_who_holds_a_certificate_of_the_name():
    project, one = (
        Project("P", "상담 보조", 1, certificates=("직업상담사",)),
        Candidate("1", 1, None),
    )
    assert project.accepts(replace(one, certificates=HELD))
    assert not project.accepts(replace(one, certificates=NONE))


@pytest.mark.parametrize(("held", "points"), [(HELD, (5, 4, 3)), (NONE, (0, 0, 0))])
def test_points_for_a_certificate_go_to_who_holds_one_of_the_name(held, points):
    common = {"label": "자격증", "input": ScoreInput.CERTIFICATES, "max_points": Fraction(5)}
    rubric = Rubric(
        criteria=(
            ScoreItem(
                "A",
                method=Method.LOOKUP,
                choices=(Choice("직업상담사", Fraction(5)), Choice("기사", Fraction(2))),
                **common,
            ),
            ScoreItem(
                "B",
                method=Method.COUNT,
                points_each=Fraction(2),
                options=("직업상담사", "산업기사"),
                **common,
            ),
        ),
        bonuses=(
            BonusGroup(
                "G",
                "가점",
                Stacking.SUM,
                (
                    Bonus(
                        "C",
                        "상담",
                        input=ScoreInput.CERTIFICATES,
                        points=Fraction(3),
                        value="직업상담사",
                    ),
                ),
            ),
        ),
    )
    sheet = score(rubric, Facts(certificates=held), making.DAYS, making.STATUTORY)
    assert tuple(line.points for line in sheet.lines) == points
