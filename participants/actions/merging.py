"""Two records that may be one person: merged, parted again, or remembered as two."""

from django.apps import apps
from django.db import models
from django.utils import timezone

from jobportal.platform.audit import current_acting
from jobportal.platform.models.record import Record, audited_bulk
from participants.models import Application, DuplicatePair, Person, PersonMerge, Placement

P = DuplicatePair.State
# What ``kept`` takes over where it has nothing itself.
TAKEN = ("former_name", "phone", "address", "dong", "rrn")
# Bookkeeping of the merging itself: these stay with whom they are about.
OWN = (DuplicatePair, PersonMerge, Person)


class MergeRefused(Exception):
    """Two persons that may not be merged or parted now; the text says why, in Korean."""


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

    Raises :class:`MergeRefused` when both applied for one round, worked at the same time, or
    their resident numbers differ.
    """
    _check(kept, merged)
    moved: dict[str, list[int]] = {}
    for model, field in relations():
        rows = list(model.objects.filter(**{field.name: merged}))
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
        _decide(pair, P.MERGED, who.reason)
    return record


def _check(kept: Person, merged: Person) -> None:
    if kept.pk == merged.pk or kept.district_id != merged.district_id:
        raise MergeRefused("합칠 수 없는 두 사람입니다. 목록에서 다시 고르세요.")
    if kept.merged_into_id or merged.merged_into_id:
        raise MergeRefused("이미 다른 사람과 합쳐진 신청인입니다. 목록을 새로 여세요.")
    if kept.rrn and merged.rrn and kept.rrn != merged.rrn:
        raise MergeRefused(
            "주민등록번호가 서로 다른 두 사람입니다. 번호를 확인하고, 맞으면 ‘다른 사람’으로 "
            "정하세요."
        )
    live = Application.objects.exclude(state=Application.State.WITHDRAWN)
    both = live.filter(person=merged, round__in=live.filter(person=kept).values("round"))
    application = both.select_related("round").first()
    if application:
        raise MergeRefused(
            f"두 사람이 같은 회차({application.round})에 신청했습니다. 한 신청서를 취하한 뒤 "
            "합치세요."
        )
    if clash := overlapping(kept, merged):
        one, other = clash
        raise MergeRefused(
            f"두 사람이 같은 기간에 서로 다른 곳에 배치되어 있습니다({one.round} {one.project}, "
            f"{other.round} {other.project}). 잘못된 배치의 기간을 고치거나 취소한 뒤 합치세요."
        )


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

    Call it in a transaction. Raises :class:`MergeRefused` when it was undone already, ``kept`` has
    itself been merged since, or both would hold an application for one round.
    """
    if record.undone_at is not None:
        raise MergeRefused("이미 되돌린 합치기입니다.")
    kept, merged = record.kept, record.merged
    if kept.merged_into_id:
        raise MergeRefused("남은 사람이 그 뒤에 다시 합쳐졌습니다. 그 합치기를 먼저 되돌리세요.")
    fields = {
        f"{model._meta.label_lower}.{field.name}": (model, field) for model, field in relations()
    }
    for name, pks in record.moved.items():
        model, field = fields[name]
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
    record.undone_at = timezone.now()
    record.save()
    if record.pair is not None:
        _decide(record.pair, P.OPEN, "")


def keep_apart(pair: DuplicatePair, reason: str) -> None:
    """Remember that the two are not one person; raises MergeRefused without a reason."""
    if pair.state != P.OPEN:
        raise MergeRefused(f"이미 ‘{pair.get_state_display()}’(으)로 정해졌습니다.")
    if not reason.strip():
        raise MergeRefused("다른 사람으로 보는 까닭을 적으세요. 예: 신분증으로 확인함")
    _decide(pair, P.NOT_SAME, reason.strip())


def _decide(pair: DuplicatePair, state: str, reason: str) -> None:
    is_open = state == P.OPEN
    pair.state, pair.reason = state, reason[:200]
    pair.decided_by = "" if is_open else current_acting().name[:80]
    pair.decided_at = None if is_open else timezone.now()
    pair.save()
