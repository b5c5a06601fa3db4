"""One resident number in full: for a reason, in this one answer, and on record."""

from django.urls import reverse

from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.masking import Audience, mask_rrn
from jobportal.platform.models import AccessEntry
from jobportal.platform.permissions import Permission
from jobportal.platform.values.residents import rrn_text
from jobportal.platform.web.rates import Scope
from participants.forms.reveal import RevealForm
from participants.models import Person
from participants.views.resident_page import SECTION, ResidentPage

SHOWN_SECONDS = 60


class PersonReveal(ResidentPage, FreshPassword):
    """주민등록번호 확인: masked until a reason is given, and again with the next page."""

    permission = Permission.REVEAL_IDENTITY
    template = "participants/reveal.html"
    title = "주민등록번호 확인"
    personal_task = "주민등록번호 확인"
    rates = {"POST": Scope.REVEAL}

    def breadcrumbs(self):
        person = reverse("person_detail", args=[self.person.pk])
        return [(SECTION, ""), ("신청인", person), (self.title, "")]

    def get(self, request, pk):
        self.person = self.found(Person, pk)
        return self.show_masked(RevealForm())

    def show_masked(self, form: RevealForm, status: int = 200):
        """The question for a reason, over the masked number."""
        self.saw([self.person])
        return self.show_person(form=form, status=status)

    def show_person(self, **context):
        """The page, with what it goes back to after a while."""
        masked = mask_rrn(self.person.rrn, Audience.DETAIL)
        return self.show(person=self.person, masked=masked, seconds=SHOWN_SECONDS, **context)

    def post(self, request, pk):
        form = RevealForm(request.POST)
        self.person = self.found(Person, pk)
        if not form.is_valid() or not self.person.rrn:
            return self.show_masked(form, 422)
        self.saw([self.person], AccessEntry.Action.REVEAL, form.purpose)
        return self.show_person(number=rrn_text(self.person.rrn), purpose=form.purpose)
