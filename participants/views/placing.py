"""Placing the selected: the whole list after a look at what will happen."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.values.dates import kdate
from participants.actions.placing import place_all, plan
from participants.views.placement_page import PlacementPage
from participants.views.placements import waiting_row


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
        except Refused as error:
            return self.show_plan(str(error), 422)
        except StaleRecord:
            return self.show_plan(STALE, 409)
        words = f"{len(placed):,}명을 배치했습니다." if placed else "새로 배치할 사람이 없습니다."
        messages.success(request, words)
        return redirect("round_placements", pk)
