"""The outermost middleware: requests get a number, answers their headers, some are refused."""

import logging

from django.conf import settings
from django.http import Http404
from django.views.defaults import page_not_found

from jobportal.platform.access import client_ip
from jobportal.platform.web import trace
from jobportal.platform.web.errors import refusal
from jobportal.platform.web.log import security

METHODS = ("GET", "HEAD", "POST")
ALLOWED = ", ".join(METHODS)
# What an answer carries unless it says otherwise; files under /static/ say how long they are kept.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
REFUSED = frozenset({400, 403, 404, 405, 413, 429})


class EveryAnswer:
    """Errors, downloads, redirects and static files carry the same headers as pages do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.number = trace.begin(client_ip(request)).request
        try:
            response = refused(request) or self.get_response(request)
            if response.status_code == 405 and not response.content:
                response = wrong_method(request, response.get("Allow", ALLOWED))
            for name, value in HEADERS.items():
                response.setdefault(name, value)
            if response.status_code in REFUSED:
                note(request, response.status_code)
        finally:
            trace.end()
        return response

    def process_exception(self, request, exception):
        """What is not there has the portal's own page, on a machine for trying out too."""
        return page_not_found(request, exception) if isinstance(exception, Http404) else None


def refused(request):
    """The refusal of what no page of the portal takes; None for everything else."""
    if request.method not in METHODS:
        return wrong_method(request, ALLOWED)
    if _length(request) > settings.LARGEST_REQUEST:
        return refusal(request, 413)
    return None


def wrong_method(request, allowed: str):
    """The page for a method that an address does not take."""
    return refusal(request, 405, headers={"Allow": allowed})


def _length(request) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdecimal() else 0


def note(request, status: int) -> None:
    """Write a refusal into the security log."""
    security(
        "refused",
        logging.WARNING,
        status=status,
        method=request.method[:10],
        page=request.path[:200],
    )
