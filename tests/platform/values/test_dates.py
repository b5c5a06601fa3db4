"""Cases for printing and reading dates: house style, typed forms, forms of the documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.dates import (
    Precision,
    kdate,
    kdate_weekday,
    kmonth,
    kperiod,
    month_range,
    parse_kdate,
    parse_open_kdate,
    short_date,
    span_of,
)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


def test_dates_print_in_the_house_style():
    day = date(2026, 11, 21)
    assert kdate(day) == "2026. 11. 21."
    assert kdate_weekday(day) == "2026. 11. 21.(토)"
    assert short_date(day) == "’26. 11. 21."
    assert kmonth(day) == "2026. 11."
    assert kmonth(day, short=True) == "’26. 11."


@pytest.mark.parametrize(
    ("start", "end", "precision", "short", "printed"),
    [
        (date(2026, 7, 1), date(2026, 12, 31), "DAY", False, "2026. 7. 1. ~ 12. 31."),
        (date(2026, 7, 1), date(2026, 7, 1), "DAY", False, "2026. 7. 1."),
        (date(2026, 7, 1), date(2026, 12, 31), "MONTH", True, "’26. 7. ~ 12."),
        (date(2026, 11, 1), date(2027, 2, 28), "MONTH", True, "’26. 11. ~ ’27. 2."),
        (date(2026, 3, 1), date(2026, 3, 31), "MONTH", False, "2026. 3."),
        (date(2026, 1, 1), date(2026, 9, 30), "QUARTER", False, "2026. 1/4분기 ~ 3/4분기"),
        (date(2021, 1, 1), date(2021, 6, 30), "HALF", False, "2021. 상반기"),
        (date(2018, 1, 1), date(2026, 12, 31), "YEAR", False, "2018. ~ 2026."),
        (date(2021, 10, 1), None, "MONTH", True, "’21. 10. ~"),
    ],
)
def test_periods_print_in_the_house_style(start, end, precision, short, printed):
    assert kperiod(start, end, Precision[precision], short) == printed


def test_months_under_a_year_heading_print_without_the_year():
    assert month_range(date(2023, 2, 1), date(2023, 6, 30)) == "2.~6."
    assert month_range(date(2023, 2, 1), date(2023, 2, 28)) == "2."
    assert month_range(date(2026, 11, 1), date(2027, 2, 1)) == "11.~’27. 2."


@pytest.mark.parametrize(
    "text",
    [
        "20261121",
        "2026-11-21",
        "2026.11.21",
        "2026. 11. 21.",
        "’26. 11. 21.",
        "'26.11.21",
        "‘26. 11. 21.",
        "26. 11. 21.",
        "2026/11/21",
        "2026년 11월 21일",
        "2026. 11. 21.(토)",
        "2026. 11. 21. (토요일)",
        "２０２６．　１１．　２１．",
        "2026.11.21.자",
        "2026. 11. 21. 기준",
    ],
)
def test_one_day_is_read_in_every_typed_form(text):
    day = date(2026, 11, 21)
    assert parse_kdate(text) == (day, day, Precision.DAY)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2022. 9.", date(2022, 9, 1), date(2022, 9, 30), "MONTH"),
        ("2024. 2.~3.", date(2024, 2, 1), date(2024, 3, 31), "MONTH"),
        ("'18. 8. 6 ~ 8. 8", date(2018, 8, 6), date(2018, 8, 8), "DAY"),
        ("’18. 7. 30. ~12. 24.", date(2018, 7, 30), date(2018, 12, 24), "DAY"),
        ("2018. 10. 22. ~ 24.", date(2018, 10, 22), date(2018, 10, 24), "DAY"),
        ("21.10.", date(2021, 10, 1), date(2021, 10, 31), "MONTH"),
        ("’18. 9월", date(2018, 9, 1), date(2018, 9, 30), "MONTH"),
        ("2021. 상반기", date(2021, 1, 1), date(2021, 6, 30), "HALF"),
        ("2022년 하반기", date(2022, 7, 1), date(2022, 12, 31), "HALF"),
        ("2024. 1/4분기", date(2024, 1, 1), date(2024, 3, 31), "QUARTER"),
        ("2024년 3분기 ~ 4분기", date(2024, 7, 1), date(2024, 12, 31), "QUARTER"),
        ("2018.~2026.", date(2018, 1, 1), date(2026, 12, 31), "YEAR"),
        ("2022. 1월 ~ 12월", date(2022, 1, 1), date(2022, 12, 31), "MONTH"),
        ("2022. 1월부터 3월까지", date(2022, 1, 1), date(2022, 3, 31), "MONTH"),
        ("2021.03~04", date(2021, 3, 1), date(2021, 4, 30), "MONTH"),
        ("’26. 11. ~ ’27. 2.", date(2026, 11, 1), date(2027, 2, 28), "MONTH"),
        ("'21. 9월말", date(2021, 9, 30), date(2021, 9, 30), "DAY"),
        ("2020. 12. 기준", date(2020, 12, 1), date(2020, 12, 31), "MONTH"),
        ("2018.10월 중", date(2018, 10, 1), date(2018, 10, 31), "MONTH"),
    ],
)
def test_the_forms_of_the_documents_are_read(text, start, end, precision):
    assert parse_kdate(text) == (start, end, Precision[precision])


@pytest.mark.parametrize("text", ["'21. 10.~", "2021. 10월부터", "2021. 10. ~ "])
def test_a_period_without_an_end_is_read_only_where_it_is_allowed(text):
    assert parse_open_kdate(text) == (date(2021, 10, 1), None, Precision.MONTH)
    with pytest.raises(ValueError, match="끝나는 때가 없습니다"):
        parse_kdate(text)


def test_under_a_year_heading_the_year_may_be_left_out():
    assert parse_kdate("1. 10. ~ 6.30.", year=2018)[:2] == (date(2018, 1, 10), date(2018, 6, 30))
    assert parse_kdate("02~12월", year=2021)[:2] == (date(2021, 2, 1), date(2021, 12, 31))
    assert parse_kdate("상반기", year=2021)[:2] == (date(2021, 1, 1), date(2021, 6, 30))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "비어 있습니다"),
        ("11. 21.", "연도가 없습니다"),
        ("하반기", "연도가 없습니다"),
        ("2026. 2. 30.", "2월은 28일까지"),
        ("20261301", "13월은 없습니다"),
        ("2026. 13.", "13월은 없습니다"),
        ("2026. 11. 21.(금)", "그날은 토요일"),
        ("2026. 11.(토)", "날이 없습니다"),
        ("2026. 5. ~ 3.", "끝이 시작보다 빠릅니다"),
        ("2024. 1. 1. ~ 2024. 3.", "시작과 끝의 자리가 다릅니다"),
        ("2026. 1. ~ 2. ~ 3.", "물결표가 여러 개"),
        ("~ 2026. 3.", "읽을 수 없습니다"),
        ("2026. 3.까지", "읽을 수 없습니다"),
        ("1234. 1. 1.", "연도가 맞지 않습니다"),
        ("202611", "읽을 수 없습니다"),
        ("내일", "읽을 수 없습니다"),
        ("2026. 11. 21. 3.", "읽을 수 없습니다"),
        ("1" * 5_000, "너무 깁니다"),
    ],
)
def test_what_is_no_date_is_refused_with_what_is_wrong_and_how_to_mend_it(text, told):
    with pytest.raises(ValueError, match=told) as refusal:
        parse_kdate(text)
    assert "주세요" in str(refusal.value)


@given(days)
def test_every_printed_day_reads_back(day):
    for text in (kdate(day), kdate_weekday(day), short_date(day), f"{day:%Y%m%d}", str(day)):
        assert parse_kdate(text) == (day, day, Precision.DAY)


@given(days, days, st.sampled_from(Precision), st.booleans())
def test_every_printed_period_reads_back_at_its_precision(one, other, precision, short):
    start, end = sorted((one, other))
    text = kperiod(start, end, precision, short)
    assert parse_kdate(text) == (*span_of(start, end, precision), precision)


@given(st.text(alphabet="0123456789.~/-’' 년월일상하반기분말(토)", max_size=24))
def test_any_jumble_of_date_characters_is_a_date_or_a_korean_refusal(text):
    try:
        span = parse_kdate(text)
        assert span.start <= span.end
    except ValueError as refusal:
        assert "주세요" in str(refusal)
