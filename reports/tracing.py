"""From a figure on screen to the records behind it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse

from jobportal.platform.render.grid import Cell, Source
from reports.models import DocumentItem

LONGEST_QUERY = 3_500
"""Record numbers beyond this many characters do not fit an address (servers take some 4,000); the
whole list is shown then."""


def source_url(source: Source) -> str:
    """The page of one record, or the list of exactly these records."""
    if len(source.ids) == 1 and not source.query:
        return reverse("record_detail", args=[source.kind, source.ids[0]])
    query = list(source.query)
    numbers = ",".join(map(str, source.ids))
    if numbers and len(numbers) <= LONGEST_QUERY:
        query.append(("id", numbers))
    return f"{reverse('record_list', args=[source.kind])}?{urlencode(query, safe=',')}"


def item_links(item: DocumentItem) -> Callable[[Cell, int, int], str | None]:
    """The link of each cell of an item: a single record at once, anything computed explained."""

    def link(cell: Cell, row: int, column: int) -> str | None:
        if not cell.sources:
            return None
        if len(cell.sources) == 1 and len(cell.sources[0].ids) == 1 and not cell.formula:
            return source_url(cell.sources[0])
        return reverse("figure", args=[item.document_id, item.code, row, column])

    return link


def plain_links(cell: Cell, row: int, column: int) -> str | None:
    """The link of a cell of a table that stands in no document: its first source."""
    return source_url(cell.sources[0]) if cell.sources else None
