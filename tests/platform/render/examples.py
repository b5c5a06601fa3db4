"""Grids of each layout, shaped like those of the documents, for the tests of every renderer."""

from fractions import Fraction

from jobportal.platform.render.grid import (
    Figure,
    Grid,
    HeadCell,
    Row,
    Source,
    blank,
    choice,
    choices,
    count,
    header,
    mark,
    money,
    number,
    rate,
    text,
)
from jobportal.platform.values.money import Unit

THOUSAND = Unit.THOUSAND
ENTRIES = Source("entries", (1, 2))


def budget_grid() -> Grid:
    """Two rows of headings over rows in groups, with a total, a decrease and missing figures."""
    spent = Figure.computed(2_815_509_000, [ENTRIES], "집행액 합계")
    return Grid(
        "000-T04",
        "단위사업별 예산집행 현황",
        unit="천원, %",
        as_of="2018. 9. 30.",
        head=[
            [HeadCell("구분", 2, 2), HeadCell("2018년", 4), HeadCell("비고", 1, 2)],
            [HeadCell("예산액"), HeadCell("집행액"), HeadCell("집행률"), HeadCell("증감")],
        ],
        rows=[
            Row(
                [
                    header("계", colspan=2),
                    money(4_735_498_000, THOUSAND),
                    money(spent, THOUSAND),
                    rate(Fraction(2_815_509, 4_735_498)),
                    money(-12_300_000, THOUSAND),
                    text(""),
                ],
                is_total=True,
            ),
            Row(
                [
                    header("공공일자리", rowspan=2),
                    header("희망일자리"),
                    money(320_889_000, THOUSAND),
                    money(249_441_000, THOUSAND),
                    rate(Fraction(249_441, 320_889)),
                    money(0, THOUSAND),
                    text("=1+1"),
                ]
            ),
            Row(
                [
                    header("지역일자리"),
                    money(400_000_000, THOUSAND),
                    money(0, THOUSAND),
                    rate(None),
                    money(None, THOUSAND, none="미집계"),
                    text("-"),
                ]
            ),
        ],
        notes=["집행률 = 집행액 ÷ 예산액 × 100"],
        warnings=["계 <34,000>이 다릅니다."],
    )


def card_grid() -> Grid:
    """A pledge card: headers beside and above their cells, boxes to tick."""
    return Grid(
        "003-T01",
        "공약 실천카드",
        unit="백만원",
        layout="card",
        rows=[
            Row(
                [
                    header("사업성격"),
                    choices([(False, "신규"), (True, "계속")]).span(columns=3),
                    header("사업기간"),
                    text("2018.~2026."),
                ]
            ),
            Row(
                [
                    header("총사업비", rowspan=2),
                    header("계"),
                    header("국비"),
                    header("시비"),
                    header("추진상황", rowspan=2),
                    choice(True, "완료").span(rows=2),
                ]
            ),
            Row([money(won, Unit.MILLION) for won in (34_034_000_000, 368_000_000, 0)]),
        ],
    )


def schedule_grid() -> Grid:
    """A schedule by quarter with shaded cells."""
    return Grid(
        "001-T03",
        "추진일정",
        head=[
            [HeadCell("구분", 1, 2), HeadCell("2018", 4)],
            [HeadCell(f"{quarter}/4") for quarter in range(1, 5)],
        ],
        rows=[Row([header("협업"), mark(True), mark(False), mark(True), mark(False)])],
    )


def chart_grid() -> Grid:
    """A department over two teams, their duties, and a facility under one team."""
    return Grid(
        "000-T01",
        "조직",
        layout="chart",
        head=[[HeadCell("일자리정책과", 2)], [HeadCell("일자리정책팀"), HeadCell("청년팀")]],
        rows=[
            Row([text("종합계획 수립"), text("청년 사업")]),
            Row([header("일자리플러스센터"), blank()]),
        ],
    )


def lines_grid() -> Grid:
    """Text lines of an outline, of different lengths, with figures in them."""
    return Grid(
        "000-F12",
        "주요 추진실적",
        layout="lines",
        rows=[
            Row([header("참여인원"), count(402, suffix="명"), text(" (2개 사업)")], level=1),
            Row([text("안전교육 2회 <실시>")], level=2),
            Row([text("면적 "), number(Fraction(18_902, 100), 2, suffix="㎡")], level=3),
        ],
    )


def every_grid() -> list[Grid]:
    """One grid of each shape."""
    return [budget_grid(), card_grid(), schedule_grid(), chart_grid(), lines_grid()]
