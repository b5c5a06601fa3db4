"""파기요청서 and 파기관리대장: what, how many, when, how, by whom, and no resident (PD-61)."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import User
from jobportal.platform.values.dates import kdate
from participants.actions.destruction import (
    approve_destruction,
    refuse_destruction,
    request_destruction,
)
from participants.models import Application, Destruction, KeptRecord, Publication
from participants.retention.targets import Target, read_targets, targets_of
from tests.participants.destruction.ended import LONG_AGO, announced, applied
from tests.participants.destruction.ended import asked as ended_asked
from tests.participants.making import a_person, a_round, an_application, an_enquiry
from tests.participants.placing import a_placement, a_selection

pytestmark = pytest.mark.django_db
K, S = Destruction.Kind, Application.State
TODAY = timezone.localdate()
NAMES = ("가상비밀가", "가상비밀나", "가상비밀다")
REGISTER = reverse("destruction_register")


@pytest.fixture
def round_(district, acted):
    """A round that ended long ago, with one who worked and two who did not."""
    round_ = a_round(district, "공공근로-2015-1", ends_on=date(2015, 12, 20))
    for n, name in enumerate(NAMES, start=1):
        one = an_application(
            round_,
            a_person(district, n, name=name),
            n,
            state=S.PLACED if n == 1 else S.NOT_SELECTED,
            received_on=date(2015, 5, n),
        )
        if n == 1:
            a_placement(one)
    return round_


@pytest.fixture
def asked(round_, staff) -> Destruction:
    one = Destruction(district=round_.district, kind=K.RECORDS, as_of=TODAY, reason="보존기간 만료")
    return request_destruction(one, staff)


TARGETS = [
    Target("신청 기록: 2015년에 끝난 회차의 신청서", 2, date(2015, 5, 2), date(2015, 5, 3)),
    Target("참여 기록: 2015년에 끝난 회차의 신청서", 1, date(2015, 5, 1), date(2015, 5, 1)),
]


def test_targets_are_kinds_counts_and_days(asked):
    assert targets_of(asked) == read_targets(asked.targets) == TARGETS


def test_the_request_prints_the_form_with_its_targets(asked, client, officer):
    client.force_login(officer)
    text = client.get(reverse("destruction_request", args=[asked.pk])).text
    for told in (
        *("개인정보파일 파기 요청서", "작성일", kdate(TODAY), "김가상", "보존기간 만료"),
        *("보존기간이 지난 신청·참여 기록", "3건", "2015. 5. 1. ~ 5. 3.", "승인 대기", "입회자"),
        *("승인 즉시", "되살릴 수 없는 값", "신청 기록: 2015년", "참여 기록: 2015년"),
    ):
        assert told in text, told
    assert not any(name in text for name in NAMES)
    assert client.get(reverse("destructions")).text.count("/request/") == 1


def test_after_the_destruction_the_request_still_says_what_it_was_of(asked, client, officer, staff):
    with acting(officer):
        approve_destruction(asked, officer, "확인함")
    assert targets_of(asked) == []
    client.force_login(staff)
    text = client.get(reverse("destruction_request", args=[asked.pk])).text
    for told in ("신청 기록: 2015년", "정가상 (승인과 함께", "확인함"):
        assert told in text


def test_the_register_says_what_when_how_and_by_whom_and_names_nobody(
    asked, client, officer, district
):
    client.force_login(officer)
    assert "파기한 것이 아직 없습니다" in client.get(REGISTER).text
    with acting(officer):
        approve_destruction(asked, officer, "확인함")
    text = client.get(REGISTER).text
    answer = client.get(REGISTER, {"format": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    heads, row = ([cell.value for cell in line] for line in list(sheet.iter_rows())[1:3])
    told = dict(zip(heads, row, strict=True))
    assert told["번호"] == 1
    assert told["개인정보파일"] == "보존기간이 지난 신청·참여 기록"
    assert told["생성일"] == "2015. 5. 1. ~ 5. 3."
    assert told["폐기일"] == kdate(TODAY)
    assert told["폐기 사유"] == "보존기간 만료"
    assert told["건수"] == sum(asked.counts.values())
    assert "신청인 3건" in told["파기 방법"]
    assert (told["처리 담당자(요청)"], told["승인·수행자"]) == ("김가상", "정가상")
    for value in row:
        assert str(value) in text
    everything = text + str(list(sheet.values))
    assert not any(name in everything for name in NAMES)


def test_what_waits_or_was_refused_is_not_in_the_register(asked, client, officer):
    client.force_login(officer)
    assert "보존기간 만료" not in client.get(REGISTER).text
    with acting(officer):
        refuse_destruction(asked, officer, "더 봄")
    assert "보존기간 만료" not in client.get(REGISTER).text
    assert "반려" in client.get(reverse("destruction_request", args=[asked.pk])).text


def test_what_was_worked_out_from_answers_is_asked_for_as_it_is_certified(
    district, acted, officer, staff
):
    round_ = a_round(district, "공공근로-2015-2")
    applied(round_, 11)
    applied(round_, 12).scores.get().delete()
    announced(round_, officer)
    destruction = ended_asked(district, staff, round_)
    told = {row.what: (row.count, row.last_on) for row in read_targets(destruction.targets)}
    assert told == {
        "조회 결과: 소득": (2, LONG_AGO),
        "자격심사에서 확인한 값": (2, TODAY),
        "심사표의 근거 값": (1, TODAY),
    }
    with acting(officer):
        approve_destruction(destruction, officer, "확인함")
    assert sum(destruction.counts.values()) == sum(count for count, _ in told.values())
    assert targets_of(destruction) == []


def test_answers_are_told_by_kind_and_what_was_kept_apart_by_year(round_, district, officer):
    application = round_.applications.first()
    for kind in ("INCOME", "ASSETS"):
        an_enquiry(application, kind, date(2015, 5, 20))
    one = Destruction(district=district, kind=K.INVESTIGATION, round=round_, as_of=TODAY)
    assert [(row.what, row.count) for row in targets_of(one)] == [
        ("조회 결과: 재산", 1),
        ("조회 결과: 소득", 1),
    ]
    kept = {"law": "가상법", "reason": "회계", "content": "{}", "person": application.person}
    days = {"kept_on": date(2020, 1, 2), "until_on": TODAY - timedelta(days=1)}
    destruction = Destruction(
        **{"district": district, "kind": K.RECORDS, "as_of": TODAY, "reason": "시험"},
        **{"requested_by": officer, "requested_at": timezone.now()},
    )
    destruction.save()
    KeptRecord(district=district, destruction=destruction, **kept, **days).save()
    one = Destruction(district=district, kind=K.KEPT, as_of=TODAY)
    (row,) = targets_of(one)
    assert (row.count, row.span) == (1, "2020. 1. 2.")


def test_the_targets_need_the_same_queries_for_one_and_for_many(round_, asked, district):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            targets_of(asked)
        return len(asked_for)

    few = queries()
    for n in range(4, 12):
        an_application(round_, a_person(district, n), n, state=S.NOT_SELECTED)
    assert queries() == few


def test_another_districts_papers_are_not_there(asked, client, other_district):
    stranger = User.objects.create_user("yeobun-privacy", name="오여분")
    give(stranger, other_district, "PRIVACY_OFFICER", "시험")
    client.force_login(stranger)
    assert client.get(reverse("destruction_request", args=[asked.pk])).status_code == 404
    assert "공공근로-2015" not in client.get(REGISTER).text


@pytest.mark.parametrize(("days", "is_marked"), [(5, False), (6, True)])
def test_what_is_due_for_more_than_five_days_is_marked(
    district, acted, client, officer, staff, days, is_marked
):
    round_ = a_round(district)
    an_enquiry(an_application(round_, a_person(district, 1), 1), "INCOME")
    until = TODAY - timedelta(days=31 + days)
    Publication(
        **{"district": district, "selection": a_selection(round_, staff)},
        **{"published_on": until - timedelta(days=10), "appeal_until_on": until},
        **{"remove_on": until, "contact": "가상과", "appeal_place": "가상과"},
    ).save()
    client.force_login(officer)
    text = client.get(reverse("destructions")).text
    assert "조회 결과" in text
    assert ("파기 기한(5일) 지남" in text) == is_marked


@pytest.mark.parametrize("day", [date(2027, 1, 3), date(2027, 1, 20)])
def test_records_due_for_years_are_marked_in_the_first_days_of_another(
    round_, client, officer, monkeypatch, day
):
    client.force_login(officer)
    monkeypatch.setattr("participants.views.destruction.timezone.localdate", lambda: day)
    assert "파기 기한(5일) 지남" in client.get(reverse("destructions")).text
