"""The social economy on paper: organisations, supports, public purchases, in lines."""

from fractions import Fraction

from jobportal.platform.render.grid import Figure, Grid, Origin, Row, count, text
from jobportal.platform.values.money import half_up, in_unit
from jobportal.platform.values.rates import decimal_text
from programs.models import (
    JobEvent,
    PlanItem,
    PublicPurchase,
    SocialEconomyCount,
    SocialEconomyKind,
    SocialEconomyOrg,
    Support,
)
from reports.declare import UNIT, Context, Param, ParamKind, ReportTable, field_figure, sources_of
from reports.tables.sentences import (
    LINE,
    LINE_HEAD,
    YEAR_STYLE,
    line,
    plan_rows,
    said,
    section,
)

HUNDRED_MILLION = 100_000_000


def social_economy(context: Context) -> Grid:
    """현황 by kind, new firms, supports by kind, public purchases, placements, plans."""
    rows = [section("사업개요"), *_firms(context), section("주요 추진실적")]
    rows += [*_new_firms(context), *_supports(context), *_purchases(context), *_events(context)]
    plans = context.records(PlanItem).filter(project=context["project"]).select_related("item")
    planned = plan_rows(plans.order_by("order"), context["year_style"])
    if planned:
        rows += [section("향후계획"), *planned]
    return context.grid(layout="lines", head=LINE_HEAD, rows=rows)


# ---- Organisations ---------------------------------------------------------------------------


def _firms(context: Context) -> list[Row]:
    figures = _registered(context, new=False) or _counted(context, "total")
    return _kinds_line("현황", figures)


def _new_firms(context: Context) -> list[Row]:
    figures = _registered(context, new=True) or _counted(context, "newly_found")
    return _kinds_line("신규기업 공모발굴", figures)


def _registered(context: Context, new: bool) -> dict[str, Figure]:
    """Counts from the register; empty when the district keeps none in the portal."""
    found = context.records(SocialEconomyOrg).filter(registered_on__lte=context.as_of)
    if new:
        found = found.filter(registered_on__year=context.year)
    by_kind: dict[str, list[SocialEconomyOrg]] = {}
    for org in found:
        if org.closed_on is None or org.closed_on > context.as_of:
            by_kind.setdefault(org.kind, []).append(org)
    return {
        kind: Figure.computed(len(by_kind[kind]), sources_of(by_kind[kind]), "등록 기업 수")
        for kind in SocialEconomyKind.values
        if kind in by_kind
    }


def _counted(context: Context, name: str) -> dict[str, Figure]:
    """The latest entered counts until the 기준일, in the order of the kinds."""
    found = context.records(SocialEconomyCount).filter(as_of__lte=context.as_of)
    latest = found.order_by("-as_of").values_list("as_of", flat=True).first()
    kept = {one.kind: field_figure(one, name) for one in found.filter(as_of=latest)}
    return {
        kind: kept[kind] for kind in SocialEconomyKind.values if kind in kept and kept[kind].value
    }


def _kinds_line(label: str, figures: dict[str, Figure]) -> list[Row]:
    if not figures:
        return []
    total = Figure.total(figures.values(), "종류별 기업 수의 합계")
    parts = ", ".join(
        f"{SocialEconomyKind(kind).label} {figure.value:,}" for kind, figure in figures.items()
    )
    detail = text(f" ({parts})", Origin.COMPUTED, total.sources, "종류별 기업 수")
    return [line(LINE, label, count(total, suffix="개"), detail)]


# ---- Supports, purchases, placements ---------------------------------------------------------


def _supports(context: Context) -> list[Row]:
    found = context.records(Support).filter(project=context["project"], year=context.year)
    by_kind: dict[str, list[Support]] = {}
    for support in found.order_by("order", "code"):
        by_kind.setdefault(support.kind, []).append(support)
    rows = []
    for kind in (Support.Kind.FINANCE, Support.Kind.SPACE):
        if kind in by_kind:
            rows.append(_firms_supported(context, Support.Kind(kind).label, by_kind[kind]))
    sessions = [
        one
        for kind in (Support.Kind.CONSULTING, Support.Kind.TRAINING)
        for one in by_kind.get(kind, ())
    ]
    if sessions:
        words = ", ".join(_session(one) for one in sessions)
        rows.append(line(LINE, "상담·교육", said(words, sessions)))
    return rows


def _firms_supported(context: Context, label: str, supports: list[Support]) -> Row:
    """Firms once per support; by the kind of firm where that was entered, and the amount."""
    firms = Figure.total([field_figure(one, "organisations") for one in supports])
    notes = ", ".join(dict.fromkeys(one.note for one in supports if one.note))
    details = [f"({notes})"] if notes else []
    if all(one.org_kind for one in supports):
        kinds = ", ".join(
            f"{one.get_org_kind_display()} {one.organisations or 0:,}" for one in supports
        )
        details.append(f" ({kinds})")
    amount = sum(one.amount_won or 0 for one in supports)
    if amount:
        details.append(f", {in_unit(amount, context.unit):,}{context.unit.label}")
    return line(LINE, label, count(firms, suffix="개 기업"), said("".join(details), supports))


def _session(support: Support) -> str:
    facts = [f"{support.times:,}회"] if support.times is not None else []
    facts += [f"{support.persons:,}명"] if support.persons is not None else []
    return f"{support.title}({', '.join(facts)})" if facts else support.title


def _purchases(context: Context) -> list[Row]:
    """The latest statement of the year; the share is computed where the whole is known."""
    found = context.records(PublicPurchase).filter(year=context.year, as_of__lte=context.as_of)
    purchase = found.order_by("-as_of").first()
    if purchase is None:
        return []
    share = purchase.stated_percent
    if purchase.total_won:
        share = Fraction(purchase.social_won, purchase.total_won) * 100
    hundreds = f"{half_up(Fraction(purchase.social_won, HUNDRED_MILLION)):,}억"
    words = "" if share is None else f"(총 구매비율 {decimal_text(Fraction(share), 1)}%)"
    return [line(LINE, "공공구매 실적", said(hundreds + words, [purchase]))]


def _events(context: Context) -> list[Row]:
    """People placed with firms: “청년(5명), 기업(5개) 연계 취업 추진”."""
    found = context.records(JobEvent).filter(
        project=context["project"], year=context.year, kind=JobEvent.Kind.HIRING
    )
    rows = []
    for event in found.order_by("order", "code"):
        facts = []
        if event.participants is not None:
            facts.append(f"{context['person_label']}({event.participants:,}명)")
        if event.organisations is not None:
            facts.append(f"기업({event.organisations:,}개)")
        words = f"{', '.join(facts)} 연계 취업 추진" if facts else event.note
        rows.append(line(LINE, event.title, said(words, [event])))
    return rows


TABLES = (
    ReportTable(
        "social-economy",
        "사회적경제 현황·지원",
        social_economy,
        (
            Param("project", "주요사업", ParamKind.RECORD, record="projects", default=None),
            Param("person_label", "연계 취업자의 말", ParamKind.TEXT, default="참여자"),
            YEAR_STYLE,
            UNIT,
        ),
        help_text="사회적경제기업의 현황과 새 기업, 지원, 공공구매, 취업 연계, 계획을 보입니다.",
    ),
)
