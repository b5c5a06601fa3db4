"""The change log of the district: every addition, change and deletion, also of deleted records."""

from functools import cache

import django_filters
import django_tables2 as tables
from django.apps import apps
from django.urls import reverse
from django.utils.html import format_html

from jobportal.platform.audit import Via
from jobportal.platform.dictionary import Basis, Category, data_dictionary
from jobportal.platform.display import logged_text, text_of
from jobportal.platform.filters import KDateFilter
from jobportal.platform.models import Change, Record
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.records import all_kinds, kinds_by_model
from jobportal.platform.tables import arrange

CHANGES_PER_PAGE = 50
CHANGES_SHOWN = 6
"""Changed fields named in a row; the record's own page shows them all."""


def _label_of(kind: str) -> str:
    """The Korean name of records that have pages of their own; a kind of the past is left as is."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except LookupError:
        return kind


@cache
def personal_kinds() -> tuple[str, ...]:
    """Kinds of records that tell of residents: their history stands on their own pages, where every
    look is recorded."""
    kinds = {
        entry.model.kind_label()
        for entry in data_dictionary()
        if entry.category is not Category.PUBLIC
        and issubclass(entry.model, Record)
        and entry.basis is not Basis.STAFF
    }
    return tuple(sorted(kinds))


class ChangeFilter(django_filters.FilterSet):
    """By kind of record, action, path, author and day."""

    kind = django_filters.ChoiceFilter(label="종류", empty_label="전체")
    action = django_filters.ChoiceFilter(
        label="구분", choices=Change.Action.choices, empty_label="전체"
    )
    via = django_filters.ChoiceFilter(
        label="경로", choices=[(via.value, via.label) for via in Via], empty_label="전체"
    )
    actor_name = django_filters.CharFilter(lookup_expr="icontains", label="사용자")
    at_from = KDateFilter(field_name="at", lookup_expr="date__gte", label="일시 부터")
    at_to = KDateFilter(field_name="at", lookup_expr="date__lte", label="일시 까지")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(kind.model.kind_label(), kind.label) for kind in all_kinds()]
        self.form.fields["kind"].choices = [("", "전체"), *sorted(choices, key=lambda c: c[1])]

    class Meta:
        model = Change
        fields: tuple[str, ...] = ()


class ChangeTable(tables.Table):
    """One row per change, newest first."""

    at = tables.Column(verbose_name="일시")
    actor_name = tables.Column(verbose_name="사용자")
    kind = tables.Column(verbose_name="종류", orderable=False)
    record_text = tables.Column(verbose_name="기록", orderable=False)
    action = tables.Column(verbose_name="구분")
    fields = tables.Column(verbose_name="바뀐 내용", orderable=False, empty_values=())
    reason = tables.Column(verbose_name="사유", orderable=False)
    via = tables.Column(verbose_name="경로", orderable=False)

    kinds: dict

    def render_at(self, value):
        return text_of(value)

    def render_kind(self, value):
        kind = self.kinds.get(value)
        return kind.label if kind else _label_of(value)

    def render_record_text(self, record):
        kind = self.kinds.get(record.kind)
        if kind is None or record.action == Change.Action.DELETE:
            return record.record_text
        url = reverse("record_detail", args=[kind.slug, record.record_id])
        return format_html('<a href="{}">{}</a>', url, record.record_text)

    def render_fields(self, record):
        kind = self.kinds.get(record.kind)
        if record.action != Change.Action.UPDATE or kind is None:
            return ""
        labels = {field.name: str(field.verbose_name) for field in kind.fields}
        told = [
            f"{labels.get(name, name)}: {_told(before)} → {_told(after)}"
            for name, (before, after) in list(record.fields.items())[:CHANGES_SHOWN]
        ]
        return " / ".join(told)

    def render_via(self, value):
        return Via(value).label


class ChangeList(Page):
    """변경 이력."""

    template = "records/changes.html"
    permission = Permission.SEE_CHANGES
    title, section = "변경 이력", "관리"

    def get(self, request):
        changes = Change.objects.filter(district_id=self.district.pk)
        filterset = ChangeFilter(request.GET, changes.exclude(kind__in=personal_kinds()))
        is_valid = filterset.form.is_valid()
        changes = filterset.qs if is_valid else filterset.queryset.none()
        table = ChangeTable(changes, order_by_field="sort")
        table.kinds = {m.kind_label(): kind for m, kind in kinds_by_model().items()}
        table.caption = self.title
        arrange(request, table, CHANGES_PER_PAGE)
        return self.show(
            filter=filterset,
            table=table,
            count=table.paginator.count,
            status=200 if is_valid else 400,
        )


def _told(text: str) -> str:
    return logged_text(text) or "(없음)"
