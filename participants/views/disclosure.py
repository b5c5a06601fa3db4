"""열람 결과 of one person: the question how they asked, then the sheets with all that is kept."""

from django.urls import reverse

from jobportal.platform.masking import Audience, mask_birth, mask_name
from jobportal.platform.permissions import Permission
from jobportal.platform.values.dates import kdate
from participants.disclosure.held import ANSWER_DAYS, answer_by, given_of, held_of, looks_at
from participants.forms.disclosure import DisclosureForm
from participants.models import Person
from participants.views.resident_page import SECTION
from participants.views.taking_out import TakingOut


class Disclosure(TakingOut):
    """열람 결과: whoever sees the income may hand out all, to who asks for their own data."""

    permission = Permission.SCREEN
    confinable = frozenset()
    template = "participants/disclosure.html"
    title = "개인정보 열람 결과"
    personal_task = "정보주체의 열람 요구"

    def breadcrumbs(self):
        person = reverse("person_detail", args=[self.person.pk])
        return [(SECTION, ""), ("신청인", person), (self.title, "")]

    def get(self, request, pk):
        self.person = self.found(Person, pk)
        return self.show_form(DisclosureForm())

    def show_form(self, form: DisclosureForm, status: int = 200):
        """Who asks, since when, and how they were known."""
        self.saw([self.person])
        return self.show(form=form, person=self.person, days=ANSWER_DAYS, status=status)

    def post(self, request, pk):
        self.person = person = self.found(Person, pk)
        form = DisclosureForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        received_on = form.cleaned_data["received_on"]
        return self.print_sheets(
            "participants/papers/disclosure.html",
            [person.pk],
            form.purpose,
            person=person,
            name=mask_name(person.name, Audience.PRINT),
            birth=mask_birth(person.birth_on, Audience.PRINT),
            received_on=kdate(received_on),
            answer_by=kdate(answer_by(received_on)),
            held=held_of(person),
            looks=looks_at(self.district, person),
            given=given_of(self.district, person),
        )
