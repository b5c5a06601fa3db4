"""Sign-ins, sign-outs and failed sign-ins in the access record (PD-32), by Django's signals."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from jobportal.platform.access import UNKNOWN_ACCOUNT, account_name, write_entry
from jobportal.platform.models import AccessEntry, Grant, User

TASK = "로그인"
LOCKED, OUT, ENDED = "로그인(잠긴 아이디나 접속지)", "로그아웃", "로그아웃(자동)"


def connect() -> None:
    """Listen to the signals; called once the apps are loaded."""
    user_logged_in.connect(signed_in, dispatch_uid="access_signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="access_signed_out")
    user_login_failed.connect(sign_in_failed, dispatch_uid="access_sign_in_failed")


def signed_in(sender, request, user, **kwargs) -> None:
    """A session begins; a request without a place comes from a program, not from a browser."""
    if getattr(request, "META", None):
        _write(request, user, AccessEntry.Action.SIGN_IN, TASK)


def signed_out(sender, request, user, **kwargs) -> None:
    """A session ends, by its user or by its limits; nobody may have been signed in."""
    if user is not None and getattr(request, "META", None):
        was_ended = getattr(request, "ended_user", None) is not None
        _write(request, user, AccessEntry.Action.SIGN_OUT, ENDED if was_ended else OUT)


def sign_in_failed(sender, credentials, request=None, **kwargs) -> None:
    """Somebody was refused. The name typed stays masked: it may be a password."""
    if request is None:
        return
    typed = str(credentials.get("username") or "")
    user = User.objects.filter(username=typed).first()
    _write_everywhere(
        request,
        user,
        account_name=masked_typed(typed),
        action=AccessEntry.Action.SIGN_IN_FAILED,
        task=LOCKED if hasattr(request, "sign_in_refusal") else TASK,
    )


def masked_typed(typed: str) -> str:
    """The first sign only, whatever the length: ``g***``."""
    return f"{typed[0]}***" if typed.strip() else UNKNOWN_ACCOUNT


def _write(request, user, action: str, task: str) -> None:
    name = account_name(user)
    _write_everywhere(request, user, account_name=name, action=action, task=task)


def _write_everywhere(request, user: User | None, **values) -> None:
    """One entry for each district the account works in today, so that each reviews it; else one."""
    number = user.pk if user else None
    for district in _districts_of(user) if user else [None]:
        write_entry(request, account_id=number, district_id=district, **values)


def _districts_of(user: User) -> list[int | None]:
    today = timezone.localdate()
    grants = Grant.objects.filter(user=user).select_related("role").order_by("id")
    return list(dict.fromkeys(g.district_id for g in grants if g.holds_on(today))) or [None]
