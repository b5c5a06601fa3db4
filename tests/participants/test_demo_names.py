"""Made-up residents look made up: no name, number, phone or address is anybody's."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.rules.windows import full_years
from jobportal.platform.values.residents import has_checksum, parse_phone, parse_rrn
from participants.demo.decade import LINES
from participants.demo.names import (
    ROADS,
    SURNAMES,
    a_birth,
    a_name,
    a_phone,
    a_slip_of,
    an_address,
    an_rrn,
)
from participants.demo.printed import PRINTED
from participants.matching.duplicates import jamo_distance

seeds = st.integers(0, 2**32).map(Random)


@given(seeds)
def test_a_name_begins_with_a_word_for_made_up_and_a_slip_is_one_letter_off(random):
    name = a_name(random)
    assert name[:2] in SURNAMES
    assert len(name) == 4
    slip = a_slip_of(name, random)
    assert slip != name
    assert jamo_distance(name, slip, 1) == 1


@given(seeds)
def test_phones_and_addresses_are_nobodys(random):
    phone = a_phone(random)
    assert phone.startswith("0100000")
    assert parse_phone(phone) == phone
    assert an_address(random).split()[0] in ROADS


@given(seeds, st.integers(0, 200_000), st.booleans())
def test_a_resident_number_fits_the_person_and_fails_its_checksum(random, serial, is_male):
    birth_on = a_birth(random, date(2026, 7, 1), 18, 84)
    number = an_rrn(birth_on, is_male, serial, random)
    read = parse_rrn(number, date(2026, 11, 27))
    assert (read.birth_on, read.sex) == (birth_on, "MALE" if is_male else "FEMALE")
    assert not has_checksum(number)


@given(seeds, st.dates(date(2017, 1, 1), date(2030, 1, 1)), st.integers(18, 60))
def test_ages_lie_between_the_youngest_and_the_oldest(random, day, youngest):
    age = full_years(a_birth(random, day, youngest, youngest + 20), day)
    assert youngest <= age <= youngest + 20


def test_resident_numbers_with_different_serials_differ():
    random = Random(1)
    numbers = {an_rrn(date(1960, 5, 5), True, serial, random) for serial in range(3_000)}
    assert len(numbers) == 3_000


def test_ten_years_have_sixty_thousand_applications_and_about_23_000_participants():
    applications = participants = 0
    for line in LINES:
        rounds = (line.last_year - line.first_year + 1) * len(line.days)
        applications += rounds * line.applicants
        participants += rounds * (sum(line.posts) + line.leaving)
    assert applications == 60_000
    assert 22_500 <= participants <= 23_500


def test_the_rounds_of_the_documents_have_the_printed_sizes():
    """000-F12, 002-T17, 003-T02 and the dated selections of 003-L12."""
    heads = {one.code: one.selected + one.replaced for rounds in PRINTED.values() for one in rounds}
    assert heads["YDP-공공근로-2018-1"] + heads["YDP-공공근로-2018-2"] == 343
    assert heads["YDP-지역공동체-2018-1"] + heads["YDP-지역공동체-2018-2"] == 59
    geumcheon = [(one.selected + one.replaced, one.projects) for one in PRINTED["geumcheon"]]
    assert geumcheon == [(227, 52), (256, 53), (245, 54), (820, 152), (333, 63), (402, 88)]
    by_year = {}
    for one in PRINTED["gwanak"]:
        year = int(one.code.split("-")[1])
        kept_apart = one.code.startswith(("신중년", "뉴딜"))
        by_year[year] = by_year.get(year, 0) + (0 if kept_apart else one.selected)
    assert by_year == {
        **{2018: 734, 2019: 751, 2020: 2_508, 2021: 3_534, 2022: 2_421, 2023: 2_305},
        2024: 415 + 250 + 26,
    }
