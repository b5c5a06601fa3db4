"""The declared steps that part applicants of equal score; the last is always the 접수번호."""

from dataclasses import dataclass
from typing import Annotated

from jobportal.platform.rules.codes import Word


class TieField(Word):
    """What a step looks at."""

    VULNERABLE_GROUPS = "VULNERABLE_GROUPS", "취업취약계층"
    IS_RESIDENT = "IS_RESIDENT", "자치구 거주"
    IS_HOUSEHOLD_HEAD = "IS_HOUSEHOLD_HEAD", "세대주"
    DEPENDANTS = "DEPENDANTS", "부양가족 수"
    HOUSEHOLD_SIZE = "HOUSEHOLD_SIZE", "세대원 수"
    INCOME_WON = "INCOME_WON", "세대 월 소득"
    PREMIUM_WON = "PREMIUM_WON", "건강보험료"
    ASSETS_WON = "ASSETS_WON", "세대 재산"
    PARTICIPATION_ROUNDS = "PARTICIPATION_ROUNDS", "참여 횟수"
    UNEMPLOYED_MONTHS = "UNEMPLOYED_MONTHS", "실업 기간"
    AGE_DAYS = "AGE_DAYS", "나이"
    ITEM_POINTS = "ITEM_POINTS", "고려요소 점수"


class Direction(Word):
    """Which end comes first."""

    ASC = "ASC", "작은 쪽 먼저"
    DESC = "DESC", "큰 쪽 먼저"


@dataclass(frozen=True)
class TieBreak:
    """One step. `order` lists values from the first preferred (장애인, 여성가장, …) and then
    decides instead of `direction`; `item` names the score item of ITEM_POINTS."""

    field: Annotated[TieField, "보는 값"]
    direction: Annotated[Direction, "방향"] = Direction.DESC
    order: Annotated[tuple[str, ...], "우선 순서"] = ()
    item: Annotated[str, "고려요소"] = ""

    def __post_init__(self) -> None:
        if self.field is TieField.VULNERABLE_GROUPS and not self.order:
            raise ValueError("취업취약계층 동점 기준에는 우선 순서를 적어야 합니다.")
        if (self.field is TieField.ITEM_POINTS) != bool(self.item):
            raise ValueError("고려요소 점수 동점 기준에만 고려요소 코드를 적습니다.")
