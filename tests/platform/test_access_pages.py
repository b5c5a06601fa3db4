"""The access record on screen: leads see their district, others themselves, nobody another's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.access import write_entry
from jobportal.platform.granting import give
from jobportal.platform.models import AccessEntry, AccessPerson, User

pytestmark = pytest.mark.django_db
LIST = reverse("access_list")
ODD = ["x", "-1", "0", "9" * 30, "a\0b", "1e40", "9999-12-31", "0001-01-01", "²"]


@pytest.fixture
def lead(district):
    """The team lead of the district."""
    user = User.objects.create_user("gasang-lead", password="test-pass-2026", name="이팀장")
    give(user, district, "TEAM_LEAD", "시험")
    return user


@pytest.fixture
def desk(client, lead):
    """The browser of the team lead; the sign-in itself is one entry."""
    client.force_login(lead)
    return client


@pytest.fixture
def look(rf):
    """Write one entry: who, whose data, when."""

    def looked(user, persons=(1,), at=None, action="READ", ip="10.1.2.3", **values):
        return write_entry(
            rf.get("/people/", REMOTE_ADDR=ip),
            persons=persons,
            account_id=user.pk,
            account_name=user.name,
            action=action,
            task="신청 조회",
            district_id=user.grants.get().district_id,
            **({"at": at} if at else {}),
            **values,
        )

    return looked


def shown(response) -> list:
    return [row.record for row in response.context["table"].rows]


def test_a_lead_sees_who_looked_at_whom(desk, staff, look):
    look(staff, [5, 6], purpose="급여 이체")
    page = desk.get(LIST, {"action": "READ"})
    assert page.context["count"] == 1
    for text in ("김가상", "신청 조회", "2명 (5, 6)", "급여 이체", "10.1.2.3"):
        assert text in page.text


def test_staff_see_only_their_own_entries_with_masked_address(client, staff, lead, look):
    client.force_login(staff)
    look(staff), look(lead)
    page = client.get(LIST, {"action": "READ"})
    assert [entry.account_id for entry in shown(page)] == [staff.pk]
    assert "10.1.*.*" in page.text
    assert "10.1.2.3" not in page.text


def test_another_districts_entries_are_not_there(desk, stranger, staff, look):
    theirs, mine = look(stranger), look(staff)
    assert theirs not in shown(desk.get(LIST))
    assert desk.get(reverse("access_entry", args=[theirs.pk])).status_code == 404
    assert desk.get(reverse("access_entry", args=[mine.pk])).status_code == 200
    assert desk.get(reverse("access_account", args=[stranger.pk])).status_code == 404
    page = desk.get(reverse("access_persons"), {"person": 1})
    assert [row["account_id"] for row in page.context["accounts"]] == [staff.pk]


def test_the_list_is_filtered(desk, staff, lead, look):
    now = timezone.now()
    first = look(staff, [5], at=now - timedelta(days=3))
    second = look(lead, [6], action="DOWNLOAD")
    old = look(staff, [7], at=now - timedelta(days=90))

    def found(**asked):
        entries = shown(desk.get(LIST, asked))
        return [entry for entry in entries if entry.action != "SIGN_IN"]

    assert found() == [second, first]
    assert found(account="gasang-staff") == [first]
    assert found(account="팀장") == [second]
    assert found(account="없는") == []
    assert found(action="DOWNLOAD") == [second]
    assert found(person="7") == [old]
    day = timezone.localdate(first.at)
    assert found(at_from=f"{day}", at_to=f"{day}") == [first]
    assert found(at_from="2000-01-01") == [second, first, old]


def test_failed_sign_ins_with_unknown_names_are_shown_to_leads(client, desk, staff):
    client.logout()
    client.post(reverse("login"), {"username": "nobody", "password": "x"})
    client.force_login(User.objects.get(username="gasang-lead"))
    (entry,) = shown(desk.get(LIST, {"action": "SIGN_IN_FAILED"}))
    assert entry.district_id is None
    assert desk.get(reverse("access_entry", args=[entry.pk])).status_code == 200
    client.force_login(staff)
    assert shown(desk.get(LIST, {"action": "SIGN_IN_FAILED"})) == []
    assert desk.get(reverse("access_entry", args=[entry.pk])).status_code == 404


def test_who_saw_a_person_is_told_with_first_and_last(desk, staff, lead, look):
    look(staff, [5, 6]), look(staff, [5]), look(lead, [6])
    page = desk.get(reverse("access_persons"), {"person": 5})
    (row,) = page.context["accounts"]
    assert (row["name"], row["times"]) == ("김가상", 2)
    assert page.context["count"] == 2
    assert "본 기록이 없습니다" in desk.get(reverse("access_persons"), {"person": 99}).text


def test_whom_an_account_saw_is_told(desk, staff, look):
    look(staff, [5, 6]), look(staff, [5])
    page = desk.get(reverse("access_account", args=[staff.pk]))
    assert {row["person_id"]: row["times"] for row in shown(page)} == {5: 2, 6: 1}


@pytest.mark.parametrize("name", ["access_persons", "access_months"])
def test_only_leads_ask_about_others(client, staff, name):
    client.force_login(staff)
    assert client.get(reverse(name)).status_code == 403
    assert client.get(reverse("access_account", args=[staff.pk])).status_code == 403
    assert client.get(reverse("access_review", args=[2026, 10])).status_code == 403


def test_the_menu_offers_the_review_to_leads_only(client, staff, lead):
    client.force_login(staff)
    assert reverse("access_months") not in client.get(LIST).text
    client.force_login(lead)
    page = client.get(LIST)
    (group,) = [g for g in page.context["navigation"] if g["label"] == "관리"]
    assert [item["label"] for item in group["items"]][-2:] == ["접속기록", "접속기록 점검"]
    assert [item["label"] for item in group["items"] if item["current"]] == ["접속기록"]


@pytest.mark.parametrize("value", ODD)
def test_the_pages_answer_whatever_the_address_holds(desk, value):
    for name in ("account", "action", "at_from", "at_to", "person", "sort", "page"):
        assert desk.get(LIST, {name: value}).status_code in (200, 400), name
    assert desk.get(reverse("access_persons"), {"person": value}).status_code in (200, 400)


@pytest.fixture
def many_looks(district, other_district):
    """Entries of forty accounts in two districts, each with two of two hundred persons."""
    now = timezone.now()
    entries = AccessEntry.objects.bulk_create(
        AccessEntry(
            at=now - timedelta(minutes=n),
            account_id=1 + n % 40,
            account_name="김가상",
            task="신청 조회",
            action=("READ", "SEARCH", "DOWNLOAD")[n % 3],
            district_id=(district.pk, other_district.pk)[n % 2],
        )
        for n in range(4_000)
    )
    AccessPerson.objects.bulk_create(
        AccessPerson(
            entry=entry,
            person_id=1 + entry.pk * k % 200,
            account_id=entry.account_id,
            district_id=entry.district_id,
            at=entry.at,
        )
        for entry in entries
        for k in (1, 7)
    )
    with connection.cursor() as cursor:
        for table in ("platform_accessentry", "platform_accessperson"):
            cursor.execute(f"ANALYZE {table}")


def test_who_saw_whom_is_answered_from_indexes(many_looks, district):
    """Two years of an office are millions of rows: no question may read them all."""
    seen = AccessPerson.objects.filter(district_id=district.pk)
    entries = AccessEntry.objects.filter(district_id=district.pk)
    by_person = seen.filter(person_id=5)
    by_account = seen.filter(account_id=3)
    questions = {
        "platform_seen_person": [
            by_person.order_by("-at", "-entry_id")[:50],
            by_person.order_by().values("account_id").annotate(times=Count("id")),
            entries.filter(seen__person_id=5, seen__district_id=district.pk)[:50],
        ],
        "platform_seen_account": [
            by_account.order_by().values("person_id").annotate(times=Count("id"), last=Max("at"))
        ],
        "platform_access_account": [entries.filter(account_id=3)[:50]],
        "platform_access_action": [entries.filter(action="DOWNLOAD")[:50]],
        "platform_access_district": [entries[:50]],
    }
    for index, queries in questions.items():
        for query in queries:
            assert index in query.explain(), query.query
