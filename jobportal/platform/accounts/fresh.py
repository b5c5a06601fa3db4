"""Asking for the password once more before an act that matters (PD-28); what was typed stays.

Unmasking, files with personal data, rights, destruction: their page has :class:`FreshPassword`
among its bases, behind ``Page``, so that permissions are looked at first.
"""

from django.conf import settings
from django.contrib.auth import authenticate
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from jobportal.platform.accounts.sessions import now_seconds

FIELD = "confirm_password"
TYPED_AT = "password_typed"


def mark_fresh(session) -> None:
    """The password has just been typed."""
    session[TYPED_AT] = now_seconds()


def is_fresh(session) -> bool:
    """Whether it was typed within the minutes of the setting."""
    typed_at = session.get(TYPED_AT)
    return typed_at is not None and (
        now_seconds() - typed_at < settings.FRESH_PASSWORD_MINUTES * 60
    )


@method_decorator(sensitive_post_parameters(FIELD), name="dispatch")
class FreshPassword(View):
    """A page that acts (POST) only with a password typed within the last minutes.

    The question carries everything that was posted, and with the right password the act goes on.
    Files are not carried: the page then finds them missing and keeps the rest.
    """

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and self.asks_password():
            typed = request.POST.get(FIELD)
            if typed is not None:
                request.POST = _without(request.POST, FIELD)
                if authenticate(request, username=request.user.get_username(), password=typed):
                    mark_fresh(request.session)
                else:
                    return self.ask(_fault(request))
            if not is_fresh(request.session):
                return self.ask()
        return super().dispatch(request, *args, **kwargs)

    def asks_password(self) -> bool:
        """Whether this very act is one that matters."""
        return True

    def ask(self, fault: str = ""):
        """The question, with what was posted."""
        posted = _without(self.request.POST, "csrfmiddlewaretoken")
        context = {
            "page_title": "비밀번호 확인",
            "field": FIELD,
            "fault": fault,
            "posted": [(name, value) for name, values in posted.lists() for value in values],
            "has_files": bool(self.request.FILES),
            "minutes": settings.FRESH_PASSWORD_MINUTES,
            "cancel_url": self.request.path if hasattr(self, "get") else reverse("home"),
        }
        locked = hasattr(self.request, "sign_in_refusal")
        return render(self.request, "account/fresh.html", context, status=429 if locked else 422)


def _fault(request) -> str:
    refusal = getattr(request, "sign_in_refusal", None)
    return str(refusal or "비밀번호가 맞지 않습니다. 대소문자를 확인하고 다시 입력하세요.")


def _without(data, name: str):
    rest = data.copy()
    rest.pop(name, None)
    return rest
