"""The achievements of a project in words: its events, courses, agreements, logs and texts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from jobportal.platform.models import Record
from jobportal.platform.render.grid import Figure, Row, count
from programs.models import (
    AchievementLog,
    Agreement,
    Course,
    CourseRun,
    JobEvent,
    ProjectItem,
    TextLine,
)
from reports.declare import Context, field_figure
from reports.tables.sentences import LINE, SUBLINE, line, plain_line, said, span_words

CLOSINGS = {
    "FAIR": "참여",
    "HIRING_DAY": "참여",
    "MEETING": "만남",
    "VISIT": "참여",
    "TALK": "참여",
    "ACTIVITY": "활동",
    "PART_TIME": "지원",
    "CAMPAIGN": "참여",
    "HIRING": "",
    "COURSE": "",
    "AGREEMENT": "일자리 채용",
}
RECORD_KINDS = (
    *JobEvent.Kind.choices,
    ("COURSE", "교육과정"),
    ("AGREEMENT", "업무협약"),
    ("LOG", "추진실적"),
    ("TEXT", "설명"),
)
AFTER_THE_REST = 10_000


@dataclass
class Style:
    """How the lines of one item are worded."""

    context: Context
    closings: dict[str, str]

    @property
    def between(self) -> str:
        """What stands between two figures of a line."""
        return " " if self.context["between"] == "SPACE" else ", "

    def dates(self, span) -> str:
        """A span in the item's way of printing dates; "" without one."""
        if span is None:
            return ""
        return span_words(span, self.context["year_style"], self.context["month_style"])


@dataclass
class Entry:
    """One record on its way to a line: where it stands and how its line is made."""

    item: ProjectItem | None
    order: int
    record: Record
    rows: Callable[[int], list[Row]]

    @property
    def place(self) -> tuple:
        """Parts of the project in their order, then what belongs to none of them."""
        rank = (0, self.item.order, self.item.pk) if self.item else (1, 0, 0)
        return (*rank, self.order)


def part_of(context: Context, model: type[Record], **where: object) -> QuerySet:
    """The project's records of a model, of the parts asked for."""
    found = context.records(model).filter(project=context["project"], **where)
    if context["items"]:
        found = found.filter(item__in=context["items"])
    return found.select_related("item")


def courses_of(style: Style) -> list[Course]:
    """The courses that took place, with their runs up to the report's year."""
    runs = CourseRun.objects.filter(
        district=style.context.district, year__lte=style.context.year
    ).order_by("year", "code")
    return list(
        part_of(style.context, Course, is_planned=False)
        .order_by("order", "code")
        .prefetch_related(Prefetch("runs", queryset=runs))
    )


def by_cohort(courses: Iterable[Course]) -> dict[str, list[CourseRun]]:
    """The runs that name a cohort, by cohort, the earliest first."""
    cohorts: dict[str, list[CourseRun]] = {}
    runs = [run for course in courses for run in course.runs.all() if run.cohort]
    for run in sorted(runs, key=lambda run: (run.year, run.cohort)):
        cohorts.setdefault(run.cohort, []).append(run)
    return cohorts


def results(style: Style) -> list[Row]:
    """A line for each record, or for each part of the project, in their order."""
    entries = sorted(_entries(style), key=lambda entry: entry.place)
    if style.context["group"] == "ITEM":
        return _by_item(style, entries)
    rows: list[Row] = []
    for item, group in groupby(entries, key=lambda entry: entry.item):
        found = list(group)
        if item:
            rows.append(plain_line(LINE, item.title, [item]))
        rows += [row for entry in found for row in entry.rows(SUBLINE if item else LINE)]
    return rows


def _entries(style: Style) -> list[Entry]:
    context = style.context
    kinds = set(context["kinds"]) or {kind for kind, _ in RECORD_KINDS}
    entries: list[Entry] = []
    events = part_of(context, JobEvent, kind__in=kinds, year__lte=context.year)
    for event in events.order_by("order", "code"):
        entries.append(Entry(event.item, event.order, event, _later(_event_rows, style, event)))
    if "COURSE" in kinds:
        courses = courses_of(style)
        entries += _course_entries(style, courses)
    if "AGREEMENT" in kinds:
        for found in part_of(context, Agreement).order_by("signed", "code"):
            entries.append(
                Entry(found.item, AFTER_THE_REST, found, _later(_agreement_rows, style, found))
            )
    if "LOG" in kinds:
        logs = part_of(context, AchievementLog).prefetch_related("details")
        for log in logs:
            entries.append(Entry(log.item, log.order, log, _later(_log_rows, style, log)))
    if "TEXT" in kinds:
        for found in part_of(context, TextLine, kind=TextLine.Kind.RESULT):
            entries.append(Entry(found.item, found.order, found, _later(_text_rows, style, found)))
    return entries


def _later(make: Callable, style: Style, record: object) -> Callable[[int], list[Row]]:
    return lambda level: make(style, record, level)


def _text_rows(style: Style, found: TextLine, level: int) -> list[Row]:
    return [plain_line(min(level + max(found.level - 1, 0), 4), found.text, [found])]


def _event_rows(style: Style, event: JobEvent, level: int) -> list[Row]:
    words = _event_words(style, event)
    label = event.title
    dated = style.dates(event.when)
    if style.context["dates"] == "YEAR_FIRST" and event.when:
        label = f"{event.year}. {event.title}({_day_only(event)})"
    elif style.context["dates"] == "AFTER" and dated:
        words = f"{words}({dated})" if words else dated
    if event.is_partial:
        words += " (집계 중)"
    return (
        [line(level, label, said(words, [event]))] if words else [plain_line(level, label, [event])]
    )


def _day_only(event: JobEvent) -> str:
    """The days without year and weekday, the year standing before the title."""
    return span_words(event.when, "NONE", "DOT").partition("(")[0]


def _event_words(style: Style, event: JobEvent) -> str:
    """“35회 265명 지원”, “27개 업체, 428명 참여”; hires stand last: “18명 채용”."""
    parts = []
    if event.times is not None:
        parts.append(f"{event.times:,}회")
    if event.organisations is not None:
        parts.append(f"{event.organisations:,}{event.organisation_unit}")
    if event.participants is not None:
        parts.append(f"{event.participants:,}명")
    words = f"{style.between.join(parts)} {style.closings[event.kind]}".strip() if parts else ""
    if event.hired is not None:
        hires = f"{event.hired:,}명" + (" 채용" if parts else "")
        closing = style.closings["HIRING"] if not parts else ""
        words = style.between.join(filter(None, (words, f"{hires} {closing}".strip())))
    return words or event.note


def _course_entries(style: Style, courses: list[Course]) -> list[Entry]:
    if style.context["runs"] == "COHORT":
        return [
            Entry(
                runs[0].course.item,
                runs[0].course.order,
                runs[0],
                lambda level, c=cohort, found=runs: [_cohort_row(style, c, found, level)],
            )
            for cohort, runs in by_cohort(courses).items()
        ]
    return [Entry(c.item, c.order, c, _later(_course_rows, style, c)) for c in courses]


def _cohort_row(style: Style, cohort: str, runs: list[CourseRun], level: int) -> Row:
    total = Figure.total([field_figure(run, "trainees") for run in runs])
    parts = [
        f"{run.class_name or run.course.title} {run.trainees}"
        for run in runs
        if run.trainees is not None
    ]
    words = f" ({', '.join(parts)})" if parts else ""
    title = f"{style.context['course_label']} {cohort} 교육".strip()
    return line(level, title, count(total, suffix="명"), said(words, runs))


def _course_rows(style: Style, course: Course, level: int) -> list[Row]:
    runs = list(course.runs.all())
    names = ("sessions", "trainees", "employed")
    sessions, trained, employed = (_run_total(runs, name) for name in names)
    parts = [f"{sessions:,}회"] if sessions is not None else []
    parts += [f"{trained:,}명"] if trained is not None else []
    figures = style.between.join(parts)
    if figures:
        figures = f"{figures} {style.closings['COURSE']}".strip()
    if employed is not None:
        figures = ", ".join(filter(None, (figures, f"{employed:,}명 취업")))
    words = ", ".join(filter(None, (course.content, figures)))
    records = [course, *runs]
    if not words:
        return [plain_line(level, course.title, [course])]
    cells = [said(words, records, "과정 운영의 합계")]
    years = _years(runs) if style.context["runs"] == "YEAR" else ""
    return [line(level, course.title, *cells, *([said(years, runs)] if years else []))]


def _run_total(runs: list[CourseRun], name: str) -> int | None:
    known = [getattr(run, name) for run in runs if getattr(run, name) is not None]
    return sum(known) if known else None


def _years(runs: list[CourseRun]) -> str:
    """The trainees year by year: “(’18년 60명, ’19년 125명)”."""
    years: dict[int, int] = {}
    for run in runs:
        if run.trainees is not None:
            years[run.year] = years.get(run.year, 0) + run.trainees
    return f"({', '.join(f'’{y % 100:02}년 {n:,}명' for y, n in years.items())})" if years else ""


def _agreement_rows(style: Style, found: Agreement, level: int) -> list[Row]:
    title = f"{found.partner} {found.purpose}".strip()
    dated = style.dates(found.signed).partition("(")[0]
    if found.hired is None:
        return [line(level, title, said(dated, [found]))]
    words = f"{found.hired:,}명 {style.closings['AGREEMENT']}".strip()
    return [line(level, title, said(dated, [found]), said(f": {words}", [found]))]


def _log_rows(style: Style, log: AchievementLog, level: int) -> list[Row]:
    rows = [line(level, log.title, said(style.dates(log.when), [log]))]
    details = [detail for detail in log.details.all() if detail.text]
    return rows + [plain_line(min(level + 1, 4), detail.text, [detail]) for detail in details]


# ---- One line for each part of the project ---------------------------------------------------


def _by_item(style: Style, entries: list[Entry]) -> list[Row]:
    """“취업박람회 개최: 6. 15.(금), … / 7. 18.(수), …”; records without a part keep their lines."""
    rows: list[Row] = []
    for item, group in groupby(entries, key=lambda entry: entry.item):
        found = list(group)
        if item is None:
            rows += [row for entry in found for row in entry.rows(LINE)]
            continue
        parts = [
            _events_in_one(style, [e.record for e in found if isinstance(e.record, JobEvent)]),
            _courses_in_one([e.record for e in found if isinstance(e.record, Course)]),
        ]
        words = ", ".join(filter(None, parts))
        others = [e for e in found if not isinstance(e.record, (JobEvent, Course))]
        shown = [entry.record for entry in found if entry not in others]
        if words:
            rows.append(line(LINE, item.title, said(words, shown)))
        rows += [row for entry in others for row in entry.rows(SUBLINE)]
    return rows


def _events_in_one(style: Style, events: list[JobEvent]) -> str:
    def told(event: JobEvent) -> str:
        facts = (style.dates(event.when), event.venue, _event_words(style, event))
        return ", ".join(filter(None, facts)) or event.title

    return " / ".join(told(event) for event in events)


def _courses_in_one(courses: list[Course]) -> str:
    if not courses:
        return ""
    others = f" 외 {len(courses) - 1}개 프로그램" if len(courses) > 1 else ""
    return f"{courses[0].title}{others} 운영"
