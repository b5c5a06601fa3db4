"""Forms of signing in and of changing one's password."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError

from jobportal.platform.accounts.passwords import LONGEST

WRONG = "아이디 또는 비밀번호가 맞지 않습니다. 대소문자를 확인하고 다시 입력하세요."


class SignInForm(AuthenticationForm):
    """User name and password; which of the two was wrong is not said."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "아이디"
        self.fields["password"].label = "비밀번호"

    def get_invalid_login_error(self):
        """The refusal of a locked name or address, else the one message for everything wrong."""
        refusal = getattr(self.request, "sign_in_refusal", None)
        return ValidationError(str(refusal)) if refusal else super().get_invalid_login_error()


class PasswordForm(forms.Form):
    """The present password, and the new one twice; wrong present ones count as failed sign-ins."""

    present = forms.CharField(
        label="지금 비밀번호",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="새 비밀번호",
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="새 비밀번호 확인",
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, request, data=None):
        super().__init__(data)
        self.request, self.user = request, request.user
        self.fields["new"].help_text = " ".join(password_validators_help_texts())

    def clean_present(self):
        """The password of this account, checked under the same lock-out as signing in."""
        present = self.cleaned_data["present"]
        username = self.user.get_username()
        if authenticate(self.request, username=username, password=present) is None:
            refusal = getattr(self.request, "sign_in_refusal", None)
            raise ValidationError(str(refusal or "지금 비밀번호가 맞지 않습니다."))
        return present

    def clean_new(self):
        """A password the policy of the office allows."""
        validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self):
        """The new one is typed the same twice, and is another one."""
        typed = self.cleaned_data
        if "new" in typed and typed["new"] == typed.get("present"):
            self.add_error("new", "지금과 다른 비밀번호로 정하세요.")
        if "new" in typed and "again" in typed and typed["new"] != typed["again"]:
            self.add_error("again", "두 번 입력한 새 비밀번호가 서로 다릅니다.")
        return typed

    def save(self) -> None:
        """Set the new password; every other session of the account ends."""
        self.user.set_password(self.cleaned_data["new"])
        self.user.must_change_password = False
        self.user.save(update_fields=["password", "password_changed_at", "must_change_password"])
