"""What an officer decides beside the answer of a rule."""

import pytest

from jobportal.platform.audit import acting
from jobportal.platform.models import Change, StaleRecord
from jobportal.platform.models.logsecret import opened
from jobportal.platform.refused import Refused
from participants.actions.overrides import override, take_back
from participants.actions.screening import decide
from participants.models import Application, RuleOverride, Screening
from participants.screenings import refusal_reasons
from tests.participants.screening.results import all_of, decided, result, screened, state
from tests.participants.screening_making import CLAUSE, too_rich, unasked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State


def test_a_decision_stands_beside_the_answer_of_the_rule(round_):
    one = too_rich(round_, 1)
    screened(round_)
    override(one, "ASSET_CAP", "MET", "압류 재산을 뺌", None)
    assert result(one) == ("ELIGIBLE", "", "")
    row = Screening.objects.get()
    line = next(line for line in row.lines if line["code"] == "ASSET_CAP")
    assert line["outcome"] == "NOT_MET"
    kept = RuleOverride.objects.get()
    assert (kept.decided_by, kept.reason) == ("시험", "압류 재산을 뺌")
    assert refusal_reasons(one) == []
    assert screened(round_).changed == 0
    assert decide(round_, all_of(round_)).eligible == 1


def test_what_is_to_be_confirmed_is_decided_either_way(round_):
    one = unasked(round_, 1)
    screened(round_)
    override(one, "INCOME_CAP", "NOT_MET", "소득 신고 거부", None)
    assert result(one) == ("INELIGIBLE", "|INCOME_CAP|", "")
    assert refusal_reasons(one) == [f"소득 상한: 소득 신고 거부 [{CLAUSE}]"]
    decide(round_, all_of(round_))
    assert state(one) == (S.INELIGIBLE, "소득 상한")


@pytest.mark.parametrize(
    ("code", "outcome", "reason", "words"),
    [
        ("ASSET_CAP", "MET", "  ", "사유를 적으세요"),
        ("ASSET_CAP", "TO_CONFIRM", "확인", "충족"),
        ("EXCL_PENSION", "MET", "확인", "이 회차의 조건이 아닙니다"),
        ("NOTHING", "MET", "확인", "이 회차의 조건이 아닙니다"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(round_, code, outcome, reason, words):
    one = too_rich(round_, 1)
    screened(round_)
    with pytest.raises(Refused, match=words):
        override(one, code, outcome, reason, None)
    assert not RuleOverride.objects.exists()


def test_before_screening_and_after_confirming_nothing_is_decided(round_):
    one = too_rich(round_, 1)
    with pytest.raises(Refused, match="아직 심사하지 않은"):
        override(one, "ASSET_CAP", "MET", "확인", None)
    decided(round_)
    one.refresh_from_db()
    with pytest.raises(Refused, match="다시 여세요"):
        override(one, "ASSET_CAP", "MET", "확인", None)


def test_taking_a_decision_back_needs_a_reason_and_lets_the_rule_speak(round_):
    one = too_rich(round_, 1)
    screened(round_)
    override(one, "ASSET_CAP", "MET", "압류 재산을 뺌", None)
    with pytest.raises(Refused, match="사유"):
        take_back(one, "ASSET_CAP", "", 1)
    with acting("시험", reason="다른 사람의 서류"):
        take_back(one, "ASSET_CAP", "다른 사람의 서류", 1)
    assert result(one) == ("INELIGIBLE", "|ASSET_CAP|", "")
    gone = Change.objects.get(kind="participants.ruleoverride", action="DELETE")
    assert opened([gone])[gone.pk].reason == "다른 사람의 서류"
    with pytest.raises(Refused, match="되돌릴 판단이 없습니다"):
        take_back(one, "ASSET_CAP", "다시", None)


def test_two_officers_do_not_overwrite_each_other(round_):
    one = too_rich(round_, 1)
    screened(round_)
    override(one, "ASSET_CAP", "MET", "먼저 봄", None)
    with pytest.raises(StaleRecord):
        override(one, "ASSET_CAP", "NOT_MET", "나중에 봄", None)
    override(one, "ASSET_CAP", "NOT_MET", "고쳐 봄", 1)
    with pytest.raises(StaleRecord):
        take_back(one, "ASSET_CAP", "옛 화면", 1)
    assert RuleOverride.objects.get().reason == "고쳐 봄"
