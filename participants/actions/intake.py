"""Taking in an application: the person, the application, consents and papers, in one piece."""

from dataclasses import dataclass, field

from django.db.models import Max
from django.utils import timezone

from jobportal.platform.models import User
from jobportal.platform.models.record import Record, audited_bulk
from jobportal.platform.refused import Refused
from participants.actions.locking import lock_people, lock_round
from participants.matching.likely import likely_same
from participants.models import (
    Application,
    ApplicationGroup,
    Consent,
    DuplicatePair,
    Person,
    SubmittedDocument,
)
from participants.workflow import move
from programs.families import recruited_together
from programs.models import Round

S = Application.State


class SamePerson(Exception):
    """Somebody who is as good as certainly this person is there and was not chosen."""


class AlreadyApplied(Refused):
    """The person has a live application for the round; the text names it, in Korean."""


@dataclass
class Intake:
    """What a clerk entered; the answers and papers are unsaved records of this application."""

    person: Person
    application: Application
    groups: set[str]
    consents: list[Consent] = field(default_factory=list)
    papers: list[SubmittedDocument] = field(default_factory=list)
    is_other_person: bool = False


def take_in(intake: Intake, clerk: User, submit: bool) -> Application:
    """Save everything, give the receipt number when it is submitted; call it in a transaction.

    The round is locked first, so that two clerks at two counters come one after the other: the
    second meets the first one's person. Then the person is, so that nobody merges them meanwhile.
    Raises :class:`SamePerson`, :class:`AlreadyApplied`, StaleRecord or Refused.
    """
    round_ = lock_round(intake.application.round)
    application, person = intake.application, intake.person
    refuse_merged(person)
    found = likely_same(person) if person.pk is None else []
    if not intake.is_other_person and any(match.is_certain for _, match in found):
        raise SamePerson
    if person.changed_names():
        person.save()
    remember_pairs(person, found)
    refuse_second(application, person)
    if submit:
        refuse_base_applicant(application, person)
    application.person = person
    application.clerk = application.clerk or clerk
    if submit and application.state == S.DRAFT:
        move(application, S.SUBMITTED)
        application.number = next_receipt_number(round_)
        application.received_at = timezone.now()
    application.save()
    save_groups(application, intake.groups)
    save_answers(application, Consent, "item_id", intake.consents)
    save_answers(application, SubmittedDocument, "document_id", intake.papers)
    return application


def refuse_merged(person: Person) -> None:
    """Nothing is taken in for somebody who was merged into another since; raises Refused."""
    if person.pk is None:
        return
    (now,) = lock_people(person.pk)
    if now.merged_into_id:
        raise Refused(
            "그사이에 다른 신청인과 합쳐진 사람입니다. 신청인을 다시 찾아 고른 뒤 저장하세요."
        )


def refuse_second(application: Application, person: Person) -> None:
    """One live application per person and round (domain 2.3)."""
    live = Application.objects.filter(round=application.round, person=person)
    other = live.exclude(state=S.WITHDRAWN).exclude(pk=application.pk).first()
    if other is not None:
        raise AlreadyApplied(
            f"이 사람은 이 회차에 이미 신청했습니다({other}). 그 신청서를 고치거나 취하한 뒤 "
            "접수하세요."
        )


def refuse_base_applicant(application: Application, person: Person) -> None:
    """Who applied for a round or one of its additional recruitments does not apply in another."""
    family = recruited_together(application.round)
    earlier = Application.objects.filter(round__in=family, person=person).select_related("round")
    other = earlier.exclude(state__in=(S.DRAFT, S.WITHDRAWN)).first() if family else None
    if other is not None:
        raise AlreadyApplied(
            f"이 사람은 추가모집하는 회차나 그 추가모집에 이미 신청했습니다({other}). 추가모집에는 "
            "그 회차들에 신청하지 않은 사람만 접수합니다."
        )


def next_receipt_number(round_: Round) -> int:
    """The next receipt number of a locked round; numbers of withdrawn applications stay theirs."""
    last = Application.objects.filter(round=round_).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def remember_pairs(person: Person, found: list) -> list[DuplicatePair]:
    """Put what may be the same person on the list to be decided, once per pair."""
    others = {other.pk for other, _ in found}
    known = set()
    if others:
        pairs = DuplicatePair.objects.of(person.district)
        known |= set(pairs.filter(second=person).values_list("first_id", flat=True))
        known |= set(pairs.filter(first=person).values_list("second_id", flat=True))
    pairs = []
    for other, why in found:
        if other.pk in known:
            continue
        first, second = sorted((other, person), key=lambda one: one.pk)
        pairs.append(
            DuplicatePair(district=person.district, first=first, second=second, why=why.why)
        )
    audited_bulk(create=pairs)
    return pairs


def save_groups(application: Application, chosen: set[str]) -> None:
    """Keep the vulnerable groups as they were chosen."""
    kept = {row.group: row for row in application.groups.all()}
    for group in kept.keys() - chosen:
        kept[group].delete()
    audited_bulk(
        create=[
            ApplicationGroup(district=application.district, application=application, group=group)
            for group in sorted(chosen - kept.keys())
        ]
    )


def save_answers(
    application: Application, model: type[Record], key: str, answers: list[Record]
) -> None:
    """Write one row per item or paper: new ones are added, changed ones changed, others left."""
    kept = {getattr(row, key): row for row in model.objects.filter(application=application)}
    created, changed = [], []
    for answer in answers:
        row = kept.get(getattr(answer, key))
        if row is None:
            answer.application, answer.district = application, application.district
            created.append(answer)
            continue
        names = [f for f in model.content_fields() if f.name != "application"]
        for one in names:
            setattr(row, one.attname, getattr(answer, one.attname))
        if row.changed_names():
            changed.append(row)
    audited_bulk(create=created, update=changed)
