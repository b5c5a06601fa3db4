"""Made-up selection lists and placements for tests."""

from datetime import date, timedelta

from django.utils import timezone

from jobportal.platform.granting import give
from jobportal.platform.models import District, User
from jobportal.platform.rules.ruleset import RuleSet
from participants.models import (
    Application,
    Person,
    Placement,
    Selection,
    SelectionEntry,
)
from programs.models import Round, RoundRules, WorkProject
from tests.participants.making import a_person, an_application

S = Application.State
E = SelectionEntry.State


def a_lead(district: District) -> User:
    """The team lead of a district."""
    found = User.objects.filter(username=f"{district.code}-lead").first()
    if found:
        return found
    user = User.objects.create_user(f"{district.code}-lead", password="x", name="박팀장")
    give(user, district, "TEAM_LEAD", "시험")
    return user


def some_rules(round_: Round, rules: RuleSet | None = None) -> RoundRules:
    """The rules of a round as they were announced; without conditions when none are given."""
    found = RoundRules.objects.filter(round=round_).first()
    if found:
        return found
    content = (rules or RuleSet(criteria=())).to_data()
    version = RoundRules(
        district=round_.district,
        round=round_,
        number=1,
        content=content,
        published_on=date(2026, 1, 1),
    )
    version.save()
    return version


def a_selection(round_: Round, proposer: User, number: int = 1, **values) -> Selection:
    """An approved list of a round, still without entries."""
    selection = Selection(
        district=round_.district,
        round=round_,
        number=number,
        rules=some_rules(round_),
        digest="0" * 64,
        proposed_by=proposer,
        proposed_at=timezone.now(),
        **{
            "terms": {"pools": {"ALL": round_.planned_posts}},
            "state": Selection.State.APPROVED,
            "reason": "" if number == 1 else "변경",
            "decided_by": a_lead(round_.district),
            "decided_at": timezone.now(),
            **values,
        },
    )
    selection.save()
    return selection


def an_entry(selection: Selection, application: Application, **values) -> SelectionEntry:
    """The outcome of one applicant, by default selected without a project."""
    entry = SelectionEntry(
        district=selection.district,
        selection=selection,
        application=application,
        **{"rank": application.number, "state": E.SELECTED, "pool": "ALL", **values},
    )
    entry.save()
    return entry


def a_chosen(selection: Selection, n: int, project: WorkProject | None, **values) -> Application:
    """The n-th resident, applied and selected for a project."""
    round_ = selection.round
    person = values.pop("person", None) or a_person(round_.district, n)
    application = an_application(round_, person, n, state=S.SELECTED, **values)
    an_entry(selection, application, project=project)
    return application


def a_reserve(selection: Selection, n: int, rank: int, **values) -> Application:
    """The n-th resident, applied and waiting at a reserve rank."""
    round_ = selection.round
    pool = values.pop("pool", "ALL")
    person = values.pop("person", None) or a_person(round_.district, n)
    application = an_application(round_, person, n, state=S.RESERVE, **values)
    an_entry(selection, application, state=E.RESERVE, reserve_rank=rank, pool=pool)
    return application


def a_placement(application: Application, project: WorkProject | None = None, **values):
    """A placement in the first project over the whole round, at work unless told otherwise."""
    round_ = application.round
    placement = Placement(
        district=round_.district,
        round=round_,
        application=application,
        person=application.person,
        project=project or round_.work_projects.first(),
        **{
            "from_on": round_.starts_on,
            "to_on": round_.ends_on,
            "hours_per_day": 5,
            "state": Placement.State.WORKING,
            "contract_on": round_.starts_on,
            **values,
        },
    )
    placement.save()
    return placement


def someone_placed(round_: Round, n: int, person: Person | None = None, **values) -> Placement:
    """The n-th resident, applied, placed and at work."""
    person = person or a_person(round_.district, n)
    application = an_application(round_, person, n, state=S.PLACED)
    return a_placement(application, **values)


def days(round_: Round, n: int) -> date:
    """The day n days after the first day of work."""
    return round_.starts_on + timedelta(days=n)


def working(project: WorkProject, day: date) -> int:
    """How many placements of the project cover a day."""
    rows = Placement.objects.filter(project=project, from_on__lte=day, to_on__gte=day)
    return rows.exclude(state=Placement.State.CANCELLED).count()
