"""The findings of a month as records: put down once, and those that stand in its review."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from jobportal.platform.accessreview import Finding, Month
from jobportal.platform.models import AccessFinding, audited_bulk


def marked(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Each finding under what tells it from the others; the same twice stays two."""
    times: Counter[str] = Counter()
    found = {}
    for one in findings:
        text = "|".join(map(str, (one.rule, one.account_id, one.on, one.told)))
        times[text] += 1
        found[hashlib.sha256(f"{text}|{times[text]}".encode()).hexdigest()] = one
    return found


def unrecorded(month: Month) -> dict[str, Finding]:
    """What the rules point out now and no record follows yet."""
    of_month = AccessFinding.objects.filter(district_id=month.district_id, month_on=month.month_on)
    known = set(of_month.values_list("mark", flat=True))
    return {mark: one for mark, one in marked(month.findings()).items() if mark not in known}


@transaction.atomic
def record_findings(month: Month) -> int:
    """Put down what is not yet followed; gives how many. The caller sees that the month is over."""
    new = [_record(month, mark, one) for mark, one in unrecorded(month).items()]
    audited_bulk(create=new)
    return len(new)


def _record(month: Month, mark: str, finding: Finding) -> AccessFinding:
    return AccessFinding(
        district_id=month.district_id,
        month_on=month.month_on,
        review_on=month.month_on,
        mark=mark,
        rule=finding.rule,
        account_id=finding.account_id,
        account_name=finding.account_name,
        on=finding.on,
        told=finding.told,
    )


def findings_in(month: Month) -> list[AccessFinding]:
    """What stands in the review of a month: its own, and what earlier ones carried into it."""
    found = AccessFinding.objects.filter(
        district_id=month.district_id, month_on__lte=month.month_on, review_on__gte=month.month_on
    ).select_related("asked_by", "settled_by")
    return [
        one for one in found if one.review_on == month.month_on or one.carry_reason(month.month_on)
    ]


def unsettled(month: Month) -> QuerySet[AccessFinding]:
    """What the review of the month still has to settle or to carry over."""
    of_review = AccessFinding.objects.filter(
        district_id=month.district_id, review_on=month.month_on
    )
    return of_review.exclude(state__in=AccessFinding.SETTLED)


def not_about(findings: QuerySet[AccessFinding], account_id: int) -> QuerySet[AccessFinding]:
    """Without those that tell of an account; those of no account stay."""
    return findings.filter(Q(account_id=None) | ~Q(account_id=account_id))


def left_by_month(district_id: int) -> dict[date, int]:
    """How many findings wait in the review of each month; one query."""
    waiting = AccessFinding.objects.filter(district_id=district_id).order_by()
    rows = waiting.exclude(state__in=AccessFinding.SETTLED).values_list("review_on")
    return dict(rows.annotate(Count("pk")))
