"""Rosters to take out: purpose first, then a file of only the columns its use needs."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from jobportal.platform.jobs.queue import Request, ask_for
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.scope import reach_of, reachable
from participants.forms.results import RosterForm
from participants.models import Provision
from participants.rosters.by_use import ROSTERS, Preset, items_of, made_roster, records_of
from participants.rosters.files import ASKED, ROSTER_FILE, SHARED
from participants.views.resident_page import SECTION
from participants.views.taking_out import TakingOut
from programs.models import Round

NOBODY = "이 범위에 명단에 실을 사람이 없습니다. 회차나 명단을 다시 고르세요."


class Rosters(TakingOut):
    """명단 내려받기."""

    template = "participants/rosters.html"
    title = "명단 내려받기"
    permission = Permission.DOWNLOAD_PERSONAL
    personal_task = "명단 내려받기"

    def get(self, request):
        asked = {name: request.GET.get(name, "") for name in ("scope", "preset")}
        return self.show_form(self.form(initial=asked))

    def form(self, data=None, **kwargs) -> RosterForm:
        """The form over the rounds of the district."""
        return RosterForm(data, rounds=list(reachable(self.request, Round)), **kwargs)

    def show_form(self, form, status: int = 200):
        """What may be taken out, with the columns of each use."""
        self.saw([])
        presets = [(one.label, items_of(ROSTERS[one])) for one in Preset]
        return self.show(form=form, presets=presets, status=status)

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        preset = Preset(form.cleaned_data["preset"])
        records = records_of(preset, reach_of(request), form.chosen_rounds)
        total = records.count()
        if not total:
            form.add_error(None, NOBODY)
            return self.show_form(form, 422)
        if total > settings.BACKGROUND_ROWS:
            return self.make_in_background(preset, form, records, total)
        return self.give_roster(preset, form, records)

    def make_in_background(self, preset: Preset, form: RosterForm, records, total: int):
        """A large roster goes into the queue, or the one just made for the same request is shown.

        Whose data is in it is recorded when the file is taken.
        """
        rounds = sorted(one.pk for one in form.chosen_rounds)
        request = Request(
            kind=ROSTER_FILE.code,
            parameters={"preset": preset.value, "rounds": rounds},
            title=title_of(preset, form),
            file_name=self.file_name(name_of(preset, form)),
            purpose=form.purpose,
            total=total,
        )
        try:
            with transaction.atomic():
                entered = self.entered(preset, form, records)
                asked = replace(request, purpose=f"{entered}{form.purpose}")
                _, is_new = ask_for(self.actor, ROSTER_FILE.permission, asked)
        except Refused as error:
            form.add_error(None, str(error))
            return self.show_form(form, 409)
        messages.info(self.request, ASKED.format(total) if is_new else SHARED)
        return redirect("made_files")

    def give_roster(self, preset: Preset, form: RosterForm, records):
        """The file at once."""
        purpose = f"{self.entered(preset, form, records)}{form.purpose}"
        notes = self.taken_by(purpose)
        made, seen = made_roster(preset, records, title_of(preset, form), notes)
        told = f"{purpose}, {use_of(preset)} {form.scope_name}"
        return self.give_file(made, name_of(preset, form), seen, told)

    def entered(self, preset: Preset, form: RosterForm, records) -> str:
        """The number in the register of what goes to others outside; "" for what stays inside."""
        if not form.is_outside:
            return ""
        return self.register(
            form.provision(
                title=title_of(preset, form),
                items=items_of(ROSTERS[preset]),
                persons=records.values("person").distinct().count(),
                method=Provision.Method.FILE,
            )
        )

    def breadcrumbs(self):
        return [(SECTION, ""), (self.title, "")]


def use_of(preset: Preset) -> str:
    """The use in a word: 심사용."""
    return preset.label.partition(" ")[0]


def title_of(preset: Preset, form: RosterForm) -> str:
    """The title over the list."""
    return f"{form.scope_name} 명단 {preset.label}"


def name_of(preset: Preset, form: RosterForm) -> str:
    """The last part of the name of the file."""
    return f"{form.scope_name.replace(' ', '')}_명단_{use_of(preset)}.xlsx"
