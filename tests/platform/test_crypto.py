"""Encrypted values: never clear in the database or the log, bound to their place and their keys."""

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.exceptions import FieldError, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.audit import acting
from jobportal.platform.checks import canary_fault
from jobportal.platform.crypto import (
    KeyFault,
    keys,
    new_keys,
    read_keys,
    with_new_key,
    without_old_keys,
    write_keys,
)
from jobportal.platform.display import value_text
from jobportal.platform.masking import HIDDEN
from jobportal.platform.models import Change, KeyCanary, audited_bulk
from jobportal.platform.models.logsecret import opened
from jobportal.platform.models.texts import resident_number_fault
from participants.models import Person
from programs.models import Department
from tests.participants.making import a_person, made_up_rrn

PLACE = "app.model.field"


@pytest.fixture
def own_keys(settings, tmp_path):
    """A key file of the test alone, with a canary sealed with it."""
    settings.KEY_FILE = tmp_path / "keys" / "own.json"
    keys()
    return settings.KEY_FILE


@given(st.text())
def test_what_is_sealed_opens_again_and_never_looks_the_same(text):
    ours = new_keys()
    first, second = ours.seal(text, PLACE), ours.seal(text, PLACE)
    assert first != second
    assert ours.open(first, PLACE) == ours.open(second, PLACE) == text


def test_a_sealed_text_opens_only_at_its_place_unchanged_and_with_its_key():
    ours = new_keys()
    sealed = ours.seal("가상", PLACE)
    head, body = sealed.split(":")
    for wrong, place in (
        (sealed, "app.model.other"),
        (f"{head}:{body[:-4]}AAAA", PLACE),
        (f"k9:{body}", PLACE),
        (f"{head}:가", PLACE),
        (head, PLACE),
        ("", PLACE),
    ):
        with pytest.raises(KeyFault):
            ours.open(wrong, place)
    with pytest.raises(KeyFault):
        new_keys().open(sealed, PLACE)


def test_the_blind_index_depends_on_the_key_and_the_place():
    ours = new_keys()
    assert ours.mark("9001011234560", PLACE) == ours.mark("9001011234560", PLACE)
    assert ours.mark("9001011234560", PLACE) != ours.mark("9001011234560", "elsewhere")
    assert ours.mark("9001011234560", PLACE) != new_keys().mark("9001011234560", PLACE)
    assert ours.mark("9001011234560", PLACE) == with_new_key(ours).mark("9001011234560", PLACE)


def test_a_new_key_still_opens_the_old_values_until_it_is_dropped():
    ours = new_keys()
    sealed = ours.seal("가상", PLACE)
    newer = with_new_key(ours)
    assert newer.open(sealed, PLACE) == "가상"
    assert newer.seal("가상", PLACE).startswith("k2:")
    with pytest.raises(KeyFault):
        without_old_keys(newer).open(sealed, PLACE)


def test_the_keys_show_themselves_nowhere():
    ours = new_keys()
    assert str(ours.index) not in repr(ours)
    assert str(ours.by_id["k1"]) not in repr(ours)


def test_the_key_file_is_its_owners_only_and_read_back(tmp_path):
    path = tmp_path / "deep" / "keys.json"
    ours = new_keys()
    write_keys(ours, path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_keys(path) == ours
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"current": "k1", "keys": {}, "index": ""}'])
def test_a_broken_key_file_is_told_in_words(tmp_path, content):
    path = tmp_path / "keys.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyFault, match="키 파일"):
        read_keys(path)


def test_a_key_file_others_may_read_is_refused(own_keys):
    own_keys.chmod(0o640)
    assert [fault.id for fault in run_checks(tags=["keys"])] == ["portal.E001"]
    with pytest.raises(KeyFault, match="chmod 600"):
        keys()


def test_production_does_not_make_keys_itself(settings, tmp_path):
    settings.PRODUCTION, settings.KEY_FILE = True, tmp_path / "none.json"
    assert [fault.id for fault in run_checks(tags=["keys"])] == ["portal.E001"]
    with pytest.raises(KeyFault, match="PORTAL_KEY_FILE"):
        keys()
    assert not settings.KEY_FILE.exists()


def test_development_makes_keys_at_the_first_need(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "var" / "keys.json"
    assert run_checks(tags=["keys"]) == []
    assert keys() == keys()
    assert settings.KEY_FILE.exists()


def raw_rrn(person) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rrn FROM participants_person WHERE id = %s", [person.pk])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_database_and_the_change_log_hold_no_clear_value(district):
    number = made_up_rrn()
    with acting("시험"):
        person = a_person(district, rrn=number)
        person.rrn = made_up_rrn(7)
        person.save()
    assert number not in raw_rrn(person)
    assert Person.objects.get().rrn == made_up_rrn(7)
    added, changed = Change.objects.filter(
        kind="participants.person", record_id=person.pk
    ).order_by("id")
    assert "rrn" not in added.fields
    said = opened([added, changed])
    assert said[added.pk].fields["rrn"] == ["", HIDDEN]
    assert said[changed.pk].fields == {"rrn": [HIDDEN, HIDDEN]}
    assert value_text(person, "rrn") == HIDDEN


@pytest.mark.django_db
def test_a_set_wise_write_encrypts_as_well(district):
    with acting("시험"):
        people = [a_person(district, n, rrn="") for n in (1, 2)]
        for n, person in enumerate(people):
            person.rrn = made_up_rrn(n)
        audited_bulk(update=people)
        assert made_up_rrn(0) not in raw_rrn(people[0])
        assert Person.objects.get(pk=people[1].pk).rrn == made_up_rrn(1)
        assert Person.objects.get(pk=people[1].pk).rrn_index == people[1].rrn_index != ""


@pytest.mark.django_db
def test_encrypted_fields_cannot_be_looked_up(district):
    with pytest.raises(FieldError):
        Person.objects.filter(rrn=made_up_rrn()).exists()
    assert not Person.objects.filter(rrn__isnull=True).exists()


@pytest.mark.django_db
def test_other_keys_are_noticed_and_write_nothing(district, settings, tmp_path, signed_in):
    with acting("시험"):
        person = a_person(district, rrn=made_up_rrn())
    before = raw_rrn(person)
    assert canary_fault() == ""
    settings.KEY_FILE = tmp_path / "other.json"
    assert "키 파일이 이 데이터베이스의 것이 아닙니다" in canary_fault()
    with pytest.raises(CommandError, match="이 데이터베이스의 것이 아닙니다"):
        call_command("rotate_keys")
    with acting("시험"), pytest.raises(KeyFault):
        a_person(district, 2, rrn=made_up_rrn(3))
    page = signed_in.get(reverse("person_detail", args=[person.pk]))
    assert page.status_code == 503
    assert "암호로 보관한 값을 열 수 없습니다" in page.text
    assert str(tmp_path) not in page.text
    assert raw_rrn(person) == before


@pytest.mark.django_db
@pytest.mark.parametrize("drop_old", [False, True])
def test_rotation_seals_every_value_anew_and_keeps_it(district, own_keys, drop_old):
    KeyCanary.objects.all().delete()
    call_command("migrate", verbosity=0)  # writes the canary with these keys
    with acting("시험"):
        person = a_person(district, rrn=made_up_rrn())
    before, changes = raw_rrn(person), Change.objects.count()
    out = StringIO()
    call_command("rotate_keys", drop_old=drop_old, stdout=out)
    assert "participants.person.rrn: 1건" in out.getvalue()
    assert raw_rrn(person) != before
    assert raw_rrn(person).startswith("2:k2:")
    assert sorted(keys().by_id) == (["k2"] if drop_old else ["k1", "k2"])
    kept = Person.objects.get()
    assert (kept.rrn, kept.version) == (made_up_rrn(), 1)
    assert Change.objects.count() == changes
    assert canary_fault() == ""


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", ["900101-1234560", "９００１０１１２３４５６０"])
def test_no_text_of_any_record_takes_a_resident_number(district, spelling):
    record = Department(district=district, code="D", name=f"가상과 {spelling}")
    with acting("시험"):
        with pytest.raises(ValidationError, match="주민등록번호로 보이는"):
            record.save()
        with pytest.raises(ValidationError):
            audited_bulk(create=[record])
    assert not Department.objects.exists()


def test_the_digest_of_a_file_is_no_resident_number_however_its_digits_fall():
    text = Department._meta.get_field("name")
    digest = f"{'a' * 20}9001011234560{'b' * 31}"
    assert resident_number_fault(text, digest) == ""
    assert resident_number_fault(text, digest + "b")


@pytest.mark.django_db
def test_a_form_names_the_field_that_holds_a_resident_number(signed_in):
    page = signed_in.post(
        reverse("record_add", args=["departments"]), {"code": "D", "name": "900101-1234560"}
    )
    assert page.status_code == 422
    assert "주민등록번호로 보이는 숫자" in page.text


@pytest.mark.django_db
def test_a_file_whose_name_holds_a_resident_number_is_refused(signed_in):
    file = SimpleUploadedFile("신청서 900101-1234560.xlsx", b"x")
    page = signed_in.post(reverse("pack_import"), {"file": file})
    assert page.status_code == 422
    assert "파일의 이름에 주민등록번호" in page.text
