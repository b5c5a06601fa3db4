"""What another law wants kept: entered with its reason, moved apart, opened by few, destroyed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.masking import HIDDEN
from jobportal.platform.models import AccessEntry, Change, User
from participants.actions.destruction import approve_destruction, request_destruction
from participants.headcounts import headcounts
from participants.models import (
    Application,
    Destruction,
    KeepingDuty,
    KeptRecord,
    LegalHold,
    Person,
)
from participants.retention.due import DESTROYED, kept_due, persons_due
from tests.participants.destruction.ended import announced, applied, asked, dump, figures
from tests.participants.making import a_round, made_up_rrn
from tests.participants.placing import a_placement

pytestmark = pytest.mark.django_db
K, S = Destruction.Kind, Destruction.State
TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=400)
LAW, REASON = "가상법 제42조", "비밀 회계검사"


def colleague(district, role: str) -> User:
    user = User.objects.create_user(f"gasang-{role.lower()}", name=f"{role}가상")
    give(user, district, role, "시험")
    return user


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer(district) -> User:
    return colleague(district, "PRIVACY_OFFICER")


@pytest.fixture
def round_(district, acted):
    return a_round(
        district, "공공근로-2018-1", rrn_allowed=True, planned_posts=10, apply_to_on=None
    )


def a_duty(person: Person, **values) -> KeepingDuty:
    told = {"law": LAW, "reason": REASON, "until_on": LATER, **values}
    duty = KeepingDuty(district=person.district, person=person, **told)
    duty.save()
    return duty


@pytest.fixture
def worked(round_, staff) -> Application:
    """Somebody who worked in a round of long ago, whom a law wants kept; another nobody wants."""
    application = applied(round_, 1)
    applied(round_, 2)
    a_placement(
        application, state="CONTRACTED", contract_on=date(2018, 6, 29), contract_number="가상-7"
    )
    announced(round_, staff)
    a_duty(application.person)
    return application


@pytest.fixture
def kept(worked, staff, officer) -> KeptRecord:
    approve_destruction(asked(worked.district, staff), officer)
    return KeptRecord.objects.get()


def test_what_another_law_wants_is_moved_apart_and_nothing_else(worked, round_, staff, officer):
    person, district = worked.person, worked.district
    name, address = person.name, person.address
    before = (figures(round_), headcounts([round_], TODAY))
    approve_destruction(asked(district, staff), officer)
    assert (figures(round_), headcounts([round_], TODAY)) == before
    assert {one.name for one in Person.objects.all()} == {DESTROYED}
    (kept,) = KeptRecord.objects.all()
    assert (kept.person_id, kept.law, kept.reason) == (person.pk, LAW, REASON)
    assert (kept.kept_on, kept.until_on) == (TODAY, LATER)
    assert kept.told["person"] == {
        "name": name,
        "former_name": "",
        "birth_on": "1990. 1. 1.",
        "sex": "남",
        "address": address,
    }
    (work,) = kept.told["work"]
    assert (work["contract_number"], work["contract_on"]) == ("가상-7", "2018. 6. 29.")
    assert (work["from_on"], work["state"]) == ("2018. 7. 1.", "근로계약")
    assert kept.destruction.counts["따로 보관"] == 1
    text = dump()
    for clear in (name, address, LAW, REASON, "가상-7", "비밀 메모", "0100000", made_up_rrn(1)):
        assert clear not in text
    duty = KeepingDuty.objects.get()
    assert (duty.law, duty.reason) == (DESTROYED, DESTROYED)


@pytest.mark.parametrize(
    "values", [{"until_on": TODAY - timedelta(days=1)}, {"lifted_on": TODAY}], ids=["past", "ended"]
)
def test_a_duty_that_is_over_keeps_nothing(worked, staff, officer, values):
    for name, value in values.items():
        duty = KeepingDuty.objects.get()
        setattr(duty, name, value)
        duty.save()
    approve_destruction(asked(worked.district, staff), officer)
    assert not KeptRecord.objects.exists()


def test_the_last_day_of_a_duty_counts(worked, staff, officer):
    duty = KeepingDuty.objects.get()
    duty.until_on = TODAY
    duty.save()
    approve_destruction(asked(worked.district, staff), officer)
    assert KeptRecord.objects.get().until_on == TODAY
    assert kept_due(worked.district, TODAY) == []
    assert len(kept_due(worked.district, TODAY + timedelta(days=1))) == 1


def test_two_laws_keep_two_records_and_a_merged_person_is_kept_as_one(worked, staff, officer):
    other = Person.objects.exclude(pk=worked.person_id).get()
    other.merged_into = worked.person
    other.rrn = ""
    other.save()
    a_duty(other, law="가상회계법")
    approve_destruction(asked(worked.district, staff), officer)
    both = KeptRecord.objects.order_by("pk")
    assert sorted(one.law for one in both) == sorted([LAW, "가상회계법"])
    assert both[0].told == both[1].told
    assert {one.person_id for one in both} == {worked.person_id}


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("PAYROLL", 200),
        *((role, 403) for role in ("STAFF", "TEAM_LEAD", "DIRECTOR", "PRIVACY_OFFICER")),
        *((role, 403) for role in ("DONG_CLERK", "HOST_UNIT", "REVIEWER", "COUNCIL")),
        ("ADMINISTRATOR", 403),
    ],
)
def test_only_the_right_of_its_own_opens_what_is_kept_apart(kept, district, role, code):
    found = User.objects.filter(grants__role__code=role).first()
    client = signed(found or colleague(district, role))
    pages = [client.get(reverse("kept_list")), client.get(reverse("kept_detail", args=[kept.pk]))]
    assert [page.status_code for page in pages] == [code, code]
    assert [LAW in page.text for page in pages] == [code == 200] * 2


def test_the_list_masks_the_page_tells_and_both_looks_are_recorded(kept, district):
    payroll = colleague(district, "PAYROLL")
    client = signed(payroll)
    name = kept.told["person"]["name"]
    listed = client.get(reverse("kept_list")).text
    assert name not in listed
    assert REASON in listed
    shown = client.get(reverse("kept_detail", args=[kept.pk])).text
    for text in (name, "1990. 1. 1.", REASON, "가상-7", f"{LATER.year}. {LATER.month}."):
        assert text in shown
    looks = AccessEntry.objects.filter(account_id=payroll.pk, task="분리 보관 확인")
    assert [one.persons for one in looks] == [[kept.person_id]] * 2


def test_another_districts_record_is_not_there(kept, other_district):
    client = signed(colleague(other_district, "PAYROLL"))
    assert client.get(reverse("kept_detail", args=[kept.pk])).status_code == 404
    assert "따로 보관하는 기록이 없습니다" in client.get(reverse("kept_list")).text


def test_many_are_listed_with_as_many_questions_as_one(kept, district, django_assert_num_queries):
    client = signed(colleague(district, "PAYROLL"))
    client.get(reverse("kept_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("kept_list"))
    for _ in range(60):
        kept.pk = None
        kept._state.adding = True
        kept.save()
    with django_assert_num_queries(len(one)):
        page = client.get(reverse("kept_list"))
    assert "총 <strong>61</strong>건" in page.text


def test_it_is_destroyed_by_two_people_when_its_day_is_past(kept, staff, officer, district):
    kept.until_on = TODAY - timedelta(days=1)
    kept.save()
    desk, privacy = signed(staff), signed(officer)
    assert "기한이 지난 분리 보관 기록" in desk.get(reverse("destructions")).text
    data = {"kind": "KEPT", "reason": "보존 기한 만료"}
    assert desk.post(reverse("destruction_ask"), data).status_code == 302
    assert desk.post(reverse("destruction_ask"), data).status_code == 409
    one = Destruction.objects.get(kind=K.KEPT)
    decide = reverse("destruction_decide", args=[one.pk])
    assert desk.post(decide, {"decision": "approve"}).status_code == 403
    assert privacy.post(decide, {"decision": "approve"}).status_code == 302
    assert not KeptRecord.objects.exists()
    one.refresh_from_db()
    assert (one.state, one.counts) == (S.DONE, {"분리 보관 기록": 1})
    assert kept_due(district, TODAY) == []


def test_a_hold_keeps_what_is_kept_apart_as_well(kept, district):
    kept.until_on = TODAY - timedelta(days=1)
    kept.save()
    assert kept_due(district, TODAY) == [kept.pk]
    LegalHold(district=district, person=kept.person, reason="소송", from_on=TODAY).save()
    assert kept_due(district, TODAY) == []


def test_what_is_not_due_cannot_be_asked_for(kept, staff, district):
    page = signed(staff).post(reverse("destruction_ask"), {"kind": "KEPT", "reason": "x"})
    assert page.status_code == 422
    assert "지금 파기할 것이 없습니다" in page.text


def test_the_change_log_names_neither_law_nor_person(kept):
    (entry,) = Change.objects.filter(kind="participants.keptrecord")
    assert set(entry.fields) == {"destruction", "law", "reason", "content", "kept_on", "until_on"}
    assert {entry.fields[name][1] for name in ("law", "reason", "content")} == {HIDDEN}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("law", ""),
        ("reason", " "),
        ("until_on", ""),
        ("until_on", "어제"),
        ("until_on", f"{TODAY:%Y-%m-%d}"),
        ("until_on", "2999-01-01"),
        ("reason", "900101-1234560 확인"),
        ("law", "가" * 101),
    ],
)
def test_a_law_a_reason_and_a_day_are_asked_for(round_, staff, field, value):
    person = applied(round_, 1).person
    typed = {"law": LAW, "reason": REASON, "until_on": f"{LATER:%Y-%m-%d}", field: value}
    page = signed(staff).post(reverse("person_keeping", args=[person.pk]), typed)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not KeepingDuty.objects.exists()


def test_the_database_takes_no_duty_without_a_reason(round_):
    person = applied(round_, 1).person
    with pytest.raises(IntegrityError), transaction.atomic(), acting("시험"):
        KeepingDuty.save_base(
            KeepingDuty(district=round_.district, person=person, law=LAW, until_on=LATER)
        )


def test_a_duty_is_entered_once_seen_and_ended_with_a_reason(round_, staff):
    person = applied(round_, 1).person
    client = signed(staff)
    add = reverse("person_keeping", args=[person.pk])
    assert client.get(add).status_code == 200
    typed = {"law": LAW, "reason": REASON, "until_on": f"{LATER:%Y%m%d}"}
    assert client.post(add, typed).status_code == 302
    assert client.post(add, typed).status_code == 409
    duty = KeepingDuty.objects.get()
    page = client.get(reverse("person_detail", args=[person.pk])).text
    assert LAW in page
    assert REASON in page
    end = reverse("person_keeping_end", args=[person.pk, duty.pk])
    client.post(end, {"reason": " "})
    assert KeepingDuty.objects.get().lifted_on is None
    for _ in range(2):
        assert client.post(end, {"reason": "잘못 적음"}).status_code == 302
    assert KeepingDuty.objects.get().lifted_on == TODAY
    assert client.post(add, typed).status_code == 302


def test_of_somebody_destroyed_nothing_is_left_to_keep(kept, staff):
    client = signed(staff)
    page = client.get(reverse("person_detail", args=[kept.person_id])).text
    assert "보존 추가" not in page
    assert "보존 풀기" not in page
    typed = {"law": LAW, "reason": REASON, "until_on": f"{LATER:%Y%m%d}"}
    answer = client.post(reverse("person_keeping", args=[kept.person_id]), typed)
    assert answer.status_code == 409
    assert "이미 파기한 신청인" in answer.text


def test_nobody_elses_duty_is_ended(round_, staff, stranger):
    duty = a_duty(applied(round_, 1).person)
    other = applied(round_, 2).person
    end = reverse("person_keeping_end", args=[other.pk, duty.pk])
    assert signed(staff).post(end, {"reason": "x"}).status_code == 404
    end = reverse("person_keeping_end", args=[duty.person_id, duty.pk])
    assert signed(stranger).post(end, {"reason": "x"}).status_code == 404


def test_a_duty_does_not_stop_the_destruction(worked):
    assert worked.person_id in persons_due(worked.district, TODAY)
    one = Destruction(district=worked.district, kind=K.RECORDS, as_of=TODAY, reason="기한이 됨")
    assert request_destruction(one, User.objects.get(username="gasang-staff")).pk
