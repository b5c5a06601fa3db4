"""A chart of days: columns of one period, and a line of the period before over them."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jobportal.platform.values.money import number_text

_WIDTH, _HEIGHT = 760, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 20, 40, 40
_MOST_LABELS = 12


def day_chart(
    title: str,
    labels: Sequence[str],
    columns: Sequence[int | None],
    line: Sequence[int],
    names: tuple[str, str],
) -> SafeString:
    """Columns with a line over them, both by day; None is a day to come. ``names`` say which is
    which; without a value in the line none is drawn."""
    top = _axis_end([*(n or 0 for n in columns), *line])
    room = (_WIDTH - _LEFT - _RIGHT) / max(len(labels), 1)
    every = -(-len(labels) // _MOST_LABELS) or 1
    places = [_LEFT + int(room * n + room / 2) for n in range(len(labels))]
    spots = [(x, _height(n, top)) for x, n in zip(places, line, strict=True)] if any(line) else []
    context = {
        "title": title,
        "description": _in_words(labels, columns, line, names),
        "width": _WIDTH,
        "height": _HEIGHT,
        "left": _LEFT,
        "right": _WIDTH - _RIGHT,
        "label_y": _HEIGHT - _BOTTOM + 22,
        "levels": [_level(top * part // 4, top) for part in range(5)],
        "bars": [
            {"x": x - int(room * 0.3), "y": _height(n, top), "length": _length(n, top)}
            for x, n in zip(places, columns, strict=True)
            if n
        ],
        "bar_width": max(int(room * 0.6), 2),
        "days": [
            {"x": x, "label": label.split("(")[0]}
            for n, (x, label) in enumerate(zip(places, labels, strict=True))
            if n % every == 0
        ],
        "spots": spots,
        "path": " ".join(f"{x},{y}" for x, y in spots),
        "names": names if spots else names[:1],
    }
    return render_to_string("render/days.svg", context)


def _axis_end(values: Sequence[int]) -> int:
    """The end of the axis: a multiple of 4 with two leading digits, at least 4."""
    largest = max(values, default=0)
    unit = 4 * 10 ** max(len(str(largest)) - 2, 0)
    return max(-(-largest // unit) * unit, 4)


def _length(n: int, top: int) -> int:
    return int((_HEIGHT - _TOP - _BOTTOM) * n / top)


def _height(n: int, top: int) -> int:
    return _HEIGHT - _BOTTOM - _length(n, top)


def _level(n: int, top: int) -> dict:
    return {"y": _height(n, top), "text_y": _height(n, top) + 5, "label": number_text(n)}


def _in_words(labels, columns, line, names: tuple[str, str]) -> str:
    told = [
        f"{label} {names[0]} {number_text(n)}건, {names[1]} {number_text(before)}건"
        for label, n, before in zip(labels, columns, line, strict=True)
        if n is not None
    ]
    return ". ".join(told) or "표시할 값이 없습니다."
