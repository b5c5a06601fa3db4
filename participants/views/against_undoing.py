"""What stands against taking a file back, row by row: where it is, and what to do there."""

from collections.abc import Callable

from django.urls import reverse

from jobportal.platform.models import Record
from participants.actions.unloading import Dependant
from participants.models import (
    Application,
    ApplicationGroup,
    Consent,
    DuplicatePair,
    Enquiry,
    Person,
    RuleOverride,
    Screening,
    SubmittedDocument,
)

TYPED = (Person, Application, ApplicationGroup, Consent, SubmittedDocument)
"""What a file of applications brings."""
RESULTS = (Enquiry, Screening, RuleOverride)
"""What a file of results brings, and what follows from it."""
PAGES = {
    Application: "application_detail",
    Person: "person_detail",
    DuplicatePair: "duplicate_detail",
}
TYPED_CURE = "이 신청서에서 잘못 올린 것만 고치거나 신청을 취하하세요."
RESULTS_CURE = "이 신청서의 조회 결과에서 잘못 올린 값만 고치고 다시 심사하세요."
FOLLOWED_CURE = "이미 이어진 일이니 그대로 두고, 잘못 올린 값만 그 신청서에서 고치세요."
GONE_CURE = "올린 뒤에 지운 기록입니다. 나머지 신청서를 하나씩 확인해 고치세요."


def row_of(one: Dependant, may_open: Callable[[str], bool]) -> dict:
    """One thing as the page lists it; ``url`` is "" where the user may open no page of it."""
    url = _url(one.record) if one.record else ""
    return {
        "kind": one.kind,
        "text": one.text,
        "url": url if url and may_open(url) else "",
        "cure": cure_of(one.record),
    }


def cure_of(record: Record | None) -> str:
    """What to do about it, in Korean."""
    if record is None:
        return GONE_CURE
    if isinstance(record, TYPED):
        return TYPED_CURE
    return RESULTS_CURE if isinstance(record, RESULTS) else FOLLOWED_CURE


def _url(record: Record) -> str:
    """Its page, else that of the application or person it belongs to; no query."""
    if type(record) in PAGES:
        return reverse(PAGES[type(record)], args=[record.pk])
    for model, page in PAGES.items():
        number = getattr(record, f"{model._meta.model_name}_id", None)
        if number:
            return reverse(page, args=[number])
    return ""
