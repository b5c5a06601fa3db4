"""개인정보 제공 대장: the register of what was given to others outside, and its file (PD-10)."""

from io import BytesIO

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from jobportal.platform.access import account_name
from jobportal.platform.filters import KDateFilter
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.recordlist import XLSX_TYPE, file_response
from jobportal.platform.render.cells import Kind
from jobportal.platform.render.xlsx_list import ListColumn, write_rows
from jobportal.platform.scope import reachable
from jobportal.platform.tables import arrange
from jobportal.platform.values.dates import kdate
from participants.models import Provision

SECTION, TITLE = "관리", "개인정보 제공 대장"
PER_PAGE = 50
COLUMNS = (
    *("given_on", "title", "receiver", "purpose", "basis", "items", "persons", "until_on"),
    *("method", "measures", "approval", "given_by"),
)
"""The columns of the form (표준지침 별지 6), with how many people, by whose leave, who gave it."""


def label_of(name: str) -> str:
    """The Korean name of a column."""
    return str(Provision._meta.get_field(name).verbose_name)


class ProvisionFilter(django_filters.FilterSet):
    """By receiver, form and day."""

    receiver = django_filters.CharFilter(lookup_expr="icontains", label="제공받는 기관")
    method = django_filters.ChoiceFilter(
        label="제공 형태", choices=Provision.Method.choices, empty_label="전체"
    )
    from_on = KDateFilter(field_name="given_on", lookup_expr="gte", label="제공일 부터")
    to_on = KDateFilter(field_name="given_on", lookup_expr="lte", label="제공일 까지")

    class Meta:
        model = Provision
        fields: tuple[str, ...] = ()


class ProvisionTable(tables.Table):
    """One row per provision, newest first."""

    given_on = tables.Column(verbose_name="제공일", attrs={"td": {"class": "nowrap"}})
    receiver = tables.Column(verbose_name="제공받는 기관")
    title = tables.Column(verbose_name="개인정보파일 명칭", orderable=False)
    purpose = tables.Column(verbose_name="제공 목적", orderable=False)
    persons = tables.Column(verbose_name="정보주체(명)", attrs={"td": {"class": "number"}})
    until_on = tables.Column(verbose_name="이용 기한", attrs={"td": {"class": "nowrap"}})
    method = tables.Column(verbose_name="제공 형태", orderable=False)

    class Meta:
        attrs = {"class": "data"}

    def render_given_on(self, record):
        url = reverse("provision_detail", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, kdate(record.given_on))

    def render_persons(self, value):
        return f"{value:,}"

    def render_until_on(self, value):
        return kdate(value)


class ProvisionList(Page):
    """개인정보 제공 대장."""

    template, title, section = "participants/provisions.html", TITLE, SECTION
    permission = Permission.SEE_PROVISIONS

    def get(self, request):
        filterset = ProvisionFilter(request.GET, reachable(request, Provision))
        is_valid = filterset.form.is_valid()
        found = filterset.qs if is_valid else filterset.queryset.none()
        if is_valid and request.GET.get("format") == "xlsx":
            return self.download(found.select_related("given_by"))
        table = ProvisionTable(found, order_by_field="sort")
        table.caption = self.title
        arrange(request, table, PER_PAGE)
        query = request.GET.copy()
        query["format"] = "xlsx"
        return self.show(
            filter=filterset,
            table=table,
            count=table.paginator.count,
            downloads=[("엑셀로 받기", f"{request.path}?{query.urlencode()}")],
            status=200 if is_valid else 400,
        )

    def download(self, provisions: QuerySet[Provision]):
        """The register as it is filtered, every column of the form."""
        columns = [
            ListColumn(label_of(name), Kind.COUNT if name == "persons" else Kind.TEXT)
            for name in COLUMNS
        ]
        out = BytesIO()
        write_rows(out, f"{self.district.name} {self.title}", columns, map(_row, provisions))
        name = f"{timezone.localdate():%Y%m%d}_{self.district.name}_개인정보제공대장.xlsx"
        return file_response(out.getvalue(), name, XLSX_TYPE)


def _row(one: Provision) -> list:
    told = {"method": one.get_method_display(), "given_by": account_name(one.given_by)}
    return [told[name] if name in told else getattr(one, name) for name in COLUMNS]


class ProvisionDetail(Page):
    """One entry of the register."""

    template, title, section = "participants/provision.html", "개인정보 제공 한 건", SECTION
    permission = Permission.SEE_PROVISIONS

    def breadcrumbs(self):
        return [(SECTION, ""), (TITLE, reverse("provision_list")), (self.title, "")]

    def get(self, request, pk):
        one = reachable(request, Provision).select_related("given_by").filter(pk=pk).first()
        if one is None:
            raise Http404("no such provision")
        told = {
            "given_on": kdate(one.given_on),
            "until_on": kdate(one.until_on),
            "persons": f"{one.persons:,}명",
            "method": one.get_method_display(),
            "given_by": account_name(one.given_by),
        }
        rows = [(label_of(name), told.get(name) or getattr(one, name)) for name in COLUMNS]
        return self.show(rows=[("대장 번호", f"{one.pk}번"), *rows])
