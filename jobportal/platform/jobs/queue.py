"""The queue of files to make: every step is one conditional UPDATE, so that no two take it.

That holds on both engines without a lock that is kept while a file is being made.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from jobportal.platform.actors import Actor
from jobportal.platform.downloads import MadeFile
from jobportal.platform.models import FileJob, User
from jobportal.platform.models.filejob import SILENT_SECONDS
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused

S = FileJob.State
MOST_UNFINISHED = 3
TOO_MANY = (
    f"만들고 있는 파일이 이미 {MOST_UNFINISHED}개입니다. ‘만든 파일’에서 끝나기를 기다리거나 "
    "취소한 뒤에 다시 요청하세요."
)
LOST = "만들던 작업이 중간에 끊겼습니다. ‘다시 만들기’를 누르세요."


@dataclass(frozen=True)
class Request:
    """A file somebody asks for; ``total`` is how many rows it will about have."""

    kind: str
    parameters: dict
    title: str
    file_name: str
    purpose: str
    total: int


def reach_text(actor: Actor, permission: Permission) -> str:
    """How far a permission of somebody reaches, as a text that is alike for the same reach."""
    grants = actor.grants_of(permission)
    return "; ".join(sorted({f"{g.confined_to} {g.confined_code}".strip() for g in grants}))


def ask_for(
    actor: Actor, permission: Permission, request: Request, is_anew: bool = False
) -> tuple[FileJob, bool]:
    """Put a file into the queue, or find the fresh one of the same request unless ``is_anew``.

    Gives the job and whether it is new. Raises Refused.
    """
    reach = reach_text(actor, permission)
    key = _key(actor, reach, request)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.user.pk)  # a double post waits for the first
        mine = FileJob.objects.filter(account=actor.user, district=actor.district)
        if not is_anew and (same := _fresh(mine.filter(key=key))):
            return same, False
        if mine.filter(state__in=FileJob.UNFINISHED).count() >= MOST_UNFINISHED:
            raise Refused(TOO_MANY)
        job = FileJob.objects.create(
            district=actor.district,
            account=actor.user,
            reach=reach,
            key=key,
            kind=request.kind,
            parameters=request.parameters,
            title=request.title[:200],
            file_name=request.file_name[:200],
            purpose=request.purpose[:200],
            rows_total=request.total,
        )
    return job, True


def _key(actor: Actor, reach: str, request: Request) -> str:
    alike = [actor.district.pk, actor.user.pk, reach, request.kind, request.parameters]
    text = json.dumps([*alike, request.purpose], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _fresh(jobs: QuerySet) -> FileJob | None:
    now = timezone.now()
    return next((job for job in jobs.defer("persons")[:10] if job.is_fresh(now)), None)


def claim(worker: str) -> FileJob | None:
    """The job that has waited longest, now this worker's; None when there is none."""
    waiting = FileJob.objects.filter(state=S.WAITING).order_by("asked_at", "pk")
    now = timezone.now()
    for number in waiting.values_list("pk", flat=True)[:10]:
        mine = {"state": S.RUNNING, "worker": worker, "rows_done": 0}
        free = FileJob.objects.filter(pk=number, state=S.WAITING)
        if free.update(**mine, started_at=now, heartbeat_at=now):
            return FileJob.objects.select_related("account", "district").get(pk=number)
    return None


def beat(job: FileJob, rows: int) -> bool:
    """Say that the job goes on; False when it is no longer this worker's."""
    return bool(_held(job).update(rows_done=rows, heartbeat_at=timezone.now()))


def release(job: FileJob) -> None:
    """Put a job back that the worker has no time left for."""
    _held(job).update(state=S.WAITING, worker="", rows_done=0, heartbeat_at=None)


def finish(job: FileJob, made: MadeFile, stored_as: str, size: int, persons: set[int]) -> bool:
    """The file is there; False when it is no longer wanted."""
    now = timezone.now()
    return bool(
        _held(job).update(
            state=S.DONE,
            rows_done=made.rows,
            rows_total=made.rows,
            digest=made.digest,
            stored_as=stored_as,
            size=size,
            persons=sorted(persons),
            finished_at=now,
            expires_at=now + timedelta(hours=settings.MADE_FILE_HOURS),
        )
    )


def fail(job: FileJob, fault: str) -> None:
    """There will be no file; ``fault`` says why, in Korean."""
    _held(job).update(state=S.FAILED, fault=fault[:300], finished_at=timezone.now())


def _held(job: FileJob) -> QuerySet:
    return FileJob.objects.filter(pk=job.pk, state=S.RUNNING, worker=job.worker)


def cancel(job: FileJob) -> bool:
    """Stop a job that is not finished; False when it is."""
    unfinished = FileJob.objects.filter(pk=job.pk, state__in=FileJob.UNFINISHED)
    return bool(unfinished.update(state=S.CANCELLED, finished_at=timezone.now()))


def fail_lost() -> int:
    """Jobs whose worker has died are told as such and may be asked for again; gives how many."""
    silent_since = timezone.now() - timedelta(seconds=SILENT_SECONDS)
    lost = FileJob.objects.filter(state=S.RUNNING, heartbeat_at__lt=silent_since)
    return lost.update(state=S.FAILED, fault=LOST, finished_at=F("heartbeat_at"))


def behind(jobs: Sequence[FileJob]) -> dict[int, int]:
    """How many jobs stand before each of these that wait."""
    waiting = FileJob.objects.filter(state=S.WAITING).order_by("asked_at", "pk")
    places = {number: place for place, number in enumerate(waiting.values_list("pk", flat=True))}
    return {job.pk: places.get(job.pk, 0) for job in jobs}
