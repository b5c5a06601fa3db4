"""Scoring a round: the sheets, what they rest on, what is written anew and what stays."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from jobportal.platform.models.logsecret import opened
from jobportal.platform.refused import Refused
from jobportal.platform.rules.rubric import Rubric
from participants.actions.interviews import add_reviewer, close, save_sheet, set_panel
from participants.actions.scoring import score_round
from participants.models import Application, ApplicationGroup, Enquiry, Score
from participants.selection.scores import entry_of, points_of
from programs.models import Round, RoundRules
from tests.participants.making import TODAY, a_round
from tests.participants.placing import some_rules
from tests.participants.selecting import (
    ASSETS,
    DEPENDANTS,
    LOTTERY,
    RULES,
    WITH_INTERVIEW,
    a_round_with,
    a_user,
    an_eligible,
    eligible_round,
    states_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
OPEN_RULES = replace(RULES, rubric=Rubric((DEPENDANTS, ASSETS)))


def assets(application, won: int) -> None:
    """The enquiry tells so many won of assets."""
    enquiry, _ = found_or_new(application)
    enquiry.values = {"assets_won": won}
    enquiry.save()


def found_or_new(application):
    row = Enquiry.objects.filter(application=application, kind="ASSETS").first()
    return row or Enquiry(
        district=application.district, application=application, kind="ASSETS", looked_on=TODAY()
    ), row is None


def test_every_eligible_applicant_gets_a_sheet_and_goes_on(district):
    round_ = eligible_round(district, [2, 0])
    told = score_round(round_)
    assert (told.sheets, told.written, told.incomplete, told.moved) == (2, 2, 0, 2)
    assert states_of(round_) == [S.SCORED, S.SCORED]
    row = Score.objects.get(application__number=1)
    assert (row.total_hundredths, row.is_complete, row.needs_discussion) == (1000, True, False)
    assert row.lines[0] == {
        "code": "DEPENDANTS",
        "label": "부양가족수",
        "section": "ITEM",
        "points": 1000,
        "band": None,
        "flags": [],
    }
    seen = row.inputs_by_code["DEPENDANTS"]
    assert seen == {"input": "2명", "sentence": "부양가족수: 2명 → 2 × 5점, 10점"}
    assert sum(line["points"] for line in row.lines) == row.total_hundredths


def test_a_sheet_keeps_the_values_that_part_ties(district):
    round_ = eligible_round(district, [1])
    score_round(round_)
    row = Score.objects.get()
    kept = row.inputs_by_code["TIE:AGE_DAYS"]
    assert kept["input"] == f"태어난 지 {kept['value']:,}일"
    entry = entry_of("1", row.total_hundredths, row.inputs, points_of(row.lines))
    assert entry.fields == {"AGE_DAYS": kept["value"]}
    assert entry.items["DEPENDANTS"] == entry.score == 5
    assert entry_of("1", row.total_hundredths, "").fields == {}


def test_an_unknown_value_keeps_the_applicant_eligible_until_it_is_known(district):
    round_ = a_round_with(district, OPEN_RULES)
    one = an_eligible(round_, 1, 2)
    assert score_round(round_).incomplete == 1
    row = Score.objects.get()
    assert (states_of(round_), row.is_complete) == ([S.ELIGIBLE], False)
    assert row.lines[1]["flags"] == ["to_confirm"]
    assets(one, 4)
    assert score_round(round_).moved == 1
    row.refresh_from_db()
    assert (row.total_hundredths, row.is_complete) == (1400, True)


def test_only_what_differs_is_written_again(district):
    round_ = eligible_round(district, [2, 1])
    score_round(round_)
    before = Change.objects.count()
    assert score_round(round_).written == 0
    assert Change.objects.count() == before
    one = Application.objects.get(round=round_, number=1)
    ApplicationGroup(district=district, application=one, group="DISABLED").save()
    assert score_round(round_).written == 1
    assert Score.objects.get(application=one).total_hundredths == 1300


@pytest.mark.parametrize("state", [S.UNDER_REVIEW, S.INELIGIBLE, S.WITHDRAWN, S.DECLINED])
def test_nobody_else_is_scored(district, state):
    round_ = a_round_with(district)
    an_eligible(round_, 1, 1, state=state)
    assert score_round(round_).sheets == 0
    assert not Score.objects.exists()


def test_the_sheets_of_a_decided_list_stay_unless_the_rules_were_corrected(district):
    round_ = a_round_with(district, OPEN_RULES)
    one = an_eligible(round_, 1, 2)
    assets(one, 4)
    score_round(round_)
    one.refresh_from_db()
    one.state = S.SELECTED
    one.save()
    Enquiry.objects.get().delete()
    assert score_round(round_).sheets == 0
    assert Score.objects.get().total_hundredths == 1400
    corrected(round_, replace(RULES, rubric=Rubric((DEPENDANTS,))))
    assert score_round(round_).written == 1
    assert Score.objects.get().total_hundredths == 1000
    assert states_of(round_) == [S.SELECTED]


def corrected(round_: Round, rules) -> RoundRules:
    """The next version of the round's rules, announced."""
    version = RoundRules(
        district=round_.district,
        round=round_,
        number=2,
        content=rules.to_data(),
        reason="정정",
        published_on=TODAY(),
    )
    version.save()
    return version


def test_marks_enter_the_sheet_only_once_the_panel_is_closed(district):
    round_ = a_round_with(district, WITH_INTERVIEW)
    one = an_eligible(round_, 1, 1)
    panel = set_panel(round_, TODAY(), "회의실")
    for name, mark in (("갑심사", 10), ("을심사", 14)):
        seat = add_reviewer(panel, a_user(district, name), is_external=False)
        save_sheet(seat, one, {"MOTIVE": Fraction(mark)}, "", submit=True)
    assert score_round(round_).incomplete == 1
    row = Score.objects.get()
    assert (row.total_hundredths, "10, 14" in row.inputs) == (500, False)
    close(panel, WITH_INTERVIEW)
    assert score_round(round_).moved == 1
    row.refresh_from_db()
    assert row.total_hundredths == 1700
    assert row.inputs_by_code["MOTIVE"]["input"] == "10, 14"


def test_what_cannot_be_scored_is_refused_in_words(district):
    with pytest.raises(Refused, match="선발 기준이 없습니다"):
        score_round(a_round(district, "없는기준-2026-1"))
    lots = a_round(district, "추첨-2026-1")
    some_rules(lots, LOTTERY)
    with pytest.raises(Refused, match="추첨"):
        score_round(lots)
    empty = a_round(district, "빈표-2026-1")
    some_rules(empty, replace(RULES, rubric=Rubric(())))
    with pytest.raises(Refused, match="고려요소가 없습니다"):
        score_round(empty)
    with pytest.raises(Refused, match="마감한 회차"):
        score_round(a_round_with(district, state=Round.State.CLOSED))


def test_as_many_queries_for_thirty_as_for_one(district):
    round_ = a_round_with(district)
    an_eligible(round_, 1, 1)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            score_round(round_)
        return len(queries)

    first = asked()
    for n in range(2, 32):
        an_eligible(round_, n, 1)
    assert asked() <= first + 2


def test_the_log_tells_points_and_never_what_they_rest_on(district):
    with acting("시험"):
        round_ = eligible_round(district, [2])
        score_round(round_)
    change = Change.objects.get(kind="participants.score")
    logged = str(opened([change])[change.pk])
    assert "1000" in logged
    assert "2명" not in logged
