"""What waits for somebody outside the rounds: explanations, reviews of the record and of rights."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from jobportal.platform.actors import Actor
from jobportal.platform.findings.recording import not_about
from jobportal.platform.models import AccessFinding, Grant, RightsReview, RightsReviewLine
from jobportal.platform.permissions import Permission
from jobportal.platform.reissue import waiting_for_confirmation
from jobportal.platform.roles import waiting_roles
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.halves import Half

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
    if actor.may_in_whole_district(Permission.APPROVE_GRANTS):
        found.append(_to_approve(actor))
    if actor.may_in_whole_district(Permission.REVIEW_ACCESS):
        found.append(_to_settle(actor, today))
    if actor.may_in_whole_district(Permission.REVIEW_RIGHTS):
        found += _rights_to_review(actor, today)
    return [one for one in found if one.count]


def _to_explain(actor: Actor, today: date) -> Waiting:
    asked = AccessFinding.objects.of(actor.district).filter(account_id=actor.user.pk, state=S.ASKED)
    days = list(asked.values_list("due_on", flat=True))
    late = sum(day < today for day in days)
    return Waiting("소명할 접속기록", reverse("explanations"), len(days), late)


def _to_approve(actor: Actor) -> Waiting:
    """Rights, roles and reissued passwords that somebody else asked for, for somebody else."""
    me = actor.user
    asked = Grant.objects.filter(district=actor.district, state=Grant.State.REQUESTED)
    rights = asked.exclude(user=me).exclude(requested_by=me)
    roles = waiting_roles(actor.district).exclude(proposed_by=me)
    reissued = waiting_for_confirmation(actor.district).exclude(pk=me.pk).exclude(reissued_by=me)
    count = sum(rows.count() for rows in (rights, roles, reissued))
    return Waiting("승인할 권한·역할·비밀번호 재발급", reverse("grant_queue"), count)


def _to_settle(actor: Actor, today: date) -> Waiting:
    """Answers that came in, and those that did not in time."""
    late = Q(state=S.ASKED, due_on__lt=today)
    others = not_about(AccessFinding.objects.of(actor.district), actor.user.pk)
    states = list(others.filter(Q(state=S.EXPLAINED) | late).values_list("state", flat=True))
    label = "소명이 들어왔거나 기한이 지난 점검 항목"
    return Waiting(label, reverse("access_months"), len(states), states.count(S.ASKED))


def _rights_to_review(actor: Actor, today: date) -> list[Waiting]:
    """The reviews nobody has signed: those that were begun, and that of the running half-year."""
    now = Half.of(today)
    undecided = Q(lines__decision=RightsReviewLine.Decision.UNDECIDED)
    rows = RightsReview.objects.of(actor.district).annotate(left=Count("lines", filter=undecided))
    halves = {Half(one.half_on): one for one in rows}
    begun = {half: one.left for half, one in halves.items() if not one.is_signed}
    left = begun if now in halves else {now: 0, **begun}
    return [_to_review(half, count, today) for half, count in sorted(left.items())]


def _to_review(half: Half, left: int, today: date) -> Waiting:
    """A review with the accounts still to decide; begun or signed it is one thing to do."""
    count = max(left, 1)
    return Waiting(
        f"{half} 권한 점검",
        reverse("rights_review", args=[half.first.year, half.number]),
        count,
        count if half.last < today else 0,
        f"{kdate(half.last)}까지",
    )
