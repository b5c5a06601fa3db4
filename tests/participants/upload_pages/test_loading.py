"""A checked file is loaded once, by who handed it in, and on record."""

from collections import Counter

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry, AccessPerson, Change
from jobportal.platform.models.logsecret import opened as opened_log
from participants.models import Application, Consent, IntakeBatch, LegalHold
from participants.views.against_undoing import FOLLOWED_CURE, TYPED_CURE
from tests.participants.making import TODAY
from tests.participants.upload_pages.handing_in import (
    WHY,
    S,
    checked,
    colleague,
    loaded,
    nothing_written,
    url,
)
from tests.participants.uploading import applications, someone

pytestmark = pytest.mark.django_db


def test_the_confirmed_file_is_loaded_and_stands_first_in_the_list(desk, signed_in, staff):
    answer = loaded(signed_in, desk, applications(someone(1), someone(2)), note="1동 접수분")
    assert answer.redirect_chain == [(url(desk, "round_uploads"), 302)]
    assert "저장했습니다. 신청서 추가 2건." in answer.text
    assert "신청.xlsx" in answer.text
    assert "되돌릴 수 있음" in answer.text
    assert Application.objects.count() == 2
    changes = Change.objects.filter(via="IMPORT")
    assert "1동 접수분" in answer.text
    reasons = {told.reason for told in opened_log(changes).values()}
    assert reasons == {"파일 올리기", "올린 파일"}, "nothing typed is kept for good"
    assert set(changes.values_list("actor_id", flat=True)) == {staff.pk}


def test_the_same_file_again_says_so_and_has_nothing_to_save(desk, signed_in):
    data = applications(someone(1))
    loaded(signed_in, desk, data)
    page = checked(signed_in, desk, data)
    assert "모두 이미 들어 있어 저장할 것이 없습니다" in page.text
    assert "이미 올렸습니다" in page.text
    assert page.context["token"] == ""


def test_confirming_twice_loads_once(desk, signed_in):
    page = checked(signed_in, desk, applications(someone(1)))
    token = {"token": page.context["token"]}
    signed_in.post(url(desk), token)
    again = signed_in.post(url(desk), token, follow=True)
    assert "‘올린 파일 목록’에서 확인하고" in again.text
    assert (Application.objects.count(), IntakeBatch.objects.count()) == (1, 1)


def test_somebody_elses_confirmation_loads_nothing(desk, district, signed_in):
    page = checked(signed_in, desk, applications(someone(1)))
    other = colleague(district, "STAFF")
    answer = other.post(url(desk), {"token": page.context["token"]}, follow=True)
    assert "저장할 파일을 찾을 수 없습니다" in answer.text
    assert nothing_written()


def test_what_went_wrong_since_the_check_is_told_and_nothing_is_written(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    page = checked(signed_in, desk, applications(someone(1, 비고="다름"), someone(2)))
    with acting("시험"):
        one = Application.objects.get()
        one.state = S.UNDER_REVIEW
        one.save()
    answer = signed_in.post(url(desk), {"token": page.context["token"]})
    assert answer.status_code == 422
    assert "‘자격심사’ 상태인 신청서" in answer.text
    assert Application.objects.count() == 1


def test_a_loaded_file_is_undone_with_a_reason(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    where = reverse("batch_undo", args=[IntakeBatch.objects.get().pk])
    assert "추가 1건" in signed_in.get(where).text
    refused = signed_in.post(where, {"reason": ""})
    assert (refused.status_code, Application.objects.count()) == (422, 1)
    assert "되돌리는 사유를 적으세요" in refused.text
    answer = signed_in.post(where, {"reason": "다른 회차"}, follow=True)
    assert "되돌렸습니다" in answer.text
    assert not Application.objects.exists()
    assert signed_in.post(where, {"reason": "다시"}).status_code == 409


def test_what_stands_against_undoing_is_named(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    with acting("시험"):
        one = Application.objects.get()
        one.note = "전화로 확인"
        one.save()
    where = reverse("batch_undo", args=[IntakeBatch.objects.get().pk])
    page = signed_in.get(where)
    assert "1건 있어 되돌릴 수 없습니다" in page.text
    assert "공공근로-2026-1-0001" in page.text
    assert AccessEntry.objects.latest("pk").persons == [one.person_id]
    assert signed_in.post(where, {"reason": "그래도"}).status_code == 409
    assert Application.objects.exists()


def test_every_row_that_stands_against_undoing_is_listed_with_what_to_do(desk, signed_in):
    loaded(signed_in, desk, applications(*map(someone, range(1, 103))))
    with acting("시험"):
        for one in Application.objects.all():
            one.note = "전화로 확인"
            one.save()
        LegalHold(
            district=desk.district, person=one.person, reason="행정심판", from_on=TODAY()
        ).save()
    where = reverse("batch_undo", args=[IntakeBatch.objects.get().pk])
    pages = [signed_in.get(f"{where}?page={number}") for number in (1, 2)]
    rows = [row for page in pages for row in page.context["rows"]]
    kinds = Counter((row["kind"], row["cure"]) for row in rows)
    assert kinds == {("고친 참여신청", TYPED_CURE): 102, ("파기 보류", FOLLOWED_CURE): 1}
    assert rows[0]["url"] == reverse("application_detail", args=[Application.objects.first().pk])
    assert rows[0]["url"] in pages[0].text
    assert rows[-1]["url"] == reverse("person_detail", args=[one.person_id])
    assert "103건 있어 되돌릴 수 없습니다" in pages[1].text


def test_whose_data_came_in_and_went_out_is_recorded(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1), someone(2)))
    checked(signed_in, desk, applications(someone(1, 비고="다름")))
    signed_in.post(url(desk, "upload_enquiries_template"), WHY)
    rows = AccessEntry.objects.order_by("pk").values_list("task", "action", "purpose", "pk")
    found = [
        (task, action, purpose, AccessPerson.objects.filter(entry=pk).count())
        for task, action, purpose, pk in rows
        if task.endswith("올리기")
    ]
    assert ("신청서 올리기", "READ", "", 2) in found
    assert ("신청서 올리기", "READ", "", 1) in found
    (told,) = [purpose for _, action, purpose, seen in found if (action, seen) == ("DOWNLOAD", 2)]
    assert told.startswith("심사·선발: 행복이음 소득·재산 조회 의뢰 (2행, SHA-256 ")


def test_the_list_of_loaded_files_is_empty_with_a_way_on(desk, signed_in):
    page = signed_in.get(url(desk, "round_uploads"))
    assert "이 회차에 올린 파일이 없습니다" in page.text
    assert url(desk) in page.text


def test_consents_of_a_file_are_those_of_the_form(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    assert list(Consent.objects.values_list("is_given", flat=True)) == [True, False]
