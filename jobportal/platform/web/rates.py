"""How often an account and an address may search, download, import and unmask (SC-21).

A page says what its requests count as: ``rates = {"POST": Scope.SEARCH}``. Files sent in, downloads
by ``?format=`` and the search of lists count without being named.
"""

import logging
import time

from django.conf import settings
from django.db import connection

from jobportal.platform.access import client_ip
from jobportal.platform.models import RequestCount
from jobportal.platform.web.errors import refusal
from jobportal.platform.web.log import security

WINDOW_SECONDS = 600
ADDRESS_FACTOR = 20
Scope = RequestCount.Scope
# Two at once wait for each other in the database, so that none is lost.
_COUNT = """
INSERT INTO platform_requestcount AS kept (scope, key, "window", count) VALUES (%s, %s, %s, 1)
ON CONFLICT (scope, key) DO UPDATE SET
    count = CASE WHEN kept."window" = excluded."window" THEN kept.count + 1 ELSE 1 END,
    "window" = excluded."window"
RETURNING count
"""


class RateLimits:
    """Answers 429 with the minutes to wait; others go on undisturbed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Count what is limited, and refuse what is too much."""
        if not request.user.is_authenticated:
            return None
        scope = scope_of(request, getattr(view, "view_class", None))
        if not scope or not too_many(scope, request):
            return None
        seconds = WINDOW_SECONDS - int(time.time()) % WINDOW_SECONDS
        security("rate_limit", logging.WARNING, scope=scope)
        return refusal(
            request,
            429,
            headers={"Retry-After": str(seconds)},
            retry_minutes=-(-seconds // 60),
        )


def scope_of(request, page: type | None) -> str:
    """What a request counts as; "" for what is not limited."""
    if named := getattr(page, "rates", {}).get(request.method, ""):
        return named
    if request.method == "POST":
        return Scope.IMPORT if request.FILES else ""
    if request.GET.get("format"):
        return Scope.DOWNLOAD
    return Scope.SEARCH if request.GET.get("q") else ""


def too_many(scope: str, request) -> bool:
    """Count one request for the account and for the address; True when one of them is over."""
    most = settings.RATE_LIMITS[scope]
    counts = [
        (f"account {request.user.pk}", most),
        (f"address {client_ip(request)}", most * ADDRESS_FACTOR),
    ]
    return any(counted(scope, key) > limit for key, limit in counts)


def counted(scope: str, key: str) -> int:
    """How many requests there were in this window, this one included; one statement."""
    window = int(time.time()) // WINDOW_SECONDS
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [scope, key, window])
        return cursor.fetchone()[0]
