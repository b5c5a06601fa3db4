"""역할: the list, a role of the district changed or another one made, and the decision about it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.administration.accounts import SECTION
from jobportal.platform.administration.rights import QueueAct
from jobportal.platform.administration.roleforms import NewRoleForm, RoleForm
from jobportal.platform.models import Grant, Role
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.refused import Refused
from jobportal.platform.rightslog import role_text
from jobportal.platform.roles import StaleRole, current_terms, decide, propose, roles_of

LABELS = (
    *(("label", "역할"), ("description", "설명")),
    *(("permissions", "할 수 있는 일"), ("confinements", "범위")),
)


class RolesPage(Page, FreshPassword):
    """A page over the roles that can be granted in the district."""

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
                    "is_own": role.district_id == self.district.pk,
                    "text": role_text(role),
                    "confinements": ", ".join(Confinement(one).label for one in role.confinements),
                    "count": counts.get(role.pk, 0),
                }
                for role in roles_of(self.district)
            ]
        }


class RoleEdit(RolesPage):
    """What a role of the district is to be, or another one; somebody else decides."""

    template = "accounts/form.html"

    def form(self, role: Role | None, data=None) -> RoleForm:
        """The form over a role, or over a new one: perhaps a copy of one that is there."""
        if role is None:
            self.title = "역할 추가"
            return NewRoleForm(data, district=self.district, initial=self.copied())
        self.title = f"역할 수정: {role}"
        initial = {**current_terms(role), "version": role.version}
        return RoleForm(data, district=self.district, role=role, initial=initial)

    def role(self, pk: int | None) -> Role | None:
        """The role of the address; those of other districts and of none answer 404."""
        if pk is None:
            return None
        role = Role.objects.filter(district=self.district, pk=pk).first()
        if role is None:
            raise Http404("no such role of the district")
        return role

    def copied(self) -> dict:
        """What a new role begins with."""
        number = self.request.GET.get("copy", "")
        is_number = number.isascii() and number.isdecimal() and len(number) < 19
        found = roles_of(self.district).filter(pk=int(number) if is_number else 0).first()
        return {**current_terms(found), "label": f"{found.label} (우리 구)"[:40]} if found else {}

    def get(self, request, pk=None):
        role = self.role(pk)
        return self.show_form(self.form(role))

    def show_form(self, form: RoleForm, status: int = 200):
        """The form, with what follows from saving it."""
        lead = "저장하면 승인을 신청합니다. 승인되면 이 역할을 받은 모든 사람에게 적용됩니다."
        if form.role and form.role.proposed:
            lead = f"승인을 기다리는 변경이 있습니다. 다시 저장하면 그 변경을 대신합니다. {lead}"
        return self.show(
            form=form,
            lead=lead,
            save_words="승인 신청",
            cancel_url=reverse("role_list"),
            status=status,
        )

    def post(self, request, pk=None):
        role = self.role(pk)
        form = self.form(role, request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        role = role or Role(code=form.cleaned_data["code"], district=self.district)
        try:
            propose(role, form.terms(), request.user, form.cleaned_data["version"])
        except StaleRole:
            return self.show_conflict(form)
        except Refused as error:
            form.add_error(None, str(error))
            return self.show_form(form, 409)
        words = f"‘{form.cleaned_data['label']}’ 역할의 승인을 신청했습니다."
        messages.success(request, f"{words} 승인자가 [권한 승인]에서 결정합니다.")
        return redirect("role_list")

    def show_conflict(self, form: RoleForm):
        """Both values side by side; nothing has been saved."""
        latest = self.role(form.role.pk)
        theirs, mine = current_terms(latest), form.terms()
        data = self.request.POST.copy()
        data["version"] = latest.version
        return self.show(
            "records/conflict.html",
            status=409,
            form=self.form(latest, data),
            theirs=[
                {"label": label, "mine": _told(mine, name), "theirs": _told(theirs, name)}
                for name, label in LABELS
            ],
            latest_url=reverse("role_edit", args=[latest.pk]),
        )


def _told(terms: dict, name: str) -> str:
    words = {"permissions": Permission, "confinements": Confinement}.get(name)
    if words is None:
        return terms[name]
    return ", ".join(sorted(one.label for one in words if one.value in terms[name]))


class RoleDecide(QueueAct):
    """A change of a role approved or sent back. POST only."""

    comment_at = "role-comment"

    def post(self, request, pk):
        role = Role.objects.filter(district=self.district, pk=pk).first()
        if role is None:
            raise Http404("no such role of the district")
        typed, is_yes = self.typed("version"), self.is_yes()
        version = int(typed) if typed.isascii() and typed.isdecimal() else 0
        return self.decided(
            f"역할 ‘{role}’",
            "승인했습니다. 다음 화면부터 적용됩니다." if is_yes else "반려했습니다.",
            lambda comment: decide(role, version, request.user, is_yes, comment),
        )
