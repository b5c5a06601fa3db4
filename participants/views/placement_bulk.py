"""One act for many placements: first a look at who it touches, then all of them at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.values.recordnumbers import record_number
from participants.actions.placements import (
    complete,
    complete_fault,
    contract,
    contract_fault,
    start,
    start_fault,
)
from participants.forms.placements import BulkForm, PlacementSearchForm
from participants.forms.refused import told_beside
from participants.models import Placement
from participants.placement.rows import listed, narrowed, placements
from participants.placement.workflow import ACTS, IN_BULK, K, why_not
from participants.views.placement_page import PlacementPage
from participants.views.placements import row_of

MEANWHILE = "그사이 다른 사람이 바꾼 배치가 있습니다. 아래 목록을 확인하고 다시 하세요."


class PlacementBulk(PlacementPage):
    """근로계약, 근무 시작, 만료 of those who were ticked, or of all that the conditions find."""

    permission = Permission.PLACE
    template = "participants/placement_bulk.html"
    title, step = "한꺼번에 처리", "round_placements"
    personal_task = "배치 일괄 처리"

    def get(self, request, pk):
        return redirect("round_placements", pk)

    def post(self, request, pk):
        self.load_round(pk)
        kind = request.POST.get("act", "")
        if kind not in IN_BULK:
            messages.error(request, "무엇을 할지 고르세요.")
            return redirect("round_placements", pk)
        self.kind = K(kind)
        self.title = f"{ACTS[self.kind].words} 한꺼번에 처리"
        if "confirm" in request.POST:
            return self.carry_out()
        return self.show_preview(self.meant(), BulkForm(initial=first_day(kind), kind=self.kind))

    def meant(self) -> list[Placement]:
        """Those who were ticked; with none ticked, all that the conditions of the list find."""
        ticked = self.ticked()
        if ticked:
            return listed(self.round, placements(self.round).filter(pk__in=ticked))
        form = PlacementSearchForm(self.request.POST, round_=self.round)
        asked = form.cleaned_data if form.is_valid() else {}
        return listed(self.round, narrowed(self.round, asked))

    def ticked(self) -> set[int]:
        """The numbers that were ticked, or that the preview sent on in one field."""
        sent = [*self.request.POST.getlist("pk"), *self.request.POST.get("pks", "").split(",")]
        return {number for pk in sent if (number := record_number(pk)) is not None}

    def show_preview(self, found: list[Placement], form: BulkForm, error: str = "", status=200):
        """Everybody meant, whether the act can be made, and what to mind."""
        on = form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None
        fault = faults(self.kind, on or form.initial.get("on"))
        rows = [
            {**row_of(one), "refusal": why_not(one, self.kind) or fault(one), "mind": mind(one)}
            for one in found
        ]
        ready = [row for row in rows if not row["refusal"]]
        self.saw([one.person_id for one in found])
        return self.show(
            act=ACTS[self.kind],
            form=form,
            ready=ready,
            refused=[row for row in rows if row["refusal"]],
            minded=sum(bool(row["mind"]) for row in ready) if self.kind == K.START else 0,
            shows_mind=self.kind == K.START,
            error=error,
            status=status,
        )

    def carry_out(self):
        """All of them, or none with the first reason."""
        form = BulkForm(self.request.POST, kind=self.kind)
        found = self.meant() if self.ticked() else []
        if not form.is_valid():
            return self.show_preview(found, form, status=422)
        try:
            with acting(self.request.user, reason=self.title, via=Via.FORM):
                events = self.act(found, form.cleaned_data)
        except Refused as error:
            return self.show_preview(self.still(found), form, told_beside(form, error), 422)
        except ValidationError as error:
            return self.show_preview(self.still(found), form, " ".join(error.messages), 422)
        except StaleRecord:
            return self.show_preview(self.still(found), form, MEANWHILE, 409)
        words = f"{len(events):,}명의 {ACTS[self.kind].words} 처리를 마쳤습니다."
        messages.success(self.request, words)
        return redirect("round_placements", self.round.pk)

    def still(self, found: list[Placement]) -> list[Placement]:
        """The same people as they stand now; nothing of what was tried is left on them."""
        pks = [one.pk for one in found]
        return listed(self.round, placements(self.round).filter(pk__in=pks))

    def act(self, found: list[Placement], given: dict) -> list:
        """Do it; raises Refused."""
        if not found:
            raise Refused("처리할 사람이 없습니다.")
        match self.kind:
            case K.CONTRACT:
                return contract(found, given["on"], given["prefix"])
            case K.START:
                return start(found, given["on"])
        return complete(found, given["on"])


def first_day(kind: str) -> dict:
    """Work begins for each on the day they were placed from; the others happen today."""
    return {} if kind == K.START else {"on": timezone.localdate()}


def faults(kind: K, on):
    """What stands against the act on a day, person by person."""
    if kind == K.START:
        return start_fault(on)
    fault = contract_fault if kind == K.CONTRACT else complete_fault
    return fault(on or timezone.localdate())


def mind(one: Placement) -> str:
    """What somebody begins work without."""
    missing = [
        *(() if one.is_trained else ("채용 시 교육",)),
        *(() if one.is_examined else ("건강검진",)),
    ]
    return f"{', '.join(missing)} 없음" if missing else ""
