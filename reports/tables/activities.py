"""What was done and is planned in a project, as lines made of its events, courses and logs."""

from jobportal.platform.render.grid import Figure, Grid, Row, count, number
from programs.models import Facility, PlanItem, StaffAssignment, TextLine
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure
from reports.tables.achievements import (
    CLOSINGS,
    RECORD_KINDS,
    Style,
    by_cohort,
    courses_of,
    part_of,
    results,
)
from reports.tables.facilities import area_of
from reports.tables.sentences import (
    LINE,
    LINE_HEAD,
    MONTH_STYLE,
    SUBLINE,
    YEAR_STYLE,
    kept,
    line,
    plain_line,
    plan_rows,
    said,
    section,
)


def summary(context: Context) -> Grid:
    """The sections asked for: overview, facility, courses, achievements, plans."""
    closings = dict(part.split(":", 1) for part in context["closings"].split(",") if ":" in part)
    style = Style(context, CLOSINGS | {k.strip(): v.strip() for k, v in closings.items()})
    builders = {
        "OUTLINE": _outline,
        "FACILITY": _facility,
        "COURSES": _courses,
        "RESULT": results,
        "PLAN": _plans,
    }
    rows, last_title = [], ""
    for name in context["sections"]:
        found = builders[name](style)
        title = SECTION_TITLES[name]
        if found and title != last_title and not context["hide_titles"]:
            rows.append(section(title))
            last_title = title
        rows += found
    return context.grid(layout="lines", head=LINE_HEAD, rows=rows)


SECTION_TITLES = {
    "OUTLINE": "사업개요",
    "FACILITY": "사업개요",
    "COURSES": "사업개요",
    "RESULT": "주요 추진실적",
    "PLAN": "향후계획",
}


# ---- Overview --------------------------------------------------------------------------------


def _outline(style: Style) -> list[Row]:
    lines = part_of(style.context, TextLine, kind=TextLine.Kind.OUTLINE).order_by("order")
    return [plain_line(min(found.level + 1, 4), found.text, [found]) for found in lines]


def _facility(style: Style) -> list[Row]:
    """The site, the floor area and who works there."""
    facility: Facility | None = style.context["facility"]
    if facility is None:
        return []
    site = facility.site or facility.address
    rows = [line(LINE, "대상지", kept(site, [facility]))] if site else []
    area = area_of(facility)
    if area.value is not None:
        places = 0 if area.value.denominator == 1 else 2
        rows.append(line(LINE, "면적", number(area, places, suffix="㎡")))
    return rows + _staff(style, facility)


def _staff(style: Style, facility: Facility) -> list[Row]:
    known = (
        style.context.records(StaffAssignment)
        .select_related("facility")
        .filter(facility=facility, as_of__lte=style.context.as_of)
    )
    latest = known.order_by("-as_of").values_list("as_of", flat=True).first()
    staff = list(known.filter(as_of=latest).order_by("order"))
    if not staff:
        return []
    total = Figure.total([field_figure(person, "count") for person in staff])
    parts = ", ".join(f"{person.role} {person.count}" for person in staff)
    return [line(LINE, "운영인력", count(total, suffix="명"), said(f" ({parts})", staff))]


def _courses(style: Style) -> list[Row]:
    """What each course teaches and to how many, then the period of each cohort."""
    courses = courses_of(style)
    rows = []
    for course in courses:
        cells = [kept(course.content, [course])] if course.content else []
        if course.capacity:
            cells.append(said(f" (과목당 {course.capacity:,}명)", [course]))
        if cells:
            rows.append(line(LINE, course.title, *cells))
    for cohort, runs in by_cohort(courses).items():
        spans = [run.when for run in runs if run.when]
        if not spans:
            continue
        rows.append(line(LINE, cohort, said(style.dates(spans[0]), runs)))
        rows += [
            line(SUBLINE, f"{cohort} {run.class_name}".strip(), said(style.dates(run.when), [run]))
            for run in runs
            if run.when and run.when != spans[0]
        ]
    return rows


# ---- Plans --------------------------------------------------------------------------------------


def _plans(style: Style) -> list[Row]:
    context = style.context
    plans = part_of(context, PlanItem).order_by("order")
    return plan_rows(plans, context["year_style"], context["month_style"], context["month_count"])


TABLES = (
    ReportTable(
        "activity-summary",
        "주요 추진실적·향후계획",
        summary,
        (
            Param("project", "주요사업", ParamKind.RECORD, record="projects", default=None),
            Param(
                "items",
                "세부 추진과제",
                ParamKind.RECORDS,
                record="project-items",
                help_text="비우면 사업 전체입니다.",
            ),
            Param(
                "sections",
                "넣을 부분",
                ParamKind.CHOICES,
                choices=(
                    ("OUTLINE", "사업개요 글"),
                    ("FACILITY", "대상지·운영인력"),
                    ("COURSES", "교육내용·기수"),
                    ("RESULT", "추진실적"),
                    ("PLAN", "향후계획"),
                ),
                default="RESULT,PLAN",
            ),
            Param("hide_titles", "부분 제목 숨기기", ParamKind.FLAG),
            Param("facility", "시설", ParamKind.RECORD, record="facilities"),
            Param(
                "kinds",
                "실적의 종류",
                ParamKind.CHOICES,
                choices=RECORD_KINDS,
                help_text="비우면 모두 넣습니다.",
            ),
            Param(
                "group",
                "줄 나누기",
                ParamKind.CHOICE,
                choices=(("RECORD", "기록마다 한 줄"), ("ITEM", "세부 추진과제마다 한 줄")),
                default="RECORD",
            ),
            Param(
                "dates",
                "행사 날짜",
                ParamKind.CHOICE,
                choices=(
                    ("NONE", "적지 않음"),
                    ("AFTER", "내용 뒤"),
                    ("YEAR_FIRST", "연도를 앞에, 날짜를 행사명 뒤에"),
                ),
                default="NONE",
            ),
            Param(
                "runs",
                "과정 인원",
                ParamKind.CHOICE,
                choices=(("TOTAL", "합계"), ("YEAR", "합계와 연도별"), ("COHORT", "기수별")),
                default="TOTAL",
            ),
            Param("course_label", "기수별 줄의 앞말", ParamKind.TEXT),
            Param(
                "between",
                "숫자 사이",
                ParamKind.CHOICE,
                choices=(("COMMA", "쉼표"), ("SPACE", "한 칸")),
                default="COMMA",
            ),
            Param(
                "closings", "숫자 뒤의 말", ParamKind.TEXT, help_text="예: VISIT:지원, COURSE:지원"
            ),
            Param("month_count", "여러 달이면 개월 수도 표시", ParamKind.FLAG),
            YEAR_STYLE,
            MONTH_STYLE,
        ),
        help_text="주요사업의 개요·시설·교육과정·실적·계획 가운데 고른 부분을 보입니다.",
    ),
)
