"""Rosters to take out: purpose first, then a file of only the columns its use needs."""

from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.downloads import made_xlsx
from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reach_of, reachable
from jobportal.platform.web.rates import Scope
from participants.forms.results import RosterForm
from participants.rosters import ROSTERS, Preset, headings, records_of, rows_of
from participants.views.resident_page import SECTION, ResidentPage
from participants.views.taking_out import TakingOut
from programs.models import Round

NOBODY = "이 범위에 명단에 실을 사람이 없습니다. 회차나 명단을 다시 고르세요."


class Rosters(TakingOut, ResidentPage, FreshPassword):
    """명단 내려받기."""

    template = "participants/rosters.html"
    title = "명단 내려받기"
    permission = Permission.DOWNLOAD_PERSONAL
    personal_task = "명단 내려받기"
    rates = {"POST": Scope.DOWNLOAD}

    def get(self, request):
        return self.show_form(self.form())

    def form(self, data=None) -> RosterForm:
        """The form over the rounds of the district."""
        return RosterForm(data, rounds=list(reachable(self.request, Round)))

    def show_form(self, form, status: int = 200):
        """What may be taken out, with the columns of each use."""
        self.saw([])
        presets = [
            (one.label, ", ".join(column.heading for column in ROSTERS[one].columns))
            for one in Preset
        ]
        return self.show(form=form, presets=presets, status=status)

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        preset = Preset(form.cleaned_data["preset"])
        records = records_of(preset, reach_of(request), form.chosen_rounds)
        if not records.exists():
            form.add_error(None, NOBODY)
            return self.show_form(form, 422)
        return self.give_roster(preset, form, records)

    def give_roster(self, preset: Preset, form: RosterForm, records):
        """The file, written row by row; its people are known when it is written."""
        seen: set[int] = set()
        use = preset.label.partition(" ")[0]
        title = f"{form.scope_name} 명단 {preset.label}"
        purpose = form.purpose
        made = made_xlsx(
            title, headings(preset), rows_of(preset, records, seen), self.taken_by(purpose)
        )
        name = f"{form.scope_name.replace(' ', '')}_명단_{use}.xlsx"
        return self.give_file(made, name, seen, f"{use} {form.scope_name}, {purpose}")

    def breadcrumbs(self):
        return [(SECTION, ""), (self.title, "")]
