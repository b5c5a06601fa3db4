"""Questions about applications: the form and papers of a round, who applied, what is missing."""

import re
from datetime import date

from django.db.models import Q, QuerySet

from jobportal.platform.values.hangul import fold, to_nfc
from participants.models import Application, ConsentForm, RequiredDocument
from programs.models import Round

_INITIALS = re.compile(r"[ㄱ-ㅎ]+")


def required_documents(round_: Round) -> list[RequiredDocument]:
    """The papers a round asks for: those of its programme and its own."""
    asked = RequiredDocument.objects.of(round_.district).filter(programme=round_.programme_id)
    return list(asked.filter(Q(round=None) | Q(round=round_)).order_by("order", "code"))


def open_papers(application: Application) -> list[str]:
    """The mandatory papers still to come, also those never noted down; two queries."""
    came = {paper.document_id for paper in application.documents.all() if not paper.is_open}
    return [
        document.name
        for document in required_documents(application.round)
        if document.is_mandatory and document.pk not in came
    ]


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


def searched(applications: QuerySet, words: str) -> QuerySet:
    """Those whose name (also former, also by 초성), phone end or receipt number is meant.

    Digits alone are a phone's end or a receipt number; 초성 alone are initial consonants.
    """
    key = fold(to_nfc(words))
    if not key:
        return applications
    if key.isdecimal() and key.isascii():
        found = Q(person__phone__endswith=key)
        if len(key) < 10:
            found |= Q(number=int(key))
        return applications.filter(found)
    if _INITIALS.fullmatch(key):
        return applications.filter(person__initials__contains=key)
    return applications.filter(
        Q(person__name_key__contains=key) | Q(person__former_key__contains=key)
    )
