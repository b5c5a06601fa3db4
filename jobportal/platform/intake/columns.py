"""The columns of a pack sheet: which field a heading means, in which unit, and how it is read."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

from jobportal.platform.fields import SpanField, WonField
from jobportal.platform.intake import cells
from jobportal.platform.intake.cells import CellError
from jobportal.platform.intake.problems import Problem
from jobportal.platform.intake.reading import RawSheet
from jobportal.platform.records import RecordKind
from jobportal.platform.values.hangul import fold
from jobportal.platform.values.money import Unit

UNITS = {"원": Unit.WON, "천원": Unit.THOUSAND, "백만원": Unit.MILLION}
_WITH_UNIT = re.compile(r"^(?P<name>.*)\((?P<unit>원|천원|백만원)\)$")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: where it stands, the field it fills, and the unit of an amount."""

    index: int
    label: str
    field: models.Field
    unit: Unit = Unit.WON


def heading_of(field: models.Field) -> str:
    """The heading of a field in packs and templates; amounts name their unit."""
    name = str(field.verbose_name)
    return f"{name}(원)" if isinstance(field, WonField) and not name.endswith("(원)") else name


def columns_of(kind: RecordKind, sheet: RawSheet, problems: list[Problem]) -> list[Column] | None:
    """The sheet's columns; None, with problems, when headings are unknown, doubled or missing."""
    columns, before = [], len(problems)

    def problem(column: str, what: str, cure: str) -> None:
        problems.append(
            Problem(
                sheet=sheet.name,
                row=sheet.header_row,
                column=column,
                value=column,
                what=what,
                cure=cure,
            )
        )

    by_heading = {fold(str(field.verbose_name)): field for field in kind.fields}
    for index, heading in enumerate(sheet.header):
        if not heading:
            continue
        field, unit = _field_of(str(heading), by_heading)
        if field is None:
            problem(
                str(heading), "이 시트에 없는 열입니다.", "양식의 열 이름과 똑같이 적거나 지우세요."
            )
        elif field in [column.field for column in columns]:
            problem(str(heading), "같은 열이 두 번 있습니다.", "하나만 남기세요.")
        else:
            columns.append(Column(index, str(heading), field, unit))
    present = {column.field.name for column in columns}
    for field in kind.fields:
        if field.name not in present and not _may_miss(field):
            problem(
                str(field.verbose_name), "꼭 있어야 하는 열이 없습니다.", "양식대로 열을 넣으세요."
            )
    return columns if len(problems) == before else None


def _may_miss(field: models.Field) -> bool:
    return field.null or field.blank or field.has_default()


def _field_of(heading: str, by_heading: dict[str, models.Field]):
    field = by_heading.get(fold(heading))
    if field is not None:
        return field, Unit.WON
    match = _WITH_UNIT.match(heading.strip())
    field = by_heading.get(fold(match["name"])) if match else None
    if field is None or not isinstance(field, WonField):
        return None, Unit.WON
    return field, UNITS[match["unit"]]


def read_cell(column: Column, value: object) -> object:
    """The Python value of a cell for a field that refers to no record; raises CellError."""
    field = column.field
    if value is None or (isinstance(value, str) and not value.strip()):
        return _empty(field)
    if isinstance(field, WonField):
        return cells.to_won(value, column.unit)
    if isinstance(field, SpanField):
        return _span(field, value)
    if field.choices:
        return cells.to_choice(value, _choices(field))
    match field:
        case models.BooleanField():
            return cells.to_bool(value)
        case models.DateField():
            return cells.to_date(value)
        case models.DecimalField():
            return cells.to_decimal(value, field.decimal_places)
        case models.IntegerField():
            return cells.to_int(value)
        case models.TextField():
            return cells.to_text(value, 4000)
    return cells.to_text(value, field.max_length)


def _choices(field: models.Field) -> dict[str, object]:
    by_text = {str(code): code for code, _ in field.flatchoices}
    return by_text | {str(label): code for code, label in field.flatchoices}


def _span(field: SpanField, value: object):
    try:
        return field.to_python(cells.to_text(value, 60))
    except ValidationError as error:
        cure = "‘2024. 2. ~ 3.’이나 ‘2018. 7. 2.’처럼 적으세요."
        raise CellError(error.messages[0], cure) from error


def _empty(field: models.Field) -> object:
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    if isinstance(field, SpanField) and field.blank:
        return None
    if field.blank and isinstance(field, (models.CharField, models.TextField)):
        return ""
    raise CellError("비어 있습니다.", "값을 적으세요.")
