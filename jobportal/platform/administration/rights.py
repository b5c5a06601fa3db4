"""Rights: what waits for a decision, and the record of every change of rights."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.administration.accounts import SECTION
from jobportal.platform.display import text_of
from jobportal.platform.filters import KDateFilter
from jobportal.platform.formfields import refuse_resident_number
from jobportal.platform.granting import accounts_of, approve, refuse
from jobportal.platform.models import Grant, GrantEvent
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.recordlist import XLSX_TYPE, file_response
from jobportal.platform.refused import Refused
from jobportal.platform.reissue import confirm_reissue, waiting_for_confirmation
from jobportal.platform.render.xlsx_list import write_rows
from jobportal.platform.rightslog import terms_of
from jobportal.platform.roles import difference, waiting_roles
from jobportal.platform.tables import arrange

PER_PAGE = 50


class GrantQueue(Page):
    """권한 승인: what waits, each decided by who neither asked for it nor receives it."""

    template, title, section = "accounts/queue.html", "권한 승인", SECTION
    permission = Permission.APPROVE_GRANTS

    def extra(self):
        mine = self.request.user.pk
        return {
            "rows": [self.row(grant, mine) for grant in self.waiting()],
            "roles": [
                {
                    "role": role,
                    "is_new": not role.allows,
                    "change": difference(role, role.proposed),
                    "description": role.proposed["description"],
                    "is_own": role.proposed_by_id == mine,
                }
                for role in waiting_roles(self.district)
            ],
            "reissued": [
                {
                    "user": user,
                    "at": text_of(user.reissued_at),
                    "seen": user.reissued_at.isoformat(),
                    "is_own": mine in (user.pk, user.reissued_by_id),
                }
                for user in waiting_for_confirmation(self.district)
            ],
        }

    def waiting(self):
        """The requests for rights."""
        found = Grant.objects.filter(district=self.district, state=Grant.State.REQUESTED)
        return found.select_related("user", "role", "requested_by").order_by("id")

    def row(self, grant: Grant, mine: int) -> dict:
        """A request as the page shows it to an account."""
        return {
            "grant": grant,
            "terms": terms_of(grant),
            "asked_at": text_of(grant.requested_at),
            "is_own": mine in (grant.requested_by_id, grant.user_id),
        }


class QueueAct(GrantQueue, FreshPassword):
    """A decision about something that waits, with what it is based on. POST only."""

    http_method_names = ["post"]
    comment_at = "comment"
    """How the ids of the comments of its kind begin."""

    def decided(self, what: str, words: str, act: Callable[[str], None]):
        """Do it with the comment that was typed and tell of ``what``, or show why not."""
        comment = self.typed("comment")
        error_at = f"{self.comment_at}-{self.kwargs['pk']}"
        try:
            refuse_resident_number(comment)
            act(comment)
        except ValidationError as error:
            told = f"{what}: {' '.join(error.messages)}"
            return self.show(**self.extra(), error=told, error_at=error_at, status=422)
        except Refused as error:
            at = error_at if error.field else ""
            return self.show(**self.extra(), error=f"{what}: {error}", error_at=at, status=409)
        messages.success(self.request, f"{what}: {words}")
        return redirect("grant_queue")

    def is_yes(self) -> bool:
        """Whether the button for approving was pressed."""
        return self.request.POST.get("decision") == "approve"


class GrantDecide(QueueAct):
    """A request approved or sent back. POST only."""

    def post(self, request, pk):
        grant = (
            Grant.objects.filter(district=self.district, pk=pk)
            .select_related("role", "user")
            .first()
        )
        if grant is None:
            raise Http404("no such grant")
        act, words = (approve, "승인했습니다.") if self.is_yes() else (refuse, "반려했습니다.")
        what = f"{grant.user} ‘{grant.role}’"
        return self.decided(what, words, lambda comment: act(grant, request.user, comment))


class ReissueConfirm(QueueAct):
    """Somebody has asked the owner of an account whose password was reissued. POST only."""

    comment_at = "reissue-comment"

    def post(self, request, pk):
        user = accounts_of(self.district).filter(pk=pk).first()
        if user is None:
            raise Http404("no such account")
        seen = parse_moment(self.typed("seen"))
        return self.decided(
            str(user),
            "재발급을 확인했습니다. 멈추었던 권한이 바로 이어집니다.",
            lambda comment: confirm_reissue(user, request.user, self.district, seen, comment),
        )


def parse_moment(text: str) -> datetime | None:
    """A moment as a form carries it; None for what is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


class EventFilter(django_filters.FilterSet):
    """By account, act and day."""

    user_name = django_filters.CharFilter(lookup_expr="icontains", label="대상")
    actor_name = django_filters.CharFilter(lookup_expr="icontains", label="처리한 사람")
    action = django_filters.ChoiceFilter(
        label="처리", choices=GrantEvent.Action.choices, empty_label="전체"
    )
    at_from = KDateFilter(field_name="at", lookup_expr="date__gte", label="일시 부터")
    at_to = KDateFilter(field_name="at", lookup_expr="date__lte", label="일시 까지")

    class Meta:
        model = GrantEvent
        fields: tuple[str, ...] = ()


class EventTable(tables.Table):
    """One row per change of rights, newest first."""

    at = tables.Column(verbose_name="일시")
    actor_name = tables.Column(verbose_name="처리한 사람", orderable=False)
    action = tables.Column(verbose_name="처리", orderable=False)
    user_name = tables.Column(verbose_name="대상", orderable=False)
    before = tables.Column(verbose_name="바뀌기 전", orderable=False)
    after = tables.Column(verbose_name="바뀐 뒤", orderable=False)
    reason = tables.Column(verbose_name="사유", orderable=False)

    class Meta:
        attrs = {"class": "data"}

    def render_at(self, value):
        return text_of(value)


class GrantEvents(Page):
    """권한 기록."""

    template, title, section = "accounts/events.html", "권한 기록", SECTION
    permission = Permission.SEE_GRANTS

    def get(self, request):
        events = GrantEvent.objects.filter(district_id=self.district.pk)
        filterset = EventFilter(request.GET, events)
        is_valid = filterset.form.is_valid()
        found = filterset.qs if is_valid else events.none()
        if is_valid and request.GET.get("format") == "xlsx":
            return self.download(found)
        table = EventTable(found, order_by_field="sort")
        table.caption = self.title
        arrange(request, table, PER_PAGE)
        query = request.GET.copy()
        query["format"] = "xlsx"
        return self.show(
            filter=filterset,
            table=table,
            count=table.paginator.count,
            downloads=[("엑셀로 받기", f"{reverse('grant_events')}?{query.urlencode()}")],
            status=200 if is_valid else 400,
        )

    def download(self, events):
        """The entries as a workbook."""
        names = ("at", "actor_name", "action", "user_name", "before", "after", "reason")
        headings = [str(GrantEvent._meta.get_field(name).verbose_name) for name in names]
        rows = [
            (
                text_of(event.at),
                event.actor_name,
                event.get_action_display(),
                *(getattr(event, name) for name in names[3:]),
            )
            for event in events
        ]
        out = BytesIO()
        write_rows(out, self.title, headings, rows)
        return file_response(out.getvalue(), f"{self.district.name}_권한기록.xlsx", XLSX_TYPE)
