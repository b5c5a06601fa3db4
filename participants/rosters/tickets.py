"""What the page with the password hands on to the making of the file.

It is sealed with the key of personal data, goes to the browser and comes back; the portal keeps
neither it nor the password.
"""

import json
from dataclasses import asdict, dataclass, field

from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.crypto import KeyFault, keys

PLACE = "participants.identity_ticket"
MINUTES = 10


@dataclass(frozen=True)
class Ticket:
    """One file that may be made: by whom, of what, for what, with which password, until when.

    ``use`` is a code of ``IdentityUse``, ``rounds`` are numbers of rounds; ``until`` in seconds.
    """

    user: int
    use: str
    rounds: list[int]
    scope: str
    purpose: str
    entered: str
    password: str = field(repr=False)
    until: int = field(default_factory=lambda: int(now_seconds()) + MINUTES * 60)

    def sealed(self) -> str:
        """The ticket as the browser carries it: unreadable, and of no use when changed."""
        return keys().seal(json.dumps(asdict(self)), PLACE)


def opened_ticket(text: str, user: int) -> Ticket | None:
    """The ticket of this user; None for another's, for one too old, and for anything else."""
    try:
        ticket = Ticket(**json.loads(keys().open(text, PLACE)))
    except KeyFault:
        return None
    return ticket if ticket.user == user and now_seconds() < ticket.until else None
