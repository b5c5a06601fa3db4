"""The vacancy that somebody leaves behind, and what undoing needs to know of it."""

from datetime import date

from participants.models import Application, Placement, Vacancy
from programs.models import WorkProject


def open_vacancy(placement: Placement, opened_on: date, cause: str) -> Vacancy | None:
    """The post the placement leaves, from a day on; none after the end of the round."""
    return vacate(placement.application, placement.project, placement.pool, opened_on, cause)


def vacate(
    application: Application, project: WorkProject, pool: str, opened_on: date, cause: str
) -> Vacancy | None:
    """The post that was somebody's, from a day on; none after the end of the round."""
    if opened_on > application.round.ends_on:
        return None
    vacancy = Vacancy(
        district=application.district,
        round=application.round,
        project=project,
        pool=pool,
        opened_on=opened_on,
        cause=cause,
        of_application=application,
    )
    vacancy.save()
    return vacancy


def opened(vacancy: Vacancy | None) -> dict:
    """What the event that opened it keeps."""
    return {"opened": vacancy.pk} if vacancy else {}
