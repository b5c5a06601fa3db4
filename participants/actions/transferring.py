"""To another work project of the round: the contract goes on, the post left behind is told of."""

from datetime import date, timedelta

from jobportal.platform.refused import Refused
from jobportal.platform.values.dates import kdate
from participants.actions.locking import lock_round
from participants.actions.placement_events import Step, begin, put, take
from participants.actions.placing import NO_POST, new_placement, require_open
from participants.models import Offer, Placement, Vacancy
from participants.placement.fitting import unfit
from participants.placement.posts import Posts, short_pools
from participants.placement.workflow import K, require
from participants.placement.working_hours import hours_of, wage_of
from participants.refusals import in_one_piece
from programs.models import WorkProject


def transfer(placement: Placement, project: WorkProject, on: date, reason: str) -> Placement:
    """Go on in another project from a day; gives the new placement. Raises Refused.

    With a free post there, the post left behind becomes a vacancy if a pool is short of people.
    Without one, an open vacancy there changes places with the person.
    """
    require(placement, K.TRANSFER)
    with in_one_piece():
        round_ = lock_round(placement.round)
        require_open(round_)
        _require_move(placement, project, on)
        beside = _post_left(placement, project, on)
        goes_on = new_placement(
            placement.application,
            project,
            hours_of(project, placement.application, wage_of(round_)),
            pool=placement.pool,
            from_on=on,
            to_on=placement.to_on,
            state=placement.state,
            contract_on=placement.contract_on,
            contract_number=placement.contract_number,
            replaces=placement,
            is_transfer=True,
        )
        last_on = {"to_on": on - timedelta(days=1)}
        take([Step(placement, K.TRANSFER, on, reason, last_on, beside=beside)])
        return begin([goes_on])[0]


def _require_move(placement: Placement, project: WorkProject, on: date) -> None:
    if project.round_id != placement.round_id:
        raise Refused("이 회차의 대상사업이 아닙니다. 목록에서 고르세요.", field="project")
    if project.pk == placement.project_id:
        raise Refused("지금 일하는 사업입니다. 옮길 다른 사업을 고르세요.", field="project")
    if not placement.from_on < on <= placement.to_on:
        raise Refused(
            f"옮긴 사업장의 첫 근무일은 {kdate(placement.from_on)} 다음 날부터 "
            f"{kdate(placement.to_on)}까지여야 합니다.",
            field="on",
        )
    if words := unfit(placement.application, project):
        raise Refused(f"‘{project}’의 요건에 맞지 않습니다. {words}", field="project")


def _post_left(placement: Placement, project: WorkProject, on: date) -> dict:
    """Open or exchange the vacancy of the post left behind; what undoing needs to know of it."""
    posts = Posts(placement.round)
    if posts.free(project.pk, on, placement.to_on) > 0:
        return _opened(placement, on)
    for vacancy in _open_vacancies(placement, project, on):
        if posts.free(project.pk, on, placement.to_on, without=vacancy) > 0:
            before = put(vacancy, {"project": placement.project, "opened_on": on})
            vacancy.save()
            return {"exchanged": {"vacancy": vacancy.pk, **before}}
    raise Refused(NO_POST.format(project), field="project")


def _open_vacancies(placement: Placement, project: WorkProject, on: date):
    """Vacancies of the project that are open by the day and offered to nobody."""
    offered = Offer.objects.filter(state=Offer.State.OPEN).values("vacancy")
    return Vacancy.objects.filter(
        round=placement.round, project=project, state=Vacancy.State.OPEN, opened_on__lte=on
    ).exclude(pk__in=offered)


def _opened(placement: Placement, on: date) -> dict:
    """A vacancy where the person was, for their pool or another that is short of people."""
    short = {code for code, posts in short_pools(placement.round).items() if posts}
    if not short:
        return {}
    vacancy = Vacancy(
        district=placement.district,
        round=placement.round,
        project=placement.project,
        pool=placement.pool if placement.pool in short else min(short),
        opened_on=on,
        cause=Vacancy.Cause.UNFILLED,
    )
    vacancy.save()
    return {"opened": vacancy.pk}
