"""Entries of the record of rights (권한 기록): who did what to whom, in words that are kept."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone

from jobportal.platform.access import account_name
from jobportal.platform.formfields import refuse_resident_number
from jobportal.platform.models import District, Grant, GrantEvent, Role, User
from jobportal.platform.permissions import Permission
from jobportal.platform.values.dates import kdate


def role_text(role: Role) -> str:
    """What a role allows, in words."""
    return ", ".join(permission_labels(role.allows))


def permission_labels(allowed: Collection[Permission]) -> list[str]:
    """The words of permissions, in the order in which the form for a role offers them."""
    return [one.label for one in Permission if one in allowed]


def terms_of(grant: Grant) -> str:
    """A grant in words, as the record of rights keeps it."""
    until = kdate(grant.to_on) if grant.to_on else "정하지 않음"
    place = f", {grant.get_confined_to_display()} {grant.confined_code}".rstrip()
    trained = f", 교육 {kdate(grant.trained_on)}" if grant.trained_on else ""
    pledged = f", 서약 {kdate(grant.pledged_on)}" if grant.pledged_on else ""
    return f"{grant.role}{place}, {kdate(grant.from_on)} ~ {until}{trained}{pledged}"


def event_of(
    actor: User | None,
    action: str,
    user: User | None,
    district: District | None,
    *,
    before: str = "",
    after: str = "",
    reason: str = "",
    by: str = "명령",
) -> GrantEvent:
    """An entry of the record of rights, not written; without an actor it was done ``by`` itself.

    Raises ValidationError for words with a resident number: the record is kept for good (PD-02).
    """
    for words in (before, after, reason):
        refuse_resident_number(words)
    return GrantEvent(
        actor_id=actor.pk if actor else None,
        actor_name=account_name(actor) if actor else by,
        district_id=district.pk if district else None,
        user_id=user.pk if user else None,
        user_name=account_name(user) if user else "",
        action=action,
        before=before[:300],
        after=after[:300],
        reason=reason.strip()[:200],
    )


def note(*who, **what) -> GrantEvent:
    """Write one entry of the record of rights; see :func:`event_of`."""
    event = event_of(*who, **what)
    event.save(force_insert=True)
    return event


def note_everywhere(actor: User | None, action: str, user: User, **what) -> None:
    """Write an entry for each district of an account, else one of none; see :func:`event_of`."""
    districts = list(districts_of(user)) or [None]
    GrantEvent.objects.bulk_create(
        event_of(actor, action, user, district, **what) for district in districts
    )


def districts_of(user: User) -> QuerySet[District]:
    """Where an account has a right today or one to come, else where it had one or was added."""
    grants = Grant.objects.filter(user=user)
    lasting = Q(to_on=None) | Q(to_on__gte=timezone.localdate())
    held = grants.filter(lasting, state=Grant.State.APPROVED).values("district")
    districts = District.objects.filter(pk__in=held)
    if not districts.exists():
        added = GrantEvent.objects.filter(user_id=user.pk, action=GrantEvent.Action.ACCOUNT)
        had = Q(pk__in=grants.values("district")) | Q(pk__in=added.values("district_id"))
        districts = District.objects.filter(had)
    return districts.order_by("pk")
