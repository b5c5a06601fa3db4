"""One application: what was written, its consents and papers, its state and how it came there."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of, value_text
from jobportal.platform.formfields import KDateFormField
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.recordhistory import history
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.recordnumbers import record_number
from participants.actions.locking import lock_round
from participants.actions.papers import receive_papers, request_papers, withdraw_consent
from participants.actions.screening import rescreen
from participants.models import Application, Consent, Placement, SubmittedDocument
from participants.placement.rows import placed
from participants.queries import open_papers, required_documents
from participants.retention.kept_until import retention_of_application
from participants.views.notices import notice_link
from participants.views.resident_page import OF_DONGS, SECTION, ResidentPage
from participants.views.round_page import RoundPage
from participants.views.shown import Item, opens, person_rows
from participants.workflow import CORRECTABLE, EDITABLE, NEEDS_REASON, by_hand, move

DAYS_TO_BRING = 7
"""The deadline proposed for missing papers, in days; the officer may set another."""
SHOWN = (
    "received_on",
    "channel",
    "reception_dong",
    "clerk",
    "household_size",
    "is_head",
    "dependants",
    "first_choice",
    "second_choice",
    "accepts_any",
    "participant_type",
    "certificates",
    "experience_years",
    "note",
)
RELATED = (
    "person",
    "round__programme",
    "round__district",
    "clerk",
    "first_choice",
    "second_choice",
)


class ApplicationPage(ResidentPage):
    """A page about one application."""

    permission = Permission.SEE_APPLICANTS
    write_permission = Permission.TAKE_IN
    confinable = OF_DONGS
    template = "participants/application.html"
    title = "신청서"
    personal_task = "참여신청 확인"
    error_at = ""  # the id of the input to mend after a refusal

    def breadcrumbs(self):
        listed = f"{reverse('applicants')}?round={self.application.round_id}"
        return [(SECTION, ""), ("신청자", listed), (str(self.application), "")]

    def load(self, pk: int) -> Application:
        """The application of the address."""
        self.application = self.found(Application, pk, *RELATED)
        return self.application

    def get(self, request, pk):
        self.load(pk)
        return self.show_application()

    def show_application(self, error: str = "", status: int = 200, typed=None):
        """The page, with what stood against the last step."""
        self.saw([self.application.person_id])
        return self.show(
            **self.written(),
            **self.handed_in(),
            **self.next_steps(),
            error=error,
            error_at=self.error_at,
            typed=typed or {},
            status=status,
        )

    def written(self) -> dict:
        """Who applied, what they wrote, and what became of it."""
        application = self.application
        actor = self.actor.within(RoundPage.confinable)
        sees_round = actor.reaches(application.round, Permission.SEE_STATISTICS)
        work = reverse("round_dashboard", args=[application.round_id])
        return {
            "application": application,
            "work_url": work if sees_round else "",
            "person": application.person,
            "person_rows": person_rows(self, application.person, application),
            "rows": [
                (str(application._meta.get_field(name).verbose_name), _text(application, name))
                for name in SHOWN
                if name != "note" or opens(self, Item.NOTE, application)
            ],
            "groups": self.groups(),
            "reason": application.state_reason if opens(self, Item.REASON, application) else "",
            "consents": list(application.consents.select_related("item")),
            "is_draft": application.state == Application.State.DRAFT,
            "received_at": text_of(application.received_at) if application.received_at else "",
            "placements": placed(application.placements.all()),
            "opened": self.opened_placements(),
            "retention": retention_of_application(application, timezone.localdate()),
            "history": self.changes(),
        }

    def handed_in(self) -> dict:
        """The papers: which came, which are missing, and until when they are asked for."""
        papers = {one.document_id: one for one in self.application.documents.all()}
        documents = required_documents(self.application.round)
        takes_papers = self.application.state in CORRECTABLE
        return {
            "papers": [{"document": one, "paper": papers.get(one.pk)} for one in documents],
            "missing": open_papers(self.application),
            "takes_papers": takes_papers,
            "to_come": takes_papers and any(is_to_come(papers.get(one.pk)) for one in documents),
            "due_on": kdate(timezone.localdate() + timedelta(days=DAYS_TO_BRING)),
        }

    def next_steps(self) -> dict:
        """What may be done with it now, and by this user."""
        application = self.application
        return {
            "moves": [
                {"to": state.value, "label": state.label, "needs_reason": state in NEEDS_REASON}
                for state in by_hand(application)
            ],
            "may_take": self.may_for(Permission.TAKE_IN, application),
            "may_place": self.may_for(Permission.PLACE, application),
            "may_screen": self.may_for(Permission.SCREEN, application),
            "can_edit": may_correct(self, application),
            "intake_url": reverse("intake_form", args=[application.round_id]),
            "notice": notice_link(self, application),
            "has_sheet": application.scores.exists(),
        }

    def groups(self) -> list[str] | None:
        """The vulnerable groups of the applicant; None for who does not see them."""
        if not opens(self, Item.GROUPS, self.application):
            return None
        return [row.get_group_display() for row in self.application.groups.all()]

    def changes(self) -> list[dict] | None:
        """What was changed; None for who does not see the values."""
        if not opens(self, Item.HISTORY, self.application):
            return None
        return history(self.application, self.application.person)

    def opened_placements(self) -> set[int]:
        """The placements of the application whose page the user may open."""
        reached = self.actor.reach(Placement, Permission.SEE_PLACEMENTS)
        return set(reached.filter(application=self.application).values_list("pk", flat=True))


def may_correct(page: ResidentPage, application: Application) -> bool:
    """Whether what the applicant wrote may be corrected now, and by this user."""
    if application.state in EDITABLE:
        return True
    return application.state in CORRECTABLE and page.may_for(Permission.SCREEN, application)


def is_to_come(paper: SubmittedDocument | None) -> bool:
    """True of a paper that may still be handed in or asked for."""
    return paper is None or paper.state != SubmittedDocument.State.SUBMITTED


def _text(application: Application, name: str) -> str:
    value = getattr(application, name)
    return "" if value is None else value_text(application, name)


class ApplicationStep(ApplicationPage):
    """A step taken on the application: refused with its reason, or done and told.

    ``back`` is the name of the address of the page it was taken on.
    """

    back = "application_detail"
    keeps_draft = True

    def get(self, request, pk):
        return redirect(self.back, self.load(pk).pk)

    def show_draft(self, pk):
        self.load(pk)
        return self.show_application(typed=self.request.POST)

    def act(self) -> str:
        """Do it; gives the sentence that tells so. Raises Refused."""
        raise NotImplementedError

    def post(self, request, pk):
        application = self.load(pk)
        if request.POST.get("version") != str(application.version):
            return self.show_application(STALE, 409, request.POST)
        reason = self.typed("reason")
        try:
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                told = self.act()
        except Refused as error:
            self.load(pk)
            self.error_at = self.input_of(error.field)
            return self.show_application(str(error), 422, request.POST)
        except ValidationError as error:
            self.load(pk)
            return self.show_application(" ".join(error.messages), 422, request.POST)
        except (StaleRecord, IntegrityError):
            self.load(pk)
            return self.show_application(STALE, 409, request.POST)
        messages.success(request, told)
        return redirect(self.back, pk)

    def input_of(self, field: str) -> str:
        """The id of the input a field is typed into on this page; "" for no field."""
        return field

    def chosen_papers(self) -> set[int]:
        """The numbers of the papers that were ticked."""
        return {
            number
            for text in self.request.POST.getlist("paper")
            if (number := record_number(text)) is not None
        }


class ApplicationMove(ApplicationStep):
    """The next state, by hand."""

    def input_of(self, field):
        return f"{field}-{self.request.POST.get('to', '')}" if field else ""

    def act(self):
        to = self.request.POST.get("to", "")
        if to not in by_hand(self.application):
            raise Refused("여기에서 바꿀 수 없는 상태입니다. 화면을 새로 열어 다시 고르세요.")
        move(self.application, to, self.typed("reason"))
        self.application.save()
        return settle_particles(f"‘{self.application.get_state_display()}’(으)로 바꾸었습니다.")


class PapersRequest(ApplicationStep):
    """Ask for missing papers until a day."""

    def act(self):
        field = KDateFormField(label="제출 기한")
        try:
            due_on = field.clean(self.request.POST.get("due_on", ""))
        except ValidationError as error:
            raise Refused(*error.messages, field="due_on") from error
        asked = request_papers(self.application, self.chosen_papers(), timezone.localdate(), due_on)
        return f"서류 {len(asked)}건의 보완을 {kdate(due_on)}까지 요청했습니다."


class PapersReceive(ApplicationStep):
    """Note that papers came."""

    def act(self):
        round_ = lock_round(self.application.round)
        came = receive_papers(self.application, self.chosen_papers(), timezone.localdate())
        rescreen(round_, [self.application.pk])
        return f"서류 {len(came)}건을 받은 것으로 적었습니다."


class ConsentWithdraw(ApplicationStep):
    """The applicant takes one consent back."""

    def act(self):
        number = record_number(self.request.POST.get("consent", ""))
        consent = self.found(Consent, number, "item")
        if consent.application_id != self.application.pk:
            raise Refused("이 신청서의 동의가 아닙니다. 화면을 새로 여세요.")
        consent.application = self.application
        withdraw_consent(consent, timezone.localdate())
        return f"‘{consent.item}’ 동의를 철회한 것으로 적었습니다."
