"""Carrying a list of leavers out: accounts stopped, rights revoked, in one piece."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jobportal.platform.accounts.sessions import end_sessions_of_all
from jobportal.platform.administrators import hold_administrators
from jobportal.platform.granting import revoke_all
from jobportal.platform.leavers.plan import OPEN, Effect, Plan, open_grants, plan_for
from jobportal.platform.leavers.sheet import Leaver
from jobportal.platform.models import District, Grant, GrantEvent, UsedPassword, User
from jobportal.platform.rightslog import event_of
from jobportal.platform.values.dates import kdate

FROM_LIST = "인사자료"


class NotClean(ValueError):
    """The list may not be carried out; its plan says why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the list of leavers has faults")
        self.plan = plan


@transaction.atomic
def carry_out(
    leavers: Iterable[Leaver], accounts: QuerySet[User], actor: User | None, district: District
) -> Plan:
    """Stop those whose day has come, note the day of the others; raises :class:`NotClean`.

    A second time it changes nothing. The accounts are locked while it is worked out. Without an
    actor a command does it, also to accounts that have rights in other districts.
    """
    hold_administrators()
    list(User.objects.select_for_update().filter(pk__in=accounts.values("pk")).order_by("pk"))
    plan = plan_for(leavers, accounts, district if actor else None)
    if plan.problems:
        raise NotClean(plan)
    for line in plan.changes:
        line.user.ends_on, line.user.end_reason = line.leaver.on, line.leaver.kind
    now, later = plan.of(Effect.STOP), plan.of(Effect.LATER)
    _stop([line.user for line in now], [g for line in now for g in line.grants], actor, district)
    _announce([line.user for line in later], actor, district)
    return plan


def _stop(
    users: list[User], grants: list[Grant], actor: User | None, district: District | None
) -> None:
    """The accounts are out at once; each act with its entry in the record of rights."""
    reasons = {user.pk: _reason(user) for user in users}
    of_grants = {grant.user_id: grant.district for grant in grants}
    events = [
        event_of(
            actor,
            GrantEvent.Action.DEACTIVATE,
            user,
            district or of_grants.get(user.pk),
            reason=reasons[user.pk],
        )
        for user in users
        if user.is_active
    ]
    revoke_all(grants, actor, lambda grant: reasons[grant.user_id])
    for user in users:
        user.is_active = False
    User.objects.bulk_update(users, ["is_active", "ends_on", "end_reason"], batch_size=500)
    UsedPassword.objects.filter(user__in=users).delete()
    GrantEvent.objects.bulk_create(events, batch_size=500)
    end_sessions_of_all(users)


def _announce(users: list[User], actor: User | None, district: District) -> None:
    """The accounts are out from their day on: signing in and every request look at it."""
    User.objects.bulk_update(users, ["ends_on", "end_reason"], batch_size=500)
    GrantEvent.objects.bulk_create(
        event_of(
            actor,
            GrantEvent.Action.DEACTIVATE,
            user,
            district,
            after=f"{kdate(user.ends_on)}부터",
            reason=_reason(user),
        )
        for user in users
    )


def _reason(user: User) -> str:
    return f"{user.end_reason} {kdate(user.ends_on)} ({FROM_LIST})"


@transaction.atomic
def end_due() -> int:
    """Revoke the rights of accounts whose day has come since it was announced; gives how many.

    Nobody signs in with them from that day in any case; this writes it into the record of rights.
    """
    today = timezone.localdate()
    held = Grant.objects.filter(state__in=OPEN).values("user")
    due = User.objects.filter(Q(is_active=True) | Q(pk__in=held), ends_on__lte=today)
    users = list(due.select_for_update().order_by("pk"))
    if users:
        grants = [grant for of_user in open_grants(users).values() for grant in of_user]
        _stop(users, grants, None, None)
    return len(users)
