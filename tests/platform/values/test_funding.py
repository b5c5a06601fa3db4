"""Cases for matching rules, the split by source, and the typographies of the four documents."""

import copy
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.funding import (
    FundingSource,
    Matching,
    MatchingStyle,
    SourceStyle,
    allocate,
    describe_matching,
    describe_sources,
    parse_matching,
)
from jobportal.platform.values.money import Unit

NATIONAL, CITY, DISTRICT, OTHER = FundingSource
CITY_70 = parse_matching("시70:구30")
THREE_WAYS = parse_matching("국50:시25:구25")


@st.composite
def matchings(draw):
    weights = draw(st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any))
    shares = zip(FundingSource, weights, strict=True)
    return Matching({source: Fraction(weight, sum(weights)) for source, weight in shares})


lines = st.lists(st.tuples(st.integers(0, 10**12), matchings()), max_size=6)


def test_sources_have_a_full_and_a_short_name_in_print_order():
    assert [source.label for source in FundingSource] == ["국비", "시비", "구비", "기타"]
    assert [source.short for source in FundingSource] == ["국", "시", "구", "기타"]


@pytest.mark.parametrize(
    "text",
    [
        "국50:시25:구25",
        "국50/시25/구25",
        "국비50%, 시비25%, 구비25%",
        "국비 50%, 시비 25%, 구비 25%",
        "(국 50:시 25:구 25)",
        "국50 시25 구25",
        "구25:시25:국50",
        "국５０：시２５：구２５",
    ],
)
def test_a_rule_is_read_in_every_way_it_is_printed(text):
    assert parse_matching(text) == THREE_WAYS
    assert THREE_WAYS.shares[NATIONAL] == Fraction(1, 2)


@pytest.mark.parametrize("text", ["전액 구비", "전액구비", "구비 전액", "구100"])
def test_a_rule_of_one_source_is_read(text):
    assert parse_matching(text) == Matching({DISTRICT: Fraction(1)})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("시70:구20", "합이 90%입니다"),
        ("시70:시30", "시비 비율이 두 번"),
        ("70:30", "읽을 수 없습니다"),
        ("", "읽을 수 없습니다"),
        ("시70:구", "읽을 수 없습니다"),
        ("전액 도비", "읽을 수 없습니다"),
    ],
)
def test_a_wrong_rule_is_refused_in_korean(text, told):
    with pytest.raises(ValueError, match=told):
        parse_matching(text)


def test_a_negative_share_is_refused():
    with pytest.raises(ValueError, match="0% 이상"):
        Matching({CITY: Fraction(3, 2), DISTRICT: Fraction(-1, 2)})


def test_equal_rules_are_one_key_and_survive_copying():
    again = Matching({DISTRICT: Fraction(3, 10), CITY: Fraction(7, 10), OTHER: Fraction(0)})
    assert again == CITY_70
    assert len({again, CITY_70}) == 1
    assert copy.deepcopy(CITY_70) == pickle.loads(pickle.dumps(CITY_70)) == CITY_70  # noqa: S301


def test_the_council_briefing_of_2018_is_split_as_it_was_printed():
    parts = allocate([(2_132_238_000, CITY_70), (267_783_000, THREE_WAYS)], Unit.THOUSAND)
    assert parts == {NATIONAL: 133_891_000, CITY: 1_559_512_000, DISTRICT: 706_618_000}
    assert list(parts) == [NATIONAL, CITY, DISTRICT]


def test_without_a_district_share_the_last_source_takes_the_remainder():
    rule = Matching({NATIONAL: Fraction(1, 2), CITY: Fraction(1, 2)})
    assert allocate([(3_001, rule)], Unit.THOUSAND) == {NATIONAL: 1_000, CITY: 2_001}


def test_rules_that_disagree_about_the_remainder_are_refused():
    other = Matching(CITY_70.shares, rest=CITY)
    with pytest.raises(ValueError, match="나머지를 맡는 재원"):
        allocate([(1, CITY_70), (1, other)], Unit.WON)


def test_a_negative_amount_is_not_split():
    with pytest.raises(ValueError, match="0원 이상"):
        allocate([(-1, CITY_70)], Unit.WON)


def test_no_lines_give_no_parts():
    assert allocate([], Unit.WON) == {}


@given(lines, st.sampled_from(Unit))
def test_the_parts_add_up_to_the_total_and_none_is_negative(pairs, unit):
    parts = allocate(pairs, unit)
    assert sum(parts.values()) == sum(won for won, _ in pairs)
    assert all(won >= 0 for won in parts.values())


@given(lines, st.sampled_from(Unit))
def test_every_part_but_one_is_whole_in_the_unit_and_below_its_exact_share(pairs, unit):
    parts = allocate(pairs, unit)
    exact = {
        source: sum(won * matching.shares.get(source, 0) for won, matching in pairs)
        for source in parts
    }
    for source, won in parts.items():
        if source is not DISTRICT and source is not list(parts)[-1]:
            assert won % unit.won == 0
            assert 0 <= exact[source] - won < unit.won


BRIEFING = {NATIONAL: 133_891_000, CITY: 1_559_512_000, DISTRICT: 706_618_000}
SOCIAL = {NATIONAL: 346_060_000, CITY: 231_383_000, DISTRICT: 145_665_000}


@pytest.mark.parametrize(
    ("amounts", "style", "printed"),
    [
        (
            {NATIONAL: 176_000_000, DISTRICT: 144_889_000},
            "DISTRICT_WHOLE",
            "(국 176,000, 구비 144,889)",
        ),
        (
            {CITY: 36_865_000, DISTRICT: 157_120_000},
            "DISTRICT_WHOLE_TIGHT",
            "(시36,865, 구비 157,120)",
        ),
        (BRIEFING, "DISTRICT_WHOLE_SPACED", "(국133,891 시1,559,512 구비706,618)"),
        (SOCIAL, "RUN_TOGETHER", "(국346,060시231,383구145,665)"),
        ({NATIONAL: 400_000_000}, "WHOLE", "(국비 400,000)"),
        ({CITY: 320_000_000}, "SHORT", "(시 320,000)"),
        ({CITY: 44_380_000, DISTRICT: 73_520_000}, "SHORT", "(시 44,380, 구 73,520)"),
        (
            {CITY: 118_983_000, DISTRICT: 60_615_000},
            "SHORT_WITH_UNIT",
            "(시118,983천원, 구60,615천원)",
        ),
        ({CITY: 118_983_000, DISTRICT: 60_615_000}, "SHORT_TIGHT", "(시118,983, 구60,615)"),
        ({DISTRICT: 53_100_000}, "NAMES", "(구비)"),
        ({DISTRICT: 6_757_000_000}, "ENTIRELY", "(전액 구비)"),
        ({CITY: 1_000, DISTRICT: 1_000}, "ENTIRELY", "(시비, 구비)"),
        ({CITY: -1_000, OTHER: 2_000}, "SHORT", "(시 △1, 기타 2)"),
        ({CITY: 0}, "SHORT", "-"),
    ],
)
def test_every_typography_of_the_documents_in_thousands(amounts, style, printed):
    assert describe_sources(amounts, Unit.THOUSAND, SourceStyle[style]) == printed


def test_a_pledge_card_prints_millions_and_may_leave_the_brackets_out():
    amounts = {CITY: 407_000_000, DISTRICT: 985_000_000}
    assert describe_sources(amounts, Unit.MILLION, SourceStyle.WHOLE) == "(시비 407, 구비 985)"
    bare = describe_sources(BRIEFING, Unit.THOUSAND, SourceStyle.DISTRICT_WHOLE_SPACED, False)
    assert bare == "국133,891 시1,559,512 구비706,618"


def test_every_named_style_is_its_own():
    assert len({style.value for style in SourceStyle}) == len(SourceStyle.__members__)


@pytest.mark.parametrize(
    ("rule", "style", "printed"),
    [
        (THREE_WAYS, MatchingStyle.SLASH, "국50/시25/구25"),
        (CITY_70, MatchingStyle.COLON, "시 70:구 30"),
        (CITY_70, MatchingStyle.PERCENT, "시비 70%, 구비 30%"),
        (THREE_WAYS, MatchingStyle.PERCENT_TIGHT, "국비50%, 시비25%, 구비25%"),
        (parse_matching("전액 구비"), MatchingStyle.COLON, "전액 구비"),
        (parse_matching("시77.5:구22.5"), MatchingStyle.SLASH, "시77.5/구22.5"),
    ],
)
def test_a_rule_is_printed_as_the_documents_print_it_and_reads_back(rule, style, printed):
    assert describe_matching(rule, style) == printed
    assert parse_matching(printed) == rule


def test_the_label_of_a_rule_is_the_house_style():
    assert THREE_WAYS.label == "국50/시25/구25"
