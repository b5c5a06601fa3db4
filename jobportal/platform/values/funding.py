"""Who pays: funding sources, matching rules, the split of an amount, its printing (domain 6.1)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from jobportal.platform.values.hangul import half_width
from jobportal.platform.values.money import Unit, in_unit, number_text
from jobportal.platform.values.rates import decimal_text


class FundingSource(StrEnum):
    """Whose money it is, in the order every table prints it."""

    NATIONAL = "NATIONAL"
    CITY = "CITY"
    DISTRICT = "DISTRICT"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """The Korean name of the money: 국비, 시비, 구비, 기타."""
        return {"NATIONAL": "국비", "CITY": "시비", "DISTRICT": "구비", "OTHER": "기타"}[self]

    @property
    def short(self) -> str:
        """The name without 비, as notes beside an amount print it; 기타 stays whole."""
        return self.label.removesuffix("비")


@dataclass(frozen=True)
class Matching:
    """The share each source bears of a budget line, and the source that takes the remainder.

    The shares are exact and add up to 1 (Korean ValueError otherwise); shares of 0 are dropped.
    """

    shares: Mapping[FundingSource, Fraction]
    rest: FundingSource = FundingSource.DISTRICT

    def __post_init__(self) -> None:
        shares = {FundingSource(source): Fraction(share) for source, share in self.shares.items()}
        if any(share < 0 for share in shares.values()):
            raise ValueError("재원 비율은 0% 이상이어야 합니다. 비율을 확인해 주세요.")
        if sum(shares.values()) != 1:
            found = _trimmed_percent(sum(shares.values(), Fraction(0)))
            raise ValueError(f"재원 비율의 합이 {found}%입니다. 합이 100%가 되도록 고쳐 주세요.")
        ordered = {source: shares[source] for source in FundingSource if shares.get(source)}
        object.__setattr__(self, "shares", MappingProxyType(ordered))

    def __hash__(self) -> int:
        return hash((tuple(self.shares.items()), self.rest))

    def __reduce__(self) -> tuple[type["Matching"], tuple[object, ...]]:
        return Matching, (dict(self.shares), self.rest)

    @property
    def label(self) -> str:
        """The rule in the house style: “국50/시25/구25” (compliance 7.2)."""
        return describe_matching(self, MatchingStyle.SLASH)


def _trimmed_percent(share: Fraction) -> str:
    """A share in percent with at most two decimals, none when it is whole."""
    text = decimal_text(share * 100, 2)
    return text.rstrip("0").rstrip(".")


# ---- Reading a rule --------------------------------------------------------------------------

_NAMES = {name: source for source in FundingSource for name in (source.label, source.short)}
_WHOLE = re.compile(r"(?:전액\s*(?P<after>\S+)|(?P<before>\S+)\s*전액)")
_SHARE = re.compile(r"(?P<name>국비?|시비?|구비?|기타)\s*(?P<share>[0-9]+(?:\.[0-9]+)?)\s*%?")


def parse_matching(text: str, rest: FundingSource = FundingSource.DISTRICT) -> Matching:
    """Read “국50:시25:구25”, “시 70:구 30”, “국비50%, 시비25%, 구비25%” or “전액 구비”."""
    body = half_width(text).strip().strip("()").strip()
    whole = _WHOLE.fullmatch(body)
    if whole and (whole["after"] or whole["before"]) in _NAMES:
        return Matching({_NAMES[whole["after"] or whole["before"]]: Fraction(1)}, rest)
    shares: dict[FundingSource, Fraction] = {}
    for piece in re.split(r"\s*[:/,]\s*|\s+(?=[국시구기])", body):
        match = _SHARE.fullmatch(piece.strip())
        if match is None:
            raise ValueError(
                f"“{text.strip()}” 값은 재원 비율로 읽을 수 없습니다. "
                "국50:시25:구25처럼 재원과 비율을 입력해 주세요."
            )
        source = _NAMES[match["name"]]
        if source in shares:
            raise ValueError(
                f"“{text.strip()}”에 {source.label} 비율이 두 번 있습니다. 하나만 남겨 주세요."
            )
        shares[source] = Fraction(match["share"]) / 100
    return Matching(shares, rest)


# ---- Splitting -------------------------------------------------------------------------------


def allocate(lines: Iterable[tuple[int, Matching]], unit: Unit) -> dict[FundingSource, int]:
    """Split budget lines (won, rule) over their sources, in won, as the council briefing does.

    Exact shares are added over the lines, each source is rounded down to the unit, and what is
    left goes to the rules' `rest` source (구비) — or, when no line gives that source a share, to
    the last source that has one. The parts always add up to the total. Negative amounts and rules
    that disagree about the rest are refused with a Korean ValueError.
    """
    pairs = list(lines)
    if not pairs:
        return {}
    if any(won < 0 for won, _ in pairs):
        raise ValueError("재원별로 나눌 금액은 0원 이상이어야 합니다. 금액을 확인해 주세요.")
    rests = {matching.rest for _, matching in pairs}
    if len(rests) > 1:
        raise ValueError("나머지를 맡는 재원이 예산 줄마다 다릅니다. 한 재원으로 맞추어 주세요.")
    exact = _exact_shares(pairs)
    rest = rests.pop()
    if rest not in exact:
        rest = list(exact)[-1]
    parts = {source: int(share // unit.won) * unit.won for source, share in exact.items()}
    parts[rest] = 0
    parts[rest] = sum(won for won, _ in pairs) - sum(parts.values())
    return parts


def _exact_shares(pairs: list[tuple[int, Matching]]) -> dict[FundingSource, Fraction]:
    totals: dict[FundingSource, Fraction] = {}
    for won, matching in pairs:
        for source, share in matching.shares.items():
            totals[source] = totals.get(source, Fraction(0)) + won * share
    return {source: totals[source] for source in FundingSource if source in totals}


# ---- Printing --------------------------------------------------------------------------------


class Typography(NamedTuple):
    """How one note of sources is set: which names are whole, the gaps, what stands between."""

    whole_names: frozenset[FundingSource]
    gap: str
    whole_gap: str
    between: str
    with_unit: bool = False


_ALL = frozenset(FundingSource)
_NONE: frozenset[FundingSource] = frozenset()
_DISTRICT = frozenset({FundingSource.DISTRICT})


class SourceStyle(Enum):
    """The ways the studied documents print amounts by source, named by what they look like."""

    SHORT = Typography(_NONE, " ", " ", ", ")  # (시 13,559, 구 12,658)
    SHORT_TIGHT = Typography(_NONE, "", "", ", ")  # (시118,983, 구60,615)
    SHORT_WITH_UNIT = Typography(_NONE, "", "", ", ", True)  # (시118,983천원, 구60,615천원)
    RUN_TOGETHER = Typography(_NONE, "", "", "")  # (국346,060시231,383구145,665)
    DISTRICT_WHOLE = Typography(_DISTRICT, " ", " ", ", ")  # (국 176,000, 구비 144,889)
    DISTRICT_WHOLE_TIGHT = Typography(_DISTRICT, "", " ", ", ")  # (시36,865, 구비 157,120)
    # (국133,891 시1,559,512 구비706,618)
    DISTRICT_WHOLE_SPACED = Typography(_DISTRICT, "", "", " ")
    WHOLE = Typography(_ALL, " ", " ", ", ")  # (시비 407, 구비 985)
    NAMES = "NAMES"  # (구비)
    ENTIRELY = "ENTIRELY"  # (전액 구비)


def describe_sources(
    amounts: Mapping[FundingSource, int],
    unit: Unit,
    style: SourceStyle = SourceStyle.SHORT,
    bracketed: bool = True,
) -> str:
    """Amounts in won as a note in the unit, such as “(국 176,000, 구비 144,889)”.

    Sources without money are left out; without any money the note is “-”. ENTIRELY names the one
    source that pays everything, and falls to NAMES when there are several.
    """
    present = [source for source in FundingSource if amounts.get(source)]
    if not present:
        return "-"
    if isinstance(style.value, Typography):
        pieces = [_piece(source, amounts[source], unit, style.value) for source in present]
        note = style.value.between.join(pieces)
    else:
        entirely = style is SourceStyle.ENTIRELY and len(present) == 1
        note = ("전액 " if entirely else "") + ", ".join(source.label for source in present)
    return f"({note})" if bracketed else note


def _piece(source: FundingSource, won: int, unit: Unit, look: Typography) -> str:
    whole = source in look.whole_names
    name, gap = (source.label, look.whole_gap) if whole else (source.short, look.gap)
    return f"{name}{gap}{number_text(in_unit(won, unit))}{unit.label if look.with_unit else ''}"


class MatchingStyle(Enum):
    """The ways a matching rule is printed."""

    SLASH = "SLASH"  # 국50/시25/구25
    COLON = "COLON"  # 시 70:구 30
    PERCENT = "PERCENT"  # 시비 70%, 구비 30%
    PERCENT_TIGHT = "PERCENT_TIGHT"  # 국비50%, 시비25%, 구비25%


def describe_matching(matching: Matching, style: MatchingStyle = MatchingStyle.SLASH) -> str:
    """The rule in words; one source alone is “전액 구비”, except in the SLASH style (“구100”)."""
    shares = {source: _trimmed_percent(share) for source, share in matching.shares.items()}
    if len(shares) == 1 and style is not MatchingStyle.SLASH:
        return f"전액 {next(iter(shares)).label}"
    if style is MatchingStyle.SLASH:
        return "/".join(f"{source.short}{share}" for source, share in shares.items())
    if style is MatchingStyle.COLON:
        return ":".join(f"{source.short} {share}" for source, share in shares.items())
    gap = " " if style is MatchingStyle.PERCENT else ""
    return ", ".join(f"{source.label}{gap}{share}%" for source, share in shares.items())
