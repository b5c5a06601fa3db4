"""The placements of a round: its three figures, by project, and the list to work from."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.masking import mask_birth, mask_name
from jobportal.platform.models import AccessEntry
from jobportal.platform.permissions import Permission
from jobportal.platform.values.dates import kdate, kperiod
from participants.actions.placing import plan, waiting
from participants.actions.vacancies import unfilled_posts
from participants.forms.placements import PlacementSearchForm
from participants.headcounts import EVER, IN_POST, PLANNED, headcounts, project_headcounts
from participants.models import Placement, Vacancy
from participants.placement.rows import HOLDING, listed, narrowed
from participants.placement.workflow import ACTS, IN_BULK
from participants.views.placement_page import PlacementPage
from programs.models import Round

PER_PAGE = 50
BY_ADDRESS = ("state", "reason", "pool")
"""Conditions that tell of nobody and may stand in an address."""
MOST_WAITING = 10
"""More of those to be placed are shown on the page that places them all."""


class RoundPlacements(PlacementPage):
    """배치; the conditions of the list are sent by POST, a figure leads here by its state."""

    write_permission = Permission.SEE_PLACEMENTS

    template = "participants/placements.html"
    title, step = "배치", "round_placements"
    personal_task = "배치 관리"

    def get(self, request, pk):
        self.load_round(pk)
        asked = {name: request.GET.get(name, "") for name in BY_ADDRESS}
        return self.show_list(asked if asked["state"] else {"state": HOLDING})

    def post(self, request, pk):
        self.load_round(pk)
        return self.show_list(request.POST)

    def show_list(self, data):
        """The page of the list that was asked for."""
        form = PlacementSearchForm(data, round_=self.round)
        is_valid = form.is_valid()
        asked = form.cleaned_data if is_valid else {}
        page = Paginator(narrowed(self.round, asked), PER_PAGE).get_page(asked.get("page") or 1)
        rows, first = listed(self.round, page), plan(self.round, MOST_WAITING)
        action = AccessEntry.Action.SEARCH if asked.get("words") else ""
        people = [one.person_id for one in rows]
        self.saw(people + [one.application.person_id for one in first], action)
        return self.show(
            **figures(self.round),
            form=form,
            page=page,
            count=page.paginator.count,
            pages=list(page.paginator.get_elided_page_range(page.number)),
            rows=[row_of(one) for one in rows],
            waiting=[waiting_row(one) for one in first],
            waiting_count=waiting(self.round).count(),
            is_narrowed=any(
                asked.get(name) for name in ("words", "project", "pool", "reason", "lacks")
            )
            or asked.get("state") not in ("", HOLDING),
            bulk=[{"kind": kind.value, "words": ACTS[kind].words} for kind in IN_BULK],
            status=200 if is_valid else 422,
        )


def figures(round_: Round) -> dict:
    """The named figures of the round and of its projects today."""
    today = timezone.localdate()
    whole = headcounts([round_], today)[round_.pk]
    by_project = project_headcounts(round_, today)
    open_ = Vacancy.objects.filter(round=round_, state=Vacancy.State.OPEN)
    vacancies = list(open_.values_list("project", flat=True))
    unfilled = unfilled_posts(round_, today)
    projects = [
        {
            "project": project,
            "count": by_project[project.pk],
            "vacancies": vacancies.count(project.pk),
            "unfilled": unfilled[project.pk],
        }
        for project in round_.work_projects.select_related("host_unit")
    ]
    return {
        "today": kdate(today),
        "whole": whole,
        "projects": projects,
        "vacancies": len(vacancies),
        "unfilled": sum(unfilled.values()),
        "project_posts": sum(one["count"].planned for one in projects),
        "words": {"planned": PLANNED, "in_post": IN_POST, "ever": EVER},
    }


def row_of(placement: Placement) -> dict:
    """A line of a list of placements, masked."""
    return {
        "placement": placement,
        "url": reverse("placement_detail", args=[placement.pk]),
        "receipt": placement.application.receipt,
        "name": mask_name(placement.person.name),
        "birth": mask_birth(placement.person.birth_on),
        "project": placement.project.title,
        "days": kperiod(placement.from_on, placement.to_on),
        "state": placement.get_state_display(),
        "holds": placement.state in Placement.HOLDING,
    }


def waiting_row(one) -> dict:
    """A line of those who are selected and not placed, masked."""
    return {
        "url": reverse("placement_assign", args=[one.application.round_id, one.application.pk]),
        "receipt": one.application.receipt,
        "name": mask_name(one.application.person.name),
        "birth": mask_birth(one.application.person.birth_on),
        "project": one.project.title if one.project else "",
        "hours": one.hours,
        "refusal": one.refusal,
    }
