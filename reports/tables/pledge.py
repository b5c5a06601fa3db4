"""The pledge card: its checkboxes, its head with the total cost, and who answers for it."""

from collections.abc import Sequence
from itertools import groupby

from budgets.models import Investment
from jobportal.platform.models.parts import AMOUNT_FIELDS, SOURCE_FIELDS
from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Origin,
    Row,
    blank,
    choices,
    header,
    money,
    text,
)
from programs.models import Pledge, PledgeChoice, PledgeContact
from reports.declare import (
    Context,
    Param,
    ParamKind,
    ReportTable,
    field_figure,
    query_source,
    source_of,
)

PLEDGE = Param("pledge", "공약", ParamKind.RECORD, record="pledges", default=None)
UNIT_MILLION = Param(
    "unit",
    "금액 단위",
    ParamKind.CHOICE,
    default="MILLION",
    choices=(("WON", "원"), ("THOUSAND", "천원"), ("MILLION", "백만원")),
)
Group = tuple[str, Cell]


def choice_groups(context: Context) -> list[Group]:
    """Each group of checkboxes with its options in one cell, nested ones in brackets."""
    found = context.records(PledgeChoice).filter(pledge=context["pledge"]).order_by("order")
    return [
        (name, _boxes(list(options)))
        for name, options in groupby(found, key=lambda choice: choice.group)
    ]


def _boxes(options: list[PledgeChoice]) -> Cell:
    parts: list[tuple[bool, str] | str] = []
    for option in options:
        if option.under:
            continue
        parts.append((option.is_selected, option.option))
        nested = [(sub.is_selected, sub.option) for sub in options if sub.under == option.option]
        parts += ["(", *nested, ")"] if nested else []
    return choices(parts, sources=[source_of(*options)])


def build_choices(context: Context) -> Grid:
    """One row per group: its name and its options."""
    rows = [Row([header(name), cell]) for name, cell in choice_groups(context)]
    head = [[HeadCell("구분"), HeadCell("해당 사항")]]
    return context.grid(head=head, rows=rows)


PLEDGE_CHOICES = ReportTable(
    "pledge-choices",
    "공약 분류",
    build_choices,
    (PLEDGE,),
    "공약카드의 선택 항목을 보입니다.",
)


# ---- The head of the card --------------------------------------------------------------------


def build_header(context: Context) -> Grid:
    """The card's head: groups of checkboxes, the period, the total cost by source, contacts.

    The total cost is the sum of the planned investment, in the term and after it.
    """
    groups = choice_groups(context)
    beside = groups[-1] if len(groups) > 2 else None
    rows = [_first_row(context["pledge"], groups[:2]), *_middle_rows(groups[2:-1])]
    rows += _cost_rows(context, beside)
    rows += _contact_rows(context)
    return context.grid(rows=rows, layout="card")


def _first_row(pledge: Pledge, groups: Sequence[Group]) -> Row:
    cells = []
    for name, options in groups:
        cells += [header(name), options.span(columns=2)]
    cells += [blank(colspan=3)] * (2 - len(groups))
    period = text(pledge.period_text, Origin.RECORD, [source_of(pledge)], align="center")
    return Row([*cells, header("사업기간"), period])


def _middle_rows(groups: Sequence[Group]) -> list[Row]:
    rows = []
    for left, *right in (groups[at : at + 2] for at in range(0, len(groups), 2)):
        if right:
            name, options = right[0]
            rows.append(Row([header(left[0]), left[1].span(columns=5), header(name), options]))
        else:
            rows.append(Row([header(left[0]), left[1].span(columns=7)]))
    return rows


def _cost_rows(context: Context, beside: Group | None) -> list[Row]:
    """총사업비 as 계 and by source, with the last group of checkboxes beside it."""
    pledge = context["pledge"]
    found = context.records(Investment).filter(project=pledge.project_id, basis="PLAN")
    found = found.select_related("project", "item")
    plans = [plan for plan in found if plan.item_id is None] or list(found)
    listed = query_source("investments", project=pledge.project_id, basis="PLAN")

    def figure(names: Sequence[str]) -> Figure:
        parts = [field_figure(p, name) for p in plans for name in names if getattr(p, name)]
        total = Figure.total(parts, "연도별 투자계획 합계")
        return total if parts else Figure.computed(0, [listed], total.formula)

    amounts = [("계", AMOUNT_FIELDS)]
    amounts += [(source.label, [name]) for source, name in SOURCE_FIELDS.items()]
    label = f"총사업비({context.unit.label})"
    name, options = beside or ("", blank())
    top = [header(label, rowspan=2), *(header(word) for word, _ in amounts)]
    cells = [money(figure(names), context.unit) for _, names in amounts]
    return [
        Row([*top, header(name, rowspan=2), options.span(rows=2)]),
        Row(cells),
    ]


def _contact_rows(context: Context) -> list[Row]:
    contacts = list(context.records(PledgeContact).filter(pledge=context["pledge"]).order_by("pk"))
    rows = []
    for n, contact in enumerate(contacts):
        first = [header("사업담당", rowspan=len(contacts))] if n == 0 else []
        title, name, phone = _contact_cells(contact)
        rows.append(
            Row(
                [
                    *first,
                    title.span(columns=2),
                    name.span(columns=3),
                    phone.span(columns=2),
                ]
            )
        )
    return rows


def _contact_cells(contact: PledgeContact) -> tuple[Cell, Cell, Cell]:
    source = [source_of(contact)]
    name = f"代 {contact.name}" if contact.is_acting else contact.name
    phone = f"☎{contact.phone}" if contact.phone else ""
    return (
        header(contact.title, origin=Origin.RECORD, sources=source),
        text(name, Origin.RECORD, source, align="center"),
        text(phone, Origin.RECORD, source, align="center"),
    )


PLEDGE_HEADER = ReportTable(
    "pledge-header",
    "공약 개요",
    build_header,
    (PLEDGE, UNIT_MILLION),
    "공약카드의 머리표입니다. 총사업비는 연도별 투자계획을 더한 값입니다.",
)


def build_contacts(context: Context) -> Grid:
    """직위 | 성명 | 전화 of those who answer for the pledge."""
    contacts = context.records(PledgeContact).filter(pledge=context["pledge"]).order_by("pk")
    rows = [Row(_contact_cells(contact)) for contact in contacts]
    head = [[HeadCell(name) for name in ("직위", "성명", "전화")]]
    return context.grid(head=head, rows=rows)


PLEDGE_CONTACTS = ReportTable(
    "pledge-contacts",
    "담당부서",
    build_contacts,
    (PLEDGE,),
    "공약을 맡은 과장·팀장·담당과 전화번호입니다.",
)

TABLES = (PLEDGE_CHOICES, PLEDGE_HEADER, PLEDGE_CONTACTS)
