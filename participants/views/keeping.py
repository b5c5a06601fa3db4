"""What another law wants kept: entered on a person, and read apart once they are destroyed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.masking import mask_name
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from participants.forms.keeping import KeepingForm
from participants.models import KeepingDuty, KeptRecord, Person, Placement
from participants.retention.due import DESTROYED
from participants.views.resident_page import SECTION, ResidentPage

PER_PAGE = 50
TITLE = "분리 보관"


class KeepingAdd(ResidentPage):
    """Enter that another law wants the person's data kept."""

    permission = Permission.TAKE_IN
    template = "participants/keeping_form.html"
    title = "다른 법령에 따른 보존"
    personal_task = "법령에 따른 보존"

    def breadcrumbs(self):
        person = reverse("person_detail", args=[self.person.pk])
        return [(SECTION, ""), ("신청인", person), (self.title, "")]

    def get(self, request, pk):
        self.person = self.found(Person, pk)
        return self.show_form(KeepingForm())

    def show_form(self, form: KeepingForm, status: int = 200):
        """The form over the person."""
        self.saw([self.person])
        return self.show(form=form, person=self.person, status=status)

    def post(self, request, pk):
        self.person = self.found(Person, pk)
        form = KeepingForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        if self.person.name == DESTROYED:
            form.add_error(None, "이미 파기한 신청인이어서 보존할 것이 없습니다.")
            return self.show_form(form, 409)
        duty = KeepingDuty(district=self.district, person=self.person, **form.cleaned_data)
        try:
            with acting(request.user, reason=duty.reason, via=Via.FORM), transaction.atomic():
                duty.save()
        except IntegrityError:
            form.add_error("law", "이 법령에 따른 보존을 이미 적었습니다. 풀고 다시 적으세요.")
            return self.show_form(form, 409)
        self.saw([self.person])
        messages.success(request, "다른 법령에 따른 보존을 적었습니다.")
        return redirect("person_detail", pk)


class KeepingEnd(ResidentPage):
    """The law no longer wants it kept. POST only."""

    http_method_names = ["post"]
    permission = Permission.TAKE_IN
    personal_task = "법령에 따른 보존 해제"

    def post(self, request, pk, duty):
        person = self.found(Person, pk)
        self.saw([person])
        one = KeepingDuty.objects.filter(pk=duty, person=person).first()
        if one is None:
            raise Http404("no such duty")
        if reason := self.typed("reason"):
            self.end(one, reason)
        else:
            messages.error(request, "보존을 푸는 사유를 적으세요. 예: 기한을 잘못 적음")
        return redirect("person_detail", pk)

    def end(self, duty: KeepingDuty, reason: str) -> None:
        """Once: a second request, or one that comes late, changes nothing."""
        if duty.lifted_on is None:
            duty.lifted_on = timezone.localdate()
            try:
                with acting(self.request.user, reason=reason, via=Via.FORM), transaction.atomic():
                    duty.save()
            except StaleRecord:
                messages.error(self.request, STALE)
                return
        messages.success(self.request, "보존을 풀었습니다.")


class KeptPage(ResidentPage):
    """A page about what is kept apart: nobody's daily work, with a right of its own."""

    section, title = "관리", TITLE
    permission = Permission.SEE_KEPT
    confinable = frozenset()
    personal_task = "분리 보관 확인"


class KeptList(KeptPage):
    """분리 보관: names are masked."""

    template = "participants/kept_list.html"

    def get(self, request):
        found = reachable(request, KeptRecord).order_by("until_on", "pk")
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        self.saw(one.person_id for one in page)
        today = timezone.localdate()
        return self.show(
            rows=[_row(one, today) for one in page],
            page=page,
            pages=page.paginator.get_elided_page_range(page.number),
            count=page.paginator.count,
        )


def _row(one: KeptRecord, today) -> dict:
    return {
        "one": one,
        "name": mask_name(one.told["person"]["name"]),
        "kept_on": kdate(one.kept_on),
        "until_on": kdate(one.until_on),
        "is_over": one.until_on < today,
    }


class KeptDetail(KeptPage):
    """One record kept apart, in full; the look is in the access record."""

    template = "participants/kept.html"

    def breadcrumbs(self):
        return [(self.section, ""), (TITLE, reverse("kept_list")), (f"{self.number}번", "")]

    def get(self, request, pk):
        one = self.found(KeptRecord, pk, "destruction")
        self.number = one.pk
        self.saw([one.person_id])
        told = one.told
        return self.show(
            rows=[
                *_labelled(Person, told["person"]),
                ("근거 법령", one.law),
                ("보존 사유", one.reason),
                ("옮긴 날", kdate(one.kept_on)),
                ("보존 기한", f"{kdate(one.until_on)}까지"),
            ],
            work=[_labelled(Placement, work) for work in told["work"]],
        )


def _labelled(model: type[Person | Placement], texts: dict[str, str]) -> list[tuple[str, str]]:
    """The texts with the names of their fields, without empty ones."""
    label = model._meta.get_field
    return [(str(label(name).verbose_name), text) for name, text in texts.items() if text]
