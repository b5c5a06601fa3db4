"""One version of a selection list with everyone's outcome, and the score sheet of one applicant."""

from django.core.paginator import Paginator
from django.urls import reverse

from jobportal.platform.display import text_of
from jobportal.platform.masking import mask_birth, mask_name
from jobportal.platform.permissions import Permission
from jobportal.platform.rules.scorelines import Section
from jobportal.platform.values.money import number_text
from participants.differences import differences
from participants.models import Application, Score, Selection, SelectionEntry
from participants.quota import POOL_LABELS
from participants.scores import DISCUSS, TO_CONFIRM
from participants.selections import digest_of, entries_of
from participants.views.round_page import RoundPage
from participants.views.selection import pool_text

PER_PAGE = 50
E = SelectionEntry.State


def points(hundredths: int | None) -> str:
    """Points as they are printed: 82.5, 70, △5; "" where lots decided."""
    if hundredths is None:
        return ""
    whole, rest = divmod(abs(hundredths), 100)
    tail = f".{rest:02}".rstrip("0").rstrip(".") if rest else ""
    return f"{'△' if hundredths < 0 else ''}{number_text(whole)}{tail}"


class SelectionDetail(RoundPage):
    """명단 한 판: entries, what it changes, its hash worked out anew."""

    permission = Permission.SEE_APPLICANTS
    template = "participants/selection_list.html"
    step = "round_selection"
    personal_task = "선발 명단 확인"

    def get(self, request, pk):
        selection = self.found(Selection, pk, "round", "rules", "proposed_by", "decided_by")
        self.load_round(selection.round_id)
        self.title = f"선발안 제{selection.number}판"
        entries = entries_of(selection)
        chosen = {name: request.GET.get(name, "") for name in ("state", "pool", "project")}
        found = [entry for entry in entries if _fits(entry, chosen)]
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        changes = self.changes(selection, entries)
        self.saw(
            [entry.application.person_id for entry in page]
            + [one.application.person_id for one in changes]
        )
        return self.show(
            selection=selection,
            proposed_at=text_of(selection.proposed_at),
            decided_at=text_of(selection.decided_at) if selection.decided_at else "",
            digest_holds=digest_of(selection, entries) == selection.digest,
            seed=selection.terms.get("seed", ""),
            states=E.choices,
            pools=sorted({(entry.pool, pool_text(entry.pool)) for entry in entries if entry.pool}),
            projects=sorted({(e.project_id, e.project.title) for e in entries if e.project}),
            chosen=chosen,
            count=len(found),
            rows=[_row(entry) for entry in page],
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number)),
            query="&".join(f"{name}={value}" for name, value in chosen.items() if value),
            changes=[
                {
                    "kind": one.kind.value,
                    "receipt": one.application.receipt,
                    "name": mask_name(one.application.person.name),
                    "before": one.before,
                    "after": one.after,
                }
                for one in changes
            ],
        )

    def changes(self, selection: Selection, entries: list[SelectionEntry]):
        """What it changes of the approved version before it; nothing for a first one."""
        earlier = Selection.objects.filter(
            round=selection.round_id, number__lt=selection.number, state=Selection.State.APPROVED
        ).order_by("-number")
        before = earlier.select_related("round").first()
        return differences(entries_of(before), entries) if before else []


def _fits(entry: SelectionEntry, chosen: dict[str, str]) -> bool:
    return (
        chosen["state"] in ("", entry.state)
        and chosen["pool"] in ("", entry.pool)
        and chosen["project"] in ("", str(entry.project_id))
    )


def _row(entry: SelectionEntry) -> dict:
    application = entry.application
    outcome = entry.get_state_display()
    return {
        "rank": entry.rank,
        "url": reverse("score_sheet", args=[application.pk]),
        "receipt": application.receipt,
        "name": mask_name(application.person.name),
        "birth": mask_birth(application.person.birth_on),
        "score": points(entry.score_hundredths),
        "state": f"{outcome} {entry.reserve_rank:,}번" if entry.reserve_rank else outcome,
        "pool": POOL_LABELS.get(entry.pool, entry.pool),
        "project": entry.project.title if entry.project else "",
        "reason": entry.reason,
        "tie": entry.tie,
    }


class ScoreSheet(RoundPage):
    """심사표: every line with what it was worked out from, and each list's outcome with its reason.

    What the lines were worked out from is shown only to who screens, and is gone once destroyed.
    """

    permission = Permission.SEE_APPLICANTS
    template = "participants/score_sheet.html"
    title, step = "심사표", "round_selection"
    personal_task = "심사표 확인"

    def get(self, request, pk):
        application = self.found(Application, pk, "person")
        self.load_round(application.round_id)
        application.round = self.round
        score = Score.objects.filter(application=application).select_related("rules").first()
        self.saw([application.person_id])
        entries = SelectionEntry.objects.filter(application=application)
        entries = entries.select_related("selection__round", "project").order_by("-selection")
        may_see = self.may(Permission.SCREEN)
        return self.show(
            application=application,
            name=mask_name(application.person.name),
            score=score,
            scored_at=text_of(score.scored_at) if score else "",
            total=points(score.total_hundredths) if score else "",
            lines=_lines(score, may_see) if score else [],
            may_see_inputs=may_see,
            is_destroyed=bool(score and not score.inputs),
            outcomes=[{**_outcome(entry), "selection": entry.selection} for entry in entries],
        )


def _lines(score: Score, may_see_inputs: bool) -> list[dict]:
    inputs = score.inputs_by_code if may_see_inputs else {}
    sections = {section.value: section.label for section in Section}
    return [
        {
            "section": sections.get(line["section"], line["section"]),
            "label": line["label"],
            "input": inputs.get(line["code"], {}).get("input", ""),
            "sentence": inputs.get(line["code"], {}).get("sentence", ""),
            "points": points(line["points"]),
            "is_open": TO_CONFIRM in line["flags"],
            "is_discussed": DISCUSS in line["flags"],
        }
        for line in score.lines
    ]


def _outcome(entry: SelectionEntry) -> dict:
    outcome = entry.get_state_display()
    return {
        "rank": entry.rank,
        "state": f"{outcome} {entry.reserve_rank:,}번" if entry.reserve_rank else outcome,
        "reason": entry.reason,
        "tie": entry.tie,
    }
