"""One vacancy: its reserves in their order with the rules put again, the offer, the call log."""

from django.urls import reverse
from django.utils import timezone

from jobportal.platform.masking import Audience, mask_name, mask_phone
from jobportal.platform.rules.findings import Eligibility, Outcome
from jobportal.platform.values.dates import kdate
from participants.forms.vacancies import AcceptForm, AnswerForm, OfferForm, WhyForm
from participants.models import Offer, Vacancy
from participants.placement.reserves import Candidate, Reserves, with_people
from participants.rechecks import Recheck, recheck
from participants.selection.quota import POOL_LABELS
from participants.views.placement_page import PlacementPage
from participants.views.resident_page import SECTION
from participants.views.vacancies import offer_row

MOST = 30
"""So many of the reserves are shown; who is further down is not asked yet."""


class VacancyDetail(PlacementPage):
    """A vacancy and what is done about it."""

    template = "participants/vacancy.html"
    title, step = "결원", "round_vacancies"
    personal_task = "예비자 통보"

    def breadcrumbs(self):
        listed = reverse("round_vacancies", args=[self.round.pk])
        return [(SECTION, ""), ("결원·예비", listed), (f"결원 {self.vacancy.pk}", "")]

    def load(self, pk: int) -> Vacancy:
        """The vacancy of the address; another district's answers 404."""
        related = ("round__programme", "round__district", "project", "of_application__round")
        self.vacancy = self.found(Vacancy, pk, *related)
        self.round = self.vacancy.round
        self.offers = list(
            self.vacancy.offers.select_related("application__person", "application__round")
        )
        waiting = (one for one in self.offers if one.state == Offer.State.OPEN)
        self.offer = next(waiting, None)
        return self.vacancy

    def get(self, request, pk):
        self.load(pk)
        return self.show_vacancy()

    def show_vacancy(self, error: str = "", status: int = 200, **bound):
        """The page, with the form that was sent and what stood against it."""
        vacancy, today = self.vacancy, timezone.localdate()
        is_open = vacancy.state == Vacancy.State.OPEN
        asks = is_open and not self.offer
        reserves = list(Reserves(self.round).candidates(vacancy)) if asks else []
        shown = with_people(reserves[:MOST])
        due = next((one for one in reserves if one.is_due), None)
        checked = recheck([one.application for one in shown])
        forms = {
            "offer": OfferForm(due=[one.application.pk for one in shown if one.is_due]),
            "accept": AcceptForm(vacancy=vacancy),
            "answer": AnswerForm(),
            "withdraw": WhyForm(name="withdraw", label="통보를 취소하는 사유"),
            "close": WhyForm(
                name="close", label="충원하지 않는 사유", help_text="예: 남은 기간이 1개월 미만"
            ),
        } | bound
        self.saw([one.application.person_id for one in (*shown, *self.offers)])
        return self.show(
            vacancy=vacancy,
            pool=POOL_LABELS.get(vacancy.pool, vacancy.pool),
            opened_on=kdate(vacancy.opened_on),
            is_open=is_open,
            candidates=[candidate_row(one, checked, forms["offer"]) for one in shown],
            next=due,
            chosen=str(
                forms["offer"]["application"].value() or (due.application.pk if due else "")
            ),
            hidden=len(reserves) - len(shown),
            offer=self.offer,
            offer_shown=offer_row(self.offer, today) if self.offer else None,
            phone=called(self.offer),
            log=[log_row(one) for one in self.offers],
            forms=forms,
            additional_url=f"{reverse('round_copy', args=[self.round.pk])}?by=additional",
            error=error,
            status=status,
        )


def called(offer_: Offer | None) -> str:
    """The number to call the one person who is being asked."""
    return mask_phone(offer_.application.person.phone, Audience.DETAIL) if offer_ else ""


def candidate_row(one: Candidate, checked: dict[int, Recheck], form: OfferForm) -> dict:
    """A reserve with the rules put again; the names of rules not met are proposed as the reason
    to pass them over (what was seen stays out of the log)."""
    found = checked[one.application.pk]
    against = [f.code.label for f in found.findings if f.outcome is Outcome.NOT_MET]
    name = f"skip_{one.application.pk}"
    if against and name in form.fields:
        form.initial[name] = f"자격 재확인 부적격: {', '.join(against)}"[:200]
    return {
        "one": one,
        "pk": str(one.application.pk),
        "name": mask_name(one.application.person.name),
        "check": found,
        "is_refused": found.result is Eligibility.INELIGIBLE,
        "skip": form[name] if name in form.fields else None,
    }


def log_row(one: Offer) -> dict:
    """A line of the call log, masked."""
    return {
        "offer": one,
        "name": mask_name(one.application.person.name),
        "offered_on": kdate(one.offered_on),
        "respond_by": kdate(one.respond_by_on) if one.respond_by_on else "",
        "answered_on": kdate(one.answered_on) if one.answered_on else "",
    }
