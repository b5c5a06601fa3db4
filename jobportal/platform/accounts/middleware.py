"""What every request of a signed-in person passes: limits of sessions, an own password and code."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.access import client_ip
from jobportal.platform.accounts.drafts import keep_draft
from jobportal.platform.accounts.networks import is_internal
from jobportal.platform.accounts.passwords import must_change
from jobportal.platform.accounts.secondfactor import PASSED, factor_of, is_demanded
from jobportal.platform.accounts.sessions import End, touch, why_ended
from jobportal.platform.keptfiles import forget_files_of
from jobportal.platform.web.trace import name_account

KEPT = "입력하던 내용을 보관했습니다. 같은 아이디로 다시 로그인하면 되살립니다."
LOST = "입력하던 내용은 저장되지 않았습니다."


class SessionLimits:
    """Ends sessions that are over; a form posted too late is kept for its author.

    Stands behind the CSRF and authentication middleware, so only a genuine form is kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.ended_user = None
        name_account(request.user.pk)
        if request.user.is_authenticated:
            if end := why_ended(request.session, request.user) or without_factor(request):
                request.ended_user = request.user.pk  # the access record tells it apart
                forget_files_of(request.session)
                logout(request)
                request.session["ended"] = end.name
            elif "X-Unattended" not in request.headers:  # a page that looks again by itself
                touch(request.session)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Keep what was typed, if the page can give it back."""
        if request.ended_user is None or request.method != "POST":
            return
        keeps = getattr(getattr(view, "view_class", None), "keeps_draft", False)
        kept = keeps and keep_draft(request, request.ended_user)
        request.session["ended_form"] = KEPT if kept else LOST


def without_factor(request) -> End | None:
    """Whether a session without a second factor may go on where one is demanded.

    It may for an account that has none yet, in the office itself: that one is led to get it.
    """
    if PASSED in request.session or not is_demanded(client_ip(request)):
        return None
    may_get_one = is_internal(client_ip(request)) and factor_of(request.user) is None
    return None if may_get_one else End.FACTOR


class BeforeWork:
    """What an account has to do before anything else; everything else leads there."""

    target = ""
    words = ""
    ALLOWED = frozenset({"own_account", "password_change", "logout", "session_extend"})

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def is_due(self, request) -> bool:
        """Whether the account has to."""
        raise NotImplementedError

    def process_view(self, request, view, args, kwargs):
        """Lead there, except on the way there and on the way out."""
        if not request.user.is_authenticated or not self.is_due(request):
            return None
        if request.resolver_match.url_name in self.ALLOWED:
            return None
        messages.warning(request, self.words)
        return redirect(reverse(self.target))


class OwnPasswordFirst(BeforeWork):
    """A password given by somebody else, or grown too old, is changed before anything else."""

    target = "password_change"
    words = "새 비밀번호를 정한 뒤에 업무를 시작할 수 있습니다."

    def is_due(self, request) -> bool:
        return must_change(request.user)


class OwnFactorFirst(BeforeWork):
    """Where everybody needs a second factor, whoever has none gets one first."""

    target = "own_account"
    words = "2차 인증을 등록한 뒤에 업무를 시작할 수 있습니다."
    ALLOWED = BeforeWork.ALLOWED | {"factor", "factor_start"}

    def is_due(self, request) -> bool:
        return PASSED not in request.session and is_demanded(client_ip(request))
