"""Rights: what waits for a decision, the roles, and the record of every change of rights."""

from io import BytesIO

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.administration.accounts import SECTION
from jobportal.platform.administration.forms import NewRoleForm, RoleForm
from jobportal.platform.display import text_of
from jobportal.platform.filters import KDateFilter
from jobportal.platform.granting import GrantRefused, approve, change_role, refuse
from jobportal.platform.models import Grant, GrantEvent, Role
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.recordlist import XLSX_TYPE, file_response
from jobportal.platform.render.xlsx_list import write_rows
from jobportal.platform.rightslog import role_text, terms_of
from jobportal.platform.tables import arrange

PER_PAGE = 50


class GrantQueue(Page):
    """권한 승인: what waits, each decided by who neither asked for it nor receives it."""

    template, title, section = "accounts/queue.html", "권한 승인", SECTION
    permission = Permission.APPROVE_GRANTS

    def extra(self):
        waiting = Grant.objects.filter(district=self.district, state=Grant.State.REQUESTED)
        rows = waiting.select_related("user", "role", "requested_by").order_by("id")
        mine = self.request.user.pk
        return {
            "rows": [
                {
                    "grant": grant,
                    "terms": terms_of(grant),
                    "asked_at": text_of(grant.requested_at),
                    "is_own": mine in (grant.requested_by_id, grant.user_id),
                }
                for grant in rows
            ]
        }


class GrantDecide(GrantQueue, FreshPassword):
    """A request approved or sent back. POST only."""

    http_method_names = ["post"]

    def post(self, request, pk):
        grant = Grant.objects.filter(district=self.district, pk=pk).select_related("role").first()
        if grant is None:
            raise Http404("no such grant")
        comment = self.typed("comment")
        is_yes = request.POST.get("decision") == "approve"
        try:
            (approve if is_yes else refuse)(grant, request.user, comment)
        except GrantRefused as error:
            return self.show(**self.extra(), error=str(error), status=409)
        messages.success(request, "승인했습니다." if is_yes else "반려했습니다.")
        return redirect("grant_queue")


class RolesPage(Page, FreshPassword):
    """A page over the roles."""

    section = SECTION
    permission = Permission.MANAGE_ACCOUNTS

    def breadcrumbs(self):
        return [(SECTION, ""), ("역할", reverse("role_list")), (self.title, "")]


class RoleList(RolesPage):
    """역할."""

    template, title = "accounts/roles.html", "역할"

    def breadcrumbs(self):
        return [(SECTION, ""), (self.title, "")]

    def extra(self):
        today = timezone.localdate()
        counts: dict[int, int] = {}
        for grant in Grant.objects.filter(district=self.district).select_related("role"):
            if grant.holds_on(today):
                counts[grant.role_id] = counts.get(grant.role_id, 0) + 1
        return {
            "rows": [
                {
                    "role": role,
                    "text": role_text(role),
                    "confinements": ", ".join(Confinement(one).label for one in role.confinements),
                    "count": counts.get(role.pk, 0),
                }
                for role in Role.objects.all()
            ]
        }


class RoleEdit(RolesPage):
    """A role changed, or another one made."""

    template = "accounts/form.html"

    def form(self, pk: int | None, data=None) -> RoleForm:
        """The form over the role of the address, or over a new one."""
        if pk is None:
            self.title = "역할 추가"
            return NewRoleForm(data)
        role = Role.objects.filter(pk=pk).first()
        if role is None:
            raise Http404("no such role")
        self.title, self.before = f"역할 수정: {role}", role_text(role)
        return RoleForm(data, instance=role)

    def get(self, request, pk=None):
        return self.show_form(self.form(pk))

    def show_form(self, form: RoleForm, status: int = 200):
        """The form, with what follows from saving it."""
        lead = "저장하면 이 역할을 받은 모든 사람에게 다음 화면부터 적용됩니다."
        return self.show(form=form, lead=lead, cancel_url=reverse("role_list"), status=status)

    def post(self, request, pk=None):
        form = self.form(pk, request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        role = form.save(commit=False)
        change_role(role, request.user, self.district, self.before if pk else "")
        messages.success(request, f"‘{role}’ 역할을 저장했습니다.")
        return redirect("role_list")


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
