"""A password given anew by an administrator: until another has confirmed it, the account rests.

Who gave the password knows it, so the account opens no resident and decides nothing before somebody
else who may approve rights has asked its owner (docs/decisions/0027-nobody-widens-own-rights.md).
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jobportal.platform.accounts.disuse import is_asleep
from jobportal.platform.accounts.lockout import unlock
from jobportal.platform.accounts.passwords import issue_password
from jobportal.platform.accounts.sessions import end_sessions_of
from jobportal.platform.granting import accounts_of, lift_lock, require_only_here
from jobportal.platform.models import District, GrantEvent, User
from jobportal.platform.refused import Refused
from jobportal.platform.rightslog import note, note_everywhere

A = GrantEvent.Action
TOLD_DAYS = 30
"""So long its owner is told at every sign-in that a password was reissued."""


@transaction.atomic
def reissue_password(user: User, actor: User, district: District, reason: str) -> str:
    """A new first password, shown once; a lock from failures or disuse is lifted with it."""
    if user.pk == actor.pk:
        raise Refused("자기 비밀번호는 [내 계정]에서 바꾸세요.")
    if not reason.strip():
        raise Refused("사유를 적으세요. 예: 본인 요청(전화 확인)")
    require_only_here(user, district)
    if is_asleep(user):
        lift_lock(user, actor, district, reason)
    user.reissued_at, user.reissued_by = timezone.now(), actor
    password = issue_password(user)
    unlock(user.username)
    end_sessions_of(user)
    note(actor, A.PASSWORD, user, district, reason=reason)
    return password


@transaction.atomic
def reissue_by_command(user: User) -> str:
    """A new first password from the operator, who is not of the office: it waits for nobody."""
    user.reissued_at = user.reissued_by = None
    password = issue_password(user)
    unlock(user.username)
    end_sessions_of(user)
    note_everywhere(None, A.PASSWORD, user, reason="명령")
    return password


@transaction.atomic
def confirm_reissue(
    user: User, actor: User, district: District, reissued_at: datetime | None, comment: str
) -> None:
    """Somebody who did not give the password has asked its owner: the account is whole again.

    ``reissued_at`` is the reissue that was looked at: another one since is not confirmed with it.
    """
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if locked.reissued_at is None or locked.reissued_at != reissued_at:
        raise Refused("이미 확인했거나 그 사이 다시 재발급되었습니다. 화면을 새로 여세요.")
    if actor.pk in (locked.pk, locked.reissued_by_id):
        raise Refused("재발급한 사람이나 본인은 스스로 확인할 수 없습니다.")
    if not comment.strip():
        raise Refused("어떻게 확인했는지 적으세요. 예: 본인과 통화함", field="comment")
    locked.reissued_at = locked.reissued_by = None
    locked.save(update_fields=["reissued_at", "reissued_by"])
    note(actor, A.CONFIRM, locked, district, reason=comment)


def waiting_for_confirmation(district: District) -> QuerySet[User]:
    """The accounts of a district whose password was reissued and is not confirmed."""
    return accounts_of(district).filter(reissued_at__isnull=False).select_related("reissued_by")


def reissue_told(user: User) -> str:
    """What its owner reads at signing in about reissues of late; "" when there was none."""
    since = timezone.now() - timedelta(days=TOLD_DAYS)
    events = GrantEvent.objects.filter(user_id=user.pk, action=A.PASSWORD, at__gte=since)
    moments = {(event.at, event.actor_name) for event in events}
    if not moments:
        return ""
    at, by = max(moments)
    local = timezone.localtime(at)
    times = f" 지난 {TOLD_DAYS}일 동안 {len(moments)}번입니다." if len(moments) > 1 else ""
    return (
        f"비밀번호가 {local.year}. {local.month}. {local.day}. {local:%H:%M}에 "
        f"재발급되었습니다(처리: {by}).{times} 요청한 적이 없으면 개인정보 담당에게 알리세요."
    )
