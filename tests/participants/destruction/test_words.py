"""Whatever somebody wrote about a person, wherever, is gone with them: rows, logs, files."""

import logging
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import Record, User
from jobportal.platform.models.seal import LogSeal
from jobportal.platform.sealcheck import verify_log
from participants.actions.placement_events import event_of
from participants.headcounts import headcounts
from participants.models import (
    Application,
    ApplicationGroup,
    Destruction,
    DuplicatePair,
    HealthExam,
    IntakeBatch,
    InterviewPanel,
    InterviewSheet,
    KeepingDuty,
    LegalHold,
    Offer,
    Person,
    PersonMerge,
    PlacementEvent,
    Reviewer,
    RuleOverride,
    SafetyTraining,
    SelectionEntry,
    SubmittedDocument,
    TrainingAttendance,
    Vacancy,
)
from participants.retention.due import DESTROYED
from participants.selection.kept import stored_digest
from tests.participants.announcing import a_consent, an_appeal
from tests.participants.destruction.ended import announced, applied, dump, figures
from tests.participants.making import a_consent_form, a_document, a_person, a_round, an_enquiry
from tests.participants.placing import a_placement

pytestmark = pytest.mark.django_db
PHONE = "01000009876"
MARK = f"비밀표식 {PHONE}"
TODAY = timezone.localdate()
A = Application.State
NO_WORDS = {
    # of the rules, of the round, of the place: chosen or made by the portal
    *("Person.dong", "Application.reception_dong", "Application.token"),
    *("Screening.not_met", "Screening.to_confirm"),
    *("Vacancy.pool", "Placement.pool", "IntakeBatch.file_hash"),
    # the member of staff who did it
    *("Appeal.decided_by", "RuleOverride.decided_by", "DuplicatePair.decided_by"),
    *("PersonMerge.merged_by", "IntakeBatch.loaded_by"),
}
"""Texts in which nobody writes about the person; they stay."""
KEPT_ROWS = (PlacementEvent, SelectionEntry)
"""Never changed once written: the first is sealed, the other is worded by the portal alone."""


@pytest.fixture
def round_(district, acted):
    return a_round(
        district, "공공근로-2018-1", rrn_allowed=True, planned_posts=10, apply_to_on=None
    )


def everything(round_, staff) -> None:
    """Two people about whom there is a record of every kind."""
    district = round_.district
    shared = {"district": district}
    file = IntakeBatch(
        **shared,
        round=round_,
        kind="APPLICATIONS",
        file_name="명단.xlsx",
        file_hash="0" * 64,
        loaded_at=timezone.now(),
        loaded_by="김가상",
        before="{}",
    )
    file.save()
    application, waiting = applied(round_, 1, batch=file), applied(round_, 2, A.NOT_SELECTED)
    person = application.person
    ApplicationGroup(**shared, application=application, group="DISABLED").save()
    a_consent(a_consent_form(district).items.first(), application)
    paper = a_document(district, round_)
    SubmittedDocument(**shared, application=application, document=paper).save()
    an_enquiry(waiting, "ASSETS", assets_won=1_234_567)
    RuleOverride(
        **shared,
        application=application,
        code="ASSET_CAP",
        outcome="MET",
        reason="확인",
        decided_by="김가상",
        decided_at=timezone.now(),
    ).save()
    panel = InterviewPanel(**shared, round=round_, held_on=round_.starts_on)
    panel.save()
    reviewer = Reviewer(**shared, panel=panel, user=staff)
    reviewer.save()
    InterviewSheet(**shared, reviewer=reviewer, application=application, opinion="성실함").save()
    selection = announced(round_, staff).selection
    decided = {"state": "REJECTED", "answer": "기각", "decided_on": TODAY, "decided_by": "김가상"}
    an_appeal(waiting, selection, **decided)
    left(application, waiting)
    other = a_person(district, 3, name="가상비밀마", merged_into=person)
    pair = DuplicatePair(**shared, first=person, second=other, why="성명", state="MERGED")
    pair.save()
    when = {"merged_at": timezone.now(), "merged_by": "김가상"}
    PersonMerge(**shared, kept=person, merged=other, pair=pair, **when).save()
    past = TODAY - timedelta(days=9)
    LegalHold(**shared, person=person, reason="감사", from_on=past, lifted_on=TODAY).save()
    on = {"until_on": TODAY + timedelta(days=9)}
    KeepingDuty(**shared, person=person, law="근로기준법", reason="회계검사", **on).save()


def left(application: Application, waiting: Application) -> None:
    """The first worked, was trained and examined, and left; the other was called and declined."""
    round_ = application.round
    shared = {"district": round_.district}
    placement = a_placement(application, state="DROPPED", end_reason="OTHER", end_note="사정")
    event = event_of(placement, PlacementEvent.Kind.DROP, round_.starts_on, MARK, {"note": MARK})
    event.save()
    assert (event.reason, event.before) == (MARK, {"note": MARK})
    session = SafetyTraining(
        **shared, code="교육-1", round=round_, kind="HIRING", held_on=round_.starts_on
    )
    session.save()
    TrainingAttendance(**shared, session=session, placement=placement).save()
    HealthExam(**shared, placement=placement, examined_on=round_.starts_on, agency="의원").save()
    vacancy = Vacancy(
        **shared,
        round=round_,
        project=placement.project,
        opened_on=round_.starts_on,
        cause="ENDED",
        of_application=application,
        state="CLOSED",
        reason="안 함",
    )
    vacancy.save()
    told = {"reserve_rank": 1, "state": "DECLINED", "answered_on": TODAY, "reason": "사정"}
    on = {"offered_on": TODAY, "respond_by_on": TODAY}
    Offer(**shared, vacancy=vacancy, application=waiting, **told, **on).save()


def telling() -> list[type[Record]]:
    """The kinds of records that tell of a resident, and the files they came with."""
    kinds = apps.get_app_config("participants").get_models()
    return [*(one for one in kinds if one.SEALED_BY), IntakeBatch]


def words_of(model: type[Record]) -> list[models.Field]:
    """The fields of a kind in which somebody may write about a person."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and f"{model.__name__}.{field.name}" not in NO_WORDS
        and (field.name not in model.DERIVED or model is IntakeBatch)
    ]


def marked(record: Record) -> None:
    """The mark in every word of a record, and in the reason of the change."""
    for field in words_of(type(record)):
        if field.name not in ("log_secret", "rrn"):
            setattr(record, field.name, PHONE if field.name == "phone" else MARK)
    with acting("시험", reason=MARK):
        record.save()


def test_nothing_anybody_wrote_is_left(client, round_, staff, district, settings, caplog):
    caplog.set_level(logging.DEBUG)
    everything(round_, staff)
    kinds = telling()
    assert [one.__name__ for one in kinds if not one.objects.exists()] == []
    for kind in kinds:
        for record in () if kind in KEPT_ROWS else kind.objects.all():
            marked(record)
    before = (figures(round_), headcounts([round_], TODAY))
    digests = {selection.pk: stored_digest(selection) for selection in round_.selections.all()}
    ask_and_approve(client, staff, district)
    assert {one.name for one in Person.objects.all()} == {DESTROYED}
    assert (figures(round_), headcounts([round_], TODAY)) == before
    text = f"{dump()}\n{caplog.text}\n{files_below(settings.VAR_DIR)}"
    assert [line[:300] for line in text.splitlines() if "비밀표식" in line or PHONE in line] == []
    assert "가상비밀" not in text
    event = PlacementEvent.objects.get()
    assert (event.reason, event.before) == ("", {})
    for selection in round_.selections.all():
        assert stored_digest(selection) == digests[selection.pk]
    assert [verify_log(log).fault for log in LogSeal.Log] == ["", ""]


def ask_and_approve(client, staff, district) -> None:
    """Through the pages, by two people, so that what is logged on the way counts in."""
    officer = User.objects.create_user("gasang-privacy", name="정가상")
    give(officer, district, "PRIVACY_OFFICER", "시험")
    client.force_login(staff)
    assert client.post(reverse("destruction_ask"), {"reason": "보존기간 만료"}).status_code == 302
    client.force_login(officer)
    one = Destruction.objects.get()
    decide = reverse("destruction_decide", args=[one.pk])
    assert client.post(decide, {"decision": "approve"}).status_code == 302


def files_below(folder) -> str:
    """What stands in every file of the portal's folder."""
    return "".join(one.read_bytes().decode(errors="replace") for one in folder.rglob("*.*"))
