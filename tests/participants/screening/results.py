"""Papers that were asked for, and what screening came to."""

from datetime import date

from participants.actions.screening import decide, screen
from participants.models import Application, Screening, SubmittedDocument
from participants.queries import in_states
from tests.participants.making import a_document

S = Application.State


def all_of(round_) -> list[Application]:
    return in_states(round_, S.values)


def screened(round_):
    return screen(round_, all_of(round_))


def decided(round_):
    screened(round_)
    return decide(round_, all_of(round_))


def state(application: Application) -> tuple[str, str]:
    application.refresh_from_db()
    return application.state, application.state_reason


def result(application: Application) -> tuple[str, str, str]:
    row = Screening.objects.get(application=application)
    return row.result, row.not_met, row.to_confirm


def requested(application: Application, due_on: date, n: int = 1) -> SubmittedDocument:
    document = a_document(application.district, application.round, n)
    record = SubmittedDocument(
        district=application.district,
        application=application,
        document=document,
        state="REQUESTED",
        requested_on=date(2026, 1, 2),
        due_on=due_on,
    )
    record.save()
    return record
