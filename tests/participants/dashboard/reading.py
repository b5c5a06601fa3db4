"""The page of a round, read by its parts."""

from participants.models import Application
from programs.models import Round

S = Application.State
WORK = "/participants/rounds/"


def url(round_: Round) -> str:
    return f"{WORK}{round_.pk}/"


def page_of(client, round_: Round):
    page = client.get(url(round_))
    assert page.status_code == 200
    return page
