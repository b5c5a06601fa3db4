"""Signing in, and the user manual."""

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView

from jobportal.platform.demo import demo_accounts
from jobportal.platform.manual import manual_html
from jobportal.platform.pages import Page


class SignInForm(AuthenticationForm):
    """User name and password; which of the two was wrong is not said."""

    error_messages = {
        "invalid_login": "아이디 또는 비밀번호가 맞지 않습니다. 대소문자를 확인하고 다시 입력하세요.",
        "inactive": "아이디 또는 비밀번호가 맞지 않습니다. 대소문자를 확인하고 다시 입력하세요.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "아이디"
        self.fields["password"].label = "비밀번호"


class Login(LoginView):
    """The sign-in page; in development it lists the demo accounts."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        accounts = [] if settings.PRODUCTION else demo_accounts()
        return super().get_context_data(**kwargs, page_title="로그인", demo_accounts=accounts)


class Manual(Page):
    """The user manual, read from ``docs/manual``."""

    template = "manual.html"
    title, section = "도움말", ""

    def extra(self):
        return {"chapters": manual_html()}
