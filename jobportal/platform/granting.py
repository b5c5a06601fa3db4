"""Writes of accounts and rights, each with its entry in the record of rights (안전기준 §5③)."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jobportal.platform.accounts.disuse import is_asleep
from jobportal.platform.accounts.lockout import unlock
from jobportal.platform.accounts.passwords import issue_password
from jobportal.platform.accounts.secondfactor import remove
from jobportal.platform.accounts.sessions import end_sessions_of, end_sessions_of_all
from jobportal.platform.administrators import hold_administrators, left_without
from jobportal.platform.clashes import clash_of
from jobportal.platform.models import District, Grant, GrantEvent, Role, User
from jobportal.platform.permissions import DELIVERED_ROLES, Permission
from jobportal.platform.refused import Refused
from jobportal.platform.rightslog import event_of, note, note_everywhere, terms_of

A = GrantEvent.Action
S = Grant.State
A_YEAR = timedelta(days=365)

ELSEWHERE_TOO = (
    "{user} 계정은 {districts}의 권한도 있어 이 구에서만 처리할 수 없습니다. "
    "이 구의 권한은 회수할 수 있고, 계정은 운영자에게 요청하세요."
)
LAST_ADMINISTRATOR = (
    "{user} 계정은 {district}의 마지막 시스템 관리자입니다. 다른 사람에게 시스템 관리자 권한을 준 "
    "뒤에 다시 하세요."
)


def deliver_roles() -> None:
    """Make the delivered roles that are missing; those that are there are left alone."""
    there = set(Role.objects.values_list("code", flat=True))
    Role.objects.bulk_create(
        Role(
            code=role.code,
            label=role.label,
            description=role.description,
            permissions=[permission.value for permission in role.permissions],
            confinements=[one.value for one in role.confinements],
            is_delivered=True,
        )
        for role in DELIVERED_ROLES
        if role.code not in there
    )


def deliver_roles_after(**kwargs) -> None:
    """After every migrate, and after a test has emptied the tables."""
    deliver_roles()


@transaction.atomic
def give(user: User, district: District, role: str, reason: str, **values) -> Grant:
    """Grant a role for a year without a second person: for commands of the operator only."""
    today = timezone.localdate()
    grant = Grant.objects.create(
        user=user,
        district=district,
        role=Role.objects.get(code=role),
        **{
            "from_on": today,
            "to_on": today + A_YEAR,
            "trained_on": today,
            "pledged_on": today,
            "reason": reason,
            "state": S.APPROVED,
            "decided_at": timezone.now(),
            **values,
        },
    )
    note(None, A.APPROVE, grant.user, district, after=terms_of(grant), reason=reason)
    return grant


@transaction.atomic
def request_grant(grant: Grant, actor: User) -> Grant:
    """Ask for a role for somebody; another person decides. Raises :class:`Refused`.

    The user is locked: the same request sent twice, also at once, is one request.
    """
    User.objects.select_for_update(of=("self",)).get(pk=grant.user_id)
    alike = {name: getattr(grant, name) for name in ("role", "confined_to", "confined_code")}
    waiting = Grant.objects.filter(user=grant.user, district=grant.district, state=S.REQUESTED)
    if waiting.filter(**alike).exists():
        raise Refused("같은 역할과 범위의 권한을 이미 신청하여 승인을 기다리고 있습니다.")
    grant.requested_by, grant.state = actor, S.REQUESTED
    grant.full_clean()
    grant.save()
    note(actor, A.REQUEST, grant.user, grant.district, after=terms_of(grant), reason=grant.reason)
    return grant


@transaction.atomic
def approve(grant: Grant, actor: User, comment: str = "") -> None:
    """Bring a request into force; raises :class:`Refused`.

    The role and then the user are locked before anything is compared: of two requests decided at
    once, and of a request and a change of its role, the second sees the first.
    """
    grant.role = Role.objects.select_for_update(of=("self",)).get(pk=grant.role_id)
    User.objects.select_for_update(of=("self",)).get(pk=grant.user_id)
    has_all = grant.trained_on and grant.pledged_on and grant.to_on
    if grant.role.shows_residents and not has_all:
        raise Refused(
            "주민의 개인정보를 다루는 역할입니다. 개인정보 교육일, 보안서약일, 종료일이 있어야 "
            "승인할 수 있습니다. 반려하고 다시 신청하게 하세요."
        )
    if fault := clash_of(grant.user, grant.role, grant.from_on, grant.to_on):
        raise Refused(fault)
    _decide(grant, actor, S.APPROVED, A.APPROVE, comment)


def refuse(grant: Grant, actor: User, comment: str) -> None:
    """Send a request back with the reason."""
    if not comment.strip():
        raise Refused("반려하는 사유를 적으세요.", field="comment")
    _decide(grant, actor, S.REFUSED, A.REFUSE, comment)


@transaction.atomic
def _decide(grant: Grant, actor: User, state: str, action: str, comment: str) -> None:
    locked = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if locked.state != S.REQUESTED:
        raise Refused(
            f"이미 ‘{locked.get_state_display()}’ 상태입니다. 화면을 새로 열어 확인하세요."
        )
    if actor.pk in (locked.requested_by_id, locked.user_id):
        raise Refused("신청한 사람이나 권한을 받을 사람은 스스로 결정할 수 없습니다.")
    locked.state, locked.decided_by, locked.decided_at = state, actor, timezone.now()
    locked.decision_note = comment.strip()[:200]
    locked.save()
    note(actor, action, locked.user, locked.district, after=terms_of(locked), reason=comment)


@transaction.atomic
def revoke(grant: Grant, actor: User, reason: str) -> None:
    """Take a right away at once; every session of the account ends."""
    hold_administrators()
    locked = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if locked.state != S.APPROVED:
        raise Refused("승인된 권한만 회수할 수 있습니다. 화면을 새로 열어 확인하세요.")
    if not reason.strip():
        raise Refused("회수하는 사유를 적으세요. 예: 부서 이동")
    if is_last_of_administrators(locked):
        raise Refused(LAST_ADMINISTRATOR.format(user=locked.user, district=locked.district))
    revoke_all([locked], actor, lambda grant: reason)


def is_last_of_administrators(grant: Grant) -> bool:
    """Whether taking the right away would leave a district that nobody can manage."""
    if Permission.MANAGE_ACCOUNTS not in grant.role.allows:
        return False
    others = Grant.objects.filter(user=grant.user, district=grant.district).exclude(pk=grant.pk)
    today = timezone.localdate()
    if any(
        other.holds_on(today) and Permission.MANAGE_ACCOUNTS in other.role.allows
        for other in others.select_related("role")
    ):
        return False
    return left_without([grant.user_id]).get(grant.user_id) == grant.district


def revoke_all(
    grants: Iterable[Grant], actor: User | None, reason_of: Callable[[Grant], str]
) -> None:
    """Take rights away set-wise, with users and districts; sessions of their accounts end at once.

    The caller holds the rows locked and has seen that each may be revoked.
    """
    revoked = list(grants)
    events = []
    for grant in revoked:
        before, reason = terms_of(grant), reason_of(grant).strip()[:200]
        grant.state, grant.decision_note = S.REVOKED, reason
        events.append(
            event_of(actor, A.REVOKE, grant.user, grant.district, before=before, reason=reason)
        )
    Grant.objects.bulk_update(revoked, ["state", "decision_note"], batch_size=500)
    GrantEvent.objects.bulk_create(events, batch_size=500)
    end_sessions_of_all({grant.user_id: grant.user for grant in revoked}.values())


@transaction.atomic
def add_account(user: User, actor: User, district: District) -> str:
    """Register an account; gives its first password, which is shown once."""
    user.is_active = True
    user.set_unusable_password()
    user.save()
    note(actor, A.ACCOUNT, user, district, after=f"{user.username} {user.name}".strip())
    return issue_password(user)


def elsewhere(user: User, district: District) -> QuerySet[District]:
    """The other districts in which an account has a right, or one that waits or is to come."""
    lasting = Q(to_on=None) | Q(to_on__gte=timezone.localdate())
    held = Grant.objects.filter(lasting, user=user, state__in=(S.REQUESTED, S.APPROVED))
    return District.objects.filter(pk__in=held.values("district")).exclude(pk=district.pk)


def require_only_here(user: User, district: District) -> None:
    """No district alone changes an account that works in another too; :class:`Refused`."""
    if others := ", ".join(map(str, elsewhere(user, district))):
        raise Refused(ELSEWHERE_TOO.format(user=user, districts=others))


@transaction.atomic
def rename_account(user: User, actor: User, district: District, name: str, department: str) -> None:
    """Correct the name and the department of an account."""
    require_only_here(user, district)
    before = _who(user)
    user.name, user.department = name, department
    user.save(update_fields=["name", "department"])
    note(actor, A.CHANGE, user, district, before=before, after=_who(user))


def _who(user: User) -> str:
    return f"{user.name} ({user.department})" if user.department else user.name


@transaction.atomic
def set_active(user: User, actor: User, district: District, is_active: bool, reason: str) -> None:
    """Stop an account, or let it be used again; a stopped one is signed out everywhere.

    Used again it has no end any more, and disuse counts anew.
    """
    if user.pk == actor.pk:
        raise Refused("자기 계정은 스스로 중지할 수 없습니다.")
    if not reason.strip():
        raise Refused("사유를 적으세요. 예: 휴직, 부서 이동")
    hold_administrators()
    require_only_here(user, district)
    if not is_active and (district_left := left_without([user.pk]).get(user.pk)):
        raise Refused(LAST_ADMINISTRATOR.format(user=user, district=district_left))
    user.is_active = is_active
    if is_active:
        user.ends_on, user.end_reason, user.reopened_at = None, "", timezone.now()
    user.save(update_fields=["is_active", "ends_on", "end_reason", "reopened_at"])
    note(actor, A.ACTIVATE if is_active else A.DEACTIVATE, user, district, reason=reason)
    if not is_active:
        user.used_passwords.all().delete()
        end_sessions_of(user)


@transaction.atomic
def lift_lock(user: User, actor: User, district: District, reason: str) -> None:
    """Let somebody sign in again whose name was locked after failures, or account for disuse."""
    require_only_here(user, district)
    was_asleep = is_asleep(user)
    if not unlock(user.username) and not was_asleep:
        raise Refused("잠긴 계정이 아닙니다.")
    if was_asleep:
        user.reopened_at = timezone.now()
        user.save(update_fields=["reopened_at"])
    note(actor, A.UNLOCK, user, district, reason=reason)


@transaction.atomic
def take_factor_off(user: User, actor: User | None, district: District | None, reason: str) -> None:
    """Let somebody sign in without the device they lost; without an actor a command does it."""
    if district is not None:
        require_only_here(user, district)
    if not reason.strip():
        raise Refused("사유를 적으세요. 예: 휴대전화 분실(전화로 본인 확인)")
    if not remove(user):
        raise Refused("등록된 2차 인증이 없습니다.")
    end_sessions_of(user)
    if district is None:
        note_everywhere(actor, A.FACTOR, user, reason=reason)
    else:
        note(actor, A.FACTOR, user, district, reason=reason)


def accounts_of(district: District) -> QuerySet[User]:
    """The accounts that have or had a right in the district, or were added there."""
    added = GrantEvent.objects.filter(district_id=district.pk, action=A.ACCOUNT)
    mine = Q(grants__district=district) | Q(pk__in=added.values("user_id"))
    return User.objects.filter(mine).distinct().order_by("username")
