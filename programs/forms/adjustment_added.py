"""The forms that put a bonus or a deduction into a round's scoring table."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from django import forms

from jobportal.platform.rules.codes import VulnerableGroup
from jobportal.platform.rules.rubric import (
    Bonus,
    BonusGroup,
    Penalty,
    PenaltyKind,
    Rubric,
    ScoreInput,
    Stacking,
)
from programs.forms.eligibility import HELP, NamesField
from programs.forms.points import PointsField
from programs.forms.text import PlainTextField

NEW = "new"
_FLAGS = (ScoreInput.IS_RESIDENT, ScoreInput.IS_HOUSEHOLD_HEAD)
_WHO = [
    *((one.value, one.label.removesuffix(" 여부")) for one in _FLAGS),
    *((group.value, group.label) for group in VulnerableGroup),
    (ScoreInput.CERTIFICATES.value, "자격증(아래에 이름을 적음)"),
]
_MOST_MONTHS = 600


def _free(start: str, taken: Iterable[str]) -> str:
    """The first code of BONUS1, BONUS2 … that nothing of the table has."""
    used = set(taken)
    return next(code for n in range(1, len(used) + 2) if (code := f"{start}{n}") not in used)


def _codes(rubric: Rubric) -> list[str]:
    bonuses = [bonus.code for group in rubric.bonuses for bonus in group.bonuses]
    penalties = [penalty.code for penalty in rubric.penalties]
    return [*(item.code for item in rubric.criteria), *bonuses, *penalties]


def _number(label: str, help_text: str = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "number"})
    limits = {"min_value": 0, "max_value": _MOST_MONTHS}
    return forms.IntegerField(label=label, help_text=help_text, widget=widget, initial=0, **limits)


class BonusForm(forms.Form):
    """A new bonus: in a group that is there, or in one of its own."""

    who = forms.ChoiceField(label="가점 대상", choices=_WHO)
    certificate = PlainTextField(
        label="자격증 이름",
        required=False,
        max_length=60,
        help_text="자격증 이름에 이 말이 들어 있으면 가점을 줍니다. 예: 직업상담사",
    )
    points = PointsField(label="더할 점수", required=True)
    group = forms.ChoiceField(label="가점 묶음")
    group_label = PlainTextField(
        label="새 묶음 이름", required=False, max_length=60, help_text="예: 취업보호 가점"
    )
    stacking = forms.ChoiceField(
        label="새 묶음의 합산 방식",
        required=False,
        choices=[(way.value, way.label) for way in Stacking],
    )
    cap = PointsField(label="새 묶음의 한도", help_text="‘더하되 한도까지’일 때 적습니다.")

    def __init__(self, data=None, *, rubric: Rubric):
        super().__init__(data)
        self.rubric = rubric
        groups = [(str(at), group.label) for at, group in enumerate(rubric.bonuses)]
        self.fields["group"].choices = [*groups, (NEW, "새 묶음")]

    def clean(self):
        """A certificate has a name, a new group a name and, where it has a limit, that limit."""
        given = super().clean()
        if given.get("who") == ScoreInput.CERTIFICATES and not given.get("certificate"):
            self.add_error("certificate", "가점을 줄 자격증의 이름을 적으세요. 예: 직업상담사")
        if given.get("points") == 0:
            self.add_error("points", "0보다 큰 점수를 적으세요.")
        if given.get("group") == NEW and not given.get("group_label"):
            self.add_error("group_label", "새 묶음의 이름을 적으세요. 예: 취업보호 가점")
        is_capped = given.get("group") == NEW and given.get("stacking") == Stacking.CAP
        if is_capped and not given.get("cap") and "cap" not in self.errors:
            self.add_error("cap", "묶음에서 더할 수 있는 가장 큰 점수를 적으세요. 예: 10")
        return given

    def changed_rubric(self) -> Rubric:
        """The table with the bonus of the valid form."""
        given, groups = self.cleaned_data, list(self.rubric.bonuses)
        if given["group"] == NEW:
            groups.append(self._new_group())
        else:
            at = int(given["group"])
            groups[at] = replace(groups[at], bonuses=(*groups[at].bonuses, self._bonus()))
        return replace(self.rubric, bonuses=tuple(groups))

    def _new_group(self) -> BonusGroup:
        given = self.cleaned_data
        return BonusGroup(
            code=_free("GROUP", (group.code for group in self.rubric.bonuses)),
            label=given["group_label"],
            stacking=Stacking(given["stacking"] or Stacking.SUM),
            bonuses=(self._bonus(),),
            cap=given["cap"] or Fraction(0),
        )

    def _bonus(self) -> Bonus:
        who, code = self.cleaned_data["who"], _free("BONUS", _codes(self.rubric))
        points, label = self.cleaned_data["points"], dict(_WHO)[who]
        if who in [group.value for group in VulnerableGroup]:
            return Bonus(code, label, ScoreInput.VULNERABLE_GROUPS, points, who)
        if who == ScoreInput.CERTIFICATES:
            name = self.cleaned_data["certificate"]
            return Bonus(code, f"자격증({name})", ScoreInput.CERTIFICATES, points, name)
        return Bonus(code, label, ScoreInput(who), points)


class PenaltyForm(forms.Form):
    """A new deduction with its window."""

    label = PlainTextField(label="감점 이름", max_length=60, help_text="예: 중도포기 이력 감점")
    kind = forms.ChoiceField(
        label="사유", choices=[(kind.value, kind.label) for kind in PenaltyKind]
    )
    points = PointsField(label="뺄 점수", required=True)
    window_months = _number("조회 기간(개월, 0이면 전체)")
    after_months = _number(
        "이 개월이 지난 뒤부터", "최근 일은 다른 감점이 맡을 때 적습니다. 아니면 0"
    )
    is_each = forms.BooleanField(label="건마다 감점", required=False)
    programmes = NamesField(
        label="사업(비우면 모든 사업)",
        required=False,
        max_length=300,
        help_text=HELP["programmes"],
    )

    def __init__(self, data=None, *, rubric: Rubric):
        super().__init__(data)
        self.rubric = rubric

    def clean(self):
        """Points are taken off, and the window reaches back beyond where it begins."""
        given = super().clean()
        if given.get("points") == 0:
            self.add_error("points", "0보다 큰 점수를 적으세요.")
        window, after = given.get("window_months"), given.get("after_months")
        if window and after and after >= window:
            self.add_error("after_months", "조회 기간보다 짧은 개월 수를 적으세요.")
        return given

    def changed_rubric(self) -> Rubric:
        """The table with the deduction of the valid form."""
        given = self.cleaned_data
        made = Penalty(
            code=_free("PENALTY", _codes(self.rubric)),
            label=given["label"],
            kind=PenaltyKind(given["kind"]),
            points=given["points"],
            window_months=given["window_months"],
            after_months=given["after_months"],
            is_each=given["is_each"],
            programmes=given["programmes"],
        )
        return replace(self.rubric, penalties=(*self.rubric.penalties, made))
