"""The form of a round's scoring table, made from the table as it stands: points, bands, weights."""

from dataclasses import dataclass, replace
from fractions import Fraction

from django import forms

from jobportal.platform.rules.codes import AgeGroup, DayBasis, PremiumType
from jobportal.platform.rules.rubric import (
    Band,
    Method,
    Qualifier,
    ReviewMethod,
    Rubric,
    ScoreInput,
    ScoreItem,
)
from programs.forms.adjustments import AdjustmentFields
from programs.forms.points import PointsField, exact_text
from programs.forms.text import PlainTextField
from programs.models import ParticipantType

COLUMNS = {
    Qualifier.PREMIUM_TYPE: [(kind.value, kind.label) for kind in PremiumType],
    Qualifier.PARTICIPANT_TYPE: list(ParticipantType.choices),
    Qualifier.AGE_GROUP: [(group.value, group.label) for group in AgeGroup],
}
_LOWER = [("True", "이상"), ("False", "초과")]
_UPPER = [("False", "미만"), ("True", "이하")]
_SPARE_BANDS = 1


def _side(label: str, choices: list, is_inclusive: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=lambda value: value == "True",
        initial=str(is_inclusive),
        required=False,
    )


@dataclass(frozen=True)
class ItemPart:
    """The names of the form fields of one item of the table."""

    key: str
    item: ScoreItem

    @property
    def band_count(self) -> int:
        """Rows of the band table, with the empty ones at the end."""
        return len(self.item.bands) + _SPARE_BANDS if self.item.method is Method.BAND else 0

    def band(self, at: int, name: str) -> str:
        """The field of one row of the band table."""
        return f"{self.key}-band-{at}-{name}"


class RubricForm(AdjustmentFields, forms.Form):
    """Points, bounds and weights of every item, bonus and deduction; an emptied band goes."""

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
        for at, choice in enumerate(item.choices):
            self.fields[f"{key}-choice-{at}"] = PointsField(
                label=choice_label(choice.value), required=True, initial=choice.points
            )
        for at in range(part.band_count):
            self._add_band(part, at, item.bands[at] if at < len(item.bands) else None)

    def _add_band(self, part: ItemPart, at: int, band: Band | None) -> None:
        start = band or Band(Fraction(0))
        if part.item.qualifier:
            self.fields[part.band(at, "qualifier")] = forms.ChoiceField(
                label="구분",
                choices=[("", "모두"), *COLUMNS[part.item.qualifier]],
                required=False,
                initial=start.qualifier,
            )
        lower = self.fields[part.band(at, "lower")] = PointsField(label="하한")
        lower.initial = start.lower
        self.fields[part.band(at, "lower_inclusive")] = _side(
            "하한 포함", _LOWER, start.lower_inclusive
        )
        upper = self.fields[part.band(at, "upper")] = PointsField(label="상한")
        upper.initial = start.upper
        self.fields[part.band(at, "upper_inclusive")] = _side(
            "상한 포함", _UPPER, start.upper_inclusive
        )
        points = self.fields[part.band(at, "points")] = PointsField(label="점수")
        points.initial = band.points if band else None

    # ---- reading ---------------------------------------------------------------------------

    def clean(self):
        """Build the table; what stands against an item is said at it, against all above it."""
        given = super().clean()
        if self.errors:
            return given
        items = [self._item(part, given) for part in self.parts if not given[f"{part.key}-drop"]]
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
                **{name: given[name] for name in ("min_reviewers", "spread_limit")},
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
                choices=tuple(
                    replace(choice, points=given[f"{key}-choice-{at}"])
                    for at, choice in enumerate(item.choices)
                ),
                bands=tuple(self._bands(part, given)),
            )
        except ValueError as error:
            self.add_error(f"{key}-max", str(error))
            return None
        # A number typed here is no longer the one a published paper states.
        return changed if changed == item else replace(changed, is_sourced=False)

    def _bands(self, part: ItemPart, given: dict):
        for at in range(part.band_count):
            row = {name: given[part.band(at, name)] for name in ("lower", "upper", "points")}
            if all(value is None for value in row.values()):
                continue
            if row["points"] is None:
                raise ValueError(f"[{part.item.label}] 구간 {at + 1}번째의 점수를 입력하세요.")
            yield Band(
                qualifier=given.get(part.band(at, "qualifier"), ""),
                lower_inclusive=given[part.band(at, "lower_inclusive")],
                upper_inclusive=given[part.band(at, "upper_inclusive")],
                **row,
            )

    # ---- showing ---------------------------------------------------------------------------

    def head(self) -> list:
        """The fields of the whole table."""
        names = ("total", "day", "document_weight", "interview_weight")
        return [self[name] for name in (*names, "review_method", "min_reviewers", "spread_limit")]

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
                "choices": [
                    self[f"{part.key}-choice-{at}"] for at in range(len(part.item.choices))
                ],
                "bands": [
                    {name: self[field] for name, field in self._band_fields(part, at)}
                    for at in range(part.band_count)
                ],
            }
            for part in self.parts
        ]

    def _band_fields(self, part: ItemPart, at: int):
        names = ("qualifier", "lower", "lower_inclusive", "upper", "upper_inclusive", "points")
        fields = [(name, part.band(at, name)) for name in names]
        return [(name, field) for name, field in fields if field in self.fields]


def choice_label(value: str) -> str:
    """The words of a value that gives points."""
    return {"YES": "해당", "NO": "해당 없음"}.get(value, value)


def column_words(item: ScoreItem, qualifier: str) -> str:
    """The column of a band in words: 직장가입자; "" for one that holds for everyone."""
    return str(dict(COLUMNS.get(item.qualifier, [])).get(qualifier, ""))


def band_words(item: ScoreItem, band: Band) -> str:
    """A band in words: “직장가입자 24,000 이상 36,000 미만”."""
    words = [column_words(item, band.qualifier)] if band.qualifier else []
    if band.lower is not None and band.lower == band.upper:
        return " ".join([*words, exact_text(band.lower)])
    if band.lower is not None:
        words.append(f"{exact_text(band.lower)} {'이상' if band.lower_inclusive else '초과'}")
    if band.upper is not None:
        words.append(f"{exact_text(band.upper)} {'이하' if band.upper_inclusive else '미만'}")
    if band.lower is None and band.upper is None:
        words.append("값과 관계없이")
    return " ".join(words)
