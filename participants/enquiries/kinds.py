"""What each kind of enquiry answers: the values, how they are typed, which facts they become."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from jobportal.platform.rules.codes import (
    Ban,
    Employment,
    OfficialRelation,
    PremiumType,
    StudentState,
    Word,
)
from jobportal.platform.values.dates import parse_kdate
from jobportal.platform.values.hangul import half_width, to_nfc
from participants.models import Enquiry

K = Enquiry.Kind


class Holds(Enum):
    """How a value is typed, and the JSON type it is kept as."""

    WON = "금액(원)"  # int
    COUNT = "숫자"  # int
    DAY = "날짜"  # ISO text
    YES_NO = "예/아니오"  # bool
    CHOICE = "선택"  # code
    CHOICES = "여러 개 선택"  # list of codes; [] says there is none
    TEXT = "글"  # text
    HISTORY = "참여 이력"  # list of {programme, from_on, to_on, dropped_out, fraud}


@dataclass(frozen=True)
class EnquiryField:
    """One value of an enquiry; ``name`` is its key in ``Enquiry.values``.

    A count lies from ``least`` to ``most``, both included.
    """

    name: str
    label: str
    holds: Holds
    words: type[Word] | None = None
    help_text: str = ""
    least: int = 0
    most: int = 9_999


def _yes_no(name: str, label: str) -> EnquiryField:
    return EnquiryField(name, label, Holds.YES_NO)


_HISTORY_HELP = (
    "한 줄에 하나씩 ‘사업 시작일~종료일’을 적습니다. 없으면 ‘없음’. 중도포기·부정참여는 뒤에 "
    "적습니다. 예: 공공근로 2025-01-10~2025-06-30 중도포기"
)
ENQUIRY_FIELDS: dict[str, tuple[EnquiryField, ...]] = {
    K.RESIDENCE: (
        _yes_no("in_district", "자치구 거주"),
        EnquiryField("district_from_on", "자치구 전입일", Holds.DAY),
        EnquiryField("city_from_on", "서울시 전입일", Holds.DAY),
        EnquiryField("household_size", "세대원 수(명)", Holds.COUNT, least=1, most=20),
        EnquiryField(
            "household_code",
            "세대 표시",
            Holds.TEXT,
            help_text="같은 세대의 신청인에게 같은 글자를 적습니다. 예: 세대-001",
        ),
    ),
    K.INCOME: (EnquiryField("household_income_won", "세대 월 소득(원)", Holds.WON),),
    K.PREMIUM: (
        EnquiryField("premium_type", "건강보험 가입유형", Holds.CHOICE, PremiumType),
        EnquiryField("premium_won", "월 건강보험료(원)", Holds.WON),
    ),
    K.ASSETS: (
        EnquiryField("assets_won", "세대 재산(원)", Holds.WON),
        EnquiryField("debts_won", "세대 부채(원)", Holds.WON),
    ),
    K.BENEFIT: (
        _yes_no("has_livelihood", "생계급여 수급"),
        EnquiryField("livelihood_from_on", "생계급여 시작일", Holds.DAY),
        EnquiryField("livelihood_to_on", "생계급여 종료일", Holds.DAY),
        _yes_no("has_unemployment", "실업급여 수급"),
        EnquiryField("unemployment_from_on", "실업급여 시작일", Holds.DAY),
        EnquiryField("unemployment_to_on", "실업급여 종료일", Holds.DAY),
    ),
    K.EMPLOYMENT: (
        EnquiryField("employment", "취업 상태", Holds.CHOICE, Employment),
        EnquiryField("employed_days", "최근 2년 취업 일수(일)", Holds.COUNT, most=731),
        EnquiryField("unemployed_months", "실업 기간(개월)", Holds.COUNT, most=1_200),
        _yes_no("has_regular_income", "정기소득"),
        _yes_no("has_business", "사업자등록"),
        _yes_no("spouse_has_regular_income", "배우자 정기소득"),
        _yes_no("spouse_has_business", "배우자 사업자등록"),
        _yes_no("receives_pension", "공적연금 수령"),
        _yes_no("is_farmer", "전업농"),
        _yes_no("spouse_is_farmer", "배우자 전업농"),
    ),
    K.PARTICIPATION: (
        EnquiryField("past", "지난 참여", Holds.HISTORY, help_text=_HISTORY_HELP),
        EnquiryField("concurrent", "지금 참여", Holds.HISTORY, help_text=_HISTORY_HELP),
    ),
    K.PERSONAL: (
        _yes_no("is_able_to_work", "근로 가능"),
        _yes_no("is_recognised_homeless", "행정기관 인정 노숙인"),
        EnquiryField("student_state", "재학 여부", Holds.CHOICE, StudentState),
        EnquiryField("official_relations", "공무원 가족", Holds.CHOICES, OfficialRelation),
        _yes_no("has_false_documents", "허위 서류"),
    ),
    K.BAN: tuple(_yes_no(ban.value, ban.label) for ban in Ban),
}
"""The values of each kind in the order of the form and of the sheet."""

_SPELL = re.compile(
    r"^(?P<programme>.*?)\s*(?P<from>\d{4}[-./]\s*\d{1,2}[-./]\s*\d{1,2}\.?)\s*[~∼〜～–]\s*"
    r"(?P<to>(?:\d{4}[-./]\s*\d{1,2}[-./]\s*\d{1,2}\.?)?)\s*(?P<marks>.*)$"
)
_MARKS = {"중도포기": "dropped_out", "부정참여": "fraud"}
_NONE = ("없음", "-")


def parse_history(text: str) -> list[dict]:
    """Participations as people write them, one a line or parted by a semicolon; [] for “없음”.

    A spell without a last day lasts still. Bad text is a Korean ValueError with the line.
    """
    plain = half_width(to_nfc(text))
    lines = [line.strip() for line in re.split(r"[\n;]", plain) if line.strip()]
    if len(lines) == 1 and lines[0] in _NONE:
        return []
    return [_spell(line) for line in lines]


def _spell(line: str) -> dict:
    found = _SPELL.match(line)
    if found is None or not found["programme"].strip():
        raise ValueError(
            f"참여 이력의 “{line[:40]}” 줄을 읽을 수 없습니다. "
            "‘공공근로 2025-01-10~2025-06-30’처럼 적으세요."
        )
    from_on = parse_kdate(found["from"]).start
    to_on = parse_kdate(found["to"]).start if found["to"] else None
    if to_on is not None and to_on < from_on:
        raise ValueError(f"참여 이력 “{line[:40]}”의 종료일이 시작일보다 빠릅니다.")
    marks = [mark for mark in re.split(r"[\s,()]+", found["marks"]) if mark]
    if unknown := [mark for mark in marks if mark not in _MARKS]:
        raise ValueError(
            f"참여 이력 “{line[:40]}”에 ‘{unknown[0]}’ 표시는 쓸 수 없습니다. "
            f"{', '.join(_MARKS)}만 적을 수 있습니다."
        )
    return {
        "programme": found["programme"].strip(),
        "from_on": from_on.isoformat(),
        "to_on": to_on.isoformat() if to_on else "",
        **{name: mark in marks for mark, name in _MARKS.items()},
    }


def history_text(spells: list[dict]) -> str:
    """The participations as :func:`parse_history` reads them; “없음” for none."""
    lines = []
    for spell in spells:
        marks = " ".join(mark for mark, name in _MARKS.items() if spell.get(name))
        lines.append(f"{spell['programme']} {spell['from_on']}~{spell['to_on']} {marks}".strip())
    return "\n".join(lines) or _NONE[0]


def day_of(text: str | None) -> date | None:
    """A kept day; None for none."""
    return date.fromisoformat(text) if text else None
