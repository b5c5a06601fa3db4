"""Placement letters to the host units, on paper and as a list of one unit's people."""

from jobportal.platform.downloads import made_xlsx
from jobportal.platform.permissions import Permission
from participants.announcing.letters import COLUMNS, letter, rows
from participants.forms.results import LettersForm
from participants.models import Application, Provision
from participants.placement.assignments import Assignment, assignments, by_unit
from participants.views.telling import TellingPage
from programs.models import HostUnit

HEADINGS = [column if isinstance(column, str) else column.heading for column in COLUMNS]
NO_UNIT = "사업부서·기관이 정해지지 않음"
ONE_UNIT = "엑셀 명단은 부서마다 따로 받습니다. 부서 하나를 고르세요."
NOBODY = "보낼 사람이 없습니다. 선발 명단의 배정 사업과 대상사업의 사업부서를 확인하세요."


class RoundLetters(TellingPage):
    """배치 통보."""

    template = "participants/results/letters.html"
    title = "배치 통보"
    personal_task = "배치 통보"

    def load(self, pk: int) -> None:
        """The round, its announcement, and its people by host unit."""
        super().load(pk)
        self.assigned = assignments(self.round)
        self.by_unit = by_unit(self.assigned)
        self.units: list[HostUnit] = [unit for unit in self.by_unit if unit]

    def get(self, request, pk):
        self.load(pk)
        return self.show_form(LettersForm(units=self.units))

    def show_form(self, form, status: int = 200):
        """How many people each unit gets, and which letters to print."""
        self.saw([])
        selected = Application.State.SELECTED
        waiting = Application.objects.of(self.district).filter(round=self.round, state=selected)
        listed = sum(one.application.state == selected for one in self.assigned)
        return self.show(
            form=form,
            publication=self.publication,
            units=[(str(unit or NO_UNIT), len(found)) for unit, found in self.by_unit.items()],
            total=len(self.assigned),
            without=waiting.count() - listed,
            status=status,
        )

    def post(self, request, pk):
        is_file = request.POST.get("do") == "xlsx"
        self.load(pk)
        if is_file:
            self.require_for(Permission.DOWNLOAD_PERSONAL, self.round)
        form = LettersForm(request.POST, units=self.units)
        if self.publication is None or not form.is_valid():
            return self.show_form(form, 422)
        chosen = self.chosen(form.cleaned_data["unit"])
        if is_file and len(chosen) != 1:
            form.add_error("unit", ONE_UNIT)
        elif not chosen:
            form.add_error(None, NOBODY)
        if form.errors:
            return self.show_form(form, 422)
        entered = self.register_letters(chosen, form, is_file) if form.is_outside else ""
        if is_file:
            ((unit, found),) = chosen.items()
            return self.give_list(unit, found, f"{entered}{form.purpose}")
        letters = [letter(unit, found, self.publication) for unit, found in chosen.items()]
        return self.print_sheets(
            "participants/papers/letters.html",
            [person for one in letters for person in one.person_ids],
            f"{entered}{form.purpose}",
            letters=letters,
            columns=HEADINGS,
            publication=self.publication,
        )

    def chosen(self, unit: str) -> dict[HostUnit, list[Assignment]]:
        """The people of the unit asked for, or of all."""
        return {u: found for u, found in self.by_unit.items() if u and unit in ("", str(u.pk))}

    def register_letters(self, chosen, form: LettersForm, is_file: bool) -> str:
        """Enter in the register what each body outside receives."""
        method = Provision.Method.FILE if is_file else Provision.Method.PAPER
        return self.register(
            *(
                form.provision(
                    title=f"{self.round} 배치 통보",
                    receiver=unit.name,
                    items=", ".join(HEADINGS),
                    persons=len(found),
                    method=method,
                )
                for unit, found in chosen.items()
            )
        )

    def give_list(self, unit: HostUnit, found: list[Assignment], purpose: str):
        """The people of one unit as xlsx."""
        made = made_xlsx(
            f"{self.round.code} 배치 명단 ({unit})", COLUMNS, rows(found), self.taken_by(purpose)
        )
        persons = [one.application.person_id for one in found]
        return self.give_file(made, f"{self.round.code}_{unit}_배치통보.xlsx", persons, purpose)
