"""Dates in order."""

from datetime import date

import pytest

from jobportal.platform.values.spans import Span
from programs.models import AchievementLog, Programme, Round
from reports.checks import Cause, Kind
from reports.checks.material import load
from reports.checks.order import check_order
from tests.reports.checks.records import document, money_table, part, project, saved, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(district, acted):
    owner = project(district)
    money_table(document(owner), owner)
    return owner


def found(district):
    [checked] = load(district)
    return list(check_order(checked))


def test_a_year_that_was_mistyped_is_raised_with_the_likely_one(district, owner):
    step(owner, 1, "2021. 10.", text="수요조사")
    step(owner, 2, "2022. 11. ~ 12.", text="세부계획 수립")
    step(owner, 3, "2022. 1. ~ 2.", text="접수 및 선발")
    step(owner, 4, "2022. 3.", text="사업 시행")
    [finding] = found(district)
    assert (finding.kind, finding.cause) == (Kind.ORDER, Cause.DATE)
    assert finding.place == "추진일정 · 희망 일자리 · 세부계획 수립"
    assert (finding.printed, finding.computed) == ("2022. 11. ~ 12.", "2021. 11. ~ 12.")


def test_the_later_step_is_named_when_its_year_fits(district, owner):
    step(owner, 1, "2022. 10.")
    step(owner, 2, "2022. 11.")
    step(owner, 3, "2022. 1.")
    step(owner, 4, "2023. 3.")
    [finding] = found(district)
    assert (finding.printed, finding.computed) == ("2022. 1.", "2023. 1.")


def test_a_step_that_fits_nowhere_is_to_come_after_the_one_above(district, owner):
    step(owner, 1, "2022. 5.")
    step(owner, 2, "2022. 6.")
    step(owner, 3, "2022. 1.")
    step(owner, 4, "2022. 7.")
    [finding] = found(district)
    assert (finding.printed, finding.computed) == ("2022. 1.", "2022. 6. 뒤")


def test_steps_that_overlap_or_begin_together_are_in_order(district, owner):
    step(owner, 1, "2022. 1. ~ 6.")
    step(owner, 2, "2022. 4.")
    step(owner, 3, "2022. 4. ~ 12.")
    assert found(district) == []


def test_each_part_of_a_project_has_its_own_schedule(district, owner):
    first, second = part(owner, 1), part(owner, 2)
    step(owner, 1, "2022. 4.", item=first)
    step(owner, 2, "2022. 10.", item=first)
    step(owner, 3, "2022. 7.", item=second)
    assert found(district) == []


def test_a_schedule_no_document_shows_is_not_raised(district, owner):
    elsewhere = project(district, "다른사업")
    step(elsewhere, 1, "2022. 4.")
    step(elsewhere, 2, "2022. 3.")
    assert found(district) == []


def test_a_log_is_in_order_of_dates(district, owner):
    for order, when in enumerate(("2022. 9.", "2023. 2.", "2022. 12."), start=1):
        saved(
            AchievementLog(
                district=district,
                project=owner,
                order=order,
                when=Span.parse(when),
                title=f"실적 {order}",
            )
        )
    [finding] = found(district)
    assert finding.printed in ("2023. 2.", "2022. 12.")


@pytest.mark.parametrize(("selected", "raised"), [(date(2022, 6, 20), 0), (date(2022, 7, 2), 1)])
def test_a_round_selects_before_it_starts(district, owner, selected, raised):
    programme = saved(Programme(district=district, code="공공근로", kind="PUBLIC_WORKS"))
    round_ = saved(
        Round(
            district=district,
            code="R1",
            programme=programme,
            year=2022,
            half=2,
            notice_on=date(2022, 5, 1),
            select_on=selected,
            starts_on=date(2022, 7, 1),
            ends_on=date(2022, 12, 20),
        )
    )
    [checked] = load(district)
    assert list(check_order(checked)) == []
    checked.named.add(round_)
    assert len(list(check_order(checked))) == raised
