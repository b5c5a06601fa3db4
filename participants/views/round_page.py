"""The base of pages about the work of one round: its steps from intake to placement."""

import re
from functools import cache

from django.urls import resolve, reverse

from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from participants.views.resident_page import SECTION, ResidentPage
from programs.models import Round

# The steps of a round in the order of the work: (label, name of the address with the round's pk).
STEPS = (
    ("현황", "round_dashboard"),
    ("접수", "intake_form"),
    ("엑셀 올리기", "round_uploads"),
    ("자격심사", "round_screening"),
    ("면접", "round_interviews"),
    ("점수·선발", "round_selection"),
    ("발표·통보", "round_results"),
    ("이의신청", "round_appeals"),
    ("배치", "round_placements"),
    ("결원·예비", "round_vacancies"),
    ("교육·검진", "round_duties"),
)

LISTS = (
    ("회차 업무", "round_work"),
    ("접수", "intake"),
    ("면접 채점", "own_seats"),
    ("배치", "placement_rounds"),
)
"""The lists that lead to a round, the one of most rounds first."""
TO_READ = {"round_screening": "round_screening_look"}
"""The page that shows a step to whoever may not take it, where there is one."""
_NUMBER = re.compile(r"[0-9]+")


@cache
def _page_at(url: str) -> type[Page]:
    """The page of an address, whatever its numbers: each page asks for ten."""
    return resolve(url).func.view_class


class RoundPage(ResidentPage):
    """A page of one round; ``step`` is the name of the address of its step."""

    step = ""

    def load_round(self, pk: int) -> Round:
        """The round of the address; another district's answers 404."""
        self.round = self.found(Round, pk, "programme", "district")
        return self.round

    @property
    def is_lead(self) -> bool:
        """True for who may approve what others propose."""
        return self.may_for(Permission.APPROVE_SELECTION, self.round)

    def may_open(self, url: str) -> bool:
        """Whether the user has the permission the page of an address asks for in this round, by a
        grant that is not confined to what that page cannot keep to."""
        page = _page_at(_NUMBER.sub("0", url))
        permission = page.permission_for("GET")
        key = (permission, page.confinable, self.round.pk)
        if key not in self._reached:
            actor = self.actor.within(self.confinable & page.confinable)
            self._reached[key] = actor.reaches(self.round, permission)
        return self._reached[key]

    def step_url(self, name: str) -> str:
        """The address of a step, maybe to read only; "" for one the user may not open."""
        if name not in dict(STEPS).values():
            return ""
        names = (name, TO_READ[name]) if name in TO_READ else (name,)
        urls = (reverse(one, args=[self.round.pk]) for one in names)
        return next((url for url in urls if self.may_open(url)), "")

    def breadcrumbs(self):
        lists = ((label, reverse(name)) for label, name in LISTS)
        listed = next(([(label, url)] for label, url in lists if self.may_open(url)), [])
        return [(SECTION, ""), *listed, (str(self.round), ""), (self.title, "")]

    def show(self, template: str = "", status: int = 200, **context):
        steps = [
            {"label": label, "url": url, "current": name == self.step}
            for label, name in STEPS
            if (url := self.step_url(name))
        ]
        frame = {"round": self.round, "steps": steps, "is_lead": self.is_lead}
        return super().show(template, status, **{**frame, **context})
