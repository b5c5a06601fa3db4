"""The pledge card: checkboxes, total cost and contacts."""

import pytest

from budgets.models import Investment
from programs.models import PledgeChoice, PledgeContact
from tests.reports.tables.papers import MILLION, built, item, pledge, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")


def choose(owner, *options):
    """Options as (group, option, selected, under)."""
    for order, (group, option, selected, *under) in enumerate(options, 1):
        saved(
            PledgeChoice(
                district=owner.district,
                pledge=owner,
                order=order,
                group=group,
                option=option,
                is_selected=selected,
                under=under[0] if under else "",
            )
        )


@pytest.fixture
def card(district):
    return pledge(project(district))


def test_several_options_of_a_group_may_be_ticked(district, card):
    choose(
        card,
        ("이행단계", "여론수렴", True),
        ("이행단계", "추진중", False),
        ("이행단계", "완료(지속)", True),
    )
    grid = built(district, "pledge-choices", pledge="공약")
    assert printed(grid, "이행단계", "해당 사항") == ["☑ 여론수렴 ☐ 추진중 ☑ 완료(지속)"]
    assert grid.cells_by_label()["이행단계", "해당 사항"].value == "여론수렴, 완료(지속)"


def test_nested_options_stand_in_brackets_after_theirs(district, card):
    choose(
        card,
        ("도움", "해당없음", False),
        ("도움", "도움필요", True),
        ("도움", "제도", False, "도움필요"),
        ("도움", "재정", True, "도움필요"),
    )
    grid = built(district, "pledge-choices", pledge="공약")
    assert printed(grid, "도움", "해당 사항") == ["☐ 해당없음 ☑ 도움필요 (☐ 제도 ☑ 재정)"]


@pytest.mark.parametrize("groups", range(7))
def test_the_head_holds_any_number_of_groups(district, card, groups):
    choose(card, *((f"항목{n}", "보기", True) for n in range(groups)))
    grid = built(district, "pledge-header", pledge="공약")
    for n in range(groups):
        assert printed(grid, f"항목{n}", "") == ["☑ 보기"]
    assert printed(grid, "사업기간", "") == ["2022.~2026."]


def test_the_total_cost_is_the_sum_of_the_plan_and_not_of_its_parts_again(district, card):
    for year, part, city in ((2022, None, 30), (2023, None, 40), (2023, item(card.project), 40)):
        saved(
            Investment(
                district=district,
                project=card.project,
                item=part,
                year=year,
                basis="PLAN",
                city_won=city * MILLION,
                district_won=MILLION,
            )
        )
    grid = built(district, "pledge-header", pledge="공약")
    amounts = printed(grid, "총사업비(백만원)", "계", "국비", "시비", "구비", "기타")
    assert amounts == ["72", "-", "70", "2", "-"]


def test_an_acting_head_is_marked(district, card):
    saved(
        PledgeContact(
            district=district,
            pledge=card,
            position="HEAD",
            title="가상과장",
            name="홍가상",
            is_acting=True,
            phone="1234",
        )
    )
    grid = built(district, "pledge-contacts", pledge="공약")
    assert printed(grid, "가상과장", "성명", "전화") == ["代 홍가상", "☎1234"]
    assert printed(built(district, "pledge-header", pledge="공약"), "사업담당 / 가상과장", "") == [
        "☎1234"
    ]
