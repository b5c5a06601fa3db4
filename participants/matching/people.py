"""Many people by what they may match on: whom a new one may be, without a query for each."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from jobportal.platform.models import District
from participants.matching.duplicates import Identity, Match, match
from participants.models import Person

MOST = 500
"""A key that so many people share (an empty-handed shelter address) tells nobody apart."""
IDENTITY_COLUMNS = (
    "name",
    "birth_on",
    "sex",
    "phone_index",
    "former_name",
    "address",
    "rrn_index",
)
"""What an :class:`Identity` is made of, in its order."""


class People:
    """Identities under any mark of the caller's: the number of a person, a row of a file.

    Nobody's phone or resident number is deciphered: their blind indexes are compared.
    """

    def __init__(self) -> None:
        self._identities: dict[Hashable, Identity] = {}
        self._by_key: dict[tuple, list[Hashable]] = defaultdict(list)

    @classmethod
    def of(cls, district: District) -> "People":
        """Everybody of a district who was not found to be somebody else; one query."""
        people = cls()
        rows = Person.objects.of(district).unmerged().order_by("pk")
        rows = rows.values_list("pk", "name_key", "address_key", *IDENTITY_COLUMNS)
        for pk, name, address, *values in rows.iterator(chunk_size=5_000):
            people._keep(pk, Identity(*values), name, address)
        return people

    def __getitem__(self, mark: Hashable) -> Identity:
        return self._identities[mark]

    def add(self, mark: Hashable, identity: Identity) -> None:
        """Have somebody found from now on."""
        self._keep(mark, identity, identity.folded_name, _address_key(identity))

    def _keep(self, mark: Hashable, identity: Identity, name: str, address: str) -> None:
        self._identities[mark] = identity
        for key in _keys(identity, [name], address):
            self._by_key[key].append(mark)

    def like(self, identity: Identity) -> list[tuple[Hashable, Match]]:
        """Whom this may be, the surest first, then in the order they were added."""
        names = [identity.folded_name, identity.folded_former]
        marks = {
            mark: None
            for key in _keys(identity, names, _address_key(identity))
            for mark in self._by_key.get(key, [])[:MOST]
        }
        found = [(mark, match(self._identities[mark], identity)) for mark in marks]
        return sorted(
            ((mark, why) for mark, why in found if why), key=lambda pair: not pair[1].is_certain
        )


def _address_key(identity: Identity) -> str:
    return identity.folded_address.replace(",", "")


def _keys(identity: Identity, names: list[str], address: str) -> Iterator[tuple]:
    """Everybody who may match shares one of these; names and address are folded."""
    yield "birth", identity.birth_on
    if identity.phone_index:
        yield "phone", identity.phone_index
    if identity.rrn_index:
        yield "rrn", identity.rrn_index
    if identity.address:
        yield from (("home", name, address) for name in names if name)
