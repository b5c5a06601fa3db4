"""파기 보류: which there are, setting one, and ending one — by somebody else."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.audit import Via, acting
from jobportal.platform.masking import mask_birth, mask_name
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.scope import reachable
from participants.actions.holds import lift_hold, set_hold
from participants.models import LegalHold, Person
from participants.views.resident_page import ResidentPage

SECTION = "관리"


class HoldList(ResidentPage):
    """The holds there are; who may end one does so from here."""

    section = SECTION
    template = "participants/holds.html"
    title = personal_task = "파기 보류"
    permission = Permission.SEE_DESTRUCTION

    def get(self, request):
        rows = reachable(request, LegalHold).filter(lifted_on__isnull=True)
        rows = list(rows.select_related("person", "set_by"))
        self.saw([one.person_id for one in rows])
        return self.show(
            rows=[
                {
                    "hold": one,
                    "name": mask_name(one.person.name),
                    "birth": mask_birth(one.person.birth_on),
                }
                for one in rows
            ],
            may_lift=self.may(Permission.APPROVE_DESTRUCTION),
        )


class HoldStep(ResidentPage):
    """Setting or ending a hold: its question, refused with its reason, or done and told."""

    section = SECTION
    template = "participants/hold.html"
    personal_task = "파기 보류"

    def load(self, pk: int) -> None:
        """What the address names; sets ``person`` and, if there is one, ``hold``."""
        raise NotImplementedError

    def act(self, reason: str) -> str:
        """Do it; gives the sentence that tells so. Raises Refused."""
        raise NotImplementedError

    def get(self, request, pk):
        self.load(pk)
        return self.show_question()

    def show_question(self, error: str = "", status: int = 200):
        """The question, with what was typed and what stood against it."""
        self.saw([self.person])
        return self.show(
            person_name=mask_name(self.person.name),
            hold=self.hold,
            error=error,
            typed=self.typed("reason"),
            cancel_url=self.back,
            status=status,
        )

    @property
    def back(self) -> str:
        """The person's page, or the list for those who may not open it."""
        if self.may_for(Permission.SEE_APPLICANTS, self.person):
            return reverse("person_detail", args=[self.person.pk])
        return reverse("holds")

    def post(self, request, pk):
        self.load(pk)
        reason = self.typed("reason")
        try:
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                told = self.act(reason)
        except Refused as error:
            return self.show_question(str(error), 422)
        except StaleRecord:
            self.load(pk)
            return self.show_question(STALE, 409)
        self.saw([self.person])
        messages.success(request, told)
        return redirect(self.back)


class HoldSet(HoldStep):
    """Keep a person's data although it is due."""

    title = "파기 보류 시작"
    permission = Permission.TAKE_IN

    def load(self, pk):
        self.person, self.hold = self.found(Person, pk), None

    def act(self, reason):
        set_hold(self.person, self.request.user, reason)
        return "파기를 보류했습니다. 다른 사람이 풀 때까지 파기하지 않습니다."


class HoldLift(HoldStep, FreshPassword):
    """End a hold: not by who set it, and by who approves destruction."""

    title = "파기 보류 풀기"
    permission = Permission.APPROVE_DESTRUCTION

    def load(self, pk):
        self.hold = self.found(LegalHold, pk, "person", "set_by")
        self.person = self.hold.person

    def act(self, reason):
        is_open = self.hold.lifted_on is None
        if is_open and self.request.POST.get("version") != str(self.hold.version):
            raise StaleRecord("the hold was changed since it was shown")
        lift_hold(self.hold, self.request.user, reason)
        return "파기 보류를 풀었습니다."
