"""The base of every page: who looks, in which district; a GET cannot write; looks are recorded."""

import logging
import re
from collections.abc import Callable, Iterable
from threading import get_ident

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from jobportal.platform.access import MissingAccessRecord, record_access
from jobportal.platform.accounts.drafts import take_draft
from jobportal.platform.actors import Actor, current_actor
from jobportal.platform.models import AccessEntry, District, Record
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.render.plain import clean
from jobportal.platform.web.givingback import give_back
from jobportal.platform.web.typed import without_zero_width

_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|TRUNCATE)\b", re.I)
GIVEN_BACK = "입력하던 내용을 되살렸습니다. 확인하고 저장하세요."
logger = logging.getLogger(__name__)

WITHHELD = (
    "비밀번호를 재발급한 계정이라 주민의 정보와 승인·점검 화면을 아직 열 수 없습니다. 본인이 "
    "맞는지 확인해 달라고 권한 승인자에게 요청하세요(메뉴 [관리] > [권한 승인])."
)
APART = (
    "계정을 관리하는 사람은 주민의 개인정보를 보지 않습니다. 두 권한 가운데 하나를 회수해 달라고 "
    "요청하세요."
)


class WriteOnRead(RuntimeError):
    """A page tried to write while it was only being read."""


class _Undeclared:
    """Stands where a page has not said which permission it needs."""


UNDECLARED = _Undeclared()
FOR_EVERYBODY = None
"""The permission of pages that everybody who is signed in may open."""


def _refuse_writes() -> Callable:
    """A wrapper of the connection for a GET; of its own thread alone, where threads share one."""
    reader = get_ident()

    def refuse(execute, sql, params, many, context):
        if get_ident() == reader and _WRITES.match(sql):
            raise WriteOnRead(f"a GET must not write: {sql[:80]}")
        return execute(sql, params, many, context)

    return refuse


class Page(View):
    """One page: it declares template and title, and answers get and maybe post.

    It says which ``permission`` it needs, and which one to post when that is another. A grant that
    is confined to a part of the district opens only pages that keep to such parts: ``confinable``.
    A page that shows personal data names its ``personal_task`` (수행업무) and calls :meth:`saw`;
    one entry of the access record is written before the answer leaves.
    """

    template = ""
    title = ""
    section = ""
    permission: Permission | _Undeclared | None = UNDECLARED
    write_permission: Permission | None = None
    confinable: frozenset[Confinement] = frozenset()
    keeps_draft = False  # what is posted after the session ended (accounts.middleware)
    personal_task = ""
    access_action: str = AccessEntry.Action.READ
    access_purpose = ""

    request: HttpRequest
    district: District
    actor: Actor
    _reached: dict[tuple, bool]
    _seen: set[int] | None = None

    def dispatch(self, request, *args, **kwargs):
        self.actor = current_actor(request)
        self._reached = {}
        self.district = self.actor.district
        self.require(self.permission_for(request.method))
        if request.method in ("GET", "HEAD"):
            with connection.execute_wrapper(_refuse_writes()):
                response = self._shown(*args, **kwargs)
        else:
            response = self._step(*args, **kwargs)
        self._record(response)
        return response

    def _shown(self, *args, **kwargs) -> HttpResponse:
        """The page, with what was typed when the session had ended, if it keeps that."""
        draft = take_draft(self.request) if self.keeps_draft else None
        if draft is None:
            return super().dispatch(self.request, *args, **kwargs)
        self.request.POST = draft
        messages.warning(self.request, GIVEN_BACK)
        return self.show_draft(*args, **kwargs)

    def show_draft(self, *args, **kwargs) -> HttpResponse:
        """The page with ``request.POST`` as it was typed; for pages that keep it."""
        raise NotImplementedError

    def _step(self, *args, **kwargs) -> HttpResponse:
        """What was posted is taken; what no form of the page refused is given back to be mended."""
        self.request.POST = without_zero_width(self.request.POST)
        try:
            return super().dispatch(self.request, *args, **kwargs)
        except ValidationError as error:
            return give_back(self.request, error)

    @classmethod
    def permission_for(cls, method: str) -> Permission | None:
        """What a request of the method needs."""
        if cls.permission is UNDECLARED:
            raise ImproperlyConfigured(f"{cls.__name__} does not say which permission it needs")
        is_read = method in ("GET", "HEAD", "OPTIONS")
        return cls.permission if is_read else cls.write_permission or cls.permission

    def typed(self, name: str, most: int = 200) -> str:
        """A short text that was posted outside a form, without signs no database takes."""
        return clean(self.request.POST.get(name, "")).strip()[:most]

    def may(self, permission: Permission | None) -> bool:
        """Whether the user may do something, wherever: for links that lead to no one record."""
        return self.actor.may(permission)

    def may_for(self, permission: Permission | None, record: Record) -> bool:
        """Whether the user may do something with this record: what a page of one record asks.

        The grant that opened the page need not be the one that allows what stands on it; one that
        is confined to what the page cannot keep to allows nothing here.
        """
        key = (permission, type(record), record.pk)
        if key not in self._reached:
            self._reached[key] = self.actor.within(self.confinable).reaches(record, permission)
        return self._reached[key]

    def require(self, permission: Permission | None) -> None:
        """Go on under a permission; what is read from now on is what it reaches.

        Raises PermissionDenied without it, or when it is confined to what the page cannot keep to.
        """
        if permission in self.actor.withheld:
            raise PermissionDenied(WITHHELD if self.actor.user.reissued_at else APART)
        if not self.actor.may(permission):
            raise PermissionDenied(f"‘{permission.label}’ 권한이 있어야 합니다.")
        fitting = {Confinement.DISTRICT, *self.confinable}
        if permission is not FOR_EVERYBODY and not any(
            grant.confined_to in fitting for grant in self.actor.grants_of(permission)
        ):
            raise PermissionDenied("구 전체의 권한이 있어야 열 수 있는 화면입니다.")
        self.request.permission = permission

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
