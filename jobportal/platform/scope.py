"""Which district the signed-in user works in now, and which records they reach."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest

from jobportal.platform.models import District, Membership, Record
from jobportal.platform.records import RecordKind, kinds_by_slug

SESSION_KEY = "district"


def current_membership(request: HttpRequest) -> Membership:
    """The membership the user works under: the chosen district, else the first.

    Raises PermissionDenied when the user belongs to no district.
    """
    if not hasattr(request, "_membership"):
        memberships = list(
            Membership.objects.filter(user=request.user).select_related("district").order_by("id")
        )
        chosen = request.session.get(SESSION_KEY)
        by_district = {membership.district_id: membership for membership in memberships}
        request._membership = by_district.get(chosen) or next(iter(memberships), None)
    if request._membership is None:
        raise PermissionDenied("소속된 구가 없습니다. 시스템 관리자에게 소속 등록을 요청하세요.")
    return request._membership


def current_district(request: HttpRequest) -> District:
    """The district the user works in now."""
    return current_membership(request).district


def reachable(request: HttpRequest, model: type[Record]) -> models.QuerySet:
    """The records of a model in the district the user works in now.

    The membership was looked up for this very user, so another district's records are never in it.
    """
    return model.objects.of(current_district(request))


def kind_or_404(slug: str) -> RecordKind:
    """The kind of a slug in an address."""
    kind = kinds_by_slug().get(slug)
    if kind is None:
        raise Http404(f"no kind {slug}")
    return kind


def record_or_404(request: HttpRequest, kind: RecordKind, pk: int) -> Record:
    """A record the user reaches; another district's answers 404 like one that is not there."""
    records = reachable(request, kind.model).select_related(*kind.parents)
    record = records.filter(pk=pk).first()
    if record is None:
        raise Http404(f"no {kind.slug} {pk}")
    return record
