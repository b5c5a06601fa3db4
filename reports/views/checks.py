"""Figure checks on screen: what does not tie out, accepting a difference, taking that back."""

from itertools import groupby

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reachable
from reports.checks.finding import Finding
from reports.checks.run import check_documents, kept_figures, remembered_findings
from reports.models import AcceptedDifference, Document

SECTION = "현황"
STATES = (("open", "미확인"), ("accepted", "확인함"))


class FigureChecks(Page):
    """The findings of the district's documents, chosen by document and state."""

    permission = Permission.SEE_REPORTS
    template = "reports/checks.html"
    title, section = "수치 대조", SECTION

    def extra(self):
        documents = {d.code: d for d in reachable(self.request, Document)}
        code = self.request.GET.get("document", "")
        state = self.request.GET.get("state", "")
        found = remembered_findings(self.district)
        shown = [
            finding
            for finding in found
            if code in ("", finding.document) and state in ("", state_of(finding))
        ]
        return {
            "documents": documents.values(),
            "states": STATES,
            "chosen": {"document": code, "state": state},
            "open_count": sum(finding.accepted is None for finding in found),
            "accepted_count": sum(finding.accepted is not None for finding in found),
            "groups": [
                {
                    "document": documents[code],
                    "state": state,
                    "label": label,
                    "rows": [_row(finding, documents[code]) for finding in group],
                }
                for state, label in STATES
                for code, group in groupby(
                    [finding for finding in shown if state_of(finding) == state],
                    key=lambda finding: finding.document,
                )
            ],
        }


def state_of(finding: Finding) -> str:
    """``open`` or ``accepted``."""
    return "open" if finding.accepted is None else "accepted"


def _row(finding: Finding, document: Document) -> dict:
    item = finding.item
    return {
        "finding": finding,
        "item_url": reverse("document_item", args=[document.pk, item]) if item else "",
        "accept_url": f"{reverse('finding_accept')}?finding={finding.key}",
    }


class FindingAccept(Page):
    """Accept one difference with a written cause, or take the acceptance back."""

    permission = Permission.EDIT_REPORTS
    template = "reports/checks_accept.html"
    section = SECTION

    def breadcrumbs(self):
        return [(SECTION, ""), ("수치 대조", reverse("figure_checks")), (self.title, "")]

    def load(self) -> Finding:
        """The finding named in the address, as it stands now."""
        key = self.request.GET.get("finding", "")
        found = next((f for f in check_documents(self.district) if f.key == key), None)
        if found is None:
            raise Http404("no such finding")
        return found

    def get(self, request):
        return self.show_question(self.load())

    def show_question(self, finding: Finding, error: str = "", cause: str = "", status: int = 200):
        """The finding with both figures, and the question for its cause."""
        self.title = "차이 확인" if finding.accepted is None else "확인한 차이"
        document = reachable(self.request, Document).get(code=finding.document)
        return self.show(
            document=document,
            error=error,
            cause=cause,
            status=status,
            longest=AcceptedDifference._meta.get_field("cause").max_length,
            **_row(finding, document),
        )

    def post(self, request):
        finding = self.load()
        if request.POST.get("figures") != finding.figures_key:
            words = "보시는 사이에 값이 바뀌었습니다. 바뀐 두 값을 확인하고 다시 저장하세요."
            return self.show_question(finding, words, self.typed("cause", 10_000), 409)
        if request.POST.get("to") == "undo":
            return self.undo(finding)
        return self.accept(finding, self.typed("cause", 10_000))

    def accept(self, finding: Finding, cause: str):
        """Store the acceptance with its written cause."""
        longest = AcceptedDifference._meta.get_field("cause").max_length
        if not cause:
            words = "차이가 나는 원인을 적으세요. 예: 추경 반영 전 금액으로 인쇄함"
            return self.show_question(finding, words, status=422)
        if len(cause) > longest:
            words = f"원인은 {longest}자까지 적을 수 있습니다. 지금 {len(cause)}자입니다."
            return self.show_question(finding, words, cause, 422)
        record = self.accepted(finding).first() or AcceptedDifference(
            district=self.district,
            kind=finding.kind.value,
            place=finding.place,
            document=reachable(self.request, Document).get(code=finding.document),
        )
        record.printed, record.computed = kept_figures(finding)
        record.cause, record.accepted_by = cause, str(self.request.user)[:80]
        record.accepted_on = timezone.localdate()
        try:
            with acting(self.request.user, reason=cause[:200], via=Via.FORM), transaction.atomic():
                record.save()
        except IntegrityError:
            words = "방금 다른 사람이 이 차이를 확인했습니다. 목록에서 보세요."
            return self.show_question(self.load(), words, cause, 409)
        messages.success(self.request, f"‘{finding.place}’의 차이를 확인함으로 옮겼습니다.")
        return redirect("figure_checks")

    def undo(self, finding: Finding):
        """Take the acceptance back; the difference is open again."""
        record = self.accepted(finding).first()
        if record is not None:
            with acting(self.request.user, reason="차이 확인 되돌리기", via=Via.FORM):
                record.delete()
        messages.success(self.request, f"‘{finding.place}’의 차이를 다시 미확인으로 옮겼습니다.")
        return redirect("figure_checks")

    def accepted(self, finding: Finding):
        """The acceptance kept for the finding's place, also one given for other figures."""
        return reachable(self.request, AcceptedDifference).filter(
            document__code=finding.document, kind=finding.kind.value, place=finding.place
        )
