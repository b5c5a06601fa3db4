"""Announcing an approved list, and correcting what the announcement says."""

from datetime import date, timedelta

from django.utils import timezone

from jobportal.platform.refused import Refused
from jobportal.platform.terms import HolidaysUnknown, term_end
from jobportal.platform.values.dates import kdate
from participants.actions.locking import lock_round
from participants.models import Publication, Selection
from participants.selection.in_force import list_in_force

MOST_DAYS_AHEAD = 30
"""A list is announced no later than so many days from today."""


def publish(selection: Selection, publication: Publication, appeal_days: int) -> Publication:
    """Announce a list; ``appeal_days`` are workdays after the day of announcement.

    Raises Refused when it is not the list in force, was announced before, or no term can be
    counted.
    """
    lock_round(selection.round)
    newest = list_in_force(selection.round)
    if newest is None or newest.pk != selection.pk:
        raise Refused("확정된 가장 새 선발안이 아닙니다. 화면을 새로 열어 지금 명단을 확인하세요.")
    if Publication.objects.filter(selection=selection).exists():
        raise Refused("이 선발안은 이미 발표했습니다. 화면을 새로 여세요.")
    require_day(selection, publication.published_on)
    publication.district, publication.selection = selection.district, selection
    publication.appeal_until_on = last_day(publication.published_on, appeal_days)
    require_order(publication)
    publication.save()
    return publication


def correct(publication: Publication, appeal_days: int) -> Publication:
    """Save what the announcement says now.

    Until its day has come the day itself may be corrected; from then on the term of appeals may
    become longer, never shorter. Raises Refused.
    """
    told = publication.appeal_until_on
    until = last_day(publication.published_on, appeal_days)
    before = Publication.objects.get(pk=publication.pk).published_on
    if before != publication.published_on:
        require_day(publication.selection, publication.published_on)
    is_told = is_announced(before)
    if is_told and before != publication.published_on:
        raise Refused(f"{kdate(before)}에 이미 발표해 발표일을 고칠 수 없습니다.")
    if is_told and until < told:
        raise Refused(
            f"이미 {kdate(told)}까지라고 알린 이의신청 기한을 줄일 수 없습니다. 같거나 늦게 하세요."
        )
    publication.appeal_until_on = until
    require_order(publication)
    publication.save()
    return publication


def require_day(selection: Selection, day: date) -> None:
    """A list is announced when it is approved or soon after; else Refused."""
    approved_on = timezone.localdate(selection.decided_at)
    if day < approved_on:
        raise Refused(
            f"발표일이 명단을 확정한 날({kdate(approved_on)})보다 앞입니다. 발표일을 고치세요."
        )
    latest = timezone.localdate() + timedelta(days=MOST_DAYS_AHEAD)
    if day > latest:
        raise Refused(
            f"발표일은 오늘부터 {MOST_DAYS_AHEAD}일 안({kdate(latest)}까지)으로 정하세요. 그동안 "
            "이의신청을 받을 수 없습니다."
        )


def is_announced(day: date) -> bool:
    """Whether a day of announcement has come, so that people were told."""
    return day <= timezone.localdate()


def last_day(published_on: date, appeal_days: int) -> date:
    """The last day of appeals; raises Refused when the holidays are not known."""
    try:
        return term_end(published_on, appeal_days)
    except HolidaysUnknown as error:
        raise Refused(str(error)) from error


def require_order(publication: Publication) -> None:
    """A list stays up at least as long as appeals are taken."""
    if publication.remove_on < publication.appeal_until_on:
        raise Refused(
            f"게시 종료일이 이의신청 마감일({kdate(publication.appeal_until_on)})보다 앞입니다. "
            "마감일이나 그 뒤로 하세요."
        )
