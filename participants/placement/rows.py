"""The placements of a round with what a list shows, and which safety duties are still to come."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from participants.headcounts import EVER, IN_POST, in_post_on, started_by
from participants.models import (
    Application,
    HealthExam,
    Placement,
    SafetyTraining,
    TrainingAttendance,
)
from participants.queries import searched
from participants.statistics import left_by
from programs.models import Round

HOLDING = "HOLDING"
FIGURES: dict[str, tuple[str, Callable[[date], Q]]] = {
    HOLDING: ("자리를 가진 사람", lambda day: Q(state__in=Placement.HOLDING)),
    "IN_POST": (IN_POST, in_post_on),
    "EVER": (EVER, lambda day: started_by(day) & Q(is_transfer=False)),
    "ENDED": ("중도 종료", left_by),
}
"""Lists that a figure of the round counts: words, and the condition on a day."""
LACKS = {
    "training": ("채용 시 교육 없음", Q(is_trained=False)),
    "exam": ("건강검진 없음", Q(is_examined=False)),
    "any": ("하나라도 없음", Q(is_trained=False) | Q(is_examined=False)),
}
"""What somebody may still lack: words, and the condition over :func:`with_duties`."""
NAMED = ("person", "project", "application")


def placements(round_: Round) -> QuerySet:
    """The placements of a round, cancelled ones too, with names and safety duties.

    Read them through :func:`listed`, which gives them their round without asking for it again.
    """
    rows = Placement.objects.of(round_.district).filter(round=round_)
    rows = rows.select_related(*NAMED, "project__host_unit")
    return with_duties(rows).order_by("project__code", "from_on", "pk")


def listed(round_: Round, rows: Iterable[Placement]) -> list[Placement]:
    """These placements of a round, all sharing the one round that is there already."""
    found = list(rows)
    for one in found:
        one.round = one.application.round = round_
    return found


def placed(rows: QuerySet) -> list[Placement]:
    """Placements with the names a short list shows, in the order they were made; one query."""
    return list(rows.select_related("project", "round").order_by("pk"))


def with_duties(rows: QuerySet) -> QuerySet:
    """``is_trained``: 채용 시 교육 attended; ``is_examined``: a health check is noted.

    What was done before a transfer counts: both are looked for by application.
    """
    same = {"placement__application": OuterRef("application")}
    hiring = SafetyTraining.Kind.HIRING
    return rows.annotate(
        is_trained=Exists(TrainingAttendance.objects.filter(session__kind=hiring, **same)),
        is_examined=Exists(HealthExam.objects.filter(**same)),
    )


def narrowed(round_: Round, asked: dict) -> QuerySet:
    """Those of a project, pool, state and reason that lack something, as words mean the person."""
    rows = placements(round_)
    if asked.get("project"):
        rows = rows.filter(project=asked["project"])
    if asked.get("state") in FIGURES:
        rows = rows.filter(FIGURES[asked["state"]][1](timezone.localdate()))
    elif asked.get("state"):
        rows = rows.filter(state=asked["state"])
    if asked.get("reason"):
        rows = rows.filter(end_reason=asked["reason"])
    if asked.get("pool"):
        rows = rows.filter(pool=asked["pool"])
    if asked.get("lacks"):
        rows = rows.filter(LACKS[asked["lacks"]][1])
    if asked.get("words"):
        meant = searched(Application.objects.filter(round=round_), asked["words"])
        rows = rows.filter(application__in=meant)
    return rows
