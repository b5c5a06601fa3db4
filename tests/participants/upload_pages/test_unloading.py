"""A loaded file is taken back whole, or not at all when something came to rest on it."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.jobs.worker import Worker
from jobportal.platform.models import Change
from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.findings import Outcome
from participants.actions.intake import save_groups
from participants.actions.loading import ORDER, UNDO_DAYS
from participants.actions.overrides import override
from participants.actions.screening import screen
from participants.actions.unloading import (
    Dependant,
    _relations,
    dependants,
    persons_of,
    undo,
    undo_obstacle,
)
from participants.models import (
    Application,
    ApplicationGroup,
    Consent,
    DuplicatePair,
    Enquiry,
    IntakeBatch,
    Person,
    Screening,
    SubmittedDocument,
)
from tests.participants.making import TODAY, a_person, an_application
from tests.participants.screening_making import RICH_WON, a_round_with_rules
from tests.participants.uploading import (
    applications,
    load_file_of_applications,
    load_file_of_results,
    results,
    someone,
)

pytestmark = pytest.mark.django_db
S = Application.State
MODELS = (Person, Application, ApplicationGroup, Consent, SubmittedDocument, Enquiry, DuplicatePair)


def standing() -> dict:
    """What is in the tables a file writes to; numbers and versions move on."""
    return {
        model: sorted(
            model.objects.values_list(*(f.attname for f in model.content_fields())), key=str
        )
        for model in MODELS
    }


def undone(batch: IntakeBatch, user) -> None:
    with acting(user, reason="잘못 올림"), transaction.atomic():
        undo(batch, "잘못 올림")


def test_what_a_file_made_is_gone_and_everything_else_stays(desk, district, staff):
    with acting("시험"):
        an_application(desk, a_person(district, 90, birth_on=date(1950, 1, 1)), 1)
    before = standing()
    paper = {"서류: 가상 서류 1": "제출", "취업취약계층": "장애인", "관련 경력(년)": 2}
    batch = load_file_of_applications(
        desk, applications(*(someone(n, **paper) for n in range(1, 4))), staff
    )
    assert Person.objects.count() == 4
    undone(batch, staff)
    assert standing() == before
    batch.refresh_from_db()
    assert (batch.undone_at is not None, batch.before) == (True, "")


def test_what_a_file_changed_is_as_it_was(desk, staff):
    load_file_of_applications(
        desk, applications(someone(1, 취업취약계층="장애인, 고령자", 비고="오전만")), staff
    )
    before = standing()
    changes = {"취업취약계층": "청년", "비고": "오후만", "서류: 가상 서류 1": "제출"}
    changes["전화번호"] = "010-9999-0001"
    batch = load_file_of_applications(desk, applications(someone(1, **changes)), staff)
    assert batch.changed == 1
    assert standing() != before
    undone(batch, staff)
    assert standing() == before


def test_results_are_as_they_were(desk, staff):
    load_file_of_applications(desk, applications(someone(1), someone(2)), staff)
    row = {"접수번호": 1, "조회일": TODAY(), "세대 재산(원)": 5, "세대 표시": "세대-1"}
    load_file_of_results(desk, results(row), staff)
    before = standing()
    changed = {**row, "세대 재산(원)": 7, "세대 표시": "세대-2"}
    batch = load_file_of_results(desk, results(changed, {**changed, "접수번호": 2}), staff)
    undone(batch, staff)
    assert standing() == before
    assert Application.objects.get(number=1).household_code == "세대-1"


def test_undoing_is_written_in_the_log_with_its_reason(desk, staff):
    batch = load_file_of_applications(desk, applications(someone(1)), staff)
    undone(batch, staff)
    logged = Change.objects.filter(action="DELETE")
    assert set(logged.values_list("kind", "actor_id")) == {
        ("participants.person", staff.pk),
        ("participants.application", staff.pk),
        ("participants.consent", staff.pk),
    }
    of_file = Change.objects.filter(kind="participants.intakebatch", record_id=batch.pk)
    assert of_file.latest("pk").reason == "올린 파일", "words about a file stand with it alone"
    batch.refresh_from_db()
    assert batch.undo_note == "잘못 올림"


def test_a_file_is_undone_once(desk, staff):
    batch = load_file_of_applications(desk, applications(someone(1)), staff)
    undone(batch, staff)
    with pytest.raises(Refused, match="이미 되돌린"):
        undone(batch, staff)


def test_an_undone_file_may_be_loaded_again(desk, staff):
    data = applications(someone(1))
    undone(load_file_of_applications(desk, data, staff), staff)
    assert load_file_of_applications(desk, data, staff).created == 1


def test_after_a_month_a_file_is_not_undone_and_keeps_nothing(desk, district, staff):
    batch, young = (
        load_file_of_applications(desk, applications(someone(n)), staff) for n in (1, 2)
    )
    later = timezone.now() + timedelta(days=UNDO_DAYS, hours=1)
    told = undo_obstacle(batch, later)
    assert told.startswith(f"올린 지 {UNDO_DAYS}일이 지나 되돌릴 수 없습니다. 잘못 올린 것은")
    with acting("시험"):
        batch.loaded_at -= timedelta(days=UNDO_DAYS, hours=1)
        batch.save()
    Worker().empty_queue()
    batch.refresh_from_db()
    young.refresh_from_db()
    assert (batch.before, bool(young.before)) == ("", True)


def changed_by_hand(application: Application) -> None:
    application.note = "전화로 확인"
    application.save()


def another_application(application: Application) -> None:
    round_ = a_round_with_rules(application.district, "공공근로-2027-1")
    an_application(round_, application.person, 1)


def another_group(application: Application) -> None:
    save_groups(application, {"OLDER"})


def a_decided_pair(application: Application) -> None:
    other = a_person(application.district, 80)
    DuplicatePair(
        district=application.district,
        first=application.person,
        second=other,
        why="성명이 같음",
        state=DuplicatePair.State.NOT_SAME,
    ).save()


def a_removed_consent(application: Application) -> None:
    application.consents.last().delete()


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (changed_by_hand, "고친 참여신청"),
        (another_application, "참여신청"),
        (another_group, "취약계층"),
        (a_decided_pair, "중복"),
        (a_removed_consent, "없어진 동의"),
    ],
)
def test_what_came_to_rest_on_a_file_stands_against_undoing_it(desk, staff, act, kind):
    batch = load_file_of_applications(desk, applications(someone(1), someone(2)), staff)
    with acting("시험"):
        act(Application.objects.select_related("person").get(number=1))
    assert any(kind in one.kind for one in dependants(batch))
    before = standing()
    with pytest.raises(Refused):
        undone(batch, staff)
    assert standing() == before


def test_what_was_decided_on_results_stands_against_undoing_them(desk, staff):
    load_file_of_applications(desk, applications(someone(1)), staff)
    row = {"접수번호": 1, "조회일": TODAY(), "세대 재산(원)": 5}
    batch = load_file_of_results(desk, results(row), staff)
    assert dependants(batch) == []
    with acting("시험"):
        one = Application.objects.select_related("person", "round").get()
        one.state = S.UNDER_REVIEW
        one.save()
        screen(desk, [one])
    assert dependants(batch) == []
    with acting("시험"):
        override(one, RuleCode.ASSET_CAP, Outcome.MET, "고지서로 확인", None)
    assert [one.kind for one in dependants(batch)] == ["담당자 판단"]
    with acting("시험"):
        one.state = S.INELIGIBLE
        one.save()
    assert [one.kind for one in dependants(batch)] == ["자격심사 결과", "담당자 판단"]


def test_who_is_under_review_is_screened_without_the_results_taken_back(desk, staff):
    load_file_of_applications(desk, applications(someone(1)), staff)
    row = {"접수번호": 1, "조회일": TODAY(), "세대 재산(원)": RICH_WON}
    batch = load_file_of_results(desk, results(row), staff)
    with acting("시험"):
        one = Application.objects.select_related("person", "round").get()
        one.state = S.UNDER_REVIEW
        one.save()
        screen(desk, [one])
    assert "ASSET_CAP" in Screening.objects.get().not_met
    undone(batch, staff)
    found = Screening.objects.get()
    assert "ASSET_CAP" not in found.not_met
    assert "ASSET_CAP" in found.to_confirm


def test_a_suspicion_nobody_decided_goes_along(desk, district, staff):
    with acting("시험"):
        cells = someone(1)
        a_person(
            district, 5, name="다른가상", birth_on=date.fromisoformat(cells["생년월일"]),
            sex="FEMALE", phone="01000000001",
        )  # fmt: skip
    batch = load_file_of_applications(desk, applications(cells), staff)
    assert DuplicatePair.objects.count() == 1
    undone(batch, staff)
    assert not DuplicatePair.objects.exists()
    assert Person.objects.count() == 1


def test_what_was_there_before_is_kept_encrypted(desk, staff):
    load_file_of_applications(desk, applications(someone(1)), staff)
    load_file_of_applications(desk, applications(someone(1, 전화번호="010-9999-0001")), staff)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participants_intakebatch")
        rows = str(cursor.fetchall())
    assert "01000000001" not in rows
    assert "01000000001" in IntakeBatch.objects.first().before


def test_as_many_statements_to_undo_many_rows_as_few(desk, staff):
    few = load_file_of_applications(desk, applications(*map(someone, range(2))), staff)
    many = load_file_of_applications(desk, applications(*map(someone, range(2, 60))), staff)

    def written(batch: IntakeBatch) -> int:
        with CaptureQueriesContext(connection) as queries:
            undone(batch, staff)
        return len(queries)

    assert written(few) == written(many)


def test_of_whatever_rests_on_a_file_the_people_are_known(db):
    models = {relation.related_model for model in ORDER for relation in _relations(model)}
    found = [Dependant("시험", "시험", model()) for model in {*models, *ORDER}]
    assert persons_of(found) <= {None}, "no record is unknown"
