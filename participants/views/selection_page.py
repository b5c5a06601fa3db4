"""The base of pages about the points and the list of a round, and their rows."""

from django.urls import reverse

from jobportal.platform.masking import mask_name
from jobportal.platform.permissions import Permission
from jobportal.platform.rules.scorelines import points_text
from participants.models import SelectionEntry
from participants.selection.outcomes import Row
from participants.selection.quota import POOL_LABELS
from participants.selection.scores import exact
from participants.views.round_page import RoundPage


class SelectionPage(RoundPage):
    """A page about the points or the list of a round."""

    permission = Permission.SEE_APPLICANTS
    step = "round_selection"

    @property
    def may_propose(self) -> bool:
        """Whether the user makes scores and proposes lists."""
        return self.may_for(Permission.SELECT, self.round)

    def breadcrumbs(self):
        home = ("점수·선발", reverse("round_selection", args=[self.round.pk]))
        *way, here = super().breadcrumbs()
        return [*way, here] if self.title == home[0] else [*way, home, here]

    def show(self, template: str = "", status: int = 200, **context):
        frame = {"may_propose": self.may_propose}
        return super().show(template, status, **{**frame, **context})


def entry_row(entry: SelectionEntry) -> dict:
    """A stored outcome as lists show it, the name masked."""
    score = entry.score_hundredths
    return {
        "rank": entry.rank,
        "receipt": entry.application.receipt,
        "name": mask_name(entry.application.person.name),
        "score": "" if score is None else points_text(exact(score)),
        "state": entry.get_state_display(),
        "reserve_rank": entry.reserve_rank or "",
        "pool": POOL_LABELS.get(entry.pool, entry.pool),
        "project": entry.project.title if entry.project else "",
        "choice": entry.choice or "",
        "is_tied": bool(entry.tie) and score is not None,
        "url": reverse("selection_entry", args=[entry.selection_id, entry.pk]),
    }


def outcome_row(row: Row, projects: dict[str, str]) -> dict:
    """An outcome that is not stored yet, as lists show it."""
    placing = row.placing
    return {
        "rank": row.rank,
        "receipt": row.application.receipt,
        "name": mask_name(row.application.person.name),
        "score": "" if row.score is None else points_text(row.score),
        "state": placing.state.label,
        "reserve_rank": placing.reserve_rank or "",
        "pool": POOL_LABELS.get(placing.pool, placing.pool),
        "project": projects.get(placing.project, ""),
        "choice": placing.choice or "",
        "is_tied": bool(row.tie) and row.score is not None,
        "reason": placing.reason,
        "url": reverse("score_sheet", args=[row.application.pk]) if row.score is not None else "",
    }
