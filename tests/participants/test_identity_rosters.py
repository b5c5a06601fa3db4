"""Resident numbers leave only as an encrypted file, its password shown once and kept nowhere."""

import hashlib
import logging
import re
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl import load_workbook

from jobportal.platform.accounts.fresh import FIELD, TYPED_AT
from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.audit import acting
from jobportal.platform.encrypted_files import opened
from jobportal.platform.jobs.expiry import folder
from jobportal.platform.jobs.worker import Worker
from jobportal.platform.models import AccessEntry, FileJob
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.web.log import JsonLine
from participants.models import Application, Placement, Provision
from participants.rosters.identity import IdentityUse
from participants.rosters.tickets import MINUTES, Ticket
from programs.models import HostUnit
from tests.participants.making import a_person, a_round, an_application, made_up_rrn
from tests.participants.placing import a_placement
from tests.walking import WORKING, someone

pytestmark = pytest.mark.django_db
PAGE, FILE = reverse("identity_rosters"), reverse("identity_file")
S, P, Use = Application.State, Placement.State, IdentityUse
WORDS = {"purpose_text": "건강보험 자격취득 신고", "audience": "INSIDE"}
OUTSIDE = {
    "audience": "OUTSIDE",
    "receiver": "가상보험공단",
    "basis": "국민건강보험법 제7조",
    "until_on": f"{timezone.localdate():%Y%m%d}",
    "measures": "이용 후 파기",
}


def number(n: int) -> str:
    digits = made_up_rrn(n)
    return f"{digits[:6]}-{digits[6:]}"


@pytest.fixture
def round_(district):
    """A round with people in every state, one of whom gave no number."""
    with acting("시험"):
        round_ = a_round(district, rrn_allowed=True)
        unit = HostUnit(district=district, code="과1", name="가상1과")
        unit.save()
        project = round_.work_projects.first()
        project.host_unit = unit
        project.save()
        people = [
            a_person(district, n, name=f"홍가상{n}", rrn=made_up_rrn(n) if n != 4 else "")
            for n in range(1, 8)
        ]
        states = (S.SUBMITTED, S.PLACED, S.PLACED, S.PLACED, S.DRAFT, S.WITHDRAWN, S.INELIGIBLE)
        pairs = enumerate(zip(people, states, strict=True), start=1)
        applied = [an_application(round_, who, n, state=state) for n, (who, state) in pairs]
        a_placement(applied[1])
        a_placement(applied[2], state=P.DROPPED, end_reason="HEALTH")
        a_placement(applied[3])
    return round_


def asked(round_, use: IdentityUse = Use.INSURANCE, **values) -> dict:
    return {"scope": f"round-{round_.pk}", "preset": use.value, **WORDS, **values}


def shown(answer) -> tuple[str, dict]:
    """The password on the page, and what its button sends."""
    (password,) = re.findall(r"<code>(\S+)</code>", answer.text)
    (ticket,) = re.findall(r'name="password_ticket" value="([^"]+)"', answer.text)
    return password, {"password_ticket": ticket}


def taken(client, round_, use: IdentityUse, **values) -> tuple[bytes, str]:
    """The file of a use and its password."""
    password, ticket = shown(client.post(PAGE, asked(round_, use, **values)))
    answer = client.post(FILE, ticket)
    assert answer["Content-Disposition"].startswith("attachment")
    return answer.getvalue(), password


def rows_in(content: bytes, password: str) -> list[list]:
    sheet = load_workbook(BytesIO(opened(content, password))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)][:-2]


def downloads():
    return AccessEntry.objects.filter(action=AccessEntry.Action.DOWNLOAD)


def test_the_file_opens_with_the_password_on_the_page(round_, signed_in):
    content, password = taken(signed_in, round_, Use.INSURANCE)
    rows = rows_in(content, password)
    assert rows[0] == [
        *("성명", "주민등록번호", "근무 시작일", "근무 종료일", "1일 근로시간", "사업부서·기관")
    ]
    assert [row[:2] for row in rows[1:]] == [["홍가상2", number(2)], ["홍가상3", number(3)]]


def test_without_it_or_with_another_it_does_not_open(round_, signed_in):
    content, password = taken(signed_in, round_, Use.INSURANCE)
    assert not is_zipfile(BytesIO(content))
    for secret in (number(2), made_up_rrn(2), "홍가상2"):
        assert secret.encode() not in content
        assert secret.encode("utf-16-le") not in content
    other, _ = shown(signed_in.post(PAGE, asked(round_)))
    for wrong in (other, password[:-1], password.swapcase()):
        with pytest.raises(InvalidKeyError):
            opened(content, wrong)


@pytest.mark.parametrize(
    ("use", "columns", "people"),
    [
        (Use.CRIMINAL, ["성명", "주민등록번호", "사업부서·기관"], [2]),
        (Use.ENQUIRY, ["접수번호", "성명", "주민등록번호"], [1, 2, 3]),
    ],
)
def test_each_use_holds_its_people_and_columns(round_, signed_in, use, columns, people):
    rows = rows_in(*taken(signed_in, round_, use))
    assert rows[0] == columns
    place = columns.index("주민등록번호")
    assert [row[place] for row in rows[1:]] == [number(n) for n in people]


@pytest.mark.parametrize("use", list(Use))
def test_what_the_use_does_not_need_is_absent(round_, signed_in, use):
    content, password = taken(signed_in, round_, use)
    parts = ZipFile(BytesIO(opened(content, password)))
    everything = "".join(parts.read(name).decode() for name in parts.namelist())
    for secret in ("가상구 없는로", "0100000", "010-0000", "HEALTH", "가상1동", password):
        assert secret not in everything
    assert 'hidden="1"' not in everything
    assert "docProps" not in " ".join(parts.namelist())


def test_a_plain_request_gives_no_file(round_, signed_in):
    roster = {**asked(round_, Use.ENQUIRY), "purpose_kind": "REVIEW"}
    for answer in (
        signed_in.get(FILE),
        signed_in.get(PAGE, asked(round_)),
        signed_in.post(FILE, asked(round_)),
        signed_in.post(reverse("rosters"), roster),
    ):
        assert "Content-Disposition" not in answer
        assert number(2) not in answer.text
    assert not downloads().exists()


def test_who_gave_no_number_is_left_out_and_counted(round_, signed_in):
    page = signed_in.post(PAGE, asked(round_))
    assert "주민등록번호를 받지 않은 1명은 빠집니다" in page.text
    assert page.context["people"] == 2


def test_only_rounds_with_a_legal_basis_for_the_number(district, round_, signed_in):
    with acting("시험"):
        other = a_round(district, "취업교육-2026-1")
        an_application(other, a_person(district, 20), 1)
    assert other.code not in signed_in.get(PAGE).text
    assert signed_in.post(PAGE, asked(other, Use.ENQUIRY)).status_code == 422
    with acting("시험"):
        round_.programme.rrn_allowed = False
        round_.programme.save()
    page = signed_in.get(PAGE)
    assert "주민등록번호를 다룰 수 있는 사업의 회차가 없습니다" in page.text


def test_a_basis_that_fell_away_meanwhile_empties_the_file(round_, signed_in):
    password, ticket = shown(signed_in.post(PAGE, asked(round_)))
    with acting("시험"):
        round_.programme.rrn_allowed = False
        round_.programme.save()
    assert len(rows_in(signed_in.post(FILE, ticket).getvalue(), password)) == 1


def test_the_password_is_kept_nowhere(round_, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    _, password = taken(signed_in, round_, Use.INSURANCE, **OUTSIDE)
    kept = [
        str(list(model.objects.values_list()))
        for model in apps.get_models()
        if model._meta.managed and model._meta.label != "sessions.Session"
    ]
    lines = [JsonLine().format(record) for record in caplog.records]
    session = str(dict(signed_in.session.items()))
    for told in (*kept, *lines, session, signed_in.get(PAGE).text):
        assert password not in told
    _, ticket = shown(signed_in.post(PAGE, asked(round_)))
    assert password not in str(ticket)


def test_the_file_is_recorded_with_its_people_purpose_and_digest(round_, signed_in, staff):
    content, _ = taken(signed_in, round_, Use.INSURANCE)
    entry = downloads().get()
    assert (entry.account_id, entry.task, entry.person_count) == (staff.pk, "주민등록번호 명단", 2)
    assert entry.purpose.startswith("4대보험 취득·상실 신고: 건강보험 자격취득 신고")
    assert f"2행, SHA-256 {hashlib.sha256(content).hexdigest()}" in entry.purpose


def test_for_others_outside_it_is_registered_as_encrypted(round_, signed_in):
    taken(signed_in, round_, Use.INSURANCE, **OUTSIDE)
    one = Provision.objects.get()
    assert (one.receiver, one.persons, one.method) == ("가상보험공단", 2, "ENCRYPTED")
    assert one.items == "성명, 주민등록번호, 근무 시작일, 근무 종료일, 1일 근로시간, 사업부서·기관"
    assert f"제3자 제공 {one.pk}번" in downloads().get().purpose
    signed_in.post(PAGE, asked(round_, **OUTSIDE))
    assert Provision.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"purpose_text": ""},
        {"purpose_text": "1111"},
        {"audience": ""},
        {"audience": "OUTSIDE"},
        {"preset": ""},
        {"preset": "REVIEW"},
        {"scope": "round-999999"},
    ],
)
def test_what_is_missing_is_said_and_no_password_made(round_, signed_in, values):
    answer = signed_in.post(PAGE, asked(round_, **values))
    assert answer.status_code == 422
    assert "<code>" not in answer.text


def test_a_roster_of_nobody_is_refused(district, signed_in):
    with acting("시험"):
        empty = a_round(district, rrn_allowed=True)
    answer = signed_in.post(PAGE, asked(empty))
    assert answer.status_code == 422
    assert "주민등록번호를 받은 사람이 없습니다" in answer.text


def a_ticket(user, round_, **values) -> str:
    return Ticket(
        **{
            "user": user.pk,
            "use": Use.INSURANCE.value,
            "rounds": [round_.pk],
            "scope": "시험",
            "purpose": "시험",
            "entered": "",
            "password": "made-up-Password-2026",
            **values,
        }
    ).sealed()


def test_a_ticket_is_of_one_person_and_a_few_minutes(round_, signed_in, staff, stranger):
    good = a_ticket(staff, round_)
    assert signed_in.post(FILE, {"password_ticket": good}).getvalue()
    late = int(now_seconds())
    for bad in (
        a_ticket(stranger, round_),
        a_ticket(staff, round_, until=late),
        f"{good[:-6]}AAAA==",
        good.replace(":", ""),
        "가" * 1000,
        "",
    ):
        answer = signed_in.post(FILE, {"password_ticket": bad})
        assert answer.status_code == 422
        assert f"비밀번호를 만든 지 {MINUTES}분이 지났거나" in answer.text


def test_the_password_of_the_account_is_asked_for_once_more(round_, signed_in):
    session = signed_in.session
    session[TYPED_AT] = now_seconds() - 3600
    session.save()
    question = signed_in.post(PAGE, asked(round_))
    assert question.status_code == 422
    assert "<code>" not in question.text
    assert "<code>" in signed_in.post(PAGE, {**asked(round_), FIELD: "test-pass-2026"}).text


def test_without_the_right_of_its_own_there_is_nothing(round_, client, district):
    client.force_login(someone(district, *WORKING - {Permission.EXPORT_IDENTITY}))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, asked(round_)).status_code == 403
    assert client.post(FILE, {"password_ticket": "x"}).status_code == 403


def test_another_district_and_another_programme_reach_nobody(round_, client, district, stranger):
    client.force_login(stranger)
    assert client.post(PAGE, asked(round_)).status_code == 422
    with acting("시험"):
        other = a_round(district, "딴사업-2026-1", rrn_allowed=True)
    confined = {"confined_to": Confinement.PROGRAMME, "confined_code": other.programme.code}
    user = someone(district, Permission.EXPORT_IDENTITY, **confined)
    client.force_login(user)
    assert client.post(PAGE, asked(round_)).status_code == 422
    answer = client.post(FILE, {"password_ticket": a_ticket(user, round_)})
    assert len(rows_in(answer.getvalue(), "made-up-Password-2026")) == 1


def test_three_hundred_are_asked_for_as_often_as_two(round_, signed_in):
    _, ticket = shown(signed_in.post(PAGE, asked(round_, Use.ENQUIRY)))
    signed_in.post(FILE, ticket).getvalue()
    with CaptureQueriesContext(connection) as few:
        signed_in.post(FILE, ticket).getvalue()
    with acting("시험"):
        for n in range(100, 400):
            an_application(round_, a_person(round_.district, n, rrn=made_up_rrn(n)), n)
    signed_in.post(FILE, ticket).getvalue()  # seals the log of what was just made
    with CaptureQueriesContext(connection) as many:
        signed_in.post(FILE, ticket).getvalue()
    assert len(few) == len(many)


@pytest.fixture
def large(settings, monkeypatch):
    """One row is many; no heartbeat looks from outside at what the test has not committed."""
    settings.BACKGROUND_ROWS = 1
    monkeypatch.setattr("jobportal.platform.jobs.making.BEAT_SECONDS", 3600.0)


def made_for(client, round_, **values) -> FileJob:
    """The job of a large roster, after a worker was at it."""
    assert client.post(PAGE, asked(round_, **values)).url == reverse("made_files")
    assert Worker().work_once()
    return FileJob.objects.get()


def test_a_large_roster_is_made_by_a_worker_and_taken_with_a_password_of_its_own(
    round_, signed_in, large
):
    job = made_for(signed_in, round_)
    url = reverse("made_file", args=[job.pk])
    page = signed_in.post(url)
    password, ticket = shown(page)
    assert page["Cache-Control"] == "no-store"
    assert not downloads().exists()
    answer = signed_in.post(url, ticket)
    content = answer.getvalue()
    assert [row[1] for row in rows_in(content, password)[1:]] == [number(2), number(3)]
    entry = downloads().get()
    assert (entry.task, entry.person_count) == ("주민등록번호 명단", 2)
    assert hashlib.sha256(content).hexdigest() in entry.purpose
    assert shown(signed_in.post(url))[0] != password
    assert number(2).encode() not in (folder() / job.stored_as).read_bytes()


def test_the_password_of_a_large_roster_is_of_no_use_elsewhere_or_too_late(
    round_, signed_in, large, monkeypatch
):
    job = made_for(signed_in, round_)
    url = reverse("made_file", args=[job.pk])
    _, ticket = shown(signed_in.post(url))
    other = FileJob.objects.get()
    other.pk, other.key = None, "other"
    other.save()
    for wrong in ({"password_ticket": "k1:AAAA"}, {"password_ticket": ""}):
        assert "파일을 여는 비밀번호입니다" in signed_in.post(url, wrong).text
    answer = signed_in.post(reverse("made_file", args=[other.pk]), ticket)
    assert not answer.has_header("Content-Disposition")
    late = now_seconds() + MINUTES * 60
    monkeypatch.setattr("jobportal.platform.jobs.locked.now_seconds", lambda: late)
    assert "파일을 여는 비밀번호입니다" in signed_in.post(url, ticket).text
    assert not downloads().exists()


def test_a_large_roster_for_others_is_registered_before_it_is_made(round_, signed_in, large):
    job = made_for(signed_in, round_, **OUTSIDE)
    entered = Provision.objects.get()
    assert (entered.persons, entered.method) == (2, Provision.Method.ENCRYPTED)
    assert f"제3자 제공 {entered.pk}번" in job.purpose
