"""The lines of a score sheet, as they are stored with the decision."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from jobportal.platform.rules.codes import Word
from jobportal.platform.rules.facts import Facts, Statutory
from jobportal.platform.values.money import half_up


class Section(Word):
    """Which part of the table a line belongs to."""

    ITEM = "ITEM", "고려요소"
    BONUS = "BONUS", "가점"
    PENALTY = "PENALTY", "감점"


@dataclass(frozen=True)
class Basis:
    """What lines are computed from: the facts, the day they are looked at, statutory values."""

    facts: Facts
    day: date
    statutory: Statutory


@dataclass(frozen=True)
class ScoreLine:
    """One line. `points` enter the total; `band` is the place of the band in the item's list."""

    code: str
    label: str
    section: Section
    input: str
    points: Fraction
    sentence: str
    band: int | None = None
    evidence: str = ""
    is_to_confirm: bool = False
    needs_discussion: bool = False

    @classmethod
    def to_confirm(
        cls, code: str, label: str, section: Section, sentence: str, evidence: str = ""
    ) -> "ScoreLine":
        """A line whose input is not known: 0 points, and it says so."""
        return cls(
            code,
            label,
            section,
            "미확인",
            Fraction(0),
            sentence,
            None,
            evidence,
            is_to_confirm=True,
        )

    def for_discussion(self, sentence: str) -> "ScoreLine":
        """The line marked because its reviewers are too far apart."""
        return replace(self, sentence=sentence, needs_discussion=True)


@dataclass(frozen=True)
class ScoreSheet:
    """All lines of one applicant."""

    lines: tuple[ScoreLine, ...]

    @property
    def total(self) -> Fraction:
        """Exactly the sum of the lines; it may be below 0."""
        return sum((line.points for line in self.lines), Fraction(0))

    @property
    def is_complete(self) -> bool:
        """Whether no line is still to be confirmed."""
        return not any(line.is_to_confirm for line in self.lines)

    def points_of(self, code: str) -> Fraction:
        """The points of one line; 0 when the sheet has none of that code."""
        return next((line.points for line in self.lines if line.code == code), Fraction(0))


@lru_cache(maxsize=4096)  # the points of a table are few and printed for every applicant
def points_text(points: Fraction | int) -> str:
    """Points with at most two decimals and no empty ones: 15, 2.5, △5."""
    hundredths = half_up(abs(Fraction(points)) * 100)
    whole, rest = divmod(hundredths, 100)
    tail = f".{rest:02}".rstrip("0").rstrip(".") if rest else ""
    return f"{'△' if points < 0 else ''}{whole:,}{tail}"
