"""Offering a vacancy to the reserves in their order: asked, passed over, answered, accepted."""

from datetime import date, timedelta

from django.utils import timezone

from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from jobportal.platform.rules.findings import Eligibility, Outcome
from jobportal.platform.values.dates import kdate
from participants.actions.locking import lock_round
from participants.actions.placement_events import begin, moved
from participants.actions.placing import new_placement, require_open, require_place
from participants.happened import day_fault
from participants.models import Application, Offer, Placement, Vacancy
from participants.placement.reserves import Candidate, Reserves
from participants.placement.working_hours import hours_of, wage_of
from participants.rechecks import recheck
from participants.refusals import in_one_piece

A = Application.State
Answer = Offer.State
DAYS_TO_ANSWER = 3
"""The day to answer by that is proposed, in days from the offer; the officer may set another."""


def offer(
    vacancy: Vacancy, application: Application, respond_by: date, skips: dict[int, str]
) -> Offer:
    """Offer the post to a reserve until a day; gives the offer.

    ``skips`` are reasons by the number of the application, for each reserve passed over who would
    have been asked before. Raises Refused.
    """
    today = timezone.localdate()
    if respond_by < today:
        raise Refused(
            "답변 기한이 오늘보다 앞입니다. 오늘 이후의 날짜를 적으세요.", field="respond_by"
        )
    with in_one_piece():
        vacancy = _locked(vacancy)
        require_open(vacancy.round)
        before, chosen = _standing(vacancy, application)
        if chosen.why_not:
            raise Refused(f"예비 {chosen.rank}순위에게는 통보할 수 없습니다. {chosen.why_not}")
        require_eligible(chosen.application)
        passed = [_skipped(vacancy, one, skips.get(one.application.pk, "")) for one in before]
        made = _offer(vacancy, chosen, Answer.OPEN, respond_by_on=respond_by)
        audited_bulk(create=[*passed, made])
        return made


def skip(vacancy: Vacancy, application: Application, reason: str) -> Offer:
    """Pass over the reserve who is next, without asking another; raises Refused."""
    with in_one_piece():
        vacancy = _locked(vacancy)
        require_open(vacancy.round)
        before, chosen = _standing(vacancy, application)
        if before or not chosen.is_due:
            raise Refused("다음 차례인 예비자만 건너뜁니다. 화면을 새로 열어 확인하세요.")
        passed = _skipped(vacancy, chosen, reason)
        passed.save()
        return passed


def answer(given: Offer, state: str, on: date, reason: str = "", gives_up: bool = False) -> Offer:
    """The reserve declined, or did not answer until the day set; the next may be asked.

    ``gives_up``: they leave the reserve list too. Raises Refused.
    """
    if state not in (Answer.DECLINED, Answer.NO_ANSWER):
        raise Refused("답변을 고르세요.")
    with in_one_piece():
        given = _open(given)
        _require_answer_day(given, on)
        if state == Answer.NO_ANSWER and on <= given.respond_by_on:
            raise Refused(
                f"답변 기한({kdate(given.respond_by_on)})이 지난 뒤에 ‘연락 안 됨’으로 적으세요.",
                field="on",
            )
        given.state, given.answered_on, given.reason = state, on, reason.strip()[:200]
        given.save()
        if gives_up:
            moved(given.application, A.WITHDRAWN, reason or "예비 자격 포기")
            given.application.save()
        return given


def withdraw(given: Offer, reason: str) -> Offer:
    """Take an offer back that was made by mistake; raises Refused."""
    if not reason.strip():
        raise Refused("통보를 취소하는 사유를 적으세요.")
    with in_one_piece():
        given = _open(given)
        given.state, given.reason = Answer.WITHDRAWN, reason.strip()[:200]
        given.save()
        return given


def accept(given: Offer, on: date, from_on: date) -> Placement:
    """The reserve accepts: selected, placed in the post from a day, the vacancy filled.

    The rules are put once more; raises Refused when one is not met, the post or the person is
    gone, or the offer was answered already.
    """
    with in_one_piece():
        given = _open(given)
        vacancy, application = given.vacancy, given.application
        _require_answer_day(given, on)
        require_eligible(application)
        placement = _placement(vacancy, application, from_on)
        require_place(placement, vacancy)
        was = moved(application, A.SELECTED)
        given.state, given.answered_on = Answer.ACCEPTED, on
        given.save()
        vacancy.state = Vacancy.State.FILLED
        vacancy.save()
        return begin([placement], {"application": was, "filled": {"offer": given.pk}})[0]


def respond_by(today: date) -> date:
    """The day to answer by that is proposed."""
    return today + timedelta(days=DAYS_TO_ANSWER)


def require_eligible(application: Application) -> None:
    """The round's rules, put again today, speak against nobody who is given a post.

    The refusal names the rules alone: what was seen is for those who may see enquiries.
    """
    checked = recheck([application])[application.pk]
    if checked.result is not Eligibility.INELIGIBLE:
        return
    wrong = [one.code.label for one in checked.findings if one.outcome is Outcome.NOT_MET]
    raise Refused(
        f"자격을 다시 확인한 결과 부적격입니다({', '.join(wrong)}). 사유를 적고 건너뛰세요."
    )


def _require_answer_day(given: Offer, on: date) -> None:
    if fault := day_fault("답변일", on, given.offered_on, "통보일"):
        raise Refused(fault, field="on")


def _placement(vacancy: Vacancy, application: Application, from_on: date) -> Placement:
    if from_on < vacancy.opened_on:
        raise Refused(
            f"근무 시작일은 결원일({kdate(vacancy.opened_on)})부터 됩니다. 날짜를 고치세요.",
            field="from_on",
        )
    hours = hours_of(vacancy.project, application, wage_of(vacancy.round))
    return new_placement(
        application,
        vacancy.project,
        hours,
        pool=vacancy.pool,
        vacancy=vacancy,
        replaces=post_before(vacancy),
        from_on=from_on,
    )


def post_before(vacancy: Vacancy) -> Placement | None:
    """The placement that held the post last; a cancelled one held it never."""
    if vacancy.of_application is None:
        return None
    last = vacancy.of_application.placements.order_by("pk").last()
    if last is not None and last.state == Placement.State.CANCELLED:
        return last.replaces
    return last


def _locked(vacancy: Vacancy) -> Vacancy:
    """The vacancy as it stands now, with its round locked; it must be open."""
    lock_round(vacancy.round)
    vacancies = Vacancy.objects.select_related("round__programme", "project", "of_application")
    vacancy = vacancies.get(pk=vacancy.pk)
    if vacancy.state != Vacancy.State.OPEN:
        raise Refused(f"이미 ‘{vacancy.get_state_display()}’(으)로 처리한 결원입니다.")
    return vacancy


def _open(given: Offer) -> Offer:
    """The offer as it stands now, with its round locked; it must wait for an answer."""
    vacancy = _locked(given.vacancy)
    given = vacancy.offers.select_related("application__person", "application__round").get(
        pk=given.pk
    )
    given.vacancy = vacancy
    if given.state != Answer.OPEN:
        raise Refused(f"이미 ‘{given.get_state_display()}’(으)로 처리한 통보입니다.")
    return given


def _standing(vacancy: Vacancy, application: Application) -> tuple[list[Candidate], Candidate]:
    """The reserves who would be asked before, and the one meant; raises Refused."""
    before: list[Candidate] = []
    for one in Reserves(vacancy.round).candidates(vacancy):
        if one.application.pk == application.pk:
            return before, one
        if one.is_due:
            before.append(one)
    raise Refused("이 결원의 예비 명단에 없는 사람입니다. 화면을 새로 열어 확인하세요.")


def _skipped(vacancy: Vacancy, one: Candidate, reason: str) -> Offer:
    if not reason.strip():
        raise Refused(f"예비 {one.rank}순위를 건너뛰는 사유를 적으세요.")
    return _offer(vacancy, one, Answer.SKIPPED, reason=reason.strip()[:200])


def _offer(vacancy: Vacancy, one: Candidate, state: str, **values) -> Offer:
    return Offer(
        district=vacancy.district,
        vacancy=vacancy,
        application=one.application,
        reserve_rank=one.rank,
        offered_on=timezone.localdate(),
        state=state,
        **values,
    )
