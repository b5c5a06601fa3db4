"""Pages of the reviewer: the findings of a month put down and settled, one with its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accesspages import AccessPage
from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.findings.forms import AskForm, CarryForm, ManyForm, OutcomeForm
from jobportal.platform.findings.recording import not_about, record_findings, unsettled
from jobportal.platform.findings.steps import OWN, ask, carry, settle, steps_of
from jobportal.platform.models import AccessFinding, StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.recordhistory import history
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.reviewpages import ReviewMonth, month_url
from jobportal.platform.values.dates import kdate, kmonth


class FindingsStart(ReviewMonth):
    """Put down what the rules point out, each to be followed. POST only."""

    http_method_names = ["post"]

    def post(self, request):
        if not self.month.is_over:
            messages.error(request, "아직 끝나지 않은 달은 점검을 시작할 수 없습니다.")
            return redirect(self.month_url)
        try:
            with acting(request.user, reason="접속기록 점검 시작", via=Via.FORM):
                count = record_findings(self.month)
        except IntegrityError:  # pressed twice: the other one has put them down
            messages.warning(request, "방금 올린 점검 항목입니다. 아래에서 확인하세요.")
            return redirect(self.month_url)
        told = f"확인할 기록 {count:,}건을 점검 항목으로 올렸습니다."
        messages.success(request, told if count else "새로 올릴 것이 없습니다.")
        return redirect(self.month_url)


class FindingsSettle(ReviewMonth):
    """Settle the findings that are ticked with one outcome: all of them or none. POST only."""

    http_method_names = ["post"]

    def post(self, request):
        waiting = list(not_about(unsettled(self.month), request.user.pk))
        form = ManyForm(request.POST, numbers=[one.pk for one in waiting])
        if not form.is_valid():
            return self.show_month(many=form, status=422)
        chosen = set(form.cleaned_data["finding"])
        outcome = form.cleaned_data["outcome"]
        try:
            with (
                acting(request.user, reason="접속기록 점검 처리", via=Via.FORM),
                transaction.atomic(),
            ):
                settle(
                    [one for one in waiting if one.pk in chosen],
                    request.user,
                    form.cleaned_data["state"],
                    outcome,
                )
        except Refused as error:
            form.add_error(None, str(error))
            return self.show_month(many=form, status=409)
        except StaleRecord:
            form.add_error(None, STALE)
            return self.show_month(many=form, status=409)
        messages.success(request, f"점검 항목 {len(chosen):,}건을 마쳤습니다.")
        return redirect(self.month_url)


class FindingPage(AccessPage):
    """One finding, for every reviewer but its subject."""

    template = "access/finding.html"
    permission = Permission.REVIEW_ACCESS
    FORMS = {"ask": AskForm, "settle": OutcomeForm, "carry": CarryForm}

    def breadcrumbs(self):
        months = ("접속기록 점검", reverse("access_months"))
        return [(self.section, ""), months, (self.title, "")]

    def finding(self, pk: int) -> AccessFinding:
        """A finding of the district; 404 for others, a refusal for who it tells of."""
        found = AccessFinding.objects.of(self.district).filter(pk=pk)
        finding = found.select_related("asked_by", "settled_by").first()
        if finding is None:
            raise Http404("no such finding")
        if finding.account_id == self.request.user.pk:
            raise PermissionDenied(OWN)
        return finding

    def get(self, request, pk):
        return self.show_finding(self.finding(pk))

    def show_finding(self, finding: AccessFinding, bound=None, error: str = "", status: int = 200):
        """The finding with what may be done now; ``bound`` is the form that was refused."""
        self.title = f"{finding.rule}: {finding.account_name or '계정 없음'}"
        steps = steps_of(finding, timezone.localdate())
        forms = {
            step: bound if bound and step == bound.STEP else self.FORMS[step](finding=finding)
            for step in self.FORMS
            if step in steps or (bound and step == bound.STEP)
        }
        return self.show(
            finding=finding,
            form=bound,
            forms=forms,
            error=error,
            is_late=finding.is_late(timezone.localdate()),
            days={
                name: text_of(value) if (value := getattr(finding, name)) else ""
                for name in ("asked_at", "answered_at", "settled_at")
            },
            due_on=kdate(finding.due_on) if finding.due_on else "",
            carried=list(finding.carried.items()),
            month_url=month_url(finding.review_on),
            entries_url=entries_url(finding),
            history=history(finding),
            status=status,
        )


def entries_url(finding: AccessFinding) -> str:
    """The entries behind a finding that happened on a day; "" where there is no such day."""
    if not finding.on:
        return ""
    day = f"{finding.on:%Y-%m-%d}"
    return f"{reverse('access_list')}?at_from={day}&at_to={day}"


class FindingStep(FindingPage):
    """A step of a finding: taken and told, or refused with its reason. POST only."""

    http_method_names = ["post"]

    def post(self, request, pk, step):
        if step not in self.FORMS:
            raise Http404("no such step")
        finding = self.finding(pk)
        form = self.FORMS[step](request.POST, finding=finding)
        if not form.is_valid():
            return self.show_finding(finding, form, status=422)
        if form.is_stale:
            return self.show_finding(finding, form, STALE, 409)
        try:
            with (
                acting(request.user, reason="접속기록 점검 처리", via=Via.FORM),
                transaction.atomic(),
            ):
                told = getattr(self, step)(finding, form.cleaned_data)
        except Refused as error:
            if error.field not in form.fields:
                return self.show_finding(self.finding(pk), form, str(error), 409)
            form.add_error(error.field, str(error))
            return self.show_finding(self.finding(pk), form, status=409)
        except StaleRecord:
            return self.show_finding(self.finding(pk), form, STALE, 409)
        messages.success(request, told)
        return redirect("access_finding", pk)

    def ask(self, finding: AccessFinding, typed: dict) -> str:
        """소명 요청."""
        ask(finding, self.request.user, typed["question"], typed["due_on"])
        return f"{finding.account_name}에게 {kdate(finding.due_on)}까지 소명을 요청했습니다."

    def settle(self, finding: AccessFinding, typed: dict) -> str:
        """조치 완료, 이상 없음."""
        settle([finding], self.request.user, typed["state"], typed["outcome"])
        return f"‘{finding.get_state_display()}’ 상태로 마쳤습니다."

    def carry(self, finding: AccessFinding, typed: dict) -> str:
        """이월."""
        target = carry(finding, self.request.user, typed["reason"])
        return f"{kmonth(target)} 점검으로 이월했습니다."
