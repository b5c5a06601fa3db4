"""The template of a data pack: a workbook with every sheet, notes, codes and an example."""

from dataclasses import dataclass
from typing import IO

from django.db import models
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jobportal.platform.fields import MatchingField, SpanField, WonField
from jobportal.platform.intake.columns import heading_of
from jobportal.platform.intake.packs import TEMPLATE_VERSION
from jobportal.platform.models import District
from jobportal.platform.records import all_kinds, kinds_by_model

EXAMPLE = "예시"
_ROWS_WITH_LISTS = 2_000
_NOTES = (
    "일자리정책 업무포털 자료 양식 (판 {version})",
    "",
    "1. 필요한 시트만 채웁니다. 쓰지 않는 시트는 비워 두거나 지워도 됩니다.",
    "2. 1행의 열 이름은 고치지 않습니다. (필수) 열은 꼭 채웁니다.",
    "3. 2행의 ‘예시’ 줄은 올릴 때 읽지 않습니다. 지워도 됩니다.",
    "4. 다른 기록을 가리키는 열에는 그 기록의 코드를 적습니다. "
    "코드가 없는 기록은 열쇠 값을 ‘/’로 이어 적습니다.",
    "5. 금액은 열 이름의 단위로 적습니다. "
    "(원)을 (천원)이나 (백만원)으로 바꾸면 그 단위로 읽습니다.",
    "6. 합계·비율처럼 계산되는 값은 적지 않습니다. 수식도 값으로 바꾸어 적습니다.",
    "7. 날짜는 2026-11-21 또는 2026. 11. 21.처럼, 기간은 2024. 2. ~ 3.처럼 적습니다.",
    "8. 같은 코드를 다시 올리면 그 기록이 바뀝니다. 같은 파일을 두 번 올려도 겹치지 않습니다.",
)


@dataclass(frozen=True)
class ColumnNote:
    """What a person needs to know of one column."""

    label: str
    required: bool
    kind: str
    help_text: str
    codes: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True)
class SheetNote:
    """What a person needs to know of one sheet."""

    name: str
    label: str
    help_text: str
    columns: tuple[ColumnNote, ...]


def sheet_notes() -> list[SheetNote]:
    """Every sheet of a pack with its columns, in order."""
    return [
        SheetNote(kind.slug, kind.label, kind.help_text, tuple(map(_column_note, kind.fields)))
        for kind in all_kinds()
        if kind.in_packs
    ]


def _column_note(field: models.Field) -> ColumnNote:
    codes = tuple((str(code), str(label)) for code, label in field.flatchoices)
    return ColumnNote(
        heading_of(field),
        _is_required(field),
        _kind_of(field),
        _help_of(field),
        codes,
        _example_of(field),
    )


def _is_required(field: models.Field) -> bool:
    return not (field.null or field.blank or field.has_default())


def _kind_of(field: models.Field) -> str:
    if field.is_relation:
        return f"{field.related_model._meta.verbose_name} 코드"
    if field.choices:
        return "선택"
    for types, words in (
        (WonField, "금액"),
        (SpanField, "기간"),
        (models.BooleanField, "예/아니오"),
        (models.DateField, "날짜"),
        (models.DecimalField, "소수"),
        (models.IntegerField, "숫자"),
    ):
        if isinstance(field, types):
            return words
    return "글"


def _help_of(field: models.Field) -> str:
    related = kinds_by_model().get(field.related_model) if field.is_relation else None
    if related is not None and related.key != ("code",):
        keys = "/".join(str(related.field(name).verbose_name) for name in related.key)
        return f"{field.help_text} {keys} 꼴로 적습니다.".strip()
    return str(field.help_text)


def _example_of(field: models.Field) -> str:
    if field.is_relation:
        related = kinds_by_model().get(field.related_model)
        return "/".join(["코드", *["1"] * (len(related.key) - 1)]) if related else ""
    if field.choices:
        return str(field.flatchoices[0][1])
    name = str(field.verbose_name)
    for types, words in (
        (WonField, "1234000"),
        (SpanField, "2026. 2. ~ 6."),
        (MatchingField, "시70/구30"),
        (models.BooleanField, "아니오"),
        (models.DateField, "2026-11-21"),
        (models.DecimalField, "12.5"),
    ):
        if isinstance(field, types):
            return words
    if isinstance(field, models.IntegerField):
        return "2026" if "연도" in name else "1"
    return "예-2026-1" if field.name == "code" else f"{name} 예"


def template_workbook(out: str | IO[bytes], district: District) -> None:
    """Write the template of a district to a path or file."""
    book = Workbook()
    guide = book.active
    guide.title = "안내"
    for number, line in enumerate(_NOTES, start=1):
        guide.cell(number, 1, line.format(version=TEMPLATE_VERSION))
    guide.cell(1, 1).font = Font(name="맑은 고딕", size=14, bold=True)
    guide.column_dimensions["A"].width = 100
    own = book.create_sheet("자치구")
    for column, value in enumerate(("코드", "이름"), start=1):
        own.cell(1, column, value)
    own.cell(2, 1, district.code)
    own.cell(2, 2, district.name)
    codes = book.create_sheet("코드")
    lists: dict[tuple[str, ...], str] = {}
    for note in sheet_notes():
        _write_sheet(book.create_sheet(note.label), note, codes, lists)
    codes.sheet_state = "visible"
    book.move_sheet("코드", offset=len(book.sheetnames))
    book.save(out)


def _write_sheet(
    sheet: Worksheet, note: SheetNote, codes: Worksheet, lists: dict[tuple[str, ...], str]
) -> None:
    fill = PatternFill("solid", fgColor="EEF2F7")
    for index, column in enumerate(note.columns, start=1):
        cell = sheet.cell(1, index, f"{column.label}(필수)" if column.required else column.label)
        cell.font = Font(name="맑은 고딕", bold=True)
        cell.fill = fill
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        words = [column.kind, column.help_text]
        cell.comment = Comment("\n".join(filter(None, words)), "업무포털", width=260, height=90)
        example = sheet.cell(2, index, column.example)
        example.font = Font(name="맑은 고딕", italic=True, color="6D7882")
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = max(12, 2 * len(column.label) + 4)
        if column.codes or column.kind == "예/아니오":
            labels = tuple(label for _, label in column.codes) or ("예", "아니오")
            _add_list(sheet, letter, labels, codes, lists)
    first = sheet.cell(2, 1)
    first.value = f"{EXAMPLE}: {first.value}"
    sheet.freeze_panes = "A2"


def _add_list(
    sheet: Worksheet,
    letter: str,
    labels: tuple[str, ...],
    codes: Worksheet,
    lists: dict[tuple[str, ...], str],
) -> None:
    """A drop-down whose choices stand in a column of the sheet ‘코드’."""
    if labels not in lists:
        column = len(lists) + 1
        place = get_column_letter(column)
        codes.cell(1, column, f"목록 {column}").font = Font(name="맑은 고딕", bold=True)
        for row, label in enumerate(labels, start=2):
            codes.cell(row, column, label)
        codes.column_dimensions[place].width = 24
        lists[labels] = f"'코드'!${place}$2:${place}${len(labels) + 1}"
    choice = DataValidation(type="list", formula1=lists[labels], allow_blank=True)
    choice.errorTitle, choice.error = "목록에 없는 값", "목록에서 고르세요."
    sheet.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}{_ROWS_WITH_LISTS}")
