"""Vacancies besides those a leaver opens: posts never filled, closing, the end of the reserves."""

from datetime import date

from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from participants.actions.locking import lock_round, require_newest
from participants.actions.placing import require_open
from participants.models import Application, Offer, Vacancy
from participants.placement.posts import Posts, promised, short_pools
from participants.refusals import in_one_piece
from participants.workflow import move
from programs.models import Round, WorkProject

V = Vacancy.State


def unfilled_posts(round_: Round, today: date) -> dict[int, int]:
    """Posts of each project that nobody holds, is promised or is awaited for, from today on."""
    first = min(max(today, round_.starts_on), round_.ends_on)
    posts, taken = Posts(round_), [project for project, _ in promised(round_)]
    return {
        project: max(posts.free(project, first, round_.ends_on) - taken.count(project), 0)
        for project in posts.posts
    }


def open_unfilled(
    round_: Round,
    project: WorkProject,
    pool: str,
    count: int,
    today: date,
    seen: int | None = None,
) -> list[Vacancy]:
    """Open posts that were never filled as vacancies of a pool; raises Refused.

    ``seen`` is the newest vacancy that was shown; raises StaleRecord when there is another since.
    """
    with in_one_piece():
        round_ = lock_round(round_)
        require_newest(round_.vacancies.all(), seen)
        require_open(round_)
        if today > round_.ends_on:
            raise Refused("사업기간이 끝난 회차입니다. 결원을 열 수 없습니다.")
        _require_unfilled(round_, project, pool, count, today)
        vacancies = [
            Vacancy(
                district=round_.district,
                round=round_,
                project=project,
                pool=pool,
                opened_on=max(today, round_.starts_on),
                cause=Vacancy.Cause.UNFILLED,
            )
            for _ in range(count)
        ]
        audited_bulk(create=vacancies)
        return vacancies


def _require_unfilled(
    round_: Round, project: WorkProject, pool: str, count: int, today: date
) -> None:
    """So many posts of the project are empty, and the pool is short of so many."""
    free = unfilled_posts(round_, today).get(project.pk, 0)
    if not 1 <= count <= free:
        raise Refused(
            f"‘{project}’의 빈 자리는 {free}명입니다. 1명부터 {free}명까지 됩니다.", field="count"
        )
    short = short_pools(round_).get(pool, 0)
    if count > short:
        raise Refused(
            f"이 모집 구분의 부족 인원은 {short}명입니다. 구분이나 인원을 고치세요.", field="pool"
        )


def close(vacancy: Vacancy, reason: str) -> Vacancy:
    """The post stays empty, for a reason; not while somebody is asked. Raises Refused."""
    if not reason.strip():
        raise Refused("충원하지 않는 사유를 적으세요. 예: 남은 기간이 1개월 미만")
    with in_one_piece():
        lock_round(vacancy.round)
        if vacancy.state != V.OPEN:
            raise Refused(f"이미 ‘{vacancy.get_state_display()}’(으)로 처리한 결원입니다.")
        if vacancy.offers.filter(state=Offer.State.OPEN).exists():
            raise Refused(
                "답변을 기다리는 예비자가 있습니다. 먼저 답변을 적거나 통보를 취소하세요."
            )
        vacancy.state, vacancy.reason = V.CLOSED, reason.strip()[:200]
        vacancy.save()
        return vacancy


def reopen(vacancy: Vacancy) -> Vacancy:
    """Fill the post after all, if it is still empty; raises Refused."""
    with in_one_piece():
        round_ = lock_round(vacancy.round)
        require_open(round_)
        if vacancy.state != V.CLOSED:
            raise Refused(f"‘{vacancy.get_state_display()}’ 상태의 결원은 다시 열 수 없습니다.")
        last = max(vacancy.opened_on, round_.ends_on)
        if Posts(round_).free(vacancy.project_id, vacancy.opened_on, last) < 1:
            raise Refused("그 자리에 이미 다른 사람이 있습니다. 다시 열 수 없습니다.")
        vacancy.state, vacancy.reason = V.OPEN, ""
        vacancy.save()
        return vacancy


def expire_reserves(round_: Round, reason: str) -> list[Application]:
    """At the end of a closed round nobody waits any more (예비 종료); raises Refused."""
    if not reason.strip():
        raise Refused("예비를 종료하는 사유를 적으세요. 예: 회차 종료")
    with in_one_piece():
        round_ = lock_round(round_)
        if round_.state != Round.State.CLOSED:
            raise Refused("마감한 회차에서만 예비를 종료합니다. ‘회차 준비’에서 먼저 마감하세요.")
        if Offer.objects.filter(vacancy__round=round_, state=Offer.State.OPEN).exists():
            raise Refused(
                "답변을 기다리는 예비자가 있습니다. 먼저 답변을 적거나 통보를 취소하세요."
            )
        waiting = list(
            Application.objects.filter(
                round=round_, state=Application.State.RESERVE
            ).select_related("round")
        )
        for one in waiting:
            move(one, Application.State.EXPIRED, reason)
        audited_bulk(update=waiting)
        return waiting
