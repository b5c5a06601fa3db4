"""The appeals of a round, due ones first; one appeal with its decision and what came of it."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.access import account_name
from jobportal.platform.audit import Via, acting
from jobportal.platform.masking import mask_name
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.recordhistory import history
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.values.dates import kdate
from participants.actions.appeals import decide, file_appeal, withdraw
from participants.announcing.publications import publication_in_force, until_text
from participants.appeals.notices import answer_notice
from participants.appeals.queries import (
    appeals_of,
    days_left,
    due_text,
    effect_of,
    overdue,
    waiting_for_new_list,
)
from participants.appeals.terms import term_note
from participants.forms.appeal import AppealDecisionForm, AppealForm
from participants.forms.purpose import PurposeForm
from participants.models import Appeal
from participants.selection.differences import differences
from participants.selection.in_force import list_in_force
from participants.selection.kept import entries_of
from participants.views.round_page import RoundPage
from participants.views.taking_out import TakingOut


class RoundAppeals(RoundPage):
    """이의신청."""

    template = "participants/results/appeals.html"
    title = "이의신청"
    step = "round_appeals"
    permission = Permission.SEE_APPLICANTS
    write_permission = Permission.PUBLISH_RESULTS
    personal_task = "이의신청 목록"
    keeps_draft = True

    def get(self, request, pk):
        self.load_round(pk)
        return self.show_list(AppealForm(round_=self.round))

    def show_draft(self, pk):
        self.load_round(pk)
        return self.show_list(AppealForm(self.request.POST, round_=self.round))

    def show_list(self, form, error: str = "", status: int = 200):
        """The appeals of the round and the form of a new one."""
        today = timezone.localdate()
        found = list(appeals_of(self.round))
        publication = publication_in_force(self.round)
        self.saw([appeal.application.person_id for appeal in found])
        return self.show(
            rows=[_row(appeal, today) for appeal in found],
            count=len(found),
            overdue=overdue(self.round, today),
            publication=publication,
            until=until_text(publication),
            term_note=term_note(publication),
            needs_list=waiting_for_new_list(self.round),
            form=form,
            may_file=self.may_for(Permission.PUBLISH_RESULTS, self.round),
            error=error,
            status=status,
        )

    def post(self, request, pk):
        self.load_round(pk)
        form = AppealForm(request.POST, round_=self.round)
        if not form.is_valid():
            return self.show_list(form, status=422)
        told = form.cleaned_data
        try:
            with acting(request.user, reason="이의신청 접수", via=Via.FORM), transaction.atomic():
                appeal = file_appeal(
                    form.application, told["filed_on"], told["ground"], timezone.localdate()
                )
        except Refused as error:
            return self.show_list(form, str(error), 422)
        self.saw([appeal.application.person_id])
        messages.success(request, f"접수했습니다. 처리 기한은 {kdate(appeal.due_on)}입니다.")
        return redirect("appeal_detail", appeal.pk)


def _row(appeal: Appeal, today) -> dict:
    left = days_left(appeal, today)
    return {
        "url": reverse("appeal_detail", args=[appeal.pk]),
        "receipt": appeal.application.receipt,
        "name": mask_name(appeal.application.person.name),
        "against": appeal.get_against_display(),
        "filed_on": kdate(appeal.filed_on),
        "due_on": kdate(appeal.due_on),
        "due": due_text(appeal, today),
        "is_late": left is not None and left < 0,
        "state": appeal.get_state_display(),
        "decided": f"{kdate(appeal.decided_on)} {appeal.decided_by}" if appeal.decided_on else "",
    }


class AppealPage(RoundPage):
    """One appeal."""

    template = "participants/results/appeal.html"
    title = "이의신청"
    step = "round_appeals"
    permission = Permission.SEE_APPEALS
    personal_task = "이의신청 확인"

    def load(self, pk: int) -> Appeal:
        """The appeal of the address and its round."""
        related = ("application__person", "application__round__programme", "selection")
        self.appeal = self.found(Appeal, pk, *related)
        self.round = self.appeal.application.round
        self.round.district = self.district
        return self.appeal

    @property
    def may_handle(self) -> bool:
        """True for who takes in appeals and sends the answers."""
        return self.may_for(Permission.PUBLISH_RESULTS, self.round)

    def breadcrumbs(self):
        listed = reverse("round_appeals", args=[self.round.pk])
        return [*super().breadcrumbs()[:2], ("이의신청", listed), (str(self.appeal), "")]

    def get(self, request, pk):
        self.load(pk)
        return self.show_appeal()

    def show_appeal(self, error: str = "", status: int = 200, decision=None, purpose=None):
        """The page, with what stood against the last step."""
        appeal, today = self.appeal, timezone.localdate()
        self.saw([appeal.application.person_id])
        is_open = appeal.state == Appeal.State.FILED
        form = decision or AppealDecisionForm(initial={"version": appeal.version})
        return self.show(
            appeal=appeal,
            application=appeal.application,
            due=due_text(appeal, today),
            is_open=is_open,
            is_answered=appeal.state in (Appeal.State.ACCEPTED, Appeal.State.REJECTED),
            effect=effect_of(appeal) if appeal.state == Appeal.State.ACCEPTED else None,
            moved=self.moved(),
            form=form,
            may_handle=self.may_handle,
            screening_url=self.screening_url(),
            purpose=purpose or PurposeForm(),
            history=history(appeal),
            error=error,
            status=status,
        )

    def screening_url(self) -> str:
        """Where the screening stands, to read only for who may not screen; "" for neither."""
        names = ("application_screening", "screening_look")
        urls = (reverse(name, args=[self.appeal.application_id]) for name in names)
        return next((url for url in urls if self.may_open(url)), "")

    def moved(self) -> list[dict]:
        """Whose outcome differs in the newest list from the one appealed against."""
        old, newest = self.appeal.selection, list_in_force(self.round)
        is_accepted = self.appeal.state == Appeal.State.ACCEPTED
        if not is_accepted or not old or not newest or newest.number <= old.number:
            return []
        found = differences(entries_of(old), entries_of(newest))
        self.saw([one.application.person_id for one in found])
        return [
            {
                "receipt": one.application.receipt,
                "name": mask_name(one.application.person.name),
                "before": one.before,
                "after": one.after,
            }
            for one in found
        ]


class AppealStep(AppealPage):
    """A step taken on an appeal: refused with its reason, or done and told.

    ``named`` is what the change log says of it.
    """

    named = ""
    keeps_draft = True

    def show_draft(self, pk):
        self.load(pk)
        return self.show_appeal(decision=self.form())

    def get(self, request, pk):
        self.load(pk)
        self.saw([])
        return redirect("appeal_detail", pk)

    def post(self, request, pk):
        self.load(pk)
        form = self.form()
        if form is not None and not form.is_valid():
            return self.show_appeal(status=422, decision=form)
        if request.POST.get("version") != str(self.appeal.version):
            return self.show_appeal(STALE, 409, form)
        try:
            with acting(request.user, reason=self.named, via=Via.FORM), transaction.atomic():
                told = self.act(form)
        except Refused as error:
            self.load(pk)
            return self.show_appeal(str(error), 422, form)
        except (StaleRecord, IntegrityError):
            self.load(pk)
            return self.show_appeal(STALE, 409, form)
        self.saw([self.appeal.application.person_id])
        messages.success(request, told)
        return redirect("appeal_detail", pk)

    def form(self) -> AppealDecisionForm | None:
        """What was typed for the step, if it asks for anything."""
        return None

    def act(self, form) -> str:
        """Do it; gives the sentence that tells so. Raises Refused."""
        raise NotImplementedError

    @property
    def by(self) -> str:
        """Who does it, as it is kept with the appeal."""
        return account_name(self.request.user)


class AppealDecide(AppealStep):
    """Accepted or rejected, by whoever approves selections."""

    permission = Permission.APPROVE_SELECTION
    named = "이의신청 결정"

    def form(self):
        return AppealDecisionForm(self.request.POST)

    def act(self, form):
        told = form.cleaned_data
        decide(self.appeal, told["state"], told["answer"], self.by, timezone.localdate())
        if self.appeal.state == Appeal.State.ACCEPTED:
            told = "인용했습니다. 신청서가 자격심사로 돌아갔습니다."
            return f"{told} 담당자가 다시 심사하고 새 선발안을 만듭니다."
        return "기각했습니다. 담당자가 결과 통보서를 보냅니다."


class AppealWithdraw(AppealStep):
    """The applicant takes it back."""

    permission = Permission.PUBLISH_RESULTS
    named = "이의신청 취하"

    def act(self, form):
        withdraw(self.appeal, self.by, timezone.localdate())
        return "취하한 것으로 적었습니다."


class AppealAnswer(TakingOut, AppealPage):
    """The answer on paper."""

    permission = Permission.PUBLISH_RESULTS

    def asks_password(self) -> bool:
        """No: it is the letter to one person, often waiting at the counter."""
        return False

    def get(self, request, pk):
        self.load(pk)
        self.saw([])
        return redirect("appeal_detail", pk)

    def post(self, request, pk):
        appeal = self.load(pk)
        purpose = PurposeForm(request.POST)
        if appeal.state not in (Appeal.State.ACCEPTED, Appeal.State.REJECTED):
            return self.show_appeal("아직 결정하지 않아 보낼 답변이 없습니다.", 422)
        if not purpose.is_valid():
            return self.show_appeal(status=422, purpose=purpose)
        return self.print_sheets(
            "participants/papers/answer.html",
            [appeal.application.person_id],
            purpose.purpose,
            notice=answer_notice(appeal),
            publication=publication_in_force(self.round),
            appeal=appeal,
            day=kdate(appeal.decided_on),
        )
