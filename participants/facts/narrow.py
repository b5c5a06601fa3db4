"""The part of the facts that a few kinds of enquiries tell, for when only that part is asked.

Opening every enquiry of a round takes most of the time of reading its facts; what papers, marks and
households tell is left out here altogether.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Max
from django.utils import timezone

from jobportal.platform.rules.codes import Sex, VulnerableGroup
from jobportal.platform.rules.facts import Days, Facts
from participants.facts import Known, age_group, years_of
from participants.facts.answers import answered
from participants.facts.history import Histories
from participants.models import Application, ApplicationGroup, Enquiry
from programs.models import Round


def narrow_facts(
    round_: Round, applications: Iterable[Application], kinds: Collection[str]
) -> dict[int, Known]:
    """What these kinds of enquiries, the application and its person tell of each; three queries,
    and one for the work the portal knows of where the participation is asked.

    Everything else counts as not known. The 조회일 is the day of the newest enquiry of any kind,
    without one today.
    """
    rows = Enquiry.objects.filter(application__round=round_).order_by()
    told: dict[int, dict[str, dict]] = defaultdict(dict)
    for pk, kind, content in rows.filter(kind__in=kinds).values_list(
        "application_id", "kind", "content"
    ):
        told[pk][kind] = json.loads(content) if content else {}
    newest = dict(rows.values_list("application_id").annotate(Max("looked_on")))
    chosen, groups, today = list(applications), _groups(round_), timezone.localdate()
    people = {one.person_id for one in chosen}
    histories = Histories(round_, people) if Enquiry.Kind.PARTICIPATION in kinds else None
    return {
        one.pk: Known(
            one,
            Facts(
                **_own(round_, one),
                vulnerable_groups=groups.get(one.pk, ()),
                **answered(told.get(one.pk, {}), one),
                **(histories.of(one.person_id, told.get(one.pk, {})) if histories else {}),
            ),
            _days(round_, newest.get(one.pk, today)),
        )
        for one in chosen
    }


def _groups(round_: Round) -> dict[int, tuple[VulnerableGroup, ...]]:
    found: dict[int, list[VulnerableGroup]] = defaultdict(list)
    rows = ApplicationGroup.objects.filter(application__round=round_).order_by("group")
    for pk, group in rows.values_list("application_id", "group"):
        found[pk].append(VulnerableGroup(group))
    return {pk: tuple(held) for pk, held in found.items()}


def _own(round_: Round, one: Application) -> dict:
    """What the application and its person say themselves."""
    return {
        "birth_on": one.person.birth_on,
        "sex": Sex(one.person.sex),
        "dependants": one.dependants,
        "is_household_head": one.is_head,
        "certificates": one.certificate_list,
        "experience_years": years_of(one),
        "participant_type": one.participant_type,
        "age_group": age_group(one.person.birth_on, round_),
    }


def _days(round_: Round, looked_on: date) -> Days:
    return Days(
        as_of=looked_on,
        notice=round_.notice_on,
        apply=round_.apply_to_on,
        start=round_.starts_on,
    )
