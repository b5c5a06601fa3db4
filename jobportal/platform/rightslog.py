"""Entries of the record of rights (권한 기록): who did what to whom, in words that are kept."""

from jobportal.platform.access import account_name
from jobportal.platform.formfields import refuse_resident_number
from jobportal.platform.models import District, Grant, GrantEvent, Role, User


def role_text(role: Role) -> str:
    """What a role allows, as the record of rights keeps it."""
    return ", ".join(sorted(permission.label for permission in role.allows))[:300]


def terms_of(grant: Grant) -> str:
    """A grant in words, as the record of rights keeps it."""
    until = f"{grant.to_on:%Y-%m-%d}" if grant.to_on else "정하지 않음"
    place = f", {grant.get_confined_to_display()} {grant.confined_code}".rstrip()
    trained = f", 교육 {grant.trained_on:%Y-%m-%d}" if grant.trained_on else ""
    return f"{grant.role}{place}, {grant.from_on:%Y-%m-%d} ~ {until}{trained}"


def event_of(
    actor: User | None,
    action: str,
    user: User | None,
    district: District | None,
    *,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> GrantEvent:
    """An entry of the record of rights, not written; without an actor a command or the worker.

    Raises ValidationError for words with a resident number: the record is kept for good (PD-02).
    """
    for words in (before, after, reason):
        refuse_resident_number(words)
    return GrantEvent(
        actor_id=actor.pk if actor else None,
        actor_name=account_name(actor) if actor else "명령",
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
