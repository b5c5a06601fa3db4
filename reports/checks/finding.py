"""A finding: a figure of a document that does not tie out, with both figures and a likely cause."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.models import FigureTie

Cause = FigureTie.Cause

CAUSE_TEXTS = {
    Cause.TYPING: "오타로 보입니다.",
    Cause.TRANSPOSITION: "숫자의 자리가 바뀐 것으로 보입니다.",
    Cause.ROUNDING: "반올림 차이로 보입니다.",
    Cause.SCOPE: "더한 범위가 다르거나 한쪽만 고친 것으로 보입니다.",
    Cause.DATE: "날짜·기간이나 기준일이 다른 것으로 보입니다.",
}


class Kind(StrEnum):
    """What was compared."""

    PRINTED = "PRINTED"
    MISSING = "MISSING"
    TIE = "TIE"
    LIMIT = "LIMIT"
    BUDGET = "BUDGET"
    MATCHING = "MATCHING"
    ORDER = "ORDER"
    SUM = "SUM"
    HEADCOUNT = "HEADCOUNT"

    @property
    def label(self) -> str:
        """The Korean name of the comparison."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    Kind.PRINTED: "인쇄값과 계산값",
    Kind.MISSING: "자리 없음",
    Kind.TIE: "표와 표",
    Kind.LIMIT: "한도 초과",
    Kind.BUDGET: "재정시스템과 장부",
    Kind.MATCHING: "매칭비율과 금액",
    Kind.ORDER: "날짜 순서",
    Kind.SUM: "합계",
    Kind.HEADCOUNT: "입력한 인원과 집계",
}


@dataclass(frozen=True)
class Finding:
    """Two figures that should agree and do not.

    ``document`` is the document's code and ``item`` the code of the table it is seen in ("" when
    it belongs to none). ``difference`` is printed − computed in the printed unit when both hold a
    number, else None. ``note`` adds to the place (a percentage). ``accepted`` is the written
    cause once somebody has accepted the difference.
    """

    document: str
    place: str
    kind: Kind
    printed: str
    computed: str
    cause: Cause
    difference: Decimal | None = None
    item: str = ""
    note: str = ""
    accepted: str | None = None
    accepted_by: str = ""

    @property
    def key(self) -> str:
        """A short name of the finding for addresses; it stays while the figures change."""
        return finding_key(self.document, self.kind, self.place)

    @property
    def figures_key(self) -> str:
        """A short name of the two figures, to notice that one changed in between."""
        return finding_key("", self.printed, self.computed)

    @property
    def place_text(self) -> str:
        """The place with its note, which may change with the figures."""
        return f"{self.place} ({self.note})" if self.note else self.place

    @property
    def cause_text(self) -> str:
        """The likely cause as a sentence."""
        return CAUSE_TEXTS[self.cause]

    @property
    def difference_text(self) -> str:
        """The difference as people read it, negative with △; "" when there is none."""
        if self.difference is None:
            return ""
        sign = "△" if self.difference < 0 else ""
        return f"{sign}{abs(self.difference):,f}"

    def as_data(self) -> dict[str, object]:
        """The finding as the command's JSON has it."""
        return {
            "document": self.document,
            "place": self.place_text,
            "kind": self.kind.value,
            "printed": self.printed,
            "computed": self.computed,
            "difference": _plain_number(self.difference),
            "cause": self.cause.value,
            "accepted": self.accepted,
        }


def finding_key(document: str, kind: str, place: str) -> str:
    """The key of the finding at a place."""
    return hashlib.sha256(f"{document}\n{kind}\n{place}".encode()).hexdigest()[:16]


def _plain_number(value: Decimal | None) -> int | float | str:
    if value is None:
        return ""
    return int(value) if value == value.to_integral_value() else float(value)
