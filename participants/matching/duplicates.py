"""Whether two residents may be one: spelling, spacing, 개명, phone, birth date. Pure."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jobportal.platform.values.hangul import fold

CLOSE_LETTERS = 1
"""So many jamo may differ between two spellings of one name (가상희 / 가상히)."""


@dataclass(frozen=True)
class Identity:
    """What is known of somebody, phone and resident number by blind index; "" for what is not."""

    name: str
    birth_on: date | None
    sex: str = ""
    phone_index: str = ""
    former_name: str = ""
    address: str = ""
    rrn_index: str = ""

    @cached_property
    def folded_name(self) -> str:
        """The name as names are compared; worked out once, for one is held against many."""
        return fold(self.name)

    @cached_property
    def folded_former(self) -> str:
        """The former name in the same way."""
        return fold(self.former_name)

    @cached_property
    def folded_address(self) -> str:
        """The address in the same way."""
        return fold(self.address)


@dataclass(frozen=True)
class Match:
    """Why two may be one, and whether it is as good as certain."""

    why: str
    is_certain: bool = False


def match(one: Identity, other: Identity) -> Match | None:
    """Why two may be the same person; None when nothing speaks for it. Symmetric.

    Two different resident numbers are two people, whatever else agrees.
    """
    if one.rrn_index and other.rrn_index:
        same = one.rrn_index == other.rrn_index
        return Match(_RRN, is_certain=True) if same else None
    if one.sex and other.sex and one.sex != other.sex:
        return None
    same_birth = one.birth_on is not None and one.birth_on == other.birth_on
    same_phone = one.phone_index != "" and one.phone_index == other.phone_index
    likeness = name_likeness(one, other)
    if same_birth:
        return _of_same_birth(one, other, likeness, same_phone)
    if likeness and same_phone:
        return Match(f"{likeness}{_PHONE_ALONE}")
    if likeness == _SAME and _is_slip(one.birth_on, other.birth_on) and _same_home(one, other):
        return Match(_SLIP)
    return None


def _of_same_birth(one: Identity, other: Identity, likeness: str, same_phone: bool):
    if likeness == _SAME:
        return Match(_NAME_AND_BIRTH, is_certain=True)
    if likeness:
        return Match(f"{likeness}{_BIRTH_TOO}", is_certain=same_phone)
    if same_phone:
        return Match(_PHONE_AND_BIRTH)
    if _same_home(one, other):
        return Match(_HOME_AND_BIRTH)
    return None


_SAME, _FORMER, _CLOSE = "성명이 같음", "개명 전 성명이 같음", "성명이 비슷함"
_RRN = "주민등록번호가 같음"
_NAME_AND_BIRTH = "성명과 생년월일이 같음"
_BIRTH_TOO = ", 생년월일이 같음"
_PHONE_AND_BIRTH = "전화번호와 생년월일이 같음(개명 확인)"
_HOME_AND_BIRTH = "주소와 생년월일이 같음(개명 확인)"
_PHONE_ALONE = ", 전화번호가 같고 생년월일이 다름"
_SLIP = "성명과 주소가 같고 생년월일이 한 자리 다름"
EVIDENCE = (
    _RRN,
    _NAME_AND_BIRTH,
    *(f"{name}{_BIRTH_TOO}" for name in (_FORMER, _CLOSE)),
    _PHONE_AND_BIRTH,
    _HOME_AND_BIRTH,
    *(f"{name}{_PHONE_ALONE}" for name in (_SAME, _FORMER, _CLOSE)),
    _SLIP,
)
"""Everything :func:`match` can say for two being one, the strongest first."""


def name_likeness(one: Identity, other: Identity) -> str:
    """How two names agree, in Korean; "" when they do not."""
    mine, theirs = one.folded_name, other.folded_name
    if not mine or not theirs:
        return ""
    if mine == theirs:
        return _SAME
    mine_former, theirs_former = one.folded_former, other.folded_former
    if (mine_former and mine_former in (theirs, theirs_former)) or theirs_former == mine:
        return _FORMER
    return _CLOSE if jamo_distance(mine, theirs, CLOSE_LETTERS) <= CLOSE_LETTERS else ""


def jamo_distance(one: str, other: str, most: int) -> int:
    """How many jamo must be changed, added, dropped or swapped; counted up to ``most`` + 1."""
    mine, theirs = _jamo(one), _jamo(other)
    if abs(len(mine) - len(theirs)) > most:
        return most + 1
    before, row = [], list(range(len(theirs) + 1))
    for i, letter in enumerate(mine, start=1):
        last, before, row = before, row, [i]
        for j, their in enumerate(theirs, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != their))
            swapped = i > 1 and j > 1 and letter == theirs[j - 2] and mine[i - 2] == their
            row.append(min(cost, last[j - 2] + 1) if swapped else cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _jamo(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _is_slip(one: date | None, other: date | None) -> bool:
    """True when two dates differ by one digit, or by day and month swapped."""
    if one is None or other is None:
        return False
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    return sum(a != b for a, b in zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True)) == 1


def _same_home(one: Identity, other: Identity) -> bool:
    return bool(one.address) and one.folded_address == other.folded_address
