"""Destroying personal data: asked for, approved by another, done in one piece and certified."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jobportal.platform.jobs.expiry import remove_all_of
from jobportal.platform.models import Record, User
from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from jobportal.platform.values.anonymous import coarse_birth
from participants.actions.keeping import destroy_kept, set_apart
from participants.actions.unloading import part_of
from participants.models import (
    Appeal,
    Application,
    Destruction,
    DuplicatePair,
    Enquiry,
    HealthExam,
    InterviewSheet,
    KeepingDuty,
    KeptRecord,
    LegalHold,
    Offer,
    Person,
    Placement,
    RuleOverride,
    Score,
    Screening,
    Vacancy,
)
from participants.models.batch import IntakeBatch
from participants.retention.due import (
    DESTROYED,
    held_persons,
    kept_due,
    merged_into,
    persons_due,
    rounds_due,
    starts_by_person,
)
from participants.retention.targets import WORKED_OUT, of_answers, targets_of

K, S = Destruction.Kind, Destruction.State
METHOD = "데이터베이스에서 지우거나 되살릴 수 없는 값으로 바꿈, 변경 이력의 열쇠와 만든 파일 삭제"
# Free text somebody may have written about the person, and what names them: emptied.
EMPTIED: dict[type[Record], tuple[str, ...]] = {
    Application: ("certificates", "household_code", "note", "state_reason", "log_secret"),
    Appeal: ("ground", "answer"),
    HealthExam: ("agency",),
    InterviewSheet: ("opinion",),
    RuleOverride: ("reason",),
    Offer: ("reason",),
    Placement: ("contract_number", "end_note"),
    Screening: ("seen",),
    Score: ("inputs",),
    Vacancy: ("reason",),
    DuplicatePair: ("why", "reason"),
    LegalHold: ("reason",),
    KeepingDuty: ("law", "reason"),
}
OWNERS: dict[type[Record], tuple[str, ...]] = {
    Application: ("person",),
    HealthExam: ("placement__person",),
    Vacancy: ("of_application__person",),
    DuplicatePair: ("first", "second"),
    LegalHold: ("person",),
    KeepingDuty: ("person",),
}
"""The paths from a record to whom it tells of, where it is not by its application."""
STANDS_FOR = {
    **{(Appeal, name): DESTROYED for name in ("ground", "answer")},
    **{(model, "reason"): DESTROYED for model in (RuleOverride, Vacancy, LegalHold, KeepingDuty)},
    (KeepingDuty, "law"): DESTROYED,
    (DuplicatePair, "why"): DESTROYED,
    (IntakeBatch, "file_name"): DESTROYED,
}
"""Where an empty text is refused."""


def request_destruction(destruction: Destruction, by: User) -> Destruction:
    """Ask for it; somebody else approves. Raises :class:`Refused`: nothing is due."""
    if not _is_due(destruction):
        raise Refused("지금 파기할 것이 없습니다. 화면을 새로 열어 확인하세요.")
    if not destruction.reason.strip():
        raise Refused("파기 사유를 적으세요. 예: 이의신청 기간 종료, 보존기간 만료", field="reason")
    destruction.requested_by, destruction.requested_at = by, timezone.now()
    destruction.targets = [target.kept() for target in targets_of(destruction)]
    destruction.save()
    return destruction


def _is_due(destruction: Destruction) -> bool:
    if destruction.kind == K.RECORDS:
        return bool(persons_due(destruction.district, destruction.as_of))
    if destruction.kind == K.KEPT:
        return bool(kept_due(destruction.district, destruction.as_of))
    due = rounds_due(destruction.district, destruction.as_of)
    return any(one.round.pk == destruction.round_id for one in due)


def refuse_destruction(destruction: Destruction, by: User, note: str) -> None:
    """Send the request back with the reason."""
    if not note.strip():
        raise Refused("반려하는 사유를 적으세요. 예: 감사 자료로 더 보관", field="note")
    _decided(destruction, by, S.REFUSED, note)
    destruction.save()


@transaction.atomic
def approve_destruction(destruction: Destruction, by: User, note: str = "") -> None:
    """Approve and destroy at once; the counts are the certificate. It cannot be undone."""
    _lock_people(destruction)
    _decided(destruction, by, S.DONE, note)
    if not _is_due(destruction):
        raise Refused(
            "요청한 뒤에 사정이 바뀌어 파기할 것이 없습니다(이의신청, 보류 등). 반려하세요."
        )
    destruction.targets = [target.kept() for target in targets_of(destruction)]
    destruction.counts = _DESTROY[destruction.kind](destruction)
    remove_all_of(destruction.district)
    destruction.method = METHOD
    destruction.save()


def _lock_people(destruction: Destruction) -> None:
    """No hold is set on them meanwhile: it waits for the same rows, and is seen from here on."""
    if destruction.kind == K.INVESTIGATION:
        people = Application.objects.filter(round=destruction.round_id).values("person")
    elif destruction.kind == K.KEPT:
        kept = kept_due(destruction.district, destruction.as_of)
        people = KeptRecord.objects.filter(pk__in=kept).values("person")
    else:
        people = persons_due(destruction.district, destruction.as_of)
    rows = Person.objects.select_for_update().filter(pk__in=people).order_by("pk")
    list(rows.values_list("pk", flat=True))


def _decided(destruction: Destruction, by: User, state: str, note: str) -> None:
    if destruction.state != S.REQUESTED:
        raise Refused(f"이미 ‘{destruction.get_state_display()}’ 상태입니다.")
    if by.pk == destruction.requested_by_id:
        raise Refused("파기를 요청한 사람은 스스로 결정할 수 없습니다.")
    destruction.state, destruction.decision_note = state, note.strip()[:200]
    destruction.decided_by, destruction.decided_at = by, timezone.now()


def _destroy_answers(destruction: Destruction) -> dict[str, int]:
    """The answers of other authorities of one round, and what was kept of them elsewhere.

    Points, bands and the answer of each rule stay; what they were computed from goes.
    """
    enquiries = of_answers(Enquiry, destruction)
    counts = {"조회 결과": _deleted(enquiries.select_related("application__round"))}
    for label, model, name, _ in WORKED_OUT:
        counts[label] = _emptied(of_answers(model, destruction), (name,))
    held = held_persons(destruction.district)
    counts["올린 파일"] = _files_forgotten(destruction.round_id, held)
    return counts


def _files_forgotten(round_pk: int, held: set[int]) -> int:
    """What files of a round were called, and what was there before them, but of people held."""
    changed = []
    for batch in IntakeBatch.objects.filter(round=round_pk).exclude(file_name=DESTROYED):
        batch.before = part_of(batch, held)
        if not batch.before:
            batch.file_name, batch.note, batch.undo_note = DESTROYED, "", ""
        changed.append(batch)
    audited_bulk(update=changed)
    return len(changed)


def _destroy_records(destruction: Destruction) -> dict[str, int]:
    """Everything that identifies the people; what statistics count stays, and what another law
    wants is moved apart."""
    persons = persons_due(destruction.district, destruction.as_of)
    starts = starts_by_person(persons)
    people = merged_into(persons)
    apart = set_apart(people, destruction)
    for person in people:
        days = starts.get(person.pk) or starts.get(person.merged_into_id, [])
        _anonymise(person, days)
    audited_bulk(update=people)
    audited_bulk(create=apart)
    counts = {"신청인": len(people), "따로 보관": len(apart)}
    applications = Application.objects.filter(person__in=people)
    enquiries = Enquiry.objects.filter(application__in=applications)
    counts["조회 결과"] = _deleted(enquiries)
    for model, names in EMPTIED.items():
        mine = Q()
        for path in OWNERS.get(model, ("application__person",)):
            mine |= Q(**{f"{path}__in": people})
        counts[str(model._meta.verbose_name)] = _emptied(model.objects.filter(mine), names)
    files = IntakeBatch.objects.filter(round__in=applications.values("round"))
    counts["올린 파일"] = _emptied(files, ("file_name", "note", "undo_note", "before"))
    return counts


def _destroy_kept(destruction: Destruction) -> dict[str, int]:
    """What was kept apart and whose day is past."""
    numbers = kept_due(destruction.district, destruction.as_of)
    return {"분리 보관 기록": destroy_kept(numbers)}


_DESTROY = {
    K.INVESTIGATION: _destroy_answers,
    K.RECORDS: _destroy_records,
    K.KEPT: _destroy_kept,
}


def _anonymise(person: Person, starts: Iterable[date]) -> None:
    person.name, person.former_name = DESTROYED, ""
    person.phone = person.address = person.rrn = person.log_secret = ""
    person.birth_on = coarse_birth(person.birth_on, starts)


def _deleted(rows: QuerySet) -> int:
    found = list(rows)
    audited_bulk(delete=found)
    return len(found)


def _emptied(rows: QuerySet, names: tuple[str, ...]) -> int:
    model = rows.model
    return _replaced(rows, {name: STANDS_FOR.get((model, name), "") for name in names})


def _replaced(rows: QuerySet, values: dict[str, str]) -> int:
    """Write the values where something stands; gives how many rows changed."""
    changed = []
    for row in rows:
        told = {name: value for name, value in values.items() if getattr(row, name)}
        if told:
            for name, value in told.items():
                setattr(row, name, value)
            changed.append(row)
    audited_bulk(update=changed)
    return len(changed)
