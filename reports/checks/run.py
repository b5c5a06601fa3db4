"""All checks over documents, with what somebody accepted set apart."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.cache import cache

from jobportal.platform.models import District
from jobportal.platform.models.change import Change
from jobportal.platform.values.dates import kdate
from reports.checks.budget import check_budget
from reports.checks.finding import Finding, finding_key
from reports.checks.headcounts import check_headcounts
from reports.checks.matching import check_matching
from reports.checks.material import Checked, load
from reports.checks.order import check_order
from reports.checks.printed import check_printed
from reports.checks.sums import check_sums
from reports.checks.ties import check_ties
from reports.models import AcceptedDifference

CHECKS: tuple[Callable[[Checked], Iterable[Finding]], ...] = (
    check_printed,
    check_ties,
    check_budget,
    check_matching,
    check_order,
    check_sums,
    check_headcounts,
)

REMEMBERED_SECONDS = 3600
LONGEST_PLACE = 440
LONGEST_FIGURE = 600


def check_documents(district: District, code: str = "") -> list[Finding]:
    """The findings of the district's documents (or one), accepted ones marked, by document."""
    found = [
        finding
        for checked in load(district, code)
        for finding in _once(finding for check in CHECKS for finding in check(checked))
    ]
    accepted = AcceptedDifference.objects.of(district).select_related("document")
    by_key = {finding_key(a.document.code, a.kind, a.place): a for a in accepted}
    return [_marked(finding, by_key.get(finding.key)) for finding in found]


def remembered_findings(district: District) -> list[Finding]:
    """As :func:`check_documents`, kept until any record of the district changes.

    Every change is in the change log, so its last entry names the state the findings hold for.
    """
    key = _key(district)
    found = cache.get(key) if key else None
    if found is None:
        found = check_documents(district)
        if key:
            cache.set(key, found, REMEMBERED_SECONDS)
    return found


def _key(district: District) -> str | None:
    """Where the findings of the district as it is now are kept; None before its first change."""
    last = Change.objects.filter(district_id=district.pk).values_list("id", "at").first()
    return f"findings-{district.pk}-{last[0]}-{last[1].timestamp()}" if last else None


def remembered_open_count(district: District) -> int | None:
    """As :func:`open_count` when it is remembered; None when every document had to be built."""
    key = _key(district)
    found = cache.get(key) if key else None
    return None if found is None else sum(finding.accepted is None for finding in found)


def open_count(district: District) -> int:
    """How many differences of the district's documents nobody has accepted."""
    return sum(finding.accepted is None for finding in remembered_findings(district))


def _marked(finding: Finding, accepted: AcceptedDifference | None) -> Finding:
    """An acceptance holds only for the two figures it was given for."""
    if accepted is None:
        return finding
    if (accepted.printed, accepted.computed) != kept_figures(finding):
        return finding
    by = f"{accepted.accepted_by}, {kdate(accepted.accepted_on)}"
    return replace(finding, accepted=accepted.cause, accepted_by=by)


def kept_figures(finding: Finding) -> tuple[str, str]:
    """Both figures as an acceptance keeps them; a very long text is cut."""
    return finding.printed[:LONGEST_FIGURE], finding.computed[:LONGEST_FIGURE]


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Each place once: a second finding at the same place is numbered."""
    met: dict[str, int] = {}
    for long in findings:
        finding = replace(long, place=long.place[:LONGEST_PLACE])
        met[finding.key] = met.get(finding.key, 0) + 1
        nth = met[finding.key]
        yield finding if nth == 1 else replace(finding, place=f"{finding.place} ({nth})")
