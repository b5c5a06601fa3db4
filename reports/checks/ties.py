"""Sums of figures across a document's tables that must agree, or of which one is the limit."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from jobportal.platform.values.rates import percent
from reports.checks.finding import Cause, Finding, Kind
from reports.checks.material import Checked, place_key
from reports.checks.printed import place_of
from reports.checks.texts import read_number
from reports.models import DocumentItem, FigureTie, FigureTiePart

LEFT, RIGHT = FigureTiePart.Side.LEFT, FigureTiePart.Side.RIGHT


class Unreadable(ValueError):
    """A part of a tie names a place that is not there or holds no number."""

    def __init__(self, part: FigureTiePart, text: str):
        super().__init__(text)
        self.part, self.text = part, text


def check_ties(checked: Checked) -> Iterator[Finding]:
    """Both sides of each tie; the left one as printed, the right one as the tables give it now."""
    items = {item.pk: item for item in checked.items}
    for tie in sorted(checked.ties, key=lambda tie: tie.code):
        parts = sorted(tie.parts.all(), key=lambda part: part.order)
        try:
            sides = [
                _sum(checked, [part for part in parts if part.side == side])
                for side in (LEFT, RIGHT)
            ]
        except Unreadable as unreadable:
            yield _unreadable(checked, tie, unreadable, items)
            continue
        if parts:
            yield from _compare(checked, tie, parts, items, *sides)


def _sum(checked: Checked, parts: Iterable[FigureTiePart]) -> Decimal:
    total = Decimal(0)
    for part in parts:
        value = _value(checked, part)
        total += -value if part.is_subtracted else value
    return total


def _value(checked: Checked, part: FigureTiePart) -> Decimal:
    """The number at a place; a left figure counts as it was printed."""
    cell = checked.cell(part.item_id, part.row_label, part.column_label)
    place = part.item_id, place_key(part.row_label, part.column_label)
    texts = [cell.text if cell else None]
    if part.side == LEFT:
        texts.insert(0, checked.printed_texts.get(place))
    for text in filter(None, texts):
        value = read_number(text)
        if value is not None:
            return value
    if cell is not None and not cell.text.strip():
        return Decimal(0)
    raise Unreadable(part, cell.text if cell else "")


def _compare(
    checked: Checked,
    tie: FigureTie,
    parts: list[FigureTiePart],
    items: dict[int, DocumentItem],
    left: Decimal,
    right: Decimal,
) -> Iterator[Finding]:
    is_limit = tie.relation == FigureTie.Relation.AT_MOST
    if left <= right if is_limit else left == right:
        return
    share = f"{percent(Fraction(left) / Fraction(right))}%" if is_limit and right else ""
    first = next((items.get(part.item_id) for part in parts if part.side == LEFT), None)
    yield Finding(
        document=checked.document.code,
        item=first.code if first else "",
        kind=Kind.LIMIT if is_limit else Kind.TIE,
        place=tie.title,
        note=share,
        printed=decimal_words(left),
        computed=decimal_words(right),
        difference=left - right,
        cause=Cause(tie.cause),
    )


def _unreadable(
    checked: Checked, tie: FigureTie, found: Unreadable, items: dict[int, DocumentItem]
) -> Finding:
    part = found.part
    item = items.get(part.item_id)
    where = place_of(item, part.row_label, part.column_label) if item else str(part)
    return Finding(
        document=checked.document.code,
        item=item.code if item else "",
        kind=Kind.MISSING,
        place=f"{tie.title} · {where}",
        printed="",
        computed=found.text,
        cause=Cause.SCOPE,
    )


def decimal_words(value: Decimal) -> str:
    """A number with thousands commas, negative with △."""
    return f"{'△' if value < 0 else ''}{abs(value):,f}"
