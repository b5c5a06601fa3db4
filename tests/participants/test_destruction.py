"""Destroying personal data: when it is due, who may, what is gone and what stays."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.dictionary import Retention, data_dictionary
from jobportal.platform.granting import give
from jobportal.platform.jobs.expiry import folder
from jobportal.platform.models import FileJob, User
from jobportal.platform.refused import Refused
from participants.actions.destruction import (
    approve_destruction,
    refuse_destruction,
    request_destruction,
)
from participants.headcounts import headcounts
from participants.models import (
    Appeal,
    Application,
    ApplicationGroup,
    Destruction,
    Enquiry,
    IntakeBatch,
    LegalHold,
    Person,
    Publication,
    Score,
    Screening,
)
from participants.retention.due import DESTROYED, persons_due, record_due, rounds_due
from participants.statistics import (
    AGE_BAND,
    AGE_GROUP,
    DONG,
    MEASURES,
    REPEAT,
    SEX,
    VULNERABLE,
    divided,
    people_of,
)
from tests.participants.making import a_person, a_round, an_application, made_up_rrn
from tests.participants.placing import a_placement, a_selection, an_entry, some_rules

pytestmark = pytest.mark.django_db
K, S = Destruction.Kind, Destruction.State
A = Application.State
TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=60)


@pytest.fixture
def officer(district) -> User:
    user = User.objects.create_user("gasang-privacy", name="정가상")
    give(user, district, "PRIVACY_OFFICER", "시험")
    return user


@pytest.fixture
def round_(district, acted):
    """A round of long ago with two selected, one refused; everything announced and over."""
    round_ = a_round(
        district, "공공근로-2018-1", rrn_allowed=True, planned_posts=10, apply_to_on=None
    )
    return round_


def applied(round_, n: int, state: str = A.SELECTED, **values) -> Application:
    person = a_person(
        round_.district,
        n,
        name=f"가상비밀{'가나다라'[n % 4]}",
        rrn=made_up_rrn(n),
        birth_on=date(1990, 1, 1),
        phone=f"0100000{n:04d}",
        address=f"가상구 비밀로 {n}",
    )
    application = an_application(round_, person, n, state=state, note="비밀 메모", **values)
    enquiry = Enquiry(
        district=round_.district, application=application, kind="INCOME", looked_on=LONG_AGO
    )
    enquiry.values = {"household_income_won": 1_234_567}
    enquiry.save()
    shared = {"district": round_.district, "application": application, "rules": some_rules(round_)}
    Screening(
        **shared,
        result="ELIGIBLE",
        lines=[{"code": "INCOME_CAP", "outcome": "MET"}],
        seen='{"INCOME_CAP": {"seen": "월 1,234,567원"}}',
        screened_at=timezone.now(),
    ).save()
    Score(
        **shared,
        total_hundredths=3500,
        lines=[{"code": "income", "points": 15}],
        inputs='{"income": {"input": "1,234,567원"}}',
        scored_at=timezone.now(),
    ).save()
    return application


def announced(round_, proposer, until: date = LONG_AGO) -> Publication:
    selection = a_selection(round_, proposer)
    for application in round_.applications.order_by("number"):
        an_entry(selection, application, state=application.state)
    publication = Publication(
        district=round_.district,
        selection=selection,
        published_on=until - timedelta(days=10),
        appeal_until_on=until,
        remove_on=until,
        contact="가상과",
        appeal_place="가상과",
    )
    publication.save()
    return publication


def asked(district, by, round_=None) -> Destruction:
    one = Destruction(
        district=district,
        kind=K.INVESTIGATION if round_ else K.RECORDS,
        round=round_,
        as_of=TODAY,
        reason="기한이 됨",
    )
    return request_destruction(one, by)


def dump() -> str:
    """Every value of every table, as text; SQLite keeps the Korean of JSON as its numbers."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            parts += [f"{table}: {row}" for row in cursor.fetchall()]
    return re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), "\n".join(parts))


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


def test_answers_go_and_points_and_outcomes_stay(round_, staff, officer):
    application = applied(round_, 1)
    announced(round_, staff)
    approve_destruction(asked(round_.district, staff, round_), officer, "확인함")
    assert not Enquiry.objects.exists()
    screening, score = Screening.objects.get(), Score.objects.get()
    assert (screening.seen, score.inputs) == ("", "")
    assert screening.lines == [{"code": "INCOME_CAP", "outcome": "MET"}]
    assert (score.total_hundredths, score.lines[0]["points"]) == (3500, 15)
    assert application.person.name.startswith("가상비밀")
    done = Destruction.objects.get()
    assert (done.state, done.decided_by) == (S.DONE, officer)
    assert done.counts["조회 결과"] == 1
    assert "1,234,567" not in dump()
    assert "1234567" not in dump()


def test_nobody_approves_their_own_request(round_, staff):
    applied(round_, 1)
    announced(round_, staff)
    one = asked(round_.district, staff, round_)
    with pytest.raises(Refused, match="스스로"):
        approve_destruction(one, staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.decided_by = staff
        one.save()


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


def test_after_destruction_nothing_identifies_and_the_statistics_stay(
    round_, staff, officer, district
):
    first, second = applied(round_, 1), applied(round_, 2)
    first.person.birth_on = date(1953, 8, 17)
    first.person.rrn = ""
    first.person.save()
    a_placement(first)
    announced(round_, staff)
    before = (figures(round_), headcounts([round_], TODAY))
    approve_destruction(asked(district, staff), officer)
    assert (figures(round_), headcounts([round_], TODAY)) == before
    people = Person.objects.all()
    assert {person.name for person in people} == {DESTROYED}
    text = dump()
    for clear in ("가상비밀", "비밀로", "비밀 메모", "0100000", made_up_rrn(2), "1953-08-17"):
        assert clear not in text
    assert persons_due(district, TODAY) == []
    assert second.person_id in [person.pk for person in people]


def test_no_file_made_before_outlives_a_destruction(
    round_, staff, officer, district, django_capture_on_commit_callbacks
):
    applied(round_, 1)
    announced(round_, staff)
    jobs = {"district": district, "account": staff, "kind": "ROSTER"}
    made = FileJob.objects.create(**jobs, state="DONE", stored_as="1-x", persons=[1])
    running = FileJob.objects.create(**jobs, state="RUNNING", worker="a")
    folder().mkdir(parents=True)
    (folder() / "1-x").write_bytes(b"x")
    with django_capture_on_commit_callbacks(execute=True):
        approve_destruction(asked(district, staff), officer)
    assert list(folder().iterdir()) == []
    made.refresh_from_db()
    running.refresh_from_db()
    assert (made.state, made.persons) == ("GONE", [])
    assert (running.state, "파기" in running.fault) == ("FAILED", True)


STAFF = {"participants.intakebatch.loaded_by"}
"""Who of the office did it; that stays."""


def investigated() -> dict[str, list]:
    """What stands in every field that goes with the first clock, by the field's full name."""
    return {
        name: list(entry.model.objects.values_list(entry.field.name, flat=True))
        for entry in data_dictionary()
        if entry.retention is Retention.INVESTIGATION
        and (name := f"{entry.model._meta.label_lower}.{entry.field.name}") not in STAFF
    }


def test_every_field_of_the_first_clock_is_emptied_by_it_and_statistics_stay(
    round_, staff, officer
):
    application = applied(round_, 1)
    enquiry = Enquiry.objects.get()
    enquiry.source = "행정정보 공동이용"
    enquiry.save()
    ApplicationGroup(district=round_.district, application=application, group="DISABLED").save()
    a_file(round_)
    announced(round_, staff)
    assert [name for name, values in investigated().items() if not all(values)] == []
    before = figures(round_)
    assert any(before["applicants"][-1].values())
    approve_destruction(asked(round_.district, staff, round_), officer)
    left = {value for values in investigated().values() for value in values}
    assert left <= {"", DESTROYED}
    assert figures(round_) == before


def a_file(round_) -> None:
    IntakeBatch(
        district=round_.district,
        round=round_,
        kind="ENQUIRIES",
        file_name="홍길동.xlsx",
        note="비밀 확인분",
        undo_note="비밀 아님",
        file_hash="0" * 64,
        loaded_at=timezone.now(),
        loaded_by="김가상",
        before="{}",
    ).save()


def figures(round_) -> dict:
    divisions = (SEX, AGE_BAND, AGE_GROUP, DONG, REPEAT, *VULNERABLE)
    return {
        measure: divided(people_of(measure, [round_], TODAY), divisions) for measure in MEASURES
    }


def test_the_pages_lead_through_it_with_two_people(client, round_, staff, officer):
    applied(round_, 1)
    announced(round_, staff)
    client.force_login(staff)
    assert "조회 결과" in client.get(reverse("destructions")).content.decode()
    data = {"round": round_.pk, "reason": "이의신청 종료"}
    assert client.post(reverse("destruction_ask"), data).status_code == 302
    assert client.post(reverse("destruction_ask"), data).status_code == 409
    one = Destruction.objects.get()
    decide = reverse("destruction_decide", args=[one.pk])
    assert client.post(decide, {"decision": "approve"}).status_code == 403
    client.force_login(officer)
    waiting = client.get(reverse("home")).context["waiting"]
    told = {"label": "승인할 개인정보 파기", "count": 1, "url": reverse("destructions")}
    assert told in waiting
    assert client.post(decide, {"decision": "refuse"}).status_code == 409
    assert client.post(decide, {"decision": "approve"}).status_code == 302
    one.refresh_from_db()
    assert one.state == S.DONE
    assert client.post(decide, {"decision": "approve"}).status_code == 409


def test_the_officer_sees_the_page_and_no_resident(client, round_, officer):
    person = applied(round_, 1).person
    client.force_login(officer)
    assert client.get(reverse("destructions")).status_code == 200
    assert client.get(reverse("person_detail", args=[person.pk])).status_code == 403


def test_a_refusal_needs_a_reason(round_, staff, officer):
    applied(round_, 1)
    announced(round_, staff)
    one = asked(round_.district, staff, round_)
    with pytest.raises(Refused, match="사유"):
        refuse_destruction(one, officer, " ")


def test_another_districts_round_cannot_be_asked_for(client, stranger, round_, staff):
    applied(round_, 1)
    announced(round_, staff)
    client.force_login(stranger)
    data = {"round": round_.pk, "reason": "x"}
    assert client.post(reverse("destruction_ask"), data).status_code == 404


def test_a_change_after_the_request_is_noticed(round_, staff, officer):
    application = applied(round_, 1, A.NOT_SELECTED)
    announced(round_, staff)
    one = asked(round_.district, staff, round_)
    with acting("시험"):
        Appeal(
            district=round_.district,
            application=application,
            against="NOT_SELECTED",
            filed_on=TODAY,
            due_on=TODAY,
            ground="다시",
        ).save()
    with pytest.raises(Refused, match="사정이 바뀌어"):
        approve_destruction(one, officer)
    assert Enquiry.objects.exists()
