"""Days of what is reported as done: not after today, not before what it follows."""

from datetime import date

from django.utils import timezone

from jobportal.platform.values.dates import kdate


def day_fault(label: str, on: date, since: date | None = None, what: str = "") -> str:
    """Why something cannot have happened on a day, in Korean; "" when it can.

    ``label`` names the day and ends in a consonant, ``what`` names the day ``since`` it may be.
    """
    if on > timezone.localdate():
        return f"{label}이 오늘보다 뒤입니다. 일이 있은 뒤에 그 날짜로 적으세요."
    if since and on < since:
        return f"{label}이 {what}({kdate(since)})보다 빠릅니다. 날짜를 고치세요."
    return ""
