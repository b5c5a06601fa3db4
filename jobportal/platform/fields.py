"""Model fields of the house: whole won, spans of days, funding splits."""

from django.core.exceptions import ValidationError
from django.db import models

from jobportal.platform.values.funding import parse_matching
from jobportal.platform.values.spans import Span


class WonField(models.BigIntegerField):
    """Whole won. Units (천원, 백만원) exist only at entry and in rendering."""

    def __init__(self, verbose_name=None, **kwargs):
        kwargs.setdefault("default", 0)
        super().__init__(verbose_name, **kwargs)


class SpanField(models.CharField):
    """A :class:`Span`, kept as text that sorts by its first day."""

    def __init__(self, verbose_name=None, **kwargs):
        kwargs["max_length"] = 30
        super().__init__(verbose_name, **kwargs)

    def from_db_value(self, value, expression, connection):
        return Span.from_key(value) if value else None

    def to_python(self, value):
        if value in (None, ""):
            return None
        if isinstance(value, Span):
            return value
        try:
            return Span.from_key(value) if value.count("/") == 2 else Span.parse(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value):
        value = self.to_python(value)
        return value.key if value else ("" if not self.null else None)

    def validate(self, value, model_instance):
        if value is None and not self.blank:
            raise ValidationError("기간을 입력하세요. 예: 2024. 2. ~ 3.")

    def run_validators(self, value):
        if value is not None:
            super().run_validators(value.key)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""


def validate_matching(text: str) -> None:
    """Refuse a funding split that cannot be read or does not add up to 100 %."""
    try:
        parse_matching(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class MatchingField(models.CharField):
    """A funding split such as ``국50/시25/구25``; the last source takes what rounding leaves."""

    def __init__(self, verbose_name=None, **kwargs):
        kwargs["max_length"] = 60
        super().__init__(verbose_name, **kwargs)
        self.validators.append(validate_matching)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, kwargs
