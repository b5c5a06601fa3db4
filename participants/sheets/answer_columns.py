"""The columns of the sheet “신청서” for consents and papers."""

from participants.models import (
    Consent,
    ConsentForm,
    ConsentItem,
    RequiredDocument,
    SubmittedDocument,
)
from participants.sheets import cells
from participants.sheets.layout import SheetColumn

PAPER_STATES = (SubmittedDocument.State.SUBMITTED, SubmittedDocument.State.MISSING)
_PAPER_MARKS = {
    **dict.fromkeys(("예", "O", "○"), SubmittedDocument.State.SUBMITTED.value),
    **dict.fromkeys(("아니오", "X", "×"), SubmittedDocument.State.MISSING.value),
}


def consent_key(item: ConsentItem) -> str:
    """The key of the column of a consent item."""
    return f"consent_{item.pk}"


def paper_key(document: RequiredDocument) -> str:
    """The key of the column of a required paper."""
    return f"paper_{document.pk}"


def consent_columns(form: ConsentForm | None) -> list[SheetColumn]:
    """One column for each item of the form, then day and method; none without a form."""
    items = list(form.items.all()) if form else []
    if not items:
        return []
    return [
        *map(_consent, items),
        SheetColumn(
            "consent_on",
            "동의일",
            cells.read_field(Consent._meta.get_field("on")),
            kind="날짜",
            help_text="비우면 접수일로 합니다.",
        ),
        SheetColumn(
            "consent_method",
            "동의 방법",
            cells.read_field(Consent._meta.get_field("method")),
            kind="선택",
            choices=tuple(map(str, Consent.Method.labels)),
            help_text="비우면 ‘서면’입니다.",
            example="서면",
        ),
    ]


def _consent(item: ConsentItem) -> SheetColumn:
    must = " 동의해야 접수합니다." if item.is_mandatory else " 동의하지 않아도 접수합니다."
    return SheetColumn(
        consent_key(item),
        f"동의: {item.title}",
        cells.read_field(Consent._meta.get_field("is_given")),
        is_needed=item.is_mandatory,
        kind="예/아니오",
        choices=cells.YES_NO,
        help_text=f"{item.get_category_display()}.{must}",
        example="예" if item.is_mandatory else "아니오",
        aliases=(item.title,),
    )


def paper_column(document: RequiredDocument) -> SheetColumn:
    """The column of a required paper."""
    states = list(PAPER_STATES)
    if not document.is_mandatory:
        states.append(SubmittedDocument.State.NOT_APPLICABLE)
    words = _PAPER_MARKS | {state.value: state.value for state in states}
    return SheetColumn(
        paper_key(document),
        f"서류: {document.name}",
        cells.read_choice(words | {str(state.label): state.value for state in states}),
        kind="선택",
        choices=tuple(str(state.label) for state in states),
        help_text=document.who,
        example="제출",
        aliases=(document.name,),
    )
