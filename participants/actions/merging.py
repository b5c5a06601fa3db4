"""Two records that may be one person: merged, parted again, or remembered as two."""

from django.apps import apps
from django.db import models
from django.utils import timezone

from jobportal.platform.audit import current_acting
from jobportal.platform.models.record import Record, audited_bulk
from jobportal.platform.refused import Refused
from participants.actions.applied_twice import settle, unsettle
from participants.actions.locking import lock_people
from participants.actions.pairs import decide, point_back, repoint
from participants.models import (
    Application,
    DuplicatePair,
    LegalHold,
    Person,
    PersonMerge,
    Placement,
)

P = DuplicatePair.State
# What ``kept`` takes over where it has nothing itself.
TAKEN = ("former_name", "phone", "address", "dong", "rrn")
# Bookkeeping of the merging itself: these stay with whom they are about.
OWN = (DuplicatePair, PersonMerge, Person)
LONGEST_REASON = 200


def relations() -> list[tuple[type[Record], models.ForeignKey]]:
    """Every field of every record that refers to a person, so that a merge forgets none."""
    return [
        (model, field)
        for model in apps.get_models()
        if issubclass(model, Record) and model not in OWN
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    ]


def merge(kept: Person, merged: Person, pair: DuplicatePair | None = None) -> PersonMerge:
    """Move everything of ``merged`` to ``kept``; call it in a transaction.

    Whom else ``merged`` may be is asked of ``kept`` from then on. Where both applied for one round,
    the application that came to nothing is withdrawn. Raises :class:`Refused` when neither did,
    both worked at the same time, or their resident numbers differ.
    """
    _check(kept, merged)
    moved = settle(kept, merged)
    stays = _join_holds(kept, merged)
    for model, field in relations():
        rows = [one for one in model.objects.filter(**{field.name: merged}) if one != stays]
        for row in rows:
            setattr(row, field.name, kept)
        audited_bulk(update=rows)
        if rows:
            moved[f"{model._meta.label_lower}.{field.name}"] = [row.pk for row in rows]
    took = [name for name in TAKEN if getattr(merged, name) and not getattr(kept, name)]
    for name in took:
        setattr(kept, name, getattr(merged, name))
    merged.merged_into = kept
    merged.save()  # first, so that two never hold one resident number
    if took:
        kept.save()
    moved |= repoint(kept, merged, pair)
    who = current_acting()
    record = PersonMerge(
        district=kept.district,
        kept=kept,
        merged=merged,
        pair=pair,
        moved=moved,
        took=took,
        merged_at=timezone.now(),
        merged_by=who.name,
    )
    record.save()
    if pair is not None:
        decide(pair, P.MERGED, who.reason)
    return record


def _check(kept: Person, merged: Person) -> None:
    if kept.pk == merged.pk or kept.district_id != merged.district_id:
        raise Refused("합칠 수 없는 두 사람입니다. 목록에서 다시 고르세요.")
    if any(one.merged_into_id for one in lock_people(kept.pk, merged.pk)):
        raise Refused(
            "이미 다른 사람과 합쳐진 신청인입니다. ‘중복 확인’ 목록을 새로 열어 남은 사람과 "
            "견주세요."
        )
    if kept.rrn and merged.rrn and kept.rrn != merged.rrn:
        raise Refused(
            "주민등록번호가 서로 다른 두 사람입니다. 번호를 확인하고, 맞으면 ‘다른 사람’으로 "
            "정하세요."
        )
    if clash := overlapping(kept, merged):
        one, other = clash
        raise Refused(
            f"두 사람이 같은 기간에 서로 다른 곳에 배치되어 있습니다({one.round} {one.project}, "
            f"{other.round} {other.project}). 잘못된 배치의 기간을 고치거나 취소한 뒤 합치세요."
        )


def _join_holds(kept: Person, merged: Person) -> LegalHold | None:
    """Where both are held, one hold tells both reasons; the other stays as it is with ``merged``.

    Gives the one that stays, None unless both are held.
    """
    mine, theirs = (_hold_of(person) for person in (kept, merged))
    if mine is None or theirs is None:
        return None
    both = f"{mine.reason}{_joined(theirs)}"
    if len(both) > LONGEST_REASON:
        raise Refused(
            "두 사람 모두 파기를 보류하고 있고, 두 보존 사유를 이으면 "
            f"{LONGEST_REASON}자가 넘습니다. 신청인 화면에서 사유를 줄여 다시 보류한 뒤 합치세요."
        )
    mine.reason = both
    mine.save()
    return theirs


def _hold_of(person: Person) -> LegalHold | None:
    return LegalHold.objects.filter(person=person, lifted_on__isnull=True).first()


def _joined(hold: LegalHold) -> str:
    """How the reason of a second hold follows that of the first."""
    return f" / {hold.reason}"


def _part_holds(kept: Person, merged: Person) -> None:
    """Each hold tells its own reason again, unless somebody wrote it anew since."""
    mine, theirs = (_hold_of(person) for person in (kept, merged))
    if mine and theirs and mine.reason.endswith(_joined(theirs)):
        mine.reason = mine.reason.removesuffix(_joined(theirs))
        mine.save()


def overlapping(kept: Person, merged: Person) -> tuple[Placement, Placement] | None:
    """A placement of each that share a day, as no one person may have them; two queries."""
    rows = Placement.objects.exclude(state=Placement.State.CANCELLED)
    mine, theirs = (
        list(rows.filter(person=person).select_related("round", "project"))
        for person in (kept, merged)
    )
    pairs = ((one, other) for one in mine for other in theirs)
    return next((pair for pair in pairs if _share_a_day(*pair)), None)


def _share_a_day(one: Placement, other: Placement) -> bool:
    return one.from_on <= other.to_on and other.from_on <= one.to_on


def unmerge(record: PersonMerge) -> None:
    """Give ``merged`` back what came from it; what was added since stays with ``kept``.

    Call it in a transaction. Raises :class:`Refused` when it was undone already, ``kept`` has
    itself been merged since, or applied since for a round that ``merged`` had applied for: nobody
    could say whose application that is.
    """
    if record.undone_at is not None:
        raise Refused("이미 되돌린 합치기입니다.")
    kept, merged = record.kept, record.merged
    if any(one.merged_into_id for one in lock_people(kept.pk)):
        raise Refused("남은 사람이 그 뒤에 다시 합쳐졌습니다. 그 합치기를 먼저 되돌리세요.")
    _refuse_second(record)
    fields = {
        f"{model._meta.label_lower}.{field.name}": (model, field) for model, field in relations()
    }
    for name, (model, field) in fields.items():
        pks = record.moved.get(name, [])
        rows = list(model.objects.filter(pk__in=pks, **{field.name: kept}))
        for row in rows:
            setattr(row, field.name, merged)
        audited_bulk(update=rows)
    given = [name for name in record.took if getattr(kept, name) == getattr(merged, name)]
    for name in given:
        setattr(kept, name, "")
    if given:
        kept.save()
    merged.merged_into = None
    merged.save()
    unsettle(record)
    point_back(record)
    _part_holds(kept, merged)
    record.undone_at = timezone.now()
    record.save()
    if record.pair is not None:
        decide(record.pair, P.OPEN, "")


def _refuse_second(record: PersonMerge) -> None:
    given = record.moved.get("participants.application.person", [])
    rounds = Application.objects.filter(pk__in=given).values("round")
    since = Application.objects.filter(
        person=record.kept, round__in=rounds, received_at__gt=record.merged_at
    )
    application = since.exclude(pk__in=given).exclude(state=Application.State.WITHDRAWN).first()
    if application:
        raise Refused(
            f"합쳐진 사람이 신청했던 회차에 합친 뒤 다시 접수했습니다({application}). 누구의 "
            "신청서인지 알 수 없으니, 그 신청서를 취하하고 되돌린 뒤 본인으로 다시 접수하세요."
        )


def keep_apart(pair: DuplicatePair, reason: str) -> None:
    """Remember that the two are not one person; raises Refused without a reason."""
    if pair.state != P.OPEN:
        raise Refused(f"이미 ‘{pair.get_state_display()}’(으)로 정해졌습니다.")
    if not reason.strip():
        raise Refused("다른 사람으로 보는 까닭을 적으세요. 예: 신분증으로 확인함", field="reason")
    decide(pair, P.NOT_SAME, reason.strip())
