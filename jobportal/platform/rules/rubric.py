"""The scoring table of a round as data: items with bands, bonuses, deductions (domain 4)."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated

from jobportal.platform.rules.codes import DayBasis
from jobportal.platform.rules.naming import is_called
from jobportal.platform.rules.scorewords import (
    FLAGS,
    WORDS,
    Method,
    PenaltyKind,
    Qualifier,
    ReviewMethod,
    ScoreInput,
    Stacking,
    Stage,
)

__all__ = [
    "Band",
    "Bonus",
    "BonusGroup",
    "Choice",
    "Method",
    "Penalty",
    "PenaltyKind",
    "Qualifier",
    "ReviewMethod",
    "Rubric",
    "ScoreInput",
    "ScoreItem",
    "Stacking",
    "Stage",
]

_NOT_A_NUMBER = (ScoreInput.EMPLOYMENT, ScoreInput.MARK)


@dataclass(frozen=True)
class Band:
    """Points for a number from `lower` to `upper`, each bound said to belong or not.

    None leaves the side open; an empty `qualifier` holds for everyone. “2만원 미만” is an upper
    bound that does not belong.
    """

    points: Annotated[Fraction, "점수"]
    qualifier: Annotated[str, "구분값"] = ""
    lower: Annotated[Fraction | None, "하한"] = None
    lower_inclusive: Annotated[bool, "하한 포함"] = True
    upper: Annotated[Fraction | None, "상한"] = None
    upper_inclusive: Annotated[bool, "상한 포함"] = False

    def __post_init__(self) -> None:
        if self.lower is None or self.upper is None:
            return
        is_point = self.lower == self.upper and self.lower_inclusive and self.upper_inclusive
        if self.lower >= self.upper and not is_point:
            raise ValueError("구간의 하한이 상한보다 작지 않습니다. 하한과 상한을 확인해 주세요.")

    def holds(self, number: Fraction | int) -> bool:
        """Whether the number lies in the band."""
        lower, upper = self._bounds
        above = lower is None or (number >= lower if self.lower_inclusive else number > lower)
        below = upper is None or (number <= upper if self.upper_inclusive else number < upper)
        return above and below

    @cached_property
    def _bounds(self) -> tuple[Fraction | int | None, Fraction | int | None]:
        """Both bounds, as ints where they are whole: those are compared many times faster."""
        lower, upper = (
            bound.numerator if bound is not None and bound.denominator == 1 else bound
            for bound in (self.lower, self.upper)
        )
        return lower, upper


@dataclass(frozen=True)
class Choice:
    """Points for one value of a LOOKUP, or for YES and NO of a FLAG."""

    value: Annotated[str, "값"]
    points: Annotated[Fraction, "점수"]


@dataclass(frozen=True)
class ScoreItem:
    """One 고려요소 of the table. Points never exceed `max_points`, nor go below 0.

    LOOKUP gives the points of the best value held, 0 for one that is not in the table. COUNT gives
    `points_each` for each one counted; `options` says which members of a list count, there and in
    bands (all when empty). `window_months` limits PARTICIPATION_ROUNDS, 0 meaning the whole past.
    `is_sourced` is true only where a published document states the numbers.
    """

    code: Annotated[str, "코드"]
    label: Annotated[str, "고려요소"]
    input: Annotated[ScoreInput, "보는 값"]
    method: Annotated[Method, "점수 방식"]
    max_points: Annotated[Fraction, "최고 점수"]
    qualifier: Annotated[Qualifier | None, "구분"] = None
    bands: Annotated[tuple[Band, ...], "구간"] = ()
    choices: Annotated[tuple[Choice, ...], "값별 점수"] = ()
    points_each: Annotated[Fraction, "하나당 점수"] = Fraction(0)
    options: Annotated[tuple[str, ...], "세는 항목"] = ()
    window_months: Annotated[int, "조회 기간(개월)"] = 0
    stage: Annotated[Stage, "단계"] = Stage.DOCUMENT
    evidence: Annotated[str, "확인 자료"] = ""
    is_sourced: Annotated[bool, "출처가 있는 배점"] = False

    def __post_init__(self) -> None:
        if self.max_points < 0 or self.points_each < 0:
            raise ValueError(f"[{self.label}] 점수는 0 이상이어야 합니다. 고쳐 주세요.")
        if self.method is Method.BAND and not self.bands:
            raise ValueError(f"[{self.label}] 구간표에 구간이 없습니다. 구간을 입력해 주세요.")
        if self.method in (Method.LOOKUP, Method.FLAG) and not self.choices:
            raise ValueError(f"[{self.label}] 값별 점수가 없습니다. 값과 점수를 입력해 주세요.")
        points = [part.points for part in (*self.bands, *self.choices)]
        if any(not 0 <= point <= self.max_points for point in points):
            raise ValueError(
                f"[{self.label}] 점수가 0점부터 최고 점수까지의 범위를 벗어납니다. "
                "배점을 확인해 주세요."
            )
        self._check_method()
        self._check_values()
        _refuse_overlap(self)

    def _check_method(self) -> None:
        """Refuse a way of giving points that the input cannot be put to."""
        fits = {
            Method.BAND: self.input not in _NOT_A_NUMBER,
            Method.COUNT: self.input not in (*_NOT_A_NUMBER, *FLAGS),
            Method.LOOKUP: self.input is not ScoreInput.MARK,
            Method.FLAG: self.input in FLAGS,
            Method.MANUAL: self.input is ScoreInput.MARK,
        }
        if not fits[self.method]:
            raise ValueError(
                f"[{self.label}] “{self.input.label}”에는 “{self.method.label}” 방식을 쓸 수 "
                "없습니다. 보는 값이나 점수 방식을 바꿔 주세요."
            )

    def _check_values(self) -> None:
        """Refuse values the input never has, and one that stands twice."""
        values = [choice.value for choice in self.choices]
        known = WORDS.get(self.input)
        strange = [one for one in (*values, *self.options) if known and one not in list(known)]
        if strange:
            raise ValueError(
                f"[{self.label}] “{self.input.label}”에는 “{', '.join(strange)}” 값이 없습니다. "
                "목록에 있는 값을 고르세요."
            )
        if any(_same(one, other) for at, one in enumerate(values) for other in values[:at]):
            raise ValueError(
                f"[{self.label}] 같은 값에 점수를 두 번 적었습니다. 한 줄만 남겨 주세요."
            )


def _same(one: str, other: str) -> bool:
    return is_called(one, other) and is_called(other, one)


def _refuse_overlap(item: ScoreItem) -> None:
    """Two bands of one column may not hold one number, or the points would rest on their order."""
    for at, one in enumerate(item.bands):
        for other in item.bands[at + 1 :]:
            if one.qualifier == other.qualifier and _overlap(one, other):
                raise ValueError(
                    f"[{item.label}] 구간 {at + 1}번째가 다른 구간과 겹칩니다. 경계를 고쳐 주세요."
                )


def _overlap(one: Band, other: Band) -> bool:
    return not (_is_below(one, other) or _is_below(other, one))


def _is_below(one: Band, other: Band) -> bool:
    """Whether all of the first band lies below the second."""
    if one.upper is None or other.lower is None:
        return False
    if one.upper == other.lower:
        return not (one.upper_inclusive and other.lower_inclusive)
    return one.upper < other.lower


@dataclass(frozen=True)
class Bonus:
    """Points added when the input is true, or its list holds `value`."""

    code: Annotated[str, "코드"]
    label: Annotated[str, "가점"]
    input: Annotated[ScoreInput, "보는 값"]
    points: Annotated[Fraction, "점수"]
    value: Annotated[str, "값"] = ""


@dataclass(frozen=True)
class BonusGroup:
    """Bonuses that stack together; `cap` is the most the group gives when stacking is CAP."""

    code: Annotated[str, "코드"]
    label: Annotated[str, "가점 묶음"]
    stacking: Annotated[Stacking, "합산 방식"]
    bonuses: Annotated[tuple[Bonus, ...], "가점"]
    cap: Annotated[Fraction, "한도"] = Fraction(0)

    def __post_init__(self) -> None:
        if any(bonus.points < 0 for bonus in self.bonuses) or self.cap < 0:
            raise ValueError(f"[{self.label}] 가점은 0점 이상이어야 합니다. 고쳐 주세요.")


@dataclass(frozen=True)
class Penalty:
    """Points taken off for something in the past: `after_months` up to `window_months` ago.

    `points` is the size of the deduction (5 takes 5 off); `window_months` 0 is the whole past;
    `is_each` takes it off for every occurrence. `programmes` empty means every programme.
    """

    code: Annotated[str, "코드"]
    label: Annotated[str, "감점"]
    kind: Annotated[PenaltyKind, "사유"]
    points: Annotated[Fraction, "점수"]
    window_months: Annotated[int, "조회 기간(개월)"] = 0
    after_months: Annotated[int, "이 개월이 지난 뒤부터"] = 0
    is_each: Annotated[bool, "건마다 감점"] = False
    programmes: Annotated[tuple[str, ...], "사업"] = ()

    def __post_init__(self) -> None:
        if self.points < 0:
            raise ValueError(
                f"[{self.label}] 감점은 뺄 점수를 0 이상의 수로 적습니다. 음수를 고쳐 주세요."
            )


@dataclass(frozen=True)
class Rubric:
    """The whole table. `total` None leaves it open; otherwise the items' maxima must add up to it.

    A stage weighs `document_weight` or `interview_weight` per hundred of its own points. An
    applicant is marked by `min_reviewers` or more, of them `min_external` or more from outside.
    """

    criteria: Annotated[tuple[ScoreItem, ...], "고려요소"]
    bonuses: Annotated[tuple[BonusGroup, ...], "가점 묶음"] = ()
    penalties: Annotated[tuple[Penalty, ...], "감점"] = ()
    total: Annotated[int | None, "만점"] = None
    document_weight: Annotated[int, "서류 반영 비율(%)"] = 100
    interview_weight: Annotated[int, "면접 반영 비율(%)"] = 100
    review_method: Annotated[ReviewMethod, "심사위원 점수 합치기"] = ReviewMethod.MEAN
    min_reviewers: Annotated[int, "최소 심사위원 수"] = 1
    min_external: Annotated[int, "최소 외부위원 수"] = 0
    spread_limit: Annotated[Fraction | None, "심사위원 점수 차 한도"] = None
    day: Annotated[DayBasis, "기준일"] = DayBasis.NOTICE

    def __post_init__(self) -> None:
        codes = [item.code for item in self.criteria]
        codes += [bonus.code for group in self.bonuses for bonus in group.bonuses]
        codes += [penalty.code for penalty in self.penalties]
        if repeated := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(
                f"배점표에 “{', '.join(repeated)}” 코드가 두 번 나옵니다. 다른 코드를 쓰세요."
            )
        for weight in (self.document_weight, self.interview_weight):
            if not 0 <= weight <= 100:
                raise ValueError("반영 비율은 0부터 100까지 입력해 주세요.")
        if not 0 <= self.min_external <= max(self.min_reviewers, 1):
            raise ValueError(
                f"최소 외부위원 수({self.min_external}명)는 0명부터 최소 심사위원 수"
                f"({max(self.min_reviewers, 1)}명)까지 적을 수 있습니다. 어느 한쪽을 고쳐 주세요."
            )
        self._check_total()

    def _check_total(self) -> None:
        reached = sum((self.weighted(item, item.max_points) for item in self.criteria), Fraction(0))
        if self.total is not None and reached != self.total:
            raise ValueError(
                f"고려요소 최고 점수의 합({reached})이 만점({self.total})과 다릅니다. "
                "배점이나 만점을 고쳐 주세요."
            )

    def weighted(self, item: ScoreItem, points: Fraction) -> Fraction:
        """Points of an item as they enter the total, not yet rounded."""
        is_interview = item.stage is Stage.INTERVIEW
        weight = self.interview_weight if is_interview else self.document_weight
        return points if weight == 100 else points * weight / 100
