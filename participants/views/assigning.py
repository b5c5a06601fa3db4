"""One of the selected or of the reserves: placed, the selection ended, or brought back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.values.particles import settle_particles
from participants.actions.cancelling import cancel_selection
from participants.actions.placing import assign
from participants.actions.undoing import undo_cancelling
from participants.forms.placements import AssignForm, CancelForm, UndoForm
from participants.forms.refused import told_beside
from participants.models import Application
from participants.selection.in_force import entries_in_force
from participants.views.placement_page import PlacementPage
from participants.views.resident_page import SECTION
from participants.views.shown import person_rows

S = Application.State


class Assign(PlacementPage):
    """One applicant of the list: placed in a project, the selection ended, or brought back."""

    permission = Permission.PLACE
    template = "participants/assign.html"
    title, step = "선발자·예비자 처리", "round_placements"
    personal_task = "선발자 배치·취소"

    def breadcrumbs(self):
        listed = reverse("round_placements", args=[self.round.pk])
        return [(SECTION, ""), ("배치", listed), (self.application.receipt, "")]

    def load(self, pk: int, application: int) -> None:
        """The round and the application of the address."""
        self.load_round(pk)
        self.application = self.found(
            Application, application, "person", "round__programme", "round__district"
        )
        if self.application.round_id != self.round.pk:
            raise Http404("an application of another round")

    def get(self, request, pk, application):
        self.load(pk, application)
        return self.show_forms()

    def show_forms(self, error: str = "", status: int = 200, **bound):
        """Every form that makes sense now; the one that was sent with what stood against it."""
        one, entry = self.application, entries_in_force(self.round)
        entry = entry.filter(application=one).first()
        first = {"from_on": self.round.starts_on, "to_on": self.round.ends_on}
        first["project"] = entry.project_id if entry else None
        self.saw([one.person_id])
        forms = {
            "assign": AssignForm(round_=self.round, initial=first),
            "cancel": CancelForm(initial={"on": timezone.localdate()}, prefix="cancel"),
            "undo": UndoForm(prefix="undo"),
        }
        return self.show(
            application=one,
            entry=entry,
            person_rows=person_rows(self, one.person, one),
            placements=list(one.placements.select_related("project").order_by("pk")),
            forms=forms | bound,
            is_waiting=one.state == S.SELECTED,
            is_reserve=one.state == S.RESERVE,
            has_ended=bool(one.cancel_reason),
            error=error,
            status=status,
        )

    def post(self, request, pk, application):
        self.load(pk, application)
        if request.POST.get("version") != str(self.application.version):
            return self.show_forms(STALE, 409)
        name = request.POST.get("what", "")
        form = self.bound(name)
        if form is None or not form.is_valid():
            return self.show_forms("", 422, **({name: form} if form else {}))
        given = form.cleaned_data
        try:
            with acting(
                request.user, reason=given.get("reason") or given.get("note") or "", via=Via.FORM
            ):
                told, onward = self.act(name, given)
        except Refused as error:
            self.load(pk, application)
            return self.show_forms(told_beside(form, error), 422, **{name: form})
        except (StaleRecord, ValidationError) as error:
            self.load(pk, application)
            words = STALE if isinstance(error, StaleRecord) else " ".join(error.messages)
            return self.show_forms(words, 409, **{name: form})
        messages.success(request, told)
        return redirect(onward)

    def bound(self, name: str):
        """The form that was sent."""
        data = self.request.POST
        match name:
            case "assign":
                return AssignForm(data, round_=self.round)
            case "cancel":
                return CancelForm(data, prefix="cancel")
            case "undo":
                return UndoForm(data, prefix="undo")
        return None

    def act(self, name: str, given: dict) -> tuple[str, str]:
        """Do it; gives the sentence that tells so, and the address that is next."""
        one, listed = self.application, reverse("round_placements", args=[self.round.pk])
        if name == "assign":
            placement = assign(
                one, given["project"], given["from_on"], given["to_on"], given["hours"] or 0
            )
            return settle_particles(
                f"{one.receipt}을(를) ‘{placement.project}’에 배치했습니다."
            ), listed
        if name == "cancel":
            return self.cancelled(given)
        undo_cancelling(one, given["reason"])
        return settle_particles(
            f"{one.receipt}을(를) 다시 ‘{one.get_state_display()}’(으)로 바꾸었습니다."
        ), listed

    def cancelled(self, given: dict) -> tuple[str, str]:
        """The selection ends; next is the vacancy it left, with the reserve who is due."""
        one = self.application
        vacancy = cancel_selection(one, given["on"], given["why"], given["note"])
        told = settle_particles(
            f"{one.receipt}을(를) ‘{one.get_state_display()}’(으)로 바꾸었습니다."
        )
        if vacancy is None:
            return told, reverse("round_vacancies", args=[self.round.pk])
        told += " 그 자리를 결원으로 열었습니다. 다음 예비자에게 통보하세요."
        return told, reverse("vacancy_detail", args=[vacancy.pk])
