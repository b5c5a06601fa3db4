"""Encrypted values are bound to model, row and field: none opens where it was not put."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Max
from django.db.transaction import TransactionManagementError
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.binding import bind, seal
from jobportal.platform.crypto import KeyFault, keys
from jobportal.platform.encrypted import encrypted_fields
from jobportal.platform.models import SecondFactor, audited_bulk
from jobportal.platform.models.numbering import NumberedAhead, numbered
from participants.models import HealthExam, Person
from tests.participants.making import a_person, a_round, an_application, made_up_rrn
from tests.participants.placing import a_placement

RRN = Person._meta.get_field("rrn")
PHONES = ("01000000001", "01000000002")
FIELDS = [field for model in apps.get_models() for field in encrypted_fields(model)]


@pytest.fixture
def two(district) -> list[Person]:
    with acting("시험"):
        return [a_person(district, n, rrn=made_up_rrn(n), phone=PHONES[n - 1]) for n in (1, 2)]


READ = {
    "rrn": "SELECT rrn FROM participants_person WHERE id = %s",
    "phone": "SELECT phone FROM participants_person WHERE id = %s",
}
WRITE = {
    "rrn": "UPDATE participants_person SET rrn = %s WHERE id = %s",
    "phone": "UPDATE participants_person SET phone = %s WHERE id = %s",
}


def raw(person: Person, column: str = "rrn") -> str:
    with connection.cursor() as cursor:
        cursor.execute(READ[column], [person.pk])
        return cursor.fetchone()[0]


def put(person: Person, sealed: str, column: str = "rrn") -> None:
    with connection.cursor() as cursor:
        cursor.execute(WRITE[column], [sealed, person.pk])


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.place)
def test_a_value_opens_in_its_own_row_and_field_only(field):
    sealed = field.sealed("가상", 12)
    assert field.opened(sealed, 12) == field.opened(sealed, "12") == "가상"
    others = [(other, 12) for other in FIELDS if other is not field]
    for other, row in (*others, (field, 1), (field, 2), (field, 122)):
        with pytest.raises(KeyFault, match="이 기록의 것이 아니거나"):
            other.opened(sealed, row)


def test_every_model_with_such_fields_numbers_its_rows_ahead():
    assert {field.model.__name__ for field in FIELDS} == {
        *("Person", "Enquiry", "Screening", "InterviewSheet", "Score", "Appeal"),
        *("IntakeBatch", "SecondFactor", "KeptRecord", "Placement", "HealthExam"),
    }
    assert all(issubclass(field.model, NumberedAhead) for field in FIELDS)
    with pytest.raises(KeyFault, match="no number yet"):
        RRN.sealed("가상", None)


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["rrn", "phone"])
def test_values_swapped_between_two_rows_do_not_open(two, column, signed_in, caplog):
    first, second = two
    kept = raw(first, column), raw(second, column)
    put(first, kept[1], column)
    put(second, kept[0], column)
    for person in two:
        with pytest.raises(KeyFault, match=f"신청인 {person.pk}번의 .*이 기록의 것이 아니거나"):
            Person.objects.get(pk=person.pk)
        page = signed_in.get(reverse("person_detail", args=[person.pk]))
        assert page.status_code == 503
        told = [one.facts["fault"] for one in caplog.records if hasattr(one, "facts")]
        assert f"신청인 {person.pk}번" not in page.text  # the log says it to the operator
        assert f"신청인 {person.pk}번" in told[-1]
    put(first, kept[0], column)
    put(second, kept[1], column)
    assert [one.rrn for one in Person.objects.order_by("pk")] == [one.rrn for one in two]


@pytest.mark.django_db
def test_a_value_in_the_other_field_of_its_own_row_does_not_open(two):
    put(two[0], raw(two[0], "phone"))
    with pytest.raises(KeyFault):
        Person.objects.get(pk=two[0].pk)


@pytest.mark.django_db
def test_set_wise_writes_bind_every_row(district):
    with acting("시험"):
        people = [a_person(district, n) for n in (1, 2, 3)]
        copies = [
            Person(district=district, name="가상나나", birth_on=one.birth_on, sex=one.sex)
            for one in people
        ]
        for n, copy in enumerate(copies, 4):
            copy.rrn = made_up_rrn(n)
        audited_bulk(create=copies)
        assert [Person.objects.get(pk=one.pk).rrn for one in copies] == [
            made_up_rrn(n) for n in (4, 5, 6)
        ]
        for one in copies:
            one.phone = PHONES[0]
        audited_bulk(update=copies)
    assert set(Person.objects.filter(pk__in=[one.pk for one in copies]).values_list("phone")) == {
        (PHONES[0],)
    }
    put(copies[0], raw(copies[1]))
    with pytest.raises(KeyFault):
        list(Person.objects.all())


@pytest.mark.django_db
def test_values_are_opened_however_they_are_read(two):
    first, second = two
    with acting("시험"):
        second.merged_into = first
        second.save()
    read = Person.objects.select_related("merged_into").get(pk=second.pk)
    assert (read.rrn, read.merged_into.rrn) == (second.rrn, first.rrn)
    assert Person.objects.only("name").get(pk=first.pk).rrn == first.rrn
    rows = Person.objects.order_by("pk").values_list("merged_into__rrn", "rrn")
    assert list(rows) == [(None, first.rrn), (first.rrn, second.rrn)]
    with pytest.raises(FieldError):
        Person.objects.aggregate(Max("rrn"))


@pytest.mark.django_db
def test_nothing_is_written_without_its_row(two):
    with pytest.raises(KeyFault, match="with its row only"), transaction.atomic():
        models.QuerySet.update(Person.objects.all(), rrn=made_up_rrn(3))
    assert Person.objects.get(pk=two[0].pk).rrn == two[0].rrn


@pytest.mark.django_db
def test_the_number_of_a_row_that_was_not_written_is_taken_back(two, district):
    person = Person(district=district, name="가상다다", birth_on=two[0].birth_on, sex=two[0].sex)
    person.rrn = two[0].rrn
    with acting("시험"):
        with pytest.raises(IntegrityError):
            person.save()
        assert person.pk is None
        person.rrn = made_up_rrn(9)
        person.save()
    assert Person.objects.get(pk=person.pk).rrn == made_up_rrn(9)


@pytest.mark.django_db
def test_the_number_of_a_deleted_row_is_not_given_again(two, district):
    last = two[1].pk
    with acting("시험"):
        two[1].delete()
        assert a_person(district, 3).pk > last


@pytest.mark.django_db(transaction=True)
def test_rows_are_numbered_ahead_in_a_transaction_only(emptied_after, district):
    person = Person(rrn=made_up_rrn())
    with pytest.raises(TransactionManagementError), numbered([person]):
        pass
    assert person.pk is None


@pytest.mark.django_db
def test_values_of_an_earlier_version_are_bound_by_the_upgrade(two):
    first, second = two
    for person in two:
        put(person, keys().seal(person.rrn, RRN.place))
    with pytest.raises(KeyFault):
        Person.objects.get(pk=first.pk)
    assert bind(RRN, connection) == 2
    assert bind(RRN, connection) == 0
    assert [one.rrn for one in Person.objects.order_by("pk")] == [first.rrn, second.rrn]
    put(first, raw(second))
    with pytest.raises(KeyFault):
        Person.objects.get(pk=first.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("told", [("healthexam", "agency"), ("placement", "end_note")])
def test_what_stood_in_clear_is_sealed_by_the_upgrade(district, told):
    name, column = told
    with acting("시험"):
        round_ = a_round(district)
        placement = a_placement(an_application(round_, a_person(district), 1))
        exam = HealthExam(district=district, placement=placement, examined_on=round_.starts_on)
        exam.save()
    record = exam if name == "healthexam" else placement
    table = record._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", ["비밀의원"])  # noqa: S608
    assert seal(record._meta.get_field(column), connection) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608
        assert "비밀의원" not in cursor.fetchone()[0]
    assert getattr(type(record).objects.get(), column) == "비밀의원"


@pytest.mark.django_db
def test_the_key_of_ones_codes_opens_beside_ones_own_account_only(staff, lead):
    keyed = [
        SecondFactor.objects.update_or_create(user=user, defaults={"secret": f"KEY{user.pk}"})[0]
        for user in (staff, lead)
    ]
    assert SecondFactor.objects.get(pk=keyed[0].pk).secret == f"KEY{staff.pk}"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE platform_secondfactor SET secret ="
            " (SELECT secret FROM platform_secondfactor WHERE id = %s)",
            [keyed[1].pk],
        )
    with pytest.raises(KeyFault):
        SecondFactor.objects.get(pk=keyed[0].pk)
