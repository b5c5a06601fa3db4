"""Interviews of the eligible where the scoring table has items that reviewers mark."""

from datetime import timedelta

from jobportal.platform.rules.rubric import ScoreItem
from participants.demo.office import Office
from participants.demo.plans import moment
from participants.demo.rounds import OpenRound
from participants.interviews import marked_items
from participants.models import Application, InterviewPanel, InterviewSheet, Reviewer

OPINIONS = ("질문에 성실히 답하였습니다.", "업무를 잘 이해하고 있습니다.", "의욕이 높습니다.")


def interview(office: Office, opened: OpenRound, eligible: list[Application]) -> None:
    """Hold the round's interview, every sheet handed in and the panel closed, if it has one."""
    items = marked_items(opened.rules)
    if not items or not eligible:
        return
    held_on = opened.plan.apply_to_on + timedelta(days=14)
    panel = InterviewPanel(
        district=office.district,
        round=opened.round,
        held_on=held_on,
        place="구청 회의실(가상)",
        closed_at=moment(held_on + timedelta(days=1), 0),
        closed_by=office.lead.name,
    )
    office.writer.add([panel])
    reviewers = [
        Reviewer(
            district=office.district, panel=panel, user=user, is_external=user == office.reviewer
        )
        for user in (office.staff, office.lead, office.reviewer)
    ]
    office.writer.add(reviewers)
    office.writer.add(
        _sheet(office, panel, reviewer, application, items)
        for application in eligible
        for reviewer in reviewers
    )


def _sheet(
    office: Office,
    panel: InterviewPanel,
    reviewer: Reviewer,
    application: Application,
    items: list[ScoreItem],
) -> InterviewSheet:
    random = office.random
    return InterviewSheet(
        district=office.district,
        reviewer=reviewer,
        application=application,
        marks={one.code: str(_mark(office, int(one.max_points))) for one in items},
        opinion=random.choice(OPINIONS),
        submitted_at=moment(panel.held_on, 3600 + random.randrange(6 * 3600)),
    )


def _mark(office: Office, most: int) -> int:
    return office.random.randint(most * 5 // 10, most)
