"""Who acts, and what is written down about every change of a record.

``with acting(actor, reason="…", via=Via.FORM):`` opens the context in which records may be saved;
saving a record outside it raises :class:`NotActing`, so that no change is without an author.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError

from jobportal.platform.values.residents import holds_rrn
from jobportal.platform.values.unseen import HOW_TO_MEND, unusable_fault


class Via(StrEnum):
    """The path a change took."""

    FORM = "FORM"
    IMPORT = "IMPORT"
    COMMAND = "COMMAND"

    @property
    def label(self) -> str:
        return {"FORM": "화면 입력", "IMPORT": "자료 올리기", "COMMAND": "명령"}[self.value]


REASON_HOLDS_NUMBER = (
    "사유에 주민등록번호로 보이는 숫자가 있어 저장하지 않았습니다. 그 숫자를 지우거나 "
    "생년월일로 바꾸세요."
)


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

    ``actor`` is a signed-in user, or a text naming the command that acts. Raises ValidationError
    for a reason with a resident number or unseen signs: the log is kept for good (PD-02).
    """
    if holds_rrn(reason):
        raise ValidationError({"reason": REASON_HOLDS_NUMBER})
    if fault := unusable_fault(reason):
        raise ValidationError({"reason": f"사유에 {fault} {HOW_TO_MEND}"})
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
