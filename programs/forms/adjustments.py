"""The part of the scoring table's form that holds bonuses and deductions."""

from dataclasses import replace

from django import forms

from jobportal.platform.rules.rubric import BonusGroup, Penalty, Rubric, Stacking
from programs.forms.points import PointsField


def _drop(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class AdjustmentFields:
    """Fields of every group of bonuses and every deduction of ``rubric``."""

    rubric: Rubric

    def _add_bonuses(self, key: str, group: BonusGroup) -> None:
        self.fields[f"{key}-stacking"] = forms.ChoiceField(
            label="합산 방식",
            choices=[(way.value, way.label) for way in Stacking],
            initial=group.stacking.value,
        )
        self.fields[f"{key}-cap"] = PointsField(
            label="한도",
            required=True,
            initial=group.cap,
            help_text="‘더하되 한도까지’일 때 씁니다.",
        )
        for at, bonus in enumerate(group.bonuses):
            self.fields[f"{key}-{at}"] = PointsField(
                label=bonus.label, required=True, initial=bonus.points
            )
            self.fields[f"{key}-{at}-drop"] = _drop(f"빼기: {bonus.label}")

    def _add_penalty(self, key: str, penalty: Penalty) -> None:
        self.fields[f"{key}-points"] = PointsField(
            label="뺄 점수", required=True, initial=penalty.points
        )
        self.fields[f"{key}-window"] = forms.IntegerField(
            label="조회 기간(개월, 0이면 전체)",
            min_value=0,
            max_value=600,
            initial=penalty.window_months,
        )
        self.fields[f"{key}-each"] = forms.BooleanField(
            label="건마다 감점", required=False, initial=penalty.is_each
        )
        self.fields[f"{key}-drop"] = _drop("빼기")

    def _groups(self, given: dict) -> tuple[BonusGroup, ...]:
        """The groups with what was typed; one that lost its last bonus is gone."""
        groups = (self._group(at, given) for at in range(len(self.rubric.bonuses)))
        return tuple(group for group in groups if group.bonuses)

    def _group(self, at: int, given: dict) -> BonusGroup:
        group, key = self.rubric.bonuses[at], f"bonus-{at}"
        return replace(
            group,
            stacking=Stacking(given[f"{key}-stacking"]),
            cap=given[f"{key}-cap"],
            bonuses=tuple(
                replace(bonus, points=given[f"{key}-{n}"])
                for n, bonus in enumerate(group.bonuses)
                if not given[f"{key}-{n}-drop"]
            ),
        )

    def _penalties(self, given: dict) -> tuple[Penalty, ...]:
        """The deductions with what was typed, without those taken out."""
        kept = [n for n in range(len(self.rubric.penalties)) if not given[f"penalty-{n}-drop"]]
        return tuple(self._penalty(n, given) for n in kept)

    def _penalty(self, at: int, given: dict) -> Penalty:
        key = f"penalty-{at}"
        return replace(
            self.rubric.penalties[at],
            points=given[f"{key}-points"],
            window_months=given[f"{key}-window"],
            is_each=given[f"{key}-each"],
        )

    def bonus_groups(self) -> list[dict]:
        """Every group of bonuses with its fields."""
        return [
            {
                "group": group,
                "fields": [
                    *(
                        self[f"bonus-{at}-{n}{end}"]
                        for n in range(len(group.bonuses))
                        for end in ("", "-drop")
                    ),
                    self[f"bonus-{at}-stacking"],
                    self[f"bonus-{at}-cap"],
                ],
            }
            for at, group in enumerate(self.rubric.bonuses)
        ]

    def penalties(self) -> list[dict]:
        """Every deduction with its fields."""
        names = ("points", "window", "each", "drop")
        return [
            {"penalty": penalty, "fields": [self[f"penalty-{at}-{name}"] for name in names]}
            for at, penalty in enumerate(self.rubric.penalties)
        ]
