"""The chart of days: columns and a line on one axis, every value also in words."""

from xml.etree import ElementTree

from jobportal.platform.render.svg_days import day_chart

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("이번 회차", "지난 회차(가-1)")


def drawn(labels, columns, line):
    svg = day_chart("접수일별 신청", labels, columns, line, NAMES)
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def texts(chart) -> list[str]:
    return [one.text for one in chart.iter(f"{SVG}text")]


def test_columns_and_line_share_an_axis_that_reaches_the_largest():
    chart = drawn(["5. 4.(월)", "5. 5.(화)"], [10, 40], [20, 5])
    bars = list(chart.iter(f"{SVG}rect"))
    assert [int(bar.get("height")) for bar in bars[:2]] == [45, 180]
    spots = [int(spot.get("cy")) for spot in chart.iter(f"{SVG}circle")]
    assert spots == [130, 198]
    assert [text for text in texts(chart) if text.isdecimal()] == ["0", "10", "20", "30", "40"]


def test_everything_is_also_said_in_words():
    chart = drawn(["5. 4.(월)", "5. 5.(화)"], [1_200, None], [0, 7])
    assert chart.find(f"{SVG}desc").text == ("5. 4.(월) 이번 회차 1,200건, 지난 회차(가-1) 0건")
    assert chart.get("role") == "img"


def test_without_a_last_round_there_is_no_line():
    chart = drawn(["5. 4.(월)"], [3], [0])
    assert list(chart.iter(f"{SVG}polyline")) == []
    assert "지난 회차(가-1)" not in texts(chart)


def test_many_days_keep_their_labels_apart():
    labels = [f"5. {day}." for day in range(1, 32)]
    chart = drawn(labels, [1] * 31, [0] * 31)
    assert sum(text in labels for text in texts(chart)) <= 12


def test_nothing_to_show_is_said():
    assert drawn([], [], []).find(f"{SVG}desc").text == "표시할 값이 없습니다."
