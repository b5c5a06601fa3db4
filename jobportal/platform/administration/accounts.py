"""Accounts of the district: the list, a new one, and one with all that may be done to it."""

from datetime import date

from django.contrib import messages
from django.db import IntegrityError
from django.forms import BoundField
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.disuse import asleep_among, is_asleep
from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.accounts.lockout import is_locked
from jobportal.platform.accounts.secondfactor import factor_of
from jobportal.platform.administration.forms import AccountForm, GrantForm, NameForm, ReasonForm
from jobportal.platform.display import text_of
from jobportal.platform.granting import (
    accounts_of,
    add_account,
    lift_lock,
    rename_account,
    request_grant,
    revoke,
    set_active,
    take_factor_off,
)
from jobportal.platform.models import Grant, GrantEvent, User
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.reissue import reissue_password
from jobportal.platform.rightslog import terms_of
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.recordnumbers import record_number

SECTION = "관리"
EVENTS_SHOWN = 50


def state_of(user: User, today: date, is_asleep: bool, is_locked: bool = False) -> str:
    """Whether the account may be used, and why not, as the administrator reads it."""
    if user.is_out(today):
        return f"중지({user.end_reason})" if user.end_reason else "중지"
    if is_asleep:
        return "잠김(장기 미사용)"
    if is_locked:
        return "잠김(로그인 실패)"
    if user.ends_on:
        return f"사용({kdate(user.ends_on)}부터 중지, {user.end_reason})"
    return "사용"


class AccountsPage(Page, FreshPassword):
    """A page over the accounts that have or had a right in the district, or were added there."""

    section = SECTION
    permission = Permission.MANAGE_ACCOUNTS

    def account(self, pk: int) -> User:
        """An account of the district; others answer 404."""
        found = accounts_of(self.district).filter(pk=pk).first()
        if found is None:
            raise Http404("no such account")
        return found


class AccountList(AccountsPage):
    """계정."""

    template, title = "accounts/list.html", "계정"

    def extra(self):
        today = timezone.localdate()
        users = list(accounts_of(self.district))
        asleep = asleep_among(users)
        rows: dict[int, dict] = {
            user.pk: {
                "user": user,
                "roles": [],
                "last": user.last_login,
                "state": state_of(user, today, user.pk in asleep),
            }
            for user in users
        }
        grants = Grant.objects.filter(district=self.district).select_related("role")
        for grant in grants.order_by("id"):
            if grant.holds_on(today):
                rows[grant.user_id]["roles"].append(str(grant.role))
        return {"rows": list(rows.values())}


class AccountAdd(AccountsPage):
    """계정 등록: the first password is shown once, on the page that follows the saving."""

    template, title = "accounts/form.html", "계정 등록"

    def breadcrumbs(self):
        return [(SECTION, ""), ("계정", reverse("account_list")), (self.title, "")]

    def extra(self):
        return {"form": AccountForm(), "cancel_url": reverse("account_list")}

    def post(self, request):
        form = AccountForm(request.POST)
        if not form.is_valid():
            return self.show(**{**self.extra(), "form": form}, status=422)
        user = User(**form.cleaned_data)
        try:
            password = add_account(user, request.user, self.district)
        except IntegrityError:
            form.add_error("username", "방금 등록된 아이디입니다. 다른 아이디를 정하세요.")
            return self.show(**{**self.extra(), "form": form}, status=409)
        return self.show("accounts/password.html", account=user, password=password)


class AccountPage(AccountsPage):
    """One account: its rights, what was done to it, and what may be done now."""

    template = "accounts/account.html"

    def breadcrumbs(self):
        return [(SECTION, ""), ("계정", reverse("account_list")), (self.title, "")]

    def get(self, request, pk):
        return self.show_account(self.account(pk))

    def show_account(self, user: User, error: str = "", status: int = 200, at: str = ""):
        """The page, with what stood against the last act and the id of the input to mend."""
        self.title = f"{user} ({user.username})"
        today = timezone.localdate()
        locked, asleep = is_locked(user.username), is_asleep(user)
        grants = user.grants.filter(district=self.district).select_related("role", "decided_by")
        events = GrantEvent.objects.filter(user_id=user.pk, district_id=self.district.pk)
        return self.show(
            account=user,
            state=state_of(user, today, asleep, locked),
            is_locked=locked or asleep,
            is_out=user.is_out(today),
            may_start=user.is_out(today) or user.ends_on is not None,
            has_factor=factor_of(user) is not None,
            rests=user.reissued_at is not None,
            is_self=user.pk == self.request.user.pk,
            last_login=text_of(user.last_login) if user.last_login else "",
            name_form=NameForm(initial={"name": user.name, "department": user.department}),
            grants=[
                {
                    "grant": grant,
                    "terms": terms_of(grant),
                    "fault": grant.fault_on(today),
                    "can_revoke": grant.state == Grant.State.APPROVED,
                }
                for grant in grants.order_by("-id")
            ],
            events=[(event, text_of(event.at)) for event in events[:EVENTS_SHOWN]],
            error=error,
            error_at=at,
            status=status,
        )


class AccountAct(AccountPage):
    """An act on an account: done and told, or refused with its reason. POST only."""

    http_method_names = ["post"]
    DONE = {
        "rename": "이름과 부서를 고쳤습니다.",
        "stop": "계정을 중지했습니다. 열려 있던 로그인은 모두 끝났습니다.",
        "start": "계정을 다시 쓸 수 있습니다.",
        "unlock": "잠금을 풀었습니다.",
        "factor": "2차 인증을 해제했습니다. 열려 있던 로그인은 모두 끝났습니다.",
        "revoke": "권한을 회수했습니다. 열려 있던 로그인은 모두 끝났습니다.",
    }

    def post(self, request, pk, act):
        user = self.account(pk)
        if act not in (*self.DONE, "password"):
            raise Http404("no such act")
        form = NameForm(request.POST) if act == "rename" else ReasonForm(request.POST)
        if not form.is_valid():
            field, faults = next(iter(form.errors.items()))
            return self.show_account(user, faults[0], 422, self.input_of(act, form[field]))
        try:
            password = self.act(act, user, form.cleaned_data)
        except Refused as error:
            return self.show_account(user, str(error), 409)
        if password:
            return self.show("accounts/password.html", account=user, password=password)
        messages.success(request, self.DONE[act])
        return redirect("account_detail", pk)

    def input_of(self, act: str, field: BoundField) -> str:
        """The id of the input a field of an act is typed into."""
        named = {
            "rename": field.id_for_label,
            "revoke": f"revoke-{self.request.POST.get('grant', '')}",
        }
        return named.get(act, f"reason-{act}")

    def act(self, act: str, user: User, typed: dict) -> str:
        """Do it; gives the new password when one was issued."""
        by, district, text = self.request.user, self.district, typed.get("reason", "")
        match act:
            case "rename":
                rename_account(user, by, district, typed["name"], typed["department"])
            case "stop" | "start":
                set_active(user, by, district, act == "start", text)
            case "unlock":
                lift_lock(user, by, district, text)
            case "factor":
                take_factor_off(user, by, district, text)
            case "password":
                return reissue_password(user, by, district, text)
            case "revoke":
                revoke(self.grant(user), by, text)
        return ""

    def grant(self, user: User) -> Grant:
        """The right that is to be taken away."""
        number = record_number(self.request.POST.get("grant", ""))
        mine = user.grants.filter(district=self.district, pk=number)
        grant = mine.select_related("role").first()
        if grant is None:
            raise Http404("no such grant")
        return grant


class GrantAsk(AccountsPage):
    """권한 신청: another person decides."""

    template, title = "accounts/form.html", "권한 신청"

    def breadcrumbs(self):
        return [(SECTION, ""), ("계정", reverse("account_list")), (self.title, "")]

    def get(self, request, pk):
        return self.show_form(GrantForm(user=self.account(pk), district=self.district))

    def show_form(self, form: GrantForm, status: int = 200):
        """The form over the account."""
        return self.show(
            form=form,
            lead=f"{form.user} ({form.user.username})의 권한을 신청합니다. "
            "신청한 사람과 받을 사람이 아닌 승인자가 결정합니다.",
            save_words="신청",
            cancel_url=reverse("account_detail", args=[form.user.pk]),
            status=status,
        )

    def post(self, request, pk):
        form = GrantForm(request.POST, user=self.account(pk), district=self.district)
        if not form.is_valid():
            return self.show_form(form, 422)
        try:
            request_grant(form.grant(), request.user)
        except Refused as error:
            form.add_error(None, str(error))
            return self.show_form(form, 409)
        messages.success(request, "권한을 신청했습니다. 승인되면 그날부터 쓸 수 있습니다.")
        return redirect("account_detail", pk)
