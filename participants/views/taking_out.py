"""Sheets and files of people: each says who took it, when and what for, and is recorded."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from jobportal.platform.access import account_name, purpose_with
from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.audit import Via, acting
from jobportal.platform.downloads import MadeFile, taken_by
from jobportal.platform.models import AccessEntry
from jobportal.platform.web.rates import Scope
from participants.actions.provisions import register
from participants.models import Provision
from participants.views.resident_page import ResidentPage
from programs.models import Department

DEPARTMENT = "일자리정책과"


class TakingOut(ResidentPage, FreshPassword):
    """What a page of people needs to give out sheets and files of them.

    The password is asked for once more, and whatever is posted counts as a download. A page that
    prints what a single person is handed at the counter says in ``asks_password`` that it does not.
    """

    rates = {"POST": Scope.DOWNLOAD}

    def office(self) -> str:
        """The department that writes, as it stands on paper: 가상구 일자리정책과."""
        name = Department.objects.of(self.district).values_list("name", flat=True).first()
        return f"{self.district.name} {name or DEPARTMENT}"

    def taken_by(self, purpose: str) -> list[str]:
        """The lines that say who took it, when and what for (PD-40)."""
        return taken_by(account_name(self.request.user), purpose)

    def register(self, *provisions: Provision) -> str:
        """Enter in the register what goes to others outside, before it is made (PD-10).

        Gives the numbers of the entries as the access record says them, to stand before the
        purpose: what is too long there is cut at its end.
        """
        with acting(self.request.user, reason="제3자 제공", via=Via.FORM):
            entered = register(list(provisions), self.district, self.request.user)
        return f"제3자 제공 {', '.join(str(one.pk) for one in entered)}번, "

    def print_sheets(
        self, template: str, persons: Iterable[int], purpose: str, **context
    ) -> HttpResponse:
        """Sheets to print, recorded as a print of these people's data."""
        self.saw(persons, AccessEntry.Action.PRINT, purpose)
        frame = {"office": self.office(), "taken_by": self.taken_by(purpose)}
        return self.show(template, **{**frame, **context})

    def give_file(
        self, made: MadeFile, name: str, persons: Iterable[int], purpose: str
    ) -> HttpResponse:
        """A file to save, recorded as a download with its rows and its SHA-256 (PD-37)."""
        self.saw(persons, AccessEntry.Action.DOWNLOAD, purpose_with(purpose, made.told))
        return made.answer(self.file_name(name))

    def file_name(self, name: str) -> str:
        """A file name after the house rule, e.g. 20261121_가상구_동행-2026-2_배치통보.xlsx."""
        return f"{timezone.localdate():%Y%m%d}_{self.district.name}_{name}"
