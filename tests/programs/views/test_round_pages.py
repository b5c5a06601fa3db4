"""The pages of a round: who reaches them, the list, its moves and its clones."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.rules.catalogue import CATALOGUE
from jobportal.platform.rules.codes import RuleCode
from programs.actions import change_rules
from programs.models import Round, RoundRules
from programs.preparation import rules_of
from tests.programs.making import make_programme, make_round, published, with_rules
from tests.programs.views.preparing import address, draft, opened, typed

pytestmark = pytest.mark.django_db
GET_PAGES = (
    "round_prepare",
    "round_copy",
    "round_publish",
    "round_correct",
    "round_differences",
    "round_rules_start",
    "round_rules_discard",
    "round_rules_eligibility",
    "round_rules_scoring",
    "round_rules_scoring_add",
    "round_rules_bonus_add",
    "round_rules_penalty_add",
    "round_rules_ties",
    "round_rules_wage",
)


@pytest.mark.parametrize("name", GET_PAGES)
def test_another_district_finds_no_round(round_, stranger, client, name):
    with_rules(round_)
    client.force_login(stranger)
    assert client.get(address(name, round_)).status_code == 404
    assert client.post(address(name, round_)).status_code in (404, 405)


def test_moves_and_tie_steps_of_another_district_are_not_found(round_, stranger, client):
    with_rules(round_)
    client.force_login(stranger)
    assert client.post(address("round_move", round_), {"to": "RUNNING"}).status_code == 404
    url = address("round_rules_tie_move", round_, 0)
    assert client.post(url, {"to": "out"}).status_code == 404
    assert client.get(reverse("round_list")).context["rows"] == []


@pytest.mark.parametrize("name", ("round_list", "statutory_values"))
def test_a_signed_out_visitor_is_sent_to_sign_in(client, db, name):
    assert client.get(reverse(name)).status_code == 302


def test_rules_of_another_district_cannot_be_fetched(round_, other_district, signed_in):
    theirs = make_round(make_programme(other_district))
    version = with_rules(theirs)
    answer = signed_in.post(address("round_rules_start", round_), {"rules": version.pk})
    assert answer.status_code == 404
    assert not RoundRules.objects.of(round_.district).exists()


def test_the_list_says_state_posts_and_version(round_, signed_in):
    published(round_)
    page = signed_in.get(reverse("round_list"))
    (row,) = page.context["rows"]
    assert (row["stage"], row["project_posts"], row["rules"]) == ("공고", 12, "제1판")
    assert not row["gap"]
    for query in ("?year=2025", "?state=RUNNING", f"?programme={round_.programme_id + 1}"):
        assert signed_in.get(reverse("round_list") + query).context["rows"] == []
    assert signed_in.get(reverse("round_list") + "?year=올해&state=X").status_code == 200


def test_a_recorded_round_of_the_past_is_not_called_planned(district, signed_in):
    days = {"starts_on": date(2019, 1, 10), "ends_on": date(2019, 6, 30)}
    none = dict.fromkeys(("notice_on", "apply_from_on", "apply_to_on", "select_on"))
    make_round(make_programme(district), "공공근로-2019-1", year=2019, half=1, **days, **none)
    assert "지난 회차(기록)" in signed_in.get(reverse("round_list")).text


def test_the_list_needs_as_many_queries_for_three_rounds_as_for_one(round_, signed_in):
    with_rules(round_)
    with CaptureQueriesContext(connection) as one:
        signed_in.get(reverse("round_list"))
    for n in (2, 3):
        with_rules(make_round(round_.programme, f"회차-{n}", seq=n))
    with CaptureQueriesContext(connection) as three:
        signed_in.get(reverse("round_list"))
    assert len(three) == len(one) <= 12


def test_the_page_shows_every_condition_band_step_and_wage(round_, signed_in):
    with_rules(round_)
    page = signed_in.get(address("round_prepare", round_))
    assert "공고할 준비가 되었습니다" in page.text
    for spec in CATALOGUE.values():
        assert spec.label in page.text
    assert "4억 9,900만 원" in page.text
    assert "출처 있음" in page.text
    assert "직장가입자 24,000 이상 36,000 미만" in page.text
    assert "접수번호: 빠른 순서" in page.text
    assert "65세 미만 52,000원, 65세 이상 31,000원" in page.text


def test_a_shortfall_is_said_in_words(district, signed_in):
    round_ = make_round(make_programme(district), planned_posts=20, posts_under_65=14)
    text = signed_in.get(address("round_prepare", round_)).text
    assert "대상사업 배정 인원의 합 12명이 계획 인원 20명보다 8명 모자랍니다." in text
    assert "선발 기준이 없습니다" in text


def test_the_record_of_a_round_leads_to_its_preparation(round_, signed_in):
    page = signed_in.get(reverse("record_detail", args=["rounds", round_.pk]))
    assert f'href="{address("round_prepare", round_)}"' in page.text


def test_the_record_of_a_project_leads_to_the_preparation_of_its_round(round_, signed_in):
    project = round_.work_projects.first()
    page = signed_in.get(reverse("record_detail", args=["work-projects", project.pk]))
    assert f'href="{address("round_prepare", round_)}"' in page.text


def test_a_round_is_no_additional_round_of_itself(round_):
    round_.additional_to = round_
    with pytest.raises(ValidationError, match="앞선 회차"):
        round_.clean()


def test_a_round_moves_on_by_its_buttons_only(round_, signed_in):
    url = address("round_move", round_)
    signed_in.post(url, {"to": "RUNNING"})
    assert Round.objects.get().state == "PLANNED"
    published(round_)
    assert "사업 시작" in signed_in.get(address("round_prepare", round_)).text
    signed_in.post(url, {"to": "RUNNING"})
    assert Round.objects.get().state == "RUNNING"
    signed_in.post(url, {"to": "없는 상태"})
    assert Round.objects.get().state == "RUNNING"


def test_a_clone_takes_two_clicks(round_, signed_in):
    published(round_)
    url = address("round_copy", round_)
    form = signed_in.get(url).context["form"]
    answer = signed_in.post(url, typed(form))
    new = Round.objects.get(code="동행-2027-2")
    assert answer["Location"] == address("round_prepare", new)
    assert (new.year, new.half, new.starts_on) == (2027, 2, date(2027, 7, 1))
    assert "공고할 준비가 되었습니다" in signed_in.get(answer["Location"]).text


def test_a_clone_by_half_a_year_names_the_next_half(round_, signed_in):
    form = signed_in.get(address("round_copy", round_) + "?by=half").context["form"]
    assert form.initial["code"] == "동행-2027-1"
    assert (form.initial["year"], form.initial["half"]) == (2027, 1)
    assert form.initial["starts_on"] == date(2027, 1, 1)


def test_a_clone_may_recruit_again_for_the_same_half_year(round_, signed_in):
    url = address("round_copy", round_)
    assert "같은 기간에 추가모집" in signed_in.get(url).text
    form = signed_in.get(f"{url}?by=additional").context["form"]
    signed_in.post(url, {**typed(form), "is_additional": "on"})
    new = Round.objects.get(code="동행-2026-2-2차")
    assert (new.additional_to, new.seq, new.half) == (round_, 2, round_.half)
    assert (new.starts_on, new.ends_on) == (round_.starts_on, round_.ends_on)
    form = signed_in.get(url).context["form"]
    signed_in.post(url, typed(form))
    assert Round.objects.get(code="동행-2027-2").additional_to is None


def test_an_additional_recruitment_leaves_out_who_applied_before(round_, signed_in):
    with_rules(round_, "midlife-career")  # rules that do not speak of it
    url = address("round_copy", round_)
    form = signed_in.get(f"{url}?by=additional").context["form"]
    signed_in.post(url, {**typed(form), "is_additional": "on"})
    rules = RoundRules.objects.get(round__code="동행-2026-2-2차")
    codes = [one.code for one in rules_of(rules).criteria]
    assert codes == sorted(codes, key=list(CATALOGUE).index)
    assert RuleCode.SAME_ROUND_REAPPLY in codes
    with acting("시험"):
        kept = [c for c in rules_of(rules).criteria if c.code is not RuleCode.SAME_ROUND_REAPPLY]
        change_rules(rules, replace(rules_of(rules), criteria=tuple(kept)))
    page = signed_in.get(address("round_prepare", rules.round))
    assert "‘같은 회차 재신청 제외’ 조건이 꺼져 있습니다" in page.text


def test_an_overlapping_clone_or_a_used_code_is_refused(round_, signed_in):
    url = address("round_copy", round_)
    data = typed(signed_in.get(url).context["form"])
    page = signed_in.post(url, {**data, "starts_on": "2026. 11. 1."})
    assert page.status_code == 422
    assert "겹칩니다" in page.text
    page = signed_in.post(url, {**data, "code": round_.code})
    assert page.status_code == 422
    assert "같은 코드가 이미 있습니다" in page.text
    assert Round.objects.count() == 1


def test_a_number_in_use_is_refused_with_the_round_that_has_it(round_, signed_in):
    url = address("round_copy", round_)
    data = typed(signed_in.get(url).context["form"])
    page = signed_in.post(url, {**data, "year": 2026, "half": 2, "seq": 1})
    assert page.status_code == 422
    assert page.context["form"].errors == {
        "seq": [
            "이 사업의 2026년 하반기 1차는 회차 ‘동행-2026-2’(2026. 7. 1. ~ 2026. 11. 30.)입니다. "
            "그 회차를 열어 쓰거나, 함께 운영하는 모집이면 차수를 다르게 하세요."
        ]
    }


def test_an_overlapping_round_is_refused_by_the_record_form_too(round_, signed_in):
    url = reverse("record_add", args=["rounds"])
    data = {
        "code": "겹치는 회차",
        "programme": round_.programme_id,
        "year": 2026,
        "half": 0,
        "seq": 1,
        "starts_on": "2026-08-01",
        "ends_on": "2026-12-20",
        "planned_posts": 1,
        "posts_youth": 0,
        "posts_under_65": 0,
        "posts_65_over": 0,
        "planned_projects": 0,
    }
    page = signed_in.post(url, data)
    assert page.status_code == 422
    assert "사업기간이 겹칩니다" in page.text
    page = signed_in.post(url, {**data, "half": 2})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"seq", "youth_max_age"}
    assert "2026년 하반기 1차는 회차 ‘동행-2026-2’" in page.text


def test_a_resident_number_is_kept_out_of_every_free_text(round_, signed_in):
    with_rules(round_)
    number = "900101-1234567"
    url, data = opened(signed_in, "round_rules_eligibility", round_)
    page = signed_in.post(url, {**data, "MIN_AGE-clause": f"방침 {number}"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"MIN_AGE-clause"}
    url, data = opened(signed_in, "round_rules_scoring", round_)
    assert signed_in.post(url, {**data, "item-0-label": number}).status_code == 422
    data = typed(signed_in.get(address("round_copy", round_)).context["form"])
    copied = signed_in.post(address("round_copy", round_), {**data, "code": number})
    assert "주민등록번호로 보이는" in copied.text
    sent = {"published_on": "2026. 5. 4.", "is_checked": "on", "version": draft().version}
    signed_in.post(address("round_publish", round_), sent)
    page = signed_in.post(address("round_correct", round_), {"reason": f"정정 {number}"})
    assert page.status_code == 422
    assert RoundRules.objects.count() == 1
