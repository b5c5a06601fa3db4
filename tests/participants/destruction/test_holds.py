"""Holding data back from destruction: set by one, ended by another, seen by what destroys."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.refused import Refused
from participants.actions.destruction import approve_destruction
from participants.actions.holds import lift_hold, set_hold
from participants.actions.unloading import undo
from participants.models import Enquiry, IntakeBatch, LegalHold
from participants.retention.due import DESTROYED
from tests.participants.destruction.ended import announced, applied, asked

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
STALE = 409


@pytest.fixture
def hold(client, round_, staff) -> LegalHold:
    person = applied(round_, 1).person
    client.force_login(staff)
    client.post(reverse("person_hold", args=[person.pk]), {"reason": "감사"})
    return LegalHold.objects.get()


def test_a_second_click_sets_nothing_twice_and_lifts_nothing(client, hold):
    address = reverse("person_hold", args=[hold.person_id])
    for reason in ("감사", "감사 종료", ""):
        client.post(address, {"reason": reason})
    kept = LegalHold.objects.get()
    assert (kept.lifted_on, kept.reason, kept.version) == (None, "감사", hold.version)
    assert kept.set_by.name == "김가상"


def test_who_only_takes_in_cannot_lift(client, hold):
    answer = client.post(reverse("hold_lift", args=[hold.pk]), {"reason": "끝", "version": 1})
    assert answer.status_code == 403
    assert LegalHold.objects.get().lifted_on is None


def test_who_set_it_cannot_lift_it_whatever_they_may(client, hold, officer):
    LegalHold.objects.get()
    with acting("시험"):
        hold.set_by = officer
        hold.save()
    client.force_login(officer)
    answer = client.post(
        reverse("hold_lift", args=[hold.pk]), {"reason": "감사 종료", "version": hold.version}
    )
    assert answer.status_code == 422
    assert "스스로 풀 수 없습니다" in answer.text
    assert 'value="감사 종료"' in answer.text
    assert LegalHold.objects.get().lifted_on is None


def test_the_database_knows_it_too(hold):
    hold.lifted_on, hold.lifted_by = TODAY, hold.set_by
    with acting("시험"), pytest.raises(IntegrityError), transaction.atomic():
        hold.save()


def test_another_lifts_it_once_with_its_version_and_a_reason(client, hold, officer):
    client.force_login(officer)
    listed = client.get(reverse("holds"))
    address = reverse("hold_lift", args=[hold.pk])
    assert address in listed.text
    assert hold.person.name not in listed.text
    assert client.post(address, {"reason": "", "version": hold.version}).status_code == 422
    assert client.post(address, {"reason": "끝"}).status_code == STALE
    assert client.post(address, {"reason": "끝", "version": hold.version + 1}).status_code == STALE
    assert LegalHold.objects.get().lifted_on is None
    for _ in range(2):
        answer = client.post(address, {"reason": "감사 종료", "version": hold.version})
        assert answer.status_code == 302
    lifted = LegalHold.objects.get()
    assert (lifted.lifted_by, lifted.version) == (officer, hold.version + 1)


def test_nobody_destroyed_is_held(round_, staff):
    person = applied(round_, 1).person
    person.name = DESTROYED
    person.save()
    with pytest.raises(Refused, match="이미 파기"):
        set_hold(person, staff, "감사")


def test_the_answers_that_changed_a_held_person_are_kept_in_the_file(round_, staff, officer):
    held, other = applied(round_, 1), applied(round_, 2)
    rows = {one.pk: Enquiry.objects.get(application=one) for one in (held, other)}
    batch = a_file(round_, [[row.pk, 1, {"content": f"월 {pk}원"}] for pk, row in rows.items()])
    hold = set_hold(held.person, staff, "행정심판")
    announced(round_, staff)
    approve_destruction(asked(round_.district, staff, round_), officer)
    batch.refresh_from_db()
    (kept,) = json.loads(batch.before)["changed"]["participants.Enquiry"]
    assert kept[0] == rows[held.pk].pk
    assert batch.file_name == "조회.xlsx"
    with pytest.raises(Refused):
        undo(batch)
    lift_hold(hold, officer, "종결")
    approve_destruction(asked(round_.district, staff, round_), officer)
    batch.refresh_from_db()
    assert (batch.before, batch.file_name, batch.note) == ("", DESTROYED, "")


def a_file(round_, changed: list) -> IntakeBatch:
    batch = IntakeBatch(
        district=round_.district,
        round=round_,
        kind="ENQUIRIES",
        file_name="조회.xlsx",
        note="비밀 확인분",
        file_hash="0" * 64,
        loaded_at=timezone.now(),
        loaded_by="김가상",
        before=json.dumps(
            {"created": {}, "changed": {"participants.Enquiry": changed}, "deleted": {}}
        ),
    )
    batch.save()
    return batch
