"""Counting failed sign-ins and refusing more of them, per account name and per address (PD-22).

An attempt is counted before its password is looked at and taken back when it was right: however
many arrive at once, no more than ``LOGIN_FAIL_LIMIT`` passwords of one name are ever tried.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from jobportal.platform.access import client_ip
from jobportal.platform.accounts.disuse import is_asleep
from jobportal.platform.accounts.secondfactor import factor_of
from jobportal.platform.models import GrantEvent, SignInState, User
from jobportal.platform.rightslog import note_everywhere

ACCOUNT, ADDRESS = SignInState.Scope.ACCOUNT, SignInState.Scope.ADDRESS


@dataclass(frozen=True)
class Refusal:
    """Why an attempt is not even tried, and after how many seconds another one is (0: never)."""

    scope: str
    retry_seconds: int

    def __str__(self) -> str:
        minutes = -(-self.retry_seconds // 60)
        if self.scope == ADDRESS:
            return f"이 컴퓨터에서 로그인이 너무 많이 실패했습니다. {minutes}분 뒤에 다시 하세요."
        words = f"로그인이 {settings.LOGIN_FAIL_LIMIT}번 실패하여 이 아이디를 잠갔습니다."
        if minutes:
            return f"{words} {minutes}분 뒤에 다시 하거나 시스템 관리자에게 잠금 해제를 요청하세요."
        return f"{words} 시스템 관리자에게 잠금 해제를 요청하세요."


def account_key(username: str) -> str:
    """How a name is counted: a keyed hash of it."""
    return salted_hmac("portal.sign-in", username, algorithm="sha256").hexdigest()


def begin_attempt(username: str, ip: str) -> Refusal | None:
    """Count one attempt; the refusal when the name or the address has none left.

    Without an address (a command) only the name is counted. A refused attempt changes no count,
    so hammering at a lock does not prolong it.
    """
    now = timezone.now()
    with transaction.atomic():
        account = _locked_row(ACCOUNT, account_key(username), now)
        address = _locked_row(ADDRESS, ip, now) if ip else None
        _forget_old(account, address, now)
        if refusal := _refusal(account, address, now):
            return refusal
        for state in filter(None, (account, address)):
            state.failures += 1
            state.last_at = now
            if state.failures == 1:
                state.since_at = now
            state.save()
    return None


def attempt_was_right(username: str, ip: str) -> int:
    """Begin counting anew for the name, take one back for the address.

    Returns how often the name had failed before this success.
    """
    with transaction.atomic():
        account = SignInState.objects.select_for_update().filter(
            scope=ACCOUNT, key=account_key(username)
        )
        failed = max(sum(account.values_list("failures", flat=True)) - 1, 0)
        account.update(failures=0)
        SignInState.objects.filter(scope=ADDRESS, key=ip, failures__gt=0).update(
            failures=F("failures") - 1
        )
    return failed


def take_attempt_back(username: str, ip: str) -> None:
    """The password was right and a code is still to come: the attempt is no failure.

    What failed before is still counted, else codes could be tried without end.
    """
    counted = SignInState.objects.filter(failures__gt=0)
    for scope, key in ((ACCOUNT, account_key(username)), (ADDRESS, ip)):
        counted.filter(scope=scope, key=key).update(failures=F("failures") - 1)


def is_locked(username: str) -> bool:
    """Whether the name is refused now."""
    now = timezone.now()
    state = SignInState.objects.filter(scope=ACCOUNT, key=account_key(username)).first()
    return bool(state) and not _is_over(state, now) and _is_full(state)


def note_lock(username: str) -> None:
    """Write into the record of rights that an account is locked, once until it is opened (PD-17).

    A name nobody has is no account. Called after every failure; what was tried stays unknown.
    """
    if not is_locked(username) or not (user := User.objects.filter(username=username).first()):
        return
    with transaction.atomic():
        states = SignInState.objects.select_for_update().filter(scope=ACCOUNT)
        state = states.filter(key=account_key(username)).first()
        locks = GrantEvent.objects.filter(user_id=user.pk, action=GrantEvent.Action.LOCK)
        if state is None or locks.filter(at__gte=state.since_at).exists():
            return
        reason = f"로그인 실패 {state.failures}번"
        note_everywhere(None, GrantEvent.Action.LOCK, user, reason=reason, by="자동")


def unlock(username: str) -> bool:
    """Let a name sign in again; False when nothing was counted for it."""
    states = SignInState.objects.filter(scope=ACCOUNT, key=account_key(username), failures__gt=0)
    return bool(states.update(failures=0))


def _locked_row(scope: str, key: str, now: datetime) -> SignInState:
    """The row of a name or address, held until the transaction ends. Names come first."""
    begin = {"since_at": now, "last_at": now}
    SignInState.objects.get_or_create(scope=scope, key=key, defaults=begin)
    return SignInState.objects.select_for_update().get(scope=scope, key=key)


def _is_full(state: SignInState) -> bool:
    account = state.scope == ACCOUNT
    return state.failures >= (
        settings.LOGIN_FAIL_LIMIT if account else settings.LOGIN_ADDRESS_LIMIT
    )


def _ends_at(state: SignInState) -> datetime | None:
    """When what was counted is forgotten; None for a lock that only an administrator lifts."""
    if state.scope == ADDRESS:
        return state.since_at + timedelta(minutes=settings.LOGIN_ADDRESS_MINUTES)
    minutes = settings.LOGIN_UNLOCK_MINUTES
    return state.last_at + timedelta(minutes=minutes) if minutes and _is_full(state) else None


def _is_over(state: SignInState, now: datetime) -> bool:
    ends_at = _ends_at(state)
    return ends_at is not None and ends_at <= now


def _forget_old(account: SignInState, address: SignInState | None, now: datetime) -> None:
    for state in filter(None, (account, address)):
        if _is_over(state, now):
            state.failures = 0


def _refusal(account: SignInState, address: SignInState | None, now: datetime) -> Refusal | None:
    for state in filter(None, (account, address)):
        if _is_full(state):
            ends_at = _ends_at(state)
            seconds = int((ends_at - now).total_seconds()) + 1 if ends_at else 0
            return Refusal(state.scope, seconds)
    return None


class LockoutBackend(ModelBackend):
    """Passwords of the portal's own accounts; every check anywhere in the portal is counted.

    The hash is computed for unknown and deactivated accounts as well, and accounts that are past
    their end or locked for disuse get the answer of unknown ones. A refused attempt leaves
    its :class:`Refusal` on the request and is reported as a failed sign-in.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username is None or password is None:
            return None
        ip = client_ip(request) if request is not None and request.META else ""
        if refusal := begin_attempt(username, ip):
            if request is not None:
                request.sign_in_refusal = refusal
            raise PermissionDenied
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is None or is_asleep(user):
            note_lock(username)
            return None
        if factor_of(user):
            take_attempt_back(username, ip)
        else:
            user.failures_before = attempt_was_right(username, ip)
        return user

    def user_can_authenticate(self, user) -> bool:
        """Whether the account is in use today; asked again with every request of its sessions."""
        return not user.is_out(timezone.localdate())
