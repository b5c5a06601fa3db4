"""How long a session lives, decided by the server: idle and absolute limits (PD-23, PD-24)."""

import secrets
from collections.abc import Iterable
from enum import Enum

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from jobportal.platform.models import User

BEGAN, SEEN, STAMP = "session_began", "session_seen", "session_stamp"
# A visit is written down only this often: most pages would otherwise each cost a write.
TOUCH_SECONDS = 15


class End(Enum):
    """Why a session ended, as the sign-in page says it."""

    IDLE = "오래 쓰지 않아 로그인이 끝났습니다. 다시 로그인하세요."
    ABSOLUTE = "로그인한 지 오래되어 로그인이 끝났습니다. 다시 로그인하세요."
    ELSEWHERE = "같은 아이디로 다른 곳에서 로그인하여 이곳의 로그인이 끝났습니다."
    FACTOR = "이곳에서는 2차 인증이 필요합니다. 인증번호까지 입력하여 다시 로그인하세요."


def now_seconds() -> int:
    """The present in whole seconds, as sessions keep it."""
    return int(timezone.now().timestamp())


def begin_session(session, user: User) -> None:
    """Start the clocks of a session; with ``SINGLE_SESSION`` the account's other ones end."""
    session[BEGAN] = session[SEEN] = now_seconds()
    if settings.SINGLE_SESSION or not user.session_stamp:
        user.session_stamp = secrets.token_hex(16)
        User.objects.filter(pk=user.pk).update(session_stamp=user.session_stamp)
    session[STAMP] = user.session_stamp


def why_ended(session, user: User) -> End | None:
    """Why the session of a signed-in user is over; None while it lives."""
    now = now_seconds()
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None or now - began >= settings.SESSION_ABSOLUTE_HOURS * 3600:
        return End.ABSOLUTE
    if now - seen >= settings.SESSION_IDLE_MINUTES * 60:
        return End.IDLE
    if session.get(STAMP) != user.session_stamp:
        return End.ELSEWHERE
    return None


def clear_expired() -> None:
    """Remove the sessions that are over, with what they held; once a day."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def touch(session) -> None:
    """Note that the session was used."""
    if now_seconds() - session[SEEN] >= TOUCH_SECONDS:
        session[SEEN] = now_seconds()


def extend(session) -> None:
    """Start the idle clock anew, to the second."""
    session[SEEN] = now_seconds()


def seconds_left(session) -> int:
    """Until the nearer of the two limits; 0 for a session that is none."""
    if BEGAN not in session or SEEN not in session:
        return 0
    ends = min(
        session[SEEN] + settings.SESSION_IDLE_MINUTES * 60,
        session[BEGAN] + settings.SESSION_ABSOLUTE_HOURS * 3600,
    )
    return max(ends - now_seconds(), 0)


def end_sessions_of(user: User) -> None:
    """Every session of the account ends with its next request: rights were taken away (PD-18)."""
    user.session_stamp = secrets.token_hex(16)
    User.objects.filter(pk=user.pk).update(session_stamp=user.session_stamp)


def end_sessions_of_all(users: Iterable[User]) -> None:
    """Every session of the accounts ends with its next request; one statement for 500 of them."""
    ended = list(users)
    for user in ended:
        user.session_stamp = secrets.token_hex(16)
    User.objects.bulk_update(ended, ["session_stamp"], batch_size=500)
