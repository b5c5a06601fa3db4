"""Rounds of public-job programmes: their plan and the conditions of taking part."""

from django.db.models import Sum

from budgets.models import BudgetLine
from jobportal.platform.models.parts import total_won_expression
from jobportal.platform.render.grid import (
    Cell,
    Grid,
    HeadCell,
    Row,
    blank,
    header,
)
from jobportal.platform.values.funding import MatchingStyle, describe_matching, parse_matching
from jobportal.platform.values.money import in_unit, spell_won
from jobportal.platform.values.spans import Span
from programs.models import EligibilityRule, Half, Programme, Round, WorkTerms
from reports.declare import UNIT, Context, Param, ParamKind, ReportTable
from reports.tables.budget import appropriations_until
from reports.tables.sentences import (
    LINE,
    LINE_HEAD,
    line,
    said,
    span_words,
)


def _rounds(context: Context) -> dict[int, list[Round]]:
    """The rounds of the year by programme, the first half first."""
    found = context.records(Round).filter(programme__in=context["programmes"], year=context.year)
    rounds: dict[int, list[Round]] = {p.pk: [] for p in context["programmes"]}
    for one in found.order_by("half", "seq"):
        rounds[one.programme_id].append(one)
    return rounds


def names_of(context: Context, suffix: str = "사업") -> dict[int, str]:
    """The programmes' names on the 기준일."""
    found = context.records(Programme).filter(pk__in=[p.pk for p in context["programmes"]])
    named = {p.pk: p.name_on(context.as_of) for p in found.prefetch_related("names")}
    return {pk: name.removesuffix("사업") + suffix for pk, name in named.items()}


# ---- Plan ------------------------------------------------------------------------------------


def round_plan(context: Context) -> Grid:
    """추진기간, 대상사업, 목표인원 and 총사업비 of the year's rounds, a column per programme."""
    rounds, names = _rounds(context), names_of(context)
    programmes = context["programmes"]
    rows = [
        Row([header(label), *(make(rounds[p.pk]) if rounds[p.pk] else blank() for p in programmes)])
        for label, make in (("추진기간", _periods), ("대상사업", _projects), ("목표인원", _posts))
    ]
    costs = _costs(context)
    rows.append(Row([header("총사업비"), *(costs.get(p.pk, blank()) for p in programmes)]))
    head = [[HeadCell("구분"), *(HeadCell(names[p.pk]) for p in programmes)]]
    return context.grid(head=head, rows=rows)


def _periods(rounds: list[Round]) -> Cell:
    lines = [
        f"{_half(one)}: {span_words(Span(one.starts_on, one.ends_on), 'NONE')}" for one in rounds
    ]
    return said("\n".join(lines), rounds)


def _half(one: Round) -> str:
    return Half(one.half).label if one.seq == 1 else f"{Half(one.half).label} {one.seq}차"


def _projects(rounds: list[Round]) -> Cell:
    """One number when every round has as many projects, else one for each round."""
    counts = {one.planned_projects for one in rounds}
    words = (
        f"총 {counts.pop():,}개 사업"
        if len(counts) == 1
        else ", ".join(f"{_half(one)} {one.planned_projects:,}개" for one in rounds)
    )
    examples = dict.fromkeys(one.example_projects for one in rounds if one.example_projects)
    return said("\n".join([words, *(f"({example})" for example in examples)]), rounds)


def _posts(rounds: list[Round]) -> Cell:
    """The sum, and the posts of each half: “300명(상·하반기별 150명)”."""
    total = sum(one.planned_posts for one in rounds)
    posts = {one.planned_posts for one in rounds}
    halves = [one.half for one in rounds]
    if halves == [Half.FIRST, Half.SECOND] and len(posts) == 1:
        detail = f"(상·하반기별 {posts.pop():,}명)"
    elif len(rounds) > 1:
        detail = f"({', '.join(f'{_half(one)} {one.planned_posts:,}명' for one in rounds)})"
    else:
        detail = ""
    return said(f"{total:,}명{detail}", rounds, "회차별 계획 인원의 합계")


def _costs(context: Context) -> dict[int, Cell]:
    """The budget of each programme's lines with the matching rule in words."""
    lines = list(
        context.records(BudgetLine)
        .filter(programme__in=context["programmes"], year=context.year)
        .select_related("matching")
    )
    sums = appropriations_until(context).filter(line__in=lines).order_by().values("line__programme")
    won = {
        row["line__programme"]: row["won"] for row in sums.annotate(won=Sum(total_won_expression()))
    }
    cells = {}
    for pk, amount in won.items():
        own = [one for one in lines if one.programme_id == pk]
        rules = dict.fromkeys(one.matching.shares for one in own if one.matching)
        shown = [describe_matching(parse_matching(rule), MatchingStyle.PERCENT) for rule in rules]
        words = f"{in_unit(amount, context.unit):,}{context.unit.label}"
        words = "\n".join([words, *(f"({rule})" for rule in shown)])
        cells[pk] = said(words, own, "예산 편성의 합계")
    return cells


# ---- Conditions ------------------------------------------------------------------------------

WHO = {
    EligibilityRule.Code.MIN_AGE: "만 {n:,}세 이상",
    EligibilityRule.Code.MAX_AGE: "만 {n:,}세 이하",
    EligibilityRule.Code.RESIDENCY: "{district}민",
}
CONDITIONS = {
    EligibilityRule.Code.WORK_ABILITY: "근로능력이 있는 사람",
    EligibilityRule.Code.UNEMPLOYED: "실업자 또는 정기소득이 없는 일용근로자",
    EligibilityRule.Code.INCOME_CAP: "가구소득이 기준중위소득 {n:,}% 이하",
    EligibilityRule.Code.ASSET_CAP: "재산이 {won} 이하",
    EligibilityRule.Code.REPEAT_LIMIT: "반복 참여가 {n:,}회 이하",
    EligibilityRule.Code.ONE_PER_HOUSEHOLD: "1세대 1인",
}


def conditions(context: Context) -> Grid:
    """신청자격, 근로시간 and 임금기준 of the year; programmes that differ have own lines."""
    names = names_of(context, suffix="")
    rules, terms = _rules(context), _terms(context)
    rows = []
    for label, told in (
        ("신청자격", {pk: _eligibility(context, found) for pk, found in rules.items()}),
        ("근로시간", {pk: _hours(found) for pk, found in terms.items()}),
        ("임금기준", {pk: _wage(found) for pk, found in terms.items()}),
    ):
        rows += _shared_lines(label, told, rules if label == "신청자격" else terms, names)
    return context.grid(layout="lines", head=LINE_HEAD, rows=rows)


def _shared_lines(label: str, told: dict, records: dict, names: dict[int, str]) -> list[Row]:
    """One line for all programmes that say the same."""
    groups: dict[str, list[int]] = {}
    for pk, words in told.items():
        groups.setdefault(words, []).append(pk)
    return [
        line(
            LINE,
            label if len(groups) == 1 else f"{label}({', '.join(names[pk] for pk in pks)})",
            said(words, [record for pk in pks for record in records[pk]]),
        )
        for words, pks in groups.items()
    ]


def _rules(context: Context) -> dict[int, list[EligibilityRule]]:
    """The rules of the latest year until the report's, by programme."""
    found = context.records(EligibilityRule).filter(
        programme__in=context["programmes"], from_year__lte=context.year
    )
    return _latest(found.order_by("-from_year", "id"))


def _terms(context: Context) -> dict[int, list[WorkTerms]]:
    found = context.records(WorkTerms).filter(
        programme__in=context["programmes"], from_year__lte=context.year
    )
    return _latest(found.order_by("-from_year"))


def _latest(records) -> dict[int, list]:
    kept: dict[int, list] = {}
    for record in records:
        own = kept.setdefault(record.programme_id, [])
        if not own or own[0].from_year == record.from_year:
            own.append(record)
    return kept


def _eligibility(context: Context, rules: list[EligibilityRule]) -> str:
    def told(words: str, rule: EligibilityRule) -> str:
        won = spell_won(rule.number) if "{won}" in words else ""
        return words.format(n=rule.number or 0, won=won, district=context.district.name)

    known = {rule.code: rule for rule in rules}
    who = [told(words, known[code]) for code, words in WHO.items() if code in known]
    having = [told(words, known[code]) for code, words in CONDITIONS.items() if code in known]
    first = f"{' '.join(who)}으로서 " if who and having else " ".join(who)
    return f"{first}{'이며 '.join(having)}{'인 자' if having else ''}"


def _hours(terms: list[WorkTerms]) -> str:
    found = terms[0]
    low, high = found.min_hours, found.max_hours
    hours = f"1일 {low}~{high}시간" if low != high else f"1일 {low}시간"
    senior = f", 65세 이상 1일 {found.senior_hours}시간 근무" if found.senior_hours else ""
    return f"{hours} (주{found.days_per_week}일 원칙{senior})"


def _wage(terms: list[WorkTerms]) -> str:
    found = terms[0]
    snack = f" (주·월차수당 및 간식비 {found.snack_won:,}원 별도)"
    extra = snack if found.snack_won else ""
    return f"1인당 1일 인건비 시급 {found.hourly_won:,}원{extra}"


PROGRAMMES = Param("programmes", "일자리사업", ParamKind.RECORDS, record="programmes", default=None)
TABLES = (
    ReportTable(
        "round-plan",
        "회차 계획",
        round_plan,
        (PROGRAMMES, UNIT),
        help_text="그해 회차의 추진기간·대상사업·목표인원·총사업비를 사업마다 한 열로 보입니다.",
    ),
    ReportTable(
        "round-conditions",
        "참여 자격·근로조건",
        conditions,
        (PROGRAMMES,),
        help_text="그해의 신청자격·근로시간·임금기준입니다. 사업마다 다르면 줄을 나눕니다.",
    ),
)
