"""The columns of the sheet “조회 결과”: the receipt number, the look-up, the values by kind."""

from collections.abc import Iterable

from participants.enquiries.kinds import ENQUIRY_FIELDS, EnquiryField, Holds
from participants.enquiries.values import read_value, value_text
from participants.models import Enquiry
from participants.sheets import cells
from participants.sheets.layout import SheetColumn, SheetLayout, told_apart
from programs.models import Round

NAME, VERSION = "조회 결과", "1"
_NOTES = (
    "한 줄에 신청서 한 장의 조회 결과를 적습니다. 1행의 열 이름은 고치지 않습니다.",
    "2행의 ‘예시’ 줄은 올릴 때 읽지 않습니다. 지워도 됩니다.",
    "‘성명’은 줄이 어긋났는지 확인하는 데만 씁니다. 비워 두어도 됩니다.",
    "조회하지 않은 신청인의 칸은 비워 둡니다. 한 구분의 칸이 모두 비어 있으면 그 구분은 그대로 "
    "둡니다.",
    "한 구분의 칸을 하나라도 적으면 그 구분은 이 줄에 적은 값으로 바뀝니다.",
    "쓰지 않는 열은 지워도 됩니다. 같은 파일을 다시 올려도 겹치지 않습니다.",
)
_EXAMPLES = {
    Holds.WON: "1234000",
    Holds.COUNT: "2",
    Holds.DAY: "2020-03-01",
    Holds.YES_NO: "예",
    Holds.TEXT: "세대-001",
    Holds.HISTORY: "공공근로 2025-01-10~2025-06-30",
}


def enquiry_layout(round_: Round, kinds: Iterable[str] = Enquiry.Kind.values) -> SheetLayout:
    """The sheet with the values of these kinds, in the order they are declared."""
    chosen = set(kinds)
    values = [
        _value(kind, field)
        for kind in Enquiry.Kind
        if kind in chosen
        for field in ENQUIRY_FIELDS[kind]
    ]
    return SheetLayout(
        NAME,
        VERSION,
        round_.code,
        told_apart([*_about(round_), *values]),
        anchor="number",
        notes=_NOTES,
    )


def _about(round_: Round) -> list[SheetColumn]:
    looked_on, source = (Enquiry._meta.get_field(name) for name in ("looked_on", "source"))
    return [
        SheetColumn(
            "number",
            "접수번호",
            cells.read_receipt(round_.code),
            is_needed=True,
            help_text="접수증의 번호나 끝의 숫자만 적습니다.",
            example=f"{round_.code}-0001",
        ),
        SheetColumn(
            "name",
            "성명",
            cells.read_name(40),
            help_text="확인용입니다. 적으면 접수번호의 신청인과 맞는지 봅니다.",
            aliases=("이름", "신청인"),
            shown=cells.mask_typed_name,
            example="가*희",
        ),
        SheetColumn(
            "looked_on",
            "조회일",
            cells.read_field(looked_on),
            kind="날짜",
            help_text="조회한 날. 결과를 적은 줄에는 꼭 적습니다.",
            aliases=("조회일자",),
            example="2026-02-01",
        ),
        SheetColumn(
            "source",
            "조회처·문서번호",
            cells.read_field(source),
            help_text=str(source.help_text),
            aliases=("조회처", "문서번호"),
            example="행복e음 2026-123",
        ),
    ]


def _value(kind: str, field: EnquiryField) -> SheetColumn:
    return SheetColumn(
        field.name,
        field.label,
        lambda cell: read_value(field, cell),
        kind=f"{Enquiry.Kind(kind).label}: {field.holds.value}",
        help_text=field.help_text,
        choices=_choices(field),
        words=tuple(word.label for word in field.words or ()),
        example=_example(field),
    )


def _choices(field: EnquiryField) -> tuple[str, ...]:
    if field.holds is Holds.YES_NO:
        return cells.YES_NO
    if field.holds is Holds.CHOICE:
        return tuple(word.label for word in field.words)
    return ()


def _example(field: EnquiryField) -> str:
    if field.words:
        first = next(iter(field.words)).value
        return value_text(field, first if field.holds is Holds.CHOICE else [first])
    return _EXAMPLES[field.holds]
