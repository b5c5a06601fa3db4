"""The last passwords of an account are not chosen again, where the policy asks for it (SC-25).

First passwords that were issued do not count: asking for some would make room for an old one.
"""

from django.conf import settings
from django.contrib.auth.hashers import check_password, is_password_usable
from django.core.exceptions import ValidationError

from jobportal.platform.accounts.passwords import KOREAN, policy
from jobportal.platform.models import UsedPassword, User


def remembered() -> int:
    """How many of the last passwords are refused, the present one among them; 0: none is kept."""
    return settings.PASSWORD_HISTORY if policy() == KOREAN else 0


class NotUsedLately:
    """The validator Django calls wherever a password is set, and after it was saved."""

    def validate(self, password, user=None):
        """Raise ValidationError for one of the last passwords of the account."""
        number = remembered()
        if not number or user is None or user.pk is None:
            return
        kept = user.used_passwords.values_list("hash", flat=True)[: _needed(user)]
        if any(check_password(password, one) for one in (user.password, *kept)):
            raise ValidationError(
                f"지금 것을 포함하여 최근에 쓴 비밀번호 {number}개는 다시 쓸 수 없습니다. "
                "쓴 적이 없는 비밀번호로 정하세요."
            )

    def password_changed(self, password, user=None):
        """Remember the one that was left, and no more than is asked for."""
        if remembered() and is_password_usable(user.left_password) and user.left_password:
            UsedPassword.objects.create(user=user, hash=user.left_password)
        kept = list(user.used_passwords.values_list("pk", flat=True)[: _needed(user)])
        user.used_passwords.exclude(pk__in=kept).delete()

    def get_help_text(self):
        """What the form says before anything is typed."""
        number = remembered()
        return f"지금 것을 포함하여 최근에 쓴 {number}개는 다시 쓸 수 없습니다." if number else ""


def _needed(user: User) -> int:
    """How many are kept beside the present one, which is one of them unless it was issued."""
    return max(remembered() - (not user.must_change_password), 0)
