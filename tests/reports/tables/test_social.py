"""Social-economy lines: firms by kind, supports, public purchases, placements."""

from datetime import date

import pytest

from programs.models import (
    JobEvent,
    PublicPurchase,
    SocialEconomyCount,
    SocialEconomyOrg,
    Support,
)
from tests.reports.tables.papers import built, printed, project, saved

pytestmark = pytest.mark.usefixtures("acted")
DAY = date(2018, 8, 31)


@pytest.fixture
def owner(district):
    return project(district)


def counted(owner, kind, total, new, as_of=DAY):
    saved(
        SocialEconomyCount(
            district=owner.district, as_of=as_of, kind=kind, total=total, newly_found=new
        )
    )


def support(owner, order, kind, title="지원", **values):
    saved(
        Support(
            district=owner.district,
            code=f"지원{order}",
            project=owner,
            kind=kind,
            title=title,
            year=2018,
            order=order,
            **values,
        )
    )


def lines(owner, **params):
    return built(owner.district, "social-economy", DAY, project="공약", **params)


def test_entered_counts_of_the_latest_day_add_up_by_kind(owner):
    counted(owner, "COOPERATIVE", 204, 9)
    counted(owner, "SOCIAL_ENTERPRISE", 41, 3)
    counted(owner, "VILLAGE", 2, 0)
    counted(owner, "VILLAGE", 9, 9, date(2018, 1, 1))
    assert printed(lines(owner), "현황", "내용", "세부") == [
        "247개",
        " (사회적기업 41, 협동조합 204, 마을기업 2)",
    ]
    assert printed(lines(owner), "신규기업 공모발굴", "내용", "세부") == [
        "12개",
        " (사회적기업 3, 협동조합 9)",
    ]


def test_the_register_goes_before_entered_counts(owner):
    counted(owner, "VILLAGE", 9, 9)
    for number, (kind, registered, closed) in enumerate(
        (
            ("VILLAGE", date(2017, 1, 1), None),
            ("COOPERATIVE", date(2018, 1, 1), None),
            ("COOPERATIVE", date(2017, 1, 1), date(2018, 8, 31)),
            ("COOPERATIVE", date(2018, 9, 1), None),
        )
    ):
        saved(
            SocialEconomyOrg(
                district=owner.district,
                code=str(number),
                name=f"기업{number}",
                kind=kind,
                registered_on=registered,
                closed_on=closed,
            )
        )
    assert printed(lines(owner), "현황", "내용", "세부") == ["2개", " (협동조합 1, 마을기업 1)"]
    assert printed(lines(owner), "신규기업 공모발굴", "내용") == ["1개"]


def test_supports_tell_firms_money_and_sessions(owner):
    support(owner, 1, "FINANCE", organisations=28, amount_won=420_411_000, note="중복포함")
    support(owner, 2, "SPACE", organisations=1, org_kind="INTERMEDIARY")
    support(owner, 3, "SPACE", organisations=4, org_kind="SOCIAL_ENTERPRISE")
    support(owner, 4, "CONSULTING", "상담", times=8)
    support(owner, 5, "TRAINING", "교육", times=4, persons=60)
    grid = lines(owner)
    assert printed(grid, "재정지원", "내용", "세부") == ["28개 기업", "(중복포함), 420,411천원"]
    assert printed(grid, "공간지원", "내용", "세부") == [
        "5개 기업",
        " (중간지원조직 1, 사회적기업 4)",
    ]
    assert printed(grid, "상담·교육", "내용") == ["상담(8회), 교육(4회, 60명)"]


def test_the_share_of_purchases_is_computed_where_the_whole_is_known(owner):
    saved(
        PublicPurchase(
            district=owner.district,
            year=2018,
            as_of=date(2018, 6, 30),
            social_won=2_500_000_000,
            stated_percent="24.7",
        )
    )
    assert printed(lines(owner), "공공구매 실적", "내용") == ["25억(총 구매비율 24.7%)"]
    saved(
        PublicPurchase(
            district=owner.district,
            year=2018,
            as_of=DAY,
            social_won=3_000_000_000,
            total_won=9_000_000_000,
        )
    )
    assert printed(lines(owner), "공공구매 실적", "내용") == ["30억(총 구매비율 33.3%)"]


def test_placements_tell_people_and_firms(owner):
    saved(
        JobEvent(
            district=owner.district,
            code="연계",
            project=owner,
            kind="HIRING",
            year=2018,
            title="청년일자리",
            organisations=5,
            participants=6,
        )
    )
    assert printed(lines(owner, person_label="청년"), "청년일자리", "내용") == [
        "청년(6명), 기업(5개) 연계 취업 추진"
    ]
