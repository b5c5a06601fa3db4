"""What the rules are told of one applicant."""

from jobportal.platform.rules.facts import Facts
from participants.facts import Known, facts_of
from participants.models import Application


def facts(application: Application) -> Facts:
    return known(application).facts


def known(application: Application) -> Known:
    return facts_of(application.round, [application])[application.pk]
