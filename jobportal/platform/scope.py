"""Which records the signed-in user reaches: the one filter of pages, choices, files and imports."""

from collections.abc import Callable

from django.db import models
from django.http import Http404, HttpRequest

from jobportal.platform.actors import current_actor
from jobportal.platform.models import District, Record
from jobportal.platform.records import RecordKind, kinds_by_slug

Reach = Callable[[type[Record]], models.QuerySet]
"""Model → the records somebody reaches."""
Within = Callable[[HttpRequest, type[Record]], models.QuerySet]
"""Request, model → the records that a page takes from: :func:`reachable` or :func:`writable`."""


def current_district(request: HttpRequest) -> District:
    """The district the user works in now."""
    return current_actor(request).district


def reachable(request: HttpRequest, model: type[Record]) -> models.QuerySet:
    """The records of a model that the user reaches with the permission of the page they are on.

    The grants were looked up for this very user, so another district's records are never in it.
    """
    return current_actor(request).reach(model, getattr(request, "permission", None))


def writable(request: HttpRequest, model: type[Record]) -> models.QuerySet:
    """The records of a model that the user may change with the permission of the page."""
    return current_actor(request).writes(model, getattr(request, "permission", None))


def reach_of(request: HttpRequest) -> Reach:
    """The reach of the request as a function of the model, for the choices of forms and filters."""
    return lambda model: reachable(request, model)


def kind_or_404(slug: str) -> RecordKind:
    """The kind of a slug in an address."""
    kind = kinds_by_slug().get(slug)
    if kind is None:
        raise Http404(f"no kind {slug}")
    return kind


def record_or_404(
    request: HttpRequest, kind: RecordKind, pk: int, within: Within = reachable
) -> Record:
    """A record the user reaches; another district's answers 404 like one that is not there."""
    records = within(request, kind.model).select_related(*kind.parents)
    record = records.filter(pk=pk).first()
    if record is None:
        raise Http404(f"no {kind.slug} {pk}")
    return record
