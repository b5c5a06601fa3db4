"""People among whom posts are given out."""

from fractions import Fraction

from jobportal.platform.rules.allocation import Candidate
from jobportal.platform.rules.codes import AgeGroup


def person(rank: int, *preferences: str, **more) -> Candidate:
    usual = {"age_group": AgeGroup.UNDER_65, "score": Fraction(100 - rank)}
    return Candidate(f"{rank}", rank, preferences=preferences, **(usual | more))
