"""Accounts nobody has signed in to for long are locked; the last administrator never is (PD-20)."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from jobportal.platform.administrators import administrators
from jobportal.platform.models import User


def is_unused(user: User) -> bool:
    """Whether nobody has signed in for the days of the setting; a new account counts from its day.

    0 days: no account is ever locked for that.
    """
    days = settings.UNUSED_ACCOUNT_DAYS
    return days > 0 and timezone.now() - user.last_used_at >= timedelta(days=days)


def asleep_among(users: Iterable[User]) -> set[int]:
    """The numbers of those that are locked for disuse; three queries at most.

    Of the administrators of a district the one used last is let in, however long ago that was:
    somebody has to be able to open the others.
    """
    unused = {user.pk for user in users if user.is_active and is_unused(user)}
    if not unused:
        return unused
    last = {
        max(found, key=lambda one: (one.last_used_at, one.pk)).pk
        for found in administrators().values()
    }
    return unused - last


def is_asleep(user: User) -> bool:
    """Whether one account is locked for disuse."""
    return bool(asleep_among([user]))
