"""The notices of the result (통보서): printed for a choice of people, one page each."""

from collections import Counter

from django.urls import reverse

from jobportal.platform.permissions import Permission
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.recordnumbers import record_number
from participants.announcing.notices import notices
from participants.announcing.publications import publication_in_force
from participants.announcing.recipients import INELIGIBLE, RESULTS, Recipient, is_told, to_be_told
from participants.forms.results import NoticesForm
from participants.models import Application
from participants.views.resident_page import ResidentPage
from participants.views.telling import TellingPage

NOBODY = "조건에 맞는 사람이 없습니다. 결과나 접수번호를 다시 고르세요."


def notice_link(page: ResidentPage, application: Application) -> dict | None:
    """The notice of the result of an applicant: its name and where it is printed.

    Once the list is announced it is that of the announcement, before it the one of a refusal. None
    where there is none, or none that the user may print.
    """
    publication = publication_in_force(application.round)
    if publication and is_told(publication, application):
        url = reverse("round_notices", args=[application.round_id])
        found = {"label": "결과 통보서", "url": f"{url}?number={application.number}"}
        return found if page.may_for(Permission.PUBLISH_RESULTS, application) else None
    if application.state == INELIGIBLE and page.may_for(Permission.SCREEN, application):
        url = reverse("refusal_notice", args=[application.pk])
        return {"label": "부적격 통보서", "url": url}
    return None


class RoundNotices(TellingPage):
    """결과 통보서."""

    template = "participants/results/notices.html"
    title = "결과 통보서"
    personal_task = "결과 통보서"

    def asks_password(self) -> bool:
        """For many at once; not for the letter to one person, often waiting at the counter."""
        return not self.typed("number")

    def get(self, request, pk):
        self.load(pk)
        number = record_number(request.GET.get("number", ""))
        return self.show_form(NoticesForm(is_first=self.is_first, initial={"number": number}))

    def show_form(self, form, status: int = 200):
        """How many have which result, and whom to print."""
        self.saw([])
        people = to_be_told(self.publication) if self.publication else []
        counts = Counter(one.result for one in people)
        return self.show(
            form=form,
            publication=self.publication,
            is_first=self.is_first,
            counts=[(label, counts[code]) for code, label in RESULTS],
            total=len(people),
            status=status,
        )

    def post(self, request, pk):
        self.load(pk)
        form = NoticesForm(request.POST, is_first=self.is_first)
        if self.publication is None or not form.is_valid():
            return self.show_form(form, 422)
        people = self.chosen(form)
        if not people:
            form.add_error(None, NOBODY)
            return self.show_form(form, 422)
        return self.print_sheets(
            "participants/papers/notices.html",
            [one.person.pk for one in people],
            form.purpose,
            notices=notices(self.publication, people),
            publication=self.publication,
            day=kdate(self.publication.published_on),
        )

    def chosen(self, form: NoticesForm) -> list[Recipient]:
        """The people the form asks for."""
        asked = form.cleaned_data
        only_changed = asked.get("only_changed", False)
        return to_be_told(self.publication, asked["results"], asked["number"], only_changed)
