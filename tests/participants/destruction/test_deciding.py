"""One asks for a destruction and another decides."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.refused import Refused
from participants.actions.destruction import approve_destruction, refuse_destruction
from participants.models import Appeal, Destruction, Enquiry
from tests.participants.destruction.ended import TODAY, A, S, announced, applied, asked

pytestmark = pytest.mark.django_db


def test_nobody_approves_their_own_request(round_, staff):
    applied(round_, 1)
    announced(round_, staff)
    one = asked(round_.district, staff, round_)
    with pytest.raises(Refused, match="스스로"):
        approve_destruction(one, staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.decided_by = staff
        one.save()


def test_the_pages_lead_through_it_with_two_people(client, round_, staff, officer):
    applied(round_, 1)
    announced(round_, staff)
    client.force_login(staff)
    assert "조회 결과" in client.get(reverse("destructions")).content.decode()
    data = {"round": round_.pk, "reason": "이의신청 종료"}
    unsaid = client.post(reverse("destruction_ask"), {**data, "reason": " "})
    assert unsaid.status_code == 422
    assert f'<a href="#reason-{round_.pk}">파기 사유를 적으세요' in unsaid.text
    assert client.post(reverse("destruction_ask"), data).status_code == 302
    assert client.post(reverse("destruction_ask"), data).status_code == 409
    one = Destruction.objects.get()
    decide = reverse("destruction_decide", args=[one.pk])
    assert client.post(decide, {"decision": "approve"}).status_code == 403
    client.force_login(officer)
    waiting = client.get(reverse("home")).context["waiting"]
    told = {"label": "승인할 개인정보 파기", "count": 1, "url": reverse("destructions")}
    assert told in waiting
    unsaid = client.post(decide, {"decision": "refuse"})
    assert unsaid.status_code == 409
    assert f'<a href="#note-{one.pk}">반려하는 사유' in unsaid.text
    assert client.post(decide, {"decision": "approve"}).status_code == 302
    one.refresh_from_db()
    assert one.state == S.DONE
    assert client.post(decide, {"decision": "approve"}).status_code == 409


def test_the_officer_sees_the_page_and_no_resident(client, round_, officer):
    person = applied(round_, 1).person
    client.force_login(officer)
    assert client.get(reverse("destructions")).status_code == 200
    assert client.get(reverse("person_detail", args=[person.pk])).status_code == 403


def test_a_refusal_needs_a_reason(round_, staff, officer):
    applied(round_, 1)
    announced(round_, staff)
    one = asked(round_.district, staff, round_)
    with pytest.raises(Refused, match="사유"):
        refuse_destruction(one, officer, " ")


def test_another_districts_round_cannot_be_asked_for(client, stranger, round_, staff):
    applied(round_, 1)
    announced(round_, staff)
    client.force_login(stranger)
    data = {"round": round_.pk, "reason": "x"}
    assert client.post(reverse("destruction_ask"), data).status_code == 404


def test_a_change_after_the_request_is_noticed(round_, staff, officer):
    application = applied(round_, 1, A.NOT_SELECTED)
    announced(round_, staff)
    one = asked(round_.district, staff, round_)
    with acting("시험"):
        Appeal(
            district=round_.district,
            application=application,
            against="NOT_SELECTED",
            filed_on=TODAY,
            due_on=TODAY,
            ground="다시",
        ).save()
    with pytest.raises(Refused, match="사정이 바뀌어"):
        approve_destruction(one, officer)
    assert Enquiry.objects.exists()
