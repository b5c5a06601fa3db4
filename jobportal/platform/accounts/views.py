"""Signing in, with or without a code, and out, staying signed in, changing one's password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from jobportal.platform.access import client_ip
from jobportal.platform.accounts.forms import PasswordForm, SignInForm
from jobportal.platform.accounts.networks import is_internal
from jobportal.platform.accounts.secondfactor import PASSED, factor_of, is_demanded
from jobportal.platform.accounts.sessions import End, extend, seconds_left
from jobportal.platform.accounts.waiting import (
    code_fault,
    end_waiting,
    wait_for_code,
    waiting_user,
)
from jobportal.platform.demo import demo_accounts
from jobportal.platform.keptfiles import forget_files_of
from jobportal.platform.reissue import reissue_told

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
LONGEST_CODE = 40
ONLY_WITH_CODE = (
    "내부망 밖에서는 2차 인증을 등록한 계정만 로그인할 수 있습니다. "
    "구청 안에서 로그인하여 ‘내 계정’에서 등록한 뒤 다시 하세요."
)


class Login(LoginView):
    """The sign-in page; in development it lists the demo accounts."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        accounts = [] if settings.PRODUCTION else demo_accounts()
        return super().get_context_data(
            **kwargs, page_title="로그인", demo_accounts=accounts, notices=self.notices()
        )

    def notices(self) -> list[str]:
        """Why the last session ended and what became of the form, until somebody signs in."""
        session = self.request.session
        end = End.__members__.get(session.get("ended"))
        return [words for words in (end and end.value, session.get("ended_form")) if words]

    def form_valid(self, form):
        user = form.get_user()
        if factor_of(user):
            wait_for_code(self.request, user, self.get_success_url())
            return redirect("login_code")
        if not may_sign_in_without(self.request):
            form.add_error(None, ONLY_WITH_CODE)
            return self.form_invalid(form)
        sign_in(self.request, user)
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        return slowed(self.request, super().form_invalid(form))


@method_decorator(login_not_required, name="dispatch")
@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class LoginCode(View):
    """The second step of signing in: the code of the account whose password was right."""

    template = "registration/login_code.html"

    def dispatch(self, request, *args, **kwargs):
        self.user = waiting_user(request)
        if self.user is None:
            return redirect("login")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.show()

    def show(self, fault: str = "", status: int = 200):
        """Ask for the code; one that was wrong is not shown again."""
        context = {"page_title": "인증번호 입력", "fault": fault}
        return render(self.request, self.template, context, status=status)

    def post(self, request):
        if fault := code_fault(request, self.user, request.POST.get("code", "")[:LONGEST_CODE]):
            return slowed(request, self.show(fault, status=422))
        target = end_waiting(request)
        sign_in(request, self.user)
        request.session[PASSED] = True
        return redirect(target)


def may_sign_in_without(request) -> bool:
    """Whether a password is enough: not from outside, where a code is demanded."""
    ip = client_ip(request)
    return is_internal(ip) or not is_demanded(ip)


def sign_in(request, user) -> None:
    """Begin the session, and tell when the last one was."""
    words = last_time(user)
    for name in ("ended", "ended_form"):
        request.session.pop(name, None)
    login(request, user, BACKEND)
    messages.info(request, words)
    if told := reissue_told(user):
        messages.warning(request, told)


def slowed(request, response):
    """A refusal of the lock-out says so by its status, and when to come again."""
    if refusal := getattr(request, "sign_in_refusal", None):
        response.status_code = 429
        if refusal.retry_seconds:
            response["Retry-After"] = str(refusal.retry_seconds)
    return response


def last_time(user) -> str:
    """The sentence about the sign-in before this one and the failures since (PD-30)."""
    failed = getattr(user, "failures_before", 0)
    failures = f" 그 뒤 로그인 실패가 {failed}번 있었습니다." if failed else ""
    if user.last_login is None:
        return f"첫 로그인입니다.{failures}"
    at = timezone.localtime(user.last_login)
    place = f", 접속지 {user.last_sign_in_ip}" if user.last_sign_in_ip else ""
    return f"지난 로그인: {at.year}. {at.month}. {at.day}. {at:%H:%M}{place}.{failures}"


@method_decorator(login_not_required, name="dispatch")
class Logout(LogoutView):
    """Ends the session, also one that is over already; the browser forgets what it kept."""

    def post(self, request, *args, **kwargs):
        forget_files_of(request.session)
        response = super().post(request, *args, **kwargs)
        if request.is_secure():
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class SessionExtend(View):
    """Starts the idle clock anew; a script is told the seconds, a form goes back to its page."""

    http_method_names = ["post"]

    def post(self, request):
        extend(request.session)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"seconds": seconds_left(request.session)})
        messages.success(request, "로그인 시간을 연장했습니다.")
        target = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        return redirect(target if safe else resolve_url("home"))


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PasswordChange(View):
    """Change one's own password; until that is done, a new account reaches nothing else."""

    template = "registration/password_change.html"

    def get(self, request):
        return self.show(PasswordForm(request))

    def show(self, form: PasswordForm, status: int = 200):
        """The form page; passwords are never put into it again."""
        context = {"form": form, "page_title": "비밀번호 변경"}
        return render(self.request, self.template, context, status=status)

    def post(self, request):
        form = PasswordForm(request, request.POST)
        if not form.is_valid():
            locked = getattr(request, "sign_in_refusal", None)
            return self.show(form, status=429 if locked else 422)
        form.save()
        update_session_auth_hash(request, form.user)
        messages.success(request, "비밀번호를 바꾸었습니다. 다른 곳의 로그인은 모두 끝났습니다.")
        return redirect("home")
