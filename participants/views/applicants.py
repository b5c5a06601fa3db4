"""The masked list of applicants of a round; what is searched for travels by POST."""

from django.core.paginator import Paginator
from django.urls import reverse

from jobportal.platform.masking import mask_birth, mask_name, mask_phone
from jobportal.platform.models import AccessEntry
from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.recordnumbers import record_number
from jobportal.platform.web.rates import Scope
from participants.forms.search import SearchForm
from participants.models import Application
from participants.queries import applicants, searched
from participants.views.resident_page import OF_DONGS, ResidentPage
from programs.models import Round

PER_PAGE = 50


class ApplicantList(ResidentPage):
    """신청자."""

    permission = Permission.SEE_APPLICANTS
    confinable = OF_DONGS
    template = "participants/applicants.html"
    title = "신청자"
    personal_task = "신청자 목록"
    rates = {"POST": Scope.SEARCH}

    def get(self, request):
        state = request.GET.get("state")
        return self.show_list({"state": state} if state else {})

    def post(self, request):
        return self.show_list(request.POST)

    def chosen_round(self) -> Round | None:
        """The round asked for, else the one with the newest application, else the newest."""
        number = self.request.GET.get("round", "")
        if number:
            return self.found(Round, record_number(number), "programme", "district")
        newest = reachable(self.request, Application).order_by("-pk").values("round")[:1]
        rounds = reachable(self.request, Round).select_related("programme", "district")
        return rounds.filter(pk__in=newest).first() or rounds.first()

    def show_list(self, data):
        """The page of the list that was asked for."""
        round_ = self.chosen_round()
        rounds = reachable(self.request, Round).select_related("programme")
        context = {"rounds": rounds, "round": round_, "here": self.request.get_full_path()}
        self.saw([])
        if round_ is None:
            return self.show(**context)
        records = self.within_reach(applicants(round_))
        dongs = sorted(
            set(records.order_by().values_list("person__dong", flat=True).distinct()) - {""}
        )
        form = SearchForm(data or None, dongs=dongs)
        if form.is_bound and not form.is_valid():
            return self.show(**context, form=form, page=None, count=0, status=422)
        asked = form.cleaned_data if form.is_bound else {}
        records = narrowed(records, asked)
        page = Paginator(records, PER_PAGE).get_page(asked.get("page") or 1)
        action = AccessEntry.Action.SEARCH if asked.get("words") else ""
        self.saw([application.person_id for application in page], action)
        return self.show(
            **context,
            form=form,
            page=page,
            count=page.paginator.count,
            is_narrowed=any(asked.values()),
            pages=list(page.paginator.get_elided_page_range(page.number)),
            rows=[_row(application) for application in page],
            intake_url=reverse("intake_form", args=[round_.pk]),
        )


def narrowed(records, asked: dict):
    """The applications that fit what was asked for."""
    if asked.get("state"):
        records = records.filter(state=asked["state"])
    if asked.get("dong"):
        records = records.filter(person__dong=asked["dong"])
    if asked.get("channel"):
        records = records.filter(channel=asked["channel"])
    return searched(records, asked.get("words", ""))


def _row(application: Application) -> dict:
    person = application.person
    return {
        "url": reverse("application_detail", args=[application.pk]),
        "receipt": application.receipt or "임시저장",
        "name": mask_name(person.name),
        "birth": mask_birth(person.birth_on),
        "sex": person.get_sex_display(),
        "phone": mask_phone(person.phone),
        "dong": person.dong,
        "channel": application.get_channel_display(),
        "received_on": kdate(application.received_on),
        "state": application.get_state_display(),
    }
