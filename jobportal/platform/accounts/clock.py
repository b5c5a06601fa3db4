"""The remaining time of the session, as every page shows it."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from jobportal.platform.accounts.sessions import seconds_left

WARN_SECONDS = 120


def session_clock(request: HttpRequest) -> dict:
    """Context of every page of a signed-in person: seconds left, and when that is."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    seconds = seconds_left(request.session)
    return {
        "session_seconds": seconds,
        "session_minutes": seconds // 60,
        "session_ends_at": timezone.localtime() + timedelta(seconds=seconds),
        "session_warn_seconds": WARN_SECONDS,
        "session_idle_minutes": settings.SESSION_IDLE_MINUTES,
    }
