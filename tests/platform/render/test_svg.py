"""Cases for charts: every value in words, escaped, no style of their own."""

from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from jobportal.platform.render.svg import Bar, Curve, bar_chart, month_curve

SVG = "{http://www.w3.org/2000/svg}"
BARS = [
    Bar("희망일자리", Fraction(777, 1_000), "정상"),
    Bar("<청년> & 일자리", Fraction(1_694, 1_000)),
    Bar("도시재생", None, "미집계"),
]


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def words_of(svg: str) -> list[str]:
    return [node.text for node in drawn(svg).iter(f"{SVG}text")]


def test_a_bar_chart_says_all_its_values():
    chart = drawn(bar_chart("집행률", BARS, Fraction(7, 10)))
    assert chart.get("role") == "img"
    assert chart.find(f"{SVG}title").text == "집행률"
    told = chart.find(f"{SVG}desc").text
    assert told == "목표 70.0%, 희망일자리 77.7% 정상, <청년> & 일자리 169.4%, 도시재생 없음 미집계"
    words = words_of(bar_chart("집행률", BARS, Fraction(7, 10)))
    assert {"희망일자리", "77.7% 정상", "169.4%", "- 미집계", "목표 70.0%"} <= set(words)


def test_bars_are_as_long_as_their_rates():
    chart = drawn(bar_chart("집행률", [Bar("가", Fraction(1, 2)), Bar("나", Fraction(1))]))
    half, whole = (int(bar.get("width")) for bar in chart.iter(f"{SVG}rect"))
    assert half * 2 == whole


def test_without_a_target_there_is_no_line():
    assert 'class="target"' not in bar_chart("집행률", BARS)
    assert 'class="target"' in bar_chart("집행률", BARS, Fraction(7, 10))


def test_a_curve_ends_with_its_last_known_value():
    curves = [
        Curve("올해", (Fraction(1, 10), Fraction(4, 10), None)),
        Curve("작년", tuple(Fraction(m, 12) for m in range(1, 13)), "previous"),
    ]
    svg = month_curve("월별 집행률", curves)
    words = words_of(svg)
    assert {"올해 40.0%", "작년 100.0%", "1월", "12월", "100%"} <= set(words)
    lines = [line.get("points").split() for line in drawn(svg).iter(f"{SVG}polyline")]
    assert sorted(len(line) for line in lines) == [2, 12]
    assert "올해: 1월 10.0%, 2월 40.0%" in drawn(svg).find(f"{SVG}desc").text


def test_words_at_the_ends_of_curves_do_not_overlap():
    same = tuple(Fraction(m, 12) for m in range(1, 13))
    svg = drawn(month_curve("집행률", [Curve("가", same), Curve("나", same), Curve("다", same)]))
    places = sorted(
        int(node.get("y")) for node in svg.iter(f"{SVG}text") if "value" in node.get("class")
    )
    assert all(below - above >= 18 for above, below in pairwise(places))


def test_more_than_twelve_months_are_refused():
    with pytest.raises(ValueError, match="twelve"):
        month_curve("집행률", [Curve("올해", (Fraction(0),) * 13)])


def test_nothing_to_show_is_said():
    assert "표시할 값이 없습니다." in bar_chart("집행률", [])
    assert "올해: 없음" in month_curve("집행률", [Curve("올해", ())])


def test_looks_come_from_classes_only():
    for svg in (bar_chart("집행률", BARS), month_curve("집행률", [])):
        assert "style" not in svg
        assert "#" not in svg


def test_many_bars_keep_plain_numbers_in_their_places():
    chart = drawn(bar_chart("집행률", [Bar(str(n), Fraction(1, 2)) for n in range(40)]))
    assert int(chart.get("viewBox").split()[3]) > 1_000
