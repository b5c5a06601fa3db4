"""Who took part in rounds: heads, safety training and health checks, and rounds over the years."""

from jobportal.platform.render.grid import (
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    count,
    header,
    text,
)
from participants.models import HealthCheck, SafetyTraining
from programs.models import Half, PlanItem, Round
from reports.declare import Context, Param, ParamKind, ReportTable
from reports.headcounts import RoundFigures, round_figures
from reports.tables.rounds import PROGRAMMES, names_of
from reports.tables.sentences import LINE, LINE_HEAD, YEAR_STYLE, line, plan_rows, said, section


def _figures(context: Context, years: list[int]) -> list[RoundFigures]:
    """The figures of the programmes' rounds of these years."""
    rounds = context.records(Round).filter(programme__in=context["programmes"], year__in=years)
    return list(round_figures(rounds, context.as_of).values())


def participation(context: Context) -> Grid:
    """Heads that ever took part, safety training and health checks, then what is planned."""
    found = _figures(context, [context.year])
    heads = _heads(context, found)
    rows = [section("주요 추진실적"), heads, *_trainings(context), *_checks(context)]
    plans = context.records(PlanItem).filter(project=context["project"]).select_related("item")
    planned = plan_rows(plans.order_by("order"), context["year_style"])
    if planned:
        rows += [section("향후계획"), *planned]
    return context.grid(layout="lines", head=LINE_HEAD, rows=rows, notes=_notes(context, found))


def _notes(context: Context, found: list[RoundFigures]) -> list[str]:
    """What is to be known of the entered results, as long as heads come from one of them."""
    is_entered = any(one.result and not one.is_counted("participants_ever") for one in found)
    return [context["entered_note"]] if is_entered and context["entered_note"] else []


def _heads(context: Context, found: list[RoundFigures]) -> Row:
    names = names_of(context, suffix="")
    parts, figures = [], []
    for programme in context["programmes"]:
        own = [one["participants_ever"] for one in found if one.round.programme_id == programme.pk]
        total = Figure.total(own)
        figures.append(total)
        parts.append(f"{names[programme.pk]} {total.value or 0:,}명")
    total = Figure.total(figures, "회차별 참여인원(교체 포함)의 합계")
    words = text(f"총 {total.value or 0:,}명", Origin.COMPUTED, total.sources, total.formula)
    by_programme = text(f" ({', '.join(parts)})", Origin.COMPUTED, total.sources)
    return line(LINE, "참여인원", words, by_programme)


def _trainings(context: Context) -> list[Row]:
    found = context.records(SafetyTraining).filter(
        project=context["project"], held_on__year=context.year, held_on__lte=context.as_of
    )
    titles: dict[str, list[SafetyTraining]] = {}
    for training in found.order_by("held_on"):
        titles.setdefault(training.title, []).append(training)
    rows = []
    for title, sessions in titles.items():
        days = " / ".join(f"{s.held_on.month}. {s.held_on.day}." for s in sessions)
        words = f"{title} {len(sessions)}회 실시 ({days})"
        rows.append(line(LINE, "안전교육", said(words, sessions, "안전교육 횟수")))
    return rows


def _checks(context: Context) -> list[Row]:
    found = list(
        context.records(HealthCheck)
        .filter(project=context["project"], year=context.year)
        .order_by("half")
    )
    if not found:
        return []
    words = ", ".join(f"{check.get_half_display()} {check.persons:,}명" for check in found)
    notes = ", ".join(dict.fromkeys(check.note for check in found if check.note))
    return [line(LINE, "건강검진", said(f"{words} 실시{f'({notes})' if notes else ''}", found))]


def history(context: Context) -> Grid:
    """사업수 and heads by year and half over several years, the latest first."""
    years = context["years"] or list(range(context.year, context.year - context["count"], -1))
    found = _figures(context, years)
    rows = []
    for year in years:
        cells = []
        for half in (Half.FIRST, Half.SECOND):
            own = [one for one in found if (one.round.year, one.round.half) == (year, half)]
            cells += [
                count(Figure.total(one[name] for one in own), none="-")
                for name in ("projects", context["measure"])
            ]
        rows.append(Row([header(str(year)), *cells]))
    head = [
        [HeadCell("구분", 1, 2), HeadCell("상반기", 2), HeadCell("하반기", 2)],
        [HeadCell(label) for _ in range(2) for label in ("사업수", "참여인원")],
    ]
    return context.grid(as_of=context.as_of_text, head=head, rows=rows)


TABLES = (
    ReportTable(
        "participation",
        "참여인원·안전교육·건강검진",
        participation,
        (
            PROGRAMMES,
            Param("project", "주요사업", ParamKind.RECORD, record="projects", default=None),
            YEAR_STYLE,
            Param(
                "entered_note",
                "회차 실적의 주석(※)",
                ParamKind.TEXT,
                help_text="참여인원이 입력한 회차 실적일 때만 붙고, 배치에서 세면 빠집니다.",
            ),
        ),
        help_text="참여한 인원(연인원)과 안전교육·건강검진 인원, 앞으로의 계획입니다.",
    ),
    ReportTable(
        "round-history",
        "연도별 회차 실적",
        history,
        (
            PROGRAMMES,
            Param("years", "연도", ParamKind.INTEGERS, help_text="비우면 최근 몇 년입니다."),
            Param("count", "최근 몇 년", ParamKind.INTEGER, default="3", most=20),
            Param(
                "measure",
                "참여인원",
                ParamKind.CHOICE,
                choices=(
                    ("participants_ever", "참여인원(교체 포함)"),
                    ("selected", "선발인원"),
                    ("applicants", "신청인원"),
                ),
                default="participants_ever",
            ),
        ),
        help_text="여러 해의 사업 수와 참여 인원을 반기별로, 최근 해부터 보입니다.",
    ),
)
