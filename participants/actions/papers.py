"""Asking for missing papers and noting that they came; withdrawing consent."""

from datetime import date

from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from participants.models import Application, Consent, SubmittedDocument
from participants.queries import required_documents
from participants.workflow import move

S = Application.State
P = SubmittedDocument.State


def request_papers(
    application: Application, document_pks: set[int], today: date, due_on: date
) -> list[SubmittedDocument]:
    """Ask for papers until a day; the application then waits for them.

    Raises :class:`Refused` when none is chosen, the day has passed, or the state forbids it.
    """
    asked = [d for d in required_documents(application.round) if d.pk in document_pks]
    if not asked:
        raise Refused("보완을 요청할 서류를 하나 이상 고르세요.", field="paper")
    if due_on < today:
        raise Refused("제출 기한이 오늘보다 앞입니다. 오늘 이후의 날짜를 적으세요.", field="due_on")
    if application.state != S.SUPPLEMENT_REQUESTED:
        move(application, S.SUPPLEMENT_REQUESTED)
        application.save()
    kept = {paper.document_id: paper for paper in application.documents.all()}
    papers = [
        kept.get(document.pk)
        or SubmittedDocument(
            district=application.district, application=application, document=document
        )
        for document in asked
    ]
    for paper in papers:
        paper.state, paper.submitted_on = P.REQUESTED, None
        paper.requested_on, paper.due_on = today, due_on
    new = [paper for paper in papers if paper.pk is None]
    audited_bulk(create=new, update=[paper for paper in papers if paper not in new])
    return papers


def receive_papers(
    application: Application, document_pks: set[int], today: date
) -> list[SubmittedDocument]:
    """Note that papers came on a day; when each was asked for stays."""
    papers = list(
        application.documents.filter(document__in=document_pks).select_related("document")
    )
    kept = {paper.document_id for paper in papers}
    new = [
        SubmittedDocument(district=application.district, application=application, document=document)
        for document in required_documents(application.round)
        if document.pk in document_pks - kept
    ]
    if not papers and not new:
        raise Refused("받은 서류를 하나 이상 고르세요.", field="paper")
    for paper in (*papers, *new):
        paper.state, paper.submitted_on = P.SUBMITTED, today
    audited_bulk(create=new, update=papers)
    return [*papers, *new]


def withdraw_consent(consent: Consent, today: date) -> None:
    """The applicant takes a consent back; raises Refused when none was given."""
    if not consent.holds:
        raise Refused("동의하지 않았거나 이미 철회한 항목입니다.")
    consent.withdrawn_on = max(today, consent.on)
    consent.save()
