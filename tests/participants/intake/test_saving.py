"""Intake in one screen: what one post saves."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import Change, User
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.actions.screening import screen
from participants.models import Application, Consent, Person, SubmittedDocument
from tests.participants.intake.counter import typed, url
from tests.participants.making import a_round
from tests.participants.placing import some_rules

pytestmark = pytest.mark.django_db
S = Application.State


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


def test_signs_without_width_that_came_with_copied_text_are_left_out(desk, signed_in):
    copied = {
        "name": "\ufeff가상\u200b희",
        "address": "가상구\u200b 없는로 1",
        "note": "오전\u200d만",
    }
    assert signed_in.post(url(desk), typed(signed_in, url(desk), **copied)).status_code == 302
    application = Application.objects.select_related("person").get()
    assert (application.person.name, application.note) == ("가상희", "오전만")
    assert application.person.address == "가상구 없는로 1"


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
    assert f"{application.receipt} 신청서를 고쳤습니다. ‘자격심사’에서 결과를" in page.text
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
