"""Cases for what a change would do."""

from fractions import Fraction

import pytest

from jobportal.platform.rules.allocation import Candidate, Pool, Project, allocate
from jobportal.platform.rules.ranking import Entry
from jobportal.platform.rules.whatif import Comparison, Rescored, compare, rank_with_more, rescored

PEOPLE = [Candidate(f"{n}", n, Fraction(100 - n), preferences=("A", "B")) for n in (1, 2, 3, 4)]
PROJECTS = (Project("A", "가", 1), Project("B", "나", 3))


def test_a_larger_quota_lets_people_in():
    before = allocate(PEOPLE, (Pool("ALL", "전체", 2),))
    after = allocate(PEOPLE, (Pool("ALL", "전체", 3),))
    assert compare(before, after) == Comparison(("3",), (), (), 2, 3)
    assert compare(after, before) == Comparison((), ("3",), (), 3, 2)


def test_who_leaves_lets_others_enter_and_move():
    before = allocate(PEOPLE, (Pool("ALL", "전체", 2),), PROJECTS)
    after = allocate(PEOPLE[1:], (Pool("ALL", "전체", 2),), PROJECTS)
    assert compare(before, after) == Comparison(("3",), ("1",), ("2",), 2, 2)


def test_totals_that_change_are_listed_from_the_largest_change():
    before = {"1": Fraction(80), "2": Fraction(70), "3": Fraction(60)}
    after = {"1": Fraction(81), "2": Fraction(60), "3": Fraction(60), "4": Fraction(9)}
    assert rescored(before, after) == (
        Rescored("2", Fraction(70), Fraction(60)),
        Rescored("1", Fraction(80), Fraction(81)),
    )


def test_the_rank_a_few_points_more_would_give():
    entries = [Entry(f"{n}", Fraction(100 - n)) for n in range(1, 11)]
    assert rank_with_more(entries, (), "9", 0) == 9
    assert rank_with_more(entries, (), "9", 5) == 5  # equal to 4, which came in first
    with pytest.raises(KeyError):
        rank_with_more(entries, (), "99", 5)
