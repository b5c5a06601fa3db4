"""Writes across documents: copying one to a new year, ordering and removing items."""

from datetime import date

from django.db import transaction

from reports.building import split_params
from reports.catalogue import TABLES
from reports.declare import ParamKind
from reports.models import Document, DocumentItem


@transaction.atomic
def copy_document(document: Document, *, code: str, title: str, year: int, as_of: date) -> Document:
    """A new document with the same items; years in items and parameters move along.

    Items take the new document's 기준일. What the old one printed is not copied.
    """
    moved = year - document.year
    new = Document(
        district=document.district,
        code=code,
        title=title,
        kind=document.kind,
        department=document.department,
        year=year,
        as_of=as_of,
    )
    new.save()
    for item in document.items.all():
        DocumentItem(
            district=document.district,
            document=new,
            code=item.code,
            order=item.order,
            section=item.section,
            title=item.title,
            table=item.table,
            params=moved_params(item, moved),
            year=item.year + moved if item.year else None,
        ).save()
    return new


def moved_params(item: DocumentItem, years: int) -> str:
    """The item's parameters with every year moved on."""
    table = TABLES.get(item.table)
    kinds = {param.name: param.kind for param in table.params} if table else {}
    lines = []
    for name, value in split_params(item.params).items():
        if kinds.get(name) in (ParamKind.INTEGER, ParamKind.INTEGERS):
            value = ",".join(_moved_year(part.strip(), years) for part in value.split(","))
        lines.append(f"{name}={value}")
    return "\n".join(lines)


def _moved_year(text: str, years: int) -> str:
    is_year = text.isdecimal() and 1990 <= int(text) <= 2100
    return str(int(text) + years) if is_year else text


@transaction.atomic
def move_item(item: DocumentItem, step: int) -> None:
    """Swap an item with the one before (-1) or after (+1) it; at the end nothing moves."""
    items = list(item.document.items.all())
    place = [other.pk for other in items].index(item.pk)
    if not 0 <= place + step < len(items):
        return
    items[place], items[place + step] = items[place + step], items[place]
    for order, other in enumerate(items, start=1):
        if other.order != order:
            other.order = order
            other.save()
