"""Questions about the interviews of a round: who marked whom, who may see it, where to talk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from jobportal.platform.models import User
from jobportal.platform.rules.rubric import Method, ScoreItem
from jobportal.platform.rules.ruleset import RuleSet
from participants.models import Application, InterviewPanel, InterviewSheet, Reviewer
from programs.models import Round

S = Application.State
INTERVIEWED = (S.ELIGIBLE, S.SCORED)
"""States in which an applicant is interviewed."""


def marked_items(rules: RuleSet) -> list[ScoreItem]:
    """The items of the scoring table that reviewers mark, in its order."""
    items = rules.rubric.criteria if rules.rubric else ()
    return [item for item in items if item.method is Method.MANUAL]


def panel_of(round_: Round) -> InterviewPanel | None:
    """The panel of a round."""
    return InterviewPanel.objects.filter(round=round_).select_related("round").first()


def awaits_marks(round_: Round, rules: RuleSet) -> bool:
    """Whether the table asks for marks and the panel has not been closed."""
    if not marked_items(rules):
        return False
    panel = panel_of(round_)
    return panel is None or panel.closed_at is None


def interviewed(round_: Round) -> QuerySet:
    """The applicants to be marked, by receipt number."""
    found = Application.objects.of(round_.district).filter(round=round_, state__in=INTERVIEWED)
    return found.select_related("person", "round").order_by("number")


def marked_by(reviewer: Reviewer) -> QuerySet:
    """The applicants a reviewer has written marks for, whatever became of them since."""
    found = Application.objects.filter(interview_sheets__reviewer=reviewer)
    return found.select_related("person", "round").order_by("number")


def reviewer_of(panel: InterviewPanel | None, user: User) -> Reviewer | None:
    """The seat of a user on the panel."""
    if panel is None:
        return None
    return panel.reviewers.filter(user=user).select_related("panel", "user").first()


def own_sheets(reviewer: Reviewer) -> dict[int, InterviewSheet]:
    """What a reviewer has written, by application."""
    return {sheet.application_id: sheet for sheet in reviewer.sheets.all()}


def sheets_for(panel: InterviewPanel, user: User, pks: Iterable[int]) -> list[InterviewSheet]:
    """The submitted sheets of these applications that the user may see.

    Drafts are nobody's but their author's. While the panel is open, a reviewer sees what others
    gave an applicant only after submitting the own sheet for them.
    """
    sheets = InterviewSheet.objects.filter(
        reviewer__panel=panel, application__in=pks, submitted_at__isnull=False
    ).select_related("reviewer__user")
    seat = reviewer_of(panel, user)
    if seat is not None and panel.closed_at is None:
        done = seat.sheets.filter(submitted_at__isnull=False)
        sheets = sheets.filter(application__in=done.values("application"))
    return list(sheets.order_by("application__number", "reviewer_id"))


@dataclass(frozen=True)
class Spread:
    """An applicant whose reviewers are further apart on an item than the table allows."""

    application_id: int
    item: ScoreItem
    marks: tuple[tuple[str, Fraction], ...]
    spread: Fraction


def spreads(sheets: Iterable[InterviewSheet], rules: RuleSet) -> list[Spread]:
    """Where the reviewers of these sheets must talk, in the order of the sheets and the table."""
    limit = rules.rubric.spread_limit if rules.rubric else None
    if limit is None:
        return []
    by_application: dict[int, list[InterviewSheet]] = defaultdict(list)
    for sheet in sheets:
        by_application[sheet.application_id].append(sheet)
    found = []
    for pk, given in by_application.items():
        for item in marked_items(rules):
            marks = tuple(
                (str(sheet.reviewer), Fraction(sheet.marks[item.code]))
                for sheet in given
                if item.code in sheet.marks
            )
            values = [mark for _, mark in marks]
            if values and (spread := max(values) - min(values)) > limit:
                found.append(Spread(pk, item, marks, spread))
    return found


@dataclass(frozen=True)
class Progress:
    """How far a reviewer is: sheets submitted, drafts, and applicants still without either."""

    reviewer: Reviewer
    submitted: int
    drafts: int
    left: int


def progress_of(panel: InterviewPanel) -> list[Progress]:
    """How far each reviewer is with those interviewed; three queries."""
    pks = set(interviewed(panel.round).order_by().values_list("pk", flat=True))
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    sheets = InterviewSheet.objects.filter(reviewer__panel=panel, application__in=pks)
    for reviewer, submitted_at in sheets.values_list("reviewer_id", "submitted_at"):
        counts[reviewer][submitted_at is None] += 1
    return [
        Progress(one, *counts[one.pk], len(pks) - sum(counts[one.pk]))
        for one in panel.reviewers.select_related("user")
    ]


def own_progress(seats: QuerySet) -> list[Progress]:
    """How far somebody is on each of these seats, the newest interview first; two queries."""
    done, here = (
        Q(sheets__submitted_at__isnull=False),
        Q(sheets__application__state__in=INTERVIEWED),
    )
    found = list(
        seats.select_related("panel__round")
        .annotate(
            submitted=Count("sheets", filter=done),
            drafts=Count("sheets", filter=~done & here),
            marked=Count("sheets", filter=here),
        )
        .order_by("-panel__held_on", "-pk")
    )
    people = Application.objects.filter(
        round__in={seat.panel.round_id for seat in found}, state__in=INTERVIEWED
    )
    totals = dict(people.order_by().values_list("round").annotate(heads=Count("pk")))
    return [
        Progress(
            seat,
            seat.submitted,
            seat.drafts,
            0 if seat.panel.closed_at else totals.get(seat.panel.round_id, 0) - seat.marked,
        )
        for seat in found
    ]


@dataclass(frozen=True)
class Lacking:
    """The interviewed whom fewer reviewers marked than the table asks for: of all, from outside."""

    of_reviewers: list[Application]
    of_external: list[Application]


def lacking(round_: Round, rules: RuleSet) -> Lacking:
    """Whose marks are not all there, by the sheets submitted; two queries."""
    least, from_outside = max(rules.rubric.min_reviewers, 1), rules.rubric.min_external
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    sheets = InterviewSheet.objects.filter(
        application__round=round_, submitted_at__isnull=False
    ).order_by()
    for pk, is_external in sheets.values_list("application_id", "reviewer__is_external"):
        counts[pk][is_external] += 1
    people = list(interviewed(round_))
    return Lacking(
        [one for one in people if sum(counts[one.pk]) < least],
        [one for one in people if counts[one.pk][True] < from_outside],
    )


def seats_lacking(progress: Iterable[Progress], rules: RuleSet) -> str:
    """What the panel lacks of the seats the table asks for, in Korean; "" for nothing."""
    rubric, seats = rules.rubric, [one.reviewer.is_external for one in progress]
    asked = (max(rubric.min_reviewers, 1), rubric.min_external)
    held = (len(seats), sum(seats))
    if all(have >= least for have, least in zip(held, asked, strict=True)):
        return ""
    needed, present = (
        f"심사위원 {all_of_them}명" + (f"(외부위원 {external}명)" if rubric.min_external else "")
        for all_of_them, external in (asked, held)
    )
    return f"마감하려면 {needed} 이상이 필요합니다. 지금은 {present}입니다."
