"""One person: who they are, all their applications, merges; and the correction of what is known."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.recordhistory import history
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from participants.actions.intake import remember_pairs
from participants.actions.screening import lock_reviews, rescreen
from participants.dongs import dong_remark
from participants.forms.person import PersonCorrection
from participants.matching.likely import likely_same
from participants.models import (
    Application,
    DuplicatePair,
    LegalHold,
    Person,
    PersonMerge,
    Placement,
)
from participants.placement.rows import placed
from participants.retention.due import DESTROYED, open_duties
from participants.retention.kept_until import retention_of_person
from participants.views.intake_forms import differences
from participants.views.resident_page import OF_DONGS, SECTION, ResidentPage
from participants.views.shown import Item, opens, person_rows


class PersonDetail(ResidentPage):
    """신청인."""

    permission = Permission.SEE_APPLICANTS
    confinable = OF_DONGS
    template = "participants/person.html"
    title = "신청인"
    personal_task = "신청인 확인"

    def breadcrumbs(self):
        return [(SECTION, ""), ("신청자", reverse("applicants")), ("신청인", "")]

    def get(self, request, pk):
        person = self.found(Person, pk, "merged_into")
        applications = reachable(request, Application).filter(person=person)
        applications = applications.select_related("round__programme").order_by("-received_on")
        self.saw([person])
        pairs = reachable(request, DuplicatePair).filter(state=DuplicatePair.State.OPEN)
        return self.show(
            person=person,
            rows=person_rows(self, person, person),
            applications=[
                {
                    "application": one,
                    "programme": one.round.programme.get_kind_display(),
                    "received_on": kdate(one.received_on),
                }
                for one in applications
            ],
            placements=placed(reachable(request, Placement).filter(person=person)),
            opened=self.opened(person),
            merges=reachable(request, PersonMerge).filter(kept=person, undone_at=None),
            retention=retention_of_person(person, timezone.localdate()),
            duties=open_duties([person]),
            may_keep=person.name != DESTROYED and self.may_keep(person),
            hold=LegalHold.objects.filter(person=person, lifted_on__isnull=True).first(),
            may_disclose=self.actor.may_in_whole_district(Permission.SCREEN),
            may_hold=self.may_for(Permission.TAKE_IN, person),
            may_lift=self.may_for(Permission.APPROVE_DESTRUCTION, person),
            pairs=[*pairs.filter(first=person), *pairs.filter(second=person)],
            history=history(person) if opens(self, Item.HISTORY, person) else None,
            sees_reasons=opens(self, Item.REASON, person),
            may_edit=self.may_for(Permission.TAKE_IN, person),
            may_reveal=bool(person.rrn) and self.may_for(Permission.REVEAL_IDENTITY, person),
        )

    def opened(self, person: Person) -> set[int]:
        """The placements of the person whose page the user may open."""
        placements = self.actor.reach(Placement, Permission.SEE_PLACEMENTS).filter(person=person)
        return set(placements.values_list("pk", flat=True))

    def may_keep(self, person: Person) -> bool:
        """Whether this user says what other laws want kept; a 동 office does not."""
        grants = self.actor.grants_of(Permission.TAKE_IN)
        beyond_dong = any(grant.confined_to != Confinement.DONG for grant in grants)
        return beyond_dong and self.may_for(Permission.TAKE_IN, person)


class PersonEdit(ResidentPage):
    """Correct what is known of a person; the earlier values stay in the change log."""

    permission = Permission.TAKE_IN
    confinable = OF_DONGS
    template = "participants/person_form.html"
    title = "신청인 고치기"
    personal_task = "신청인 정보 수정"
    keeps_draft = True

    def breadcrumbs(self):
        person = reverse("person_detail", args=[self.person.pk])
        return [(SECTION, ""), ("신청인", person), (self.title, "")]

    def form(self, pk: int, data=None) -> PersonCorrection:
        """The form over the person; a resident number only if one of their programmes may ask."""
        self.person = self.found(Person, pk)
        self.saw([self.person])
        self.dongs = self.known_dongs()
        allowed = reachable(self.request, Application).filter(
            person=self.person, round__programme__rrn_allowed=True
        )
        return PersonCorrection(
            data, instance=self.person, district=self.district, rrn_allowed=allowed.exists()
        )

    def get(self, request, pk):
        return self.show_form(self.form(pk))

    def show_draft(self, pk):
        return self.show_form(self.form(pk, self.request.POST))

    def show_form(self, form: PersonCorrection, status: int = 200, **context):
        """The form, with the names of 동 it suggests."""
        shown = {"form": form, "person": self.person, "dongs": self.dongs}
        return self.show(status=status, **shown, **context)

    def post(self, request, pk):
        form = self.form(pk, request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        if form.is_stale:
            return self.show_conflict(form)
        try:
            reason = form.cleaned_data["reason"]
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                reviews = lock_reviews(self.person)
                person = form.save()
                remember_pairs(person, likely_same(person))
                for round_, applications in reviews.items():
                    rescreen(round_, applications)
        except StaleRecord:
            return self.show_conflict(form)
        except IntegrityError:
            form.add_error(None, "같은 주민등록번호의 신청인이 방금 저장되었습니다. 확인하세요.")
            return self.show_form(form, 409)
        messages.success(request, "신청인 정보를 저장했습니다.")
        if remark := dong_remark("행정동", person.dong, self.dongs):
            messages.warning(request, remark)
        return redirect("person_detail", pk)

    def show_conflict(self, form: PersonCorrection):
        """Both values; saving again takes what is in the form."""
        rows = differences(form, self.found(Person, form.instance.pk))
        data = self.request.POST.copy()
        data["person_version"] = self.found(Person, form.instance.pk).version
        again = self.form(form.instance.pk, data)
        again.is_valid()
        return self.show_form(again, 409, rows=rows, is_conflict=True)
