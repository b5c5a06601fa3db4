"""점수·선발: where the round's points and lists stand, and the scoring of everybody at once."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.masking import mask_name
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.scope import reachable
from participants.actions.scoring import score_round
from participants.interviews import awaits_marks, marked_items
from participants.models import Application, Score, Selection, SelectionEntry
from participants.selection.counts import LEFT, outcome_counts, score_counts, state_counts
from participants.selection.kept import versions_of
from participants.views.selection_page import SelectionPage
from programs.preparation import announced_rules, rules_of

S = Application.State
SHOWN_STATES = (
    *(S.UNDER_REVIEW, S.INELIGIBLE, S.ELIGIBLE, S.SCORED),
    *(S.SELECTED, S.RESERVE, S.NOT_SELECTED, S.PLACED, S.DECLINED, S.CANCELLED, S.EXPIRED),
)
SHOWN = 30


class SelectionHome(SelectionPage):
    """점수·선발."""

    template = "participants/selection/home.html"
    title = "점수·선발"
    personal_task = "점수·선발 현황"

    def get(self, request, pk):
        self.load_round(pk)
        return self.show_home()

    def show_home(self, error: str = "", status: int = 200):
        """The page, with what stood against the last step."""
        version = announced_rules(self.round)
        rules = rules_of(version) if version else None
        lists = list(versions_of(self.round).reverse())
        scores, counts = score_counts(self.round), state_counts(self.round)
        return self.show(
            announced=version,
            is_lottery=bool(rules) and rules.rubric is None,
            has_interview=bool(rules) and bool(marked_items(rules)),
            awaits_marks=bool(rules) and awaits_marks(self.round, rules),
            states=[(state.label, counts[state]) for state in SHOWN_STATES],
            total=sum(counts[state] for state in SHOWN_STATES),
            scores=scores,
            scored_at=text_of(scores.last_at) if scores.last_at else "",
            lists=_list_rows(lists),
            open_list=next((one for one in lists if one.state == Selection.State.PROPOSED), None),
            waiting=self.waiting() if self.is_lead else [],
            open_sheets=self.open_sheets(),
            shown=SHOWN,
            error=error,
            status=status,
        )

    def waiting(self) -> list[dict]:
        """The lists of all rounds that wait for a decision, those of the user's own said so."""
        found = reachable(self.request, Selection).filter(state=Selection.State.PROPOSED)
        return [
            {
                "selection": one,
                "url": reverse("selection_detail", args=[one.pk]),
                "is_own": one.proposed_by_id == self.request.user.pk,
                "proposed_at": text_of(one.proposed_at),
            }
            for one in found.select_related("round", "proposed_by").order_by("proposed_at")
        ]

    def open_sheets(self) -> list[dict]:
        """The first of the score sheets somebody must look at, with what is open on each."""
        rows = Score.objects.of(self.district).filter(application__round=self.round)
        rows = rows.filter(Q(is_complete=False) | Q(needs_discussion=True)).select_related(
            "application__person", "application__round"
        )
        found = list(rows.defer("inputs").order_by("application__number")[:SHOWN])
        self.saw([row.application.person_id for row in found])
        return [
            {
                "receipt": row.application.receipt,
                "name": mask_name(row.application.person.name),
                "url": reverse("score_sheet", args=[row.application_id]),
                "lines": [line["label"] for line in row.lines if line["flags"]],
            }
            for row in found
        ]


def _list_rows(lists: list[Selection]) -> list[dict]:
    counts = outcome_counts(lists)
    states = SelectionEntry.State
    return [
        {
            "selection": one,
            "url": reverse("selection_detail", args=[one.pk]),
            "proposed_at": text_of(one.proposed_at),
            "decided_at": text_of(one.decided_at) if one.decided_at else "",
            "selected": counts[one.pk][states.SELECTED],
            "left": counts[one.pk][LEFT],
            "reserve": counts[one.pk][states.RESERVE],
            "not_selected": counts[one.pk][states.NOT_SELECTED],
        }
        for one in lists
    ]


class ScoreRound(SelectionHome):
    """Score everybody of the round."""

    write_permission = Permission.SELECT

    def get(self, request, pk):
        return redirect("round_selection", pk)

    def post(self, request, pk):
        self.load_round(pk)
        try:
            with acting(request.user, reason="점수 산정", via=Via.FORM), transaction.atomic():
                told = score_round(self.round)
        except Refused as error:
            return self.show_home(str(error), 422)
        except StaleRecord:
            return self.show_home(STALE, 409)
        messages.success(
            request,
            f"{told.sheets:,}명의 점수를 산정해 심사표 {told.written:,}건을 새로 적었습니다.",
        )
        if told.incomplete:
            messages.warning(
                request,
                f"{told.incomplete:,}명은 확인할 항목이 남아 점수가 정해지지 않았습니다. 아래 "
                "‘확인할 심사표’에서 까닭을 보세요.",
            )
        return redirect("round_selection", pk)
