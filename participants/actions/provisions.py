"""Entering in the register what is about to be given to others outside (PD-10)."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from jobportal.platform.models import District, User
from jobportal.platform.models.record import audited_bulk
from participants.models import Provision


def register(provisions: list[Provision], district: District, by: User) -> list[Provision]:
    """Enter them, and give the entries; what the same person gave today already is not entered
    again, also when two requests come at once."""
    for one in provisions:
        one.district, one.given_by, one.given_on = district, by, timezone.localdate()
    digests = [one.digest_of_content() for one in provisions]
    try:
        with transaction.atomic():
            known = _entered(district, digests)
            pairs = zip(digests, provisions, strict=True)
            audited_bulk(create=[one for digest, one in pairs if digest not in known])
    except IntegrityError:  # the other request was first
        pass
    entered = _entered(district, digests)
    return [entered[digest] for digest in digests]


def _entered(district: District, digests: list[str]) -> dict[str, Provision]:
    found = Provision.objects.of(district).filter(digest__in=digests)
    return {one.digest: one for one in found}
