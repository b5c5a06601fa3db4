"""When personal data is due to be destroyed, and what holds it."""

from datetime import date, timedelta

import pytest

from jobportal.platform.refused import Refused
from participants.actions.destruction import approve_destruction
from participants.models import Appeal, Enquiry, LegalHold, Score
from participants.retention.due import persons_due, record_due, rounds_due
from tests.participants.destruction.ended import LONG_AGO, TODAY, A, announced, applied, asked
from tests.participants.making import a_round, an_application
from tests.participants.placing import a_selection

pytestmark = pytest.mark.django_db


def test_answers_are_due_when_the_appeals_are_over_and_the_days_gone(round_, staff, settings):
    settings.INVESTIGATION_DATA_DAYS = 30
    applied(round_, 1)
    announced(round_, staff, until=TODAY - timedelta(days=31))
    (due,) = rounds_due(round_.district, TODAY)
    assert (due.round, due.due_on, due.applications) == (round_, TODAY, 1)
    assert rounds_due(round_.district, TODAY - timedelta(days=1)) == []


def test_an_open_appeal_or_a_list_that_waits_stops_the_clock(round_, staff, lead):
    application = applied(round_, 1, A.NOT_SELECTED)
    announced(round_, staff)
    appeal = Appeal(
        district=round_.district,
        application=application,
        against="NOT_SELECTED",
        filed_on=LONG_AGO,
        due_on=TODAY,
        ground="다시 보아 주세요.",
    )
    appeal.save()
    assert rounds_due(round_.district, TODAY) == []
    appeal.state, appeal.decided_on, appeal.answer = "REJECTED", TODAY, "규정대로임"
    appeal.save()
    assert len(rounds_due(round_.district, TODAY)) == 1
    a_selection(round_, staff, 2, state="PROPOSED", decided_by=None, decided_at=None)
    assert rounds_due(round_.district, TODAY) == []


def test_a_round_that_was_not_announced_is_not_due(round_, staff):
    applied(round_, 1)
    a_selection(round_, staff)
    assert rounds_due(round_.district, TODAY) == []


def test_what_is_not_due_cannot_be_asked_for(round_, staff):
    applied(round_, 1)
    with pytest.raises(Refused, match="파기할 것이 없습니다"):
        asked(round_.district, staff, round_)


def test_a_hold_keeps_the_data_until_it_is_lifted(round_, staff, officer):
    held, other = applied(round_, 1), applied(round_, 2)
    announced(round_, staff)
    LegalHold(district=round_.district, person=held.person, reason="행정심판", from_on=TODAY).save()
    approve_destruction(asked(round_.district, staff, round_), officer)
    assert [one.application for one in Enquiry.objects.all()] == [held]
    assert Score.objects.get(application=other).inputs == ""
    assert Score.objects.get(application=held).inputs != ""
    assert held.person_id not in persons_due(round_.district, TODAY)


@pytest.mark.parametrize(
    ("ends_on", "took_part", "due"),
    [
        (date(2026, 12, 20), True, date(2032, 1, 1)),
        (date(2026, 1, 1), True, date(2032, 1, 1)),
        (date(2026, 12, 20), False, date(2028, 1, 1)),
    ],
)
def test_years_begin_on_the_first_of_january_after_the_end(ends_on, took_part, due):
    assert record_due(ends_on, took_part) == due


def test_somebody_is_due_with_the_last_of_their_applications(district, round_):
    application = applied(round_, 1)
    assert persons_due(district, TODAY) == [application.person_id]
    later = a_round(district, "공공근로-2026-2")
    an_application(later, application.person, 1)
    assert persons_due(district, TODAY) == []
