"""The form of a round's scoring table, made from the table as it stands: points, bands, weights."""

from dataclasses import replace

from django import forms

from jobportal.platform.rules.codes import DayBasis
from jobportal.platform.rules.rubric import Method, ReviewMethod, Rubric, ScoreInput, ScoreItem
from programs.forms.adjustments import AdjustmentFields
from programs.forms.bands import BandFields
from programs.forms.item_part import ItemPart
from programs.forms.points import PointsField
from programs.forms.text import PlainTextField
from programs.forms.values import ValueFields, counts_members

_REVIEW = ("min_reviewers", "min_external", "spread_limit")


class RubricForm(BandFields, ValueFields, AdjustmentFields, forms.Form):
    """Points, bounds and weights of every item, bonus and deduction; an emptied row goes."""

    total = forms.IntegerField(
        label="만점",
        required=False,
        min_value=1,
        max_value=10_000,
        help_text="고려요소 최고 점수의 합과 같아야 합니다. 만점을 두지 않으려면 비워 두세요.",
    )
    day = forms.ChoiceField(
        label="점수의 기준일",
        choices=[(day.value, day.label) for day in DayBasis],
        help_text="나이, 거주, 참여 이력과 감점의 조회 기간을 이날로 봅니다.",
    )
    document_weight = forms.IntegerField(label="서류 반영 비율(%)", min_value=0, max_value=100)
    interview_weight = forms.IntegerField(label="면접 반영 비율(%)", min_value=0, max_value=100)
    review_method = forms.ChoiceField(
        label="심사위원 점수 합치기",
        choices=[(method.value, method.label) for method in ReviewMethod],
    )
    min_reviewers = forms.IntegerField(label="최소 심사위원 수", min_value=1, max_value=20)
    min_external = forms.IntegerField(
        label="최소 외부위원 수",
        min_value=0,
        max_value=20,
        help_text="심사위원 가운데 외부위원의 수입니다. 정하지 않으면 0을 적으세요.",
    )
    spread_limit = PointsField(
        label="심사위원 점수 차 한도",
        help_text="이 차이를 넘으면 다시 논의합니다. 없으면 비워 두세요.",
    )

    def __init__(self, data=None, *, rubric: Rubric):
        super().__init__(data)
        self.rubric, self.changed_rubric = rubric, None
        for name in list(self.fields):
            self.fields[name].initial = getattr(rubric, name)
        for name in ("review_method", "day"):
            self.fields[name].initial = getattr(rubric, name).value
        self.parts = [ItemPart(f"item-{n}", item) for n, item in enumerate(rubric.criteria)]
        for part in self.parts:
            self._add_item(part)
        for at, group in enumerate(rubric.bonuses):
            self._add_bonuses(f"bonus-{at}", group)
        for at, penalty in enumerate(rubric.penalties):
            self._add_penalty(f"penalty-{at}", penalty)

    def _add_item(self, part: ItemPart) -> None:
        item, key = part.item, part.key
        self.fields[f"{key}-label"] = PlainTextField(
            label="고려요소 이름", max_length=60, initial=item.label
        )
        self.fields[f"{key}-max"] = PointsField(
            label="최고 점수", required=True, initial=item.max_points
        )
        self.fields[f"{key}-drop"] = forms.BooleanField(label="빼기", required=False)
        if item.method is Method.COUNT:
            self.fields[f"{key}-each"] = PointsField(
                label="하나당 점수", required=True, initial=item.points_each
            )
        if item.input is ScoreInput.PARTICIPATION_ROUNDS:
            self.fields[f"{key}-window"] = forms.IntegerField(
                label="조회 기간(개월, 0이면 전체)",
                min_value=0,
                max_value=600,
                initial=item.window_months,
            )
        self._add_values(part)
        self._add_bands(part)

    # ---- reading ---------------------------------------------------------------------------

    def clean_min_external(self) -> int:
        """No more from outside than there are reviewers."""
        asked, least = self.cleaned_data["min_external"], self.cleaned_data.get("min_reviewers")
        if least is not None and asked > least:
            raise forms.ValidationError(
                f"최소 심사위원 수({least}명)보다 클 수 없습니다. 어느 한쪽을 고치세요."
            )
        return asked

    def clean(self):
        """Build the table; what stands against an item is said at it, against all above it."""
        given = super().clean()
        if self.errors:
            return given
        parts = [part for part in self.parts if not given[f"{part.key}-drop"]]
        for part in parts:
            self._check_values(part, given)
        if self.errors:
            return given
        items = [self._item(part, given) for part in parts]
        if self.errors:
            return given
        try:
            self.changed_rubric = replace(
                self.rubric,
                criteria=tuple(items),
                bonuses=self._groups(given),
                penalties=self._penalties(given),
                review_method=ReviewMethod(given["review_method"]),
                day=DayBasis(given["day"]),
                **{name: given[name] for name in ("total", "document_weight", "interview_weight")},
                **{name: given[name] for name in _REVIEW},
            )
        except ValueError as error:
            self.add_error(None, str(error))
        return given

    def _item(self, part: ItemPart, given: dict) -> ScoreItem | None:
        item, key = part.item, part.key
        try:
            changed = replace(
                item,
                label=given[f"{key}-label"],
                max_points=given[f"{key}-max"],
                points_each=given.get(f"{key}-each", item.points_each),
                window_months=given.get(f"{key}-window", item.window_months),
                choices=tuple(self._choices(part, given)),
                options=self._options(part, given),
                bands=tuple(self._bands(part, given)),
            )
        except ValueError as error:
            self.add_error(f"{key}-max", str(error))
            return None
        # A number typed here is no longer the one a published paper states.
        return changed if changed == item else replace(changed, is_sourced=False)

    # ---- showing ---------------------------------------------------------------------------

    def head(self) -> list:
        """The fields of the whole table."""
        names = ("total", "day", "document_weight", "interview_weight")
        return [self[name] for name in (*names, "review_method", *_REVIEW)]

    def items(self) -> list[dict]:
        """Every item with its fields, its rows of bands and the points of its values."""
        return [
            {
                "item": part.item,
                "key": part.key,
                "name": self[f"{part.key}-label"],
                "max": self[f"{part.key}-max"],
                "drop": self[f"{part.key}-drop"],
                "extras": [
                    self[f"{part.key}-{name}"]
                    for name in ("each", "window")
                    if f"{part.key}-{name}" in self.fields
                ],
                "choices": self.flag_points(part),
                "options": self[f"{part.key}-options"] if counts_members(part) else None,
                "values": self.value_rows(part),
                "bands": self.band_rows(part),
            }
            for part in self.parts
        ]
