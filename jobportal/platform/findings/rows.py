"""The findings of a review as its page, its report and its file show them."""

from django.utils import timezone

from jobportal.platform.accessreview import Month
from jobportal.platform.findings.recording import findings_in
from jobportal.platform.findings.steps import steps_of
from jobportal.platform.values.dates import kmonth


def rows_of(month: Month, account_id: int) -> list[dict]:
    """The findings that stand in a month's review, as an account sees them; one query."""
    today = timezone.localdate()
    return [
        {
            "finding": one,
            "is_own": one.account_id == account_id,
            "is_late": one.is_late(today),
            "may_settle": one.account_id != account_id
            and one.review_on == month.month_on
            and "settle" in steps_of(one, today),
            "carry_reason": one.carry_reason(month.month_on),
            "from_month": kmonth(one.month_on) if one.month_on < month.month_on else "",
            "to_month": kmonth(one.review_on) if one.review_on > month.month_on else "",
        }
        for one in findings_in(month)
    ]
