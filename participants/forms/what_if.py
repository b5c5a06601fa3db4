"""The form of a trial: the numbers of a round's conditions, points and posts, to be changed."""

from dataclasses import dataclass, replace
from fractions import Fraction

from django import forms

from jobportal.platform.formfields import WonFormField
from jobportal.platform.rules.catalogue import CATALOGUE, ParamSpec
from jobportal.platform.rules.codes import ParamKind
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.inputs import choice_text
from jobportal.platform.rules.rubric import Band, BonusGroup, Method, Rubric, ScoreItem
from participants.selection.outcomes import Material
from participants.selection.whatif import Trial
from programs.forms.bands import band_words, column_words
from programs.forms.points import PointsField, exact_text

_NUMBERS = (ParamKind.INTEGER, ParamKind.WON, ParamKind.PERCENT)
_MOST_POSTS = 100_000
_TEXT = forms.TextInput(attrs={"class": "number", "inputmode": "numeric", "autocomplete": "off"})


@dataclass(frozen=True)
class Group:
    """Fields that belong together on the page."""

    label: str
    fields: tuple


class TrialForm(forms.Form):
    """Every number that can be tried, filled in as it stands; nothing of it is ever saved.

    A changed most of an item stretches its bands and values alike, unless those were changed too;
    a border is the limit of the bands that begin and end there.
    """

    def __init__(self, data=None, *, material: Material):
        super().__init__(data)
        self.material, self.trial = material, None
        self.groups: dict[str, list] = {"rules": [], "points": [], "posts": []}
        for criterion in material.rules.criteria:
            self._add_condition(criterion)
        rubric = material.rules.rubric
        for at, item in enumerate(rubric.criteria):
            self._add_item(f"item-{at}", item)
        for at, group in enumerate(rubric.bonuses):
            self._add_bonuses(f"bonus-{at}", group)
        self._add_weights(rubric)
        self._add_posts()

    def _add(self, part: str, label: str, fields: dict[str, forms.Field]) -> None:
        if fields:
            self.fields.update(fields)
            self.groups[part].append((label, list(fields)))

    def _add_condition(self, criterion: Criterion) -> None:
        specs = [p for p in CATALOGUE[criterion.code].params if p.kind in _NUMBERS]
        fields = {
            f"{criterion.code}-{spec.name}": _number(spec, criterion.params[spec.name])
            for spec in specs
        }
        self._add("rules", criterion.code.label, fields)

    def _add_item(self, key: str, item: ScoreItem) -> None:
        if item.method is Method.MANUAL:
            return
        fields = {f"{key}-most": _points("최고 점수(배점)", item.max_points)}
        for at, band in enumerate(item.bands):
            fields[f"{key}-band-{at}"] = _points(band_words(item, band), band.points)
        for at, (column, limit) in enumerate(_borders(item)):
            words = " ".join(filter(None, (column_words(item, column), "경계", exact_text(limit))))
            fields[f"{key}-border-{at}"] = _points(words, limit)
        for at, choice in enumerate(item.choices):
            fields[f"{key}-choice-{at}"] = _points(choice_text(choice.value), choice.points)
        if item.method is Method.COUNT:
            fields[f"{key}-each"] = _points("하나당 점수", item.points_each)
        self._add("points", f"{item.label} · {item.input.label}", fields)

    def _add_bonuses(self, key: str, group: BonusGroup) -> None:
        fields = {
            f"{key}-{at}": _points(bonus.label, bonus.points)
            for at, bonus in enumerate(group.bonuses)
        }
        self._add("points", f"가점: {group.label}", fields)

    def _add_weights(self, rubric: Rubric) -> None:
        names = {"document_weight": "서류 반영 비율(%)", "interview_weight": "면접 반영 비율(%)"}
        fields = {
            name: forms.IntegerField(
                label=label, min_value=0, max_value=100, initial=getattr(rubric, name), widget=_TEXT
            )
            for name, label in names.items()
        }
        self._add("points", "반영 비율", fields)

    def _add_posts(self) -> None:
        for label, parts in (
            ("모집 구분별 인원", self.material.pools),
            ("대상사업별 인원", self.material.projects),
        ):
            kind = "pool" if parts is self.material.pools else "project"
            fields = {
                f"{kind}-{at}": forms.IntegerField(
                    label=part.label,
                    min_value=0,
                    max_value=_MOST_POSTS,
                    initial=part.posts,
                    widget=_TEXT,
                )
                for at, part in enumerate(parts)
            }
            self._add("posts", label, fields)

    def shown(self) -> list[dict]:
        """The groups in three parts, and whether anything in a part differs from what stands."""
        labels = {"rules": "자격 조건의 기준값", "points": "배점", "posts": "인원"}
        return [
            {
                "label": labels[part],
                "groups": [Group(label, tuple(self[n] for n in names)) for label, names in groups],
                "is_open": any(self._differs(name) for _, names in groups for name in names),
            }
            for part, groups in self.groups.items()
            if groups
        ]

    def _differs(self, name: str) -> bool:
        if not self.is_bound or name in self.errors:
            return self.is_bound
        return self.cleaned_data.get(name) != self.fields[name].initial

    @property
    def has_changes(self) -> bool:
        """Whether any number differs from what stands."""
        return any(self._differs(name) for name in self.fields)

    # ---- reading ---------------------------------------------------------------------------

    def clean(self):
        """Build the trial; what the rules refuse is said above all fields."""
        given = super().clean()
        if self.errors:
            return given
        try:
            self.trial = self._trial(given)
        except ValueError as error:
            self.add_error(None, str(error))
        return given

    def _trial(self, given: dict) -> Trial:
        material, rules = self.material, self.material.rules
        rubric = rules.rubric
        tried = replace(
            rubric,
            total=None,
            criteria=tuple(
                self._item(f"item-{at}", item, given) for at, item in enumerate(rubric.criteria)
            ),
            bonuses=tuple(
                self._bonus_group(f"bonus-{at}", group, given)
                for at, group in enumerate(rubric.bonuses)
            ),
            document_weight=given["document_weight"],
            interview_weight=given["interview_weight"],
        )
        criteria = tuple(self._criterion(one, given) for one in rules.criteria)
        return Trial(
            replace(rules, criteria=criteria, rubric=tried),
            tuple(replace(p, posts=given[f"pool-{at}"]) for at, p in enumerate(material.pools)),
            tuple(
                replace(p, posts=given[f"project-{at}"]) for at, p in enumerate(material.projects)
            ),
        )

    def _criterion(self, one: Criterion, given: dict) -> Criterion:
        names = {name: f"{one.code}-{name}" for name in one.params}
        changed = {name: given[field] for name, field in names.items() if field in self.fields}
        return replace(one, params={**one.params, **changed})

    def _item(self, key: str, item: ScoreItem, given: dict) -> ScoreItem:
        if item.method is Method.MANUAL:
            return item
        most = given[f"{key}-most"]
        ratio = most / item.max_points if item.max_points else Fraction(1)

        def tried(name: str, old: Fraction) -> Fraction:
            new = given[f"{key}-{name}"]
            return new if new != old else old * ratio

        moved = {one: given[f"{key}-border-{at}"] for at, one in enumerate(_borders(item))}
        return replace(
            item,
            max_points=most,
            bands=tuple(
                replace(_moved(band, moved), points=tried(f"band-{at}", band.points))
                for at, band in enumerate(item.bands)
            ),
            choices=tuple(
                replace(choice, points=tried(f"choice-{at}", choice.points))
                for at, choice in enumerate(item.choices)
            ),
            points_each=tried("each", item.points_each)
            if item.method is Method.COUNT
            else item.points_each,
        )

    def _bonus_group(self, key: str, group: BonusGroup, given: dict) -> BonusGroup:
        bonuses = tuple(
            replace(bonus, points=given[f"{key}-{at}"]) for at, bonus in enumerate(group.bonuses)
        )
        return replace(group, bonuses=bonuses)


def _number(spec: ParamSpec, value: int) -> forms.Field:
    """The field of a number of a condition."""
    if spec.kind is ParamKind.WON:
        return WonFormField(empty_value=None, label=spec.label, initial=value)
    most = 1_000 if spec.kind is ParamKind.PERCENT else 10_000
    return forms.IntegerField(
        label=spec.label, min_value=0, max_value=most, initial=value, widget=_TEXT
    )


Border = tuple[str, Fraction]
"""The column and the number at which one band ends and the next begins."""


def _borders(item: ScoreItem) -> list[Border]:
    """Every border once, in the order of the bands; a band of one number has none."""
    found: dict[Border, None] = {}
    for band in item.bands:
        if band.lower != band.upper:
            limits = [limit for limit in (band.lower, band.upper) if limit is not None]
            found |= dict.fromkeys((band.qualifier, limit) for limit in limits)
    return list(found)


def _moved(band: Band, moved: dict[Border, Fraction]) -> Band:
    """The band between the borders where they are tried."""
    if band.lower == band.upper:
        return band
    return replace(
        band,
        lower=moved.get((band.qualifier, band.lower)),
        upper=moved.get((band.qualifier, band.upper)),
    )


def _points(label: str, value: Fraction) -> PointsField:
    return PointsField(label=label, required=True, initial=value)
