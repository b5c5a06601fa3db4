"""Reads the delivered rule sets; every one of them goes through ``RuleSet.from_data``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jobportal.platform.rules.catalogue import CATALOGUE
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.ruleset import RuleSet

FOLDER = Path(__file__).parent
RUBRICS = FOLDER / "rubrics"
WAGE, TIE_BREAKS = "WAGE", "TIE_BREAKS"


@dataclass(frozen=True)
class ShippedRules:
    """One delivered rule set and how sure each of its parts is.

    ``programme`` is a ``Programme.Kind``; ``periods`` are the half-years (``2024-H2``) its papers
    speak of. ``named`` is a word in the name of the programmes it is for alone (“강감찬”,
    “전문인력”); "" is for every programme of the kind. ``confidences`` and ``origins`` are by rule
    code, ``TIE_BREAKS`` and ``WAGE``, with the words of ``StatutoryValue.Confidence``.
    """

    key: str
    title: str
    programme: str
    periods: tuple[str, ...]
    source: str
    confidence: str
    notes: tuple[str, ...]
    rubric_title: str
    named: str
    rules: RuleSet
    confidences: Mapping[str, str]
    origins: Mapping[str, str]

    def states(self, period: str) -> bool:
        """Whether its papers speak of the half-year."""
        return period in self.periods

    def suits(self, name: str) -> bool:
        """Whether it is for a programme of the name, however that is spaced."""
        return self.named in "".join(name.split())


@cache
def shipped_rules() -> Mapping[str, ShippedRules]:
    """Every delivered rule set by its key, which is the name of its file."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.toml"))]
    return {shipped.key: shipped for shipped in found}


@cache
def origins() -> frozenset[str]:
    """Where the numbers of delivered conditions come from, in the words of the files."""
    found = shipped_rules().values()
    return frozenset(text for shipped in found for text in shipped.origins.values())


def shipped_for(kind: str) -> list[ShippedRules]:
    """The rule sets of a kind of programme, newest first."""
    sets = [shipped for shipped in shipped_rules().values() if shipped.programme == kind]
    return sorted(sets, key=lambda shipped: (shipped.periods[0], shipped.key), reverse=True)


def in_force(kind: str, period: str, name: str = "") -> ShippedRules | None:
    """The latest set of the kind, for a programme of the name, that begins in or before a
    half-year; one for that name alone goes first. None before the first.
    """
    begun = [one for one in shipped_for(kind) if one.periods[0] <= period and one.suits(name)]
    return next((one for one in begun if one.named), begun[0] if begun else None)


def period_of(year: int, half: int) -> str:
    """The key of a half-year; a round of the whole year counts from its first half."""
    return f"{year}-H{half or 1}"


def _read(path: Path) -> ShippedRules:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    rubric_title, rubric = _rubric(written.get("rubric", ""))
    parts = [(item["code"], item) for item in written["criteria"]]
    ties = written.get("tie_breaks", [])
    parts += [(TIE_BREAKS, item) for item in ties] + [(WAGE, written["wage"])]
    data = {
        "criteria": [_criterion(item) for item in sorted(written["criteria"], key=_place)],
        "rubric": rubric,
        "tie_breaks": [_without(item, "origin", "confidence") for item in ties],
        "wage": _without(written["wage"], "origin", "confidence"),
        "source": written["source"],
        "is_example": True,
    }
    return ShippedRules(
        key=path.stem,
        title=written["title"],
        programme=written["programme"],
        periods=tuple(written["periods"]),
        source=written["source"],
        confidence=written["confidence"],
        notes=tuple(written["notes"]),
        rubric_title=rubric_title,
        named=written.get("named", ""),
        rules=RuleSet.from_data(data),
        confidences={name: item["confidence"] for name, item in parts},
        origins={name: item["origin"] for name, item in parts},
    )


def _rubric(name: str) -> tuple[str, dict | None]:
    """The title of a scoring table and the table; without one lots decide."""
    if not name:
        return "배점표 없이 전산추첨", None
    rubric = tomllib.loads((RUBRICS / f"{name}.toml").read_text(encoding="utf-8"))
    return rubric.pop("title"), rubric


def _place(item: dict) -> int:
    """The place of a condition in the catalogue, in which every page and form shows them."""
    return list(CATALOGUE).index(RuleCode(item["code"]))


def _criterion(item: dict) -> dict:
    return {"params": {}, **_without(item, "confidence")}


def _without(item: dict, *names: str) -> dict:
    return {name: value for name, value in item.items() if name not in names}
