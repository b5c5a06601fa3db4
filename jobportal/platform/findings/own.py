"""Pages of the subject: what they were asked to explain, and the answer; for nobody else."""

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.findings.forms import ExplanationForm
from jobportal.platform.findings.steps import explain
from jobportal.platform.models import AccessFinding, StaleRecord
from jobportal.platform.pages import FOR_EVERYBODY, Page
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.values.dates import kdate


class OwnFindingPage(Page):
    """A page over the findings the user was asked about; those of others answer 404."""

    section = "관리"
    permission = FOR_EVERYBODY

    def asked(self) -> QuerySet[AccessFinding]:
        """What the user was ever asked about in this district, the latest first."""
        mine = AccessFinding.objects.of(self.district).filter(account_id=self.request.user.pk)
        return mine.exclude(asked_at=None).order_by("-asked_at")


class Explanations(OwnFindingPage):
    """내 소명: everything the user was asked to explain."""

    template, title = "access/explanations.html", "접속기록 소명"

    def extra(self):
        today = timezone.localdate()
        return {
            "rows": [
                {"finding": one, "due_on": kdate(one.due_on), "is_late": one.is_late(today)}
                for one in self.asked()
            ]
        }


class Explanation(OwnFindingPage):
    """One question and its answer."""

    template, title = "access/explanation.html", "소명하기"

    def breadcrumbs(self):
        return [(self.section, ""), ("접속기록 소명", reverse("explanations")), (self.title, "")]

    def finding(self, pk: int) -> AccessFinding:
        """What the user was asked; 404 for everything else."""
        found = self.asked().filter(pk=pk).select_related("asked_by").first()
        if found is None:
            raise Http404("not asked of this account")
        return found

    def get(self, request, pk):
        finding = self.finding(pk)
        return self.show_finding(finding, ExplanationForm(finding=finding))

    def show_finding(
        self, finding: AccessFinding, form: ExplanationForm, error="", status: int = 200
    ):
        """The question, and the form while it waits for an answer."""
        return self.show(
            finding=finding,
            form=form,
            error=error,
            is_open=finding.state == AccessFinding.State.ASKED,
            is_late=finding.is_late(timezone.localdate()),
            due_on=kdate(finding.due_on),
            answered_at=text_of(finding.answered_at) if finding.answered_at else "",
            status=status,
        )

    def post(self, request, pk):
        finding = self.finding(pk)
        form = ExplanationForm(request.POST, finding=finding)
        if not form.is_valid():
            return self.show_finding(finding, form, status=422)
        try:
            with acting(request.user, reason="접속기록 소명", via=Via.FORM), transaction.atomic():
                explain(finding, request.user, form.cleaned_data["answer"])
        except Refused as error:
            return self.show_finding(finding, form, str(error), 409)
        except StaleRecord:
            return self.show_finding(self.finding(pk), form, STALE, 409)
        messages.success(request, "소명을 냈습니다. 점검자가 확인합니다.")
        return redirect("explanation", pk)
