"""모의 선발: what other numbers would do to the round's list; nothing is ever saved here."""

from jobportal.platform.masking import mask_name
from jobportal.platform.permissions import Permission
from jobportal.platform.rules.scorelines import points_text
from jobportal.platform.values.money import number_text
from participants.forms.what_if import TrialForm
from participants.selection.costs import Cost, cost_words, hourly_won, monthly_cost
from participants.selection.outcomes import Material, Row, material_of
from participants.selection.quota import POOL_LABELS
from participants.selection.whatif import Answered, Trial, try_out
from participants.views.selection_page import SelectionPage

SHOWN = 100


class WhatIf(SelectionPage):
    """모의 선발."""

    permission = Permission.SELECT
    template = "participants/selection/what_if.html"
    title = "모의 선발"
    personal_task = "모의 선발"

    def get(self, request, pk):
        self.load(pk)
        self.saw([])
        return self.show_trial(TrialForm(material=self.material) if self.can_try else None)

    def load(self, pk: int) -> None:
        """The round and what its list is made from."""
        self.load_round(pk)
        self.material: Material | None = material_of(self.round)
        self.can_try = bool(
            self.material and not self.material.is_lottery and self.material.applications
        )

    def show_trial(self, form: TrialForm | None, status: int = 200, **result):
        """The form and, of a trial, what it came to."""
        return self.show(
            form=form,
            parts=form.shown() if form else [],
            is_lottery=bool(self.material) and self.material.is_lottery,
            count=len(self.material.applications) if self.material else 0,
            shown=SHOWN,
            status=status,
            **result,
        )

    def post(self, request, pk):
        self.load(pk)
        self.saw([])
        if not self.can_try:
            return self.show_trial(None, 422)
        form = TrialForm(request.POST, material=self.material)
        if not form.is_valid():
            return self.show_trial(form, 422)
        answered = try_out(self.material, form.trial)
        return self.show_trial(
            form,
            has_result=True,
            has_changes=form.has_changes,
            gap=gap_words(form.trial),
            comparison=answered.comparison,
            groups=self.groups(answered),
            admitted=len(answered.admitted),
            refused=len(answered.refused),
            rescored=len(answered.rescored),
            **self.costs(answered),
        )

    def groups(self, answered: Answered) -> list[dict]:
        """Who enters, leaves and moves: the first of each, masked."""
        before, after = (
            {row.placing.number: row for row in outcome.rows}
            for outcome in (answered.before, answered.after)
        )
        found = answered.comparison
        groups = []
        for label, receipts in (
            ("새로 선발되는 사람", found.enters),
            ("선발에서 빠지는 사람", found.leaves),
            ("자리가 바뀌는 사람", found.moves),
        ):
            shown = receipts[:SHOWN]
            rows = [self.row(before.get(one), after.get(one)) for one in shown]
            groups.append({"label": label, "count": len(receipts), "rows": rows})
        return groups

    def row(self, before: Row | None, after: Row | None) -> dict:
        """One applicant's change; who is kept out stands in no list any more."""
        application = (after or before).application
        self.saw([application.person_id])
        return {
            "receipt": application.receipt,
            "name": mask_name(application.person.name),
            "before": self.words(before),
            "after": self.words(after),
            "reason": after.placing.reason if after else "바꾼 자격 조건을 충족하지 않습니다.",
        }

    def words(self, row: Row | None) -> str:
        """An outcome with rank and score in words."""
        if row is None:
            return "명단에 없음"
        placing = row.placing
        titles = {project.code: project.label for project in self.material.projects}
        parts = [
            placing.state.label,
            POOL_LABELS.get(placing.pool, placing.pool),
            titles.get(placing.project, ""),
            f"{row.rank:,}위 {points_text(row.score)}점",
        ]
        return " · ".join(part for part in parts if part)

    def costs(self, answered: Answered) -> dict:
        """A month's wages before and after; words when no wage is in force."""
        try:
            hourly = hourly_won(self.material)
        except LookupError as error:
            return {"cost_fault": str(error)}
        before: Cost = monthly_cost(self.material, answered.before, hourly)
        after: Cost = monthly_cost(answered.tried, answered.after, hourly)
        return {
            "cost_before": before,
            "cost_after": after,
            "cost_more": number_text(after.won - before.won),
            "people_more": number_text(after.people - before.people),
            "cost_words": cost_words(self.material, hourly),
        }


def gap_words(trial: Trial) -> str:
    """That posts by pool and by project differ, so that only the fewer are filled; or ""."""
    wanted = sum(pool.posts for pool in trial.pools)
    room = sum(project.posts for project in trial.projects)
    if wanted == room or not room:
        return ""
    return (
        f"모집 구분별 인원의 합 {wanted:,}명과 대상사업별 인원의 합 {room:,}명이 다릅니다. "
        "적은 쪽까지만 선발되니 두 인원을 함께 바꾸세요."
    )
