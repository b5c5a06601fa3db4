"""Between the right password and the right code: known to the session, signed in nowhere.

A right password does not begin the lock-out's count anew while a code is outstanding, so codes
cannot be guessed by signing in again and again.
"""

from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from jobportal.platform.access import client_ip
from jobportal.platform.accounts.lockout import attempt_was_right, begin_attempt, note_lock
from jobportal.platform.accounts.secondfactor import accepts, factor_of
from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.models import User

WAITING = "waiting_for_code"
SECONDS = 300
WRONG_CODE = (
    "인증번호가 맞지 않거나 이미 쓴 번호입니다. 인증 앱에 새로 나온 여섯 자리를 입력하세요."
)


def wait_for_code(request: HttpRequest, user: User, target: str) -> None:
    """The password was right: remember whose code is awaited, and where to go then."""
    request.session[WAITING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": now_seconds() + SECONDS,
        "next": target,
    }


def waiting_user(request: HttpRequest) -> User | None:
    """Whose code is awaited; None when nobody's, too late, or the account has changed since."""
    told = request.session.get(WAITING)
    if not told or told["until"] <= now_seconds():
        return None
    user = User.objects.filter(pk=told["user"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), told["hash"]):
        return None
    return user


def end_waiting(request: HttpRequest) -> str:
    """The code was right: forget, and give the way on."""
    return request.session.pop(WAITING)["next"]


def code_fault(request: HttpRequest, user: User, typed: str) -> str:
    """Why the code does not sign the account in, in Korean; "" when it does.

    A refused or wrong one is a failed sign-in like any other. ``request.sign_in_refusal`` is set
    when the name is locked.
    """
    name, ip = user.get_username(), client_ip(request)
    if refusal := begin_attempt(name, ip):
        request.sign_in_refusal = refusal
        fault = str(refusal)
    elif (factor := factor_of(user)) and accepts(factor, typed):
        user.failures_before = attempt_was_right(name, ip)
        return ""
    else:
        note_lock(name)
        fault = WRONG_CODE
    user_login_failed.send(__name__, credentials={"username": name}, request=request)
    return fault
