"""Who is at work: the grants that count today, what they allow, and which records they reach."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from jobportal.platform.models import District, Grant, Record, User
from jobportal.platform.permissions import RESIDENT, RESTING, Confinement, Permission

SESSION_KEY = "district"
NO_GRANT = "이 포털을 쓸 권한이 없습니다. 시스템 관리자에게 권한을 신청하세요."


@dataclass(frozen=True)
class Actor:
    """A user in the district they work in now, with the grants that count there today.

    What is ``withheld`` no grant allows, whatever its role says.
    """

    user: User
    district: District
    grants: tuple[Grant, ...]
    withheld: frozenset[Permission] = frozenset()

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """Everything allowed, wherever it is confined to."""
        return frozenset().union(*(grant.role.allows for grant in self.grants)) - self.withheld

    def may(self, permission: Permission | None) -> bool:
        """Whether some grant allows it; None is allowed to everybody who is signed in."""
        return permission is None or permission in self.permissions

    def grants_of(self, permission: Permission | None) -> tuple[Grant, ...]:
        """The grants that allow it; for None all of them."""
        if permission is None:
            return self.grants
        if permission in self.withheld:
            return ()
        return tuple(grant for grant in self.grants if permission in grant.role.allows)

    def may_in_whole_district(self, permission: Permission | None) -> bool:
        """Whether a grant that is not confined allows it."""
        grants = self.grants_of(permission)
        return any(grant.confined_to == Confinement.DISTRICT for grant in grants)

    def reach(self, model: type[Record], permission: Permission | None) -> models.QuerySet:
        """The records of a model that the permission reaches.

        Grants add up. A record says in ``REACHED_BY`` by which path it belongs to a team, a
        programme or a 동; a confinement that it does not know reaches nothing.
        """
        return self._of(model, permission, model.REACHED_BY)

    def writes(self, model: type[Record], permission: Permission | None) -> models.QuerySet:
        """The records of a model that may be changed under the permission: those it reaches,
        without what every part of the district shares."""
        shared_left_out = {part: path for part, path in model.REACHED_BY.items() if path}
        return self._of(model, permission, {**shared_left_out, **model.WRITTEN_BY})

    def may_write_any(self, model: type[Record], permission: Permission) -> bool:
        """Whether there can be a record of the model that the user may change."""
        paths = {part for part, path in model.REACHED_BY.items() if path} | model.WRITTEN_BY.keys()
        kept = {Confinement.DISTRICT, *paths}
        return any(grant.confined_to in kept for grant in self.grants_of(permission))

    def _of(
        self, model: type[Record], permission: Permission | None, paths: dict[Confinement, str]
    ) -> models.QuerySet:
        records = model.objects.of(self.district)
        reached = Q(pk__in=())
        for grant in self.grants_of(permission):
            if grant.confined_to == Confinement.DISTRICT:
                return records
            path = paths.get(Confinement(grant.confined_to))
            if path == "":
                return records
            if path is not None:
                reached |= Q(**{path: grant.confined_code})
        found = records.filter(reached)
        return found.distinct() if _multiplies(model) else found

    def reaches(self, record: Record, permission: Permission | None) -> bool:
        """Whether a permission reaches one record; no query for who has the whole district."""
        if not self.may(permission) or record.district_id != self.district.pk:
            return False
        if self.may_in_whole_district(permission):
            return True
        return self.reach(type(record), permission).filter(pk=record.pk).exists()

    def within(self, confinements: Iterable[Confinement]) -> "Actor":
        """The same user with only the grants of the whole district and those confined so."""
        kept = {Confinement.DISTRICT, *confinements}
        return replace(self, grants=tuple(g for g in self.grants if g.confined_to in kept))

    @property
    def label(self) -> str:
        """The roles as the frame shows them."""
        return ", ".join(dict.fromkeys(str(grant.role) for grant in self.grants))


def _multiplies(model: type[Record]) -> bool:
    """Whether a path leads over several rows, so that a record could be found twice."""
    for path in filter(None, model.REACHED_BY.values()):
        first = model._meta.get_field(path.split("__")[0])
        if first.one_to_many or first.many_to_many:
            return True
    return False


def current_actor(request: HttpRequest) -> Actor:
    """Who works now: in the chosen district, else the first of their grants.

    Raises PermissionDenied with the reason when no grant of theirs counts today.
    """
    if not hasattr(request, "_actor"):
        request._actor = actor_of(request.user, request.session.get(SESSION_KEY))
    return request._actor


def actor_of(user: User, district_id: int | None = None) -> Actor:
    """The actor of a user; see :func:`current_actor`. One query."""
    today = timezone.localdate()
    rows = Grant.objects.filter(user=user).select_related("role", "district").order_by("id")
    counting = [grant for grant in rows if grant.holds_on(today)]
    if not counting:
        faults = [fault for grant in rows if (fault := grant.fault_on(today))]
        raise PermissionDenied(f"{faults[-1]} {NO_GRANT}" if faults else NO_GRANT)
    districts = {grant.district_id: grant.district for grant in counting}
    district = districts.get(district_id) or counting[0].district
    here = tuple(grant for grant in counting if grant.district_id == district.pk)
    return Actor(user, district, here, _withheld(user, counting))


def _withheld(user: User, counting: list[Grant]) -> frozenset[Permission]:
    """What two roles or an unconfirmed password must not open, however it came about."""
    if user.reissued_at:
        return RESTING
    manages = any(Permission.MANAGE_ACCOUNTS in grant.role.allows for grant in counting)
    return RESIDENT if manages else frozenset()


def allowed(user: User, permission: Permission, record: Record) -> bool:
    """Whether the permission of a user reaches a record, in whichever district they work now."""
    try:
        actor = actor_of(user, record.district_id)
    except PermissionDenied:
        return False
    return actor.reaches(record, permission)


def holders(permission: Permission, district: District) -> models.QuerySet:
    """The active accounts that some grant of the district, counting today, gives a permission."""
    today = timezone.localdate()
    grants = Grant.objects.filter(district=district).select_related("role")
    users = {g.user_id for g in grants if g.holds_on(today) and permission in g.role.allows}
    found = User.objects.filter(pk__in=users, is_active=True).exclude(ends_on__lte=today)
    if permission in RESTING:
        found = found.filter(reissued_at=None)
    return found.order_by("name", "username")
