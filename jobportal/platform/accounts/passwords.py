"""What a password must be, by the policy of the office, and when it must be changed (SC-25).

``kr-public`` is the practice of Korean public offices: three kinds of signs from 9 characters on,
two from 10. ``asvs`` asks for length only. Both refuse well-known passwords.
"""

import re
import secrets
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.models import User

KOREAN, ASVS = "kr-public", "asvs"
POLICIES = (KOREAN, ASVS)
LONGEST = 128
RUN = 4
ROWS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
KINDS = ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]")
SIGNS = "!@#$%^&*.-_?~"
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none taken for another


def policy() -> str:
    """Which of the policies the office follows."""
    return settings.PASSWORD_POLICY


@cache
def _blocked() -> frozenset[str]:
    """Well-known passwords: Django's twenty thousand and those typical of Korean offices."""
    path = Path(__file__).with_name("blocked_passwords.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    ours = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return frozenset(ours | set(CommonPasswordValidator().passwords))


def password_faults(password: str, username: str = "") -> list[str]:
    """Everything the policy has against a password, in Korean; empty when it may be used."""
    low = password.lower()
    faults = _short_faults(password)
    if len(password) > LONGEST:
        faults.append(f"비밀번호가 너무 깁니다. {LONGEST}자까지 쓸 수 있습니다.")
    if len(username) >= 3 and (username.lower() in low or username.lower()[::-1] in low):
        faults.append("아이디가 들어간 비밀번호는 쓸 수 없습니다.")
    if policy() == KOREAN and has_run(low):
        faults.append("1234, qwer, aaaa처럼 이어지거나 되풀이되는 네 글자는 쓸 수 없습니다.")
    if is_well_known(low):
        faults.append("널리 알려진 비밀번호입니다. 짐작하기 어려운 다른 것으로 정하세요.")
    return faults


def _short_faults(password: str) -> list[str]:
    if policy() == ASVS:
        return [] if len(password) >= 8 else ["8자 이상으로 정하세요. 15자 이상을 권합니다."]
    kinds = sum(bool(re.search(kind, password)) for kind in KINDS)
    if (len(password) >= 9 and kinds >= 3) or (len(password) >= 10 and kinds >= 2):
        return []
    return [
        "영문 대문자, 소문자, 숫자, 특수문자 가운데 세 가지를 섞어 9자 이상, "
        "또는 두 가지를 섞어 10자 이상으로 정하세요."
    ]


def has_run(low: str) -> bool:
    """Whether four signs in a row repeat, or follow each other in a row of keys or the alphabet."""
    for start in range(len(low) - RUN + 1):
        part = low[start : start + RUN]
        if len(set(part)) == 1:
            return True
        if any(part in row or part[::-1] in row for row in ROWS):
            return True
    return False


def is_well_known(low: str) -> bool:
    """Whether a password is on the list, also with digits and signs put behind: ``seoul2026!``."""
    bare = low.rstrip(SIGNS)
    return not _blocked().isdisjoint({low, bare, bare.rstrip(SIGNS + "0123456789")})


class OfficePassword:
    """The validator Django calls wherever a password is set."""

    def validate(self, password, user=None):
        """Raise ValidationError with every fault."""
        faults = password_faults(password, user.get_username() if user is not None else "")
        if faults:
            raise ValidationError(faults)

    def get_help_text(self):
        """What the form says before anything is typed."""
        if policy() == ASVS:
            return "8자 이상(15자 이상 권장). 아이디와 널리 알려진 비밀번호는 쓸 수 없습니다."
        return (
            "영문 대문자·소문자·숫자·특수문자 가운데 세 가지 이상 9자, 또는 두 가지 이상 10자부터 "
            "쓸 수 있습니다. 아이디, 이어지는 네 글자(1234, qwer), 널리 알려진 것은 안 됩니다."
        )


def must_change(user: User) -> bool:
    """Whether a new password comes before any work: first use, or older than the office allows."""
    if user.must_change_password:
        return True
    if not settings.PASSWORD_MAX_AGE_DAYS:
        return False
    since = user.password_changed_at or user.date_joined
    return timezone.now() - since >= timedelta(days=settings.PASSWORD_MAX_AGE_DAYS)


def random_password(length: int, username: str = "") -> str:
    """A random password that the policy has nothing against, of signs none takes for another."""
    while True:
        password = "".join(secrets.choice(_ALPHABET) for _ in range(length))
        if not password_faults(password, username):
            return password


def issue_password(user: User) -> str:
    """Give an account a random first password, to be changed at the first sign-in (PD-27).

    It is returned once, to be handed over, and is kept nowhere.
    """
    password = random_password(14, user.get_username())
    user.set_password(password)
    user.must_change_password = True
    user.save()
    return password
