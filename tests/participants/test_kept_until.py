"""How long a record is kept is said on it: class, years, the day, what holds it (PD-59)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.values.dates import kdate
from participants.models import Application, KeepingDuty, LegalHold, Publication
from participants.retention.due import DESTROYED
from participants.retention.kept_until import GONE, retention_of_application, retention_of_person
from tests.participants.making import a_person, a_round, an_application, an_enquiry
from tests.participants.placing import a_placement, a_selection

pytestmark = pytest.mark.django_db
S = Application.State
TODAY = timezone.localdate()


@pytest.fixture
def round_(district):
    """A round that was closed on 15 December 2026."""
    with acting("시험"):
        return a_round(district, ends_on=date(2026, 12, 15))


@pytest.fixture
def worked(round_, acted):
    one = an_application(round_, a_person(round_.district, 1), 1, state=S.PLACED)
    a_placement(one)
    return one


@pytest.fixture
def refused(round_, acted):
    return an_application(round_, a_person(round_.district, 2), 2, state=S.NOT_SELECTED)


def test_the_pages_say_class_years_and_the_day(worked, refused, signed_in):
    placement = worked.placements.get()
    pages = (
        reverse("application_detail", args=[worked.pk]),
        reverse("person_detail", args=[worked.person_id]),
        reverse("placement_detail", args=[placement.pk]),
    )
    for page in pages:
        text = signed_in.get(page).text
        for told in ("참여 기록", "5년, 2027. 1. 1.부터", "2031. 12. 31.까지", "2032. 1. 1.부터"):
            assert told in text, (page, told)
    text = signed_in.get(reverse("application_detail", args=[refused.pk])).text
    for told in ("배치되지 않은 신청", "1년, 2027. 1. 1.부터", "2027. 12. 31.까지"):
        assert told in text


def test_a_cancelled_placement_is_no_part_taken(refused):
    a_placement(refused, state="CANCELLED")
    assert dict(retention_of_application(refused, TODAY))["보존기간"].startswith("1년")


def test_years_of_the_office_are_the_years_shown(refused, settings):
    settings.NOT_SELECTED_YEARS = 3
    rows = dict(retention_of_application(refused, TODAY))
    assert rows["보존기간"] == "3년, 2027. 1. 1.부터"
    assert rows["파기 대상"] == "2030. 1. 1.부터"


def test_what_holds_a_record_is_said_and_not_why(refused, district, signed_in):
    person = refused.person
    LegalHold(district=district, person=person, reason="비밀 소송", from_on=TODAY).save()
    duty = {"law": "가상법 제1조", "reason": "비밀 회계", "until_on": date(2035, 3, 1)}
    KeepingDuty(district=district, person=person, **duty).save()
    text = signed_in.get(reverse("application_detail", args=[refused.pk])).text
    assert f"파기 보류({kdate(TODAY)}부터)" in text
    assert "다른 법령에 따라 2035. 3. 1.까지" in text
    assert "비밀" not in text


def test_a_later_application_of_the_same_person_keeps_the_earlier(refused, district):
    later = a_round(district, "공공근로-2027-2", ends_on=date(2027, 12, 20))
    an_application(later, refused.person, 1)
    rows = dict(retention_of_application(refused, TODAY))
    assert rows["보존 기한"] == "2027. 12. 31.까지"
    assert rows["파기 대상"].startswith("2029. 1. 1.부터. 같은 신청인의 더 늦은")
    assert dict(retention_of_person(refused.person, TODAY))["파기 대상"] == "2029. 1. 1.부터"


def test_what_is_over_says_so_and_what_is_destroyed_too(refused):
    assert dict(retention_of_application(refused, date(2028, 1, 1)))["보존 기한"].endswith("(지남)")
    assert "지남" not in str(retention_of_application(refused, date(2027, 12, 31)))
    refused.person.name = DESTROYED
    refused.person.save()
    assert retention_of_application(refused, TODAY) == [("보존", GONE)]


def test_somebody_without_an_application_has_no_years(district, acted):
    (row,) = retention_of_person(a_person(district, 3), TODAY)
    assert "시작되지 않았습니다" in row[1]


def test_answers_of_other_authorities_have_days_of_their_own(refused, round_, staff, settings):
    settings.INVESTIGATION_DATA_DAYS = 30
    assert "조회 결과" not in dict(retention_of_application(refused, TODAY))
    an_enquiry(refused, "INCOME")
    told = dict(retention_of_application(refused, TODAY))["조회 결과"]
    assert "아직 발표하지 않았습니다" in told
    until = TODAY - timedelta(days=5)
    Publication(
        **{"district": round_.district, "selection": a_selection(round_, staff)},
        **{"published_on": until - timedelta(days=10), "appeal_until_on": until},
        **{"remove_on": until, "contact": "가상과", "appeal_place": "가상과"},
    ).save()
    due_on = kdate(until + timedelta(days=31))
    told = dict(retention_of_application(refused, TODAY))["조회 결과"]
    assert told == f"이의신청이 끝난 뒤 30일. {due_on}부터 파기 대상"
