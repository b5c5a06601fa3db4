"""Results of enquiries of one application: every kind on one page, saved together."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.scope import reachable
from participants.actions.enquiries import OPEN, keep_answers
from participants.actions.screening import CONFIRMED, screen
from participants.enquiries.needed import kinds_asked
from participants.forms.enquiries import EnquiryForms
from participants.models import Application
from participants.screenings import labels, missing_consents
from participants.views.application import ApplicationPage
from programs.preparation import announced_rules, rules_of

S = Application.State
CONFLICT = "아직 아무것도 저장하지 않았습니다. 다시 저장하면 입력한 값으로 바뀝니다."


class EnquiriesPage(ApplicationPage):
    """조회 결과."""

    permission = Permission.SCREEN
    write_permission = None
    template = "participants/enquiries.html"
    title = "조회 결과"
    personal_task = "소득·재산 조회 결과 입력"
    keeps_draft = True

    def breadcrumbs(self):
        detail = reverse("application_detail", args=[self.application.pk])
        *way, (receipt, _) = super().breadcrumbs()
        return [*way, (receipt, detail), (self.title, "")]

    def get(self, request, pk):
        self.load(pk)
        return self.show_forms(self.forms())

    def forms(self, data=None) -> EnquiryForms:
        """What is kept of each kind, with what was typed over it."""
        kept = {row.kind: row for row in self.application.enquiries.all()}
        version = announced_rules(self.application.round)
        return EnquiryForms(kept, kinds_asked(rules_of(version)) if version else None, data)

    def show_draft(self, pk):
        self.load(pk)
        return self.show_forms(self.forms(self.request.POST))

    def show_forms(self, forms: EnquiryForms, status: int = 200, **context):
        """The page; while consent is missing, what is missing instead of the forms."""
        application = self.application
        self.saw([application.person_id])
        return self.show(
            application=application,
            person=application.person,
            forms=forms,
            missing=missing_consents(application),
            is_open=application.state in OPEN,
            is_under_review=application.state == S.UNDER_REVIEW,
            reopens=application.state in CONFIRMED,
            next_url=self.next_url(),
            status=status,
            **context,
        )

    def next_url(self) -> str:
        """The same page of the next applicant of the round in the order of receipt; "" at the end.

        Those who are not yet decided on, for whom results are still entered.
        """
        waiting = (S.SUBMITTED, S.SUPPLEMENT_REQUESTED, S.UNDER_REVIEW)
        others = reachable(self.request, Application).filter(
            round=self.application.round_id,
            state__in=waiting,
            number__gt=self.application.number or 0,
        )
        following = others.order_by("number").values_list("pk", flat=True).first()
        return reverse("application_enquiries", args=[following]) if following else ""

    def post(self, request, pk):
        self.load(pk)
        forms = self.forms(request.POST)
        if not forms.is_valid():
            return self.show_forms(forms, 422)
        if stale := forms.stale:
            rows = [row for form in stale for row in form.differences()]
            return self.show_forms(forms.seen_anew(), 409, conflict=CONFLICT, rows=rows)
        try:
            with acting(request.user, reason="조회 결과 입력", via=Via.FORM), transaction.atomic():
                told = self.keep(forms)
        except Refused as error:
            return self.show_forms(forms, 422, refusal=str(error))
        except (StaleRecord, IntegrityError):
            self.load(pk)
            fresh = self.forms(request.POST)
            fresh.is_valid()
            rows = [row for form in fresh.stale for row in form.differences()]
            return self.show_forms(fresh.seen_anew(), 409, conflict=CONFLICT, rows=rows)
        messages.success(request, told)
        following = self.next_url() if request.POST.get("then") == "next" else ""
        return redirect(following or reverse("application_enquiries", args=[pk]))

    def keep(self, forms: EnquiryForms) -> str:
        """Keep what was entered and screen again; gives the sentence that tells so."""
        count = keep_answers(self.application, [form.answer for form in forms.touched])
        told = f"{self.application}: 조회 결과 {count}건을 저장했습니다."
        if self.application.state != S.UNDER_REVIEW or not announced_rules(self.application.round):
            return told
        screen(self.application.round, [self.application])
        row = self.application.screenings.get()
        why = labels(row.not_met or row.to_confirm)
        return f"{told} 심사 결과는 ‘{row.get_result_display()}’입니다{f'({why})' if why else ''}."
