"""By which wage rule a round pays, and how many hours a day somebody works in it."""

from jobportal.platform.rules.wage import STANDARD_WAGE, WageRule
from jobportal.platform.rules.windows import full_years
from participants.models import Application
from programs.models import Round, WorkProject
from programs.preparation import announced_rules, rules_of


def wage_of(round_: Round) -> WageRule:
    """The wage rule the round was announced with, else the standard one."""
    announced = announced_rules(round_)
    return rules_of(announced).wage if announced else STANDARD_WAGE


def hours_of(project: WorkProject, application: Application, wage: WageRule) -> int:
    """Hours a day: those of the project, else by age on the first day of the round's work."""
    age = full_years(application.person.birth_on, application.round.starts_on)
    return project.hours_per_day or wage.hours(age)
