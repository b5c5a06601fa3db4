"""Entering results of enquiries: locked without consent, kept on error, nobody overwritten."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry, Change
from participants.enquiries.needed import kinds_asked
from participants.models import Application, Consent, ConsentItem, Enquiry, Screening
from programs.preparation import announced_rules, rules_of
from tests.participants.making import TODAY, a_consent_form, an_enquiry
from tests.participants.screening_making import K, a_round_with_rules, fine, under_review

pytestmark = pytest.mark.django_db
S = Application.State


@pytest.fixture
def round_(district):
    with acting("시험"):
        return a_round_with_rules(district)


@pytest.fixture
def application(round_):
    with acting("시험"):
        application = under_review(round_, 1)
        consented(application)
    return application


def consented(application: Application) -> Consent:
    """The applicant agreed to the mandatory item of the form."""
    item = ConsentItem.objects.filter(is_mandatory=True).first()
    item = item or a_consent_form(application.district).items.get(is_mandatory=True)
    consent = Consent(
        district=application.district,
        application=application,
        item=item,
        is_given=True,
        on=TODAY(),
    )
    consent.save()
    return consent


def url(application: Application) -> str:
    return reverse("application_enquiries", args=[application.pk])


def post(client, application: Application, **typed):
    """Send the page as a browser does: what is kept, with what is typed over it."""
    page = client.get(url(application))
    data = {}
    for form in page.context["forms"].all:
        for bound in form:
            value = bound.value()
            data[bound.html_name] = "" if value is None else value
    return client.post(url(application), {**data, **typed})


def test_amounts_are_typed_as_they_are_written_and_kept_encrypted(application, signed_in):
    page = post(
        signed_in,
        application,
        **{
            "assets-assets_won": "199,000,000",
            "assets-looked_on": "2026. 5. 4.",
            "assets-source": "행복e음 2026-1",
            "residence-in_district": "예",
            "residence-district_from_on": "20150302",
            "employment-employment": "실업자",
            "participation-past": "공공근로 2024-01-10~2024-06-30 중도포기",
            "personal-official_relations": ["배우자", "자녀"],
        },
    )
    assert page.status_code == 302
    kept = {row.kind: row for row in Enquiry.objects.all()}
    assert set(kept) == {K.ASSETS, K.RESIDENCE, K.EMPLOYMENT, K.PARTICIPATION, K.PERSONAL}
    assert kept[K.ASSETS].values == {"assets_won": 199_000_000}
    assert f"{kept[K.ASSETS].looked_on}" == "2026-05-04"
    assert kept[K.RESIDENCE].looked_on == TODAY()
    assert kept[K.PERSONAL].values == {"official_relations": ["SPOUSE", "CHILD"]}
    assert kept[K.PARTICIPATION].values["past"][0]["dropped_out"] is True
    shown = signed_in.get(url(application)).text
    assert "199,000,000" in shown
    assert "공공근로 2024-01-10~2024-06-30 중도포기" in shown
    logged = str([change.fields for change in Change.objects.filter(kind="participants.enquiry")])
    assert "199" not in logged


def test_what_was_entered_is_screened_at_once(application, signed_in):
    page = post(signed_in, application, **{"assets-assets_won": "300000000"})
    assert page.status_code == 302
    row = Screening.objects.get()
    assert (row.result, row.not_met) == ("INELIGIBLE", "|ASSET_CAP|")
    assert "심사 결과는 ‘부적격’입니다(재산 상한)" in signed_in.get(page["Location"]).text
    application.refresh_from_db()
    assert application.state == S.UNDER_REVIEW


def test_saving_unchanged_or_twice_writes_nothing(application, signed_in):
    with acting("시험"):
        an_enquiry(application, K.INCOME, household_income_won=5)
    changes = Change.objects.count()
    for _ in range(2):
        assert post(signed_in, application).status_code == 302
    assert Change.objects.filter(kind="participants.enquiry").count() == 1
    assert Enquiry.objects.get().version == 1
    assert Change.objects.count() == changes + 1  # the first screening


def test_all_errors_come_at_once_and_what_was_typed_stays(application, signed_in):
    page = post(
        signed_in,
        application,
        **{
            "income-household_income_won": "백만",
            "assets-assets_won": "-5",
            "residence-district_from_on": "언젠가",
            "residence-household_size": "0",
            "benefit-has_livelihood": "아니오",
            "benefit-livelihood_from_on": "2025-01-01",
            "employment-looked_on": "2099-01-01",
            "participation-past": "어딘가",
            "personal-official_relations": ["없음", "자녀"],
            "ban-source": "900101-1234560",
            "premium-looked_on": "2026-01-02",
        },
    )
    assert page.status_code == 422
    assert not Enquiry.objects.exists()
    text = page.text
    for words in (
        "소득 › 세대 월 소득(원)",
        "재산 › 세대 재산(원)",
        "자치구 전입일",
        "세대원 수(명)",
        "급여 수급 › 생계급여 시작일",
        "조회일이 오늘보다 뒤입니다",
        "읽을 수 없습니다",
        "주민등록번호로 보이는",
        "조회일만 있고 조회 내용이 없습니다",
    ):
        assert words in text, words
    for typed in ("백만", "언젠가", "어딘가"):
        assert typed in text


@pytest.mark.parametrize("what", ["missing", "withdrawn", "no form"])
def test_without_a_consent_on_file_nothing_can_be_entered(round_, signed_in, what):
    with acting("시험"):
        application = under_review(round_, 1)
        if what != "no form":
            a_consent_form(round_.district)
        if what == "withdrawn":
            consent = consented(application)
            consent.withdrawn_on = TODAY()
            consent.save()
    page = signed_in.get(url(application))
    assert page.status_code == 200
    assert ("동의서" if what == "no form" else "항목 1") in page.text
    assert f"{reverse('application_detail', args=[application.pk])}#consents" in page.text
    assert "assets-assets_won" not in page.text
    refused = signed_in.post(url(application), {"assets-assets_won": "1", "assets-version": ""})
    assert refused.status_code == 422
    assert not Enquiry.objects.exists()
    with acting("시험"):
        Consent.objects.all().first() and Consent.objects.get().delete()
        consented(application)
    assert post(signed_in, application, **{"assets-assets_won": "1"}).status_code == 302


def test_an_ended_application_takes_no_results(application, signed_in):
    with acting("시험"):
        application.state, application.state_reason = S.WITHDRAWN, "본인 요청"
        application.save()
    assert "입력하지 않는 신청서입니다" in signed_in.get(url(application)).text
    assert signed_in.post(url(application), {"income-household_income_won": "1"}).status_code == 422


def test_two_clerks_on_one_applicant_are_shown_both_values(application, signed_in):
    with acting("시험"):
        kept = an_enquiry(application, K.INCOME, household_income_won=1_000)
    opened = {"income-household_income_won": "3,000", "income-version": "1"}
    with acting("다른 담당자"):
        kept.values = {"household_income_won": 2_000}
        kept.save()
    page = signed_in.post(url(application), opened)
    assert page.status_code == 409
    assert "3,000" in page.text
    assert "2,000" in page.text
    kept.refresh_from_db()
    assert kept.values == {"household_income_won": 2_000}
    # What the page sends now knows of the other's value.
    again = {**opened, "income-version": page.context["forms"].all[1]["version"].value()}
    assert signed_in.post(url(application), again).status_code == 302
    kept.refresh_from_db()
    assert kept.values == {"household_income_won": 3_000}


def test_two_clerks_on_different_kinds_disturb_nobody(application, signed_in):
    opened = {"assets-assets_won": "5", "assets-version": "", "income-version": ""}
    with acting("다른 담당자"):
        income = an_enquiry(application, K.INCOME, household_income_won=1_000)
    assert signed_in.post(url(application), opened).status_code == 302
    assert {row.kind for row in Enquiry.objects.all()} == {K.INCOME, K.ASSETS}
    # A conflict about one kind shows the others as they are kept.
    page = signed_in.post(url(application), {**opened, "assets-assets_won": "9"})
    assert page.status_code == 409
    assert "1,000" in page.text
    again = {
        form.html_name: form.value() or "" for one in page.context["forms"].all for form in one
    }
    assert signed_in.post(url(application), again).status_code == 302
    income.refresh_from_db()
    assert income.values == {"household_income_won": 1_000}
    assert Enquiry.objects.get(kind=K.ASSETS).values == {"assets_won": 9}


def test_emptying_a_kind_takes_it_out(application, signed_in):
    with acting("시험"):
        an_enquiry(application, K.INCOME, household_income_won=1_000)
    empty = {"income-household_income_won": "", "income-looked_on": "", "income-source": ""}
    assert post(signed_in, application, **empty).status_code == 302
    assert not Enquiry.objects.exists()


def test_a_destroyed_result_does_not_stand_in_the_way(application, signed_in):
    with acting("시험"):
        kept = an_enquiry(application, K.INCOME, household_income_won=1_000)
        kept.values = {}
        kept.save()
    assert post(signed_in, application, **{"assets-assets_won": "5"}).status_code == 302
    assert Enquiry.objects.count() == 2


def test_the_enquired_household_becomes_that_of_the_application(application, signed_in):
    post(signed_in, application, **{"residence-household_code": "세대-001"})
    application.refresh_from_db()
    assert application.household_code == "세대-001"
    with acting("시험"):
        application.household_code = "접수 0001 세대"  # set by hand since
        application.save()
    post(signed_in, application, **{"residence-in_district": "예"})
    application.refresh_from_db()
    assert application.household_code == "접수 0001 세대"


def test_the_next_applicant_is_one_press_away(round_, application, signed_in):
    with acting("시험"):
        following = under_review(round_, 3, S.SUBMITTED)
        under_review(round_, 2, S.WITHDRAWN)
    page = post(signed_in, application, **{"then": "next", "assets-assets_won": "5"})
    assert page["Location"] == url(following)
    assert "저장하고 다음 신청자" not in signed_in.get(url(following)).text


def test_looking_and_saving_are_recorded_and_never_in_lists(round_, application, signed_in):
    with acting("시험"):
        an_enquiry(application, K.INCOME, household_income_won=7_654_321)
    signed_in.get(url(application))
    entry = AccessEntry.objects.order_by("-pk").first()
    assert (entry.task, entry.persons) == ("소득·재산 조회 결과 입력", [application.person_id])
    for name in ("round_screening", "round_households"):
        assert "7,654,321" not in signed_in.get(reverse(name, args=[round_.pk])).text
    assert "7,654,321" not in signed_in.get(reverse("applicants")).text


def test_another_district_and_a_team_lead_do_not_get_in(application, client, stranger, lead):
    client.force_login(stranger)
    assert client.get(url(application)).status_code == 404
    assert client.post(url(application), {}).status_code == 404
    client.force_login(lead)
    assert client.get(url(application)).status_code == 403


def test_results_of_the_confirmed_are_entered_but_change_nothing(round_, signed_in):
    with acting("시험"):
        application = fine(round_, 1, state=S.RESERVE)
        consented(application)
    page = signed_in.get(url(application))
    assert "확정한 결과를 바꾸지 않습니다" in page.text
    assert post(signed_in, application, **{"assets-assets_won": "900000000"}).status_code == 302
    assert not Screening.objects.exists()


def test_what_the_rules_of_the_round_do_not_look_at_is_marked(application, signed_in):
    page = signed_in.get(url(application))
    spared = [form.kind for form in page.context["forms"].all if not form.is_asked]
    assert spared == sorted(
        set(K) - kinds_asked(rules_of(announced_rules(application.round))), key=list(K).index
    )
    assert page.text.count('badge">기준에 없음') == len(spared) > 0
