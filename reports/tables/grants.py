"""Programmes won in calls: what was chosen in a year, and how each programme will be run."""

from collections.abc import Sequence
from itertools import groupby

from jobportal.platform.models.parts import AMOUNT_FIELDS
from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    count,
    header,
    money,
    text,
)
from jobportal.platform.values.dates import Precision, kperiod
from programs.models import CompetitiveGrant, Half, PlanItem, Programme, Round
from reports.declare import (
    UNIT,
    Context,
    Param,
    ParamKind,
    ReportTable,
    field_figure,
    source_of,
    sources_of,
)
from reports.tables.facts import KINDS, Fact, fact_rows, project_rows, record_fact
from reports.tables.logs import when_text

# ---- Grants of a year ------------------------------------------------------------------------


def grants_by_programme(context: Context) -> Grid:
    """인원, 사업수, 예산 and the projects with their departments, by programme, the total first.

    A record with 사업 수 0 holds people or money of a programme that its projects do not split.
    """
    grants = list(
        context.records(CompetitiveGrant)
        .filter(year=context.as_of.year)
        .select_related("programme", "host_unit")
        .prefetch_related("programme__names")
        .order_by("programme__order", "programme__code", "order", "code")
    )
    if context["programmes"]:
        chosen = {programme.pk for programme in context["programmes"]}
        grants = [grant for grant in grants if grant.programme_id in chosen]
    rows = [Row([header("계"), *_sums(context, grants), text("")], is_total=True)]
    for programme, group in groupby(grants, key=lambda grant: grant.programme):
        own = list(group)
        name = header(
            programme.name_on(context.as_of), origin=Origin.RECORD, sources=[source_of(programme)]
        )
        rows.append(Row([name, *_sums(context, own), _titles(own)]))
    head = [
        [HeadCell("구분", rowspan=2), HeadCell(f"{context.as_of.year}년", colspan=4)],
        [HeadCell(label) for label in ("인원", "사업수", "예산", "사업명")],
    ]
    return context.grid(unit=f"명, {context.unit.label}", head=head, rows=rows)


def _sums(context: Context, grants: Sequence[CompetitiveGrant]) -> list[Cell]:
    people = Figure.total([field_figure(grant, "headcount") for grant in grants])
    projects = Figure.total([field_figure(grant, "project_count") for grant in grants])
    amounts = [
        field_figure(grant, name)
        for grant in grants
        for name in AMOUNT_FIELDS
        if getattr(grant, name)
    ]
    return [count(people), count(projects), money(Figure.total(amounts), context.unit, none="-")]


def _titles(grants: Sequence[CompetitiveGrant]) -> Cell:
    listed = [grant for grant in grants if grant.project_count]
    words = "\n".join(
        f"· ({grant.host_unit}) {grant.title}" if grant.host_unit else f"· {grant.title}"
        for grant in listed
    )
    return text(words, Origin.RECORD, sources_of(listed), align="left")


# ---- How programmes will be run --------------------------------------------------------------


def programme_schedule(context: Context) -> Grid:
    """What each programme does, its period and posts in the year, and its dated steps."""
    programmes, items = context["programmes"], context["items"]
    if len(programmes) != len(items):
        return context.grid(
            warnings=["일자리사업과 세부 추진과제의 수가 다릅니다. 같은 순서로 맞추어 적으세요."]
        )
    rounds = _rounds(context, programmes)
    steps: dict[int, list[PlanItem]] = {}
    for step in context.records(PlanItem).filter(item__in=items).order_by("order"):
        steps.setdefault(step.item_id, []).append(step)
    rows = project_rows(context, items[0].project, context["kinds"]) if items else []
    for programme, item in zip(programmes, items, strict=True):
        facts = _programme_facts(programme, rounds.get(programme.pk, []))
        facts += [_step(step) for step in steps.get(item.pk, [])]
        grantor = f"({programme.grantor})" if programme.grantor else ""
        title = header(
            f"{item.title}{grantor}", origin=Origin.RECORD, sources=sources_of([item, programme])
        )
        rows += fact_rows(title, facts)
    head = [[HeadCell("사업"), HeadCell("구분"), HeadCell("내용")]]
    return context.grid(head=head, rows=rows)


def _rounds(context: Context, programmes: Sequence[Programme]) -> dict[int, list[Round]]:
    found = context.records(Round).filter(programme__in=programmes, year=context.year)
    by_programme: dict[int, list[Round]] = {}
    for one in found.order_by("half", "seq"):
        by_programme.setdefault(one.programme_id, []).append(one)
    return by_programme


def _programme_facts(programme: Programme, rounds: Sequence[Round]) -> list[Fact]:
    facts = []
    if programme.content:
        facts.append(record_fact("사업내용", programme.content, programme))
    if rounds:
        first, last = min(r.starts_on for r in rounds), max(r.ends_on for r in rounds)
        facts.append(("기간", _said(kperiod(first, last, Precision.MONTH), rounds)))
    if any(one.planned_posts for one in rounds):
        facts.append(("사업규모", _said(_posts(rounds), rounds, "회차별 계획 인원의 합계")))
    return facts


def _posts(rounds: Sequence[Round]) -> str:
    """연34명(상·하반기 각 17명) of two equal halves; 100명 of one round for the whole year."""
    total = sum(one.planned_posts for one in rounds)
    if len(rounds) == 1:
        return f"{total:,}명"
    if [one.half for one in rounds] == [Half.FIRST, Half.SECOND]:
        first, second = (one.planned_posts for one in rounds)
        if first == second:
            return f"연{total:,}명(상·하반기 각 {first:,}명)"
    parts = ", ".join(f"{Half(one.half).label} {one.planned_posts:,}명" for one in rounds)
    return f"연{total:,}명({parts})"


def _said(words: str, rounds: Sequence[Round], formula: str = "") -> Cell:
    return text(words, Origin.COMPUTED, [source_of(*rounds)], formula, align="left")


def _step(step: PlanItem) -> Fact:
    return record_fact(step.when_text or when_text(step.when) or "시기 미정", step.text, step)


TABLES = (
    ReportTable(
        "grants-by-programme",
        "공모사업 추진실적",
        grants_by_programme,
        (
            Param(
                "programmes",
                "일자리사업",
                ParamKind.RECORDS,
                record="programmes",
                help_text="비우면 그해의 모든 공모 선정입니다.",
            ),
            UNIT,
        ),
        "기준일이 있는 해의 공모 선정을 일자리사업별로 묶어 인원·사업수·예산과 사업명을 보입니다.",
    ),
    ReportTable(
        "programme-schedule",
        "일자리사업별 추진계획",
        programme_schedule,
        (
            Param(
                "programmes",
                "일자리사업(순서대로)",
                ParamKind.RECORDS,
                record="programmes",
                default=None,
            ),
            Param(
                "items",
                "세부 추진과제(같은 순서로)",
                ParamKind.RECORDS,
                record="project-items",
                default=None,
            ),
            KINDS,
        ),
        "일자리사업별 내용·기간·인원과 과제의 추진일정입니다.",
    ),
)
