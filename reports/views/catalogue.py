"""The catalogue of report tables, and each table tried out with parameters of one's own."""

from datetime import date

from django.http import Http404
from django.utils import timezone

from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.recordlist import file_response
from jobportal.platform.render.html import grid_html
from reports.building import ParamError, read_params
from reports.catalogue import TABLES
from reports.declare import Context, ReportTable
from reports.files import CONTENT_TYPES, grids_as
from reports.forms import TryForm
from reports.tracing import plain_links

REPORTS = "보고서"


class Catalogue(Page):
    """Every report table a document can be made of."""

    permission = Permission.SEE_REPORTS
    template = "reports/catalogue.html"
    title, section = "표 목록", REPORTS

    def extra(self):
        return {"tables": sorted(TABLES.values(), key=lambda table: table.title)}


class CatalogueTable(Page):
    """One report table for a year, a 기준일 and parameters given in the address."""

    permission = Permission.SEE_REPORTS
    template = "reports/catalogue_table.html"
    section = REPORTS

    def get(self, request, key):
        table = TABLES.get(key)
        if table is None:
            raise Http404(f"no table {key}")
        self.title = table.title
        form = TryForm(request.GET or None, table=table, district=self.district)
        context = {"table": table, "form": form}
        if not request.GET:
            return self.show(**context)
        if not form.is_valid():
            return self.show(**context, status=400)
        try:
            grid = table.build(self.context(table, form))
        except ParamError as error:
            return self.show(**context, error=str(error), status=400)
        format_ = request.GET.get("format")
        if format_ in CONTENT_TYPES:
            content = grids_as([grid], format_, table.title)
            name = f"{timezone.localdate():%Y%m%d}_{self.district.name}_{table.title}.{format_}"
            return file_response(content, name, CONTENT_TYPES[format_])
        query = request.GET.copy()
        downloads = []
        for format_, label in (("xlsx", "엑셀"), ("csv", "CSV"), ("json", "JSON")):
            query["format"] = format_
            downloads.append((label, f"?{query.urlencode()}"))
        html = grid_html(grid, plain_links, heading=2)
        return self.show(**context, html=html, downloads=downloads)

    def context(self, table: ReportTable, form: TryForm) -> Context:
        """The table's context from the form."""
        as_of: date = form.cleaned_data["as_of"]
        return Context(
            district=self.district,
            year=form.cleaned_data["year"],
            as_of=as_of,
            id=table.key,
            title=table.title,
            params=read_params(table, form.params_text(), self.district),
        )
