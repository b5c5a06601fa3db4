"""Terms counted in workdays by the holidays the office keeps: when one ends, how long one is."""

from datetime import date, timedelta

from jobportal.platform.models import Holiday
from jobportal.platform.values.workdays import add_workdays, operating_days


class HolidaysUnknown(ValueError):
    """A year of the term has no holidays in the portal: its end would be a guess."""


def term_end(start: date, days: int) -> date:
    """The last day of a term of so many workdays; the first day is not counted. One query.

    Raises :class:`HolidaysUnknown`, in Korean.
    """
    closed = _closed_days(start, start + timedelta(days=3 * days + 14))
    end = add_workdays(start, days, closed)
    _require_years(closed, start, end)
    return end


def term_days(start: date, end: date) -> int:
    """How many workdays after the first day a term lasts; 0 when it ends before. One query."""
    if end <= start:
        return 0
    return operating_days(start + timedelta(days=1), end, _closed_days(start, end))


def _closed_days(start: date, end: date) -> set[date]:
    first, last = date(start.year, 1, 1), date(end.year, 12, 31)
    return set(Holiday.objects.filter(on__range=(first, last)).values_list("on", flat=True))


def _require_years(closed: set[date], start: date, end: date) -> None:
    missing = {start.year, end.year} - {day.year for day in closed}
    if missing:
        raise HolidaysUnknown(
            f"{min(missing)}년 공휴일이 등록되어 있지 않아 기한을 셀 수 없습니다. 날짜를 확인하거나"
            " 시스템 관리자에게 공휴일 등록을 요청하세요."
        )
