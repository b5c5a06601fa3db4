"""Sealed logs: whatever is changed, removed or slipped in behind the portal's back is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from jobportal.platform.access import write_entry
from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry, AccessPerson, AccessReview, Change, LogSeal
from jobportal.platform.models import seal as sealing
from jobportal.platform.models.seal import FORMS, MODELS, current_form, seal_log, will_write
from jobportal.platform.sealcheck import verify_log
from programs.models import Department
from tests.conftest import APPEND_ONLY

pytestmark = pytest.mark.django_db
CHANGE, ACCESS = LogSeal.Log.CHANGE, LogSeal.Log.ACCESS
LOG_TABLES = ("platform_accessentry", "platform_accessperson", "platform_logseal")


@pytest.fixture
def raw(append_only_tables):
    """Raw SQL of someone who took the triggers off first, as only the database's owner can."""
    with connection.cursor() as cursor:
        for table in ("platform_change", *LOG_TABLES):
            for verb in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {table}_no_{verb}{on}")
        yield cursor.execute


@pytest.fixture
def changes(district):
    """Five sealed changes."""
    with acting("시험"):
        for n in range(5):
            Department(district=district, code=f"D{n}", name="과").save()
    assert seal_log(CHANGE)
    return list(Change.objects.order_by("id"))


@pytest.fixture
def entries(district, rf):
    """Three sealed entries of the access record, each with persons 1 and 2."""
    for _ in range(3):
        look(rf, district)
    assert seal_log(ACCESS)
    return list(AccessEntry.objects.order_by("id"))


def look(rf, district, persons=(1, 2)):
    return write_entry(
        rf.get("/people/1/?q=x"),
        persons=persons,
        account_id=1,
        account_name="김가상",
        action=AccessEntry.Action.READ,
        task="신청 조회",
        district_id=district.pk,
    )


def test_logs_nobody_touched_are_whole(changes, entries):
    for log, count in ((CHANGE, 5), (ACCESS, 3)):
        verdict = verify_log(log)
        assert (verdict.fault, verdict.sealed, verdict.unsealed) == ("", count, 0)


def test_a_changed_entry_is_found(changes, raw):
    raw("UPDATE platform_change SET reason = '조작' WHERE id = %s", [changes[2].pk])
    assert "내용이 바뀌었습니다" in verify_log(CHANGE).fault


def test_a_removed_entry_is_found(changes, raw):
    raw("DELETE FROM platform_change WHERE id = %s", [changes[2].pk])
    assert "5건이어야 하는데 4건" in verify_log(CHANGE).fault


def test_an_entry_slipped_in_is_found(changes, raw):
    raw("DELETE FROM platform_change WHERE id = %s", [changes[2].pk])
    assert seal_log(CHANGE)
    copy = changes[2]
    copy.reason = "조작"
    copy.save(force_insert=True)
    assert "내용이 바뀌었습니다" in verify_log(CHANGE).fault


def test_every_column_of_an_access_entry_is_under_the_seal(entries, raw):
    for name in ("account_name", "ip", "page", "task", "action", "purpose"):
        old = getattr(entries[0], name)
        AccessEntry.objects.filter(pk=entries[0].pk).update(**{name: "x"})
        assert verify_log(ACCESS).fault, name
        AccessEntry.objects.filter(pk=entries[0].pk).update(**{name: old})
        assert verify_log(ACCESS).fault == ""


def test_a_person_taken_out_of_the_index_is_found(entries, raw):
    raw("DELETE FROM platform_accessperson WHERE person_id = 2 AND entry_id = %s", [entries[1].pk])
    assert verify_log(ACCESS).fault.startswith(f"접속기록 {entries[1].pk}번")


def test_a_seal_made_to_fit_has_not_the_keyed_hash(changes, raw):
    raw("UPDATE platform_change SET reason = '조작' WHERE id = %s", [changes[2].pk])
    rows = list(Change.objects.order_by("id").values_list(*FORMS[CHANGE][1]))
    raw("UPDATE platform_logseal SET digest = %s", [sealing.digest_of(rows)])
    assert "봉인 1번" in verify_log(CHANGE).fault


def test_a_removed_seal_is_found_and_the_first_break_is_told(district, changes, raw):
    with acting("시험"):
        for n in range(2):
            Department(district=district, code=f"E{n}", name="과").save()
            assert seal_log(CHANGE)
    raw("DELETE FROM platform_logseal WHERE number = 2")
    assert verify_log(CHANGE).fault == "봉인 2번이 없습니다."
    raw("UPDATE platform_change SET reason = '조작' WHERE id = %s", [changes[0].pk])
    assert verify_log(CHANGE).fault.startswith("봉인 1번")


def test_a_cut_off_end_is_found_by_the_seal_noted_outside(district, changes, raw):
    with acting("시험"):
        Department(district=district, code="E", name="과").save()
    whole = verify_log(CHANGE)
    raw("DELETE FROM platform_change WHERE id > %s", [changes[-1].pk])
    raw("DELETE FROM platform_logseal WHERE number = 2")
    assert verify_log(CHANGE).fault == ""
    assert "끝이 잘렸거나" in verify_log(CHANGE, (whole.number, whole.hash)).fault


def test_long_logs_are_sealed_in_pieces(district, changes, monkeypatch):
    monkeypatch.setattr(sealing, "SEAL_SIZE", 2)
    with acting("시험"):
        for n in range(5):
            Department(district=district, code=f"E{n}", name="과").save()
    verdict = verify_log(CHANGE)
    assert (verdict.fault, verdict.sealed, verdict.number) == ("", 10, 4)


def test_the_form_of_new_seals_covers_every_column():
    for log, model in MODELS.items():
        assert set(FORMS[log][current_form(log)]) == {
            f.attname for f in model._meta.concrete_fields
        }


def test_the_command_tells_the_seals_and_ends_with_one_on_a_break(changes, raw):
    out, err = StringIO(), StringIO()
    call_command("verify_logs", stdout=out)
    last = LogSeal.objects.get(log=CHANGE)
    assert f"CHANGE:1:{last.hash}" in out.getvalue()
    call_command("verify_logs", expect=[f"CHANGE:1:{last.hash}"], stdout=out)
    raw("UPDATE platform_change SET reason = '조작'")
    with pytest.raises(CommandError) as told:
        call_command("verify_logs", stdout=out, stderr=err)
    assert told.value.returncode == 1
    assert err.getvalue().startswith("변경 이력: 봉인 1번")


def test_a_seal_noted_wrongly_is_refused():
    with pytest.raises(CommandError, match="그대로"):
        call_command("verify_logs", expect=["ACCESS:1:abc"])


@pytest.mark.parametrize("model", [AccessEntry, AccessPerson, AccessReview, LogSeal])
def test_the_logs_cannot_be_edited_or_deleted(
    model, changes, entries, district, append_only_tables
):
    AccessReview.objects.create(
        **{"district_id": district.pk, "month_on": "2026-10-01", "reviewer_id": 1},
        **{"reviewer_name": "이", "entry_count": 1, "own_count": 0, "finding_count": 0},
        opinion="이상 없음을 확인함",
    )
    column = {AccessPerson: "person_id", LogSeal: "count"}.get(model, "district_id")
    assert model._meta.db_table in APPEND_ONLY
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{column: 7})
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.order_by().filter(pk__gt=0)._raw_delete("default")


def test_saving_seals_once_the_transaction_is_over(district, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, acting("시험"):
        for n in range(3):
            Department(district=district, code=f"D{n}", name="과").save()
    assert len(callbacks) == 1
    assert LogSeal.objects.get(log=CHANGE).count == 3


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_no_kept_table_is_emptied_at_one_stroke(table, append_only_tables):
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":  # only there is a second way to delete
            with pytest.raises(DatabaseError, match="syntax error"):
                cursor.execute(f"TRUNCATE {table} CASCADE")
            return
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db(transaction=True)
def test_nobody_seals_while_another_transaction_writes(emptied_after, district, rf):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite no two transactions write at a time")
    other = connections["default"].copy()
    try:
        with transaction.atomic():
            will_write(ACCESS)
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [sealing._LOCKS[ACCESS]])
                assert cursor.fetchone() == (False,)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock_shared(%s)", [sealing._LOCKS[ACCESS]])
        look(rf, district)
        assert not LogSeal.objects.exists()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [sealing._LOCKS[ACCESS]])
    finally:
        other.close()
    look(rf, district)
    assert LogSeal.objects.get().count == 2
