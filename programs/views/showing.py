"""A rule set as the preparation page shows it: every condition, the table, the steps, the wage."""

from dataclasses import dataclass
from datetime import date

from jobportal.platform.rules.catalogue import CATALOGUE, RuleSpec
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion, param_text
from jobportal.platform.rules.inputs import choice_text
from jobportal.platform.rules.rubric import Method, ScoreItem
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.scorelines import points_text
from jobportal.platform.rules.tiebreaks import TieBreak, TieField
from jobportal.platform.rules.wage import WageBase, WageRule
from programs.forms.bands import band_words
from programs.models import Round
from programs.statutory.timelines import wage_values


@dataclass(frozen=True)
class RulesShown:
    """The parts of a rule set as rows of words."""

    rules: RuleSet
    conditions: list[dict]
    items: list[dict]
    adjustments: list[str]
    steps: list[str]
    wage: list[tuple[str, str]]

    @property
    def has_reviewers(self) -> bool:
        """Whether reviewers mark any item of the table."""
        return any(row["item"].method is Method.MANUAL for row in self.items)

    @property
    def on_count(self) -> int:
        """How many conditions are on."""
        return len(self.rules.criteria)


def rules_shown(rules: RuleSet, round_: Round) -> RulesShown:
    """A rule set in words; the wage in the amounts of the round's first day of work."""
    given = {criterion.code: criterion for criterion in rules.criteria}
    rubric = rules.rubric
    return RulesShown(
        rules=rules,
        conditions=[_condition(code, spec, given.get(code)) for code, spec in CATALOGUE.items()],
        items=[_item(item) for item in rubric.criteria] if rubric else [],
        adjustments=_adjustments(rules),
        steps=[step_words(step, rules) for step in rules.tie_breaks],
        wage=wage_rows(rules.wage, round_),
    )


def _condition(code: RuleCode, spec: RuleSpec, criterion: Criterion | None) -> dict:
    values = []
    if criterion:
        values = [
            (param.label, param_text(param, criterion.params[param.name])) for param in spec.params
        ]
    return {"code": code, "spec": spec, "criterion": criterion, "values": values}


def _item(item: ScoreItem) -> dict:
    rows = [(band_words(item, band), points_text(band.points)) for band in item.bands]
    rows += [(choice_text(choice.value), points_text(choice.points)) for choice in item.choices]
    if item.points_each:
        rows.append(("하나마다", points_text(item.points_each)))
    if not rows:
        rows = [("심사위원이 매긴 점수", f"0~{points_text(item.max_points)}")]
    counted = ", ".join(choice_text(option) for option in item.options)
    return {"item": item, "max": points_text(item.max_points), "rows": rows, "counted": counted}


def _adjustments(rules: RuleSet) -> list[str]:
    if rules.rubric is None:
        return []
    words = []
    for group in rules.rubric.bonuses:
        bonuses = ", ".join(f"{b.label} {points_text(b.points)}점" for b in group.bonuses)
        cap = f", 한도 {points_text(group.cap)}점" if group.cap else ""
        words.append(f"가점 「{group.label}」: {bonuses} ({group.stacking.label}{cap})")
    for penalty in rules.rubric.penalties:
        span = f"최근 {penalty.window_months}개월" if penalty.window_months else "전체 기간"
        span += f"({penalty.after_months}개월이 지난 일부터)" if penalty.after_months else ""
        span += f" {', '.join(penalty.programmes)}" if penalty.programmes else ""
        each = "건마다 " if penalty.is_each else ""
        words.append(
            f"감점 「{penalty.label}」: {span} {penalty.kind.label}, "
            f"{each}{points_text(penalty.points)}점을 뺌"
        )
    return words


def step_words(step: TieBreak, rules: RuleSet) -> str:
    """A step of the order of equal scores in words."""
    if step.order:
        return f"{step.field.label}: " + " → ".join(choice_text(code) for code in step.order)
    name = step.field.label
    if step.field is TieField.ITEM_POINTS and rules.rubric:
        items = {item.code: item.label for item in rules.rubric.criteria}
        name = f"{name}({items[step.item]})"
    return f"{name}: {step.direction.label}"


def wage_rows(wage: WageRule, round_: Round) -> list[tuple[str, str]]:
    """The wage rule with the amounts of the first day of work."""
    rows = [
        ("시급 기준", wage.base.label),
        ("시급", _hourly_words(wage, round_)),
        ("하루 시간", f"65세 미만 {wage.hours_under_65}시간, 65세 이상 {wage.hours_over_65}시간"),
        ("일급", _daily_words(wage, round_)),
        ("주 근무일", f"{wage.days_per_week}일"),
        ("간식비(하루)", f"{wage.snack_won:,}원"),
        ("주휴수당", "지급" if wage.weekly_holiday else "지급하지 않음"),
    ]
    return [(label, words) for label, words in rows if words]


def _hourly(wage: WageRule, round_: Round) -> tuple[int, date | None]:
    """The hourly wage on the first day of work, and since when it is in force if it is by law."""
    if wage.base is WageBase.FIXED:
        return wage.fixed_hourly_won, None
    values, day = wage_values(round_.district_id), round_.starts_on
    line = values.minimum_won if wage.base is WageBase.MINIMUM else values.living_won
    since = max((start for start, _ in line.items() if start <= day), default=None)
    return line.at(day), since


def _hourly_words(wage: WageRule, round_: Round) -> str:
    try:
        hourly, since = _hourly(wage, round_)
    except LookupError as error:
        return str(error)
    if since is None:
        return f"{hourly:,}원"
    words = f"{hourly:,}원({since.year}년 값)"
    is_old = since.year < round_.starts_on.year
    return f"{words}. {round_.starts_on.year}년 값은 아직 등록되지 않았습니다." if is_old else words


def _daily_words(wage: WageRule, round_: Round) -> str:
    try:
        hourly, _ = _hourly(wage, round_)
    except LookupError:
        return ""
    younger = wage.daily_won(hourly, wage.hours_under_65)
    older = wage.daily_won(hourly, wage.hours_over_65)
    return (
        f"65세 미만 {younger:,}원, 65세 이상 {older:,}원 ({wage.daily_rounding_won:,}원 단위 올림)"
    )
