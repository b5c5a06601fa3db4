"""The notice of a round: what stands against it, publishing and correcting."""

import pytest
from django.urls import reverse

from jobportal.platform.rules.catalogue import CATALOGUE
from programs.models import RoundRules, WorkProject
from programs.preparation import rules_of
from tests.programs.making import published, with_rules
from tests.programs.views.preparing import address, draft, opened, typed

pytestmark = pytest.mark.django_db


def test_conditions_without_an_article_are_named_before_the_notice(round_, signed_in):
    with_rules(round_)
    for name in ("round_prepare", "round_publish"):
        page = signed_in.get(address(name, round_)).text
        assert "공고문 조항을 적지 않은 자격 조건" in page
        assert "이 회차 공고문의 참여 자격" in page
    url, data = opened(signed_in, "round_rules_eligibility", round_)
    articles = {name: "공고문 3. 가." for name in data if name.endswith("-clause")}
    boxes = {f"{code}-clause": "공고문 3. 가." for code in CATALOGUE}
    assert signed_in.post(url, {**data, **articles, **boxes}).status_code == 302
    found = rules_of(draft()).criteria
    assert {one.clause for one in found} == {"공고문 3. 가."}
    assert all(one.origin for one in found)  # where the numbers came from is kept
    assert "적지 않은 자격 조건" not in signed_in.get(address("round_publish", round_)).text


def test_an_unready_round_is_refused_with_every_reason(round_, signed_in):
    page = signed_in.get(address("round_publish", round_))
    assert "선발 기준이 없습니다" in page.text
    assert signed_in.get(address("round_prepare", round_)).context["work_url"] == ""
    with_rules(round_)
    for project in WorkProject.objects.all():
        url = reverse("record_delete", args=["work-projects", project.pk])
        sent = {"reason": "시험", "version": project.version}
        assert signed_in.post(url, sent).status_code == 302
    version = draft().version
    sent = {"published_on": "2026. 5. 4.", "is_checked": "on", "version": version}
    page = signed_in.post(address("round_publish", round_), sent)
    assert page.status_code == 422
    assert "대상사업이 없습니다" in page.text
    assert not draft().is_published


def test_example_points_are_confirmed_before_the_notice(round_, signed_in):
    with_rules(round_)
    url, data = opened(signed_in, "round_publish", round_)
    assert data["published_on"] == "2026. 5. 4."
    page = signed_in.post(url, data)
    assert page.status_code == 422
    assert "확인한 뒤 표시하세요" in page.text
    assert signed_in.post(url, {**data, "is_checked": "on"}).status_code == 302
    page = signed_in.get(address("round_prepare", round_))
    assert f'href="{address("round_dashboard", round_)}">회차 업무' in page.text
    assert "2026. 5. 4. 확정" in page.text
    assert "예시" not in page.text


def test_what_was_announced_is_changed_by_no_page(round_, signed_in):
    published(round_)
    parts = ("eligibility", "scoring", "scoring_add", "bonus_add", "penalty_add", "ties", "wage")
    for name in parts:
        url = address(f"round_rules_{name}", round_)
        assert signed_in.get(url).status_code == 302
        assert signed_in.post(url, {"version": 2}).status_code == 302
    signed_in.post(address("round_rules_start", round_), {"shipped": "public-works-2018"})
    assert RoundRules.objects.get().origin == "동행일자리 2026년 상반기"
    edit = reverse("record_edit", args=["rounds", round_.pk])
    form = signed_in.get(edit).context["form"]
    page = signed_in.post(edit, {**typed(form), "planned_posts": "13"})
    assert page.status_code == 422
    assert "정정을 시작한 뒤 고치세요" in page.text
    project = WorkProject.objects.first()
    delete = reverse("record_delete", args=["work-projects", project.pk])
    assert "정정을 시작한 뒤" in signed_in.get(delete).text
    assert signed_in.post(delete).status_code == 409
    assert WorkProject.objects.filter(pk=project.pk).exists()


def test_a_correction_from_its_reason_to_its_difference_list(round_, signed_in):
    published(round_)
    url = address("round_correct", round_)
    assert signed_in.post(url, {"reason": " "}).status_code == 422
    assert signed_in.post(url, {"reason": "재산 상한 상향"}).status_code == 302
    url, data = opened(signed_in, "round_rules_eligibility", round_)
    signed_in.post(url, {**data, "ASSET_CAP-amount_won_0": "520,000,000"})
    url, data = opened(signed_in, "round_publish", round_)
    text = signed_in.get(url).text
    assert "4억 9,900만 원" in text
    assert "5억 2,000만 원" in text
    assert signed_in.post(url, data).status_code == 302
    page = signed_in.get(address("round_differences", round_) + "?from=1&to=2")
    assert "재산 상한 상향" in page.text
    (change,) = page.context["differences"]
    assert (change.before, change.after) == ("4억 9,900만 원", "5억 2,000만 원")
    assert signed_in.get(address("round_differences", round_) + "?from=9").status_code == 404
