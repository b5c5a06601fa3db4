"""Rosters with resident numbers, for the uses that the law gives them to (compliance PD-39).

Only rounds whose programme may process the numbers, only people who gave theirs.
"""

from django.db.models import Q, QuerySet

from jobportal.platform.render.xlsx_list import ListColumn
from jobportal.platform.rules.codes import Word
from jobportal.platform.scope import Reach
from jobportal.platform.values.residents import rrn_text
from participants.models import Application, Placement
from participants.rosters.by_use import FROM, HOURS, NAME, RECEIPT, TO, UNIT, Column, Roster
from programs.models import Round

RRN = Column("주민등록번호", ("person__rrn",), rrn_text)


class IdentityUse(Word):
    """What a roster with numbers is for; it holds no other columns than the use needs."""

    INSURANCE = "INSURANCE", "4대보험 취득·상실 신고 (참여자)"
    CRIMINAL = "CRIMINAL", "범죄경력 조회 의뢰 (참여자)"
    ENQUIRY = "ENQUIRY", "소득·재산·중복참여 조회 의뢰 (신청자)"


_A, _P = Application.State, Placement.State
_EVER_PLACED = ~Q(state=_P.CANCELLED)
_IN_POST = Q(state__in=Placement.HOLDING)
_STILL_ASKED = ~Q(state__in=[_A.DRAFT, _A.WITHDRAWN, _A.CANCELLED, _A.INELIGIBLE])
_BY_NAME = ("round__code", "person__name_key")
IDENTITY_ROSTERS = {
    IdentityUse.INSURANCE: Roster(
        Placement, _EVER_PLACED, (NAME, RRN, FROM, TO, HOURS, UNIT), _BY_NAME
    ),
    IdentityUse.CRIMINAL: Roster(Placement, _IN_POST, (NAME, RRN, UNIT), _BY_NAME),
    IdentityUse.ENQUIRY: Roster(
        Application, _STILL_ASKED, (RECEIPT, NAME, RRN), ("round__code", "number")
    ),
}


def identity_headings(use: IdentityUse) -> list[ListColumn]:
    """The columns of a use as a file takes them."""
    return [ListColumn(one.heading, one.kind) for one in IDENTITY_ROSTERS[use].columns]


def with_numbers(records: QuerySet) -> QuerySet:
    """Those of the records whose people gave their numbers."""
    return records.exclude(person__rrn_index="")


def records_for(use: IdentityUse, reach: Reach, rounds: list[Round]) -> QuerySet:
    """What is reached of a use in those of the rounds whose programme may process numbers."""
    roster = IDENTITY_ROSTERS[use]
    allowed = Q(round__in=rounds, round__programme__rrn_allowed=True)
    return reach(roster.model).filter(roster.which, allowed)
