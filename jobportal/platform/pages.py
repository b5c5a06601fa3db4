"""The base of every page: who looks, in which district; a GET cannot write."""

import re

from django.db import connection
from django.http import HttpRequest
from django.shortcuts import render
from django.views import View

from jobportal.platform.models import District
from jobportal.platform.scope import current_membership

_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|TRUNCATE)\b", re.I)


class WriteOnRead(RuntimeError):
    """A page tried to write while it was only being read."""


def _refuse_writes(execute, sql, params, many, context):
    if _WRITES.match(sql):
        raise WriteOnRead(f"a GET must not write: {sql[:80]}")
    return execute(sql, params, many, context)


class Page(View):
    """One page: it declares template and title, and answers get and maybe post."""

    template = ""
    title = ""
    section = ""

    request: HttpRequest
    district: District

    def dispatch(self, request, *args, **kwargs):
        self.district = current_membership(request).district
        if request.method in ("GET", "HEAD"):
            with connection.execute_wrapper(_refuse_writes):
                return super().dispatch(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

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
