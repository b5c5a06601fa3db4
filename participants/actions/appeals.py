"""Taking in an appeal, deciding on it, and its withdrawal."""

from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction

from jobportal.platform.refused import Refused
from jobportal.platform.terms import HolidaysUnknown, term_end
from participants.announcing.publications import publication_in_force
from participants.appeals.queries import AGAINST, term_fault
from participants.appeals.terms import Terms
from participants.models import Appeal, Application
from participants.workflow import move

A = Appeal.State
NOT_OPEN = "이미 처리했거나 취하한 이의신청입니다. 화면을 새로 열어 지금 상태를 확인하세요."
ONE_OPEN = "이 신청서에 처리 중인 이의신청이 있습니다. 목록에서 그 이의신청을 처리하세요."


def file_appeal(application: Application, filed_on: date, ground: str, today: date) -> Appeal:
    """Take in an appeal against how the application stands now.

    Raises Refused outside the term of that outcome, against any other outcome, or while
    another appeal of the application is open.
    """
    publication = publication_in_force(application.round)
    term = Terms(publication).of(application) if publication else None
    if fault := term_fault(term, filed_on, today):
        raise Refused(fault)
    if application.state not in AGAINST:
        raise Refused(
            f"‘{application.get_state_display()}’ 상태에서는 이의신청을 받지 않습니다. 부적격, "
            "미선발, 예비 결과에만 이의를 신청할 수 있습니다."
        )
    appeal = Appeal(
        district=application.district,
        application=application,
        selection=publication.selection,
        against=AGAINST[application.state],
        filed_on=filed_on,
        due_on=answer_due(filed_on),
        ground=ground,
    )
    try:
        with transaction.atomic():
            appeal.save()
    except IntegrityError as error:
        raise Refused(ONE_OPEN) from error
    return appeal


def answer_due(filed_on: date) -> date:
    """The day until which an appeal is answered; raises Refused without its holidays."""
    try:
        return term_end(filed_on, settings.ANSWER_WORKDAYS)
    except HolidaysUnknown as error:
        raise Refused(str(error)) from error


def decide(appeal: Appeal, state: str, answer: str, by: str, today: date) -> None:
    """Accept or reject; an accepted appeal puts the application under review again.

    Raises Refused when it is decided already, no answer is given, or the application has moved
    on meanwhile.
    """
    if appeal.state != A.FILED:
        raise Refused(NOT_OPEN)
    if state not in (A.ACCEPTED, A.REJECTED):
        raise Refused("인용과 기각 가운데 하나를 고르세요.")
    if not answer.strip():
        raise Refused("신청인에게 보낼 답변을 적으세요.")
    if state == A.ACCEPTED:
        _reopen(appeal)
    appeal.state, appeal.answer = state, answer.strip()
    appeal.decided_on, appeal.decided_by = today, by
    appeal.save()


def _reopen(appeal: Appeal) -> None:
    application = appeal.application
    if AGAINST.get(application.state) != appeal.against:
        raise Refused(
            f"신청서가 그사이 ‘{application.get_state_display()}’ 상태로 바뀌어 다시 심사할 수 "
            "없습니다. 신청서를 확인하고, 더 다툴 것이 없으면 취하로 적으세요."
        )
    move(application, Application.State.UNDER_REVIEW, "이의신청 인용")
    application.save()


def withdraw(appeal: Appeal, by: str, today: date) -> None:
    """The applicant takes the appeal back; raises Refused once it is decided."""
    if appeal.state != A.FILED:
        raise Refused(NOT_OPEN)
    appeal.state, appeal.decided_on, appeal.decided_by = A.WITHDRAWN, today, by
    appeal.save()
