"""What is gone after a destruction, and what stays."""

from datetime import date

import pytest
from django.utils import timezone

from jobportal.platform.dictionary import Retention, data_dictionary
from jobportal.platform.jobs.expiry import folder
from jobportal.platform.models import FileJob
from participants.actions.destruction import approve_destruction
from participants.headcounts import headcounts
from participants.models import (
    ApplicationGroup,
    Destruction,
    Enquiry,
    IntakeBatch,
    Person,
    Score,
    Screening,
)
from participants.retention.due import DESTROYED, persons_due
from tests.participants.destruction.ended import TODAY, S, announced, applied, asked, dump, figures
from tests.participants.making import made_up_rrn
from tests.participants.placing import a_placement

pytestmark = pytest.mark.django_db


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
