"""Who shares the household of an applicant, and of whom only the address speaks for it."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from participants.models import Application, Person, Placement
from programs.models import Round

S = Application.State
TAKING_PART = (S.SELECTED, S.PLACED)


class Households:
    """The households of some applicants of a round; two queries.

    Codes of households are compared within the round only: each round numbers its own.
    """

    def __init__(self, round_: Round, applications: list[Application]):
        self.by_code: dict[str, set[int]] = defaultdict(set)
        self.by_address: dict[str, set[int]] = defaultdict(set)
        self.coded: set[int] = set()
        self.selected: set[int] = set()
        addresses = {one.person.address_key for one in applications} - {""}
        codes = {one.household_code for one in applications} - {""}
        self._read_round(round_, addresses, codes)
        people = Person.objects.of(round_.district).unmerged().filter(address_key__in=addresses)
        for person, address in people.order_by().values_list("pk", "address_key"):
            self.by_address[address].add(person)

    def _read_round(self, round_: Round, addresses: set[str], codes: set[str]) -> None:
        near = Q(household_code__in=codes) | Q(person__address_key__in=addresses)
        rows = Application.objects.filter(near, round=round_).exclude(state=S.WITHDRAWN)
        left = Placement.objects.filter(application=OuterRef("pk"), state__in=Placement.LEFT_EARLY)
        for person, code, state, has_left in rows.order_by().values_list(
            "person_id", "household_code", "state", Exists(left)
        ):
            if code:
                self.by_code[code].add(person)
                self.coded.add(person)
            if state in TAKING_PART and not has_left:
                self.selected.add(person)

    @property
    def people(self) -> set[int]:
        """Everybody who may belong to one of the households."""
        return set().union(*self.by_code.values(), *self.by_address.values())

    def of(self, one: Application) -> tuple[set[int], set[int]]:
        """The others of the applicant's household, and those who only have the same address.

        Two with codes of the round that differ are two households.
        """
        me, code = {one.person_id}, one.household_code
        members = self.by_code.get(code, set()) - me if code else set()
        near = self.by_address.get(one.person.address_key, set()) - me - members
        return members, near - self.coded if code else near
