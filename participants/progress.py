"""Where a round stands on a day, counted in the database: each question is one query."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from jobportal.platform.rules.findings import Eligibility
from participants.appeals.queries import unreflected
from participants.headcounts import applied_by, in_post_on, started_by
from participants.models import (
    Appeal,
    Application,
    Offer,
    Placement,
    Screening,
    Selection,
    SelectionEntry,
    SubmittedDocument,
    Vacancy,
)
from participants.placement.rows import LACKS, with_duties
from participants.selection.quota import POOL_LABELS, pools_of
from participants.statistics import left_by
from participants.waits import papers_came
from programs.models import Round

S = Application.State
E = SelectionEntry.State


def last_round(round_: Round) -> Round | None:
    """The round of the same programme that began last before this one; one query."""
    earlier = Round.objects.filter(programme=round_.programme_id, starts_on__lt=round_.starts_on)
    earlier = earlier.exclude(pk=round_.additional_to_id).filter(additional_to=None)
    return earlier.order_by("-starts_on", "seq").first()


def received_by_day(rounds: Sequence[Round], day: date) -> dict[int, Counter[date]]:
    """How many applications of each round were received on which day; one query."""
    rows = Application.objects.filter(applied_by(day), round__in=rounds).order_by()
    found: dict[int, Counter[date]] = {one.pk: Counter() for one in rounds}
    counted = rows.values_list("round", "received_on").annotate(heads=Count("pk"))
    for pk, received_on, heads in counted:
        found[pk][received_on] = heads
    return found


def cancel_reasons_of(round_: Round) -> Counter[str]:
    """Why how many, selected or in reserve, never began to work; one query."""
    rows = Application.objects.filter(round=round_).exclude(cancel_reason="").order_by()
    return Counter(dict(rows.values_list("cancel_reason").annotate(heads=Count("pk"))))


# ---- Lists -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lists:
    """The selection lists of a round: the first and the newest approved, the one that waits."""

    first: int | None = None
    in_force: int | None = None
    proposed_by: str = ""
    appeal_until_on: date | None = None
    posted_until: tuple[date, ...] = ()
    is_to_publish: bool = False


_ANNOUNCED = ("publications__appeal_until_on", "publications__remove_on")


def lists_of(round_: Round) -> Lists:
    """What became of the round's lists; one query."""
    rows = list(
        Selection.objects.filter(round=round_)
        .order_by("number")
        .values("pk", "state", "proposed_by__name", *_ANNOUNCED)
    )
    approved = [one for one in rows if one["state"] == Selection.State.APPROVED]
    proposed = [one for one in rows if one["state"] == Selection.State.PROPOSED]
    announced = [tuple(one[name] for name in _ANNOUNCED) for one in rows if one[_ANNOUNCED[0]]]
    return Lists(
        first=approved[0]["pk"] if approved else None,
        in_force=approved[-1]["pk"] if approved else None,
        proposed_by=proposed[0]["proposed_by__name"] if proposed else "",
        appeal_until_on=announced[-1][0] if announced else None,
        posted_until=tuple(until for _, until in announced),
        is_to_publish=bool(approved) and approved[-1][_ANNOUNCED[0]] is None,
    )


# ---- Pools -----------------------------------------------------------------------------------


@dataclass
class PoolLine:
    """The figures of one pool: posts, and heads that were selected, are at work, or wait."""

    label: str
    code: str = ""
    planned: int = 0
    selected: int = 0
    in_post: int = 0
    ever: int = 0
    vacancies: int = 0
    reserves: int = 0


@dataclass
class Pools:
    """The pools of a round with their sum, and why people left."""

    lines: list[PoolLine]
    whole: PoolLine
    reasons: Counter[str] = field(default_factory=Counter)


def pools_on(round_: Round, lists: Lists, day: date) -> Pools:
    """Each pool of a round on a day; three queries.

    Selected are those of the first approved list, reserves those of the list in force who wait.
    """
    found = {one.code: PoolLine(one.label, one.code, one.posts) for one in pools_of(round_)}

    def line(pool: str) -> PoolLine:
        return found.setdefault(pool, PoolLine(POOL_LABELS.get(pool, pool) or "구분 없음", pool))

    for selection, pool, state, heads in _entries(lists):
        if selection == lists.first and state == E.SELECTED:
            line(pool).selected += heads
        if selection == lists.in_force and state == E.RESERVE:
            line(pool).reserves += heads
    reasons: Counter[str] = Counter()
    for row in _placements(round_, day):
        line(row["pool"]).in_post += row["in_post"]
        line(row["pool"]).ever += row["ever"]
        reasons[row["end_reason"]] += row["gone"]
    for pool, posts in _vacancies(round_):
        line(pool).vacancies += posts
    whole = PoolLine("계", planned=round_.planned_posts)
    for one in found.values():
        for name in ("selected", "in_post", "ever", "vacancies", "reserves"):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
    return Pools(list(found.values()), whole, +reasons)


def _entries(lists: Lists) -> QuerySet:
    """Entries by list, pool and state; reserves only while they still wait."""
    rows = SelectionEntry.objects.filter(selection__in={lists.first, lists.in_force} - {None})
    rows = rows.filter(Q(state=E.SELECTED) | Q(state=E.RESERVE, application__state=S.RESERVE))
    return rows.order_by().values_list("selection", "pool", "state").annotate(heads=Count("pk"))


def _placements(round_: Round, day: date) -> QuerySet:
    rows = Placement.objects.filter(round=round_).order_by().values("pool", "end_reason")
    return rows.annotate(
        in_post=Count("pk", filter=in_post_on(day)),
        ever=Count("pk", filter=started_by(day) & Q(is_transfer=False)),
        gone=Count("pk", filter=left_by(day)),
    )


def _vacancies(round_: Round) -> QuerySet:
    rows = Vacancy.objects.filter(round=round_, state=Vacancy.State.OPEN).order_by()
    return rows.values_list("pool").annotate(posts=Count("pk"))


# ---- What waits ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """How many of a round wait for somebody; late are those past their day."""

    to_confirm: int = 0
    papers_came: int = 0
    late_papers: int = 0
    appeals: int = 0
    late_appeals: int = 0
    accepted_appeals: int = 0
    offers: int = 0
    late_offers: int = 0
    untrained: int = 0


def waiting(round_: Round, day: date) -> Waiting:
    """What waits on a day; one query."""
    mine = {"application__round": round_}
    papers = SubmittedDocument.objects.filter(
        **mine,
        state=SubmittedDocument.State.REQUESTED,
        due_on__lt=day,
        application__state=S.SUPPLEMENT_REQUESTED,
    )
    appeals = Appeal.objects.filter(**mine, state=Appeal.State.FILED)
    offers = Offer.objects.filter(vacancy__round=round_, state=Offer.State.OPEN)
    holding = Placement.objects.filter(round=round_, state__in=Placement.HOLDING)
    confirm = Screening.objects.filter(
        **mine, result=Eligibility.TO_CONFIRM, application__state=S.UNDER_REVIEW
    )
    counts = {
        "to_confirm": _number(confirm),
        "papers_came": _number(Application.objects.filter(papers_came(), round=round_)),
        "late_papers": _number(papers, "application"),
        "appeals": _number(appeals),
        "late_appeals": _number(appeals.filter(due_on__lt=day)),
        "accepted_appeals": _number(unreflected(Appeal.objects.filter(**mine)), "application"),
        "offers": _number(offers),
        "late_offers": _number(offers.filter(respond_by_on__lt=day)),
        "untrained": _number(with_duties(holding).filter(LACKS["any"][1])),
    }
    row = Round.objects.filter(pk=round_.pk).order_by().annotate(**counts).values(*counts).get()
    return Waiting(**row)


def _number(rows: QuerySet, counted: str = "pk") -> Coalesce:
    """The number of rows, or of different values in them, as part of another query."""
    whole = rows.order_by().annotate(whole=Value(1)).values("whole")
    number = whole.annotate(number=Count(F(counted), distinct=counted != "pk")).values("number")
    return Coalesce(Subquery(number), Value(0))
