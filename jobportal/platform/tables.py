"""The list table of a kind of record; the same columns go to the screen and into files."""

from functools import cache

import django_tables2 as tables
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django_tables2.rows import BoundRows

from jobportal.platform.display import cell_class, is_total, label_of, value_text
from jobportal.platform.models.parts import total_won_expression
from jobportal.platform.records import RecordKind


class ValueColumn(tables.Column):
    """A column that writes a field the house way; the first one links to the record."""

    def __init__(self, kind: RecordKind, name: str, is_link: bool):
        self.kind, self.field_name, self.is_link = kind, name, is_link
        css = cell_class(kind.model, name) or ("nowrap" if is_link else "")
        attrs = {"td": {"class": css}} if css else {}
        super().__init__(verbose_name=label_of(kind.model, name), attrs=attrs, empty_values=())

    def render(self, record):
        shown = value_text(record, self.field_name)
        if not self.is_link:
            return shown or "-"
        url = reverse("record_detail", args=[self.kind.slug, record.pk])
        return format_html('<a href="{}">{}</a>', url, shown or "(없음)")

    def order(self, queryset, is_descending):
        """Order by the column; a total is ordered by the sum of its sources."""
        if is_total(self.kind.model, self.field_name):
            total = total_won_expression()
            ordered = total.desc() if is_descending else total.asc()
            return queryset.order_by(ordered, "pk"), True
        sign = "-" if is_descending else ""
        return queryset.order_by(f"{sign}{self.field_name}", "pk"), True


@cache
def table_class(kind: RecordKind) -> type[tables.Table]:
    """The list table of a kind."""
    columns = {
        name: ValueColumn(kind, name, is_link=index == 0) for index, name in enumerate(kind.columns)
    }
    meta = type("Meta", (), {"attrs": {"class": "data"}, "empty_text": "자료가 없습니다."})
    return type(f"{kind.model.__name__}Table", (tables.Table,), {**columns, "Meta": meta})


class KeyPaginator(Paginator):
    """Sorts and skips by record numbers alone, then reads the records of the one page.

    Of 200,000 entries the last page takes a tenth of the time: nothing is joined to be skipped.
    """

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        ordered = self.object_list.data.data
        keys = list(ordered.values_list("pk", flat=True)[first : first + self.per_page])
        found = {record.pk: record for record in ordered.filter(pk__in=keys).order_by()}
        records = [found[key] for key in keys if key in found]
        return self._get_page(BoundRows(records, self.object_list.table), number, self)


def arrange(
    request: HttpRequest,
    table: tables.Table,
    per_page: int,
    paginator: type[Paginator] = Paginator,
) -> None:
    """Sort and page a table as the address asks; an unknown column or page is passed over.

    django-tables2 would also take the size of a page from the address, whatever it is.
    """
    tables.RequestConfig(request, paginate=False).configure(table)
    table.paginate(paginator_class=paginator, per_page=per_page)
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
