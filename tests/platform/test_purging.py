"""Old entries of the access record go under whole seals, announced; nothing else does (PD-33)."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jobportal.platform.access import write_entry
from jobportal.platform.models import AccessEntry, AccessPerson, AccessPurge, LogSeal
from jobportal.platform.models import seal as sealing
from jobportal.platform.models.seal import seal_log
from jobportal.platform.purging import kept_from, purge
from jobportal.platform.refused import Refused
from jobportal.platform.sealcheck import verify_log

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("append_only_tables")]
ACCESS = LogSeal.Log.ACCESS
NOW = timezone.now()
OLD, YOUNG = NOW - timedelta(days=900), NOW - timedelta(days=600)
TODAY = timezone.localdate()


@pytest.fixture
def look(rf, district):
    """Write an entry with persons 1 and 2 at a moment."""

    def write(at: datetime) -> AccessEntry:
        return write_entry(
            rf.get("/people/1/"),
            persons=(1, 2),
            at=at,
            account_id=1,
            account_name="김가상",
            action=AccessEntry.Action.READ,
            task="신청 조회",
            district_id=district.pk,
        )

    return write


@pytest.fixture
def entries(look, monkeypatch) -> list[AccessEntry]:
    """Five old entries and three young ones under four seals of two; the third seal is mixed."""
    monkeypatch.setattr(sealing, "SEAL_SIZE", 2)
    found = [look(OLD + timedelta(hours=n)) for n in range(5)]
    found += [look(YOUNG + timedelta(hours=n)) for n in range(3)]
    assert seal_log(ACCESS)
    return found


def announced(first: int, last: int) -> AccessPurge:
    """An announcement of somebody without the key."""
    seal = LogSeal.objects.filter(log=ACCESS, last_id__lte=last).order_by("number").last()
    return AccessPurge.objects.create(
        first_id=first,
        last_id=last,
        count=last - first + 1,
        from_at=OLD,
        to_at=OLD,
        seal_number=seal.number,
        seal_hash=seal.hash,
        hash="0" * 64,
    )


def deleted(*entries: AccessEntry) -> None:
    """Delete behind the portal's back, with the triggers there."""
    numbers = [entry.pk for entry in entries]
    with transaction.atomic():
        AccessPerson.objects.filter(entry_id__in=numbers)._raw_delete("default")
        AccessEntry.objects.order_by().filter(pk__in=numbers)._raw_delete("default")


def test_what_is_past_its_term_goes_and_the_record_stays_whole(entries, look):
    stretch = purge(TODAY, 24)
    assert (stretch.count, stretch.first_id, stretch.last_id) == (4, entries[0].pk, entries[3].pk)
    left = AccessEntry.objects.exclude(action="PURGE").order_by("pk")
    assert list(left) == entries[4:]  # the fifth is old, but its seal holds a young one
    assert not AccessPerson.objects.filter(entry_id__lte=entries[3].pk).exists()
    look(NOW)
    verdict = verify_log(ACCESS)
    assert (verdict.fault, verdict.removed, verdict.unsealed) == ("", 4, 0)
    assert LogSeal.objects.filter(log=ACCESS, number=1).exists()
    assert purge(TODAY, 24) is None
    assert AccessPurge.objects.count() == 1


def test_a_second_purge_goes_on_from_the_first(look, monkeypatch):
    monkeypatch.setattr(sealing, "SEAL_SIZE", 2)
    oldest = [look(NOW - timedelta(days=1_200)) for _ in range(2)]
    older = [look(OLD) for _ in range(2)]
    young = look(YOUNG)
    assert purge(TODAY, 36).last_id == oldest[-1].pk
    stretch = purge(TODAY, 24)
    assert (stretch.first_id, stretch.last_id, stretch.count) == (older[0].pk, older[1].pk, 2)
    assert list(AccessEntry.objects.exclude(action="PURGE")) == [young]
    verdict = verify_log(ACCESS)
    assert (verdict.fault, verdict.removed, verdict.sealed) == ("", 4, 3)


def test_a_purge_is_on_record_and_names_the_last_seal(entries, district):
    seal = LogSeal.objects.get(log=ACCESS, number=2)
    purge(TODAY, 24)
    entry = AccessEntry.objects.get(action=AccessEntry.Action.PURGE)
    assert (entry.district_id, entry.account_id, entry.persons) == (district.pk, None, [])
    assert f"접속기록 4건({entries[0].pk}~{entries[3].pk}번) 정리" in entry.purpose
    assert entry.purpose.endswith(f"마지막 봉인 2:{seal.hash}")
    one = AccessPurge.objects.get()
    assert (one.seal_number, one.seal_hash, one.count) == (2, seal.hash, 4)
    assert verify_log(ACCESS).unsealed == 0
    assert LogSeal.objects.filter(log=ACCESS, last_id__gte=entry.pk).exists()


def test_the_database_lets_nothing_young_or_unannounced_go(entries):
    with pytest.raises(DatabaseError):
        deleted(entries[0])
    announced(entries[0].pk, entries[-1].pk)
    with pytest.raises(DatabaseError):
        deleted(entries[-1])
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessPerson.objects.filter(entry=entries[-1])._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessEntry.objects.filter(pk=entries[0].pk).update(task="조작")
    assert AccessEntry.objects.count() == 8


def test_an_announcement_without_the_key_is_found(entries):
    announced(entries[0].pk, entries[3].pk)
    deleted(*entries[:4])
    assert "다릅니다" in verify_log(ACCESS).fault
    with pytest.raises(Refused, match="온전하지 않아"):
        purge(TODAY, 24)


def test_what_was_announced_and_is_still_there_is_found(entries, look):
    purge(TODAY, 24)
    copy = entries[0]
    copy.save(force_insert=True)
    assert "남아 있습니다" in verify_log(ACCESS).fault


def test_an_announcement_is_neither_changed_nor_deleted(entries):
    purge(TODAY, 24)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessPurge.objects.update(last_id=9_999)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessPurge.objects.order_by()._raw_delete("default")


def test_a_broken_record_is_not_purged(entries):
    with connection.cursor() as cursor:
        on = " ON platform_logseal" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER platform_logseal_no_update{on}")
    LogSeal.objects.filter(log=ACCESS, number=1).update(count=3)
    with pytest.raises(Refused, match="온전하지 않아"):
        purge(TODAY, 24)
    assert AccessEntry.objects.count() == 8


def test_less_than_two_years_is_never_purged(entries):
    with pytest.raises(Refused, match="24개월"):
        purge(TODAY, 23)
    assert AccessEntry.objects.count() == 8


def test_a_longer_term_keeps_more(entries):
    assert purge(TODAY, 36) is None


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 11, 28), 24, date(2024, 11, 1)),
        (date(2026, 1, 31), 24, date(2024, 1, 1)),
        (date(2026, 1, 1), 25, date(2023, 12, 1)),
        (date(2028, 2, 29), 24, date(2026, 2, 1)),
    ],
)
def test_whole_months_are_kept(today, months, first):
    assert timezone.localtime(kept_from(today, months)) == timezone.make_aware(
        datetime.combine(first, datetime.min.time())
    )


def test_the_command_tells_first_and_removes_only_when_told_so(entries):
    out = StringIO()
    call_command("purge_access", stdout=out)
    assert "접속기록 4건" in out.getvalue()
    assert "아직 지우지 않았습니다" in out.getvalue()
    assert AccessEntry.objects.count() == 8
    call_command("purge_access", yes=True, stdout=out)
    assert AccessEntry.objects.exclude(action="PURGE").count() == 4
    again = StringIO()
    call_command("purge_access", yes=True, stdout=again)
    assert "정리할 접속기록이 없습니다" in again.getvalue()
    told = StringIO()
    call_command("verify_logs", stdout=told)
    assert "정리한 기록 4건" in told.getvalue()


def test_the_command_refuses_a_term_that_is_too_short(entries, settings):
    settings.ACCESS_LOG_MONTHS = 12
    with pytest.raises(CommandError, match="24개월"):
        call_command("purge_access")


def test_a_record_without_old_entries_stays(look):
    look(datetime.now(UTC))
    assert purge(TODAY, 24) is None
    assert not AccessPurge.objects.exists()
