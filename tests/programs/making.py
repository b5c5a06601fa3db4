"""Rounds for tests: one ready to be announced, in a made-up district."""

from datetime import date

from jobportal.platform.audit import acting
from jobportal.platform.models import District
from programs.actions import publish_rules, start_rules
from programs.models import HostUnit, Programme, ProgrammeName, Round, RoundRules, WorkProject
from programs.rulesets.shipped import shipped_rules

DAYS = {
    "notice_on": date(2026, 5, 4),
    "apply_from_on": date(2026, 5, 11),
    "apply_to_on": date(2026, 5, 22),
    "select_on": date(2026, 6, 26),
    "starts_on": date(2026, 7, 1),
    "ends_on": date(2026, 11, 30),
}


def make_programme(district: District, code: str = "동행", **given) -> Programme:
    """A programme of public works with a name."""
    with acting("시험"):
        programme = Programme(
            district=district, code=code, **{"kind": Programme.Kind.PUBLIC_WORKS, **given}
        )
        programme.save()
        ProgrammeName(
            district=district, programme=programme, from_on=date(2023, 7, 1), name="동행일자리"
        ).save()
    return programme


def make_round(programme: Programme, code: str = "동행-2026-2", **given) -> Round:
    """A round whose dates are in order and whose work projects add up to its 12 posts."""
    fields = {
        "year": 2026,
        "half": 2,
        "planned_posts": 12,
        "posts_youth": 2,
        "posts_under_65": 6,
        "posts_65_over": 4,
        **DAYS,
        **given,
    }
    district = programme.district
    with acting("시험"):
        made = Round(district=district, programme=programme, code=code, **fields)
        made.full_clean(exclude=["district"])
        made.save()
        unit = HostUnit.objects.of(district).first() or HostUnit(
            district=district, code="공원과", name="공원녹지과"
        )
        unit.save()
        for number, posts in enumerate((8, 4), start=1):
            WorkProject(
                district=district,
                round=made,
                code=f"{code}-{number:02}",
                title=f"대상사업 {number}",
                host_unit=unit,
                posts=posts,
            ).save()
    return made


def with_rules(round_: Round, key: str = "public-works-2026-1") -> RoundRules:
    """The round's draft from a delivered rule set."""
    shipped = shipped_rules()[key]
    with acting("시험"):
        return start_rules(round_, shipped.rules, shipped.title)


def published(round_: Round, day: date = date(2026, 5, 4)) -> RoundRules:
    """The round's first version, announced."""
    with_rules(round_)
    with acting("시험"):
        return publish_rules(round_, day)
