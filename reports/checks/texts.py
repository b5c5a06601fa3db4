"""Printed texts made comparable, the numbers in them, and the likely cause of a difference."""

import re
from decimal import Decimal
from itertools import groupby

from jobportal.platform.render.grid import Kind
from jobportal.platform.values.hangul import half_width, to_nfc
from reports.checks.finding import Cause

# A comma may stand anywhere between digits: a misplaced one ("1,9235") is what is looked for.
# Below zero is written with △; a hyphen is a bullet or a range, unless a lone number follows.
NUMBER = re.compile(r"[△▲]?\d(?:[\d,]*\d)?(?:\.\d+)?")
_MINUS = re.compile(r"^[-−](?=[\d,]+(?:\.\d+)?$)")
_SHORT_YEAR = re.compile(r"[’‘'`´]\s*(\d\d)(?=\s*[.년])")
_SQUARE_METRES = re.compile("m[²2]")
_TICKED = re.compile(r"[☑☒■✓✔]")
_TOKEN = re.compile(rf"{NUMBER.pattern}|[^\W\d_]+|☑")
_NONE = {"", "-", "0", "–", "—", "−"}
_DATE_WORD = re.compile(r"개월|년|월|일(?!자리)|\.|~")
_ROUNDED = frozenset({Kind.RATE, Kind.NUMBER, Kind.MONEY})


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text; spaces, quotes, bullets and brackets are typography."""
    plain = half_width(to_nfc(text)).strip()
    if plain in _NONE:
        return ()
    plain = _SQUARE_METRES.sub("㎡", _SHORT_YEAR.sub(r"20\1", _MINUS.sub("△", plain)))
    tokens = _TOKEN.findall(_spaceless(_TICKED.sub("☑", plain)).replace("▲", "△"))
    runs = groupby(tokens, key=str.isalpha)
    # Words are not told apart: what stands between them is a space, a bullet or a line's end.
    return tuple(token for letters, run in runs for token in (["".join(run)] if letters else run))


def _spaceless(text: str) -> str:
    return re.sub(r"\s+", "", text)


def label_key(text: str) -> str:
    """A row or column label without spaces and typographic differences of quotes and dots."""
    plain = half_width(to_nfc(text)).casefold()
    plain = re.sub(r"[‘’'`´“”\"]", "'", plain)
    return re.sub(r"\s+|[·ㆍ․‧・]", "", plain)


def read_number(text: str) -> Decimal | None:
    """The only number of a text such as 82.3, △1,234 or 734명; "-" is 0; None when there is none
    or more than one."""
    if text.strip() == "-":
        return Decimal(0)
    found = NUMBER.findall(half_width(text))
    return as_number(found[0]) if len(found) == 1 else None


def difference_of(printed: str, computed: str) -> Decimal | None:
    """Printed − computed where both are one number, or texts that differ in one number."""
    pair = differing_numbers(printed, computed)
    if pair:
        return as_number(pair[0]) - as_number(pair[1])
    left, right = read_number(printed), read_number(computed)
    return None if left is None or right is None else left - right


def as_number(token: str) -> Decimal:
    """A number token as a number; a misplaced comma is ignored."""
    value = Decimal(token.lstrip("△▲").replace(",", ""))
    return -value if token[0] in "△▲" else value


def differing_numbers(printed: str, computed: str) -> tuple[str, str] | None:
    """The one pair of numbers in which two texts differ; None when more, or words, differ."""
    left, right = words(printed), words(computed)
    if len(left) != len(right):
        return None
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(pairs) != 1 or not all(NUMBER.fullmatch(token) for token in pairs[0]):
        return None
    return pairs[0]


def guess_cause(printed: str, computed: str, kind: Kind = Kind.TEXT) -> Cause:
    """The likely cause why a printed text differs from the computed one."""
    pair = differing_numbers(printed, computed)
    if pair is None:
        return _cause_of_words(printed, computed)
    if kind is Kind.TEXT and _is_date(printed, pair[0]):
        return Cause.DATE
    return cause_of_numbers(*pair, kind=kind)


def cause_of_numbers(printed: str, computed: str, kind: Kind = Kind.TEXT) -> Cause:
    """The likely cause of one number in the place of another, from their digits."""
    left, right = (re.sub(r"\D", "", token) for token in (printed, computed))
    if left == right:
        return Cause.TYPING
    if _is_transposed(left, right):
        return Cause.TRANSPOSITION
    if _is_last_step(printed, computed):
        return Cause.ROUNDING if kind in _ROUNDED or "." in printed else Cause.SCOPE
    if len(left) > 1 and _one_digit_apart(left, right):
        return Cause.TYPING
    return Cause.SCOPE


def _cause_of_words(printed: str, computed: str) -> Cause:
    left, right = words(printed), words(computed)
    numbers = [[t for t in tokens if NUMBER.fullmatch(t)] for tokens in (left, right)]
    if numbers[0] == numbers[1]:
        return Cause.TYPING
    return Cause.DATE if re.search(r"\d\s*[.월년]", printed) else Cause.SCOPE


def _is_date(text: str, token: str) -> bool:
    """True when the number stands before 년, 월, 일, 개월, or the point of a date."""
    plain = _spaceless(half_width(text))
    found = [match for match in NUMBER.finditer(plain) if match[0] == token]
    return any(_DATE_WORD.match(plain, match.end()) for match in found)


def _is_transposed(left: str, right: str) -> bool:
    if len(left) != len(right):
        return False
    differing = [n for n, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(differing) != 2:
        return False
    first, second = differing
    return left[first] == right[second] and left[second] == right[first]


def _is_last_step(printed: str, computed: str) -> bool:
    """True when the numbers are one unit of their last printed place apart."""
    left, right = as_number(printed), as_number(computed)
    return abs(left - right) == Decimal(1).scaleb(max(_exponent(left), _exponent(right)))


def _exponent(value: Decimal) -> int:
    return int(value.as_tuple().exponent)


def _one_digit_apart(left: str, right: str) -> bool:
    """One digit is another, missing, or too many."""
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) == 1
    short, long = sorted((left, right), key=len)
    if len(long) - len(short) != 1 or len(short) < 2:
        return False
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
