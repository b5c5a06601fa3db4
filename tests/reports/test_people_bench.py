"""The benchmark of people runs to its end on a small round, and its SQL counts what pages show."""

from itertools import islice

import pytest

from jobportal.platform.audit import Via, acting
from participants.demo.living import living_office
from participants.models import Application, Placement
from reports.bench import people_sql as sql
from reports.bench.copies import copy_district
from reports.bench.people import PeopleSize, build_people
from reports.bench.people_acts import measure_acts
from reports.bench.people_import import measure_import
from reports.bench.people_pages import (
    MOST_QUERIES,
    grown,
    measure_page,
    people_pages,
    run_by_hand,
)
from reports.bench.people_work import measure_work
from reports.bench.roster import write_roster
from tests.participants.making import a_person

pytestmark = pytest.mark.django_db


def two_rounds(office, day):
    """A closed round and one at work."""
    return islice(living_office(office, day), 2)


SMALL = PeopleSize(two_rounds, applicants=60, posts=20, projects=4, rows=90, imported=10)


def test_every_page_and_act_of_the_benchmark_is_measured(db):
    people = build_people(SMALL)
    pages = people_pages(people)
    listed = next(page for page in pages if page.statement is sql.LIST)
    whole = run_by_hand(listed.statement, listed.values[0])[0][0]
    assert whole == Application.objects.filter(round=people.round).count() == SMALL.applicants
    measured = [measure_page(people, page, 1) for page in pages]
    assert max(one.queries for one in measured) <= MOST_QUERIES
    assert len(list(grown(measured, measured))) == len(pages)

    work = [*measure_import(people, 1), *measure_work(people, 1), *measure_acts(people, 1)]
    assert all(one.by_hand_ms for one in work)
    states = Application.State
    left = Application.objects.filter(round=people.round)
    assert not left.filter(state__in=(states.SCORED, states.SELECTED)).exists()
    placed = Placement.objects.filter(round=people.round)
    assert 0 < placed.count() == placed.filter(state=Placement.State.CONTRACTED).count()
    assert placed.filter(attendances=None).count() == placed.filter(health_exams=None).count() == 0


def test_a_district_is_copied_and_a_long_roster_repeats_what_there_is(db):
    people = build_people(SMALL)
    applied = Application.objects.count()
    copy_district(people.district, 2)
    assert Application.objects.count() == 3 * applied
    assert Application.objects.of(people.district).count() == applied
    with acting(people.staff, via=Via.COMMAND):
        a_person(people.district)  # its number is free
    written = write_roster(SMALL.rows)
    assert (written["rows"], written["columns"]) == (SMALL.rows, 20)
