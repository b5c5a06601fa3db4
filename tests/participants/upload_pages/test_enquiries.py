"""Templates, and results of enquiries that come by file."""

import pytest

from jobportal.platform.audit import acting
from jobportal.platform.permissions import Permission
from participants.models import Application, Enquiry, Screening
from tests.participants.making import TODAY, a_consent_form, a_round
from tests.participants.screening_making import RICH_WON
from tests.participants.upload_pages.handing_in import WHY, S, loaded, url
from tests.participants.uploading import applications, opened, results, someone
from tests.walking import someone as user_with

pytestmark = pytest.mark.django_db

P = Permission


def test_the_template_opens_and_names_the_round(desk, signed_in):
    answer = signed_in.get(url(desk, "upload_applications_template"))
    assert opened(answer.content).sheetnames == ["안내", "신청서", "코드"]
    assert "2026-1_" in answer["Content-Disposition"]


def test_the_enquiry_template_names_who_is_to_be_enquired_about(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1), someone(2)))
    answer = signed_in.post(url(desk, "upload_enquiries_template"), {"kinds": ["PREMIUM"], **WHY})
    book = opened(answer.getvalue())
    assert "조회 의뢰" in book["안내"].cell(book["안내"].max_row - 1, 1).value
    assert "목적 달성 후 즉시 파기" in book["조회 결과"].oddFooter.center.text
    sheet = book["조회 결과"]
    assert [cell.value for cell in sheet["A"]][2:] == [
        "공공근로-2026-1-0001",
        "공공근로-2026-1-0002",
    ]
    assert [cell.value for cell in sheet["B"]][2:] == ["가**가", "가**가"]
    assert "세대 재산(원)" not in [cell.value for cell in sheet[1]]


def test_without_a_purpose_or_the_right_there_is_no_enquiry_template(desk, district, client):
    where = url(desk, "upload_enquiries_template")
    client.force_login(user_with(district, P.SCREEN, P.DOWNLOAD_PERSONAL))
    refused = client.post(where, {"kinds": ["PREMIUM"]})
    assert refused.status_code == 422
    assert "목적" in refused.text
    assert client.get(where)["Location"] == url(desk, "upload_enquiries")
    client.force_login(user_with(district, P.SCREEN))
    assert client.post(where, WHY).status_code == 403
    assert "양식 받기" not in client.get(url(desk, "upload_enquiries")).text.partition("<main")[2]


def test_enquiry_results_are_loaded_the_same_way(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1)))
    data = results({"접수번호": 1, "조회일": TODAY(), "세대 재산(원)": 5})
    answer = loaded(signed_in, desk, data, "upload_enquiries")
    assert "조회 결과 추가 1건." in answer.text
    assert "심사를 시작하지 않은 1명은 심사를 시작한 뒤에 심사합니다" in answer.text
    assert Enquiry.objects.get().values == {"assets_won": 5}


def test_results_that_came_by_file_are_screened_at_once(desk, signed_in):
    loaded(signed_in, desk, applications(someone(1), someone(2), someone(3)))
    with acting("시험"):
        for one in Application.objects.exclude(number=3):
            one.state = S.UNDER_REVIEW if one.number == 1 else S.INELIGIBLE
            one.save()
    rows = [{"접수번호": n, "조회일": TODAY(), "세대 재산(원)": RICH_WON} for n in (1, 2, 3)]
    answer = loaded(signed_in, desk, results(*rows), "upload_enquiries")
    assert "1명을 심사했습니다: 적격 0명, 부적격 1명" in answer.text
    assert "심사 결과를 확정한 1명은 다시 심사하지 않았습니다" in answer.text
    row = Screening.objects.get()
    assert (row.application.number, "ASSET_CAP" in row.not_met) == (1, True)


def test_without_announced_rules_results_wait_for_them(district, signed_in):
    with acting("시험"):
        bare = a_round(district)
        a_consent_form(district)
    loaded(signed_in, bare, applications(someone(1)))
    with acting("시험"):
        one = Application.objects.get()
        one.state = S.UNDER_REVIEW
        one.save()
    data = results({"접수번호": 1, "조회일": TODAY(), "세대 재산(원)": 5})
    answer = loaded(signed_in, bare, data, "upload_enquiries")
    assert "공고한 선발 기준이 없어 1명은 심사하지 못했습니다" in answer.text
    assert not Screening.objects.exists()
