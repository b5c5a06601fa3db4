"""Roles of a district: one proposes what a role allows, another brings it into force.

Roles delivered with the portal belong to no district and are changed by no page: an office that
wants another one makes a copy (docs/decisions/0027-nobody-widens-own-rights.md).
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jobportal.platform.clashes import clashes_with, in_force
from jobportal.platform.models import District, GrantEvent, Role, User
from jobportal.platform.models.grant import permissions_of
from jobportal.platform.permissions import Confinement, clash_in
from jobportal.platform.refused import Refused
from jobportal.platform.rightslog import note, permission_labels, role_text

A = GrantEvent.Action
NAMES_SHOWN = 5


class StaleRole(ValueError):
    """Somebody else has changed the role, or what is proposed for it, in the meantime."""


def roles_of(district: District) -> QuerySet[Role]:
    """The roles that may be granted in a district: its own and those of no district."""
    return Role.objects.filter(Q(district=None) | Q(district=district)).order_by("id")


def waiting_roles(district: District) -> QuerySet[Role]:
    """The roles of a district for which a change waits for a decision."""
    waiting = Role.objects.filter(district=district, proposed_by__isnull=False)
    return waiting.select_related("proposed_by").order_by("id")


def current_terms(role: Role) -> dict:
    """What stands or is proposed for the role: the newest values of its four fields."""
    return role.proposed or {name: getattr(role, name) for name in Role.TERMS}


@transaction.atomic
def propose(role: Role, terms: dict, actor: User, version: int) -> None:
    """Put down what a role of a district shall be; nothing of it counts until another approves.

    A new role allows nothing until then. Raises :class:`StaleRole`, :class:`Refused`.
    """
    if role.pk:
        role = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
        if role.version != version:
            raise StaleRole
        role.version += 1
    _refuse_own(role, actor)
    _refuse_clashes(role, terms)
    role.proposed, role.proposed_by = terms, actor
    if not role.pk:
        role.label, role.description = terms["label"], terms["description"]
        role.confinements = terms["confinements"]
    _save(role)
    change = difference(role, terms)
    note(actor, A.ROLE_ASK, None, role.district, after=change, reason=terms["label"])


@transaction.atomic
def decide(role: Role, version: int, actor: User, is_yes: bool, comment: str) -> None:
    """Bring what is proposed into force for everybody who has the role, or send it back.

    Locks the role, then the accounts that have it: an approval of a right does it in this order
    too, so neither overlooks the other. Raises :class:`Refused`.
    """
    role = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if role.proposed is None or role.version != version:
        raise Refused("이미 결정했거나 그 사이 바뀐 신청입니다. 화면을 새로 열어 확인하세요.")
    if actor.pk == role.proposed_by_id:
        raise Refused("신청한 사람은 스스로 결정할 수 없습니다. 다른 승인자가 결정합니다.")
    if not is_yes and not comment.strip():
        raise Refused("반려하는 사유를 적으세요.", field="comment")
    terms, before = role.proposed, role_text(role)
    change = difference(role, terms)
    if is_yes:
        _refuse_own(role, actor)
        held = in_force(timezone.localdate()).filter(role=role).values("user")
        list(User.objects.select_for_update().filter(pk__in=held).order_by("pk"))
        _refuse_clashes(role, terms)
        for name in Role.TERMS:
            setattr(role, name, terms[name])
    role.proposed, role.proposed_by, role.version = None, None, role.version + 1
    _save(role)
    action = A.ROLE if is_yes else A.ROLE_REFUSE
    told = {"before": before, "after": change} if is_yes else {"before": change}
    note(actor, action, None, role.district, **told, reason=f"{terms['label']} {comment}")


def difference(role: Role, terms: dict) -> str:
    """What a change adds and takes away, as the record of rights keeps it."""
    new = permissions_of(terms["permissions"])
    parts = {
        "더함": permission_labels(new - role.allows),
        "뺌": permission_labels(role.allows - new),
    }
    if set(terms["confinements"]) != set(role.confinements) or not role.allows:
        parts["범위"] = [Confinement(one).label for one in terms["confinements"]]
    if terms["label"] != role.label:
        parts["이름"] = [role.label, terms["label"]]
    told = [f"{word}: {', '.join(names)}" for word, names in parts.items() if names]
    return " / ".join(told) or "설명만 고침"


def _refuse_own(role: Role, actor: User) -> None:
    """Nobody widens what they hold themselves, neither asking nor deciding."""
    if role.pk and in_force(timezone.localdate()).filter(role=role, user=actor).exists():
        raise Refused(
            "자기가 받은 역할은 스스로 바꿀 수 없습니다. 이 역할이 없는 사람이 해야 합니다."
        )


def _refuse_clashes(role: Role, terms: dict) -> None:
    allows = permissions_of(terms["permissions"])
    if fault := clash_in(allows):
        raise Refused(f"{fault} 둘을 다른 역할로 나누세요.")
    clashes = clashes_with(role, allows) if role.pk else {}
    if clashes:
        names = [f"{user}({user.username})" for user in clashes]
        more = f" 외 {len(names) - NAMES_SHOWN}명" if len(names) > NAMES_SHOWN else ""
        raise Refused(
            f"이 역할을 받은 계정이 함께 가질 수 없게 됩니다: {', '.join(names[:NAMES_SHOWN])}"
            f"{more}. {next(iter(clashes.values()))} 그 계정의 권한을 먼저 회수하세요."
        )


def _save(role: Role) -> None:
    try:
        with transaction.atomic():
            role.full_clean(exclude=["permissions"])  # a new role allows nothing yet
            role.save()
    except (ValidationError, IntegrityError) as error:
        raise Refused(
            "같은 이름이나 코드의 역할이 방금 저장되었습니다. 역할 목록에서 확인하세요."
        ) from error
