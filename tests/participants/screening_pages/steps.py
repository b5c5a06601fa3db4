"""The steps of screening, taken and looked at on screen."""

from django.urls import reverse

from jobportal.platform.audit import acting
from participants.actions.screening import decide, screen
from participants.models import Application
from participants.queries import in_states

S = Application.State


def url(round_) -> str:
    return reverse("round_screening", args=[round_.pk])


def one_url(application) -> str:
    return reverse("application_screening", args=[application.pk])


def screened(round_, confirmed: bool = False) -> None:
    with acting("시험"):
        screen(round_, in_states(round_, [S.UNDER_REVIEW]))
        if confirmed:
            decide(round_, in_states(round_, [S.UNDER_REVIEW]))


def receipts(page) -> list[str]:
    return [row["receipt"][-4:] for row in page.context["rows"]]


def told(page, client) -> str:
    assert page.status_code == 302
    return client.get(page["Location"]).text
