"""Courses and events side by side: trainees by year, and events with who came."""

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    count,
    header,
    text,
)
from jobportal.platform.values.dates import Precision
from jobportal.platform.values.spans import Span
from programs.models import Course, CourseRun, JobEvent
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure, source_of
from reports.tables.logs import when_text
from reports.tables.texts import ITEM, PROJECT


def build_course_years(context: Context) -> Grid:
    """과정명 | 계 | years: the trainees of each course; a course without a year's run is blank."""
    courses = context.records(Course).filter(project=context["project"])
    if context["item"]:
        courses = courses.filter(item=context["item"])
    if context["group"]:
        courses = courses.filter(group=context["group"])
    courses = list(courses.order_by("order", "code"))
    runs: dict[tuple[int, int], list[CourseRun]] = {}
    found = context.records(CourseRun).filter(course__in=courses, year__in=context["years"])
    for run in found.select_related("course"):
        runs.setdefault((run.course_id, run.year), []).append(run)
    rows = [_course_row(context, course, runs) for course in courses]
    head = [[HeadCell(name) for name in ("과정명", "계", *(f"{y}년" for y in context["years"]))]]
    return context.grid(head=head, rows=rows)


def _course_row(
    context: Context, course: Course, runs: dict[tuple[int, int], list[CourseRun]]
) -> Row:
    by_year = [_trainees(runs.get((course.pk, year), [])) for year in context["years"]]
    total = Figure.total(by_year, "연도별 교육인원 합계")
    return Row(
        [
            header(course.title, origin=Origin.RECORD, sources=[source_of(course)]),
            *(count(figure, suffix="명") for figure in (total, *by_year)),
        ]
    )


def _trainees(runs: list[CourseRun]) -> Figure:
    figures = [field_figure(run, "trainees") for run in runs]
    return figures[0] if len(figures) == 1 else Figure.total(figures)


COURSE_YEARS = ReportTable(
    "course-years",
    "교육과정별 연도별 인원",
    build_course_years,
    (
        PROJECT,
        ITEM,
        Param("group", "분야", ParamKind.TEXT, help_text="이 분야의 과정만 보입니다."),
        Param("years", "연도", ParamKind.INTEGERS, default=None),
    ),
    "교육과정마다 연도별 교육인원과 그 합계를 보입니다.",
)


EVENT_FIGURES = {
    "TIMES": ("횟수", "times"),
    "ORGANISATIONS": ("참여 업체", "organisations"),
    "PARTICIPANTS": ("참여인원", "participants"),
    "HIRED": ("채용인원", "hired"),
}
SUFFIXES = {"TIMES": "회", "PARTICIPANTS": "명", "HIRED": "명"}


def build_event_list(context: Context) -> Grid:
    """행사명 | 일자 | figures of each event up to the 기준일, oldest first."""
    events = context.records(JobEvent).filter(project=context["project"])
    if context["item"]:
        events = events.filter(item=context["item"])
    if context["kinds"]:
        events = events.filter(kind__in=context["kinds"])
    known = [e for e in events if e.when is None or e.when.start <= context.as_of]
    columns = context["columns"]
    rows = [_event_row(event, columns) for event in sorted(known, key=_event_order)]
    head = [
        [
            HeadCell(name)
            for name in ("행사명", "일자", *(EVENT_FIGURES[code][0] for code in columns))
        ]
    ]
    return context.grid(head=head, rows=rows)


def _event_order(event: JobEvent) -> tuple:
    return (event.year, event.when.key if event.when else "", event.order)


def _event_row(event: JobEvent, columns: list[str]) -> Row:
    source = [source_of(event)]
    return Row(
        [
            header(f"{event.year}. {event.title}", origin=Origin.RECORD, sources=source),
            text(_day_in_year(event.when), Origin.RECORD, source, align="center"),
            *(_event_cell(event, code) for code in columns),
        ]
    )


def _event_cell(event: JobEvent, code: str) -> Cell:
    suffix = SUFFIXES.get(code, event.organisation_unit)
    return count(field_figure(event, EVENT_FIGURES[code][1]), suffix=suffix)


def _day_in_year(span: Span | None) -> str:
    """“11.20.”: the year stands before the event's name."""
    if span is None or span.precision is not Precision.DAY or span.start != span.end:
        return when_text(span)
    return f"{span.start.month}.{span.start.day}."


EVENT_LIST = ReportTable(
    "event-list",
    "행사 실적",
    build_event_list,
    (
        PROJECT,
        ITEM,
        Param("kinds", "종류", ParamKind.CHOICES, choices=tuple(JobEvent.Kind.choices)),
        Param(
            "columns",
            "열",
            ParamKind.CHOICES,
            default="ORGANISATIONS,PARTICIPANTS",
            choices=tuple((code, label) for code, (label, _) in EVENT_FIGURES.items()),
        ),
    ),
    "사업의 행사를 날짜 순서로, 참여 업체·인원과 함께 보입니다.",
)

TABLES = (COURSE_YEARS, EVENT_LIST)
