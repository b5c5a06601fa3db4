"""The result of a screening is confirmed by an officer and opened again."""

import pytest

from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.actions.screening import decide, reopen
from participants.models import Application
from tests.participants.making import TODAY
from tests.participants.placing import a_selection
from tests.participants.screening.results import all_of, decided, requested, screened, state
from tests.participants.screening_making import (
    K,
    a_round_with_rules,
    corrected,
    fine,
    too_rich,
    unasked,
    under_review,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State


def test_an_officer_confirms_and_what_is_open_stays(round_):
    good, rich, open_ = fine(round_, 1), too_rich(round_, 2), unasked(round_, 3)
    told = decided(round_)
    assert (told.eligible, told.ineligible, told.to_confirm) == (1, 1, 1)
    assert state(good) == (S.ELIGIBLE, "")
    assert state(rich) == (S.INELIGIBLE, "재산 상한")
    assert state(open_) == (S.UNDER_REVIEW, "")


def test_screening_alone_decides_nothing(round_):
    one = too_rich(round_, 1)
    screened(round_)
    assert state(one)[0] == S.UNDER_REVIEW


def test_confirming_twice_is_harmless(round_):
    fine(round_, 1)
    decided(round_)
    told = decide(round_, all_of(round_))
    assert (told.eligible, told.ineligible) == (0, 0)


def test_nobody_unscreened_is_confirmed(round_):
    one = fine(round_, 1)
    told = decide(round_, all_of(round_))
    assert (told.unscreened, told.eligible) == (1, 0)
    assert state(one)[0] == S.UNDER_REVIEW


def test_rules_corrected_since_must_be_put_again(round_):
    one = fine(round_, 1)
    screened(round_)
    corrected(round_, RuleSet((Criterion.standard(RuleCode.MIN_AGE),)))
    assert decide(round_, all_of(round_)).outdated == 1
    assert state(one)[0] == S.UNDER_REVIEW
    assert decided(round_).eligible == 1


@pytest.mark.parametrize("assets_won", [100_000, 400_000_000])
def test_enquiries_that_came_since_must_be_put_again(round_, assets_won):
    one = too_rich(round_, 1)
    screened(round_)
    assets = one.enquiries.get(kind=K.ASSETS)
    assets.values = {"assets_won": assets_won}
    assets.save()
    assert decide(round_, all_of(round_)).outdated == 1
    assert state(one)[0] == S.UNDER_REVIEW


def test_nobody_passes_with_a_mandatory_paper_still_to_come(district):
    """Also where the rules of the round do not ask for papers."""
    round_ = a_round_with_rules(district, rules=RuleSet((Criterion.standard(RuleCode.MIN_AGE),)))
    one = under_review(round_, 1)
    requested(one, TODAY())
    told = decided(round_)
    assert (told.lacking_papers, told.eligible) == (1, 0)
    assert state(one)[0] == S.UNDER_REVIEW


def test_a_result_is_opened_again_with_a_reason_only(round_):
    one = fine(round_, 1)
    decided(round_)
    one.refresh_from_db()
    with pytest.raises(Refused, match="사유를 적으세요"):
        reopen(one, " ")
    reopen(one, "재산 조회 정정")
    assert state(one) == (S.UNDER_REVIEW, "재산 조회 정정")
    with pytest.raises(Refused, match="확정한 심사 결과만"):
        reopen(one, "다시")


def test_after_the_list_is_approved_no_result_is_opened(round_, staff):
    one = fine(round_, 1)
    decided(round_)
    one.refresh_from_db()
    a_selection(round_, staff)
    with pytest.raises(Refused, match="선발안이 확정된"):
        reopen(one, "정정")
    assert state(one)[0] == S.ELIGIBLE
