"""The filter of a kind of record: text search, choices within the district, ranges of days."""

from functools import cache

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from jobportal.platform.formfields import KDateFormField
from jobportal.platform.models import Record
from jobportal.platform.records import Condition, RecordKind, kinds_by_model
from jobportal.platform.scope import Reach
from jobportal.platform.values.hangul import to_nfc
from jobportal.platform.values.recordnumbers import record_number


class KDateFilter(django_filters.Filter):
    """A day, typed as an office types it."""

    field_class = KDateFormField


class IdsField(forms.CharField):
    """Record numbers joined by commas, as the links of figures carry them."""

    widget = forms.HiddenInput

    def clean(self, value):
        text = super().clean(value)
        parts = [part for part in text.split(",") if part]
        numbers = [record_number(part) for part in parts]
        if None in numbers:
            raise ValidationError("기록 번호를 읽을 수 없습니다. 주소를 확인하세요.")
        return numbers


class IdsFilter(django_filters.Filter):
    """Only the records of these numbers."""

    field_class = IdsField

    def filter(self, queryset, value):
        return queryset.filter(pk__in=value) if value else queryset


class RelatedFilter(django_filters.Filter):
    """Only records that refer to these numbers: for links, and for lists too long for a menu."""

    field_class = IdsField

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


class RecordFilter(django_filters.FilterSet):
    """The filter of one kind; its choices are what the user reaches."""

    record_kind: RecordKind

    def __init__(self, data=None, queryset=None, *, reach: Reach, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.reach = reach
        for field in self.form.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = reach(field.queryset.model).named()

    @property
    def narrowed(self) -> list[str]:
        """What the list is narrowed to by links rather than by the visible conditions."""
        told = []
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name) if self.form.is_bound else None
            if not value or not isinstance(field.widget, forms.HiddenInput):
                continue
            if name == "id" or len(value) > 1:
                told.append(f"{'고른 기록' if name == 'id' else field.label} {len(value)}건")
                continue
            related = _field_at(self.record_kind.model, name).related_model
            found = self.reach(related).named().filter(pk=value[0]).first()
            told.append(f"{field.label}: {found or '없는 기록'}")
        return told

    def search(self, queryset, name, value):
        """Records whose text fields contain the words."""
        condition = Q()
        for field in self.record_kind.search:
            condition |= Q(**{f"{field}__icontains": to_nfc(value.strip())})
        return queryset.filter(condition)


def _field_at(model: type[Record], path: str) -> models.Field:
    """The field at the end of a path such as ``line__detail``."""
    *parents, name = path.split("__")
    for parent in parents:
        model = model._meta.get_field(parent).related_model
    return model._meta.get_field(name)


def _filters_of(kind: RecordKind, path: str) -> dict[str, django_filters.Filter]:
    field = _field_at(kind.model, path)
    label = str(field.verbose_name)
    if field.is_relation:
        related = kinds_by_model().get(field.related_model)
        if related is not None and related.is_long:
            return {path: RelatedFilter(field_name=path, label=label)}
        everything = field.related_model.objects.all()
        return {
            path: django_filters.ModelChoiceFilter(
                field_name=path, queryset=everything, label=label, empty_label="전체"
            )
        }
    if field.choices:
        return {
            path: django_filters.ChoiceFilter(
                field_name=path, choices=field.choices, label=label, empty_label="전체"
            )
        }
    if isinstance(field, models.BooleanField):
        return {
            path: django_filters.ChoiceFilter(
                field_name=path,
                choices=[("True", "예"), ("False", "아니오")],
                label=label,
                empty_label="전체",
            )
        }
    if isinstance(field, models.DateField):
        return {
            f"{path}_from": KDateFilter(field_name=path, lookup_expr="gte", label=f"{label} 부터"),
            f"{path}_to": KDateFilter(field_name=path, lookup_expr="lte", label=f"{label} 까지"),
        }
    return {path: django_filters.NumberFilter(field_name=path, label=label)}


def _condition_filter(condition: Condition) -> django_filters.Filter:
    """The filter of a rule that no field gives."""
    if condition.is_dated:
        return KDateFilter(
            label=condition.label,
            method=lambda records, name, day: records.filter(condition.rule(day)),
        )

    def chosen(records, name, value):
        return records.filter(condition.rule() if value == "True" else ~condition.rule())

    return django_filters.ChoiceFilter(
        choices=[("True", "예"), ("False", "아니오")],
        label=condition.label,
        empty_label="전체",
        method=chosen,
    )


@cache
def filter_class(kind: RecordKind) -> type[RecordFilter]:
    """The filter of a kind."""
    filters: dict[str, object] = {"record_kind": kind}
    if kind.search:
        labels = ", ".join(str(_field_at(kind.model, name).verbose_name) for name in kind.search)
        filters["q"] = django_filters.CharFilter(method="search", label=f"검색어({labels})")
    for path in kind.filters:
        filters |= _filters_of(kind, path)
    for condition in kind.conditions:
        filters[condition.name] = _condition_filter(condition)
    for field in kind.fields:
        if field.is_relation and field.name not in filters:
            filters[field.name] = RelatedFilter(field_name=field.name, label=field.verbose_name)
    filters["id"] = IdsFilter(label="기록 번호")
    filters["Meta"] = type("Meta", (), {"model": kind.model, "fields": []})
    return type(f"{kind.model.__name__}Filter", (RecordFilter,), filters)
