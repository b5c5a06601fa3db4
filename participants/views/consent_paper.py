"""동의서 to print for a round: its parts set apart, what matters stressed (법 제22조)."""

from dataclasses import dataclass

from django.utils import timezone

from jobportal.platform.permissions import Permission
from participants.models import ConsentForm, ConsentItem
from participants.queries import consent_form
from participants.views.resident_page import OF_DONGS
from participants.views.round_page import RoundPage
from participants.views.taking_out import TakingOut

C = ConsentItem.Category
STRESSED_DATA = (C.SENSITIVE, C.UNIQUE_ID)
"""Kinds of items whose very data must stand out."""


@dataclass(frozen=True)
class Line:
    """One line of an item: what it is, what it says, whether it must stand out."""

    label: str
    text: str
    is_key: bool = False


@dataclass(frozen=True)
class Part:
    """Items that are consented to alike, under one heading with what a refusal means."""

    heading: str
    refusal: str
    items: list[tuple[ConsentItem, list[Line]]]


def lines_of(item: ConsentItem) -> list[Line]:
    """What an item asks: period, receiver, data of a special kind and messages stand out."""
    lines = [
        Line("이용 목적", item.purpose, item.for_messages),
        Line("개인정보 항목", item.data_items, item.category in STRESSED_DATA),
        Line("보유·이용 기간", item.kept_for, True),
    ]
    return [*lines, Line("제공받는 자", item.receiver, True)] if item.receiver else lines


def parts_of(form: ConsentForm) -> list[Part]:
    """The mandatory items and the optional ones, each under its own heading."""
    items = [(item, lines_of(item)) for item in form.items.all()]
    return [
        Part(
            "동의해야 신청할 수 있는 항목",
            "동의하지 않을 수 있으나, 동의하지 않으면 신청을 접수할 수 없습니다.",
            [one for one in items if one[0].is_mandatory],
        ),
        Part(
            "선택해서 동의하는 항목",
            "동의하지 않아도 신청과 선발에 불이익이 없습니다.",
            [one for one in items if not one[0].is_mandatory],
        ),
    ]


class ConsentPaper(TakingOut, RoundPage):
    """동의서 인쇄: the edition in force today, empty; it shows nobody."""

    template = "participants/papers/consent.html"
    title = "개인정보 동의서"
    step = "intake_form"
    permission = Permission.TAKE_IN
    confinable = OF_DONGS

    def get(self, request, pk):
        self.load_round(pk)
        form = consent_form(self.round, timezone.localdate())
        parts = [part for part in parts_of(form) if part.items] if form else []
        return self.show(form=form, parts=parts, office=self.office())
