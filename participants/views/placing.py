"""Placing the selected: the whole list after a look at what will happen, or one by one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.values.dates import kdate
from participants.actions.leaving import decline
from participants.actions.placing import assign, place_all, plan
from participants.actions.undoing import undo_decline
from participants.forms.placements import AssignForm, ReasonForm, UndoForm
from participants.models import Application
from participants.selection_list import entries_in_force
from participants.views.placement_page import PlacementPage
from participants.views.placements import waiting_row
from participants.views.resident_page import SECTION
from participants.views.shown import person_rows
from participants.workflow import MoveRefused

STALE = "다른 사람이 먼저 바꾸었습니다. 지금 내용을 확인하고 다시 하세요."
S = Application.State


class PlaceAll(PlacementPage):
    """배치 만들기: who will be placed where, and who cannot be and why; then all at once."""

    permission = Permission.PLACE
    template = "participants/place_all.html"
    title, step = "배치 만들기", "round_placements"
    personal_task = "선발자 일괄 배치"

    def get(self, request, pk):
        self.load_round(pk)
        return self.show_plan()

    def show_plan(self, error: str = "", status: int = 200):
        """The plan, with what stood against carrying it out."""
        found = plan(self.round)
        self.saw([one.application.person_id for one in found])
        return self.show(
            rows=[waiting_row(one) for one in found],
            ready=sum(not one.refusal for one in found),
            days=f"{kdate(self.round.starts_on)} ~ {kdate(self.round.ends_on)}",
            error=error,
            status=status,
        )

    def post(self, request, pk):
        self.load_round(pk)
        try:
            with (
                acting(request.user, reason="선발자 일괄 배치", via=Via.FORM),
                transaction.atomic(),
            ):
                placed = place_all(self.round)
        except MoveRefused as error:
            return self.show_plan(str(error), 422)
        except StaleRecord:
            return self.show_plan(STALE, 409)
        words = f"{len(placed):,}명을 배치했습니다." if placed else "새로 배치할 사람이 없습니다."
        messages.success(request, words)
        return redirect("round_placements", pk)


class Assign(PlacementPage):
    """One selected applicant: placed in a project, or given up before it; or brought back."""

    permission = Permission.PLACE
    template = "participants/assign.html"
    title, step = "한 사람 배치", "round_placements"
    personal_task = "선발자 배치"

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
            "decline": ReasonForm(initial={"on": timezone.localdate()}, prefix="decline"),
            "undo": UndoForm(prefix="undo"),
        }
        return self.show(
            application=one,
            entry=entry,
            person_rows=person_rows(one.person),
            placements=list(one.placements.select_related("project").order_by("pk")),
            forms=forms | bound,
            is_waiting=one.state == S.SELECTED,
            has_declined=one.state == S.DECLINED,
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
        try:
            with acting(
                request.user, reason=str(form.cleaned_data.get("reason", "")), via=Via.FORM
            ):
                told = self.act(name, form.cleaned_data)
        except MoveRefused as error:
            self.load(pk, application)
            return self.show_forms(str(error), 422, **{name: form})
        except (StaleRecord, ValidationError) as error:
            self.load(pk, application)
            words = STALE if isinstance(error, StaleRecord) else " ".join(error.messages)
            return self.show_forms(words, 409, **{name: form})
        messages.success(request, told)
        return redirect("round_placements", pk)

    def bound(self, name: str):
        """The form that was sent."""
        data = self.request.POST
        match name:
            case "assign":
                return AssignForm(data, round_=self.round)
            case "decline":
                return ReasonForm(data, prefix="decline")
            case "undo":
                return UndoForm(data, prefix="undo")
        return None

    def act(self, name: str, given: dict) -> str:
        """Do it; gives the sentence that tells so."""
        one = self.application
        if name == "assign":
            placement = assign(
                one, given["project"], given["from_on"], given["to_on"], given["hours"] or 0
            )
            return f"{one.receipt}을(를) ‘{placement.project}’에 배치했습니다."
        if name == "decline":
            vacancy = decline(one, given["on"], given["reason"])
            opened = " 그 자리를 결원으로 열었습니다." if vacancy else ""
            return f"{one.receipt}을(를) ‘포기’로 바꾸었습니다.{opened}"
        undo_decline(one, given["reason"])
        return f"{one.receipt}을(를) 다시 ‘선발’로 바꾸었습니다."
