"""The rounds that take applications now, with what came in."""

from django.db.models import Count, Q
from django.utils import timezone

from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reachable
from participants.models import Application
from participants.taking import intake_refusal, is_over
from participants.views.resident_page import OF_DONGS, ResidentPage
from programs.models import Round

STATES = Application.State


class IntakeRounds(ResidentPage):
    """접수: the rounds that take applications."""

    permission = Permission.TAKE_IN
    confinable = OF_DONGS
    template = "participants/rounds.html"
    title = "접수"

    def extra(self):
        rounds = reachable(self.request, Round).filter(state__in=Round.IN_WORK)
        rounds = rounds.select_related("programme").prefetch_related("programme__names")
        mine = reachable(self.request, Application).filter(round__in=rounds).order_by()
        drafts = Count("pk", filter=Q(state=STATES.DRAFT))
        live = Count("pk", filter=~Q(state__in=("DRAFT", "WITHDRAWN")))
        counts = {
            pk: (drafted, received)
            for pk, drafted, received in mine.values_list("round").annotate(d=drafts, n=live)
        }
        today = timezone.localdate()
        rows = [
            {
                "round": round_,
                "counts": counts.get(round_.pk, (0, 0)),
                "refusal": intake_refusal(round_, today),
                "is_over": is_over(round_, today),
            }
            for round_ in rounds
        ]
        return {"rounds": sorted(rows, key=lambda row: row["is_over"])}
