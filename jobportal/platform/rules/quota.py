"""The posts of a round by age group and participant type, the work projects, and who wants them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from jobportal.platform.rules.codes import AgeGroup
from jobportal.platform.rules.naming import called


@dataclass(frozen=True)
class Pool:
    """Posts for one age group and participant type; None or "" takes every one of them.

    `reserves` is how many are kept in reserve, None meaning all who are left.
    """

    code: str
    label: str
    posts: int
    age_group: AgeGroup | None = None
    participant_type: str = ""
    reserves: int | None = None

    def __post_init__(self) -> None:
        if self.posts < 0 or (self.reserves or 0) < 0:
            raise ValueError(f"[{self.label}] 모집 인원과 예비 인원은 0명 이상이어야 합니다.")

    def takes(self, candidate: "Candidate") -> bool:
        """Whether the candidate belongs to the pool."""
        is_age = self.age_group in (None, candidate.age_group)
        return is_age and self.participant_type in ("", candidate.participant_type)


@dataclass(frozen=True)
class Project:
    """A work project with its posts and what it asks; an empty requirement asks nothing."""

    code: str
    label: str
    posts: int
    age_groups: tuple[AgeGroup, ...] = ()
    participant_types: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    experience_years: int = 0
    hours: int = 0

    def __post_init__(self) -> None:
        if self.posts < 0:
            raise ValueError(f"[{self.label}] 모집 인원은 0명 이상이어야 합니다.")

    def accepts(self, candidate: "Candidate") -> bool:
        """Whether the candidate meets every requirement; one certificate of the list is enough."""
        return (
            (not self.age_groups or candidate.age_group in self.age_groups)
            and (not self.participant_types or candidate.participant_type in self.participant_types)
            and (not self.certificates or bool(called(candidate.certificates, self.certificates)))
            and candidate.experience_years >= self.experience_years
            and (not self.hours or not candidate.hours or self.hours in candidate.hours)
        )


@dataclass(frozen=True)
class Candidate:
    """One eligible applicant as ranked. `household` is any key its members share, "" for none.

    `preferences` are project codes from the first choice on; `accepts_any` says that after them
    any other project will do. `hours` are the daily hours the person can work, empty for any.
    `score` is None where the ranks were drawn by lot.
    """

    number: str
    rank: int
    score: Fraction | None
    household: str = ""
    age_group: AgeGroup | None = None
    participant_type: str = ""
    preferences: tuple[str, ...] = ()
    accepts_any: bool = True
    certificates: tuple[str, ...] = ()
    experience_years: Fraction | int = 0
    hours: tuple[int, ...] = ()


def pool_of(candidate: Candidate, pools: Iterable[Pool]) -> Pool | None:
    """The first pool declared that takes the candidate."""
    return next((pool for pool in pools if pool.takes(candidate)), None)
