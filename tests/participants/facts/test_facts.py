"""What the rules are told of an applicant by the application, the interview and the papers."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.rules.codes import AgeGroup, VulnerableGroup
from participants.enquiries.kinds import parse_history
from participants.facts import age_group, facts_of
from participants.models import (
    Application,
    ApplicationGroup,
    Enquiry,
    InterviewPanel,
    InterviewSheet,
    Reviewer,
    SubmittedDocument,
)
from programs.models import Round
from tests.participants.facts.told import facts, known
from tests.participants.making import (
    TODAY,
    a_document,
    a_person,
    an_application,
    an_enquiry,
    worked,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
K = Enquiry.Kind
S = Application.State
BEFORE = (date(2025, 7, 1), date(2025, 12, 20))


def test_groups_certificates_experience_and_marks(district, round_, application, staff):
    application.certificates = "직업상담사 2급, 운전면허 1종"
    application.experience_years = Decimal("1.5")
    for group in (VulnerableGroup.VETERAN, VulnerableGroup.DISABLED):
        ApplicationGroup(district=district, application=application, group=group.value).save()
    panel = InterviewPanel(district=district, round=round_, held_on=TODAY())
    panel.save()
    reviewer = Reviewer(district=district, panel=panel, user=staff)
    reviewer.save()
    sheet = InterviewSheet(
        district=district, reviewer=reviewer, application=application, marks={"면접": "12.5"}
    )
    sheet.save()
    told = facts(application)
    assert told.certificates == ("직업상담사 2급", "운전면허 1종")
    assert told.experience_years == Fraction(3, 2)
    assert told.vulnerable_groups == (VulnerableGroup.DISABLED, VulnerableGroup.VETERAN)
    assert told.marks == {}
    sheet.submitted_at = panel.closed_at = application.received_at
    sheet.save()
    assert facts(application).marks == {"면접": (Fraction(25, 2),)}


@pytest.mark.parametrize(
    ("born", "posts_youth", "group"),
    [
        (date(1961, 7, 1), 0, AgeGroup.OVER_65),  # 65 on the first day of work
        (date(1961, 7, 2), 0, AgeGroup.UNDER_65),
        (date(1986, 7, 2), 2, AgeGroup.YOUTH),  # 39 still
        (date(1986, 7, 1), 2, AgeGroup.UNDER_65),
        (date(1986, 7, 2), 0, AgeGroup.UNDER_65),
    ],
)
def test_the_age_group_is_that_of_the_first_day_of_work(born, posts_youth, group):
    round_ = Round(starts_on=date(2026, 7, 1), youth_max_age=39, posts_youth=posts_youth)
    assert age_group(born, round_) is group


def paper(application, document, state, due_on=None, asked_on=date(2026, 1, 2)):
    SubmittedDocument(
        district=application.district,
        application=application,
        document=document,
        state=state,
        submitted_on=TODAY() if state == "SUBMITTED" else None,
        requested_on=asked_on if due_on else None,
        due_on=due_on,
    ).save()


def test_mandatory_papers_that_did_not_come_are_missing_also_if_never_noted(
    district, round_, application
):
    one, two, three = (a_document(district, round_, n) for n in (1, 2, 3))
    a_document(district, round_, 4, is_mandatory=False)
    paper(application, one, "SUBMITTED")
    paper(application, two, "MISSING")
    told = facts(application)
    assert told.missing_documents == ("가상 서류 2", "가상 서류 3")
    assert told.documents_due_on is None
    for document in (two, three):
        SubmittedDocument.objects.filter(document=document).first() or paper(
            application, document, "SUBMITTED"
        )
    assert facts(application).missing_documents == ("가상 서류 2",)


def test_until_its_day_a_paper_is_only_missing(district, round_, application):
    paper(application, a_document(district, round_), "REQUESTED", TODAY())
    told = known(application)
    assert told.facts.missing_documents == ("가상 서류 1",)
    assert told.facts.documents_due_on is None
    assert told.days.as_of == TODAY()


def test_after_its_day_a_paper_has_lapsed_whenever_the_enquiry_was(district, round_, application):
    """The refusal rests on the day after the deadline, and names only what was asked for."""
    due = TODAY() - timedelta(days=1)
    an_enquiry(application, K.INCOME, due - timedelta(days=9), household_income_won=1)
    paper(application, a_document(district, round_, 1), "REQUESTED", due)
    a_document(district, round_, 2)
    paper(application, a_document(district, round_, 3), "REQUESTED", TODAY())
    told = known(application)
    assert told.facts.missing_documents == ("가상 서류 1",)
    assert told.facts.documents_due_on == due
    assert told.days.as_of == due + timedelta(days=1)


def test_an_optional_paper_asked_for_gives_nobody_more_time(district, round_, application):
    due = TODAY() - timedelta(days=1)
    paper(application, a_document(district, round_, 1), "REQUESTED", due)
    optional = a_document(district, round_, 2, is_mandatory=False)
    paper(application, optional, "REQUESTED", TODAY() + timedelta(days=9))
    assert facts(application).documents_due_on == due


def crowd(round_: Round, earlier: Round, count: int, first: int) -> list[Application]:
    """Applicants of all kinds: neighbours, households, histories, enquiries, papers."""
    applied = []
    for n in range(first, first + count):
        home = {"address": f"가상구 모음로 {n // 3}"}
        person = a_person(round_.district, n, **home)
        code = f"세대-{n // 2}" if n % 3 else ""
        one = an_application(round_, person, n, state=S.UNDER_REVIEW, household_code=code)
        applied.append(one)
        if n % 2:
            past = an_application(earlier, person, n, state=S.PLACED)
            worked(past, *BEFORE)
            an_enquiry(one, K.PARTICIPATION, past=parse_history("뉴딜일자리 2023-01-02~2023-06-30"))
        an_enquiry(one, K.ASSETS, assets_won=n)
    return applied


def test_one_or_many_need_as_many_queries_and_have_the_same_facts(district, round_, earlier):
    a_document(district, round_)
    few = crowd(round_, earlier, 1, 1)
    with CaptureQueriesContext(connection) as one:
        facts_of(round_, few)
    applied = few + crowd(round_, earlier, 30, 2)
    with CaptureQueriesContext(connection) as many:
        together = facts_of(round_, applied)
    assert len(many) == len(one) <= 12
    alone = {one.pk: facts_of(round_, [one])[one.pk] for one in applied}
    assert together == alone
