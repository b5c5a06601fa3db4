"""The department on paper: its organisation chart and its staffing."""

from itertools import zip_longest

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    blank,
    count,
    header,
    text,
)
from jobportal.platform.values.dates import kdate
from programs.models import (
    Facility,
    StaffingRow,
    StaffSeries,
    Team,
)
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure, sources_of

DEPARTMENT = Param("department", "부서", ParamKind.RECORD, record="departments", default=None)

# ---- Organisation chart ----------------------------------------------------------------------


def org_chart(context: Context) -> Grid:
    """The teams of a department with their duties, as a chart or as a table of two columns."""
    teams = list(
        context.records(Team)
        .filter(department=context["department"])
        .prefetch_related("duties", "facilities")
        .order_by("order", "code")
    )
    if not teams:
        return context.grid(warnings=["부서에 팀이 없습니다. ‘팀’ 기록을 먼저 넣으세요."])
    if context["layout"] == "TABLE":
        return _org_table(context, teams)
    boxes = [HeadCell(team.name) for team in teams]
    title = f"{context['department']} - ( {len(teams)} )개팀"
    duties = [_duties(team) for team in teams]
    places = [_places(team) if context["facilities"] else [] for team in teams]
    rows = [*_rows_of(duties), *_rows_of(places)]
    return context.grid(layout="chart", head=[[HeadCell(title, len(teams))], boxes], rows=rows)


def _duties(team: Team) -> list[Cell]:
    return [text(duty.text, Origin.RECORD, sources_of([duty])) for duty in team.duties.all()]


def _places(team: Team) -> list[Cell]:
    return [
        header(place.name, 1, 1, Origin.RECORD, sources_of([place]))
        for place in team.facilities.all()
        if place.kind == Facility.Kind.CENTRE
    ]


def _rows_of(columns: list[list[Cell]]) -> list[Row]:
    """Columns of different height side by side, blanks below the short ones."""
    return [Row(cells) for cells in zip_longest(*columns, fillvalue=blank())]


def _org_table(context: Context, teams: list[Team]) -> Grid:
    number = Figure.computed(len(teams), sources_of(teams), "팀 수")
    rows = [Row([header("조직"), count(number, suffix="팀")], is_total=True)]
    for team in teams:
        duties = list(team.duties.all())
        words = "\n".join(duty.text for duty in duties)
        cell = text(words, Origin.RECORD, sources_of(duties), align="left")
        rows.append(Row([header(team.name), cell]))
    return context.grid(head=[[HeadCell("팀명"), HeadCell("주요업무")]], rows=rows)


# ---- Staffing --------------------------------------------------------------------------------


def staffing(context: Context) -> Grid:
    """정원 and 현원 by series and grade on the 기준일, from the latest day entered until then."""
    everyone = (
        context.records(StaffingRow)
        .select_related("department")
        .filter(department=context["department"], as_of__lte=context.as_of)
    )
    latest = everyone.order_by("-as_of").values_list("as_of", flat=True).first()
    entered = list(everyone.filter(as_of=latest))
    order = list(StaffSeries.values)
    posts = [row for row in entered if row.series != StaffSeries.PERMANENT_CONTRACT]
    posts.sort(key=lambda row: (order.index(row.series), row.grade))
    if not posts:
        return context.grid(warnings=[f"{kdate(context.as_of)} 이전에 넣은 정원·현원이 없습니다."])
    notes = [
        f"{row.place} {row.get_series_display()} {row.actual_count}명 별도".strip()
        for row in entered
        if row.series == StaffSeries.PERMANENT_CONTRACT
    ]
    as_of = context.as_of_text if context["as_of"] else ""
    build = _compact if context["style"] == "COMPACT" else _matrix
    return build(context, posts, unit="명", as_of=as_of, notes=notes)


def _matrix(context: Context, posts: list[StaffingRow], **parts: object) -> Grid:
    groups: dict[str, list[StaffingRow]] = {}
    for row in posts:
        groups.setdefault(row.get_series_display(), []).append(row)
    head = [
        [
            HeadCell("구분", 1, 2),
            HeadCell("계", 1, 2),
            *(HeadCell(label, len(rows)) for label, rows in groups.items()),
        ],
        [HeadCell(_grade(row)) for row in posts],
    ]
    rows = [
        _matrix_row("정원", [field_figure(row, "authorized_count") for row in posts]),
        _matrix_row("현원", [field_figure(row, "actual_count") for row in posts]),
        _matrix_row("과부족", [_shortage(row) for row in posts]),
    ]
    return context.grid(head=head, rows=rows, **parts)


def _matrix_row(label: str, figures: list[Figure]) -> Row:
    return Row([header(label), count(Figure.total(figures)), *map(count, figures)])


def _shortage(row: StaffingRow) -> Figure:
    actual, authorized = field_figure(row, "actual_count"), field_figure(row, "authorized_count")
    return Figure.difference(actual, authorized, "현원 − 정원")


def _grade(row: StaffingRow) -> str:
    return f"{row.grade}급" if row.grade else row.get_series_display()


def _compact(context: Context, posts: list[StaffingRow], **parts: object) -> Grid:
    """One row of 정원(현원) by grade over all series, under a row with both totals."""
    grades: dict[str, list[StaffingRow]] = {}
    for row in sorted(posts, key=lambda row: row.grade):
        grades.setdefault(_grade(row), []).append(row)
    authorized, actual = _heads(posts)
    said = f"정원 {authorized}명 [현원 {actual}명]"
    whole = text(said, Origin.COMPUTED, sources_of(posts), "정원 합계, 현원 합계")
    head = [[HeadCell("합계"), *map(HeadCell, grades)]]
    rows = [
        Row([whole.span(columns=len(grades) + 1)], is_total=True),
        Row([_both(posts), *map(_both, grades.values())]),
    ]
    return context.grid(head=head, rows=rows, **parts)


def _heads(rows: list[StaffingRow]) -> tuple[int, int]:
    return sum(r.authorized_count for r in rows), sum(r.actual_count for r in rows)


def _both(rows: list[StaffingRow]) -> Cell:
    authorized, actual = _heads(rows)
    if not authorized and not actual:
        return blank()
    origin = Origin.RECORD if len(rows) == 1 else Origin.COMPUTED
    return text(f"{authorized}({actual})", origin, sources_of(rows), "정원(현원)", "center")


TABLES = (
    ReportTable(
        "org-chart",
        "조직도·팀별 업무",
        org_chart,
        (
            DEPARTMENT,
            Param(
                "layout",
                "모양",
                ParamKind.CHOICE,
                choices=(("CHART", "조직도"), ("TABLE", "팀명·주요업무 표")),
                default="CHART",
            ),
            Param("facilities", "시설 함께 표시", ParamKind.FLAG),
        ),
        help_text="부서의 팀과 팀별 업무를 조직도나 표로 보입니다.",
    ),
    ReportTable(
        "staffing",
        "인력(정원·현원)",
        staffing,
        (
            DEPARTMENT,
            Param(
                "style",
                "모양",
                ParamKind.CHOICE,
                choices=(("MATRIX", "정원·현원·과부족"), ("COMPACT", "정원(현원) 한 줄")),
                default="MATRIX",
            ),
            Param("as_of", "기준일 표시", ParamKind.FLAG),
        ),
        help_text="기준일까지 가장 새로 입력한 정원과 현원을 직렬·직급별로 보입니다.",
    ),
)
