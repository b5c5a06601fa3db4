"""The premiums that stand for a share of the median income: entered by an office, read by day."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.rules.assess import Outcome, assess
from jobportal.platform.rules.codes import IncomeSource, PremiumType, RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.facts import Days, Facts
from programs.actions import change_rules
from programs.cautions import warnings_of
from programs.models import OwnValue
from programs.preparation import rules_of
from programs.statutory.timelines import statutory
from tests.programs.making import make_programme, make_round, with_rules

pytestmark = pytest.mark.django_db
W, R = PremiumType.WORKPLACE, PremiumType.REGIONAL
NOTICE = date(2026, 5, 4)


def add(client, kind: str = "PREMIUM_WORKPLACE", **values):
    sent = {
        "from_on": "2026-01-01",
        "pct": "70",
        "source": "가상 고시 제1호",
        **{f"value_{size}": str(size * 30_000) for size in range(1, 11)},
        **values,
    }
    return client.post(reverse("statutory_add", args=[kind]), sent)


def limit(district, day: date, kind=W, pct: int = 70, size: int = 2) -> int:
    return statutory(district.pk).premium_limit_won(pct, kind, size, day)


def test_a_table_holds_for_its_share_and_kind_from_its_day_on(district, signed_in):
    assert add(signed_in).status_code == 302
    assert add(signed_in, "PREMIUM_REGIONAL", value_2="45,000").status_code == 302
    assert add(signed_in, pct="80", from_on="2026-07-01", value_2="65000").status_code == 302
    assert limit(district, NOTICE) == 60_000
    assert limit(district, NOTICE, R) == 45_000
    assert limit(district, date(2026, 8, 1), pct=80) == 65_000
    assert limit(district, date(2026, 8, 1)) == 60_000  # another share leaves it alone
    for unknown in ({"pct": 80}, {"kind": PremiumType.MIXED}, {"size": 11}):
        with pytest.raises(LookupError):
            limit(district, NOTICE, **unknown)


def test_a_correction_replaces_the_whole_table(district, signed_in):
    add(signed_in)
    assert "고치는 사유" in add(signed_in, value_2="61000").text
    empty = {f"value_{size}": "" for size in range(3, 11)}
    assert add(signed_in, value_2="61000", reason="고시 확인", **empty).status_code == 302
    assert limit(district, NOTICE) == 61_000
    with pytest.raises(LookupError):
        limit(district, NOTICE, size=3)
    page = signed_in.get(reverse("statutory_values") + "?kind=PREMIUM_WORKPLACE").text
    assert "(기준 중위소득 70%)" in page
    assert "정정 전" in page


def test_a_kind_without_values_says_what_to_do(signed_in):
    page = signed_in.get(reverse("statutory_values") + "?kind=PREMIUM_MIXED").text
    assert "등록한 값이 없습니다" in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"pct": ""}, "기준 중위소득 비율"),
        ({"pct": "0"}, "1 이상"),
        ({"pct": "9" * 30}, "300 이하"),
        ({"value_5": "1"}, "커야 합니다"),
        ({"value_5": "30000.5"}, "정수"),
        ({f"value_{size}": "" for size in range(1, 11)}, "하나 이상"),
    ],
)
def test_what_no_table_can_say_is_refused(signed_in, values, words):
    answer = add(signed_in, **values)
    assert answer.status_code == 422
    assert words in answer.text
    assert not OwnValue.objects.exists()


def test_a_cap_measured_by_premiums_is_answered(district, signed_in):
    cap = Criterion.standard(RuleCode.INCOME_CAP, pct=70, source=IncomeSource.PREMIUM.value)

    def outcome(won: int) -> Outcome:
        facts = Facts(household_size=2, premium_type=W, premium_won=won)
        days = Days(as_of=NOTICE, notice=NOTICE)
        (finding,) = assess([cap], facts, days, statutory(district.pk))
        return finding.outcome

    assert outcome(60_000) is Outcome.TO_CONFIRM
    add(signed_in)
    assert [outcome(won) for won in (60_000, 60_001)] == [Outcome.MET, Outcome.NOT_MET]


def test_what_a_cap_measured_by_premiums_lacks_is_told_before_the_notice(district, signed_in):
    version = with_rules(make_round(make_programme(district)), "public-works-2022-2")
    assert not any("건강보험료" in one for one in warnings_of(version))
    rules = rules_of(version)
    by_premium = Criterion.standard(RuleCode.INCOME_CAP, pct=70, source="PREMIUM")
    kept = [one for one in rules.criteria if one.code is not RuleCode.INCOME_CAP]
    with acting("시험"):
        change_rules(version, replace(rules, criteria=(*kept, by_premium)))
    (told,) = [one for one in warnings_of(version) if "건강보험료" in one]
    assert "70%" in told
    add(signed_in)
    (told,) = [one for one in warnings_of(version) if "건강보험료" in one]
    assert "지역가입자, 혼합" in told
    for kind in ("PREMIUM_REGIONAL", "PREMIUM_MIXED"):
        add(signed_in, kind, value_1="")
    assert not any("건강보험료" in one for one in warnings_of(version))


def test_an_entry_is_still_never_changed_by_the_database(signed_in):
    add(signed_in)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM programs_ownvalue")
