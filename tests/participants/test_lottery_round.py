"""대학생 아르바이트 by lot, through the pages: the round opened, announced, drawn, approved."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.models import Selection
from programs.models import HostUnit, Round, RoundRules
from tests.participants.making import TODAY
from tests.participants.selecting import an_eligible, states_of
from tests.programs.making import make_programme

pytestmark = pytest.mark.django_db


def day(n: int) -> str:
    """A day of the round, n days from today."""
    return (TODAY() + timedelta(days=n)).isoformat()


@pytest.fixture
def opened(district, signed_in) -> Round:
    """A round with one work project, entered in the forms of their records."""
    programme = make_programme(district, "대학생", kind="STUDENT_PARTTIME")
    with acting("시험"):
        unit = HostUnit(district=district, code="가상과", name="가상과")
        unit.save()
    starts = TODAY() + timedelta(days=40)
    numbers = ("posts_youth", "posts_under_65", "posts_65_over", "planned_projects")
    days = {"notice_on": -20, "apply_from_on": -10, "apply_to_on": -1, "select_on": 10}
    answer = signed_in.post(
        reverse("record_add", args=["rounds"]),
        {
            **dict.fromkeys(numbers, 0),
            **{name: day(n) for name, n in days.items()},
            "code": f"대학생-{starts.year}-1",
            "programme": programme.pk,
            "year": starts.year,
            "half": 0,
            "seq": 1,
            "starts_on": day(40),
            "ends_on": day(60),
            "planned_posts": 2,
            "youth_max_age": 39,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    round_ = Round.objects.get()
    answer = signed_in.post(
        reverse("record_add", args=["work-projects"]),
        {
            "code": "대학생-01",
            "round": round_.pk,
            "title": "행정 보조",
            "host_unit": unit.pk,
            "participant_type": "GENERAL",
            "posts": 2,
            "experience_years": 0,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return round_


def test_a_round_of_student_jobs_comes_to_an_approved_drawn_list(opened, signed_in, client, lead):
    prepare = reverse("round_prepare", args=[opened.pk])
    start = reverse("round_rules_start", args=[opened.pk])
    assert "대학생 아르바이트(전산추첨)" in signed_in.get(start).text
    assert signed_in.post(start, {"shipped": "student-parttime"}).url == prepare
    assert "추첨하는 회차입니다" in signed_in.get(prepare).text
    publish = reverse("round_publish", args=[opened.pk])
    version = RoundRules.objects.get().version
    sent = {"version": version, "published_on": day(-20), "is_checked": "on"}
    assert signed_in.post(publish, sent).url == prepare
    opened.refresh_from_db()
    with acting("시험"):
        for n in range(1, 6):
            an_eligible(opened, n)
    home = signed_in.get(reverse("round_selection", args=[opened.pk])).text
    propose = reverse("selection_propose", args=[opened.pk])
    assert propose in home
    basis = signed_in.get(propose).context["basis"]
    answer = signed_in.post(propose, {"basis": basis, "seed": "공개추첨 가상 1회"})
    selection = Selection.objects.get()
    assert answer.url == reverse("selection_detail", args=[selection.pk])
    client.force_login(lead)
    client.post(reverse("selection_approve", args=[selection.pk]), {"version": selection.version})
    selection.refresh_from_db()
    assert (selection.state, selection.method) == ("APPROVED", "LOTTERY")
    assert sorted(states_of(opened)) == ["RESERVE"] * 3 + ["SELECTED"] * 2
