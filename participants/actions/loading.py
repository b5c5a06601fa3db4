"""Loading a checked sheet: all of it in one piece, kept as a batch that can be taken back."""

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from jobportal.platform.audit import Via, acting, current_acting
from jobportal.platform.models import Record, StaleRecord, User
from jobportal.platform.models.record import audited_bulk
from participants.actions.intake import next_receipt_number
from participants.actions.locking import lock_people, lock_round
from participants.models import (
    Application,
    ApplicationGroup,
    Consent,
    DuplicatePair,
    Enquiry,
    IntakeBatch,
    Person,
    SubmittedDocument,
)
from participants.sheets.application_plan import ApplicationPlan
from participants.sheets.plan import Plan
from participants.workflow import move
from programs.models import Round

UNDO_DAYS = 30
# Each model after those it refers to.
ORDER: tuple[type[Record], ...] = (
    Person,
    Application,
    ApplicationGroup,
    Consent,
    SubmittedDocument,
    Enquiry,
    DuplicatePair,
)


class NotClean(Exception):
    """The data moved on since the check: the file has errors now."""


@dataclass(frozen=True)
class Upload:
    """A handed-in file as the batch remembers it."""

    name: str
    data: bytes
    note: str = ""

    @property
    def hash(self) -> str:
        """The same for the same file."""
        return hashlib.sha256(self.data).hexdigest()


def load_applications(plan: ApplicationPlan, upload: Upload, clerk: User) -> IntakeBatch:
    """Write what a plan made under the round's lock; new applications get numbers in file order.

    Raises StaleRecord when one of the people was merged into another since.
    """
    known = {one.person_id for one in plan.creates[Application] if one.person_id}
    if any(one.merged_into_id for one in lock_people(*known)):
        raise StaleRecord("somebody of the file was merged since")
    batch = _new_batch(plan, plan.round, IntakeBatch.Kind.APPLICATIONS, upload)
    _submit(plan, batch, clerk)
    _write(plan, batch)
    return batch


def load_enquiries(plan: Plan, round_: Round, upload: Upload) -> IntakeBatch:
    """Write the enquiry results of a plan made under the round's lock."""
    batch = _new_batch(plan, round_, IntakeBatch.Kind.ENQUIRIES, upload)
    for record in (*plan.creates[Enquiry], *plan.updates[Enquiry]):
        record.batch = batch
    _write(plan, batch)
    return batch


def _new_batch(plan: Plan, round_: Round, kind: str, upload: Upload) -> IntakeBatch:
    if not plan.is_clean:
        raise NotClean
    batch = IntakeBatch(
        district=round_.district,
        round=round_,
        kind=kind,
        file_name=upload.name[-120:],
        note=upload.note[:200],
        file_hash=upload.hash,
        rows=len(plan.rows.rows),
        created=plan.created,
        changed=plan.changed,
        loaded_at=timezone.now(),
        loaded_by=current_acting().name[:80],
    )
    batch.save()
    return batch


def forget_old() -> None:
    """Files that can no longer be taken back do not keep what was there before; once a day."""
    oldest = timezone.now() - timedelta(days=UNDO_DAYS)
    batches = IntakeBatch.objects.filter(loaded_at__lt=oldest, undone_at=None)
    old = [batch for batch in batches if batch.before]
    for batch in old:
        batch.before = ""
    with acting("업무포털", reason=f"되돌릴 수 있는 {UNDO_DAYS}일이 지남", via=Via.COMMAND):
        audited_bulk(update=old)


def _submit(plan: ApplicationPlan, batch: IntakeBatch, clerk: User) -> None:
    """Give new applications and drafts their numbers, in the order of the file."""
    first, now = next_receipt_number(lock_round(plan.round)), timezone.now()
    changed = {id(one) for one in plan.updates[Application]}
    for number, application in enumerate(plan.submitted, start=first):
        move(application, Application.State.SUBMITTED)
        application.number, application.received_at = number, now
        application.clerk = application.clerk or clerk
        if application.pk is None:
            application.batch = batch
        elif id(application) not in changed:
            plan.updates[Application].append(application)


def _write(plan: Plan, batch: IntakeBatch) -> None:
    changed = {model: _before(plan.updates[model]) for model in ORDER}
    deleted = {model._meta.label: _values(plan.deletes[model]) for model in ORDER}
    for model in ORDER:
        if model is DuplicatePair:
            plan.creates[model] = list(_pairs(plan))
        audited_bulk(
            create=plan.creates[model], update=plan.updates[model], delete=plan.deletes[model]
        )
    batch.before = json.dumps(
        {
            "created": {
                model._meta.label: [[row.pk, checksum(row)] for row in plan.creates[model]]
                for model in ORDER
            },
            "changed": {
                model._meta.label: [[row.pk, checksum(row), values] for row, values in rows]
                for model, rows in changed.items()
            },
            "deleted": deleted,
        },
        default=str,
        ensure_ascii=False,
    )
    batch.save()


def checksum(record: Record) -> int:
    """The same while a row holds the same values, whatever was written and taken back meanwhile."""
    values = sorted(record.current_values().items())
    return zlib.crc32(repr([(name, str(value)) for name, value in values]).encode())


def _before(records: Iterable[Record]) -> list[tuple[Record, dict]]:
    """Each record with the values it has in the database that are about to change."""
    return [(record, _differing(record)) for record in records]


def _differing(record: Record) -> dict:
    before = record.loaded_values()
    return {name: before[name] for name in record.changed_names()}


def _values(records: Iterable[Record]) -> list[dict]:
    return [record.loaded_values() for record in records]


def _pairs(plan: Plan) -> Iterable[DuplicatePair]:
    """Who may be one person, the older first, each two once."""
    seen = set()
    for one, other, why in getattr(plan, "pairs", ()):
        first, second = sorted((one, other), key=lambda person: person.pk)
        if (first.pk, second.pk) not in seen:
            seen.add((first.pk, second.pk))
            yield DuplicatePair(district=first.district, first=first, second=second, why=why[:100])
