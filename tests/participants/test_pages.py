"""The list of applicants, the pages of an application and a person, the duplicates queue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from jobportal.platform.models.logsecret import opened as opened_log
from jobportal.platform.refused import Refused
from participants.models import (
    Application,
    Consent,
    DuplicatePair,
    Person,
    PersonMerge,
    SubmittedDocument,
)
from participants.workflow import move
from tests.participants.making import (
    TODAY,
    a_consent_form,
    a_document,
    a_person,
    a_round,
    an_application,
    made_up_rrn,
)

pytestmark = pytest.mark.django_db
S = Application.State
P = SubmittedDocument.State
LIST = "/participants/applicants/"


@pytest.fixture
def round_(district):
    with acting("시험"):
        return a_round(district)


@pytest.fixture
def application(district, round_):
    with acting("시험"):
        return an_application(round_, a_person(district, 1))


def applied(round_, n: int, state: str = S.SUBMITTED, channel: str = "DONG_OFFICE", **values):
    with acting("시험"):
        person = a_person(round_.district, n, **values)
        return an_application(round_, person, n, state=state, channel=channel)


def receipts(page) -> list[str]:
    return [row["receipt"][-4:] for row in page.context["rows"]]


def test_the_list_is_masked_and_counted(round_, signed_in):
    applied(round_, 1, name="가상희", phone="01012345678")
    page = signed_in.get(LIST)
    assert "총 <strong>1</strong>건" in page.text
    assert "가*희" in page.text
    assert "010-****-5678" in page.text
    for clear in ("가상희", "01012345678", "1234-5678", "1990"):
        assert clear not in page.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("가상희", ["0001"]),
        ("가 상희", ["0001"]),
        ("상희", ["0001"]),
        ("ㄱㅅㅎ", ["0001"]),
        ("ㅅㅎ", ["0001"]),
        ("5678", ["0001"]),
        ("01012345678", ["0001"]),
        ("2", ["0002"]),
        ("옛이름", ["0002"]),
        ("없는사람", []),
        ("%", []),
        ("99999999999999999999999999", []),
        ("٣", []),
        ("", ["0001", "0002"]),
    ],
)
def test_names_initials_phone_ends_and_receipt_numbers_are_found(round_, signed_in, words, found):
    applied(round_, 1, name="가상희", phone="01012345678")
    applied(round_, 2, name="나다라", former_name="옛이름", phone="01000009999")
    page = signed_in.post(f"{LIST}?round={round_.pk}", {"words": words})
    assert page.status_code == 200
    assert receipts(page) == found


def test_the_list_is_narrowed_by_state_dong_and_channel(round_, signed_in):
    applied(round_, 1, dong="가상1동")
    applied(round_, 2, dong="가상2동", channel="DISTRICT_COUNTER")
    applied(round_, 3, dong="가상2동", state=S.UNDER_REVIEW)
    for asked, found in (
        ({"dong": "가상2동"}, ["0002", "0003"]),
        ({"state": "UNDER_REVIEW"}, ["0003"]),
        ({"channel": "DISTRICT_COUNTER", "dong": "가상2동"}, ["0002"]),
    ):
        assert receipts(signed_in.post(LIST, asked)) == found
    assert signed_in.post(LIST, {"state": "NOTHING"}).status_code == 422


def test_the_list_has_pages_and_as_many_queries_for_fifty_rows_as_for_one(round_, signed_in):
    applied(round_, 1)
    with CaptureQueriesContext(connection) as one:
        signed_in.get(LIST)
    for n in range(2, 56):
        applied(round_, n)
    with CaptureQueriesContext(connection) as many:
        page = signed_in.get(LIST)
    assert len(many) == len(one) <= 20
    assert page.context["count"] == 55
    assert len(receipts(page)) == 50
    assert len(receipts(signed_in.post(LIST, {"page": "2"}))) == 5
    assert len(receipts(signed_in.post(LIST, {"page": "99"}))) == 5


def test_another_round_and_another_district_stay_out(round_, signed_in, district, other_district):
    applied(round_, 1)
    with acting("시험"):
        other = a_round(district, "뉴딜-2026-1")
        theirs = a_round(other_district)
        an_application(theirs, a_person(other_district, 5), 5)
    assert signed_in.get(f"{LIST}?round={other.pk}").context["count"] == 0
    assert signed_in.get(f"{LIST}?round={theirs.pk}").status_code == 404
    assert signed_in.get(f"{LIST}?round=x").status_code == 404
    assert signed_in.get(LIST).context["count"] == 1


def test_a_district_without_rounds_says_so(district, signed_in):
    assert "등록된 회차가 없습니다" in signed_in.get(LIST).text
    assert "공고한 회차가 없습니다" in signed_in.get(reverse("intake")).text


def test_an_application_page_needs_a_constant_number_of_queries(
    round_, application, district, signed_in
):
    url = reverse("application_detail", args=[application.pk])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert signed_in.get(url).status_code == 200
        return len(queries)

    with acting("시험"):
        a_document(district, round_, 1)
        item = a_consent_form(district).items.first()
        Consent(
            district=district, application=application, item=item, is_given=True, on=TODAY()
        ).save()
    few = asked()
    with acting("시험"):
        for n in (2, 3):
            a_document(district, round_, n)
    assert asked() == few <= 25


def step(client, name: str, application: Application, **data):
    application.refresh_from_db()
    return client.post(
        reverse(name, args=[application.pk]), {"version": application.version, **data}
    )


def test_withdrawing_needs_a_reason_and_is_kept_with_it(application, signed_in):
    page = step(signed_in, "application_move", application, to="WITHDRAWN", reason=" ")
    assert page.status_code == 422
    assert "사유를 적으세요" in page.text
    step(signed_in, "application_move", application, to="WITHDRAWN", reason="본인 요청")
    application.refresh_from_db()
    assert (application.state, application.state_reason) == (S.WITHDRAWN, "본인 요청")
    page = signed_in.get(reverse("application_detail", args=[application.pk]))
    assert "본인 요청" in page.text
    assert "고치기</a>" not in page.text
    edit = reverse("application_edit", args=[application.pk])
    assert signed_in.get(edit).status_code == 404


@pytest.mark.parametrize("to", ["SELECTED", "ELIGIBLE", "NOTHING", ""])
def test_only_moves_by_hand_are_made_by_hand(application, signed_in, to):
    page = step(signed_in, "application_move", application, to=to, reason="x")
    assert page.status_code == 422
    application.refresh_from_db()
    assert application.state == S.SUBMITTED


@pytest.mark.parametrize("state", [S.ELIGIBLE, S.SCORED, S.RESERVE, S.INELIGIBLE, S.NOT_SELECTED])
def test_a_decided_screening_is_not_opened_again_without_a_reason(application, signed_in, state):
    with acting("시험"):
        application.state = state
        application.save()
    page = signed_in.get(reverse("application_detail", args=[application.pk]))
    assert "UNDER_REVIEW" not in [move["to"] for move in page.context["moves"]]
    assert step(signed_in, "application_move", application, to="UNDER_REVIEW").status_code == 422


def test_who_takes_nothing_in_is_offered_no_step(round_, application, client, lead):
    with acting("시험"):
        a_document(round_.district, round_, 1)
    client.force_login(lead)
    text = client.get(reverse("application_detail", args=[application.pk])).text
    for words in ("checkbox", "고치기</a>", "다음 신청서 접수", "자격심사 시작", "신청 취하 사유"):
        assert words not in text


def test_an_old_tab_moves_nothing(application, signed_in):
    page = signed_in.post(
        reverse("application_move", args=[application.pk]),
        {"version": application.version + 1, "to": "UNDER_REVIEW"},
    )
    assert page.status_code == 409
    assert "먼저 바꾸었습니다" in page.text
    application.refresh_from_db()
    assert application.state == S.SUBMITTED


def test_a_reason_with_a_resident_number_is_refused(application, signed_in):
    page = step(
        signed_in, "application_move", application, to="WITHDRAWN", reason="900101-1234560 본인"
    )
    assert page.status_code == 422
    assert "주민등록번호로 보이는" in page.text


def test_missing_papers_are_asked_for_until_a_day_and_received(
    round_, application, district, signed_in
):
    with acting("시험"):
        paper = a_document(district, round_)
        other = a_document(district, round_, 2, is_mandatory=False)
    page = step(signed_in, "papers_request", application, paper=[paper.pk], due_on="2020. 1. 1.")
    assert page.status_code == 422
    assert "제출 기한이 오늘보다 앞" in page.text
    assert step(signed_in, "papers_request", application, due_on="2099-01-01").status_code == 422
    bad = step(signed_in, "papers_request", application, paper=[paper.pk], due_on="언젠가")
    assert bad.status_code == 422
    step(signed_in, "papers_request", application, paper=[paper.pk, other.pk], due_on="2099-01-01")
    application.refresh_from_db()
    assert application.state == S.SUPPLEMENT_REQUESTED
    asked = application.documents.get(document=paper)
    assert (asked.state, asked.requested_on, f"{asked.due_on}") == (
        P.REQUESTED,
        TODAY(),
        "2099-01-01",
    )
    step(signed_in, "application_move", application, to="UNDER_REVIEW")
    application.refresh_from_db()
    with pytest.raises(Refused, match="가상 서류 1"):
        move(application, S.ELIGIBLE)
    step(signed_in, "papers_receive", application, paper=[paper.pk])
    came = application.documents.get(document=paper)
    assert (came.state, came.submitted_on, came.requested_on) == (P.SUBMITTED, TODAY(), TODAY())
    move(application, S.ELIGIBLE)


def test_a_mandatory_paper_never_noted_down_stands_against_eligibility(
    round_, application, district
):
    with acting("시험"):
        a_document(district, round_)
    application.state = S.UNDER_REVIEW
    with pytest.raises(Refused, match="꼭 필요한 서류"):
        move(application, S.ELIGIBLE)


def test_consent_is_withdrawn_once(application, district, signed_in):
    with acting("시험"):
        item = a_consent_form(district).items.first()
        consent = Consent(
            district=district, application=application, item=item, is_given=True, on=TODAY()
        )
        consent.save()
    step(signed_in, "consent_withdraw", application, consent=consent.pk)
    consent.refresh_from_db()
    assert consent.withdrawn_on == TODAY()
    assert not consent.holds
    page = step(signed_in, "consent_withdraw", application, consent=consent.pk)
    assert page.status_code == 422
    missing = step(signed_in, "consent_withdraw", application, consent="x")
    assert missing.status_code == 404


def test_a_consent_form_in_use_is_neither_changed_nor_deleted(application, district, signed_in):
    with acting("시험"):
        form = a_consent_form(district)
        item = form.items.first()
        Consent(district=district, application=application, item=item, on=TODAY()).save()
    for slug, pk in (("consent-forms", form.pk), ("consent-items", item.pk)):
        delete = signed_in.post(reverse("record_delete", args=[slug, pk]))
        assert delete.status_code == 409
    edit = reverse("record_edit", args=["consent-forms", form.pk])
    data = {"code": form.code, "title": "다른 제목", "from_on": "2020-01-01", "version": 1}
    page = signed_in.post(edit, data)
    assert page.status_code == 422
    assert "새 판을 등록하세요" in page.text


def test_a_person_page_shows_all_applications_and_never_the_whole_number(
    district, round_, signed_in
):
    with acting("시험"):
        person = a_person(district, 1, rrn=made_up_rrn())
        an_application(round_, person)
        an_application(a_round(district, "뉴딜-2026-1"), person)
    page = signed_in.get(reverse("person_detail", args=[person.pk]))
    assert "공공근로-2026-1-0001" in page.text
    assert "뉴딜-2026-1-0001" in page.text
    assert "900101-1******" in page.text
    assert made_up_rrn() not in page.text


def test_a_person_is_corrected_and_the_earlier_value_kept(district, application, signed_in):
    person = application.person
    url = reverse("person_edit", args=[person.pk])
    data = {
        "person_version": person.version,
        "name": "새이름",
        "former_name": person.name,
        "birth_on": "900101",
        "sex": "MALE",
        "phone": "",
    }
    assert signed_in.post(url, {**data, "rrn": made_up_rrn()}).status_code == 422
    assert signed_in.post(url, {**data, "birth_on": "2099-01-01"}).status_code == 422
    refused = signed_in.post(url, {**data, "former_name": "남긴말"})
    assert refused.status_code == 422
    assert "고치는 사유를 적으세요" in refused.text
    assert "남긴말" in refused.text
    data["reason"] = "개명 허가"
    assert signed_in.post(url, data).status_code == 302
    change = Change.objects.filter(kind="participants.person").first()
    assert opened_log([change])[change.pk].reason == "개명 허가"
    person.refresh_from_db()
    assert (person.name, person.initials) == ("새이름", "ㅅㅇㄹ")
    stale = signed_in.post(url, {**data, "name": "딴이름"})
    assert stale.status_code == 409
    assert "새이름" in stale.text
    assert "딴이름" in stale.text
    page = signed_in.get(reverse("person_detail", args=[person.pk]))
    assert "개명 전 성명" in page.text
    del data["reason"]
    phone = {**data, "person_version": person.version, "phone": "010-0000-1234"}
    assert signed_in.post(url, phone).status_code == 302, "a new phone needs no reason"


def test_a_resident_number_is_not_taken_twice(district, round_, signed_in):
    with acting("시험"):
        round_.programme.rrn_allowed = True
        round_.programme.legal_basis = "고용정책 기본법 시행령 제43조의2제2항"
        round_.programme.save()
        a_person(district, 1, rrn=made_up_rrn())
        other = a_person(district, 2)
        an_application(round_, other)
    page = signed_in.post(
        reverse("person_edit", args=[other.pk]),
        {"person_version": 1, "name": other.name, "rrn": made_up_rrn()},
    )
    assert page.status_code == 422
    assert "이 주민등록번호의 신청인이 이미 있습니다" in page.text


@pytest.fixture
def pair(district, round_):
    with acting("시험"):
        first = a_person(district, 1, name="가상희")
        second = a_person(district, 2, name="가상히")
        an_application(round_, second)
        pair = DuplicatePair(district=district, first=first, second=second, why="성명이 비슷함")
        pair.save()
    return pair


def test_the_queue_is_masked_and_leads_to_the_comparison(pair, signed_in):
    page = signed_in.get(reverse("duplicates"))
    assert "가*희" in page.text
    assert "가상희" not in page.text
    compared = signed_in.get(reverse("duplicate_detail", args=[pair.pk]))
    assert "가상희" in compared.text
    assert "가상히" in compared.text
    assert "공공근로-2026-1-0001" in compared.text


def test_two_are_merged_from_the_queue_and_parted_again(pair, signed_in, staff):
    url = reverse("duplicate_detail", args=[pair.pk])
    assert signed_in.post(url, {"version": 1, "decision": ""}).status_code == 422
    assert signed_in.post(url, {"version": 1, "decision": "keep_first"}).status_code == 302
    assert Application.objects.get().person_id == pair.first_id
    merged = signed_in.get(f"{reverse('duplicates')}?state=MERGED")
    assert merged.context["count"] == 1
    assert "김가상" in merged.text
    record = PersonMerge.objects.get()
    undo = reverse("merge_undo", args=[record.pk])
    signed_in.post(undo, {"reason": ""})
    assert Application.objects.get().person_id == pair.first_id
    signed_in.post(undo, {"reason": "다른 사람임"})
    assert Application.objects.get().person_id == pair.second_id
    assert signed_in.get(reverse("duplicates")).context["count"] == 1


def test_not_the_same_needs_a_reason_and_is_not_asked_again(pair, signed_in):
    url = reverse("duplicate_detail", args=[pair.pk])
    page = signed_in.post(url, {"version": 1, "decision": "not_same", "reason": ""})
    assert page.status_code == 422
    signed_in.post(url, {"version": 1, "decision": "not_same", "reason": "신분증 확인"})
    assert signed_in.get(reverse("duplicates")).context["count"] == 0
    signed_in.post(reverse("duplicates"))
    assert signed_in.get(reverse("duplicates")).context["count"] == 0
    stale = signed_in.post(url, {"version": 1, "decision": "keep_first"})
    assert stale.status_code == 409
    assert not PersonMerge.objects.exists()


def test_looking_again_finds_people_brought_in_without_hints(district, signed_in):
    with acting("시험"):
        a_person(district, 1)
        a_person(district, 1)
    signed_in.post(reverse("duplicates"))
    assert signed_in.get(reverse("duplicates")).context["count"] == 1


def test_another_districts_pairs_and_merges_are_not_there(pair, client, stranger, signed_in):
    signed_in.post(
        reverse("duplicate_detail", args=[pair.pk]), {"version": 1, "decision": "keep_first"}
    )
    client.force_login(stranger)
    assert client.get(reverse("duplicates")).context["count"] == 0
    assert client.get(reverse("duplicate_detail", args=[pair.pk])).status_code == 404
    undo = reverse("merge_undo", args=[PersonMerge.objects.get().pk])
    assert client.post(undo, {"reason": "x"}).status_code == 404
    assert Person.objects.filter(merged_into=None).count() == 1


def test_changes_of_residents_stand_on_their_own_pages_only(application, signed_in):
    with acting("시험"):
        person = Person.objects.get()
        person.name = "바뀐이름"
        person.save()
    page = signed_in.get(reverse("changes"))
    assert "참여신청" not in page.text
    assert "바뀐이름" not in page.text
    own = signed_in.get(reverse("person_detail", args=[person.pk]))
    assert "바뀐이름" in own.text
