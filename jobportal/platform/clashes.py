"""Whose roles would together allow what nobody may have together: managing accounts and the rest.

Compared are rights in force whose days meet, in whatever district; so nobody comes into a clash by
the calendar alone. The callers hold the rows of the users, so that two decisions see each other.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from jobportal.platform.models import Grant, Role, User
from jobportal.platform.permissions import Permission, clash_in


def in_force(today: date) -> QuerySet[Grant]:
    """The approved rights that have not ended: those of today and those still to begin."""
    approved = Grant.objects.filter(state=Grant.State.APPROVED).select_related("role", "user")
    return approved.filter(Q(to_on=None) | Q(to_on__gte=today)).order_by("pk")


def clash_of(user: User, role: Role, from_on: date, to_on: date | None) -> str:
    """Why a role may not be added for these days to those somebody has, in Korean; else ""."""
    for held in in_force(timezone.localdate()).filter(user=user):
        if not _meet(held, from_on, to_on):
            continue
        if fault := clash_in(role.allows | held.role.allows):
            return f"‘{held.role}’ 역할과 함께 가질 수 없습니다. {fault}"
    return ""


def clashes_with(role: Role, allows: frozenset[Permission]) -> dict[User, str]:
    """The holders of a role who could no longer hold it beside another if it allowed this."""
    grants = in_force(timezone.localdate())
    of_role = list(grants.filter(role=role))
    others = list(grants.filter(user__in={g.user_id for g in of_role}).exclude(role=role))
    found = {}
    for mine in of_role:
        for other in _met_by(mine, others):
            if fault := clash_in(allows | other.role.allows):
                found[mine.user] = f"‘{other.role}’ 역할도 있습니다. {fault}"
    return found


def _met_by(mine: Grant, others: Iterable[Grant]) -> list[Grant]:
    of_user = (other for other in others if other.user_id == mine.user_id)
    return [other for other in of_user if _meet(other, mine.from_on, mine.to_on)]


def _meet(grant: Grant, from_on: date, to_on: date | None) -> bool:
    """Whether a grant counts on one of the days; an end that is not set never comes."""
    begins_in_time = to_on is None or grant.from_on <= to_on
    return begins_in_time and (grant.to_on is None or from_on <= grant.to_on)
