"""Safety training and health checks of those placed in a made-up round."""

from datetime import date, timedelta

from participants.demo.plans import DAY, Stage
from participants.demo.work import Work
from participants.models import HealthExam, Placement, SafetyTraining, TrainingAttendance

Kind = SafetyTraining.Kind
ATTENDED, EXAMINED = 0.93, 0.8
REGULAR_AFTER = timedelta(days=60)
AGENCY = "가상검진센터"


def do_duties(work: Work) -> None:
    """The sessions held so far, who attended, and who was examined."""
    plan = work.opened.plan
    last = plan.ends_on if plan.stage is Stage.CLOSED else plan.today - DAY
    sessions = [
        _session(work, n, kind, on, title)
        for n, (kind, on, title) in enumerate(
            (
                (Kind.HIRING, plan.starts_on, "채용 시 안전보건교육"),
                (Kind.REGULAR, plan.starts_on + REGULAR_AFTER, "정기 안전보건교육"),
            ),
            start=1,
        )
        if on <= last
    ]
    rows = [row for session in sessions for row in _attendances(work, session)]
    for session in sessions:
        session.attendees = sum(row.session is session for row in rows)
    work.office.writer.add(sessions)
    work.office.writer.add(rows)
    work.office.writer.add(_exams(work, last))


def _session(work: Work, n: int, kind: str, on: date, title: str) -> SafetyTraining:
    return SafetyTraining(
        district=work.office.district,
        round=work.opened.round,
        code=f"{work.opened.round.code}-교육-{n}",
        kind=kind,
        held_on=on,
        title=title,
    )


def _attendances(work: Work, session: SafetyTraining) -> list[TrainingAttendance]:
    """Most of those at work on the day."""
    return [
        TrainingAttendance(district=work.office.district, session=session, placement=one)
        for one in _begun(work)
        if one.from_on <= session.held_on <= one.to_on and work.office.random.random() < ATTENDED
    ]


def _exams(work: Work, last: date) -> list[HealthExam]:
    """Most are examined in their first month."""
    random = work.office.random
    found = []
    for one in _begun(work):
        on = one.from_on + random.randrange(3, 28) * DAY
        is_examined = random.random() < EXAMINED and not one.is_transfer
        if is_examined and on <= min(last, one.to_on):
            found.append(
                HealthExam(
                    district=work.office.district, placement=one, examined_on=on, agency=AGENCY
                )
            )
    return found


def _begun(work: Work) -> list[Placement]:
    """The placements in which work began."""
    never = (Placement.State.CANCELLED, Placement.State.ASSIGNED)
    return [one for one in (*work.first, *work.later) if one.state not in never]
