"""The statutory values: delivered with their sources, read by day."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from jobportal.platform.granting import give
from jobportal.platform.models import Change, User
from programs.models import OwnValue, StatutoryValue
from programs.statutory.shipped import shipped_values
from programs.statutory.timelines import insurance_rates, statutory, wage_values

pytestmark = pytest.mark.django_db


def test_every_line_of_the_file_is_in_the_database_with_source_and_confidence():
    kept = StatutoryValue.objects.values_list(
        "kind", "from_on", "size", "value", "source", "confidence"
    )
    assert set(kept) == {tuple(vars(value).values()) for value in shipped_values()}
    assert all(value.source for value in shipped_values())


def test_only_published_values_are_marked_as_sourced():
    marks = {(value.kind, value.from_on.year): value.confidence for value in shipped_values()}
    assert marks["MEDIAN_INCOME", 2026] == "SOURCED"
    assert marks["MEDIAN_INCOME", 2025] == "HIGH"
    assert marks["LIVING_WAGE_SEOUL", 2022] == "SOURCED"
    assert marks["LIVING_WAGE_SEOUL", 2024] == "HIGH"
    assert marks["PENSION_RATE", 2024] == "HIGH"


@pytest.mark.parametrize(
    ("size", "day", "won"),
    [
        (1, date(2018, 1, 1), 1_672_105),
        (4, date(2023, 12, 31), 5_400_964),
        (4, date(2024, 1, 1), 5_729_913),
        (6, date(2026, 7, 1), 8_555_952),
        (7, date(2026, 7, 1), 8_555_952 + (8_555_952 - 7_556_719)),
    ],
)
def test_the_median_income_of_a_household_on_a_day(district, size, day, won):
    assert statutory(district.pk).median_won(size, day) == won


def test_wages_and_rates_change_on_their_day(district):
    wages, rates = wage_values(district.pk), insurance_rates(district.pk)
    assert wages.minimum_won.at(date(2025, 12, 31)) == 10_030
    assert wages.minimum_won.at(date(2026, 1, 1)) == 10_320
    assert wages.living_won.at(date(2022, 5, 1)) == 10_766
    assert rates.employment.at(date(2022, 6, 30)) == Fraction(8, 1000)
    assert rates.employment.at(date(2022, 7, 1)) == Fraction(9, 1000)
    assert rates.pension.at(date(2026, 1, 1)) == Fraction(475, 10_000)
    assert rates.care.at(date(2026, 1, 1)) == Fraction(1314, 10_000)
    with pytest.raises(LookupError):
        wages.minimum_won.at(date(2017, 12, 31))


def test_the_page_shows_each_kind_with_its_source(signed_in):
    text = signed_in.get(reverse("statutory_values")).text
    assert "6,494,738" in text
    assert "3.595" in text
    assert "금천구 2022년 업무계획" in text
    narrowed = signed_in.get(reverse("statutory_values") + "?kind=MINIMUM_WAGE").text
    assert "10,320" in narrowed
    assert "6,494,738" not in narrowed


# ---- values of an office ---------------------------------------------------------------------


def add(client, kind: str = "MINIMUM_WAGE", **values):
    sent = {"from_on": "2027-01-01", "value_0": "10,500", "source": "가상 고시 제1호", **values}
    return client.post(reverse("statutory_add", args=[kind]), sent)


def test_an_office_enters_next_years_value_which_its_rounds_use(district, signed_in):
    new_year = date(2027, 1, 1)
    assert wage_values(district.pk).minimum_won.at(new_year) == 10_320
    assert add(signed_in).status_code == 302
    assert wage_values(district.pk).minimum_won.at(new_year) == 10_500
    assert wage_values(district.pk).minimum_won.at(date(2026, 12, 31)) == 10_320
    assert wage_values(district.pk + 1).minimum_won.at(new_year) == 10_320  # theirs alone
    page = signed_in.get(reverse("statutory_values") + "?kind=MINIMUM_WAGE").text
    assert "가상 고시 제1호" in page
    assert "구 등록" in page


def test_a_correction_is_a_new_row_with_a_reason(district, signed_in):
    add(signed_in)
    refused = add(signed_in, value_0="10,600")
    assert refused.status_code == 422
    assert "고치는 사유를 적으세요" in refused.text
    assert add(signed_in, value_0="10,600", reason="고시 오기 정정").status_code == 302
    assert wage_values(district.pk).minimum_won.at(date(2027, 1, 1)) == 10_600
    assert OwnValue.objects.count() == 2
    page = signed_in.get(reverse("statutory_values")).text
    assert "정정 전" in page
    assert "고시 오기 정정" in page
    assert Change.objects.filter(kind="programs.ownvalue", reason="고시 오기 정정").exists()


def test_a_delivered_value_is_corrected_with_a_reason_too(district, signed_in):
    assert add(signed_in, from_on="2026-01-01").status_code == 422
    assert add(signed_in, from_on="2026-01-01", reason="공식 고시 확인").status_code == 302
    assert wage_values(district.pk).minimum_won.at(date(2026, 6, 1)) == 10_500


def test_rates_are_entered_in_per_cent_and_incomes_for_every_size(district, signed_in):
    assert add(signed_in, "PENSION_RATE", value_0="5.125").status_code == 302
    assert insurance_rates(district.pk).pension.at(date(2027, 1, 1)) == Fraction(5125, 100_000)
    sizes = {f"value_{n}": str(2_000_000 + n * 500_000) for n in range(1, 7)}
    assert add(signed_in, "MEDIAN_INCOME").status_code == 422
    assert add(signed_in, "MEDIAN_INCOME", **sizes).status_code == 302
    assert statutory(district.pk).median_won(4, date(2027, 2, 1)) == 4_000_000
    falling = {**sizes, "value_6": "1", "reason": "시험"}
    assert "커야 합니다" in add(signed_in, "MEDIAN_INCOME", **falling).text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"value_0": "0"}, "0보다 큰"),
        ({"value_0": "10500.5"}, "정수"),
        ({"value_0": "999999999"}, "정수"),
        ({"value_0": "만원"}, "읽을 수 없습니다"),
        ({"source": ""}, "필수"),
        ({"source": "담당 900101-1234567"}, "주민등록번호"),
        ({"from_on": "2098-01-01"}, "연도를 확인"),
        ({"from_on": "내년"}, "적용 시작일"),
    ],
)
def test_what_no_office_can_mean_is_refused(signed_in, values, words):
    answer = add(signed_in, **values)
    assert answer.status_code == 422
    assert words in answer.text
    assert not OwnValue.objects.exists()


def test_who_prepares_no_rounds_enters_nothing(district, client):
    clerk = User.objects.create_user("payroll", password="x", name="김급여")
    give(clerk, district, "PAYROLL", "시험")
    client.force_login(clerk)
    assert add(client).status_code == 403
    assert "등록<span" not in client.get(reverse("statutory_values")).text


def test_an_entry_is_never_changed_by_the_database(signed_in):
    add(signed_in)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE programs_ownvalue SET value = 1")
