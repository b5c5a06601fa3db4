"""의회·감사 제출 명단: what a council is given of the people of a round (compliance PD-57)."""

from django.urls import reverse
from django.utils import timezone

from jobportal.platform.downloads import made_xlsx
from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reach_of, reachable
from participants.forms.council import CouncilForm
from participants.models import Provision
from participants.rosters.council import (
    HEADINGS,
    MEANING,
    CouncilUse,
    columns,
    notes_of,
    people_of,
    rows_of,
)
from participants.views.resident_page import SECTION
from participants.views.taking_out import TakingOut
from programs.models import Round

NOBODY = "이 회차에 명단에 실을 사람이 없습니다. 회차나 명단을 다시 고르세요."
ITEMS = ", ".join(HEADINGS[1:])


class CouncilRosters(TakingOut):
    """의회·감사 제출 명단."""

    template = "participants/council_rosters.html"
    title = personal_task = "의회·감사 제출 명단"
    permission = Permission.DOWNLOAD_PERSONAL

    def breadcrumbs(self):
        return [(SECTION, ""), ("명단 내려받기", reverse("rosters")), (self.title, "")]

    def form(self, data=None, **kwargs) -> CouncilForm:
        """The form over the rounds that are reached."""
        return CouncilForm(data, rounds=list(reachable(self.request, Round)), **kwargs)

    def show_form(self, form: CouncilForm, status: int = 200):
        """What is asked, and whom each list names."""
        self.saw([])
        meanings = [(one.label, MEANING[one]) for one in CouncilUse]
        return self.show(form=form, meanings=meanings, items=ITEMS, status=status)

    def get(self, request):
        return self.show_form(self.form(initial={"round": request.GET.get("round", "")}))

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        people = people_of(form.chosen_use, reach_of(request), form.chosen_round)
        count = people.values("person").distinct().count()
        if not count:
            form.add_error(None, NOBODY)
            return self.show_form(form, 422)
        entered = self.entered(form, count)
        return self.give_roster(form, people, entered)

    def entered(self, form: CouncilForm, count: int) -> str:
        """The number in the register; the entry names who approved whole names."""
        return self.register(
            form.provision(
                title=title_of(form),
                items=ITEMS,
                persons=count,
                method=Provision.Method.FILE,
                approval=form.told_approval or None,
            )
        )

    def give_roster(self, form: CouncilForm, people, entered: str):
        """The file, recorded with its approval before the purpose, which may be cut."""
        seen: set[int] = set()
        approval = form.told_approval
        rows = rows_of(people, seen, bool(approval))
        notes = notes_of(form.chosen_round, timezone.localdate(), approval)
        made = made_xlsx(title_of(form), columns(), rows, [*notes, *self.taken_by(form.purpose)])
        name = f"{form.chosen_round.code}_의회감사제출_{form.chosen_use.label}.xlsx"
        told = f"성명 전체 승인({approval}), {form.purpose}" if approval else form.purpose
        return self.give_file(made, name, seen, f"{entered}{told}")


def title_of(form: CouncilForm) -> str:
    """The title over the list."""
    return f"{form.chosen_round} {form.chosen_use.label} 명단 (의회·감사 제출)"
