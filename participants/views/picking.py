"""Whom a clerk picked at the intake: only somebody whom the hints of their own session showed."""

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from jobportal.platform.actors import current_actor
from participants.models import Person
from programs.models import Round

MINUTES = 30
"""So long somebody who was shown may be picked; every answer of the intake begins it anew."""


class NotPicked(Exception):
    """What was sent names nobody whom this session was shown in this round just now."""


def pick_mark(request: HttpRequest, round_: Round, person: Person | int) -> str:
    """What a button of the hints sends to pick somebody; of use in this session and round alone."""
    number = person.pk if isinstance(person, Person) else person
    return _signer(request, round_).sign(str(number))


def picked(request: HttpRequest, round_: Round, mark: str) -> Person:
    """The person of a mark, whoever they were merged into. Raises NotPicked.

    It may be anybody of the district: one resident is one record, at whichever counter they come.
    """
    try:
        number = _signer(request, round_).unsign(mark, max_age=MINUTES * 60)
    except BadSignature as error:
        raise NotPicked from error
    people = Person.objects.of(current_actor(request).district).select_related("merged_into")
    person = people.filter(pk=int(number)).first()
    if person is None:
        raise NotPicked
    return person.merged_into or person


def _signer(request: HttpRequest, round_: Round) -> TimestampSigner:
    bound_to = (request.session.session_key, request.user.pk, round_.pk)
    return TimestampSigner(salt=f"intake pick {' '.join(map(str, bound_to))}")
