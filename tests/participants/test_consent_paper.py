"""The consent form on paper: its parts set apart, what is important standing out, nobody in it."""

import re

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.models import ConsentItem
from tests.participants.making import a_consent_form, a_round
from tests.test_static import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(district):
    with acting("시험"):
        form = a_consent_form(district, without_consent="참여 이력(고용정책 기본법 제15조의3)")
        special = ConsentItem(
            district=district,
            form=form,
            order=3,
            category=ConsentItem.Category.SENSITIVE,
            title="장애 여부",
            is_mandatory=True,
            purpose="우대",
            data_items="장애 정도",
            kept_for="선발까지",
            receiver="가상보험공단",
        )
        special.save()
        return a_round(district)


@pytest.fixture
def page(signed_in, round_) -> str:
    return signed_in.get(reverse("consent_paper", args=[round_.pk])).text


def test_what_needs_no_consent_stands_apart_before_what_does(page):
    headings = re.findall(r"<h3[^>]*>([^<]+)</h3>", page)
    assert headings == [
        *("동의 없이 처리하는 항목", "동의해야 신청할 수 있는 항목", "선택해서 동의하는 항목")
    ]
    none, must, may = page.split("<section")[1:]
    assert "고용정책 기본법 제15조의3" in none
    assert "동의합니다" not in none
    assert (must.count("consent-item"), may.count("consent-item")) == (2, 1)
    assert "접수할 수 없습니다" in must
    assert "불이익이 없습니다" in may


def test_each_item_is_answered_by_itself_and_nothing_is_ticked(page):
    assert page.count("□ 동의합니다") == page.count("□ 동의하지 않습니다") == 3
    assert "☑" not in page
    assert "<input" not in page


def test_period_receiver_and_data_of_a_special_kind_stand_out(page):
    stressed = re.findall(r'class="consent-key">([^<]+)<', page)
    assert {"5년", "선발까지", "가상보험공단", "장애 정도"} <= set(stressed)
    assert "성명, 연락처" not in stressed
    (rule,) = re.findall(r"\.consent-key \{([^}]+)\}", (ROOT / "static/css/papers.css").read_text())
    assert "font-size: 1.25em" in rule
    assert "weight-bold" in rule


def test_without_a_form_the_page_says_where_to_make_one(signed_in, district):
    with acting("시험"):
        round_ = a_round(district)
    page = signed_in.get(reverse("consent_paper", args=[round_.pk])).text
    assert "동의서 양식이 없습니다" in page
    assert reverse("record_list", args=["consent-forms"]) in page
