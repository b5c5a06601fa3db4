"""What waits for somebody today over all rounds in work: only what they may do themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from jobportal.platform.actors import Actor
from jobportal.platform.permissions import Permission
from jobportal.platform.rules.findings import Eligibility
from participants.announcing.publications import OUT_OF_TIME, taken_down_on
from participants.appeals.queries import ACCEPTED_APPEALS, unreflected
from participants.interviews import INTERVIEWED
from participants.models import (
    Appeal,
    Application,
    Destruction,
    DuplicatePair,
    InterviewPanel,
    InterviewSheet,
    Offer,
    Placement,
    Publication,
    Reviewer,
    Screening,
    Selection,
    SubmittedDocument,
    Vacancy,
)
from participants.waits import SETTLE, TO_LIST, papers_came, to_settle
from programs.models import Round

P = Permission
A = Application.State

Rows = Callable[[Actor, date], QuerySet]


@dataclass(frozen=True)
class Kind:
    """One kind of work: who may do it, on which page, and the rows that are counted.

    ``to_round`` leads from a row to its round. ``late_by`` is the day that may have passed.
    ``asked`` narrows the list of the page to what is counted.
    """

    label: str
    permission: Permission
    page: str
    rows: Rows
    to_round: str = "round"
    late_by: str = ""
    asked: str = ""


@dataclass(frozen=True)
class Task:
    """So many of a kind wait in a round, ``late`` of them past their day."""

    kind: Kind
    round: Round
    count: int
    late: int


def tasks_for(actor: Actor, today: date) -> list[Task]:
    """What waits, the rounds in the order of their first day of work, the kinds in that of KINDS.

    One query for each kind the user may do, and one for the rounds.
    """
    counted = [
        (kind, *numbers)
        for kind in KINDS
        if actor.may(kind.permission)
        for numbers in _counted(kind, actor, today)
    ]
    rounds = Round.objects.filter(pk__in={pk for _, pk, *_ in counted}, state__in=Round.IN_WORK)
    known = {one.pk: one for one in rounds}
    found = [Task(kind, known[pk], count, late) for kind, pk, count, late in counted if pk in known]
    return sorted(found, key=lambda one: (one.round.starts_on, one.round.pk))


def duplicates_to_decide(actor: Actor) -> int:
    """How many pairs of persons wait for a decision; 0 for who may not decide."""
    if not actor.may_in_whole_district(P.TAKE_IN):
        return 0
    pairs = DuplicatePair.objects.of(actor.district)
    return pairs.filter(state=DuplicatePair.State.OPEN).count()


def destructions_to_decide(actor: Actor) -> int:
    """How many destructions that somebody else asked for wait; 0 for who may not decide."""
    if not actor.may_in_whole_district(P.APPROVE_DESTRUCTION):
        return 0
    asked = Destruction.objects.of(actor.district).filter(state=Destruction.State.REQUESTED)
    return asked.exclude(requested_by=actor.user).count()


def _counted(kind: Kind, actor: Actor, today: date) -> QuerySet:
    """Round, how many, and how many of them late; one query."""
    late = Q(**{f"{kind.late_by}__lt": today}) if kind.late_by else Q(pk__in=())
    rows = kind.rows(actor, today).order_by().values_list(kind.to_round)
    return rows.annotate(
        heads=Count("pk", distinct=True), late=Count("pk", filter=late, distinct=True)
    )


def _applications(permission: Permission, state: str, **wanted) -> Rows:
    return lambda actor, today: actor.reach(Application, permission).filter(state=state, **wanted)


def _to_screen(actor: Actor, today: date) -> QuerySet:
    """Whoever applied in a round that takes nobody any more, and is not asked for a paper."""
    rows = actor.reach(Application, P.SCREEN).filter(round__apply_to_on__lt=today)
    return rows.filter(Q(state=A.SUBMITTED) | papers_came())


def _late_papers(actor: Actor, today: date) -> QuerySet:
    rows = actor.reach(Application, P.TAKE_IN).filter(state=A.SUPPLEMENT_REQUESTED)
    asked = SubmittedDocument.State.REQUESTED
    return rows.filter(documents__state=asked, documents__due_on__lt=today)


def _to_confirm(actor: Actor, today: date) -> QuerySet:
    rows = actor.reach(Screening, P.SCREEN).filter(result=Eligibility.TO_CONFIRM)
    return rows.filter(application__state=A.UNDER_REVIEW)


def _to_settle(actor: Actor, today: date) -> QuerySet:
    """Under review with nothing left to confirm."""
    return actor.reach(Application, P.SCREEN).filter(to_settle())


def _to_list(actor: Actor, today: date) -> QuerySet:
    """Eligible or scored, in a round without a list that waits for a decision."""
    proposed = Selection.objects.filter(round=OuterRef("round"), state=Selection.State.PROPOSED)
    rows = actor.reach(Application, P.SELECT).filter(state__in=INTERVIEWED)
    return rows.exclude(Exists(proposed))


def _to_close(actor: Actor, today: date) -> QuerySet:
    """Open interviews for which every reviewer has handed in the marks of everybody."""
    people = Application.objects.filter(state__in=INTERVIEWED)
    done = InterviewSheet.objects.filter(
        application=OuterRef("pk"), reviewer=OuterRef(OuterRef("pk")), submitted_at__isnull=False
    )
    unmarked = people.filter(round=OuterRef("panel__round")).exclude(Exists(done))
    seats = Reviewer.objects.filter(panel=OuterRef("pk"))
    rows = actor.reach(InterviewPanel, P.APPROVE_SELECTION).filter(closed_at=None)
    begun = rows.filter(Exists(seats), Exists(people.filter(round=OuterRef("round"))))
    return begun.exclude(Exists(seats.filter(Exists(unmarked))))


def _to_mark(actor: Actor, today: date) -> QuerySet:
    """Those whom the user, a reviewer of an open panel, has not handed in marks for."""
    mine = InterviewSheet.objects.filter(
        application=OuterRef("pk"), reviewer__user=actor.user, submitted_at__isnull=False
    )
    rows = actor.reach(Application, P.INTERVIEW).filter(state__in=INTERVIEWED)
    seats = {"round__panels__reviewers__user": actor.user, "round__panels__closed_at": None}
    return rows.filter(**seats).exclude(Exists(mine))


def _to_approve(actor: Actor, today: date) -> QuerySet:
    """Lists that somebody else proposed."""
    rows = actor.reach(Selection, P.APPROVE_SELECTION).filter(state=Selection.State.PROPOSED)
    return rows.exclude(proposed_by=actor.user)


def _to_publish(actor: Actor, today: date) -> QuerySet:
    """The list in force of a round, not announced yet."""
    approved = Selection.objects.filter(round=OuterRef("round"), state=Selection.State.APPROVED)
    rows = actor.reach(Selection, P.PUBLISH_RESULTS).filter(state=Selection.State.APPROVED)
    newer = approved.filter(number__gt=OuterRef("number"))
    return rows.filter(publications=None).exclude(Exists(newer))


def _to_take_down(actor: Actor, today: date) -> QuerySet:
    return actor.reach(Publication, P.PUBLISH_RESULTS).filter(taken_down_on(today))


def _appeals(actor: Actor, today: date) -> QuerySet:
    return actor.reach(Appeal, P.SEE_APPEALS).filter(state=Appeal.State.FILED)


def _accepted(actor: Actor, today: date) -> QuerySet:
    """Accepted appeals that no approved list knows of yet."""
    return unreflected(actor.reach(Appeal, P.SCREEN))


def _vacancies(actor: Actor, today: date) -> QuerySet:
    """Open posts that nobody is being asked about."""
    asked = Offer.objects.filter(vacancy=OuterRef("pk"), state=Offer.State.OPEN)
    rows = actor.reach(Vacancy, P.PLACE).filter(state=Vacancy.State.OPEN)
    return rows.exclude(Exists(asked))


def _offers(actor: Actor, today: date) -> QuerySet:
    return actor.reach(Offer, P.PLACE).filter(state=Offer.State.OPEN)


def _to_complete(actor: Actor, today: date) -> QuerySet:
    """Those still at work whose last day has passed."""
    at_work = (Placement.State.WORKING, Placement.State.SUSPENDED)
    return actor.reach(Placement, P.PLACE).filter(state__in=at_work, to_on__lt=today)


KINDS = (
    Kind(
        "임시저장한 신청서",
        P.TAKE_IN,
        "applicants",
        _applications(P.TAKE_IN, A.DRAFT),
        asked=f"state={A.DRAFT}",
    ),
    Kind(
        "기한이 지난 서류 보완",
        P.TAKE_IN,
        "applicants",
        _late_papers,
        asked=f"state={A.SUPPLEMENT_REQUESTED}",
    ),
    Kind("심사를 시작할 신청서", P.SCREEN, "round_screening", _to_screen),
    Kind(
        "‘확인 필요’가 남은 신청서",
        P.SCREEN,
        "round_screening",
        _to_confirm,
        to_round="application__round",
        asked=f"state={A.UNDER_REVIEW}&result={Eligibility.TO_CONFIRM}",
    ),
    Kind(
        SETTLE,
        P.SCREEN,
        "round_screening",
        _to_settle,
        asked=f"state={A.UNDER_REVIEW}",
    ),
    Kind("면접 점수를 적을 신청인", P.INTERVIEW, "round_marks", _to_mark),
    Kind("마감할 면접 심사", P.APPROVE_SELECTION, "round_interviews", _to_close),
    Kind(TO_LIST, P.SELECT, "round_selection", _to_list),
    Kind("승인을 기다리는 선발안", P.APPROVE_SELECTION, "round_selection", _to_approve),
    Kind("발표할 선발 명단", P.PUBLISH_RESULTS, "round_results", _to_publish),
    Kind(
        OUT_OF_TIME,
        P.PUBLISH_RESULTS,
        "round_results",
        _to_take_down,
        to_round="selection__round",
    ),
    Kind(
        "처리할 이의신청",
        P.SEE_APPEALS,
        "round_appeals",
        _appeals,
        to_round="application__round",
        late_by="due_on",
    ),
    Kind(
        ACCEPTED_APPEALS,
        P.SCREEN,
        "round_appeals",
        _accepted,
        to_round="application__round",
    ),
    Kind(
        "배치를 기다리는 선발자",
        P.PLACE,
        "round_placements",
        _applications(P.PLACE, A.SELECTED),
    ),
    Kind("충원할 결원", P.PLACE, "round_vacancies", _vacancies),
    Kind(
        "답변을 기다리는 통보",
        P.PLACE,
        "round_vacancies",
        _offers,
        to_round="vacancy__round",
        late_by="respond_by_on",
    ),
    Kind("만료로 적을 참여자", P.PLACE, "round_placements", _to_complete),
)
"""Everything that may wait, in the order of the work."""
