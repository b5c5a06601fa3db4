"""Interviews in the browser: addresses, browsers and marks."""

from fractions import Fraction

from django.urls import reverse

from jobportal.platform.audit import acting
from participants.actions.interviews import save_sheet
from participants.models import Application, InterviewSheet, Reviewer


def marked(seat: Reviewer, n: int, mark: str, submit: bool = True) -> InterviewSheet:
    one = Application.objects.get(round=seat.panel.round, number=n)
    with acting(seat.user, reason="시험"):
        return save_sheet(seat, one, {"MOTIVE": Fraction(mark)}, "", submit)


def url(round_, name: str = "round_interviews", *args) -> str:
    return reverse(name, args=[round_.pk, *args])


def one(round_, n: int) -> Application:
    return Application.objects.get(round=round_, number=n)


def as_(client, user):
    client.force_login(user)
    return client
