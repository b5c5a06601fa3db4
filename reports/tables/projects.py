"""The list of a department's projects, and the heading block of each project's page."""

from django.db.models import (
    Case,
    IntegerField,
    QuerySet,
    Value,
    When,
    prefetch_related_objects,
)

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Kind,
    Origin,
    Row,
    blank,
    header,
    text,
)
from programs.models import Project
from reports.declare import Context, Param, ParamKind, ReportTable, source_of, sources_of


def _projects(context: Context) -> QuerySet:
    """The projects asked for, kind by kind in the order the kinds were given."""
    kinds = context["kinds"]
    by_kind = Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(kinds)),
        output_field=IntegerField(),
    )
    found = context.records(Project).filter(year=context.year, kind__in=kinds)
    if context["department"]:
        found = found.filter(department=context["department"])
    return found.select_related("team").order_by(by_kind, "order", "code")


def project_list(context: Context) -> Grid:
    """연번, 사업명, 쪽 of the projects; with more than one kind each kind is counted anew."""
    groups: dict[str, list[Project]] = {}
    for project in _projects(context):
        groups.setdefault(project.get_kind_display(), []).append(project)
    several = len(context["kinds"]) > 1
    labels = ["연번", context["title_label"], *(["구분"] if context["show_new"] else []), "쪽"]
    rows = []
    for label, projects in groups.items():
        for number, project in enumerate(projects, start=1):
            first = [header(label, rowspan=len(projects))] if several and number == 1 else []
            rows.append(Row([*first, *_listed(context, number, project)]))
    head = [[HeadCell(label) for label in (["구분"] if several else []) + labels]]
    return context.grid(head=head, rows=rows)


def _listed(context: Context, number: int, project: Project) -> list[Cell]:
    source = sources_of([project])
    status = [text("신규" if project.is_new else "계속", Origin.RECORD, source, align="center")]
    return [
        header(str(number), 1, 1, Origin.COMPUTED, source),
        text(project.title, Origin.RECORD, source, align="left"),
        *(status if context["show_new"] else []),
        _page(project),
    ]


def _page(project: Project) -> Cell:
    if project.page is None:
        return blank()
    figure = Figure.record(project.page, source_of(project))
    return Cell(project.page, str(project.page), Kind.COUNT, figure.origin, sources=figure.sources)


def project_heading(context: Context) -> Grid:
    """Number, title, team and objective of each project, as they head its page."""
    chosen = context["projects"] or list(_projects(context))
    prefetch_related_objects(chosen, "team")
    rows = []
    for project in chosen:
        source = sources_of([project])
        team = project.team
        rows.append(
            Row(
                [
                    header(
                        f"{project.get_kind_display()} {project.order}", 1, 1, Origin.RECORD, source
                    ),
                    text(project.title, Origin.RECORD, source, align="left"),
                    text(team.name, Origin.RECORD, sources_of([team])) if team else blank(),
                    text(project.objective, Origin.RECORD, source, align="left"),
                ]
            )
        )
    labels = ("구분", "사업명", "담당 팀", "목적")
    return context.grid(head=[[HeadCell(label) for label in labels]], rows=rows)


KINDS = Param(
    "kinds", "사업 구분", ParamKind.CHOICES, choices=tuple(Project.Kind.choices), default="MAJOR"
)
DEPARTMENT = Param("department", "부서", ParamKind.RECORD, record="departments")

TABLES = (
    ReportTable(
        "project-list",
        "주요사업 목록",
        project_list,
        (
            DEPARTMENT,
            KINDS,
            Param("title_label", "사업 열 이름", ParamKind.TEXT, default="사업명"),
            Param("show_new", "계속·신규 표시", ParamKind.FLAG),
        ),
        help_text="주요사업의 연번·사업명·쪽 번호입니다. 구분이 여럿이면 구분마다 새로 셉니다.",
    ),
    ReportTable(
        "project-heading",
        "주요사업 머리글",
        project_heading,
        (
            DEPARTMENT,
            KINDS,
            Param(
                "projects",
                "주요사업",
                ParamKind.RECORDS,
                record="projects",
                help_text="비우면 부서의 모든 사업입니다.",
            ),
        ),
        help_text="주요사업마다 쪽의 머리에 놓는 번호·사업명·담당 팀·목표입니다.",
    ),
)
