"""Made-up rounds opened as an officer opens them: days, posts, work projects, announced rules."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from jobportal.platform.rules.codes import DayBasis, RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.demo.office import Office
from participants.demo.plans import RoundPlan, Stage
from participants.models import RequiredDocument
from programs.actions import publish_rules, start_rules
from programs.models import Programme, Round, RoundRules, WorkProject
from programs.preparation import plan_of, rules_of
from programs.rulesets.shipped import ShippedRules, period_of, shipped_for
from programs.workflow import move_round

FIRST_TABLE_ON = date(2018, 1, 1)
"""The first day for which the portal knows the median income."""
WORKS = (
    ("공원 가꾸기", "환경정비"),
    ("작은도서관 운영 보조", "공공서비스 지원"),
    ("골목 환경정비", "환경정비"),
    ("복지관 급식 보조", "공공서비스 지원"),
    ("행정자료 전산화", "정보화 추진"),
    ("어린이 등하교 안전", "안전관리"),
    ("재활용 선별 지원", "환경정비"),
    ("전통시장 안내", "기타"),
)
OWN_RULES = {"geumcheon": "geumcheon-hope", "": "gangganchan"}
"""Whose rules a district's own programme follows; those of 관악구 where it has none."""
SPECIALIST = "specialist"
_BASIS = {DayBasis.NOTICE: "notice_on", DayBasis.APPLY: "apply_to_on"}


@dataclass
class OpenRound:
    """A round with everything that its applicants and their papers refer to."""

    plan: RoundPlan
    round: Round
    projects: list[WorkProject]
    papers: list[RequiredDocument]
    version: RoundRules
    rules: RuleSet


def open_round(office: Office, plan: RoundPlan) -> OpenRound:
    """The round of a plan with its rules announced; one that is there is only filled."""
    programme = Programme.objects.of(office.district).get(code=plan.programme)
    found = Round.objects.of(office.district).filter(code=plan.code).first()
    round_ = found or _new_round(office, plan, programme)
    round_.programme = programme
    projects = _projects(office, plan, round_)
    version = _filled_rules(office, round_) if found else _announced(plan, round_)
    version.round = round_
    return OpenRound(
        plan=plan,
        round=round_,
        projects=projects,
        papers=office.papers_of(programme),
        version=version,
        rules=rules_of(version),
    )


def close_round(opened: OpenRound) -> None:
    """The work has ended and the round is closed."""
    move_round(opened.round, Round.State.CLOSED)


def _new_round(office: Office, plan: RoundPlan, programme: Programme) -> Round:
    by_age = plan.posts if len(plan.posts) == 3 else (0, 0, 0)
    base = Round.objects.of(office.district).filter(code=plan.additional_to).first()
    round_ = Round(
        district=office.district,
        programme=programme,
        code=plan.code,
        year=plan.year,
        half=plan.half,
        seq=plan.seq,
        notice_on=plan.notice_on,
        apply_from_on=plan.apply_from_on,
        apply_to_on=plan.apply_to_on,
        select_on=plan.select_on,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        planned_posts=plan.total_posts,
        posts_youth=by_age[0],
        posts_under_65=by_age[1],
        posts_65_over=by_age[2],
        planned_projects=plan.projects,
        additional_to=base,
    )
    round_.save()
    return round_


def _projects(office: Office, plan: RoundPlan, round_: Round) -> list[WorkProject]:
    """The round's own work projects, and as many more as it is to have."""
    there = list(WorkProject.objects.filter(round=round_).order_by("code"))
    left = max(plan.total_posts - sum(one.posts for one in there), 0)
    missing = max(plan.projects - len(there), 1) if left else 0
    made = [
        WorkProject(
            district=office.district,
            code=f"{plan.code}-{n + 1:03d}",
            round=round_,
            title=_title(n),
            field=WORKS[n % len(WORKS)][1],
            host_unit=office.units[n % len(office.units)],
            posts=posts,
        )
        for n, posts in enumerate(_shared_out(left, missing))
    ]
    office.writer.add(made)
    return [*there, *made]


def _title(n: int) -> str:
    again = n // len(WORKS)
    return f"{WORKS[n % len(WORKS)][0]}{f' {again + 1}' if again else ''}(가상)"


def _shared_out(posts: int, projects: int) -> list[int]:
    """Posts over projects, each about as many as the next."""
    return [posts * (n + 1) // projects - posts * n // projects for n in range(projects)]


def _announced(plan: RoundPlan, round_: Round) -> RoundRules:
    rules, origin = _rules_for(round_)
    start_rules(round_, rules, origin)
    version = publish_rules(round_, plan.notice_on)
    if plan.stage in (Stage.RUNNING, Stage.CLOSED):  # the last step of closing comes with the work
        move_round(round_, Round.State.RUNNING)
    return version


def _filled_rules(office: Office, round_: Round) -> RoundRules:
    """Rules for a round of a document, of which nobody knows when it was announced."""
    rules, origin = _rules_for(round_)
    version = RoundRules(
        district=office.district,
        round=round_,
        number=1,
        content=replace(rules, is_example=False).to_data(),
        plan=plan_of(round_),
        origin=origin,
        published_on=round_.notice_on or round_.starts_on - timedelta(days=60),
    )
    version.save()
    round_.state = Round.State.RUNNING
    round_.save()
    return version


def _rules_for(round_: Round) -> tuple[RuleSet, str]:
    """The delivered rules of the half-year, with only such days as the round knows."""
    shipped = _shipped(round_)
    rules = shipped.rules
    criteria = (
        replace(_with_known_day(one, round_), clause=f"공고문 3. 참여 자격 {number})")
        for number, one in enumerate(rules.criteria, 1)
    )
    rubric = rules.rubric and replace(rules.rubric, day=_known_day(rules.rubric.day, round_))
    is_early = round_.starts_on < FIRST_TABLE_ON
    return replace(
        rules,
        criteria=tuple(c for c in criteria if not (is_early and c.code is RuleCode.INCOME_CAP)),
        rubric=rubric,
    ), shipped.title


def _shipped(round_: Round) -> ShippedRules:
    """The newest set of the kind that is in force, one of the office's own where there is one."""
    own = OWN_RULES.get(round_.district.code, OWN_RULES[""])
    period = period_of(round_.year, round_.half)
    sets = [
        one
        for one in shipped_for(round_.programme.kind)
        if one.programme != Programme.Kind.DISTRICT_OWN or one.key.startswith(own)
        if SPECIALIST not in one.key
    ]
    return next((one for one in sets if one.periods[0] <= period), sets[-1])


def _with_known_day(criterion: Criterion, round_: Round) -> Criterion:
    return replace(criterion, day=_known_day(criterion.day, round_))


def _known_day(basis: DayBasis, round_: Round) -> DayBasis:
    if basis not in _BASIS:
        return basis
    day = getattr(round_, _BASIS[basis])
    return basis if day and day >= FIRST_TABLE_ON else DayBasis.START
