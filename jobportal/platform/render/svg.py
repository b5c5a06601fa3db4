"""Charts drawn on the server as SVG text: bars against a target, and a year's running total.

Colours and line styles are in the stylesheet by class, so that a strict content policy holds;
every value stands as text beside its mark, so that nothing needs a pointer (compliance AX-07).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jobportal.platform.values.rates import percent

_LEFT, _RIGHT, _TOP = 190, 130, 30
_BAR, _GAP = 22, 14
_WIDTH, _CURVE_HEIGHT = 760, 300
_CURVE_LEFT, _CURVE_RIGHT, _CURVE_BOTTOM = 60, 110, 40
_MONTHS = 12
_LONGEST_LABEL = 13


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart: its name, its ratio (1 is the whole; None: none), a word on it.

    `state` is said in words beside the bar (정상, 주의, 부진), never by colour alone.
    """

    label: str
    ratio: Fraction | None
    state: str = ""


@dataclass(frozen=True)
class Curve:
    """A line of a year: running totals as ratios for months 1, 2 … (None: not yet), and its name.

    `style` is the class of the line: "actual", "plan" or "previous".
    """

    label: str
    points: tuple[Fraction | None, ...]
    style: str = "actual"


def bar_chart(
    title: str, bars: Iterable[Bar], target: Fraction | None = None, target_label: str = "목표"
) -> SafeString:
    """Horizontal bars of rates with a line at the target; the axis reaches the largest of them."""
    drawn = list(bars)
    top = _axis_end([bar.ratio for bar in drawn] + [target])
    room = _WIDTH - _LEFT - _RIGHT
    context = {
        "title": title,
        "description": _bars_in_words(drawn, target, target_label),
        "width": _WIDTH,
        "height": _TOP + len(drawn) * (_BAR + _GAP) + 24,
        "axis": {"x": _LEFT, "top": _TOP - 6, "bottom": _TOP + len(drawn) * (_BAR + _GAP)},
        "bars": [_bar(bar, n, room, top) for n, bar in enumerate(drawn)],
        "target": None,
    }
    if target is not None:
        words = f"{target_label} {percent(target)}%"
        context["target"] = {"x": _along(target, room, top, _LEFT), "label": words}
    return render_to_string("render/bars.svg", context)


def month_curve(title: str, curves: Iterable[Curve]) -> SafeString:
    """Running totals over twelve months, one line each; the last known value is written beside.

    Raises ValueError for a curve of more than twelve months.
    """
    drawn = list(curves)
    if any(len(curve.points) > _MONTHS for curve in drawn):
        raise ValueError("A curve holds at most twelve months.")
    top = _axis_end([point for curve in drawn for point in curve.points])
    context = {
        "title": title,
        "description": _curves_in_words(drawn),
        "width": _WIDTH,
        "height": _CURVE_HEIGHT,
        "left": _CURVE_LEFT,
        "right": _WIDTH - _CURVE_RIGHT,
        "bottom": _CURVE_HEIGHT - _CURVE_BOTTOM,
        "month_label_y": _CURVE_HEIGHT - _CURVE_BOTTOM + 20,
        "months": [{"x": _month_x(month), "label": f"{month + 1}월"} for month in range(_MONTHS)],
        "levels": [_level(Fraction(part, 4) * top, top) for part in range(5)],
        "curves": _curves(drawn, top),
    }
    return render_to_string("render/curve.svg", context)


def _axis_end(ratios: Sequence[Fraction | None]) -> Fraction:
    """The end of the axis: 100 %, or the next 20 % step beyond the largest ratio."""
    largest = max((ratio for ratio in ratios if ratio is not None), default=Fraction(1))
    return max(Fraction(1), Fraction(-(-largest * 5 // 1), 5))


def _along(ratio: Fraction, room: int, top: Fraction, start: int) -> int:
    """A place on an axis of `room` pixels that ends at `top`; a negative ratio stays at 0."""
    return start + int(max(ratio, Fraction(0)) / top * room)


def _bar(bar: Bar, n: int, room: int, top: Fraction) -> dict:
    y = _TOP + n * (_BAR + _GAP)
    length = _along(bar.ratio or Fraction(0), room, top, 0)
    value = "-" if bar.ratio is None else f"{percent(bar.ratio)}%"
    return {
        "label": _shortened(bar.label),
        "y": y,
        "text_y": y + _BAR - 6,
        "length": length,
        "height": _BAR,
        "label_x": _LEFT - 8,
        "x": _LEFT,
        "value_x": _WIDTH - _RIGHT + 10,
        "value": f"{value} {bar.state}".strip(),
    }


def _shortened(label: str) -> str:
    """A name that fits beside the bars; the table beside the chart has it in full."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _month_x(month: int) -> int:
    room = _WIDTH - _CURVE_LEFT - _CURVE_RIGHT
    return _CURVE_LEFT + room * month // (_MONTHS - 1)


def _height_of(ratio: Fraction, top: Fraction) -> int:
    room = _CURVE_HEIGHT - _CURVE_BOTTOM - _TOP
    return _CURVE_HEIGHT - _CURVE_BOTTOM - int(max(ratio, Fraction(0)) / top * room)


def _level(ratio: Fraction, top: Fraction) -> dict:
    y = _height_of(ratio, top)
    return {"y": y, "text_y": y + 5, "label": f"{percent(ratio, 0)}%"}


def _curves(curves: list[Curve], top: Fraction) -> list[dict]:
    """Each line with its points; the words at the ends are moved apart where they would overlap."""
    drawn = []
    for curve in curves:
        known = [(m, ratio) for m, ratio in enumerate(curve.points) if ratio is not None]
        spots = [(_month_x(m), _height_of(ratio, top)) for m, ratio in known]
        if spots:
            words = f"{curve.label} {percent(known[-1][1])}%"
            drawn.append({"style": curve.style, "spots": spots, "end": spots[-1], "label": words})
    taken: list[int] = []
    for line in sorted(drawn, key=lambda line: line["end"][1]):
        y = max(line["end"][1] + 5, taken[-1] + 18 if taken else 0)
        taken.append(y)
        line["label_x"], line["label_y"] = line["end"][0] + 8, y
        line["path"] = " ".join(f"{x},{y}" for x, y in line["spots"])
    return drawn


def _bars_in_words(bars: list[Bar], target: Fraction | None, target_label: str) -> str:
    parts = [f"{bar.label} {_in_words(bar.ratio)} {bar.state}".strip() for bar in bars]
    if target is not None:
        parts.insert(0, f"{target_label} {_in_words(target)}")
    return ", ".join(parts) or "표시할 값이 없습니다."


def _curves_in_words(curves: list[Curve]) -> str:
    told = []
    for curve in curves:
        known = [(m, ratio) for m, ratio in enumerate(curve.points, 1) if ratio is not None]
        months = (f"{month}월 {_in_words(ratio)}" for month, ratio in known)
        told.append(f"{curve.label}: {', '.join(months) or '없음'}")
    return ". ".join(told) or "표시할 값이 없습니다."


def _in_words(ratio: Fraction | None) -> str:
    return "없음" if ratio is None else f"{percent(ratio)}%"
