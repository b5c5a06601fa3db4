"""Documents on screen: their list, every table with links to its records, files, snapshots."""

import hashlib
import json

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.models import Record
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.recordlist import file_response
from jobportal.platform.records import kinds_by_slug
from jobportal.platform.render.grid import Grid, Source
from jobportal.platform.render.html import grid_html
from jobportal.platform.render.json import grid_data
from jobportal.platform.scope import reachable
from jobportal.platform.web.rates import Scope
from reports.building import Known, ParamError, build_item, build_items
from reports.files import CONTENT_TYPES, grids_as
from reports.models import Document, DocumentItem, Snapshot
from reports.tracing import item_links, source_url

REPORTS = "보고서"
RECORDS_SHOWN = 200
PURPOSE = forms.CharField(
    max_length=120, error_messages={"required": "어디에 제출하는지 적으세요."}
)


class DocumentView(Page):
    """A page about one document of the district."""

    permission = Permission.SEE_REPORTS
    write_permission = Permission.EDIT_REPORTS
    section = REPORTS
    document: Document

    def load(self, pk: int) -> Document:
        """The document of the address; another district's answers 404."""
        documents = reachable(self.request, Document).select_related("department", "district")
        self.document = documents.filter(pk=pk).first()
        if self.document is None:
            raise Http404(f"no document {pk}")
        return self.document

    def items(self) -> list[DocumentItem]:
        """The document's items in order, each knowing its document."""
        items = list(self.document.items.all())
        for item in items:
            item.document = self.document
        return items

    def load_item(self, pk: int, code: str) -> DocumentItem:
        """One item of the document."""
        self.load(pk)
        for item in self.items():
            if item.code == code:
                return item
        raise Http404(f"no item {code}")

    def breadcrumbs(self):
        here = [(REPORTS, ""), ("문서", reverse("document_list"))]
        if getattr(self, "document", None) is not None:
            here.append((str(self.document), reverse("document_detail", args=[self.document.pk])))
        return here if here[-1][0] == self.title else [*here, (self.title, "")]


def drawn(item: DocumentItem, heading: int = 3, known: Known | None = None) -> dict:
    """An item as the template shows it: its table, or why it cannot be built."""
    shown = {"item": item, "html": "", "error": ""}
    try:
        grid = build_item(item, known)
    except ParamError as error:
        return {**shown, "error": str(error)}
    return {**shown, "grid": grid, "html": grid_html(grid, item_links(item), heading)}


class DocumentList(Page):
    """The district's documents."""

    permission = Permission.SEE_REPORTS
    write_permission = Permission.EDIT_REPORTS
    template = "reports/documents.html"
    title, section = "문서", REPORTS

    def extra(self):
        documents = reachable(self.request, Document).select_related("department")
        return {
            "documents": documents,
            "add_url": reverse("record_add", args=["documents"]),
            "may_edit": self.may(Permission.EDIT_REPORTS),
        }


class DocumentPage(DocumentView):
    """A whole document: contents, then every section with its tables."""

    template = "reports/document.html"

    def get(self, request, pk):
        document = self.load(pk)
        self.title = str(document)
        return self.show(
            document=document,
            parts=self.parts(),
            may_edit=self.may(Permission.EDIT_REPORTS),
            snapshots=document.snapshots.defer("grids"),
        )

    def parts(self) -> list[dict]:
        """Every item drawn; a table stands under its section's heading, if it has one."""
        parts, heading, known = [], 2, {}
        for item in self.items():
            heading = 3 if item.section else heading
            parts.append(drawn(item, heading, known))
        return parts


class DocumentDownload(DocumentView):
    """A whole document as one workbook, csv or JSON."""

    rates = {"GET": Scope.DOWNLOAD}

    def get(self, request, pk):
        document = self.load(pk)
        format_ = request.GET.get("format", "xlsx")
        if format_ not in CONTENT_TYPES:
            raise Http404(f"no format {format_}")
        try:
            grids = build_items(self.items())
            content = grids_as(grids, format_, document.title, str(document.department))
        except ValueError as error:
            messages.error(request, f"내려받을 수 없습니다. {error}")
            return redirect("document_detail", pk)
        name = f"{timezone.localdate():%Y%m%d}_{document.department}_{document.title}.{format_}"
        return file_response(content, name, CONTENT_TYPES[format_])


class ItemPage(DocumentView):
    """One table of a document, with its files and what the document printed elsewhere."""

    template = "reports/item.html"

    def get(self, request, pk, code):
        item = self.load_item(pk, code)
        self.title = f"{item.full_id} {item.title}"
        part = drawn(item, heading=2)
        format_ = request.GET.get("format")
        if format_ and "grid" in part:
            return self.download(item, part["grid"], format_)
        downloads = [
            (label, f"?format={format_}")
            for format_, label in (("xlsx", "엑셀"), ("csv", "CSV"), ("json", "JSON"))
        ]
        return self.show(document=self.document, part=part, item=item, downloads=downloads)

    def download(self, item: DocumentItem, grid: Grid, format_: str) -> HttpResponse:
        """The table as a file."""
        if format_ not in CONTENT_TYPES:
            raise Http404(f"no format {format_}")
        content = grids_as([grid], format_, item.title, str(self.document.department))
        name = f"{timezone.localdate():%Y%m%d}_{item.full_id}_{item.title}.{format_}"
        return file_response(content, name, CONTENT_TYPES[format_])


class FigurePage(DocumentView):
    """Where a figure comes from: its rule in words and the records behind it."""

    template = "reports/figure.html"

    def get(self, request, pk, code, row, column):
        item = self.load_item(pk, code)
        try:
            grid = build_item(item)
        except ParamError as error:
            raise Http404(str(error)) from error
        spot = next((s for s in grid.layout_cells() if (s.row, s.column) == (row, column)), None)
        if spot is None or not spot.cell.sources:
            raise Http404("no such figure")
        self.title = f"{item.full_id} 값의 근거"
        labels = [grid.row_label(row), grid.column_label(column)]
        return self.show(
            item=item,
            cell=spot.cell,
            place=" · ".join(filter(None, labels)),
            groups=[self.group(source) for source in spot.cell.sources],
        )

    def group(self, source: Source) -> dict:
        """One list of records behind the figure."""
        kind = kinds_by_slug()[source.kind]
        records: list[Record] = []
        if source.ids:
            found = reachable(self.request, kind.model).filter(pk__in=source.ids[:RECORDS_SHOWN])
            records = list(found)
        return {
            "label": kind.label,
            "url": source_url(source),
            "count": len(source.ids),
            "records": [
                (str(r), reverse("record_detail", args=[kind.slug, r.pk])) for r in records
            ],
        }


class DocumentSubmit(DocumentView):
    """Freeze the document as it is handed in; what was reported stays what was reported."""

    template = "reports/submit.html"

    def get(self, request, pk):
        return self.show_form(self.load(pk))

    def show_form(self, document: Document, error: str = "", status: int = 200):
        """Ask to whom it is handed in."""
        self.title = "제출본 만들기"
        return self.show(document=document, error=error, status=status)

    def post(self, request, pk):
        document = self.load(pk)
        try:
            purpose = PURPOSE.clean(request.POST.get("purpose"))
            grids = [grid_data(grid) for grid in build_items(self.items())]
        except ValidationError as error:
            return self.show_form(document, " ".join(error.messages), status=422)
        except ParamError as error:
            return self.show_form(document, str(error), status=422)
        number = document.snapshots.count() + 1
        try:
            self.freeze(number, purpose, grids)
        except IntegrityError:
            words = "방금 다른 사람이 제출본을 만들었습니다. 그것을 먼저 확인하세요."
            return self.show_form(document, words, status=409)
        messages.success(request, f"{number}차 제출본을 만들었습니다.")
        return redirect("snapshot", pk, number)

    def freeze(self, number: int, purpose: str, grids: list[dict]) -> None:
        """Store the tables as they are now."""
        content = json.dumps(grids, ensure_ascii=False, sort_keys=True)
        with acting(self.request.user, reason=purpose, via=Via.FORM):
            Snapshot(
                district=self.district,
                document=self.document,
                number=number,
                submitted_on=timezone.localdate(),
                purpose=purpose,
                grids=grids,
                sha256=hashlib.sha256(content.encode()).hexdigest(),
            ).save()


class SnapshotPage(DocumentView):
    """A submitted snapshot as it was, and which of its figures would differ today."""

    template = "reports/snapshot.html"

    def get(self, request, pk, number):
        document = self.load(pk)
        snapshot = document.snapshots.filter(number=number).first()
        if snapshot is None:
            raise Http404(f"no snapshot {number}")
        self.title = f"{number}차 제출본"
        if request.GET.get("format") == "json":
            content = json.dumps(snapshot.grids, ensure_ascii=False, indent=2).encode()
            name = f"{snapshot.submitted_on:%Y%m%d}_{document.title}_{number}차.json"
            return file_response(content, name, CONTENT_TYPES["json"])
        return self.show(
            document=document,
            snapshot=snapshot,
            submitted=text_of(snapshot.submitted_on),
            changed=self.changed(snapshot),
        )

    def changed(self, snapshot: Snapshot) -> list[dict]:
        """Cells that read otherwise now than in the snapshot."""
        now = {}
        for item in self.items():
            part = drawn(item)
            if "grid" in part:
                now[item.full_id] = grid_data(part["grid"])
        found = []
        for then in snapshot.grids:
            today = now.get(then["id"])
            before, after = _texts(then), _texts(today) if today else {}
            for place in sorted(before.keys() | after.keys()):
                if before.get(place) != after.get(place):
                    found.append(
                        {
                            "id": then["id"],
                            "place": f"{place[0] + 1}행 {place[1] + 1}칸",
                            "then": before.get(place, ""),
                            "now": after.get(place, ""),
                        }
                    )
        return found


def _texts(grid: dict) -> dict[tuple[int, int], str]:
    return {
        (r, c): cell["text"]
        for r, row in enumerate(grid["rows"])
        for c, cell in enumerate(row["cells"])
    }
