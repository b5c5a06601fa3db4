"""점수·선발: score a round, propose its list, decide on what somebody else proposed."""

from collections import Counter

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.shortcuts import redirect

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from participants.actions.scoring import ScoringRefused, score_round
from participants.actions.selection import SelectionRefused, approve, propose, return_
from participants.models import Application, Score, Selection, SelectionEntry
from participants.outcomes import material_of, outcome_of
from participants.proposals import obstacles
from participants.quota import POOL_LABELS
from participants.selection_list import list_in_force
from participants.selections import versions_of
from participants.views.round_page import RoundPage
from participants.workflow import MoveRefused

S = Application.State
E = SelectionEntry.State
SHOWN = (S.ELIGIBLE, S.SCORED, S.SELECTED, S.RESERVE, S.NOT_SELECTED, S.PLACED)
STALE = "다른 사람이 먼저 처리했습니다. 지금 상태를 확인하고 다시 하세요."
REFUSALS = (ScoringRefused, SelectionRefused, MoveRefused, ValueError)


class RoundSelection(RoundPage):
    """What is scored, what was proposed and decided, and what may be done now."""

    permission = Permission.SEE_APPLICANTS
    write_permission = Permission.SELECT
    template = "participants/selection.html"
    title, step = "점수·선발", "round_selection"
    personal_task = "선발안 확인"

    def get(self, request, pk):
        self.load_round(pk)
        return self.show_selection()

    def show_selection(self, problems=(), status: int = 200, typed=None):
        """The page; a preview of the next list is worked out only when it is asked for."""
        self.saw([])
        versions = list(versions_of(self.round))
        open_one = next((v for v in versions if v.state == Selection.State.PROPOSED), None)
        material = material_of(self.round)
        return self.show(
            states=self.state_counts(),
            sheets=self.sheet_counts(),
            is_lottery=bool(material and material.is_lottery),
            has_rules=material is not None,
            obstacles=obstacles(self.round, material) if open_one is None else [],
            preview=self.preview(material) if "preview" in self.request.GET else None,
            proposed=open_one,
            is_own=open_one is not None and open_one.proposed_by_id == self.request.user.pk,
            in_force=list_in_force(self.round),
            versions=[_version(one) for one in reversed(versions)],
            next_number=(versions[-1].number if versions else 0) + 1,
            may_select=self.may(Permission.SELECT),
            problems=list(problems),
            typed=typed or {},
            status=status,
        )

    def state_counts(self) -> list[tuple[str, int]]:
        """How many applications are in each state that matters here."""
        rows = Application.objects.filter(round=self.round, state__in=SHOWN).order_by()
        counts = dict(rows.values_list("state").annotate(Count("pk")))
        return [(state.label, counts.get(state.value, 0)) for state in SHOWN]

    def sheet_counts(self) -> dict:
        """How many score sheets there are, are incomplete, and wait for the reviewers to agree."""
        rows = Score.objects.filter(application__round=self.round)
        return {
            "all": rows.count(),
            "incomplete": rows.filter(is_complete=False).count(),
            "discussed": rows.filter(needs_discussion=True).count(),
        }

    def preview(self, material) -> dict | None:
        """What the list would come to now; lots are not drawn for a look."""
        if material is None or material.is_lottery:
            return None
        outcome = outcome_of(material)
        counts = Counter(row.placing.state.value for row in outcome.rows)
        return {
            "counts": [(E(state).label, counts.get(state, 0)) for state in E.values],
            "vacancies": [
                (vacancy.label, vacancy.open)
                for vacancy in (
                    *outcome.allocation.pool_vacancies,
                    *outcome.allocation.project_vacancies,
                )
            ],
        }


def _version(one: Selection) -> dict:
    return {
        "one": one,
        "proposed_at": text_of(one.proposed_at),
        "decided_at": text_of(one.decided_at) if one.decided_at else "",
    }


class SelectionStep(RoundSelection):
    """A step of the selection, done and told or refused with every reason. POST only."""

    def get(self, request, pk):
        return redirect("round_selection", self.load_round(pk).pk)

    def act(self) -> str:
        """Do it; gives the sentence that tells so."""
        raise NotImplementedError

    def post(self, request, pk):
        self.load_round(pk)
        reason = request.POST.get("reason", "").strip()[:200]
        try:
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                told = self.act()
        except REFUSALS as error:
            problems = getattr(error, "problems", (str(error),))
            return self.show_selection(problems, 409, request.POST)
        except (StaleRecord, IntegrityError):
            return self.show_selection((STALE,), 409, request.POST)
        messages.success(request, told)
        return redirect("round_selection", pk)


class SelectionScore(SelectionStep):
    """점수 산정."""

    def act(self):
        done = score_round(self.round)
        words = f"심사표 {done.sheets:,}건을 확인해 {done.written:,}건을 새로 썼습니다."
        if done.incomplete:
            words += f" {done.incomplete:,}건은 확인할 것이 남았습니다."
        return words


class SelectionPropose(SelectionStep):
    """선발안 만들기."""

    def act(self):
        asked = self.request.POST
        made = propose(
            self.round, self.request.user, asked.get("reason", ""), asked.get("seed", "")
        )
        return f"선발안 제{made.number}판을 제안했습니다. 팀장이 확정하면 명단이 굳어집니다."


class SelectionDecide(SelectionStep):
    """확정 또는 반려: by somebody who did not propose it."""

    write_permission = Permission.APPROVE_SELECTION

    def act(self):
        asked = self.request.POST
        number = asked.get("selection", "")
        is_number = number.isascii() and number.isdecimal() and len(number) < 19
        selection = self.found(Selection, int(number) if is_number else 0, "round")
        if selection.round_id != self.round.pk:
            raise SelectionRefused("이 회차의 선발안이 아닙니다. 화면을 새로 여세요.")
        if asked.get("decision") == "approve":
            approve(selection, self.request.user, asked.get("reason", ""))
            return f"선발안 제{selection.number}판을 확정했습니다. 명단은 더 바뀌지 않습니다."
        return_(selection, self.request.user, asked.get("reason", ""))
        return f"선발안 제{selection.number}판을 반려했습니다."


def pool_text(code: str) -> str:
    """The Korean name of a pool."""
    return POOL_LABELS.get(code, code)
