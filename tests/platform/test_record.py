"""Records: who changed what is written down, nobody overwrites unseen, districts stay apart."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from budgets.models import BudgetLine, DetailProgramme, LedgerEntry, UnitProgramme
from jobportal.platform.actors import actor_of
from jobportal.platform.audit import NotActing, acting
from jobportal.platform.models import Change, PlainBulkWrite, StaleRecord, audited_bulk
from jobportal.platform.permissions import Permission
from programs.models import Department, LivingWage, Team, TeamDuty

pytestmark = pytest.mark.django_db


def department(district, code="D1", **values) -> Department:
    record = Department(district=district, code=code, name=values.pop("name", "가상과"), **values)
    record.save()
    return record


def test_saving_without_an_author_is_refused(district):
    with pytest.raises(NotActing):
        Department(district=district, code="D1", name="가상과").save()


def test_adding_writes_who_and_why(district, staff):
    with acting(staff, reason="새 부서"):
        record = department(district)
    change = Change.objects.get()
    assert (change.action, change.actor_id, change.actor_name) == ("CREATE", staff.pk, "김가상")
    assert (change.reason, change.kind, change.record_id) == (
        "새 부서",
        "programs.department",
        record.pk,
    )
    assert change.fields["name"] == ["", "가상과"]


def test_changing_writes_only_what_differs(district, acted):
    department(district)
    record = Department.objects.get()
    record.name = "나상과"
    record.save()
    change = Change.objects.first()
    assert change.action == "UPDATE"
    assert change.fields == {"name": ["가상과", "나상과"]}


def test_a_reference_is_logged_by_name(district, acted):
    first, second = department(district), department(district, "D2", name="나상과")
    Team(district=district, code="T", department=first, name="팀").save()
    team = Team.objects.get()
    team.department = second
    team.save()
    assert Change.objects.first().fields == {"department": ["가상과", "나상과"]}


def test_deleting_keeps_what_was_there(district, acted):
    department(district).delete()
    change = Change.objects.first()
    assert (change.action, change.fields["code"]) == ("DELETE", ["D1", ""])


def test_what_goes_with_a_deleted_record_is_logged_too(district, acted):
    team = Team(district=district, code="T", department=department(district), name="팀")
    team.save()
    TeamDuty(district=district, team=team, order=1, text="일자리센터 운영").save()
    team.delete()
    deleted = Change.objects.filter(action="DELETE").order_by("kind")
    assert [(change.kind, change.record_text) for change in deleted] == [
        ("programs.team", "팀"),
        ("programs.teamduty", "일자리센터 운영"),
    ]


def test_a_second_editor_does_not_overwrite(district, acted):
    department(district)
    mine, theirs = Department.objects.get(), Department.objects.get()
    theirs.name = "먼저"
    theirs.save()
    mine.name = "나중"
    with pytest.raises(StaleRecord):
        mine.save()
    assert Department.objects.get().name == "먼저"


def test_one_record_can_be_saved_twice_by_the_same_hand(district, acted):
    record = department(district)
    record.name = "둘째"
    record.save()
    record.name = "셋째"
    record.save()
    assert (Department.objects.get().name, Department.objects.get().version) == ("셋째", 3)


@pytest.mark.parametrize("write", ["bulk_create", "bulk_update", "update", "delete"])
def test_plain_bulk_writes_are_refused(district, acted, write):
    department(district)
    arguments = {"bulk_create": [[]], "bulk_update": [[], ["name"]]}.get(write, [])
    with pytest.raises(PlainBulkWrite):
        getattr(Department.objects.all(), write)(*arguments)


def test_bulk_writes_are_logged_like_single_ones(district, acted):
    audited_bulk(create=[Department(district=district, code=f"D{n}", name="과") for n in range(3)])
    records = list(Department.objects.all())
    for record in records:
        record.name = "새 과"
    audited_bulk(update=records)
    assert Change.objects.filter(action="CREATE").count() == 3
    updates = Change.objects.filter(action="UPDATE")
    assert [change.fields for change in updates] == [{"name": ["과", "새 과"]}] * 3
    assert {record.version for record in Department.objects.all()} == {2}


def test_a_text_too_long_is_refused_on_both_engines(district, acted):
    with pytest.raises(ValidationError):
        department(district, name="과" * 61)


@pytest.mark.parametrize("sign", ["\x07", "\u200e", "\u202e", "\u2067"])
def test_what_turns_or_spoils_a_text_is_refused_by_whatever_way_it_comes(district, acted, sign):
    with pytest.raises(ValidationError, match="‘부서명’에 보이지 않거나 깨진 문자"):
        department(district, name=f"가상{sign}과")
    with (
        pytest.raises(ValidationError, match="사유에 보이지 않거나 깨진 문자"),
        acting("시험", reason=sign),
    ):
        pass


def test_what_was_checked_is_checked_again_once_it_changes(district, acted):
    record = Department(district=district, code="D-1", name="가상과")
    record.check_fields()
    record.name = "가" * 1_000
    with pytest.raises(ValidationError) as refused:
        audited_bulk(create=[record])
    assert set(refused.value.message_dict) == {"name"}


def test_what_a_new_record_does_not_share_with_the_one_before_is_checked(district, acted):
    names = ["가상과", "가상과", "과" * 61]
    records = [
        Department(district=district, code=f"D{n}", name=name) for n, name in enumerate(names)
    ]
    with pytest.raises(ValidationError) as refused:
        audited_bulk(create=records)
    assert set(refused.value.message_dict) == {"name"}
    assert not Department.objects.exists()


def test_what_is_wrong_with_several_new_records_is_never_taken_for_checked(district):
    first, second = (Department(district=district, code=f"D{n}", name="과" * 61) for n in range(2))
    with pytest.raises(ValidationError):
        first.check_fields()
    second.spare_checks(first)
    with pytest.raises(ValidationError):
        second.check_fields()


def test_an_act_is_not_refused_for_what_it_leaves_as_it_was(district, acted):
    LivingWage(district=district, year=2026, hourly_won=12_000).save()
    models.QuerySet.update(LivingWage.objects.all(), hourly_won=10**16)
    record = LivingWage.objects.get()
    record.note = "고시 제1호"
    audited_bulk(update=[record])
    assert LivingWage.objects.get().note == "고시 제1호"
    record.hourly_won += 1
    with pytest.raises(ValidationError) as refused:
        audited_bulk(update=[record])
    assert set(refused.value.message_dict) == {"hourly_won"}


def test_records_of_another_district_cannot_be_referred_to(district, other_district, acted):
    theirs = department(other_district)
    team = Team(district=district, code="T", department=theirs, name="팀")
    with pytest.raises(ValidationError, match="다른 구"):
        team.full_clean(exclude=["district"])


def test_only_records_of_the_own_district_are_reached(district, other_district, staff, acted):
    mine, _ = department(district), department(other_district)
    assert list(actor_of(staff).reach(Department, Permission.SEE_RECORDS)) == [mine]


def test_the_change_log_cannot_be_edited_or_deleted(district, acted, append_only_tables):
    department(district)
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.update(reason="지움")
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.all().delete()


def test_the_ledger_cannot_be_edited_or_deleted(district, acted, append_only_tables):
    unit = UnitProgramme(district=district, code="U", title="단위", department=department(district))
    unit.save()
    detail = DetailProgramme(district=district, code="DP", unit=unit, title="세부")
    detail.save()
    line = BudgetLine(district=district, code="L", detail=detail, year=2026, title="항목")
    line.save()
    entry = LedgerEntry(district=district, number="1", line=line, on="2026-03-02", city_won=1000)
    entry.save()
    entry = LedgerEntry.objects.get()
    entry.city_won = 1
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerEntry.objects.get().delete()
    assert LedgerEntry.objects.get().city_won == 1000


@pytest.mark.parametrize("year", [0, 1899, 2101, 99999])
def test_a_year_beyond_measure_is_refused_on_every_database(district, acted, year):
    with pytest.raises(ValidationError, match="1900년에서 2100년 사이"):
        LivingWage(district=district, year=year, hourly_won=12_000).check_fields()


def test_a_number_beyond_its_column_is_refused_on_every_database(district, acted):
    unit = Department(district=district, code="D", name="과")
    with pytest.raises(ValidationError, match="32,767"):
        Team(district=district, code="T", department=unit, name="팀", order=32_768).check_fields()
    with pytest.raises(ValidationError, match="금액이 너무 큽니다"):
        LivingWage(district=district, year=2026, hourly_won=10**17).check_fields()


@pytest.mark.parametrize("code", ["가,나", "가/나"])
def test_a_code_does_not_hold_the_signs_that_join_codes(district, code):
    with pytest.raises(ValidationError, match="쉼표"):
        Department(district=district, code=code, name="가상과").full_clean(exclude=["district"])


def test_a_save_that_failed_may_be_mended_and_saved_again(district, acted):
    department(district)
    record = department(district, code="D2")
    record.code = "D1"
    with pytest.raises(DatabaseError):
        record.save()
    record.code = "D3"
    record.save()
    assert Department.objects.get(pk=record.pk).version == 2


def test_what_is_read_again_is_what_was_there_before(district, acted):
    record = department(district)
    Department.objects.get().save()
    other = Department.objects.get()
    other.name = "나상과"
    other.save()
    record.refresh_from_db()
    record.name = "다상과"
    record.save()
    assert Change.objects.first().fields == {"name": ["나상과", "다상과"]}


def test_a_field_read_late_is_no_change(district, acted):
    department(district)
    record = Department.objects.defer("name").get()
    assert record.name == "가상과"
    record.save()
    assert Change.objects.first().fields == {}


def test_a_bulk_update_overwrites_nobody_unseen(district, acted):
    department(district, name="처음")
    read = Department.objects.get()
    other = Department.objects.get()
    other.name = "다른 사람이 쓴 이름"
    other.save()
    read.name = "자료의 이름"
    with pytest.raises(StaleRecord):
        audited_bulk(update=[read])
    assert Department.objects.get().name == "다른 사람이 쓴 이름"
