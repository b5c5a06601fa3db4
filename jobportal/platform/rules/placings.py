"""What a selection comes to for each person, and what stays empty."""

from dataclasses import dataclass
from fractions import Fraction

from jobportal.platform.rules.codes import Word
from jobportal.platform.rules.quota import Candidate
from jobportal.platform.rules.scorelines import points_text


class State(Word):
    """What the selection comes to for a person."""

    SELECTED = "SELECTED", "선발"
    RESERVE = "RESERVE", "예비"
    NOT_SELECTED = "NOT_SELECTED", "미선발"


@dataclass(frozen=True)
class Pin:
    """Somebody who was placed already: the pool and project they are in.

    `holds` is false once they left: they keep their outcome but take neither post nor household.
    """

    pool: str
    project: str = ""
    holds: bool = True


@dataclass(frozen=True)
class Placing:
    """The outcome of one person. `choice` is 1 for the first preference, 0 for none of them;
    `cut_off` is the lowest score selected in the pool and `short_by` the points below it."""

    number: str
    state: State
    reason: str
    pool: str = ""
    project: str = ""
    choice: int = 0
    reserve_rank: int | None = None
    cut_off: Fraction | None = None
    short_by: Fraction | None = None


@dataclass(frozen=True)
class Vacancy:
    """Posts of a pool or a project that nobody was found for."""

    code: str
    label: str
    posts: int
    filled: int

    @property
    def open(self) -> int:
        """Posts still empty; 0 when more people are placed than there are posts."""
        return max(self.posts - self.filled, 0)


@dataclass(frozen=True)
class Allocation:
    """Everyone's outcome in the order of rank, and what stays empty."""

    placings: tuple[Placing, ...]
    pool_vacancies: tuple[Vacancy, ...]
    project_vacancies: tuple[Vacancy, ...]

    def of(self, number: str) -> Placing:
        """The outcome of one 접수번호; KeyError when it was not among the candidates."""
        for placing in self.placings:
            if placing.number == number:
                return placing
        raise KeyError(number)

    def selected(self) -> tuple[str, ...]:
        """The 접수번호 of those selected, in the order of rank."""
        return tuple(p.number for p in self.placings if p.state is State.SELECTED)


def standing(candidate: Candidate) -> str:
    """Rank and score in words; of a draw, its order."""
    if candidate.score is None:
        return f"추첨 {candidate.rank}번"
    return f"전체 {candidate.rank}위, {points_text(candidate.score)}점"


def gap_words(cut_off: Fraction | None, short_by: Fraction | None) -> str:
    """How far below the lowest selected score; "" where nobody was selected by score."""
    if cut_off is None or short_by is None:
        return ""
    if not short_by:
        return f" 선발 최저 점수는 {points_text(cut_off)}점입니다."
    return f" 선발 최저 점수 {points_text(cut_off)}점에 {points_text(short_by)}점이 모자랍니다."
