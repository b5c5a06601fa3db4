"""What is planned and what was done by date: plan steps, achievements, communication, awards."""

from itertools import groupby

from jobportal.platform.render.grid import (
    Cell,
    Grid,
    HeadCell,
    Origin,
    Row,
    count,
    header,
    text,
)
from jobportal.platform.values.dates import Precision, kperiod, month_range
from jobportal.platform.values.spans import Span
from programs.models import AchievementLog, Award, CommunicationLog, PlanItem
from reports.declare import UNIT, Context, Param, ParamKind, ReportTable, source_of
from reports.tables.details import DetailLine, read_details
from reports.tables.sentences import LINE_HEAD
from reports.tables.texts import ITEM, PROJECT

SHORT_YEAR = Param("short_year", "연도 두 자리(’21.)", ParamKind.FLAG)


def when_text(span: Span | None, short: bool = False) -> str:
    """A date as lists print it: “2022. 9.”, “2024. 2.~3.”, “2022. 1. 3. ~ 2. 4.”."""
    if span is None:
        return ""
    if span.precision is Precision.MONTH and span.start.year == span.end.year and not short:
        return f"{span.start.year}. {month_range(span.start, span.end)}"
    return kperiod(span.start, span.end, span.precision, short)


# ---- Plan steps ------------------------------------------------------------------------------


def build_plan_items(context: Context) -> Grid:
    """The planned steps of a project, under the part they belong to when headings are wanted."""
    steps = context.records(PlanItem).filter(project=context["project"]).select_related("item")
    items = context["items"]
    if items:
        steps = steps.filter(item__in=items)
    if context["done"]:
        steps = steps.filter(is_done=context["done"] == "DONE")
    steps = sorted(steps, key=lambda step: (step.item.order if step.item else 0, step.order))
    rows = []
    for item, group in groupby(steps, key=lambda step: step.item):
        if context["headings"] and item:
            source = source_of(item)
            rows.append(Row([text(item.title, Origin.RECORD, [source])], level=1))
        for step in group:
            rows.append(_step_row(context, step))
            rows += [
                Row([text(line, Origin.RECORD, [source_of(step)])], level=3)
                for line in step.detail.splitlines()
                if line.strip()
            ]
    return context.grid(head=LINE_HEAD, rows=rows, layout="lines")


def _step_row(context: Context, step: PlanItem) -> Row:
    source = source_of(step)
    when = step.when_text or when_text(step.when, context["short_year"])
    words = text(step.text, Origin.RECORD, [source])
    if not when:
        return Row([words], level=2)
    if context["when_place"] == "AFTER":
        return Row([words, text(f"({when})", Origin.RECORD, [source])], level=2)
    return Row([header(when, origin=Origin.RECORD, sources=[source]), words], level=2)


PLAN_ITEMS = ReportTable(
    "plan-items",
    "추진일정",
    build_plan_items,
    (
        PROJECT,
        Param(
            "items",
            "세부 추진과제",
            ParamKind.RECORDS,
            record="project-items",
            help_text="비우면 사업 전체의 일정을 보입니다.",
        ),
        Param("headings", "과제 제목", ParamKind.FLAG, default="예"),
        Param(
            "done",
            "완료 여부",
            ParamKind.CHOICE,
            choices=(("OPEN", "남은 것만"), ("DONE", "완료한 것만")),
            help_text="비우면 모두 보입니다.",
        ),
        Param(
            "when_place",
            "시기 자리",
            ParamKind.CHOICE,
            default="BEFORE",
            choices=(("BEFORE", "앞 (시기: 내용)"), ("AFTER", "뒤 (내용(시기))")),
        ),
        SHORT_YEAR,
    ),
    "사업의 일정을 시기와 함께 줄로 보입니다.",
)


# ---- Achievements ----------------------------------------------------------------------------


def _logs(context: Context) -> list[AchievementLog]:
    """The achievements up to the 기준일, with everything their details refer to."""
    logs = context.records(AchievementLog).filter(project=context["project"])
    logs = logs.select_related("item")
    if context["item"]:
        logs = logs.filter(item=context["item"])
    logs = [log for log in logs if log.when is None or log.when.start <= context.as_of]
    return sorted(logs, key=lambda log: log.order)


def build_achievement_log(context: Context) -> Grid:
    """연번 | 일자 | 추진사항 | 세부내용, one row per detail; log totals are added up here."""
    logs = _logs(context)
    details = read_details(context, logs)
    rows = []
    for log in logs:
        rows += _log_rows(log, details[log.pk])
    head = [
        [
            HeadCell("연번"),
            HeadCell("일자"),
            HeadCell("추진사항", colspan=2),
            HeadCell("세부내용", colspan=2),
        ]
    ]
    return context.grid(head=head, rows=rows)


def _log_rows(log: AchievementLog, details: list[DetailLine]) -> list[Row]:
    deep = max(len(details), 1)
    source = source_of(log)
    first = [
        _number(log, deep),
        text(when_text(log.when), Origin.RECORD, [source], align="center", rowspan=deep),
        *(cell.span(cell.colspan, deep) for cell in _title_cells(log, details)),
    ]
    if not details:
        return [Row([*first, text("", colspan=2)])]
    return [
        Row([*(first if n == 0 else ()), *_detail_cells(detail)])
        for n, detail in enumerate(details)
    ]


def _number(log: AchievementLog | CommunicationLog, rows: int = 1) -> Cell:
    source = [source_of(log)]
    return header(str(log.order), 1, rows, Origin.RECORD, source, align="center")


TOTAL_MARK = "{인원합계}"


def _title_cells(log: AchievementLog, details: list[DetailLine]) -> list[Cell]:
    """The title; where it asks for the people selected, their sum in a cell of its own."""
    sources = [source_of(log)]
    if TOTAL_MARK not in log.title:
        return [text(log.title, Origin.RECORD, sources, colspan=2)]
    title = log.title.replace(f"({TOTAL_MARK})", "").replace(TOTAL_MARK, "").strip()
    people = DetailLine.people_of(details)
    return [text(title, Origin.RECORD, sources), count(people, suffix="명")]


def _detail_cells(detail: DetailLine) -> list[Cell]:
    if detail.period is None:
        return [text(detail.marked, detail.origin, detail.sources, colspan=2)]
    return [
        text(detail.marked, detail.origin, detail.sources),
        text(detail.period, Origin.COMPUTED, detail.sources, "시작 월부터 끝 월까지 개월 수"),
    ]


ACHIEVEMENT_LOG = ReportTable(
    "achievement-log",
    "일정별 추진실적",
    build_achievement_log,
    (PROJECT, ITEM, UNIT),
    "기준일까지의 추진실적과 그 세부내용입니다. 인원·금액·기간은 딸린 회차·공모·행사에서 옵니다.",
)


def build_achievement_lines(context: Context) -> Grid:
    """The achievements as text lines, grouped by part of the project."""
    logs = _logs(context)
    details = read_details(context, logs)
    rows = []
    for item, group in groupby(logs, key=lambda log: log.item):
        if item and context["headings"]:
            rows.append(Row([text(item.title, Origin.RECORD, [source_of(item)])], level=1))
        for log in group:
            rows += _log_lines(log, details[log.pk], context["short_year"])
    return context.grid(head=LINE_HEAD, rows=rows, layout="lines")


def _log_lines(log: AchievementLog, details: list[DetailLine], short: bool) -> list[Row]:
    """The title with its date; a title ending in a colon is followed by its details at once."""
    source = source_of(log)
    when = when_text(log.when, short)
    cells = [text(detail.whole, detail.origin, detail.sources) for detail in details]
    if log.title.endswith(":"):
        title = log.title.removesuffix(":").strip() + (f"({when})" if when else "")
        return [Row([header(title, origin=Origin.RECORD, sources=[source]), *cells], level=2)]
    title = text(log.title, Origin.RECORD, [source])
    dated = [header(when, origin=Origin.RECORD, sources=[source])] if when else []
    return [Row([*dated, title], level=2), *(Row([cell], level=3) for cell in cells)]


ACHIEVEMENT_LINES = ReportTable(
    "achievement-lines",
    "추진실적",
    build_achievement_lines,
    (PROJECT, ITEM, Param("headings", "과제 제목", ParamKind.FLAG, default="예"), SHORT_YEAR, UNIT),
    "기준일까지의 추진실적을 글줄로 보입니다. 제목이 쌍점(:)으로 끝나면 세부내용을 바로 잇습니다.",
)


# ---- Communication and awards ----------------------------------------------------------------


def build_communication_log(context: Context) -> Grid:
    """연번 | 일자 | 구분 | 세부내용, up to the 기준일."""
    logs = context.records(CommunicationLog).filter(project=context["project"])
    rows = []
    for log in sorted(logs, key=lambda log: log.order):
        if log.when.start > context.as_of:
            continue
        source = [source_of(log)]
        rows.append(
            Row(
                [
                    _number(log),
                    text(when_text(log.when), Origin.RECORD, source, align="center"),
                    text(log.get_kind_display(), Origin.RECORD, source, align="center"),
                    text(log.text, Origin.RECORD, source),
                ]
            )
        )
    head = [[HeadCell(name) for name in ("연번", "일자", "구분", "세부내용")]]
    return context.grid(head=head, rows=rows)


COMMUNICATION_LOG = ReportTable(
    "communication-log",
    "주민 참여(소통) 실적",
    build_communication_log,
    (PROJECT,),
    "기준일까지의 언론보도·설명회 같은 소통 실적입니다.",
)


def build_awards(context: Context) -> Grid:
    """The awards of a project up to the 기준일, one line each: what, which prize, when."""
    awards = context.records(Award).filter(project=context["project"])
    rows = []
    for award in sorted(awards, key=lambda award: award.order):
        if award.when.start > context.as_of:
            continue
        source = [source_of(award)]
        words = f"{award.title} ‘{award.prize}’ 수상"
        rows.append(
            Row(
                [
                    header(words, origin=Origin.RECORD, sources=source),
                    text(when_text(award.when), Origin.RECORD, source),
                ],
                level=2,
            )
        )
    return context.grid(head=LINE_HEAD, rows=rows, layout="lines")


AWARDS = ReportTable("awards", "수상 실적", build_awards, (PROJECT,), "사업의 수상 실적입니다.")

TABLES = (PLAN_ITEMS, ACHIEVEMENT_LOG, ACHIEVEMENT_LINES, COMMUNICATION_LOG, AWARDS)
