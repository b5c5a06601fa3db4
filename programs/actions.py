"""Writes of a round's preparation: its rules by version, the notice, a correction, a clone."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from jobportal.platform.refused import Refused
from jobportal.platform.rules.catalogue import CATALOGUE
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from programs.models import Round, RoundRules, WorkProject
from programs.notice import notice_problems
from programs.preparation import DATES, draft_of, latest_of, plan_of, rules_of, versions_of
from programs.workflow import State, move_round


@transaction.atomic
def start_rules(round_: Round, rules: RuleSet, origin: str) -> RoundRules:
    """Give a round its first version of rules, or put these in place of the draft's."""
    versions = versions_of(round_)
    draft = draft_of(versions)
    if draft is None and versions:
        raise Refused("공고한 회차입니다. 먼저 정정을 시작하세요.")
    draft = draft or RoundRules(district=round_.district, round=round_, number=1)
    draft.content, draft.origin = rules.to_data(), origin[:120]
    draft.save()
    return draft


def change_rules(draft: RoundRules, rules: RuleSet) -> None:
    """Write changed rules into the draft; a published version raises ``FrozenRules``."""
    draft.content = rules.to_data()
    draft.save()


def discard_draft(round_: Round) -> None:
    """Throw away the version being written; published ones stay."""
    draft = draft_of(versions_of(round_))
    if draft is None:
        raise Refused("작성 중인 판이 없습니다. 화면을 새로 고치세요.")
    draft.delete()


@transaction.atomic
def publish_rules(round_: Round, day: date) -> RoundRules:
    """Freeze the draft as announced on a day; the first one moves the round to PUBLISHED.

    Raises :class:`Refused` with every reason at once. Publishing is the officer's word that
    the numbers are the office's own, so the mark of an example is taken off.
    """
    versions = versions_of(round_)
    problems = notice_problems(round_, versions)
    if problems:
        raise Refused(*problems)
    draft = draft_of(versions)
    draft.content = replace(rules_of(draft), is_example=False).to_data()
    draft.plan, draft.published_on = plan_of(round_), day
    draft.save()
    if round_.state == State.PLANNED:
        move_round(round_, State.PUBLISHED)
    return draft


def start_correction(round_: Round, reason: str) -> RoundRules:
    """Version n+1 as a copy of the announced one, to be changed and announced again."""
    versions = versions_of(round_)
    latest = latest_of(versions)
    if latest is None or not latest.is_published:
        raise Refused("공고한 판이 없거나 이미 정정하고 있습니다. 화면을 새로 고치세요.")
    if round_.state == State.CLOSED:
        raise Refused("마감한 회차는 정정할 수 없습니다. 먼저 마감을 푸세요.")
    version = RoundRules(
        district=round_.district,
        round=round_,
        number=latest.number + 1,
        content=latest.content,
        origin=f"제{latest.number}판",
        reason=reason,
    )
    version.save()
    return version


@dataclass(frozen=True)
class CloneTarget:
    """What a cloned round is called and when it takes place; ``is_additional`` recruits again for
    the very round it is cloned from."""

    code: str
    year: int
    half: int
    seq: int
    days: dict[str, date | None]
    is_additional: bool = False


@transaction.atomic
def clone_round(source: Round, target: CloneTarget) -> Round:
    """A new round with the plan, work projects and rules of an earlier one, and no person.

    The rules are those of the newest version and become the new round's first draft; those of an
    additional recruitment leave out who applied before. The caller has checked that the round
    overlaps no other.
    """
    new = Round(
        district=source.district,
        programme=source.programme,
        code=target.code,
        year=target.year,
        half=target.half,
        seq=target.seq,
        additional_to=source if target.is_additional else None,
        planned_posts=source.planned_posts,
        posts_youth=source.posts_youth,
        posts_under_65=source.posts_under_65,
        posts_65_over=source.posts_65_over,
        reserve_limit=source.reserve_limit,
        youth_max_age=source.youth_max_age,
        planned_projects=source.planned_projects,
        example_projects=source.example_projects,
        **target.days,
    )
    new.save()
    _clone_projects(source, new)
    latest = latest_of(versions_of(source))
    if latest is not None:
        rules = rules_of(latest)
        rules = without_applicants_of_before(rules) if target.is_additional else rules
        start_rules(new, rules, f"{source} 제{latest.number}판")
    return new


def without_applicants_of_before(rules: RuleSet) -> RuleSet:
    """The rules with the condition on that who applied in the round does not apply again."""
    if any(one.code is RuleCode.SAME_ROUND_REAPPLY for one in rules.criteria):
        return rules
    criteria = (*rules.criteria, Criterion.standard(RuleCode.SAME_ROUND_REAPPLY))
    places = {code: place for place, code in enumerate(CATALOGUE)}
    return replace(rules, criteria=tuple(sorted(criteria, key=lambda one: places[one.code])))


def _clone_projects(source: Round, new: Round) -> None:
    taken = set(WorkProject.objects.of(new.district).values_list("code", flat=True))
    numbers = iter(range(1, len(taken) + source.work_projects.count() + 1))
    for project in source.work_projects.select_related("host_unit"):
        code = next(c for n in numbers if (c := f"{new.code}-{n:02}") not in taken)
        WorkProject(
            district=new.district,
            round=new,
            code=code,
            title=project.title,
            host_unit=project.host_unit,
            field=project.field,
            participant_type=project.participant_type,
            posts=project.posts,
            hours_per_day=project.hours_per_day,
            requirement=project.requirement,
            certificates=project.certificates,
            experience_years=project.experience_years,
        ).save()


def moved_days(round_: Round, months: int) -> dict[str, date | None]:
    """The dates of a round so many months later; a month's last day stays the last day."""
    return {name: _moved(getattr(round_, name), months) for name in DATES}


def _moved(day: date | None, months: int) -> date | None:
    if day is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))
