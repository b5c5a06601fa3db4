"""Safety training and health checks: who still lacks what, in one click."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.actions.transferring import transfer
from participants.models import HealthExam, Placement, SafetyTraining, TrainingAttendance
from programs.models import HostUnit
from tests.participants.making import a_round
from tests.participants.placing import days, someone_placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(district):
    with acting("시험"):
        return a_round(district)


@pytest.fixture
def placed(round_) -> list[Placement]:
    with acting("시험"):
        return [someone_placed(round_, n) for n in (1, 2, 3)]


@pytest.fixture
def session(round_, signed_in) -> SafetyTraining:
    sent = {"kind": "HIRING", "held_on": "2026-07-01", "title": "안전보건교육", "seen": "0"}
    assert signed_in.post(reverse("session_add", args=[round_.pk]), sent).status_code == 302
    return SafetyTraining.objects.get()


def lacking(client, round_, what: str) -> list[str]:
    page = client.get(reverse("round_duties", args=[round_.pk]) + f"?lacks={what}")
    return [row["receipt"][-4:] for row in page.context["rows"]]


def attend(client, round_, session, placements, **data):
    session.refresh_from_db()
    url = reverse("training_attendance", args=[round_.pk, session.pk])
    page = client.get(url)
    shown = [row["placement"].pk for row in page.context["rows"]]
    chosen = [one.pk for one in placements]
    sent = {"version": session.version, "shown": shown, "pk": chosen, **data}
    return client.post(url, sent)


def test_who_lacks_training_or_a_check_is_one_click_away(round_, placed, session, signed_in):
    assert attend(signed_in, round_, session, placed[:1]).status_code == 302
    sent = {"on": "2026-07-02", "agency": "가상의원", "pk": [placed[1].pk]}
    assert signed_in.post(reverse("exams_add", args=[round_.pk]), sent).status_code == 302
    assert lacking(signed_in, round_, "training") == ["0002", "0003"]
    assert lacking(signed_in, round_, "exam") == ["0001", "0003"]
    assert lacking(signed_in, round_, "any") == ["0001", "0002", "0003"]
    assert lacking(signed_in, round_, "") == ["0001", "0002", "0003"]
    counts = signed_in.get(reverse("round_duties", args=[round_.pk])).context["counts"]
    assert counts == {"holding": 3, "training": 2, "exam": 2, "any": 3}


def test_a_regular_training_is_no_hiring_training(round_, placed, session, signed_in):
    with acting("시험"):
        session.kind = SafetyTraining.Kind.REGULAR
        session.save()
    attend(signed_in, round_, session, placed)
    assert lacking(signed_in, round_, "training") == ["0001", "0002", "0003"]


def test_what_was_done_before_a_transfer_counts_after_it(round_, placed, session, signed_in):
    attend(signed_in, round_, session, placed)
    with acting("시험"):
        transfer(placed[0], round_.work_projects.all()[1], days(round_, 20), "근거리")
    assert lacking(signed_in, round_, "training") == []


def test_the_list_of_attendance_says_exactly_who_was_there(round_, placed, session, signed_in):
    url = reverse("training_attendance", args=[round_.pk, session.pk])
    assert not any(row["is_there"] for row in signed_in.get(url).context["rows"])
    assert all(row["is_there"] for row in signed_in.get(url + "?all=1").context["rows"])
    attend(signed_in, round_, session, placed)
    attend(signed_in, round_, session, placed[1:])
    there = TrainingAttendance.objects.order_by("placement").values_list("placement", flat=True)
    assert list(there) == [one.pk for one in placed[1:]]
    session.refresh_from_db()
    assert session.attendees == 2


def test_the_sheet_of_one_host_unit_leaves_the_others_as_they_are(
    district, round_, placed, session, signed_in
):
    with acting("시험"):
        for project, name in zip(round_.work_projects.all(), ("가상과", "없는과"), strict=True):
            unit = HostUnit(district=district, code=name, name=name)
            unit.save()
            project.host_unit = unit
            project.save()
        far = someone_placed(round_, 4, project=round_.work_projects.all()[1])
    attend(signed_in, round_, session, [*placed, far])
    url = reverse("training_attendance", args=[round_.pk, session.pk])
    page = signed_in.get(f"{url}?unit={unit.pk}")
    assert [row["placement"] for row in page.context["rows"]] == [far]
    assert [(one["name"], one["count"]) for one in page.context["units"]] == [
        ("가상과", 3),
        ("없는과", 1),
    ]
    session.refresh_from_db()
    sent = {"version": session.version, "shown": [far.pk]}
    answer = signed_in.post(f"{url}?unit={unit.pk}", sent)
    assert answer.url == f"{url}?unit={unit.pk}"
    assert session.attendances.count() == 3
    assert len(signed_in.get(f"{url}?unit=x").context["rows"]) == 4


def test_who_may_only_look_gets_no_boxes_to_tick(round_, placed, session, client, lead):
    client.force_login(lead)
    text = client.get(reverse("training_attendance", args=[round_.pk, session.pk])).text
    assert "checkbox" not in text
    assert "참석 저장" not in text


def test_an_old_tab_and_a_future_session_note_nobody(round_, placed, session, signed_in):
    assert attend(signed_in, round_, session, placed, version="0").status_code == 409
    with acting("시험"):
        session.held_on = "2099-01-01"
        session.save()
    page = attend(signed_in, round_, session, placed)
    assert page.status_code == 422
    assert "아직 열리지 않은 교육" in page.text
    assert not TrainingAttendance.objects.exists()


def test_a_check_noted_twice_is_one(round_, placed, signed_in):
    url = reverse("exams_add", args=[round_.pk])
    sent = {"on": "2026-07-02", "pk": [one.pk for one in placed]}
    for _ in range(2):
        assert signed_in.post(url, sent).status_code == 302
    assert HealthExam.objects.count() == 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"on": "2099-01-01"}, "오늘보다 뒤"),
        ({"on": "언젠가"}, "읽을 수 없"),
        ({"pk": []}, "한 사람 이상"),
        ({"pk": ["999999"]}, "이 회차의 배치가 아닌"),
        ({"agency": "900101-1234560"}, "주민등록번호"),
    ],
)
def test_a_bad_check_is_refused_and_the_ticks_stay(round_, placed, signed_in, data, words):
    sent = {"on": "2026-07-02", "pk": [placed[0].pk], **data}
    page = signed_in.post(reverse("exams_add", args=[round_.pk]), sent)
    assert page.status_code == 422
    assert words in page.text
    assert not HealthExam.objects.exists()
    ticked = [row["placement"].pk for row in page.context["rows"] if row["is_ticked"]]
    assert ticked == [pk for pk in sent["pk"] if pk == placed[0].pk]


def test_another_rounds_people_are_not_noted_here(district, round_, placed, session, signed_in):
    with acting("시험"):
        other = someone_placed(a_round(district, "뉴딜-2027-1"), 9)
    assert attend(signed_in, round_, session, [other]).status_code == 422
    wrong = reverse("training_attendance", args=[other.round_id, session.pk])
    assert signed_in.get(wrong).status_code == 404


def test_a_session_sent_twice_is_there_once_and_another_takes_a_second_look(round_, signed_in):
    url = reverse("session_add", args=[round_.pk])
    sent = {"kind": "HIRING", "held_on": "2026-07-01", "title": "교육", "seen": "0"}
    assert signed_in.post(url, sent).status_code == 302
    again = signed_in.post(url, sent)
    assert again.status_code == 409
    assert "교육이 등록되었습니다" in again.text
    assert SafetyTraining.objects.count() == 1
    del sent["seen"]
    assert signed_in.post(url, sent).status_code == 409
    seen = again.context["newest"]
    assert signed_in.post(url, {**sent, "title": "오후 교육", "seen": seen}).status_code == 302
    assert SafetyTraining.objects.count() == 2


@pytest.mark.parametrize("data", [{"kind": "NOTHING"}, {"held_on": ""}, {"title": ""}])
def test_a_bad_session_is_refused(round_, signed_in, data):
    sent = {"kind": "HIRING", "held_on": "2026-07-01", "title": "교육", **data}
    url = reverse("session_add", args=[round_.pk])
    assert signed_in.post(url, sent).status_code == 422
    assert not SafetyTraining.objects.exists()
    assert signed_in.get(url).status_code == 302


def test_the_pages_need_as_many_queries_for_many_as_for_one(round_, signed_in, session):
    urls = (
        reverse("round_duties", args=[round_.pk]),
        reverse("training_attendance", args=[round_.pk, session.pk]),
    )

    def asked() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                assert signed_in.get(url).status_code == 200
            counts.append(len(queries))
        return counts

    with acting("시험"):
        someone_placed(round_, 1)
    asked()
    few = asked()
    with acting("시험"):
        for n in range(2, 12):
            someone_placed(round_, n)
    assert asked() == few


def test_many_are_noted_at_once_beyond_the_page_that_is_shown(round_, placed, signed_in):
    url = reverse("exams_add", args=[round_.pk])
    with acting("시험"):
        someone_placed(round_, 4, state=Placement.State.CANCELLED)
    sent = {"on": "2026-07-02", "whole": "1"}
    assert signed_in.post(f"{url}?lacks=exam", sent).status_code == 302
    assert HealthExam.objects.count() == 3
    assert signed_in.post(f"{url}?lacks=exam", sent).status_code == 422
    assert signed_in.get(reverse("round_duties", args=[round_.pk]) + "?page=9").status_code == 200
