"""The selection list as it is kept: terms, entries, the text behind its digest, its versions."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from operator import attrgetter

from django.db.models import QuerySet

from participants.models import Application, Score, Selection, SelectionEntry
from participants.queries import in_states
from participants.selection.outcomes import CONSIDERED, Material, Outcome
from participants.selection.quota import household_limit
from programs.models import Round

_S = Application.State
UNDECIDED = (_S.SUBMITTED, _S.SUPPLEMENT_REQUESTED, _S.UNDER_REVIEW)
"""States in which nobody knows yet whether an applicant may take part."""
_LONGEST = 400  # of a reason or a tie, as the model keeps it
_LINE = (
    *("application__number", "rank", "score_hundredths", "state", "pool", "project_id"),
    *("choice", "reserve_rank", "reason", "tie"),
)
_VALUES = attrgetter(*(name.replace("__", ".") for name in _LINE))


def terms_of(material: Material, seed: str = "", waiving: str = "") -> dict:
    """What the list was made with, as it is kept with it.

    ``reserves`` is how many of each pool may wait, None meaning all who are left. ``basis`` stands
    for every application and score sheet considered, each in its version.
    ``left`` are the numbers of those who were placed and left again, ``undecided`` of those whose
    screening is not finished; ``waiving`` is why the list does not wait for them.
    """
    return {
        "pools": {pool.code: pool.posts for pool in material.pools},
        "projects": {project.code: project.posts for project in material.projects},
        "per_household": household_limit(material.rules),
        "reserves": material.round.reserve_limit,
        "seed": seed,
        "left": sorted(material.applications[receipt].number for receipt in material.left),
        "undecided": [one.number for one in undecided(material.round)],
        "waiving": waiving,
        "basis": basis_of(material.round),
    }


def undecided(round_: Round) -> list[Application]:
    """Those who applied and whose screening is not finished; one query."""
    return in_states(round_, UNDECIDED)


def basis_of(round_: Round) -> str:
    """The SHA-256 over the versions of all that a list rests on: one "number version" a line,
    first the applications that are or could be on it, then the score sheets."""
    applications = Application.objects.filter(round=round_, state__in=CONSIDERED)
    scores = Score.objects.filter(application__in=applications)
    whole = hashlib.sha256()
    for rows in (applications, scores):
        for pk, version in rows.order_by("pk").values_list("pk", "version"):
            whole.update(f"{pk} {version}\n".encode())
    return whole.hexdigest()


def entries_from(
    selection: Selection, material: Material, outcome: Outcome
) -> list[SelectionEntry]:
    """The outcome as unsaved entries of a list, in the order of rank."""
    return [
        SelectionEntry(
            district=material.round.district,
            selection=selection,
            application=row.application,
            rank=row.rank,
            score_hundredths=None if row.score is None else int(row.score * 100),
            state=row.placing.state.value,
            pool=row.placing.pool,
            project_id=material.project_ids.get(row.placing.project),
            choice=row.placing.choice,
            reserve_rank=row.placing.reserve_rank,
            reason=_cut(row.placing.reason),
            tie=_cut(row.tie),
        )
        for row in outcome.rows
    ]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def canonical_text(selection: Selection, lines: Iterable[Sequence]) -> str:
    """The list as the text whose SHA-256 (UTF-8, hex) is its digest.

    One JSON array a line, without spaces, keys sorted, Korean as it is, each line ended by a line
    feed. The first line is ["선발안", number of the round's record, 판 번호, 판 번호 of the rules,
    method, 변경 사유, terms]. Then one line an entry in the order of rank: [접수번호 (the number
    alone), rank, score in hundredths or null, state, pool, number of the work project's record or
    null, preference, reserve rank or null, reason, tie] (:data:`_LINE`).
    """
    head = (
        *("선발안", selection.round_id, selection.number, selection.rules.number),
        *(selection.method, selection.reason, selection.terms),
    )
    ordered = sorted(lines, key=lambda line: line[1])
    return "".join(
        json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        for line in (head, *ordered)
    )


def digest_of(selection: Selection, entries: Iterable[SelectionEntry]) -> str:
    """The digest of a list with these entries, stored or not, in hex."""
    return _digest(selection, (_VALUES(entry) for entry in entries))


def stored_digest(selection: Selection) -> str:
    """The digest of a list as it stands in the database now; one query."""
    return _digest(selection, stored_lines(selection))


def stored_lines(selection: Selection) -> Iterable[Sequence]:
    """The stored entries as the canonical text has them."""
    rows = SelectionEntry.objects.filter(selection=selection).order_by()
    return rows.values_list(*_LINE)


def _digest(selection: Selection, lines: Iterable[Sequence]) -> str:
    return hashlib.sha256(canonical_text(selection, lines).encode()).hexdigest()


def entries_of(selection: Selection) -> list[SelectionEntry]:
    """The stored entries of a list with their applications, in the order of rank; one query."""
    rows = SelectionEntry.objects.filter(selection=selection).order_by("rank", "pk")
    return list(rows.select_related("application__round", "application__person", "project"))


def versions_of(round_: Round) -> QuerySet:
    """Every version of the round's list, the oldest first."""
    found = Selection.objects.of(round_.district).filter(round=round_)
    return found.select_related("round", "rules", "proposed_by", "decided_by").order_by("number")
