"""Two records that may be one person: what speaks for it, and what does not."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.matching.duplicates import EVIDENCE, Identity, jamo_distance, match

SOMEBODY = Identity(
    name="가상희",
    birth_on=date(1990, 3, 4),
    sex="FEMALE",
    phone_index="01000001234",
    address="없는로 1",
)
NAMES = st.text(alphabet="가나다라마바사아자희히진징수", min_size=2, max_size=4)
IDENTITIES = st.builds(
    Identity,
    name=NAMES,
    birth_on=st.dates(date(1990, 1, 1), date(1990, 1, 20)),
    sex=st.sampled_from(["MALE", "FEMALE", ""]),
    phone_index=st.sampled_from(["", "01000000001", "01000000002"]),
    former_name=st.sampled_from(["", "가나", "다라"]),
    address=st.sampled_from(["", "없는로 1", "없는로 2"]),
    rrn_index=st.sampled_from(["", "x", "y"]),
)


@pytest.mark.parametrize(
    ("change", "is_certain"),
    [
        ({}, True),
        ({"name": "가 상희"}, True),
        ({"name": "가-상희"}, True),
        ({"phone_index": "01000009999"}, True),
        ({"phone_index": "", "address": ""}, True),
        ({"name": "가상히"}, True),
        ({"name": "가상히", "phone_index": ""}, False),
        ({"name": "나비슷"}, False),
        ({"name": "나비슷", "phone_index": "01000009999"}, False),
        ({"birth_on": date(1990, 4, 3)}, False),
        ({"birth_on": date(1990, 3, 14), "phone_index": ""}, False),
        ({"birth_on": date(1990, 4, 3), "phone_index": ""}, False),
        ({"name": "나비슷", "former_name": "가상희", "phone_index": "", "address": ""}, False),
    ],
)
def test_the_same_person_is_suspected(change, is_certain):
    found = match(SOMEBODY, replace(SOMEBODY, **change))
    assert found
    assert found.is_certain is is_certain


@pytest.mark.parametrize(
    "change",
    [
        {"sex": "MALE"},
        {"name": "나비슷", "phone_index": "", "address": ""},
        {"birth_on": date(1971, 1, 1), "phone_index": "", "address": ""},
        {"birth_on": date(1990, 3, 14), "phone_index": "", "address": "없는로 2"},
        {"birth_on": date(1961, 8, 9), "name": "나비슷"},
        {"name": ""},
    ],
)
def test_somebody_else_is_left_alone(change):
    other = replace(SOMEBODY, **change)
    if change == {"name": ""}:
        other = replace(other, phone_index="", address="")
    assert match(SOMEBODY, other) is None


def test_resident_numbers_decide_over_everything_else():
    one = replace(SOMEBODY, rrn_index="x")
    assert match(one, replace(SOMEBODY, rrn_index="y")) is None
    changed = Identity(name="나비슷", birth_on=date(1960, 1, 1), rrn_index="x")
    assert match(one, changed).is_certain
    assert match(one, SOMEBODY).is_certain


@given(IDENTITIES, IDENTITIES)
def test_the_order_of_the_two_does_not_matter(one, other):
    assert match(one, other) == match(other, one)


@given(IDENTITIES)
def test_everybody_matches_themselves(one):
    assert match(one, one).is_certain


@given(NAMES, NAMES)
def test_the_distance_is_one_of_a_metric_up_to_its_limit(one, other):
    assert jamo_distance(one, other, 3) == jamo_distance(other, one, 3)
    assert (jamo_distance(one, other, 3) == 0) == (one == other)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("희", "히", 1),
        ("진수", "징수", 1),
        ("김가", "깁가", 1),
        ("가나", "나가", 2),
        ("가", "강", 1),
    ],
)
def test_spellings_are_compared_letter_by_letter(one, other, distance):
    assert jamo_distance(one, other, 5) == distance


def test_planted_duplicates_are_found_and_few_others():
    """Of 10,000 made-up people with 300 planted twins: recall at least 98 %, and at most one false
    candidate per 100 people (features B3)."""
    dice = random.Random(20261121)
    people = [_made_up(dice, n) for n in range(10_000)]
    planted = {(n, 10_000 + i) for i, n in enumerate(dice.sample(range(10_000), 300))}
    people += [_twin(dice, people[n], i) for n, i in sorted((n, m - 10_000) for n, m in planted)]
    order = sorted((n, m) for n, m in planted)
    planted = {(n, 10_000 + position) for position, (n, _) in enumerate(order)}
    found = {(a, b) for a, b in _sharing(people) if match(people[a], people[b])}
    recall = len(found & planted) / len(planted)
    false = len(found - planted) / len(people)
    assert recall >= 0.98
    assert false <= 0.01


FAMILY = "가나다라마바사아자차카타파하거너더러머버"
GIVEN = "강건경광국규근기길남덕도동두람래만명모문미민범병보빈상서석선성세소수숙순승시"


def _made_up(dice: random.Random, n: int) -> Identity:
    return Identity(
        name=dice.choice(FAMILY) + dice.choice(GIVEN) + dice.choice(GIVEN),
        birth_on=date(1945, 1, 1) + timedelta(days=dice.randrange(22_000)),
        sex=dice.choice(["MALE", "FEMALE"]),
        phone_index=f"010{n:08d}",
        address=f"없는로 {n}",
    )


def _twin(dice: random.Random, one: Identity, i: int) -> Identity:
    """The same person, written down again with one or two slips."""
    slips = (
        {"name": f"{one.name[0]} {one.name[1:]}"},
        {"name": one.name[0] + "힣" + one.name[2]},
        {"phone_index": "01099999999"[:8] + f"{i:03d}"},
        {"address": f"딴로 {i}", "phone_index": ""},
        {"name": one.name[:2] + _slipped(one.name[2])},
        {"birth_on": one.birth_on.replace(day=one.birth_on.day % 9 + 10)},
    )
    return replace(one, **slips[i % len(slips)])


def _slipped(syllable: str) -> str:
    """One jamo away: with the final consonant ㅇ, or without it."""
    code = ord(syllable) - 0xAC00
    return chr(0xAC00 + code - code % 28 + (0 if code % 28 == 21 else 21))


def _sharing(people: list[Identity]) -> set[tuple[int, int]]:
    groups: dict[object, list[int]] = {}
    for n, one in enumerate(people):
        for key in (
            one.birth_on,
            one.phone_index and ("p", one.phone_index),
            (one.name, one.address),
        ):
            if key:
                groups.setdefault(key, []).append(n)
    return {(a, b) for group in groups.values() for a in group for b in group if a < b}


def test_every_evidence_has_its_place_among_the_others():
    names, births = ("가상희", "가상히", "나비슷"), (date(1990, 3, 4), date(1990, 3, 5))
    everybody = [
        Identity(name, birth, "", phone, former, address, rrn)
        for name in names
        for birth in births
        for phone in ("", "1")
        for former in ("", "나비슷")
        for address in ("", "없는로 1")
        for rrn in ("", "x")
    ]
    found = {why.why for one in everybody for other in everybody if (why := match(one, other))}
    assert found == {*EVIDENCE}
    assert len(EVIDENCE) == len({*EVIDENCE})
