"""Who applied or works from one address, and whether it is settled that they are one household."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from participants.models import Application, Placement
from programs.models import Round

S = Application.State
CONTENDING = (
    *(S.SUBMITTED, S.SUPPLEMENT_REQUESTED, S.UNDER_REVIEW, S.ELIGIBLE, S.SCORED),
    *(S.SELECTED, S.RESERVE, S.PLACED),
)
"""States in which an application takes part in the round or may come to."""


@dataclass(frozen=True)
class AddressGroup:
    """The applications of a round from one address, in the order of receipt."""

    applications: tuple[Application, ...]

    @property
    def is_settled(self) -> bool:
        """True when each has a household code, alike or not."""
        return all(one.household_code for one in self.applications)

    @property
    def words(self) -> str:
        """What is known of them."""
        if not self.is_settled:
            return "확인 필요"
        codes = {one.household_code for one in self.applications}
        return "한 세대" if len(codes) == 1 else "서로 다른 세대"


def contending(round_: Round) -> QuerySet:
    """The applications of a round that take part or may come to, with person."""
    applications = Application.objects.of(round_.district).filter(round=round_)
    return applications.filter(state__in=CONTENDING).select_related("person", "round")


def address_groups(round_: Round) -> list[AddressGroup]:
    """Every address from which several people applied, in the order of receipt; one query."""
    shared = (
        contending(round_)
        .exclude(person__address_key="")
        .order_by()
        .values("person__address_key")
        .annotate(people=Count("person"))
        .filter(people__gt=1)
    )
    found: dict[str, list[Application]] = {}
    members = contending(round_).filter(
        person__address_key__in=shared.values("person__address_key")
    )
    for one in members.order_by("number", "pk"):
        found.setdefault(one.person.address_key, []).append(one)
    return [AddressGroup(tuple(members)) for members in found.values()]


def unsettled(groups: list[AddressGroup]) -> list[AddressGroup]:
    """The groups of which it is not yet known whether they are one household."""
    return [group for group in groups if not group.is_settled]


def neighbours(application: Application) -> list[Application]:
    """The others of the round from the same address; one query."""
    address = application.person.address_key
    if not address:
        return []
    others = contending(application.round).filter(person__address_key=address)
    return list(others.exclude(person=application.person_id).order_by("number", "pk"))


def working_neighbours(application: Application) -> list[Placement]:
    """Who of the same address still works in another round when this one begins; one query."""
    address, round_ = application.person.address_key, application.round
    if not address:
        return []
    holding = Placement.objects.of(round_.district).filter(
        person__address_key=address, state__in=Placement.HOLDING, to_on__gte=round_.starts_on
    )
    others = holding.exclude(round=round_).exclude(person=application.person_id)
    return list(others.select_related("person", "application__round").order_by("from_on", "pk"))
