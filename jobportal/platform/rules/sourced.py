"""The only blocks of a 공공근로 scoring table that a published document states (domain 4.1)."""

from fractions import Fraction

from jobportal.platform.rules.codes import PremiumType
from jobportal.platform.rules.rubric import Band, Method, Qualifier, ScoreInput, ScoreItem

_POINTS = (15, 10, 5, 0)


def _bands(qualifier: str, *bounds: int) -> tuple[Band, ...]:
    """Bands below each bound (“미만”), the last from the highest bound on (“이상”)."""
    lowers = (None, *bounds)
    uppers = (*bounds, None)
    return tuple(
        Band(
            Fraction(points),
            qualifier,
            lower=None if lower is None else Fraction(lower),
            upper=None if upper is None else Fraction(upper),
        )
        for points, lower, upper in zip(_POINTS, lowers, uppers, strict=True)
    )


def _block(qualifier: Qualifier | None, bands: tuple[Band, ...]) -> ScoreItem:
    return ScoreItem(
        code="INCOME",
        label="가구소득",
        input=ScoreInput.PREMIUM_WON,
        method=Method.BAND,
        max_points=Fraction(_POINTS[0]),
        qualifier=qualifier,
        bands=bands,
        evidence="건강보험료 조회결과",
        is_sourced=True,
    )


# 고려요소별 공공근로 선발기준 표준(안) [붙임4], before the amendment: 지역·직장 alike.
INCOME_2018 = _block(None, _bands("", 20_000, 30_000, 50_000))

# The same as amended by 일자리정책담당관-18068 (2018. 11. 7.). The stored text cuts off in the
# last row of 지역가입자 and 혼합; their last bound is the one the row above ends with.
INCOME_2019 = _block(
    Qualifier.PREMIUM_TYPE,
    (
        *_bands(PremiumType.WORKPLACE, 24_000, 36_000, 60_000),
        *_bands(PremiumType.REGIONAL, 5_500, 8_200, 13_500),
        *_bands(PremiumType.MIXED, 24_000, 36_000, 60_000),
    ),
)
