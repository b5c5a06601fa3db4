"""The register of what goes to others outside: entered before the file, kept, seen by who may."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry, Change, FileJob
from jobportal.platform.permissions import Permission
from participants.actions.provisions import register
from participants.models import Provision
from participants.rosters.by_use import Preset
from tests.participants.announcing import NAMES, a_publication, a_result_round
from tests.participants.making import a_person, a_round, an_application
from tests.walking import WORKING, holder, someone

pytestmark = pytest.mark.django_db
ROSTERS, LIST = "/participants/rosters/", reverse("provision_list")
UNTIL = timezone.localdate() + timedelta(days=30)
OUTSIDE = {
    "purpose_kind": "PLACEMENT",
    "purpose_text": "참여자 안전보험 가입",
    "audience": "OUTSIDE",
    "receiver": "가상보험공단",
    "basis": "개인정보 보호법 제17조제1항제1호(동의)",
    "until_on": f"{UNTIL:%Y%m%d}",
    "measures": "이용 후 파기",
}


@pytest.fixture
def round_(district):
    with acting("시험"):
        round_ = a_round(district)
        for n in (1, 2):
            an_application(round_, a_person(district, n), n)
    return round_


def asked(round_, **values) -> dict:
    return {"scope": f"round-{round_.pk}", "preset": Preset.REVIEW.value, **OUTSIDE, **values}


def a_provision(district, by, n: int = 1, **values) -> Provision:
    return Provision(
        **{
            "title": f"가상 명단 {n}",
            "receiver": "가상보험공단",
            "purpose": "참여자 안전보험 가입",
            "basis": "동의",
            "items": "성명, 생년월일",
            "persons": n,
            "until_on": UNTIL,
            "method": "FILE",
            "measures": "이용 후 파기",
            **values,
        },
    )


@pytest.fixture
def entered(district, staff):
    with acting(staff):
        return register([a_provision(district, staff)], district, staff)[0]


def test_a_roster_for_others_is_registered_with_all_the_form_asks(round_, signed_in, staff):
    assert signed_in.post(ROSTERS, asked(round_)).getvalue()
    one = Provision.objects.get()
    assert (one.receiver, one.basis, one.measures) == (
        *("가상보험공단", "개인정보 보호법 제17조제1항제1호(동의)", "이용 후 파기"),
    )
    assert one.title == f"{round_} 명단 심사용 (신청자)"
    assert one.purpose == "배치·근무 관리: 참여자 안전보험 가입"
    assert one.items.startswith("접수번호, 성명, 생년월일")
    assert (one.persons, one.given_on, one.until_on) == (2, timezone.localdate(), UNTIL)
    assert (one.get_method_display(), one.given_by) == ("전자파일", staff)
    access = AccessEntry.objects.latest("pk")
    assert f"제3자 제공 {one.pk}번" in access.purpose
    assert "SHA-256" in access.purpose


def test_the_entry_is_there_before_the_people_are_read(round_, signed_in):
    with CaptureQueriesContext(connection) as queries:
        signed_in.post(ROSTERS, asked(round_)).getvalue()
    asked_in_order = [query["sql"] for query in queries]
    entered = [n for n, sql in enumerate(asked_in_order) if 'INTO "participants_provision"' in sql]
    read = [n for n, sql in enumerate(asked_in_order) if '"participants_person"."name"' in sql]
    assert entered and entered[0] < read[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("receiver", ""),
        ("receiver", "900101-1234567"),
        ("basis", " "),
        ("until_on", ""),
        ("until_on", "2020. 1. 1."),
        ("until_on", "언젠가"),
        ("measures", ""),
        ("measures", "가" * 201),
    ],
)
def test_what_the_register_needs_is_asked_and_nothing_leaves_without(
    round_, signed_in, name, value
):
    answer = signed_in.post(ROSTERS, asked(round_, **{name: value}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert not Provision.objects.exists()
    assert not AccessEntry.objects.filter(action=AccessEntry.Action.DOWNLOAD).exists()


def test_what_stays_inside_is_not_registered(round_, signed_in):
    values = {"receiver": "", "until_on": "2020. 1. 1.", "basis": "900101-1234567"}
    answer = signed_in.post(ROSTERS, asked(round_, audience="INSIDE", **values))
    assert answer.getvalue()
    assert not Provision.objects.exists()


def test_the_same_roster_taken_twice_on_a_day_is_one_provision(round_, signed_in):
    for _ in range(2):
        assert signed_in.post(ROSTERS, asked(round_)).getvalue()
    assert Provision.objects.count() == 1
    assert signed_in.post(ROSTERS, asked(round_, receiver="다른공단")).getvalue()
    assert Provision.objects.count() == 2


def test_a_large_roster_is_registered_before_it_goes_into_the_queue(round_, signed_in, settings):
    settings.BACKGROUND_ROWS = 1
    for _ in range(2):
        assert signed_in.post(ROSTERS, asked(round_)).status_code == 302
    one, job = Provision.objects.get(), FileJob.objects.get()
    assert job.purpose.startswith(f"제3자 제공 {one.pk}번, ")
    assert job.purpose.endswith("참여자 안전보험 가입")


def test_what_the_queue_does_not_take_is_not_registered(round_, signed_in, settings):
    settings.BACKGROUND_ROWS = 1
    answers = [
        signed_in.post(ROSTERS, asked(round_, receiver=f"{n}공단")).status_code for n in range(4)
    ]
    assert answers == [302, 302, 302, 409]
    assert Provision.objects.count() == 3


def test_letters_to_bodies_outside_are_registered_unit_by_unit(district, staff, signed_in):
    with acting("시험"):
        round_ = a_publication(a_result_round(district, staff)).selection.round
    page = reverse("round_letters", args=[round_.pk])
    values = {name: value for name, value in OUTSIDE.items() if name != "receiver"}
    assert signed_in.post(page, {**values, "do": "print"}).status_code == 200
    found = list(Provision.objects.order_by("receiver"))
    assert [(one.receiver, one.persons, one.method) for one in found] == [
        ("가상1과", 1, "PAPER"),
        ("가상2과", 1, "PAPER"),
    ]
    assert (
        found[0].items == "연번, 접수번호, 성명, 생년월일, 전화번호, 대상사업, 1일 시간, 근무 기간"
    )
    assert f"제3자 제공 {found[0].pk}, {found[1].pk}번" in AccessEntry.objects.latest("pk").purpose
    unit = round_.work_projects.first().host_unit
    assert signed_in.post(page, {**values, "do": "xlsx", "unit": unit.pk}).getvalue()
    assert Provision.objects.filter(method="FILE", receiver=unit.name).count() == 1


def test_the_register_names_nobody(district, staff, signed_in):
    with acting("시험"):
        round_ = a_publication(a_result_round(district, staff)).selection.round
    page = reverse("round_letters", args=[round_.pk])
    signed_in.post(page, {**OUTSIDE, "do": "print"})
    told = str(list(Provision.objects.values()))
    assert "가상1과" in told
    assert not any(name in told for name in NAMES.values())


@pytest.mark.usefixtures("append_only_tables")
def test_an_entry_is_neither_changed_nor_deleted(entered):
    for act in (
        "UPDATE participants_provision SET persons = 0",
        "DELETE FROM participants_provision",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)
    assert Provision.objects.get().persons == 1


def test_entering_is_in_the_change_log_with_its_author(entered, staff):
    change = Change.objects.get(kind="participants.provision")
    assert (change.actor_name, change.action) == (staff.name, Change.Action.CREATE)
    assert change.fields["receiver"] == ["", "가상보험공단"]


def test_the_list_is_filtered_and_leads_to_the_entry(entered, client, district, lead):
    client.force_login(lead)
    page = client.get(LIST)
    assert page.context["count"] == 1
    assert "가상보험공단" in page.text
    assert client.get(LIST, {"receiver": "없는공단"}).context["count"] == 0
    assert client.get(LIST, {"from_on": "2099-01-01"}).context["count"] == 0
    assert client.get(LIST, {"from_on": "언젠가"}).status_code == 400
    detail = client.get(reverse("provision_detail", args=[entered.pk]))
    for told in ("가상보험공단", "성명, 생년월일", "이용 후 파기", "1명", "전자파일", "김가상"):
        assert told in detail.text


def test_the_table_to_take_out_has_the_columns_of_the_form(entered, client, lead):
    client.force_login(lead)
    answer = client.get(LIST, {"format": "xlsx", "method": "FILE"})
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == [
        *("제공일", "개인정보파일 명칭", "제공받는 기관", "제공 목적", "제공 근거", "제공 항목"),
        *("정보주체 수(명)", "이용 기한", "제공 형태", "요청한 안전성 확보 조치"),
        *("성명을 전부 실은 승인", "제공한 사람"),
    ]
    assert rows[1][1:7] == [
        *("가상 명단 1", "가상보험공단", "참여자 안전보험 가입", "동의", "성명, 생년월일", 1),
    ]
    assert rows[1][0].date() == timezone.localdate()
    assert rows[1][8:] == ["전자파일", "이용 후 파기", None, "김가상"]


@pytest.mark.parametrize("role", ["TEAM_LEAD", "PRIVACY_OFFICER"])
def test_who_answers_for_it_sees_the_register(entered, client, district, role):
    client.force_login(holder(district, role))
    assert client.get(LIST).context["count"] == 1


def test_nobody_else_does(entered, client, district, stranger):
    client.force_login(someone(district, *WORKING - {Permission.SEE_PROVISIONS}))
    detail = reverse("provision_detail", args=[entered.pk])
    assert client.get(LIST).status_code == client.get(detail).status_code == 403
    client.force_login(someone(stranger.grants.get().district, *WORKING))
    assert client.get(LIST).context["count"] == 0
    assert client.get(detail).status_code == 404


def test_a_list_of_three_hundred_asks_as_often_as_one_of_one(
    entered, client, district, lead, staff
):
    client.force_login(lead)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
        client.get(LIST, {"format": "xlsx"})
    with acting(staff):
        register([a_provision(district, staff, n) for n in range(2, 300)], district, staff)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
        client.get(LIST, {"format": "xlsx"})
    assert len(few) == len(many)


def test_a_day_before_the_day_of_giving_is_refused_by_the_database(district, staff):
    late = a_provision(district, staff, until_on=date(2020, 1, 1))
    with pytest.raises(DatabaseError), acting(staff), transaction.atomic():
        late.district, late.given_by, late.given_on = district, staff, timezone.localdate()
        late.save()
