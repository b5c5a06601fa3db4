"""The notice of refusal (부적격 통보서) of one applicant: what it needs, then the sheet itself."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.masking import Audience, mask_birth, mask_name
from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from participants.announcing.notices import Notice
from participants.announcing.refusal_notice import refusal_lines
from participants.forms.refusal import RefusalForm
from participants.models import Application, Publication
from participants.screenings import refusal_reasons
from participants.views.application import ApplicationPage
from participants.views.taking_out import TakingOut

NOT_REFUSED = "부적격으로 확정한 신청서만 통보서를 만듭니다. 심사 결과를 먼저 확정하세요."


class RefusalNotice(TakingOut, ApplicationPage):
    """부적격 통보서."""

    permission = Permission.SCREEN
    write_permission = None
    template = "participants/refusal_form.html"
    title = "부적격 통보서"
    personal_task = "부적격 통보서"

    def asks_password(self) -> bool:
        """No: it is the letter to one person, often waiting at the counter."""
        return False

    def breadcrumbs(self):
        screening = reverse("application_screening", args=[self.application.pk])
        *way, (receipt, _) = super().breadcrumbs()
        return [*way, (receipt, screening), (self.title, "")]

    def get(self, request, pk):
        self.load(pk)
        if not self.is_refused():
            return self.refused()
        return self.show_form(RefusalForm(known=self.known_before()))

    def known_before(self) -> dict[str, str]:
        """Where to turn, as the last announcement of the district said it."""
        last = reachable(self.request, Publication).order_by("-published_on", "-pk").first()
        return {"contact": last.contact, "appeal_place": last.appeal_place} if last else {}

    def is_refused(self) -> bool:
        """True when the refusal was confirmed."""
        return self.application.state == Application.State.INELIGIBLE

    def refused(self):
        """Back to the screening, with the reason."""
        self.saw([])
        messages.error(self.request, NOT_REFUSED)
        return redirect("application_screening", self.application.pk)

    def show_form(self, form: RefusalForm, status: int = 200):
        """What will be told, and what the sheet still needs."""
        self.saw([self.application.person_id])
        return self.show(
            application=self.application,
            reasons=refusal_reasons(self.application),
            form=form,
            status=status,
        )

    def post(self, request, pk):
        application = self.load(pk)
        if not self.is_refused():
            return self.refused()
        form = RefusalForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        person = application.person
        told = form.cleaned_data
        return self.print_sheets(
            "participants/papers/refusal.html",
            [person.pk],
            form.purpose,
            notice=Notice(
                person_id=person.pk,
                receipt=application.receipt,
                name=mask_name(person.name, Audience.PRINT),
                birth=mask_birth(person.birth_on, Audience.PRINT),
                lines=refusal_lines(application, form.objection),
            ),
            publication={name: told[name] for name in ("contact", "document_number")},
            application=application,
            day=kdate(told["told_on"]),
        )
