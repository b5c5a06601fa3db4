"""Who acts, and what is written down about every change of a record.

``with acting(actor, reason="…", via=Via.FORM):`` opens the context in which records may be saved;
saving a record outside it raises :class:`NotActing`, so that no change is without an author.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum


class Via(StrEnum):
    """The path a change took."""

    FORM = "FORM"
    IMPORT = "IMPORT"
    COMMAND = "COMMAND"

    @property
    def label(self) -> str:
        return {"FORM": "화면 입력", "IMPORT": "자료 올리기", "COMMAND": "명령"}[self.value]


class NotActing(RuntimeError):
    """A record was saved with nobody named as its author."""


@dataclass(frozen=True)
class Acting:
    """Who acts now: ``user_id`` is None for a command run by the operator."""

    user_id: int | None
    name: str
    reason: str
    via: Via


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


@contextmanager
def acting(actor, *, reason: str = "", via: Via = Via.FORM) -> Iterator[Acting]:
    """Name the author of the changes made inside the block.

    ``actor`` is a signed-in user, or a text naming the command that acts.
    """
    if isinstance(actor, str):
        who = Acting(None, actor, reason, via)
    else:
        who = Acting(actor.pk, actor.name or actor.get_username(), reason, via)
    token = _acting.set(who)
    try:
        yield who
    finally:
        _acting.reset(token)


def current_acting() -> Acting:
    """Who acts now; raises :class:`NotActing` outside :func:`acting`."""
    who = _acting.get()
    if who is None:
        raise NotActing("a record may only be saved inside `with acting(actor): …`")
    return who
