"""The job centre's work: its programmes' runs, its hiring events, and who works where."""

from collections.abc import Sequence
from itertools import groupby

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Kind,
    Origin,
    Row,
    blank,
    count,
    header,
    text,
)
from jobportal.platform.values.dates import Precision, kperiod
from jobportal.platform.values.spans import Span
from programs.models import (
    CourseRun,
    Facility,
    FacilityTask,
    JobEvent,
    StaffAssignment,
)
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure, source_of

PROJECT = Param("project", "주요사업", ParamKind.RECORD, record="projects", default=None)

# ---- Programmes ------------------------------------------------------------------------------


def course_runs(context: Context) -> Grid:
    """프로그램명, 일정, sessions and people of the 기준일's year, one row per programme."""
    runs = list(
        context.records(CourseRun)
        .filter(course__project=context["project"], year=context.as_of.year)
        .select_related("course")
        .order_by("course__order", "course__code", "code")
    )
    runs = [run for run in runs if run.when is None or run.when.start <= context.as_of]
    rows = []
    for course, group in groupby(runs, key=lambda run: run.course):
        own = list(group)
        rows.append(
            Row(
                [
                    header(course.title, origin=Origin.RECORD, sources=[source_of(course)]),
                    text(_months(own), Origin.RECORD, [source_of(*own)], align="center"),
                    _sum(own, "sessions", "회"),
                    _sum(own, "trainees", "명"),
                    text(_modes(own), Origin.RECORD, [source_of(*own)], align="center"),
                ]
            )
        )
    head = [
        [
            HeadCell("프로그램명", rowspan=2),
            HeadCell("일정", rowspan=2),
            HeadCell("진행/참여자 수", colspan=2),
            HeadCell("비고", rowspan=2),
        ],
        [HeadCell("진행"), HeadCell("참여자")],
    ]
    return context.grid(head=head, rows=rows)


def _sum(records: Sequence[CourseRun] | Sequence[JobEvent], name: str, suffix: str) -> Cell:
    figures = [field_figure(record, name) for record in records]
    return count(figures[0] if len(figures) == 1 else Figure.total(figures), suffix=suffix)


def _months(runs: Sequence[CourseRun]) -> str:
    """02~12월 from the first start to the last end; a run across years is written out."""
    spans = [run.when for run in runs if run.when]
    if not spans:
        return ""
    whole = Span(
        min(span.start for span in spans), max(span.end for span in spans), Precision.MONTH
    )
    if whole.start.year != whole.end.year:
        return kperiod(whole.start, whole.end, whole.precision)
    if whole.start.month == whole.end.month:
        return f"{whole.start.month:02}월"
    return f"{whole.start.month:02}~{whole.end.month:02}월"


def _modes(runs: Sequence[CourseRun]) -> str:
    modes = {run.mode for run in runs}
    return CourseRun.Mode(modes.pop() if len(modes) == 1 else CourseRun.Mode.BOTH).label


# ---- Events ----------------------------------------------------------------------------------

COUNTS = (
    ("times", "운영횟수", "회"),
    ("organisations", "참여기업", "개"),
    ("participants", "참여인원", "명"),
    ("hired", "채용인원", "명"),
)


def event_results(context: Context) -> Grid:
    """How often each kind of event was held in the 기준일's year and what came of it."""
    kinds = context["kinds"]
    events = list(
        context.records(JobEvent)
        .filter(project=context["project"], kind__in=kinds, year=context.as_of.year)
        .order_by("order")
    )
    events = [event for event in events if event.when is None or event.when.start <= context.as_of]
    rows = []
    for kind in kinds:
        own = [event for event in events if event.kind == kind]
        if own:
            rows.append(
                Row(
                    [
                        header(JobEvent.Kind(kind).label),
                        *(_sum(own, name, unit) for name, _, unit in COUNTS),
                        _remarks(own),
                    ]
                )
            )
    labels = ("구분", *(label for _, label, _ in COUNTS), "비고")
    return context.grid(head=[[HeadCell(label) for label in labels]], rows=rows)


def _remarks(events: Sequence[JobEvent]) -> Cell:
    lines = ["※온라인으로 개최"] if all(event.is_online for event in events) else []
    lines += [
        f"※{event.note or '실적 집계중'}" for event in events if event.note or event.is_partial
    ]
    if not lines:
        return blank()
    return text("\n".join(lines), Origin.RECORD, [source_of(*events)], align="left")


# ---- Centres ---------------------------------------------------------------------------------


def centre_staff(context: Context) -> Grid:
    """People of each centre by kind of employment on the 기준일, and the centre's main tasks."""
    centres: list[Facility] = context["facilities"]
    staff: dict[int, list[StaffAssignment]] = {}
    found = context.records(StaffAssignment).filter(facility__in=centres, as_of__lte=context.as_of)
    for row in found.select_related("facility").order_by("-as_of", "order"):
        own = staff.setdefault(row.facility_id, [])
        if not own or own[0].as_of == row.as_of:
            own.append(row)
    tasks: dict[int, list[FacilityTask]] = {}
    for task in context.records(FacilityTask).filter(facility__in=centres).order_by("order"):
        tasks.setdefault(task.facility_id, []).append(task)
    rows = [_centre_row(one, staff.get(one.pk, []), tasks.get(one.pk, [])) for one in centres]
    head = [[HeadCell("구분"), HeadCell("인력현황", colspan=2), HeadCell("주요업무")]]
    return context.grid(head=head, rows=rows)


def _centre_row(
    centre: Facility, staff: Sequence[StaffAssignment], tasks: Sequence[FacilityTask]
) -> Row:
    place = f" ({centre.site})" if centre.site else ""
    people = Figure.total([field_figure(row, "count") for row in staff])
    return Row(
        [
            header(f"{centre.name}{place}", origin=Origin.RECORD, sources=[source_of(centre)]),
            count(people, none="-", suffix="명"),
            _lines([f"- {row.role} {row.count:,}" for row in staff], staff),
            _lines([f"- {task.text}" for task in tasks], tasks),
        ]
    )


def _lines(words: Sequence[str], records: Sequence) -> Cell:
    if not records:
        return Cell(kind=Kind.BLANK)
    return text("\n".join(words), Origin.RECORD, [source_of(*records)], align="left")


TABLES = (
    ReportTable(
        "course-runs",
        "취업지원 프로그램 운영 실적",
        course_runs,
        (PROJECT,),
        "기준일이 있는 해에 시작한 과정의 운영 횟수와 참여자 수입니다.",
    ),
    ReportTable(
        "event-results",
        "행사 개최 실적",
        event_results,
        (
            PROJECT,
            Param(
                "kinds",
                "행사 종류(순서대로)",
                ParamKind.CHOICES,
                choices=tuple(JobEvent.Kind.choices),
                default="HIRING_DAY,FAIR",
            ),
        ),
        "기준일이 있는 해에 연 행사의 횟수와 참여 기업·인원, 채용 인원입니다.",
    ),
    ReportTable(
        "centre-staff",
        "센터별 인력과 주요업무",
        centre_staff,
        (
            Param(
                "facilities", "시설(순서대로)", ParamKind.RECORDS, record="facilities", default=None
            ),
        ),
        "기준일 현재 센터의 인력을 고용 형태별로, 주요업무와 함께 보입니다.",
    ),
)
