"""Establishments and employees of a district by industry (사업체조사)."""

from jobportal.platform.render.grid import Figure, Grid, HeadCell, Row, count, header
from programs.models import BusinessCensus
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure

LINES = (("사업체수(개)", "establishments"), ("종사자수(명)", "employees"))


def build(context: Context) -> Grid:
    """구분 | 합계 | each industry, for the year of the census asked for."""
    industries = list(
        context.records(BusinessCensus).filter(year=context["census_year"]).order_by("order")
    )
    head = [[HeadCell(name) for name in ("구분", "합계", *(row.industry for row in industries))]]
    rows = []
    for label, name in LINES:
        figures = [field_figure(row, name) for row in industries]
        total = count(Figure.total(figures))
        rows.append(Row([header(label), total, *(count(figure) for figure in figures)]))
    return context.grid(head=head, rows=rows)


BUSINESS_CENSUS = ReportTable(
    "business-census",
    "사업체 및 종사자수 현황",
    build,
    (Param("census_year", "조사연도", ParamKind.INTEGER, default=None),),
    "한 해의 사업체조사를 업종별로 보입니다.",
)

TABLES = (BUSINESS_CENSUS,)
