"""Placing the selected: all of an approved list at once, or one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jobportal.platform.refused import Refused
from jobportal.platform.rules.wage import WageRule
from jobportal.platform.values.dates import kdate
from participants.actions.locking import lock_round
from participants.actions.placement_events import begin
from participants.models import Application, Person, Placement, SelectionEntry, Vacancy
from participants.placement.fitting import unfit
from participants.placement.posts import Posts
from participants.placement.working_hours import hours_of, wage_of
from participants.refusals import in_one_piece
from participants.selection.in_force import entries_in_force
from programs.models import Round, WorkProject

NO_PROJECT = "명단에 배정 사업이 없습니다. 한 사람씩 사업을 골라 배치하세요."
NOT_LISTED = "확정된 선발 명단에 없습니다. 선발 명단을 확인하세요."
NO_POST = "‘{}’에 그 기간에 빈 자리가 없습니다. 결원으로 비워 둔 자리는 예비자가 채웁니다."


@dataclass
class Planned:
    """What would become of one selected applicant; ``refusal`` says why nothing can."""

    application: Application
    project: WorkProject | None = None
    pool: str = ""
    hours: int = 0
    refusal: str = ""


def waiting(round_: Round) -> QuerySet:
    """The selected who are not placed yet, by their number."""
    found = Application.objects.filter(round=round_, state=Application.State.SELECTED)
    return found.select_related("person").order_by("number")


def plan(round_: Round, most: int | None = None) -> list[Planned]:
    """What placing the whole list, or its first so many, would do; a fixed number of queries."""
    applications = list(waiting(round_)[:most])
    if not applications:
        return []
    listed = {pk: rest for pk, *rest in _listed(round_)}
    projects = {project.pk: project for project in round_.work_projects.all()}
    busy = at_work_elsewhere(waiting(round_), round_.starts_on, round_.ends_on)
    posts, wage, found = Posts(round_), wage_of(round_), []
    for application in applications:
        application.round = round_
        pool, project = listed.get(application.pk, (None, None))
        one = _planned(application, pool, projects.get(project), wage)
        one.refusal = one.refusal or _refusal(one, posts, busy)
        if not one.refusal:
            posts.take(one.project.pk, round_.starts_on, round_.ends_on)
        found.append(one)
    return found


def _listed(round_: Round) -> QuerySet:
    """Application, pool and project of the selected on the list in force; one query."""
    entries = entries_in_force(round_).filter(
        state=SelectionEntry.State.SELECTED, application__state=Application.State.SELECTED
    )
    return entries.order_by().values_list("application", "pool", "project")


def _planned(
    application: Application, pool: str | None, project: WorkProject | None, wage: WageRule
) -> Planned:
    if pool is None:
        return Planned(application, refusal=NOT_LISTED)
    if project is None:
        return Planned(application, pool=pool, refusal=NO_PROJECT)
    return Planned(application, project, pool, hours_of(project, application, wage))


def _refusal(one: Planned, posts: Posts, busy: dict[int, Placement]) -> str:
    round_ = one.application.round
    if other := busy.get(one.application.person_id):
        return elsewhere_words(other)
    if posts.free(one.project.pk, round_.starts_on, round_.ends_on) < 1:
        return NO_POST.format(one.project)
    return ""


def place_all(round_: Round) -> list[Placement]:
    """Place everybody of the list who can be placed, over the days of the round.

    Who is placed already is left alone, so that doing it twice does it once. Raises Refused.
    """
    with in_one_piece():
        round_ = lock_round(round_)
        require_open(round_)
        chosen = [one for one in plan(round_) if not one.refusal]
        return begin(
            new_placement(one.application, one.project, one.hours, pool=one.pool) for one in chosen
        )


def assign(
    application: Application,
    project: WorkProject,
    from_on: date,
    to_on: date,
    hours: int = 0,
) -> Placement:
    """Place one selected applicant; ``hours`` 0 are those of the project or the wage rule.

    Raises Refused when the applicant does not fit, no post is free or the days are wrong.
    """
    if application.state != Application.State.SELECTED:
        raise Refused(
            f"‘{application.get_state_display()}’ 상태의 신청서입니다. ‘선발’ 상태일 때 배치합니다."
        )
    with in_one_piece():
        round_ = lock_round(application.round)
        entry = entries_in_force(round_).filter(application=application).first()
        placement = new_placement(
            application,
            project,
            hours or hours_of(project, application, wage_of(round_)),
            pool=entry.pool if entry else "",
            from_on=from_on,
            to_on=to_on,
        )
        require_place(placement)
        return begin([placement])[0]


def new_placement(
    application: Application, project: WorkProject, hours: int, **values
) -> Placement:
    """A placement over the days of the round, not yet saved."""
    round_ = application.round
    days = {"from_on": round_.starts_on, "to_on": round_.ends_on}
    return Placement(
        district=round_.district,
        round=round_,
        application=application,
        person=application.person,
        project=project,
        hours_per_day=hours,
        **{**days, **values},
    )


def require_open(round_: Round) -> None:
    """Placements are made in a round that is announced and not closed; raises Refused."""
    if round_.state == Round.State.CLOSED:
        raise Refused("마감한 회차입니다. ‘회차 준비’에서 마감을 푼 뒤 하세요.")
    if round_.state == Round.State.PLANNED:
        raise Refused("아직 공고하지 않은 회차입니다. 먼저 공고하세요.")


def require_place(placement: Placement, vacancy: Vacancy | None = None) -> None:
    """A new placement is of the round, within its days, fits, and has a post.

    ``vacancy`` is the one it fills. Raises Refused.
    """
    require_open(placement.round)
    _require_days(placement)
    application, project = placement.application, placement.project
    if project.round_id != placement.round_id:
        raise Refused("이 회차의 대상사업이 아닙니다. 목록에서 고르세요.", field="project")
    if words := unfit(application, project):
        raise Refused(f"‘{project}’의 요건에 맞지 않습니다. {words}", field="project")
    first, last = placement.from_on, placement.to_on
    if other := at_work_elsewhere([application], first, last).get(application.person_id):
        raise Refused(elsewhere_words(other))
    if Posts(placement.round).free(project.pk, first, last, without=vacancy) < 1:
        raise Refused(NO_POST.format(project), field="project")


def _require_days(placement: Placement) -> None:
    round_ = placement.round
    span = f"{kdate(round_.starts_on)} ~ {kdate(round_.ends_on)}"
    if not (round_.starts_on <= placement.from_on <= round_.ends_on >= placement.to_on):
        raise Refused(
            f"근무 기간은 회차의 사업기간({span}) 안이어야 합니다.", field=_outside(placement)
        )
    if placement.to_on < placement.from_on:
        raise Refused("근무 종료일이 시작일보다 빠릅니다. 날짜를 고치세요.", field="to_on")
    if not 1 <= placement.hours_per_day <= 8:
        raise Refused("1일 근로시간은 1시간부터 8시간까지 입력하세요.", field="hours")


def _outside(placement: Placement) -> str:
    """Which of the two days lies outside the round."""
    round_ = placement.round
    starts_within = round_.starts_on <= placement.from_on <= round_.ends_on
    return "to_on" if starts_within else "from_on"


def at_work_elsewhere(
    applications: Iterable[Application], first: date, last: date
) -> dict[int, Placement]:
    """Placements of these people, in whatever round, that overlap the days, by person."""
    people = Person.objects.filter(applications__in=applications)
    rows = Placement.objects.filter(person__in=people, from_on__lte=last, to_on__gte=first)
    rows = rows.exclude(state=Placement.State.CANCELLED).select_related("round", "project")
    return {row.person_id: row for row in rows}


def elsewhere_words(other: Placement) -> str:
    """The refusal that names the placement in the way."""
    return (
        f"‘{other.round}’의 ‘{other.project}’에 {kdate(other.from_on)} ~ {kdate(other.to_on)} "
        "배치되어 있습니다. 그 배치를 먼저 끝내거나 기간이 겹치지 않게 하세요."
    )
