"""심사표: every line of one applicant's points, what it rests on, and where they would stand."""

from jobportal.platform.display import text_of
from jobportal.platform.permissions import Permission
from jobportal.platform.rules.rubric import ScoreItem
from jobportal.platform.rules.scorelines import Section, points_text
from jobportal.platform.rules.tiebreaks import TieField
from participants.models import Application, Score, SelectionEntry
from participants.selection.outcomes import material_of
from participants.selection.scores import DISCUSS, TIE, TO_CONFIRM, exact
from participants.selection.standing import standing_of
from participants.views.selection_page import SelectionPage
from participants.views.shown import name_and_birth
from programs.forms.bands import band_words
from programs.preparation import rules_of

FLAGS = {TO_CONFIRM: "확인 필요", DISCUSS: "협의 필요"}


class ApplicantPage(SelectionPage):
    """A page about one applicant's points."""

    def load(self, pk: int) -> None:
        """The application of the address and its score sheet, if there is one."""
        self.application = self.found(Application, pk, "person")
        self.load_round(self.application.round_id)
        self.application.round = self.round
        sheets = Score.objects.filter(application=self.application).select_related("rules")
        self.score = sheets.first()
        if self.score is not None:
            self.score.application = self.application


class ScoreSheetPage(ApplicantPage):
    """심사표."""

    template = "participants/selection/score_sheet.html"
    title = "심사표"
    personal_task = "심사표 확인"

    def get(self, request, pk):
        self.load(pk)
        self.saw([self.application.person_id])
        person = self.application.person
        return self.show(
            application=self.application,
            **name_and_birth(self, person, self.application),
            score=self.score,
            entries=_entries(self.application),
            **(self.sheet(self.score) if self.score else {}),
        )

    def sheet(self, score: Score) -> dict:
        """The lines; what they rest on is shown only to who screens."""
        inputs = score.inputs_by_code
        sees_values = self.may_for(Permission.SCREEN, self.application)
        shown = inputs if sees_values else {}
        return {
            "total": points_text(exact(score.total_hundredths)),
            "scored_at": text_of(score.scored_at),
            "rows": _rows(score, shown),
            "ties": _ties(shown),
            "is_destroyed": not inputs,
            "sees_values": sees_values,
        }


def _rows(score: Score, inputs: dict) -> list[dict]:
    rubric = rules_of(score.rules).rubric
    items = {item.code: item for item in rubric.criteria} if rubric else {}
    return [_row(line, items.get(line["code"]), rubric, inputs) for line in score.lines]


def _row(line: dict, item: ScoreItem | None, rubric, inputs: dict) -> dict:
    kept = inputs.get(line["code"], {})
    band = line["band"]
    return {
        "section": Section(line["section"]).label,
        "label": line["label"],
        "input": kept.get("input", ""),
        "sentence": kept.get("sentence", ""),
        "band": band_words(item, item.bands[band]) if item and band is not None else "",
        "evidence": item.evidence if item else "",
        "most": points_text(rubric.weighted(item, item.max_points)) if item else "",
        "points": points_text(exact(line["points"])),
        "flags": [FLAGS[flag] for flag in line["flags"]],
    }


def _ties(inputs: dict) -> list[tuple[str, str]]:
    return [
        (TieField(key.removeprefix(TIE)).label, kept["input"])
        for key, kept in inputs.items()
        if key.startswith(TIE)
    ]


def _entries(application: Application) -> list[SelectionEntry]:
    """The outcomes of the applicant in every version of the list, the newest first."""
    entries = SelectionEntry.objects.filter(application=application)
    return list(entries.select_related("selection__round").order_by("-selection__number"))


class StandingPage(ApplicantPage):
    """순위 살펴보기: rank, cut-off, points short, and what more points would bring."""

    template = "participants/selection/standing.html"
    title = "순위 살펴보기"
    personal_task = "신청인 순위 확인"

    def get(self, request, pk):
        self.load(pk)
        self.saw([self.application.person_id])
        material, receipt = material_of(self.round), self.application.receipt
        is_ranked = bool(self.score and material) and receipt in material.entries
        found = standing_of(material, receipt, self.score.lines) if is_ranked else None
        return self.show(
            application=self.application,
            name=name_and_birth(self, self.application.person, self.application)["name"],
            total=_points(exact(self.score.total_hundredths)) if self.score else "",
            standing=found,
            cut_off=_points(found and found.row.placing.cut_off),
            short_by=_points(found and found.row.placing.short_by),
            raises=[
                {"label": one.label, "points": points_text(one.points), "rank": one.rank}
                for one in (found.raises if found else ())
            ],
        )


def _points(value) -> str:
    return "" if value is None else points_text(value)
