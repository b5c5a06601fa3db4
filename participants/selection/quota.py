"""The posts of a round as the allocation reads them: pools by age group, work projects."""

from collections import Counter

from jobportal.platform.rules.codes import AgeGroup, RuleCode
from jobportal.platform.rules.quota import Pool, Project
from jobportal.platform.rules.ruleset import RuleSet
from participants.models import Placement
from programs.models import Round, WorkProject

ALL = "ALL"
POOL_LABELS = {ALL: "전체", **{group.value: group.label for group in AgeGroup}}
_POSTS = {
    AgeGroup.YOUTH: "posts_youth",
    AgeGroup.UNDER_65: "posts_under_65",
    AgeGroup.OVER_65: "posts_65_over",
}


def pools_of(round_: Round) -> tuple[Pool, ...]:
    """A pool for each age group with posts; one for everybody when posts are not split by age."""
    kept = round_.reserve_limit
    if not round_.posts_by_age:
        return (Pool(ALL, POOL_LABELS[ALL], round_.planned_posts, reserves=kept),)
    return tuple(
        Pool(group.value, group.label, posts, group, reserves=kept)
        for group, name in _POSTS.items()
        if (posts := getattr(round_, name))
    )


def projects_of(round_: Round) -> tuple[Project, ...]:
    """The work projects with what they ask; their posts by type are the type quotas. One query."""
    return tuple(
        Project(
            code=project.code,
            label=project.title,
            posts=project.posts,
            participant_types=(project.participant_type,),
            certificates=project.certificate_list,
            experience_years=project.experience_years,
            hours=project.hours_per_day or 0,
        )
        for project in WorkProject.objects.of(round_.district).filter(round=round_)
    )


def household_limit(rules: RuleSet) -> int | None:
    """How many of one household may be selected; None without such a condition."""
    rule = next((one for one in rules.criteria if one.code is RuleCode.ONE_PER_HOUSEHOLD), None)
    return None if rule is None else int(rule.params["limit"])


def posts_below_placed(round_: Round) -> list[str]:
    """Where the round has fewer posts than people placed hold already, in Korean sentences.

    The preparation of a round asks this before a notice (``ROUND_CHECKS`` in the settings).
    """
    rows = Placement.objects.filter(round=round_, state__in=Placement.HOLDING).order_by()
    held = list(rows.values_list("pool", "project_id"))
    if not held:
        return []
    pools, projects = Counter(pool for pool, _ in held), Counter(pk for _, pk in held)
    posts = [("계획 인원", round_.planned_posts, len(held))]
    if round_.posts_by_age:
        posts += [
            (POOL_LABELS[group], getattr(round_, name), pools[group.value])
            for group, name in _POSTS.items()
        ]
    posts += [(one.title, one.posts, projects[one.pk]) for one in round_.work_projects.all()]
    return [
        f"‘{label}’ {count:,}명은 이미 배치한 {placed:,}명보다 적습니다. "
        "배치한 사람 수 이상으로 고치세요."
        for label, count, placed in posts
        if count < placed
    ]
