"""Questions about applications: the form and papers of a round, who applied, what is missing."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from jobportal.platform.values.hangul import fold, to_nfc
from participants.models import (
    Application,
    ConsentForm,
    Enquiry,
    IntakeBatch,
    RequiredDocument,
    SubmittedDocument,
)
from participants.models.person import phone_mark
from programs.models import Round

NAMED = 5
"""So many receipt numbers are named in a sentence; of the rest, how many there are."""
WHOLE_NUMBER, KEPT_END = 9, 4
"""Digits of the shortest whole phone number, and of the end that is kept beside it."""
_INITIALS = re.compile(r"[ㄱ-ㅎ]+")


def required_documents(round_: Round) -> list[RequiredDocument]:
    """The papers a round asks for: those of its programme and its own."""
    asked = RequiredDocument.objects.of(round_.district).filter(programme=round_.programme_id)
    return list(asked.filter(Q(round=None) | Q(round=round_)).order_by("order", "code"))


@dataclass(frozen=True)
class OpenPaper:
    """A mandatory paper still to come, and the day until which it was asked for."""

    name: str
    due_on: date | None


def open_papers_of(round_: Round, pks: Iterable[int]) -> dict[int, list[OpenPaper]]:
    """The mandatory papers still to come of each application, also those never noted down.

    Two queries for any number of applications of the round, one where no paper is mandatory.
    """
    asked = [document for document in required_documents(round_) if document.is_mandatory]
    if not asked:
        return {pk: [] for pk in pks}
    came, due = set(), {}
    rows = SubmittedDocument.objects.filter(application__in=pks).order_by()
    for pk, document, state, due_on in rows.values_list(
        "application_id", "document_id", "state", "due_on"
    ):
        due[pk, document] = due_on
        if state not in SubmittedDocument.OPEN:
            came.add((pk, document))
    return {
        pk: [OpenPaper(d.name, due.get((pk, d.pk))) for d in asked if (pk, d.pk) not in came]
        for pk in pks
    }


def open_papers(application: Application) -> list[str]:
    """The names of the mandatory papers still to come; two queries."""
    papers = open_papers_of(application.round, [application.pk])[application.pk]
    return [paper.name for paper in papers]


def enquiries_of(
    pks: Iterable[int], kinds: Collection[str] | None = None
) -> dict[int, dict[str, tuple[date, dict]]]:
    """The day and the values of each kind of enquiry, by application; one query.

    With ``kinds`` the others are not opened and have no values; two queries.
    """
    found: dict[int, dict[str, tuple[date, dict]]] = defaultdict(dict)
    rows = Enquiry.objects.filter(application__in=pks).order_by()
    if kinds is not None:
        shut = rows.exclude(kind__in=kinds)
        for pk, kind, looked_on in shut.values_list("application_id", "kind", "looked_on"):
            found[pk][kind] = (looked_on, {})
        rows = rows.filter(kind__in=kinds)
    for pk, kind, looked_on, content in rows.values_list(
        "application_id", "kind", "looked_on", "content"
    ):
        found[pk][kind] = (looked_on, json.loads(content) if content else {})
    return found


def consent_form(round_: Round, day: date) -> ConsentForm | None:
    """The newest edition in force on a day: the programme's own, else the one for all."""
    forms = ConsentForm.objects.of(round_.district).filter(from_on__lte=day)
    forms = forms.order_by("-from_on", "-pk").prefetch_related("items")
    own = forms.filter(programme=round_.programme_id).first()
    return own or forms.filter(programme=None).first()


def applicants(round_: Round) -> QuerySet:
    """The applications of a round with what a list shows."""
    return (
        Application.objects.of(round_.district)
        .filter(round=round_)
        .select_related("person", "round")
        .order_by("number", "pk")
    )


def in_states(
    round_: Round, states: Iterable[str], pks: Collection[int] | None = None
) -> list[Application]:
    """The applications of a round in some states, whole, with person and round; one query.

    ``pks`` keeps to those of them. What is encrypted of the person is left shut: neither rules nor
    lists look at it.
    """
    found = Application.objects.of(round_.district).filter(round=round_, state__in=states)
    if pks is not None:
        found = found.filter(pk__in=pks)
    found = found.select_related("person").defer("person__phone", "person__rrn")
    chosen = list(found.order_by("number", "pk"))
    for one in chosen:
        one.round = round_
    return chosen


def named(applications: Sequence[Application]) -> str:
    """The receipt numbers of a few for a sentence, and how many more there are."""
    shown = ", ".join(one.receipt for one in applications[:NAMED])
    more = len(applications) - NAMED
    return f"{shown} 외 {more:,}명" if more > 0 else shown


def batches_of(round_: Round) -> QuerySet:
    """The files loaded for a round, the newest first, without what they keep to be undone."""
    return IntakeBatch.objects.of(round_.district).filter(round=round_).defer("before")


def _of_phone(digits: str) -> Q:
    """A whole number by its blind index, else the last four digits: more are kept nowhere."""
    if len(digits) >= WHOLE_NUMBER:
        return Q(person__phone_index=phone_mark(digits))
    return Q(person__phone_end__endswith=digits[-KEPT_END:])


def searched(applications: QuerySet, words: str) -> QuerySet:
    """Those whose name (also former, also by 초성), phone end or receipt number is meant.

    Digits alone are a phone's end or a receipt number; 초성 alone are initial consonants.
    """
    key = fold(to_nfc(words))
    if not key:
        return applications
    if key.isdecimal() and key.isascii():
        found = _of_phone(key)
        if len(key) < 10:
            found |= Q(number=int(key))
        return applications.filter(found)
    if _INITIALS.fullmatch(key):
        return applications.filter(person__initials__contains=key)
    return applications.filter(
        Q(person__name_key__contains=key) | Q(person__former_key__contains=key)
    )
