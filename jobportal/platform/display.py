"""How a value of a record is written on screen and in list downloads."""

from datetime import date, datetime
from decimal import Decimal

from django.db import models
from django.utils import timezone

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.fields import SpanField, WonField
from jobportal.platform.masking import HIDDEN
from jobportal.platform.models import Record
from jobportal.platform.models.parts import FundedAmounts
from jobportal.platform.values.dates import kdate, kperiod
from jobportal.platform.values.money import number_text
from jobportal.platform.values.spans import Span

TOTAL = "total_won"
LENGTH_OF_DAY = len("2026-11-21")
SENTENCE = 100
"""A text that may be as long is read as a sentence, not as a word."""


def is_total(model: type[models.Model], name: str) -> bool:
    """True for the sum over the sources, which no column holds."""
    return name == TOTAL and issubclass(model, FundedAmounts)


def label_of(model: type[models.Model], name: str) -> str:
    """The Korean heading of a field; ``total_won`` is the sum over the sources."""
    if is_total(model, name):
        return "계(원)"
    field = model._meta.get_field(name)
    label = str(field.verbose_name)
    return f"{label}(원)" if isinstance(field, WonField) and not label.endswith("(원)") else label


def is_number(model: type[models.Model], name: str) -> bool:
    """True when the values are figures, which stand at the right."""
    if is_total(model, name):
        return True
    field = model._meta.get_field(name)
    return isinstance(field, (models.IntegerField, models.DecimalField)) and not field.choices


def cell_class(model: type[models.Model], name: str) -> str:
    """How a list sets the values: figures at the right, a day on one line, names and sentences with
    room."""
    if is_number(model, name):
        return "number"
    field = model._meta.get_field(name)
    if isinstance(field, (models.DateField, SpanField)):
        return "date"
    if isinstance(field, models.ForeignKey):
        return "name"
    is_long = isinstance(field, models.TextField) or (field.max_length or 0) >= SENTENCE
    return "sentence" if is_long else ""


def is_amount(model: type[models.Model], name: str) -> bool:
    """True when a list adds the values up."""
    return is_total(model, name) or isinstance(model._meta.get_field(name), WonField)


def plain_value(record: Record, name: str):
    """The value as a number, date or text for files: numbers stay numbers."""
    if is_number(type(record), name) and "연도" not in label_of(type(record), name):
        return getattr(record, name)
    return value_text(record, name)


def logged_text(text: str) -> str:
    """A value of the change log as it is read: a day as people write it, else as it was kept."""
    if not isinstance(text, str) or len(text) != LENGTH_OF_DAY:
        return text
    try:
        return kdate(date.fromisoformat(text))
    except ValueError:
        return text


def value_text(record: Record, name: str) -> str:
    """The value as text; empty when there is none."""
    if is_total(type(record), name):
        return number_text(record.total_won)
    field = record._meta.get_field(name)
    value = getattr(record, name)
    if value is None:
        return ""
    if isinstance(field, EncryptedField):
        return HIDDEN if value else ""
    if field.choices:
        return str(getattr(record, f"get_{name}_display")())
    return text_of(value, grouped="연도" not in str(field.verbose_name))


def text_of(value: object, grouped: bool = True) -> str:
    """A bare value as text: dates in official form, numbers with commas."""
    match value:
        case bool():
            return "예" if value else "아니오"
        case int():
            return number_text(value) if grouped else str(value)
        case Decimal():
            return f"{value:,f}"
        case datetime():
            return f"{kdate(timezone.localtime(value).date())} {timezone.localtime(value):%H:%M}"
        case date():
            return kdate(value)
        case Span():
            return kperiod(value.start, value.end, value.precision)
    return str(value)
