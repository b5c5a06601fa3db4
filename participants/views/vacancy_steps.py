"""What is done about one vacancy: offered, passed over, answered, accepted, closed, reopened."""

from itertools import islice

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.values.particles import settle_particles
from participants.actions.offers import accept, answer, offer, skip, withdraw
from participants.actions.vacancies import close, reopen
from participants.forms.refused import told_beside
from participants.forms.vacancies import AcceptForm, AnswerForm, OfferForm, WhyForm
from participants.models import Application
from participants.placement.reserves import Reserves
from participants.views.vacancy import MOST, VacancyDetail


class VacancyStep(VacancyDetail):
    """One thing done: refused with its reason beside what was typed, or done and told."""

    form_name = ""

    def get(self, request, pk):
        return redirect("vacancy_detail", pk)

    def bound(self) -> forms.Form:
        """The form that was sent."""
        return forms.Form(self.request.POST)

    def act(self, given: dict) -> str:
        """Do it; gives the sentence that tells so. Raises Refused."""
        raise NotImplementedError

    def is_stale(self) -> bool:
        """True when the page was opened before the vacancy was changed."""
        return self.request.POST.get("version") != str(self.vacancy.version)

    def where(self) -> str:
        """The page shown when it is done."""
        return reverse("vacancy_detail", args=[self.vacancy.pk])

    def post(self, request, pk):
        self.load(pk)
        self.form = form = self.bound()
        if self.is_stale():
            return self.show_again(STALE, 409)
        if not form.is_valid():
            return self.show_again("", 422)
        try:
            with acting(request.user, reason=form.cleaned_data.get("reason", ""), via=Via.FORM):
                told = self.act(form.cleaned_data)
        except Refused as error:
            return self.show_again(told_beside(form, error), 422)
        except ValidationError as error:
            return self.show_again(" ".join(error.messages), 422)
        except StaleRecord:
            return self.show_again(STALE, 409)
        messages.success(request, told)
        return redirect(self.where())

    def show_again(self, error: str, status: int):
        """The page as it is now, with what was typed."""
        self.load(self.vacancy.pk)
        sent = {self.form_name: self.form} if self.form_name else {}
        return self.show_vacancy(error, status, **sent)


class OfferMade(VacancyStep):
    """The post is offered to the reserve chosen."""

    form_name = "offer"

    def bound(self):
        shown = islice(Reserves(self.round).candidates(self.vacancy), MOST)
        return OfferForm(self.request.POST, due=[one.application.pk for one in shown if one.is_due])

    def act(self, given):
        chosen = self.chosen(given)
        skips = {pk: why for pk, why in self.form.skips().items() if pk != chosen.pk}
        made = offer(self.vacancy, chosen, given["respond_by"], skips)
        return f"예비 {made.reserve_rank}순위에게 통보한 것으로 적었습니다. 답변을 받으면 적으세요."

    def chosen(self, given: dict) -> Application:
        """The application of the reserve; another district's answers 404."""
        return self.found(Application, given["application"], "person", "round")


class ReserveSkipped(OfferMade):
    """The reserve chosen is passed over, and nobody asked yet."""

    def act(self, given):
        chosen = self.chosen(given)
        passed = skip(self.vacancy, chosen, self.form.skips().get(chosen.pk, ""))
        return f"예비 {passed.reserve_rank}순위를 건너뛰었습니다."


class OfferStep(VacancyStep):
    """Something done with the offer that waits."""

    def is_stale(self):
        posted = self.request.POST
        sent = (posted.get("offer"), posted.get("version"))
        return self.offer is None or sent != (str(self.offer.pk), str(self.offer.version))


class OfferAccepted(OfferStep):
    """The reserve comes: they are placed in the post."""

    form_name = "accept"

    def bound(self):
        return AcceptForm(self.request.POST, vacancy=self.vacancy)

    def act(self, given):
        self.placed = accept(self.offer, given["on"], given["from_on"])
        return f"예비자를 ‘{self.placed.project}’에 배치했습니다. 근로계약을 이어서 적으세요."

    def where(self):
        return reverse("placement_detail", args=[self.placed.pk])


class OfferAnswered(OfferStep):
    """The reserve does not come."""

    form_name = "answer"

    def bound(self):
        return AnswerForm(self.request.POST)

    def act(self, given):
        done = answer(self.offer, given["state"], given["on"], given["reason"], given["gives_up"])
        return settle_particles(
            f"‘{done.get_state_display()}’(으)로 적었습니다. 다음 예비자에게 통보하세요."
        )


class OfferWithdrawn(OfferStep):
    """The offer was a mistake."""

    form_name = "withdraw"

    def bound(self):
        return WhyForm(self.request.POST, name="withdraw", label="통보를 취소하는 사유")

    def act(self, given):
        withdraw(self.offer, given["reason"])
        return "통보를 취소했습니다."


class VacancyClosed(VacancyStep):
    """The post stays empty."""

    form_name = "close"

    def bound(self):
        return WhyForm(self.request.POST, name="close", label="충원하지 않는 사유")

    def act(self, given):
        close(self.vacancy, given["reason"])
        return "이 결원을 충원하지 않는 것으로 적었습니다."


class VacancyReopened(VacancyStep):
    """The post is to be filled after all."""

    def act(self, given):
        reopen(self.vacancy)
        return "결원을 다시 열었습니다."
