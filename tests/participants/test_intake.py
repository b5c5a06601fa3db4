"""Intake in one screen: what is taken in, what is refused, and that nothing typed is lost."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import Change, User
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.values.dates import kdate
from participants.actions.screening import screen
from participants.models import (
    Application,
    Consent,
    DuplicatePair,
    Person,
    SubmittedDocument,
)
from programs.models import Round
from tests.participants.making import (
    TODAY,
    a_consent_form,
    a_document,
    a_person,
    a_round,
    an_application,
    made_up_rrn,
)
from tests.participants.placing import some_rules
from tests.participants.screening_making import a_round_with_rules

pytestmark = pytest.mark.django_db
S = Application.State


@pytest.fixture
def desk(district):
    """A round that takes applications, with a consent form and a mandatory paper."""
    with acting("시험"):
        round_ = a_round(district)
        a_consent_form(district)
        a_document(district, round_)
    return round_


@pytest.fixture
def rrn_desk(district):
    """The same for a programme that may ask for resident numbers."""
    with acting("시험"):
        round_ = a_round(district, "동행-2026-1", rrn_allowed=True)
        a_consent_form(district, code="동의서-2", programme=round_.programme)
    return round_


def url(round_) -> str:
    return reverse("intake_form", args=[round_.pk])


def typed(client, where: str, /, **values) -> dict:
    """What a clerk sends: the form as it opened, filled in for somebody made up."""
    page = client.get(where)
    forms = page.context["forms"]
    data = {
        "person_version": forms.person["person_version"].value(),
        "version": forms.application["version"].value(),
        "token": forms.application["token"].value(),
        "name": "가상희",
        "birth_on": "900304",
        "sex": "FEMALE",
        "phone": "010-0000-1234",
        "address": "가상구 없는로 1",
        "dong": "가상1동",
        "received_on": f"{TODAY():%Y-%m-%d}",
        "channel": "DONG_OFFICE",
        "reception_dong": "가상1동",
        "household_size": "2",
        "dependants": "1",
        "consent_method": "PAPER",
        "action": "submit",
    }
    data |= {field.html_name: "on" for field in forms.consents.item_fields[:1]}
    data |= {field.html_name: "SUBMITTED" for field in forms.papers}
    return {**data, **values}


def mark(client, where: str, person) -> str:
    """What the hints of this session send to pick somebody who is typed in."""
    typed_in = {"name": person.name, "birth_on": f"{person.birth_on}", "action": "hints"}
    found = client.post(where, typed_in).context["hints"]["persons"]
    return next(one["mark"] for one in found if one["pk"] == person.pk)


def test_one_post_saves_the_person_the_application_the_consents_and_the_papers(
    desk, signed_in, staff
):
    project = desk.work_projects.first()
    answer = signed_in.post(
        url(desk),
        typed(signed_in, url(desk), first_choice=project.pk, groups=["DISABLED", "OLDER"]),
    )
    application = Application.objects.select_related("person", "round").get()
    assert answer["Location"] == reverse("application_detail", args=[application.pk])
    assert (application.state, application.number) == (S.SUBMITTED, 1)
    assert application.receipt == "공공근로-2026-1-0001"
    assert application.clerk == staff
    assert application.received_at
    assert application.first_choice == project
    assert (application.person.name, application.person.phone) == ("가상희", "01000001234")
    assert sorted(application.groups.values_list("group", flat=True)) == [
        "DISABLED",
        "OLDER",
    ]
    assert list(application.consents.values_list("is_given", flat=True)) == [True, False]
    assert application.documents.get().state == SubmittedDocument.State.SUBMITTED
    assert Change.objects.filter(actor_id=staff.pk, kind="participants.application").exists()
    page = signed_in.get(answer["Location"])
    assert "접수번호 공공근로-2026-1-0001로 접수했습니다." in page.text
    assert page["Cache-Control"] == "no-store"


def test_receipt_numbers_run_on_within_a_round_and_a_withdrawn_one_is_not_given_again(
    desk, signed_in
):
    for n in (1, 2):
        signed_in.post(
            url(desk),
            typed(
                signed_in, url(desk), name=f"가상{n}", birth_on=f"9{n}0101", phone="", address=""
            ),
        )
    last = Application.objects.get(number=2)
    signed_in.post(
        reverse("application_move", args=[last.pk]),
        {"version": last.version, "to": "WITHDRAWN", "reason": "본인 요청"},
    )
    signed_in.post(url(desk), typed(signed_in, url(desk), name="가상삼", phone="", address=""))
    assert sorted(Application.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_the_same_form_sent_twice_makes_one_application(desk, signed_in):
    data = typed(signed_in, url(desk))
    first, second = signed_in.post(url(desk), data), signed_in.post(url(desk), data)
    assert first["Location"] == second["Location"]
    assert Application.objects.count() == Person.objects.count() == 1
    assert "두 번 저장하지 않았습니다" in signed_in.get(second["Location"]).text


def test_a_draft_has_no_number_and_is_completed_later(desk, signed_in):
    data = typed(signed_in, url(desk), action="draft")
    data = {name: value for name, value in data.items() if not name.startswith("consent_1")}
    signed_in.post(url(desk), data)
    draft = Application.objects.get()
    assert (draft.state, draft.number) == (S.DRAFT, None)
    edit = reverse("application_edit", args=[draft.pk])
    assert 'value="가상희"' in signed_in.get(edit).text
    signed_in.post(edit, typed(signed_in, edit, note="이어서"))
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.note) == (S.SUBMITTED, 1, "이어서")
    assert Person.objects.count() == 1


def test_a_submitted_application_is_corrected_and_keeps_its_number(desk, signed_in):
    signed_in.post(url(desk), typed(signed_in, url(desk), groups=["YOUTH"]))
    application = Application.objects.get()
    edit = reverse("application_edit", args=[application.pk])
    signed_in.post(edit, typed(signed_in, edit, name="가상히", action="draft", groups=["DISABLED"]))
    application.refresh_from_db()
    assert (application.state, application.number) == (S.SUBMITTED, 1)
    assert application.person.name == "가상히"
    assert application.groups.get().group == "DISABLED"
    assert Consent.objects.count() == 2


def test_an_error_found_in_the_review_is_corrected_with_a_reason_and_screened_anew(
    desk, signed_in, district, client
):
    signed_in.post(url(desk), typed(signed_in, url(desk), household_size=2, dependants=0))
    application = Application.objects.get()
    with acting("시험"):
        some_rules(desk, RuleSet((Criterion.standard(RuleCode.MAX_AGE, age=64),)))
        application.state = S.UNDER_REVIEW
        application.save()
        screen(desk, [application])
    edit = reverse("application_edit", args=[application.pk])
    assert edit in signed_in.get(reverse("application_detail", args=[application.pk])).text
    older = typed(signed_in, edit, birth_on="1940. 1. 1.")
    assert signed_in.post(edit, older).status_code == 422
    answer = signed_in.post(edit, {**older, "correction_reason": "생년월일 오기"})
    assert answer.status_code == 302
    application.refresh_from_db()
    assert (application.state, application.number) == (S.UNDER_REVIEW, 1)
    assert application.screenings.get().result == "INELIGIBLE"
    page = signed_in.get(reverse("application_detail", args=[application.pk]))
    assert "생년월일 오기" in page.text
    clerk = User.objects.create_user("dong", password="x", name="김동직")
    with acting("시험"):
        give(clerk, district, "DONG_CLERK", "시험")
    client.force_login(clerk)
    assert client.get(edit).status_code == 404  # whoever does not screen leaves a review alone


def test_without_the_mandatory_consent_nothing_is_submitted_and_the_draft_is_saved(desk, signed_in):
    data = {name: value for name, value in typed(signed_in, url(desk)).items() if value != "on"}
    page = signed_in.post(url(desk), data)
    assert page.status_code == 422
    assert "동의해야 접수할 수 있습니다" in page.text
    assert 'value="가상희"' in page.text
    assert not Person.objects.exists()
    assert signed_in.post(url(desk), {**data, "action": "draft"}).status_code == 302


def test_a_refused_optional_consent_blocks_nothing_and_begins_unchecked(desk, signed_in):
    page = signed_in.get(url(desk))
    assert not any(field.value() for field in page.context["forms"].consents.item_fields)
    assert signed_in.post(url(desk), typed(signed_in, url(desk))).status_code == 302
    assert Consent.objects.filter(is_given=False, item__category="OPTIONAL").exists()


def test_without_a_consent_form_only_drafts_are_taken(district, signed_in):
    with acting("시험"):
        round_ = a_round(district)
    page = signed_in.post(url(round_), typed(signed_in, url(round_)))
    assert page.status_code == 422
    assert "동의서 양식" in page.text
    data = typed(signed_in, url(round_), action="draft")
    assert signed_in.post(url(round_), data).status_code == 302


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"birth_on": "901301"}, "없는 날짜"),
        ({"birth_on": "2099-01-01"}, "오늘보다 뒤"),
        ({"birth_on": "1900-01-01"}, "120세"),
        ({"birth_on": ""}, "생년월일을 입력하세요"),
        ({"sex": ""}, "성별을 입력하세요"),
        ({"name": ""}, "필수"),
        ({"phone": "12"}, "전화번호를 읽을 수 없습니다"),
        ({"received_on": "2099-01-01"}, "오늘보다 뒤"),
        ({"received_on": "2025-12-31"}, "접수 기간"),
        ({"note": "주민번호 900101-1234560"}, "주민등록번호로 보이는"),
        ({"name": "가상９００１０１１２３４５６０"}, "주민등록번호로 보이는"),
        ({"address": "없는로 9001011234560"}, "주민등록번호로 보이는"),
        ({"dependants": "2"}, "부양가족"),
        ({"household_size": "0"}, "1"),
        ({"household_size": "99999999999"}, "20"),
        ({"reception_dong": ""}, "접수한 동"),
        ({"second_choice": "first"}, "1순위부터"),
        ({"first_choice": "999999"}, "선택"),
        ({"token": ""}, "필수"),
        ({"rrn": "900101-1234560"}, "주민등록번호를 받지 않습니다"),
        ({"groups": ["NOBODY"]}, "NOBODY"),
    ],
)
def test_bad_input_is_refused_in_words_and_kept(desk, signed_in, values, words):
    if values.get("second_choice") == "first":
        values = {"second_choice": desk.work_projects.first().pk}
    page = signed_in.post(url(desk), typed(signed_in, url(desk), **values))
    assert page.status_code == 422
    assert words in page.text
    assert 'value="가상1동"' in page.text
    assert not Person.objects.exists()
    assert not Application.objects.exists()


@pytest.mark.parametrize(("years", "is_taken"), [(14, False), (16, True)])
def test_a_child_is_refused_and_of_the_others_the_rule_decides(desk, signed_in, years, is_taken):
    young = TODAY() - timedelta(days=366 * years)
    page = signed_in.post(url(desk), typed(signed_in, url(desk), birth_on=f"{young:%Y-%m-%d}"))
    assert (page.status_code == 302) is is_taken
    assert is_taken or "만 15세 미만은" in page.text


@pytest.mark.parametrize(("years", "is_told"), [(16, True), (30, False), (0, False)])
def test_who_is_younger_than_the_rules_allow_is_told_while_typing(
    district, signed_in, years, is_told
):
    rules = RuleSet((Criterion.standard(RuleCode.MIN_AGE),))
    with acting("시험"):
        round_ = a_round_with_rules(district, rules=rules)
    born = f"{TODAY() - timedelta(days=366 * years):%Y-%m-%d}" if years else ""
    page = signed_in.post(reverse("intake_hints", args=[round_.pk]), {"birth_on": born})
    assert ("최저 나이(만 18세)보다 어립니다" in page.text) is is_told


def test_a_resident_number_is_asked_for_only_with_a_legal_basis(desk, rrn_desk, signed_in):
    assert 'name="rrn"' not in signed_in.get(url(desk)).text
    assert 'name="rrn"' in signed_in.get(url(rrn_desk)).text


def test_birth_and_sex_follow_from_the_resident_number(rrn_desk, signed_in):
    data = typed(signed_in, url(rrn_desk), rrn=made_up_rrn(), birth_on="", sex="")
    answer = signed_in.post(url(rrn_desk), data)
    person = Person.objects.get()
    assert (f"{person.birth_on}", person.sex, person.rrn) == ("1990-01-01", "MALE", made_up_rrn())
    page = signed_in.get(answer["Location"])
    assert "검증 숫자가 맞지 않습니다" in page.text
    assert made_up_rrn() not in page.text
    assert "900101-1******" in page.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"rrn": "901301-1234560"}, "없는 날짜"),
        ({"rrn": "900101-9234560"}, "일곱째"),
        ({"rrn": "900101-123"}, "13자리"),
        ({"rrn": made_up_rrn(), "birth_on": "900304"}, "서로 다릅니다"),
    ],
)
def test_a_bad_resident_number_is_refused_in_words(rrn_desk, signed_in, values, words):
    page = signed_in.post(url(rrn_desk), typed(signed_in, url(rrn_desk), **values))
    assert page.status_code == 422
    assert words in page.text


def test_somebody_known_is_met_before_they_are_entered_twice(desk, signed_in, district):
    with acting("시험"):
        known = a_person(district, 1, name="가상희", birth_on="1990-03-04", sex="FEMALE")
    data = typed(signed_in, url(desk), name="가 상희")
    page = signed_in.post(url(desk), data)
    assert page.status_code == 409
    assert "같은 사람으로 보이는 신청인" in page.text
    assert "성명과 생년월일이 같음" in page.text
    assert Person.objects.count() == 1
    shown = page.context["hints"]["persons"][0]["mark"]
    picked = signed_in.post(url(desk), {**data, "action": f"pick:{shown}"})
    forms = picked.context["forms"]
    assert forms.person["phone"].value() == "010-0000-0001"
    assert forms.application["household_size"].value() == "2"
    again = {
        **data,
        "person": picked.context["mark"],
        "person_version": forms.person["person_version"].value(),
        "name": "가상희",
    }
    assert signed_in.post(url(desk), again).status_code == 302
    assert Application.objects.get().person == known


def test_somebody_else_of_the_same_name_and_birth_is_entered_and_put_on_the_list(
    desk, signed_in, district
):
    with acting("시험"):
        a_person(district, 1, name="가상희", birth_on="1990-03-04", sex="FEMALE")
    data = typed(signed_in, url(desk), is_other_person="on")
    assert signed_in.post(url(desk), data).status_code == 302
    assert Person.objects.count() == 2
    assert DuplicatePair.objects.get().state == DuplicatePair.State.OPEN


def test_a_probable_duplicate_is_put_on_the_list_without_holding_the_clerk_up(
    desk, signed_in, district
):
    with acting("시험"):
        a_person(
            district, 1, name="나비슷", birth_on="1990-03-04", sex="FEMALE", phone="01000001234"
        )
    assert signed_in.post(url(desk), typed(signed_in, url(desk))).status_code == 302
    assert "개명" in DuplicatePair.objects.get().why


def test_an_earlier_application_is_brought_back(desk, signed_in, district):
    with acting("시험"):
        person = a_person(district, 1)
        earlier = an_application(
            a_round(district, "공공근로-2025-1"), person, household_size=4, dependants=3
        )
    data = typed(signed_in, url(desk), action=f"bring:{earlier.pk}", household_size="1")
    forms = signed_in.post(url(desk), data).context["forms"]
    assert forms.person["name"].value() == person.name
    assert forms.application["household_size"].value() == 4
    assert forms.application["token"].value() == data["token"]


def test_one_person_applies_once_per_round_and_again_after_withdrawing(desk, signed_in, district):
    with acting("시험"):
        person = a_person(district, 1)
        first = an_application(desk, person)
    shown = mark(signed_in, url(desk), person)
    data = typed(signed_in, url(desk), person=shown, person_version=person.version)
    page = signed_in.post(url(desk), data)
    assert page.status_code == 409
    assert "이미 신청했습니다(공공근로-2026-1-0001)" in page.text
    with acting("시험"):
        first.state, first.state_reason = S.WITHDRAWN, "본인 요청"
        first.save()
    assert signed_in.post(url(desk), data).status_code == 302


def test_who_applied_for_a_round_is_not_taken_in_by_its_additional_recruitment(
    desk, signed_in, district
):
    with acting("시험"):
        person = a_person(district, 1)
        earlier = an_application(desk, person)
        again = a_round(district, "공공근로-2026-2", additional_to=desk)
    shown = mark(signed_in, url(again), person)
    data = typed(signed_in, url(again), person=shown, person_version=person.version)
    page = signed_in.post(url(again), data)
    assert page.status_code == 409
    assert "추가모집하는 회차나 그 추가모집에 이미 신청했습니다(공공근로-2026-1-0001)" in page.text
    assert not Application.objects.filter(round=again).exists()
    with acting("시험"):
        earlier.state, earlier.state_reason = S.WITHDRAWN, "본인 요청"
        earlier.save()
    assert signed_in.post(url(again), data).status_code == 302


def test_hints_show_duplicates_other_programmes_household_and_are_masked(desk, signed_in, district):
    with acting("시험"):
        person = a_person(district, 1, name="가상희", birth_on="1990-03-04", sex="FEMALE")
        an_application(a_round(district, "뉴딜-2026-1"), person, state=S.SELECTED)
        neighbour = a_person(district, 2, name="나이웃", address="가상구 없는로 1")
        an_application(desk, neighbour)
    page = signed_in.post(
        reverse("intake_hints", args=[desk.pk]),
        {"name": "가상희", "birth_on": "900304", "address": "가상구  없는로 1"},
    )
    assert "가*희" in page.text
    assert "가상희" not in page.text
    assert "선발" in page.text
    assert "이전 신청 불러오기" in page.text
    assert "같은 주소" in page.text
    assert "나*웃" in page.text
    assert page["Cache-Control"] == "no-store"
    nobody = signed_in.post(reverse("intake_hints", args=[desk.pk]), {"name": "홀로"})
    assert "겹치는 신청인이 없습니다" in nobody.text


@pytest.mark.parametrize("person", ["x", "0", "99999999999999999999", "-1"])
def test_hints_and_intake_answer_nonsense_with_words_or_nothing(desk, signed_in, person):
    assert signed_in.get(reverse("intake_hints", args=[desk.pk])).status_code == 405
    data = typed(signed_in, url(desk), person=person)
    refused = signed_in.post(url(desk), data)
    assert refused.status_code == 409
    assert "다시 고르세요" in refused.text
    assert 'value="가상희"' in refused.text
    hints = signed_in.post(reverse("intake_hints", args=[desk.pk]), {**data, "person": person})
    assert hints.status_code == 200
    bring = {**data, "person": "", "action": f"bring:{person}"}
    assert signed_in.post(url(desk), bring).status_code == 404


def test_hints_work_without_script_and_keep_what_was_typed(desk, signed_in):
    data = typed(signed_in, url(desk), action="hints", note="메모", birth_on="9003")
    page = signed_in.post(url(desk), data)
    assert page.status_code == 200
    assert 'value="메모"' in page.text
    assert 'value="9003"' in page.text
    assert not Person.objects.exists()


def test_the_second_of_two_clerks_sees_both_values_and_loses_nothing(desk, signed_in):
    signed_in.post(url(desk), typed(signed_in, url(desk), action="draft"))
    application = Application.objects.get()
    edit = reverse("application_edit", args=[application.pk])
    mine = typed(signed_in, edit, note="내 메모", name="가상희이")
    with acting("먼저 저장한 사람"):
        application.note = "먼저 쓴 메모"
        application.save()
    page = signed_in.post(edit, mine)
    assert page.status_code == 409
    assert "먼저 쓴 메모" in page.text
    assert "내 메모" in page.text
    application.refresh_from_db()
    assert application.note == "먼저 쓴 메모"
    again = {**mine, "version": page.context["forms"].application["version"].value()}
    assert signed_in.post(edit, again).status_code == 302
    application.refresh_from_db()
    assert application.note == "내 메모"


def test_a_person_changed_meanwhile_is_not_overwritten_unseen(desk, signed_in, district):
    with acting("시험"):
        person = a_person(district, 1)
        stale = person.version
        person.phone = "01000007777"
        person.save()
    shown = mark(signed_in, url(desk), person)
    data = typed(signed_in, url(desk), person=shown, person_version=stale)
    page = signed_in.post(url(desk), data)
    assert page.status_code == 409
    assert "01000007777" in page.text or "010-0000-7777" in page.text
    assert not Application.objects.exists()


@pytest.mark.parametrize("state", [Round.State.PLANNED, Round.State.CLOSED])
def test_a_round_that_is_not_announced_takes_nothing(district, signed_in, state):
    with acting("시험"):
        round_ = a_round(district, state=state)
        a_consent_form(district)
    page = signed_in.get(url(round_))
    assert "지금은 접수할 수 없습니다" in page.text
    refused = signed_in.post(url(round_), {"action": "submit", "name": "쓰던이름"})
    assert refused.status_code == 409
    assert 'value="쓰던이름"' in refused.text
    assert not Application.objects.exists()


def test_another_districts_rounds_persons_and_applications_are_not_there(
    desk, district, other_district, signed_in, client, stranger
):
    with acting("시험"):
        theirs = a_round(other_district)
        person = a_person(other_district, 1)
        application = an_application(theirs, person)
    data = typed(signed_in, url(desk))
    assert signed_in.get(url(theirs)).status_code == 404
    assert signed_in.post(reverse("intake_hints", args=[theirs.pk])).status_code == 404
    assert signed_in.post(url(desk), {**data, "person": person.pk}).status_code == 409
    bring = {**data, "action": f"bring:{application.pk}"}
    assert signed_in.post(url(desk), bring).status_code == 404
    theirs_project = {**data, "first_choice": theirs.work_projects.first().pk}
    assert signed_in.post(url(desk), theirs_project).status_code == 422
    for name in ("application_detail", "application_edit", "person_detail", "person_edit"):
        pk = person.pk if name.startswith("person") else application.pk
        assert signed_in.get(reverse(name, args=[pk])).status_code == 404


def test_the_screen_needs_the_same_number_of_queries_for_any_number_of_people(
    desk, signed_in, district
):
    def asked() -> int:
        data = typed(signed_in, url(desk), action="hints")
        with CaptureQueriesContext(connection) as queries:
            signed_in.post(url(desk), data)
        return len(queries)

    with acting("시험"):
        an_application(desk, a_person(district, 1, name="가상희", birth_on="1990-03-04"))
    few = asked()
    with acting("시험"):
        for n in (2, 3, 4):
            person = a_person(district, n, birth_on="1990-03-04", address="가상구 없는로 1")
            an_application(desk, person, n)
    assert asked() == few
    assert few <= 30


def test_the_next_application_opens_at_the_counter_of_the_last_one(desk, signed_in):
    signed_in.post(url(desk), typed(signed_in, url(desk), reception_dong="가상 2동"))
    form = signed_in.get(url(desk)).context["forms"].application
    assert form["reception_dong"].value() == "가상2동"


def test_the_round_list_leads_to_the_rounds_that_take_applications(desk, signed_in, district):
    with acting("시험"):
        a_round(district, "뉴딜-2026-1", state=Round.State.CLOSED)
    page = signed_in.get(reverse("intake"))
    assert "공공근로-2026-1 접수하기" in page.text
    assert "뉴딜-2026-1" not in page.text


def test_titles_and_addresses_name_nobody(desk, signed_in):
    answer = signed_in.post(url(desk), typed(signed_in, url(desk)))
    application = Application.objects.get()
    for address in (
        answer["Location"],
        reverse("application_edit", args=[application.pk]),
        reverse("person_detail", args=[application.person_id]),
        reverse("person_edit", args=[application.person_id]),
    ):
        page = signed_in.get(address)
        title = re.search(r"<title>.*?</title>", page.text, re.DOTALL)[0]
        assert "가상희" not in title
        assert page["Cache-Control"] == "no-store"
        assert not re.search(r'(href|action)="[^"]*(가상희|%EA%B0%80|01000001234)', page.text)


def test_a_round_that_closed_comes_last_and_says_so(desk, district, signed_in):
    with acting("시험"):
        over = a_round(
            district, "뉴딜-2020-1", apply_from_on=date(2020, 1, 2), apply_to_on=date(2020, 2, 1)
        )
    page = signed_in.get(reverse("intake"))
    assert [row["round"] for row in page.context["rounds"]] == [desk, over]
    assert page.text.count("접수 마감</span>") == 1


def test_after_the_last_day_the_form_says_what_may_still_be_entered(desk, district, signed_in):
    with acting("시험"):
        over = a_round(
            district, "뉴딜-2020-1", apply_from_on=date(2020, 1, 2), apply_to_on=date(2020, 2, 1)
        )
    assert "끝났습니다" not in signed_in.get(url(desk)).text
    page = signed_in.get(url(over))
    assert "접수 기간이 2020. 2. 1.에 끝났습니다" in page.text
    assert "추가모집 회차를 열어" in page.text
    assert page.context["forms"].application["received_on"].value() is None
    late = signed_in.post(url(over), typed(signed_in, url(over), received_on=f"{TODAY()}"))
    assert late.status_code == 422
    assert "받은 신청서만 접수할 수 있습니다" in late.text
    in_time = typed(signed_in, url(over), received_on="2020-02-01")
    assert signed_in.post(url(over), in_time).status_code == 302


def test_after_the_last_day_the_form_leads_to_the_additional_recruitment(district, signed_in):
    with acting("시험"):
        over = a_round(
            district, "뉴딜-2020-1", apply_from_on=date(2020, 1, 2), apply_to_on=date(2020, 2, 1)
        )
        more = a_round(district, "뉴딜-2020-2", additional_to=over, starts_on=over.starts_on)
    assert url(more) in signed_in.get(url(over)).text


def test_before_the_first_day_the_form_says_from_when(district, signed_in):
    first = TODAY() + timedelta(days=3)
    with acting("시험"):
        early = a_round(district, apply_from_on=first, apply_to_on=first)
    page = signed_in.get(url(early))
    assert "지금은 접수할 수 없습니다" in page.text
    assert f"{kdate(first)}부터 접수합니다" in page.text


def test_what_has_to_be_filled_is_marked(desk, signed_in):
    page = signed_in.get(reverse("intake_form", args=[desk.pk]))
    for name in ("birth_on", "sex", "reception_dong"):
        field = page.text.split(f'id="field-{name}"')[1]
        assert "(필수)" in field.split("</label>")[0]
    assert page.text.split('id="field-consent_')[1].count("(필수)") == 1
