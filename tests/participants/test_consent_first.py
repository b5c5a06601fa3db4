"""Answers of other authorities are entered only while the consents to them hold (PD-08)."""

from datetime import date

import pytest

from jobportal.platform.refused import Refused
from participants.actions.enquiries import Answer, keep_answers
from participants.models import Application, Consent, ConsentItem, Enquiry
from tests.participants.making import a_consent_form, a_person, a_round, an_application

TODAY = date(2026, 7, 1)
ANSWERS = [Answer(Enquiry.Kind.INCOME, TODAY, "시험", {"income_won": 100_000}, None)]


@pytest.fixture
def application(district, acted) -> Application:
    a_consent_form(district)
    state = Application.State.UNDER_REVIEW
    return an_application(a_round(district), a_person(district), state=state)


def consented(application: Application, **values) -> Consent:
    item = ConsentItem.objects.get(is_mandatory=True)
    answer = {"item": item, "is_given": True, "on": TODAY, **values}
    consent = Consent(district=application.district, application=application, **answer)
    consent.save()
    return consent


@pytest.mark.parametrize("answer", [None, {"is_given": False}, {"withdrawn_on": TODAY}])
def test_without_a_consent_that_holds_no_answer_is_entered(application, answer):
    if answer is not None:
        consented(application, **answer)
    with pytest.raises(Refused, match="동의를 먼저 등록하세요"):
        keep_answers(application, ANSWERS)
    assert not Enquiry.objects.exists()


def test_with_it_the_answers_are_kept(application):
    consented(application)
    assert keep_answers(application, ANSWERS) == 1
    assert Enquiry.objects.get().kind == Enquiry.Kind.INCOME
