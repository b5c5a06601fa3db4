"""Bonuses and deductions are put into the scoring table, changed there and taken out."""

from fractions import Fraction

import pytest

from jobportal.platform.rules.rubric import PenaltyKind, ScoreInput, Stacking
from programs.preparation import rules_of
from tests.programs.making import with_rules
from tests.programs.views.preparing import address, draft, opened

pytestmark = pytest.mark.django_db
GROUP = {"group": "new", "group_label": "취업보호 가점", "stacking": "CAP", "cap": "10"}


def add(client, round_, what: str, **values):
    url, data = opened(client, f"round_rules_{what}_add", round_)
    return client.post(url, {**data, **values})


def rubric():
    return rules_of(draft()).rubric


def test_bonuses_are_put_in_a_new_group_and_one_that_is_there(round_, signed_in):
    with_rules(round_)
    answer = add(signed_in, round_, "bonus", who="DISABLED", points="7", **GROUP)
    assert answer["Location"] == address("round_rules_scoring", round_)
    add(signed_in, round_, "bonus", who="IS_RESIDENT", points="2.5", group="0")
    named = {"who": "CERTIFICATES", "certificate": "직업상담사", "points": "3", "group": "0"}
    add(signed_in, round_, "bonus", **named)
    (group,) = rubric().bonuses
    assert (group.label, group.stacking, group.cap) == ("취업보호 가점", Stacking.CAP, 10)
    told = [(one.label, one.input, one.points, one.value) for one in group.bonuses]
    assert told == [
        ("장애인", ScoreInput.VULNERABLE_GROUPS, 7, "DISABLED"),
        ("자치구 거주", ScoreInput.IS_RESIDENT, Fraction(5, 2), ""),
        ("자격증(직업상담사)", ScoreInput.CERTIFICATES, 3, "직업상담사"),
    ]
    assert "가점 「취업보호 가점」" in signed_in.get(address("round_prepare", round_)).text


def test_a_deduction_is_put_in_with_its_window(round_, signed_in):
    with_rules(round_)
    given = {"label": "중도포기 감점", "kind": "DROPPED_OUT", "points": "5"}
    more = {"window_months": "24", "after_months": "12", "is_each": "on", "programmes": "공공근로"}
    add(signed_in, round_, "penalty", **given, **more)
    (one,) = rubric().penalties
    assert (one.kind, one.points, one.is_each) == (PenaltyKind.DROPPED_OUT, 5, True)
    assert (one.window_months, one.after_months, one.programmes) == (24, 12, ("공공근로",))
    page = signed_in.get(address("round_prepare", round_)).text
    assert "최근 24개월(12개월이 지난 일부터) 공공근로 중도포기" in page


def test_what_was_put_in_is_taken_out_again(round_, signed_in):
    with_rules(round_)
    for who in ("DISABLED", "VETERAN"):
        group = GROUP if who == "DISABLED" else {"group": "0"}
        add(signed_in, round_, "bonus", who=who, points="7", **group)
    add(signed_in, round_, "penalty", label="참여", kind="PARTICIPATED", points="5")
    url, data = opened(signed_in, "round_rules_scoring", round_)
    signed_in.post(url, {**data, "bonus-0-0-drop": "on", "penalty-0-drop": "on"})
    assert [one.label for one in rubric().bonuses[0].bonuses] == ["국가유공자(취업보호대상)"]
    assert rubric().penalties == ()
    url, data = opened(signed_in, "round_rules_scoring", round_)
    signed_in.post(url, {**data, "bonus-0-0-drop": "on"})
    assert rubric().bonuses == ()


@pytest.mark.parametrize(
    ("what", "values", "words"),
    [
        ("bonus", {"who": "CERTIFICATES"}, "자격증의 이름을 적으세요"),
        ("bonus", {"points": "0"}, "0보다 큰 점수"),
        ("bonus", {"group_label": ""}, "묶음의 이름을 적으세요"),
        ("bonus", {"cap": ""}, "가장 큰 점수를 적으세요"),
        ("bonus", {"group": "7"}, "가점 묶음"),
        ("penalty", {"points": "0"}, "0보다 큰 점수"),
        ("penalty", {"window_months": "12", "after_months": "12"}, "조회 기간보다 짧은"),
        ("penalty", {"window_months": "9" * 30}, "600 이하"),
        ("penalty", {"label": "900101-1234567"}, "주민등록번호"),
    ],
)
def test_what_makes_no_sense_is_refused_and_kept(round_, signed_in, what, values, words):
    with_rules(round_)
    plain = {
        "bonus": {"who": "DISABLED", "points": "7", **GROUP},
        "penalty": {"label": "감점", "kind": "FRAUD", "points": "5"},
    }
    before = rubric()
    page = add(signed_in, round_, what, **{**plain[what], **values})
    assert page.status_code == 422
    assert words in page.text
    assert rubric() == before


def test_an_old_tab_puts_nothing_in(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_rules_bonus_add", round_)
    sent = {**data, "who": "DISABLED", "points": "7", **GROUP}
    assert signed_in.post(url, sent).status_code == 302
    assert signed_in.post(url, sent).status_code == 409
    assert len(rubric().bonuses) == 1
