"""Everything a round is announced with, frozen as one value that goes to JSON and back."""

from dataclasses import dataclass, replace
from typing import Annotated

from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.difference import Change, difference
from jobportal.platform.rules.plain import from_data, to_data
from jobportal.platform.rules.rubric import Rubric
from jobportal.platform.rules.tiebreaks import TieBreak, TieField
from jobportal.platform.rules.wage import STANDARD_WAGE, WageRule

__all__ = ["Change", "RuleSet", "difference"]


@dataclass(frozen=True)
class RuleSet:
    """Conditions, scoring table, tie-breaks and wage of a round, with the paper they come from.

    `is_example` marks numbers no published paper states; `rubric` None means nothing is scored
    (a lottery). One condition of each code.
    """

    criteria: Annotated[tuple[Criterion, ...], "자격 조건"] = ()
    rubric: Annotated[Rubric | None, "배점표"] = None
    tie_breaks: Annotated[tuple[TieBreak, ...], "동점 처리"] = ()
    wage: Annotated[WageRule, "임금"] = STANDARD_WAGE
    source: Annotated[str, "출처"] = ""
    is_example: Annotated[bool, "예시"] = False

    def __post_init__(self) -> None:
        codes = [criterion.code for criterion in self.criteria]
        if repeated := sorted({code.label for code in codes if codes.count(code) > 1}):
            raise ValueError(f"“{', '.join(repeated)}” 조건이 두 번 나옵니다. 하나만 남겨 주세요.")
        items = {item.code for item in self.rubric.criteria} if self.rubric else set()
        for step in self.tie_breaks:
            if step.field is TieField.ITEM_POINTS and step.item not in items:
                raise ValueError(
                    f"동점 처리의 고려요소로 쓸 “{step.item}” 항목이 배점표에 없습니다. "
                    "코드를 고쳐 주세요."
                )

    def with_rubric(self, rubric: Rubric) -> "RuleSet":
        """The rules with another table; an item that parts equal scores is not taken out of it."""
        left = {item.code for item in rubric.criteria}
        gone = (
            [item for item in self.rubric.criteria if item.code not in left] if self.rubric else []
        )
        steps = {step.item for step in self.tie_breaks}
        if used := [item.label for item in gone if item.code in steps]:
            raise ValueError(
                f"‘동점 처리 순서’에서 보는 고려요소라 뺄 수 없습니다: {', '.join(used)}. "
                "동점 처리 순서에서 그 단계를 먼저 빼 주세요."
            )
        return replace(self, rubric=rubric)

    def to_data(self) -> dict:
        """Plain JSON types; :meth:`from_data` gives an equal rule set back."""
        return to_data(self)

    @classmethod
    def from_data(cls, data: object) -> "RuleSet":
        """Read plain JSON types; bad data is refused with a Korean ValueError saying where."""
        return from_data(cls, data, "규칙")
