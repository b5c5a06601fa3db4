"""The rounds at work with their named figures, their vacancies and who is still to answer."""

from django.db.models import Count
from django.utils import timezone

from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from participants.headcounts import EVER, IN_POST, PLANNED, headcounts
from participants.models import Application, Offer, Vacancy
from participants.views.resident_page import ResidentPage
from programs.models import Round


class PlacementRounds(ResidentPage):
    """배치 현황."""

    permission = Permission.SEE_PLACEMENTS
    template = "participants/placement_rounds.html"
    title = "배치"

    def extra(self):
        shows_closed = "closed" in self.request.GET
        states = (*Round.IN_WORK, Round.State.CLOSED) if shows_closed else Round.IN_WORK
        rounds = reachable(self.request, Round).filter(state__in=states)
        rounds = list(rounds.select_related("programme").prefetch_related("programme__names"))
        today = timezone.localdate()
        counts = headcounts(rounds, today)
        vacancies = by_round(Vacancy.objects.filter(state=Vacancy.State.OPEN), "round", rounds)
        offers = Offer.objects.filter(state=Offer.State.OPEN)
        reserves = Application.objects.filter(state=Application.State.RESERVE)
        offers = by_round(offers, "vacancy__round", rounds)
        reserves = by_round(reserves, "round", rounds)
        return {
            "today": kdate(today),
            "words": {"planned": PLANNED, "in_post": IN_POST, "ever": EVER},
            "shows_closed": shows_closed,
            "rows": [
                {
                    "round": one,
                    "count": counts[one.pk],
                    "vacancies": vacancies.get(one.pk, 0),
                    "offers": offers.get(one.pk, 0),
                    "reserves": reserves.get(one.pk, 0),
                }
                for one in rounds
            ],
        }


def by_round(rows, name: str, rounds: list[Round]) -> dict[int, int]:
    """How many of the rows belong to each round; one query."""
    counted = rows.filter(**{f"{name}__in": rounds}).order_by().values(name)
    return dict(counted.annotate(rows=Count("pk")).values_list(name, "rows"))
