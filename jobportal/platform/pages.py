"""The base of every page: who looks, in which district; a GET cannot write; looks are recorded."""

import logging
import re
from collections.abc import Iterable

from django.conf import settings
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from jobportal.platform.access import MissingAccessRecord, record_access
from jobportal.platform.models import AccessEntry, District
from jobportal.platform.scope import current_membership

_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|TRUNCATE)\b", re.I)
logger = logging.getLogger(__name__)


class WriteOnRead(RuntimeError):
    """A page tried to write while it was only being read."""


def _refuse_writes(execute, sql, params, many, context):
    if _WRITES.match(sql):
        raise WriteOnRead(f"a GET must not write: {sql[:80]}")
    return execute(sql, params, many, context)


class Page(View):
    """One page: it declares template and title, and answers get and maybe post.

    A page that shows personal data names its ``personal_task`` (수행업무) and calls :meth:`saw`;
    one entry of the access record is written before the answer leaves.
    """

    template = ""
    title = ""
    section = ""
    personal_task = ""
    access_action: str = AccessEntry.Action.READ
    access_purpose = ""

    request: HttpRequest
    district: District
    _seen: set[int] | None = None

    def dispatch(self, request, *args, **kwargs):
        self.district = current_membership(request).district
        if request.method in ("GET", "HEAD"):
            with connection.execute_wrapper(_refuse_writes):
                response = super().dispatch(request, *args, **kwargs)
        else:
            response = super().dispatch(request, *args, **kwargs)
        self._record(response)
        return response

    def saw(
        self, persons: Iterable[int | models.Model], action: str = "", purpose: str = ""
    ) -> None:
        """Note whose data the answer shows: residents or their numbers, also none at all.

        ``action`` and ``purpose`` replace those of the page, e.g. for a download.
        """
        numbers = {p.pk if isinstance(p, models.Model) else p for p in persons}
        self._seen = numbers | (self._seen or set())
        self.access_action = action or self.access_action
        self.access_purpose = purpose or self.access_purpose

    def _record(self, response: HttpResponse) -> None:
        """Write what was seen; outside production a page that forgot to say so raises."""
        if not self.personal_task:
            if self._seen is not None:
                raise MissingAccessRecord(f"{type(self).__name__} names no personal_task")
            return
        response["Cache-Control"] = "no-store"
        if self._seen is None:
            if not 200 <= response.status_code < 300 or self.request.method == "OPTIONS":
                return
            fault = f"{type(self).__name__} did not say whose data it showed"
            if not settings.PRODUCTION:
                raise MissingAccessRecord(fault)
            logger.error(fault)
        record_access(
            self.request,
            self.access_action,
            self._seen or (),
            self.personal_task,
            self.access_purpose,
        )

    def get(self, request, **kwargs):
        """Show the page."""
        return self.show(**self.extra())

    def extra(self) -> dict:
        """What the template needs beyond the frame."""
        return {}

    def breadcrumbs(self) -> list[tuple[str, str]]:
        """The way here, as (label, address)."""
        return [(self.section, ""), (self.title, "")] if self.section else [(self.title, "")]

    def show(self, template: str = "", status: int = 200, **context):
        """Render the template with the frame's context."""
        frame = {
            "page_title": self.title,
            "section_title": self.section,
            "breadcrumbs": self.breadcrumbs(),
        }
        return render(self.request, template or self.template, {**frame, **context}, status=status)
