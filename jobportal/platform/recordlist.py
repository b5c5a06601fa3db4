"""The list page of a kind of record, and its download of exactly what is shown."""

from io import BytesIO
from urllib.parse import quote

from django.db.models import Sum
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.display import is_amount, is_total, label_of, plain_value, value_text
from jobportal.platform.filters import RecordFilter, filter_class
from jobportal.platform.models.parts import total_won_expression
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.records import RecordKind
from jobportal.platform.render.csv import ENCODING, csv_lines
from jobportal.platform.render.xlsx_list import write_rows
from jobportal.platform.scope import kind_or_404, reach_of, reachable
from jobportal.platform.tables import KeyPaginator, arrange, table_class
from jobportal.platform.values.money import number_text

PAGE_SIZES = (20, 50, 100)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_response(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to save, its Korean name understood by every browser."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


class RecordList(Page):
    """Filter, sort, page, count, sums and download of the records of a kind."""

    template = "records/list.html"
    permission = Permission.SEE_RECORDS
    confinable = frozenset({Confinement.TEAM, Confinement.PROGRAMME})

    def dispatch(self, request, *args, **kwargs):
        self.kind = kind_or_404(kwargs["slug"])
        self.title, self.section = self.kind.label, self.kind.group
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, slug):
        filterset = self.filterset()
        if not filterset.form.is_valid():
            return self.show(**self.context(filterset, filterset.queryset.none()), status=400)
        records = filterset.qs
        if request.GET.get("format") in ("xlsx", "csv"):
            return self.download(records, request.GET["format"])
        return self.show(**self.context(filterset, records))

    def filterset(self) -> RecordFilter:
        """The filter as the address gives it, over the district's records."""
        records = reachable(self.request, self.kind.model).select_related(*_relations(self.kind))
        return filter_class(self.kind)(self.request.GET, records, reach=reach_of(self.request))

    def table(self, records):
        """The table of these records, sorted and paged as the address asks."""
        table = table_class(self.kind)(records)
        table.caption = self.kind.label
        asked = self.request.GET.get("per_page", "")
        size = int(asked) if asked in map(str, PAGE_SIZES) else PAGE_SIZES[0]
        arrange(self.request, table, size, KeyPaginator)
        return table

    def context(self, filterset: RecordFilter, records) -> dict:
        """What the list template shows."""
        table = self.table(records)
        base = reverse("record_list", args=[self.kind.slug])
        query = self.request.GET.copy()
        query.pop("page", None)
        downloads = []
        for format_, label in (("xlsx", "엑셀로 받기"), ("csv", "CSV로 받기")):
            query["format"] = format_
            downloads.append((label, f"{base}?{query.urlencode()}"))
        return {
            "kind": self.kind,
            "table": table,
            "filter": filterset,
            "narrowed": filterset.narrowed if filterset.form.is_valid() else [],
            "count": table.paginator.count,
            "sums": self.sums(records),
            "downloads": downloads,
            "add_url": reverse("record_add", args=[self.kind.slug])
            if self.actor.may_write_any(self.kind.model, Permission.EDIT_RECORDS)
            else None,
            "import_url": reverse("pack_import")
            if self.kind.in_packs and self.may(Permission.IMPORT_RECORDS)
            else None,
            "page_sizes": PAGE_SIZES,
        }

    def sums(self, records) -> list[tuple[str, str]]:
        """The totals of the amount columns over the whole filtered list.

        Where an amount passes through stages, the total that counts once stands beside them.
        """
        model = self.kind.model
        asked = {
            label_of(model, name): Sum(total_won_expression() if is_total(model, name) else name)
            for name in self.kind.columns
            if is_amount(model, name)
        }
        for condition in self.kind.conditions:
            if condition.total_label:
                total = Sum(total_won_expression(), filter=condition.rule())
                asked[condition.total_label] = total
        if not asked:
            return []
        names = [f"sum_{n}" for n in range(len(asked))]
        found = records.order_by().aggregate(**dict(zip(names, asked.values(), strict=True)))
        return [
            (label, number_text(found[name] or 0)) for label, name in zip(asked, names, strict=True)
        ]

    def download(self, records, format_: str) -> HttpResponse:
        """The filtered list in the order shown, every page of it, same columns."""
        ordered = self.table(records).data.data
        labels = [label_of(self.kind.model, name) for name in self.kind.columns]
        name = f"{timezone.localdate():%Y%m%d}_{self.district.name}_{self.kind.label}.{format_}"
        if format_ == "csv":
            rows = ([value_text(r, n) for n in self.kind.columns] for r in ordered.iterator(2000))
            lines = "".join(csv_lines([labels, *rows]))
            return file_response(lines.encode(ENCODING), name, "text/csv; charset=utf-8")
        rows = ([plain_value(r, n) for n in self.kind.columns] for r in ordered.iterator(2000))
        out = BytesIO()
        write_rows(out, self.kind.label, labels, rows)
        return file_response(out.getvalue(), name, XLSX_TYPE)


def _relations(kind: RecordKind) -> list[str]:
    """Foreign keys shown in the list, with what their own names need."""
    paths = []
    for name in kind.related_names:
        paths.append(name)
        related = kind.field(name).related_model
        paths.extend(f"{name}__{path}" for path in related.NAMED_WITH)
    return paths
