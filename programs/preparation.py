"""What a round's preparation has reached: its versions of rules, its sums, what is missing."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from django.conf import settings
from django.utils.module_loading import import_string

from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.rules.wage import WageBase
from jobportal.platform.values.particles import settle_particles
from programs.models import ParticipantType, Round, RoundRules
from programs.rulesets.shipped import origins
from programs.statutory.timelines import WageValues, wage_values

# The dates of a round in the order they must come (domain 2.1).
DATES = ("notice_on", "apply_from_on", "apply_to_on", "select_on", "starts_on", "ends_on")
AGE_POSTS = ("posts_youth", "posts_under_65", "posts_65_over")
NO_CLAUSE = "이 회차 공고문의 참여 자격"
"""What a notice cites for a condition whose article was not entered."""
LIMITS = ("reserve_limit", "youth_max_age")


def versions_of(round_: Round) -> list[RoundRules]:
    """Every version of the round's rules, oldest first; one query."""
    return list(RoundRules.objects.of(round_.district).filter(round=round_).select_related("round"))


def latest_of(versions: list[RoundRules]) -> RoundRules | None:
    """The newest version, published or not."""
    return versions[-1] if versions else None


def draft_of(versions: list[RoundRules]) -> RoundRules | None:
    """The version still being written."""
    return next((version for version in versions if not version.is_published), None)


def announced_rules(round_: Round) -> RoundRules | None:
    """The version in force: the newest published one. None before the notice."""
    published = [version for version in versions_of(round_) if version.is_published]
    return latest_of(published)


def rules_of(version: RoundRules) -> RuleSet:
    """The rules of a version; a condition cites the article of its notice, or none."""
    rules = RuleSet.from_data(version.content)
    return replace(rules, criteria=tuple(map(_citing_its_notice, rules.criteria)))


def _citing_its_notice(criterion: Criterion) -> Criterion:
    if own_clause(criterion.clause):
        return criterion
    origin = criterion.origin or criterion.clause
    return replace(criterion, clause="", origin=origin)


def own_clause(clause: str) -> str:
    """The article of a round's own notice; "" for what only says where a number came from.

    Rules that were announced before the two were kept apart hold the origin of a delivered number,
    a news item maybe, in the place of the clause, and cannot be changed any more.
    """
    return "" if clause in origins() else clause


def by_lots(rules: RuleSet) -> RuleSet:
    """The rules without a scoring table, and without the order of equal scores."""
    return replace(rules, rubric=None, tie_breaks=())


def label_of(name: str) -> str:
    """The Korean name of a field of the round."""
    return str(Round._meta.get_field(name).verbose_name)


def plan_of(round_: Round) -> dict:
    """Dates, posts and work projects as plain data, kept with a published version."""
    return {
        "dates": {name: _iso(getattr(round_, name)) for name in DATES},
        "posts": {name: getattr(round_, name) for name in ("planned_posts", *AGE_POSTS, *LIMITS)},
        "projects": [
            {
                "code": project.code,
                "title": project.title,
                "host_unit": str(project.host_unit or ""),
                "field": project.field,
                "type": project.participant_type,
                "posts": project.posts,
                "hours": project.hours_per_day,
                "requirement": project.requirement,
                "certificates": project.certificates,
                "experience": project.experience_years,
            }
            for project in round_.work_projects.select_related("host_unit")
        ],
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def posts_by_type(round_: Round) -> list[tuple[str, int]]:
    """Posts of the work projects by participant type, types without posts left out."""
    sums = dict.fromkeys(ParticipantType.values, 0)
    for project in round_.work_projects.all():
        sums[project.participant_type] += project.posts
    labels = dict(ParticipantType.choices)
    return [(labels[code], posts) for code, posts in sums.items() if posts]


def posts_words(planned: int, posts: int, what: str) -> str:
    """How a sum of posts differs from the plan, in words; empty when it does not."""
    if posts == planned:
        return ""
    how = "모자랍니다" if posts < planned else "많습니다"
    gap = f"{abs(planned - posts):,}명 {how}"
    return f"{what}의 합 {posts:,}명이 계획 인원 {planned:,}명보다 {gap}."


def problems_of(round_: Round, version: RoundRules | None) -> list[str]:
    """Everything that stands against the notice, all at once, each in a Korean sentence."""
    return [
        *_date_problems(round_),
        *_post_problems(round_),
        *_rule_problems(round_, version),
        *_foreign_problems(round_),
    ]


def _foreign_problems(round_: Round) -> list[str]:
    """What apps above this one hold against the round's values (``ROUND_CHECKS``)."""
    checks = [import_string(path) for path in settings.ROUND_CHECKS]
    return [problem for check in checks for problem in check(round_)]


def _date_problems(round_: Round) -> list[str]:
    days = [(label_of(name), getattr(round_, name)) for name in DATES]
    missing = [label for label, day in days if day is None]
    found = (
        [settle_particles(f"{', '.join(missing)}이(가) 비어 있습니다. 날짜를 입력하세요.")]
        if missing
        else []
    )
    known = [(label, day) for label, day in days if day is not None]
    for (label, day), (next_label, next_day) in pairwise(known):
        if next_day < day:
            found.append(
                f"{next_label}({next_day:%Y-%m-%d})이 {label}({day:%Y-%m-%d})보다 빠릅니다. "
                "날짜 순서를 고치세요."
            )
    return found


def _post_problems(round_: Round) -> list[str]:
    projects = list(round_.work_projects.all())
    if not round_.planned_posts:
        return ["계획 인원이 0명입니다. 계획 인원을 입력하세요."]
    found = []
    if round_.posts_by_age:
        words = posts_words(round_.planned_posts, round_.posts_by_age, "연령대별 인원")
        found += [f"{words} 연령대별 인원을 고치세요."] if words else []
    if not projects:
        return [*found, "대상사업이 없습니다. 대상사업과 배정 인원을 등록하세요."]
    words = posts_words(round_.planned_posts, sum(p.posts for p in projects), "대상사업 배정 인원")
    found += [f"{words} 대상사업의 배정 인원을 고치세요."] if words else []
    if homeless := [project.title for project in projects if project.host_unit_id is None]:
        found.append(f"사업부서·기관이 없는 대상사업이 있습니다: {', '.join(homeless)}")
    return found


def _rule_problems(round_: Round, version: RoundRules | None) -> list[str]:
    if version is None:
        return ["선발 기준이 없습니다. 제공된 기준, 지난 회차의 기준, 빈 기준에서 시작하세요."]
    if version.is_published:
        return ["공고하지 않은 판이 없습니다. 고치려면 정정을 시작하세요."]
    rules = rules_of(version)
    found = [] if rules.criteria else ["켜진 자격 조건이 없습니다. 자격 조건을 정하세요."]
    if rules.rubric is not None and not rules.rubric.criteria:
        found.append(
            "배점표에 고려요소가 없습니다. 고려요소를 넣거나 ‘배점표 없이 추첨하기’를 고르세요."
        )
    return found + _wage_problems(round_, rules, wage_values(round_.district_id))


def _wage_problems(round_: Round, rules: RuleSet, values: WageValues) -> list[str]:
    """A fixed hourly wage must not lie below the minimum wage of the first or last day of work."""
    if rules.wage.base is not WageBase.FIXED:
        return []
    try:
        floor = max(values.minimum_won.at(day) for day in (round_.starts_on, round_.ends_on))
    except LookupError as error:
        return [str(error)]
    if rules.wage.fixed_hourly_won >= floor:
        return []
    return [
        f"정한 시급 {rules.wage.fixed_hourly_won:,}원이 최저임금 {floor:,}원보다 낮습니다. "
        "임금 기준을 고치세요."
    ]
