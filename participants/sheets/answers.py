"""Consents and papers of one row of the sheet “신청서”, held against what is on file."""

from datetime import date

from participants.models import (
    Application,
    Consent,
    ConsentForm,
    ConsentItem,
    RequiredDocument,
    SubmittedDocument,
)
from participants.sheets.answer_columns import consent_key, paper_key
from participants.sheets.plan import RowDraft

P = SubmittedDocument.State
_MUST = ("동의해야 접수할 수 있습니다.", "동의서에 표시했는지 확인하세요.")


def keep_consents(
    draft: RowDraft,
    application: Application,
    form: ConsentForm,
    kept: list[Consent],
    today: date,
) -> None:
    """Note the answers of a row; a blank cell of a new application means “not given”."""
    row = draft.row
    on = row.get("consent_on")
    if on and on > today:
        draft.problem("consent_on", "동의일이 오늘보다 뒤입니다.", "동의서의 날짜를 적으세요.")
    by_item = {one.item_id: one for one in kept}
    by_title = {one.item.title: one for one in kept}
    for item in form.items.all():
        known = by_item.get(item.pk) or by_title.get(item.title)
        if kept and known is None:
            _refuse_other_edition(draft, item, kept[0])
        elif known is None:
            _keep_new(draft, application, item)
        else:
            _keep_known(draft, known)


def _refuse_other_edition(draft: RowDraft, item: ConsentItem, kept: Consent) -> None:
    if draft.row.get(consent_key(item)) is not None:
        draft.problem(
            consent_key(item),
            f"이 신청서는 다른 동의서 양식({kept.item.form})으로 접수되었습니다.",
            "이 칸을 비우고 화면에서 고치세요.",
        )


def _keep_new(draft: RowDraft, application: Application, item: ConsentItem) -> None:
    is_given = bool(draft.row.get(consent_key(item)))
    if item.is_mandatory and not is_given:
        draft.problem(consent_key(item), *_MUST)
    draft.add(
        Consent(
            district_id=application.district_id,
            application=application,
            item=item,
            is_given=is_given,
            on=draft.row.get("consent_on") or application.received_on,
            method=draft.row.get("consent_method", Consent.Method.PAPER),
        ),
        f"동의: {item.title}",
    )


def _keep_known(draft: RowDraft, known: Consent) -> None:
    """Change an answer that is on file; consent taken back stays so unless it is given anew."""
    row, is_given = draft.row, draft.row.get(consent_key(known.item))
    if known.withdrawn_on and not is_given:
        return
    if is_given is not None:
        known.is_given, known.withdrawn_on = is_given, None
    if known.item.is_mandatory and not known.is_given:
        draft.problem(consent_key(known.item), *_MUST)
    known.on = row.get("consent_on", known.on)
    known.method = row.get("consent_method", known.method)
    draft.keep(known, f"동의: {known.item.title}")


def keep_papers(
    draft: RowDraft,
    application: Application,
    documents: list[RequiredDocument],
    kept: list[SubmittedDocument],
) -> None:
    """Note which papers came; one asked for stays asked for until it comes."""
    by_document = {one.document_id: one for one in kept}
    for document in documents:
        state = draft.row.get(paper_key(document))
        known = by_document.get(document.pk)
        if state is None or (state == P.MISSING and (known is None or known.is_open)):
            continue
        paper = known or SubmittedDocument(
            district_id=application.district_id, application=application, document=document
        )
        paper.state = state
        came = paper.submitted_on or application.received_on
        paper.submitted_on = came if state == P.SUBMITTED else None
        write = draft.add if known is None else draft.keep
        write(paper, f"서류: {document.name}")
