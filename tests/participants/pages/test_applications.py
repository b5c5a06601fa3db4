"""The page of an application: its steps, papers and consents."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import User
from jobportal.platform.refused import Refused
from participants.models import Application, Consent, Person, SubmittedDocument
from participants.workflow import move
from tests.participants.making import TODAY, a_consent_form, a_document

pytestmark = pytest.mark.django_db
S = Application.State
P = SubmittedDocument.State


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


def test_an_application_leads_to_its_round_for_who_may_open_that(
    application, district, signed_in, client
):
    board = reverse("round_dashboard", args=[application.round_id])
    page = reverse("application_detail", args=[application.pk])
    assert f'<a href="{board}">' in signed_in.get(page).text
    clerk = User.objects.create_user("gasang-dong", password="x", name="가상동직")
    dong = application.reception_dong
    give(clerk, district, "DONG_CLERK", "시험", confined_to="DONG", confined_code=dong)
    client.force_login(clerk)
    answer = client.get(page)
    assert answer.status_code == 200
    assert board not in answer.text


def step(client, name: str, application: Application, **data):
    application.refresh_from_db()
    return client.post(
        reverse(name, args=[application.pk]), {"version": application.version, **data}
    )


def test_withdrawing_needs_a_reason_and_is_kept_with_it(application, signed_in):
    page = step(signed_in, "application_move", application, to="WITHDRAWN", reason=" ")
    assert page.status_code == 422
    assert "사유를 적으세요" in page.text
    assert '<a href="#reason-WITHDRAWN">' in page.text
    assert 'id="reason-WITHDRAWN"' in page.text
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
    assert '<a href="#due_on">' in page.text
    none = step(signed_in, "papers_request", application, due_on="2099-01-01")
    assert none.status_code == 422
    assert '<a href="#paper">' in none.text
    bad = step(signed_in, "papers_request", application, paper=[paper.pk], due_on="언젠가")
    assert bad.status_code == 422
    assert '<a href="#due_on">' in bad.text
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
