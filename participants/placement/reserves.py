"""The reserve list of a round: who is next for a vacancy, who is not and why, how many are left."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from participants.models import Application, Offer, SelectionEntry, Vacancy
from participants.placement.fitting import unfit, unwanted
from participants.selection.in_force import entries_in_force
from programs.models import Round

Answer = Offer.State
PASSED = (Answer.SKIPPED, Answer.DECLINED, Answer.NO_ANSWER)
"""States of an offer after which the next reserve is asked."""


@dataclass(frozen=True)
class Candidate:
    """A reserve of the vacancy's pool, as they stand to this vacancy.

    ``why_not`` says why the post cannot be offered to them now. ``offer`` is the newest offer of
    this very vacancy to them, one passed over included.
    """

    application: Application
    rank: int
    why_not: str = ""
    offer: Offer | None = None

    @property
    def is_passed(self) -> bool:
        """True when they were asked and did not come, or were passed over with a reason."""
        return self.offer is not None and self.offer.state in PASSED

    @property
    def is_due(self) -> bool:
        """True when nobody further down may be asked before them."""
        return not self.why_not and not self.is_passed


class Reserves:
    """The reserves of the list in force who still wait, and the offers made; two queries.

    Their people are read by :func:`with_people`, only for those who are shown.
    """

    def __init__(self, round_: Round):
        entries = entries_in_force(round_).filter(
            state=SelectionEntry.State.RESERVE, application__state=Application.State.RESERVE
        )
        self.by_pool: dict[str, list[SelectionEntry]] = defaultdict(list)
        entries = entries.select_related(None).select_related("application")
        for entry in entries.order_by("reserve_rank", "pk"):
            entry.application.round = round_
            self.by_pool[entry.pool].append(entry)
        self.offers: dict[int, dict[int, Offer]] = defaultdict(dict)
        self.waiting: dict[int, Offer] = {}
        for offer in Offer.objects.filter(vacancy__round=round_).order_by("pk"):
            if offer.state != Answer.WITHDRAWN:
                self.offers[offer.vacancy_id][offer.application_id] = offer
            if offer.state == Answer.OPEN:
                self.waiting[offer.application_id] = offer

    def depth(self) -> Counter:
        """How many reserves wait in each pool, those with an open offer included."""
        return Counter({pool: len(entries) for pool, entries in self.by_pool.items()})

    def candidates(self, vacancy: Vacancy) -> Iterator[Candidate]:
        """All reserves of the vacancy's pool in the order of their rank."""
        return (self._candidate(vacancy, entry) for entry in self.by_pool[vacancy.pool])

    def next_for(self, vacancy: Vacancy) -> Candidate | None:
        """The reserve who is to be asked next; None when nobody of the pool is left."""
        return next((one for one in self.candidates(vacancy) if one.is_due), None)

    def _candidate(self, vacancy: Vacancy, entry: SelectionEntry) -> Candidate:
        application = entry.application
        mine = self.offers[vacancy.pk].get(application.pk)
        waiting = self.waiting.get(application.pk)
        if waiting and waiting.vacancy_id != vacancy.pk:
            why_not = "다른 자리를 통보하고 답변을 기다리는 중입니다."
        else:
            project = vacancy.project
            why_not = unfit(application, project) or unwanted(application, project)
        return Candidate(application, entry.reserve_rank, why_not, mine)


def with_people(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The same candidates, their people read in one query."""
    found = list(candidates)
    prefetch_related_objects([one.application for one in found], "person")
    return found
