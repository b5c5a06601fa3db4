"""Who manages the accounts of each district: somebody has to stay who can mend things."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from jobportal.platform.models import District, Grant, Role, User
from jobportal.platform.permissions import Permission


def administrators() -> dict[District, list[User]]:
    """The accounts in use that manage accounts, by district; two queries."""
    today = timezone.localdate()
    managing = [role for role in Role.objects.all() if Permission.MANAGE_ACCOUNTS in role.allows]
    grants = Grant.objects.filter(role__in=managing, state=Grant.State.APPROVED)
    found: dict[District, dict[int, User]] = defaultdict(dict)
    for grant in grants.select_related("user", "district", "role"):
        if grant.holds_on(today) and not grant.user.is_out(today):
            found[grant.district][grant.user_id] = grant.user
    return {district: list(users.values()) for district, users in found.items()}


def hold_administrators() -> None:
    """To be called in the transaction that lets somebody go, before :func:`left_without` is asked.

    Of two who take each other's rights at once, the second sees what the first has done.
    """
    list(Role.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def left_without(leaving: Iterable[int]) -> dict[int, District]:
    """Those of the accounts whose leaving takes the last administrator from a district.

    Whoever has an end already, also a later one, is no administrator that stays.
    """
    going = set(leaving)
    return {
        user.pk: district
        for district, users in administrators().items()
        if all(user.pk in going or user.ends_on for user in users)
        for user in users
        if user.pk in going
    }
