"""Moving apart what another law wants kept of people whose data is being destroyed."""

import json
from collections import defaultdict
from collections.abc import Sequence

from jobportal.platform.display import value_text
from jobportal.platform.models.record import audited_bulk
from participants.models import Destruction, KeepingDuty, KeptRecord, Person, Placement
from participants.retention.due import open_duties

OF_PERSON = ("name", "former_name", "birth_on", "sex", "address")
"""What 근로기준법 시행령 제20조·제27조 name somebody by; neither phone nor resident number."""
OF_WORK = (
    *("round", "project", "from_on", "to_on", "hours_per_day", "state"),
    *("contract_on", "contract_number", "end_reason"),
)
"""The work, its contract and how it ended; wages and days worked are not in the portal."""


def set_apart(people: Sequence[Person], destruction: Destruction) -> list[KeptRecord]:
    """What is to be kept of people, one record for each duty, not written yet: read it first.

    Somebody who was merged into another is told of as that one.
    """
    duties = list(open_duties(people).filter(until_on__gte=destruction.as_of))
    by_number = {person.pk: person for person in people}
    owners = {one.pk: _owner(by_number[one.person_id], by_number) for one in duties}
    work = _work_of({person.pk for person in owners.values()})
    return [_kept(one, owners[one.pk], work[owners[one.pk].pk], destruction) for one in duties]


def _owner(person: Person, by_number: dict[int, Person]) -> Person:
    return by_number.get(person.merged_into_id, person)


def _work_of(persons: set[int]) -> dict[int, list[Placement]]:
    found: dict[int, list[Placement]] = defaultdict(list)
    rows = Placement.objects.filter(person__in=persons).exclude(state=Placement.State.CANCELLED)
    for one in rows.select_related("round__programme", "project").order_by("from_on", "pk"):
        found[one.person_id].append(one)
    return found


def _kept(
    duty: KeepingDuty, person: Person, work: list[Placement], destruction: Destruction
) -> KeptRecord:
    content = {
        "person": _texts(person, OF_PERSON),
        "work": [_texts(one, OF_WORK) for one in work],
    }
    return KeptRecord(
        district_id=duty.district_id,
        person_id=person.pk,
        destruction=destruction,
        law=duty.law,
        reason=duty.reason,
        content=json.dumps(content, ensure_ascii=False),
        kept_on=destruction.as_of,
        until_on=duty.until_on,
    )


def _texts(record: Person | Placement, names: Sequence[str]) -> dict[str, str]:
    return {name: value_text(record, name) for name in names}


def destroy_kept(numbers: Sequence[int]) -> int:
    """Delete what was kept apart; gives how many records. It cannot be had again."""
    found = list(KeptRecord.objects.filter(pk__in=numbers))
    audited_bulk(delete=found)
    return len(found)
