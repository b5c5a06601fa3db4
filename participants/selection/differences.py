"""What one version of a selection list changes of another: who enters, leaves, moves."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from participants.models import Application, SelectionEntry
from participants.selection.quota import POOL_LABELS

SELECTED = SelectionEntry.State.SELECTED
REVIEWED = (Application.State.ELIGIBLE, Application.State.SCORED)
"""States of somebody on a list whose review was opened again and has ended well."""


class Kind(Enum):
    """How an applicant's outcome changed."""

    ENTERS = "새로 선발"
    LEAVES = "선발에서 빠짐"
    MOVES = "자리가 바뀜"
    OTHER = "순서·결과가 바뀜"


@dataclass(frozen=True)
class Difference:
    """One applicant's change, both outcomes in words."""

    kind: Kind
    application: Application
    before: str
    after: str


def differences(
    before: Iterable[SelectionEntry], after: Iterable[SelectionEntry]
) -> list[Difference]:
    """Every applicant whose outcome differs, by kind, then in the order of rank."""
    old = {entry.application_id: entry for entry in before}
    new = {entry.application_id: entry for entry in after}
    found = [
        Difference(
            _kind(old.get(pk), new.get(pk)),
            (new.get(pk) or old[pk]).application,
            outcome_text(old.get(pk)),
            outcome_text(new.get(pk)),
        )
        for pk in (*new, *(pk for pk in old if pk not in new))
        if _decided(old.get(pk)) != _decided(new.get(pk))
    ]
    return sorted(found, key=lambda one: list(Kind).index(one.kind))


def to_confirm(before: Iterable[SelectionEntry]) -> list[Application]:
    """Those of the list in force who were reviewed again since and lost the state it gave them.

    A version that changes nothing for anybody gives it back to them.
    """
    return [entry.application for entry in before if entry.application.state in REVIEWED]


def _decided(entry: SelectionEntry | None) -> tuple | None:
    if entry is None:
        return None
    return (entry.state, entry.pool, entry.project_id, entry.reserve_rank)


def _kind(old: SelectionEntry | None, new: SelectionEntry | None) -> Kind:
    was, is_now = (one is not None and one.state == SELECTED for one in (old, new))
    if was and is_now:
        return Kind.MOVES
    if was or is_now:
        return Kind.ENTERS if is_now else Kind.LEAVES
    return Kind.OTHER


def outcome_text(entry: SelectionEntry | None) -> str:
    """An outcome in words: “선발 · 65세 미만 · 공원 정비”, “예비 3순위 · 65세 미만”."""
    if entry is None:
        return "명단에 없음"
    state = str(entry.get_state_display())
    if entry.reserve_rank:
        state = f"{state} {entry.reserve_rank:,}순위"
    parts = (state, POOL_LABELS.get(entry.pool, entry.pool), entry.project and entry.project.title)
    return " · ".join(str(part) for part in parts if part)
