"""Who of those placed gives up or leaves, when and why, and the vacancies that opens."""

from datetime import date, timedelta

from participants.actions.placement_events import Step
from participants.demo.plans import DAY, Stage
from participants.demo.work import Work
from participants.models import Application, EndReason, Placement, Vacancy
from participants.placement.workflow import K

LATE = 0.03
"""So many of all leave too late for anybody to come after them."""
LATE_DAYS = 25
FILLED_WITHIN = 20
LEFT_OPEN = 2
"""The last vacancies of a round at work are left: one with an offer out, one for the reader."""
TOO_LATE = "남은 기간이 1개월 미만입니다."
# how it ends, why, how often
ENDINGS = (
    (K.DROP, EndReason.HEALTH, 24),
    (K.DROP, EndReason.DISTANCE, 20),
    (K.DROP, EndReason.FAMILY_CARE, 16),
    (K.DROP, EndReason.MALADJUSTED, 10),
    (K.TERMINATE, EndReason.ABSENCE, 6),
    (K.TERMINATE, EndReason.INELIGIBLE_NOW, 4),
    (K.EMPLOYED, EndReason.EMPLOYED, 20),
)
GIVES_UP = ("본인 사정", "다른 곳에 취업", "건강이 나빠짐")


def give_up(work: Work) -> list[Placement]:
    """Some give up before the first day; the others are to begin."""
    plan, random = work.opened.plan, work.office.random
    gone = random.sample(work.first, min(plan.declined, len(work.first)))
    vacancies = [_vacancy(work, one, plan.starts_on, Vacancy.Cause.DECLINED) for one in gone]
    _open(work, vacancies)
    for one, vacancy in zip(gone, vacancies, strict=True):
        step = Step(
            one,
            K.CANCEL_PLACEMENT,
            plan.starts_on - 3 * DAY,
            random.choice(GIVES_UP),
            to=Application.State.DECLINED.value,
            beside={"opened": vacancy.pk},
        )
        work.step(step)
    left = {id(one) for one in gone}
    return [one for one in work.first if id(one) not in left]


def leave(work: Work, at_work: list[Placement]) -> None:
    """Some of those at work leave halfway, some so late that nobody comes after them."""
    plan, random = work.opened.plan, work.office.random
    late = int(len(at_work) * LATE) if plan.stage is Stage.CLOSED else 0
    gone = random.sample(at_work, min(plan.leaving + late, len(at_work)))
    days = sorted(_last_day(work, n) for n in range(len(gone)))
    vacancies = [
        _vacancy(work, one, day + DAY, Vacancy.Cause.ENDED)
        for one, day in zip(gone, days, strict=True)
    ]
    _open(work, vacancies)
    for one, day, vacancy in zip(gone, days, vacancies, strict=True):
        _end(work, one, day, vacancy)
        if vacancy.opened_on > plan.ends_on - timedelta(days=LATE_DAYS):
            vacancy.state, vacancy.reason = Vacancy.State.CLOSED, TOO_LATE


def _last_day(work: Work, n: int) -> date:
    """The last day of the n-th: some too late for anybody to come after, the others before.

    Of a round at work the last to leave did so lately, and their posts are empty yet.
    """
    plan, random = work.opened.plan, work.office.random
    if n >= plan.leaving:
        return plan.ends_on - timedelta(days=random.randrange(2, LATE_DAYS - 2))
    last = min(plan.counted_on or plan.ends_on, plan.ends_on - timedelta(days=LATE_DAYS + 10))
    if plan.stage is Stage.RUNNING:
        if n >= plan.leaving - LEFT_OPEN:
            return plan.today - timedelta(days=random.randrange(2, 8))
        last = min(last, plan.today)
    days = max((last - plan.starts_on).days - FILLED_WITHIN, 1)
    return plan.starts_on + timedelta(days=random.randrange(1, days + 1))


def _vacancy(work: Work, one: Placement, opened_on: date, cause: str) -> Vacancy:
    return Vacancy(
        district=work.office.district,
        round=work.opened.round,
        project=one.project,
        pool=one.pool,
        opened_on=opened_on,
        cause=cause,
        of_application=one.application,
    )


def _open(work: Work, vacancies: list[Vacancy]) -> None:
    work.office.writer.add(vacancies)
    work.vacancies += vacancies


def _end(work: Work, one: Placement, last_on: date, vacancy: Vacancy) -> None:
    kind, reason, _ = work.office.random.choices(ENDINGS, [often for *_, often in ENDINGS])[0]
    work.step(
        Step(
            one,
            kind,
            last_on,
            reason.label,
            {"to_on": last_on, "end_reason": reason.value, "end_note": ""},
            beside={"opened": vacancy.pk},
        )
    )
