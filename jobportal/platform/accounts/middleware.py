"""What every request of a signed-in person passes: limits of sessions, an own password."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.accounts.drafts import keep_draft
from jobportal.platform.accounts.passwords import must_change
from jobportal.platform.accounts.sessions import touch, why_ended
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
            if end := why_ended(request.session, request.user):
                request.ended_user = request.user.pk
                logout(request)
                request.session["ended"] = end.name
            else:
                touch(request.session)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Keep what was typed, if the page can give it back."""
        if request.ended_user is None or request.method != "POST":
            return
        keeps = getattr(getattr(view, "view_class", None), "keeps_draft", False)
        kept = keeps and keep_draft(request, request.ended_user)
        request.session["ended_form"] = KEPT if kept else LOST


class OwnPasswordFirst:
    """A password given by somebody else, or grown too old, is changed before anything else."""

    ALLOWED = frozenset({"password_change", "logout", "session_extend"})

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Send everything but the way out to the page that changes the password."""
        if not request.user.is_authenticated or not must_change(request.user):
            return None
        if request.resolver_match.url_name in self.ALLOWED:
            return None
        messages.warning(request, "새 비밀번호를 정한 뒤에 업무를 시작할 수 있습니다.")
        return redirect(reverse("password_change"))
