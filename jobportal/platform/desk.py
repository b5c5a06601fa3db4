"""What waits for somebody outside the rounds: explanations, reviews of the record and of rights."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from jobportal.platform.actors import Actor
from jobportal.platform.findings.recording import not_about
from jobportal.platform.models import AccessFinding
from jobportal.platform.permissions import Permission

S = AccessFinding.State


@dataclass(frozen=True)
class Waiting:
    """So many of something wait on a page, ``late`` of them past their day."""

    label: str
    url: str
    count: int
    late: int = 0
    text: str = ""


def waiting_for(actor: Actor, today: date) -> list[Waiting]:
    """What waits, the user's own answers first."""
    found = [_to_explain(actor, today)]
    if actor.may_in_whole_district(Permission.REVIEW_ACCESS):
        found.append(_to_settle(actor, today))
    return [one for one in found if one.count]


def _to_explain(actor: Actor, today: date) -> Waiting:
    asked = AccessFinding.objects.of(actor.district).filter(account_id=actor.user.pk, state=S.ASKED)
    days = list(asked.values_list("due_on", flat=True))
    late = sum(day < today for day in days)
    return Waiting("소명할 접속기록", reverse("explanations"), len(days), late)


def _to_settle(actor: Actor, today: date) -> Waiting:
    """Answers that came in, and those that did not in time."""
    late = Q(state=S.ASKED, due_on__lt=today)
    others = not_about(AccessFinding.objects.of(actor.district), actor.user.pk)
    states = list(others.filter(Q(state=S.EXPLAINED) | late).values_list("state", flat=True))
    label = "소명이 들어왔거나 기한이 지난 점검 항목"
    return Waiting(label, reverse("access_months"), len(states), states.count(S.ASKED))
