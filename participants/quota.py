"""The posts of a round as the allocation reads them: pools by age group, work projects."""

from jobportal.platform.rules.codes import AgeGroup
from jobportal.platform.rules.quota import Pool, Project
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
    if not round_.posts_by_age:
        return (Pool(ALL, POOL_LABELS[ALL], round_.planned_posts),)
    return tuple(
        Pool(group.value, group.label, posts, group)
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
