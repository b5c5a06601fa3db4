"""선발안 만들기: the list as it would come out now, and the proposal of it."""

from collections.abc import Iterable
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.rules.allocation import State
from participants.actions.selection import next_version_number, propose
from participants.forms.selection import ProposalForm
from participants.models import Application, Selection
from participants.queries import named
from participants.selection.counts import LEFT, Seat, pool_table, project_table
from participants.selection.differences import Kind, differences, to_confirm
from participants.selection.in_force import list_in_force
from participants.selection.kept import basis_of, entries_from, entries_of, terms_of, undecided
from participants.selection.outcomes import Material, Outcome, Row, material_of, outcome_of
from participants.selection.proposals import obstacles, undecided_words
from participants.views.selection_page import SelectionPage, outcome_row
from programs.preparation import announced_rules, rules_of

SHOWN = 50
"""So many of each outcome are shown before the list is proposed; all of them stand in the list."""


class Proposing(SelectionPage):
    """What the list would be, what stands against it, and the step of proposing it."""

    template = "participants/selection/propose.html"
    title = "선발안 만들기"
    permission = Permission.SELECT
    personal_task = "선발안 작성"

    def get(self, request, pk):
        self.load(pk)
        return self.show_preview(self.form())

    def load(self, pk: int) -> None:
        """The round and the number its next list takes."""
        self.load_round(pk)
        self.number = next_version_number(self.round)

    @cached_property
    def material(self) -> Material | None:
        """What the list is made from; a proposal reads it by itself, under its lock."""
        return material_of(self.round)

    @cached_property
    def is_lottery(self) -> bool:
        """Whether lots decide."""
        version = announced_rules(self.round)
        return version is not None and rules_of(version).rubric is None

    @cached_property
    def undecided(self) -> list[Application]:
        """Those whose screening is not finished."""
        return undecided(self.round)

    def form(self, data=None) -> ProposalForm:
        """The words a proposal needs; the note of a return and the last seed are taken up."""
        last = Selection.objects.filter(round=self.round, number=self.number - 1).first()
        is_returned = last is not None and last.state == Selection.State.RETURNED
        reason = f"반려 의견 반영: {last.decision_note}"[:200] if is_returned else ""
        initial = {"reason": reason, "seed": last.terms.get("seed", "") if last else ""}
        asked = {"reason": self.number > 1, "seed": self.is_lottery, "waiving": self.undecided}
        needed = {name for name, is_needed in asked.items() if is_needed}
        return ProposalForm(data, needed=needed, initial=initial)

    def show_preview(self, form, problems: Iterable[str] = (), status: int = 200):
        """The page; ``problems`` are what stood against the step just taken."""
        self.saw([])
        blocks = [] if problems else obstacles(self.round, self.material)
        # Lots are not drawn for a look: nobody tries seeds until one suits.
        is_ready = self.material and not blocks and not self.is_lottery
        preview = self.preview(outcome_of(self.material)) if is_ready else {}
        return self.show(
            form=form,
            number=self.number,
            is_lottery=self.is_lottery,
            blocks=blocks,
            waiting=self.waiting() if blocks else None,
            problems=list(problems),
            can_propose=not blocks and _changes_something(preview.get("changes")),
            basis=basis_of(self.round) if self.material else "",
            drawn=len(self.material.applications) if self.is_lottery else 0,
            undecided=undecided_words(self.undecided) if self.undecided else "",
            status=status,
            **preview,
        )

    def waiting(self) -> Selection | None:
        """The list that waits to be decided."""
        lists = Selection.objects.filter(round=self.round, state=Selection.State.PROPOSED)
        return lists.first()

    def preview(self, outcome: Outcome) -> dict:
        """What the page shows of a list that is not stored."""
        projects = {project.code: project.label for project in self.material.projects}
        groups = []
        for state in State:
            rows = [row for row in outcome.rows if row.placing.state is state]
            self.saw([row.application.person_id for row in rows[:SHOWN]])
            shown = [outcome_row(row, projects) for row in rows[:SHOWN]]
            groups.append({"label": state.label, "count": len(rows), "rows": shown})
        seats = [self.seat(row) for row in outcome.rows]
        terms = terms_of(self.material)
        return {
            "groups": groups,
            "pools": pool_table(terms["pools"], seats),
            "projects": project_table(self.round, terms["projects"], seats),
            "changes": self.changes(outcome),
            "shown": SHOWN,
        }

    def seat(self, row: Row) -> Seat:
        """Where somebody of a list that is not stored is."""
        placing = row.placing
        state = LEFT if placing.number in self.material.left else placing.state.value
        return placing.pool, placing.project, state

    def changes(self, outcome: Outcome) -> dict | None:
        """How many enter, leave and move against the list in force; None before the first.

        ``confirms`` names those for whom a version without any change is made.
        """
        force = list_in_force(self.round)
        if force is None:
            return None
        draft = Selection(round=self.round, number=self.number, rules=self.material.version)
        before = entries_of(force)
        found = differences(before, entries_from(draft, self.material, outcome))
        counts = {kind: sum(one.kind is kind for one in found) for kind in Kind}
        again = to_confirm(before)
        return {
            "number": force.number,
            "total": len(found),
            "counts": [(k.value, n) for k, n in counts.items()],
            "confirms": named(again) if again else "",
        }

    def post(self, request, pk):
        self.load(pk)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show_preview(form, status=422)
        given = form.cleaned_data
        if given["basis"] != basis_of(self.round):
            return self.show_preview(
                form,
                ["미리 본 뒤에 신청서나 점수가 바뀌었습니다. 아래 명단을 다시 확인하세요."],
                409,
            )
        words = [given.get(name, "") for name in ("reason", "seed", "waiving")]
        try:
            with acting(request.user, reason=words[0], via=Via.FORM), transaction.atomic():
                selection = propose(self.round, request.user, *words)
        except Refused as refusal:
            return self.show_preview(form, refusal.problems, 422)
        except ValidationError as error:
            return self.show_preview(form, error.messages, 422)
        except (StaleRecord, IntegrityError):
            return self.show_preview(form, [STALE], 409)
        messages.success(
            request, f"선발안 제{selection.number}판을 제안했습니다. 다른 사람(팀장)이 확정합니다."
        )
        return redirect("selection_detail", selection.pk)


def _changes_something(changes: dict | None) -> bool:
    """Whether a proposal would be taken; a first list and one of lots always are."""
    return changes is None or bool(changes["total"] or changes["confirms"])
