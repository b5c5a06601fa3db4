"""What enquiries answer: the declared values, how they are typed, and back."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.intake.cells import CellError
from participants.enquiries.kinds import (
    ENQUIRY_FIELDS,
    EnquiryField,
    Holds,
    day_of,
    history_text,
    parse_history,
)
from participants.enquiries.values import MOST_WON, contradictions, read_value, value_text
from participants.models import Enquiry

K = Enquiry.Kind
FIELDS = [field for fields in ENQUIRY_FIELDS.values() for field in fields]
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def field(name: str) -> EnquiryField:
    return next(one for one in FIELDS if one.name == name)


@st.composite
def spells(draw) -> dict:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    ends = draw(st.booleans())
    return {
        "programme": draw(
            st.sampled_from(["공공근로", "지역공동체 1~2단계", "뉴딜 2025-1", "안심"])
        ),
        "from_on": first.isoformat(),
        "to_on": last.isoformat() if ends else "",
        "dropped_out": draw(st.booleans()),
        "fraud": draw(st.booleans()),
    }


VALUES = {
    Holds.WON: lambda f: st.integers(0, MOST_WON),
    Holds.COUNT: lambda f: st.integers(f.least, f.most),
    Holds.DAY: lambda f: DAYS.map(date.isoformat),
    Holds.YES_NO: lambda f: st.booleans(),
    Holds.CHOICE: lambda f: st.sampled_from([word.value for word in f.words]),
    Holds.CHOICES: lambda f: st.sets(st.sampled_from(list(f.words))).map(
        lambda chosen: [word.value for word in f.words if word in chosen]
    ),
    Holds.TEXT: lambda f: st.text("가나다-123", min_size=1, max_size=40),
    Holds.HISTORY: lambda f: st.lists(spells(), max_size=4),
}


def test_every_kind_declares_its_values_and_no_name_twice():
    assert set(ENQUIRY_FIELDS) == set(K)
    assert len({one.name for one in FIELDS}) == len(FIELDS)
    coded = {Holds.CHOICE, Holds.CHOICES}
    assert all((one.words is not None) == (one.holds in coded) for one in FIELDS)


@given(st.data())
def test_what_is_shown_is_read_as_the_same_value(data):
    one = data.draw(st.sampled_from(FIELDS))
    value = data.draw(VALUES[one.holds](one))
    assert read_value(one, value_text(one, value)) == value


@given(st.lists(spells(), max_size=5))
def test_a_history_written_down_is_read_back(history):
    assert parse_history(history_text(history)) == history


@given(st.sampled_from(FIELDS), st.text(max_size=60))
def test_any_text_is_read_or_refused_in_korean(one, text):
    try:
        value = read_value(one, text)
    except ValueError as error:
        assert isinstance(error, CellError)
        assert error.what
        assert error.cure
    else:
        assert value is None or read_value(one, value_text(one, value)) == value


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("household_income_won", "1,234,000", 1_234_000),
        ("household_income_won", "１２３", 123),
        ("assets_won", "3억 2,000만 원", 320_000_000),
        ("assets_won", 4500.0, 4500),
        ("household_size", " 3 ", 3),
        ("district_from_on", datetime(2020, 3, 1), "2020-03-01"),
        ("district_from_on", 43891, "2020-03-01"),
        ("district_from_on", "2020. 3. 1.", "2020-03-01"),
        ("in_district", "○", True),
        ("in_district", False, False),
        ("premium_type", "지역 가입자", "REGIONAL"),
        ("premium_type", "workplace", "WORKPLACE"),
        ("official_relations", "자녀, 배우자", ["SPOUSE", "CHILD"]),
        ("official_relations", "없음", []),
        ("official_relations", "  ", None),
        ("household_code", "세대-001", "세대-001"),
        ("past", "없음", []),
        ("past", None, None),
    ],
)
def test_values_are_read_as_people_type_them(name, typed, value):
    assert read_value(field(name), typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "what"),
    [
        ("household_income_won", "-1", "0원보다"),
        ("household_income_won", "9조", "너무 큽니다"),
        ("household_income_won", True, "참·거짓"),
        ("household_size", "0", "1보다 작습니다"),
        ("household_size", "21", "20보다 큽니다"),
        ("household_size", "두 명", "숫자가 아닙니다"),
        ("district_from_on", "2020-02-30", "없는 날"),
        ("district_from_on", "2020. 3.", "하루"),
        ("in_district", "모름", "예 또는 아니오"),
        ("premium_type", "의료급여", "정해진 값"),
        ("official_relations", "배우자, 사촌", "정해진 값"),
        ("official_relations", ",", "값이 없습니다"),
        ("household_code", "900101-1234567", "주민등록번호"),
        ("past", "공공근로 900101-1234567", "주민등록번호"),
        ("past", "공공근로 2025년 내내", "읽을 수 없습니다"),
        ("past", "2025-01-10~2025-06-30", "읽을 수 없습니다"),
        ("past", "공공근로 2025-06-30~2025-01-10", "빠릅니다"),
        ("past", "공공근로 2025-13-01~", "13월"),
        ("past", "공공근로 2025-01-10~2025-06-30 결근", "결근"),
    ],
)
def test_what_cannot_be_a_value_is_refused(name, typed, what):
    with pytest.raises(CellError, match=what):
        read_value(field(name), typed)


def test_a_history_has_one_spell_a_line_with_its_marks():
    assert parse_history(
        "공공근로 2025. 1. 10. ～ 2025. 6. 30. (중도포기)\n"
        "뉴딜２０２４-０７-０１~; 안심 2023-1-2~2023-1-3 부정참여"
    ) == [
        _spell("공공근로", "2025-01-10", "2025-06-30", dropped_out=True),
        _spell("뉴딜", "2024-07-01", ""),
        _spell("안심", "2023-01-02", "2023-01-03", fraud=True),
    ]


def _spell(programme, from_on, to_on, dropped_out=False, fraud=False) -> dict:
    return {
        "programme": programme,
        "from_on": from_on,
        "to_on": to_on,
        "dropped_out": dropped_out,
        "fraud": fraud,
    }


def test_values_that_cannot_be_true_together_are_named():
    assert set(
        contradictions(
            K.BENEFIT,
            {
                "has_livelihood": False,
                "livelihood_from_on": "2025-01-01",
                "has_unemployment": True,
                "unemployment_from_on": "2025-03-01",
                "unemployment_to_on": "2025-02-01",
            },
        )
    ) == {"livelihood_from_on", "unemployment_to_on"}
    assert set(
        contradictions(
            K.RESIDENCE, {"city_from_on": "2020-01-01", "district_from_on": "2010-01-01"}
        )
    ) == {"district_from_on"}
    assert contradictions(K.INCOME, {"household_income_won": 1}) == {}


def test_a_kept_day_is_a_day_or_none():
    assert (day_of("2025-01-10"), day_of(""), day_of(None)) == (date(2025, 1, 10), None, None)
