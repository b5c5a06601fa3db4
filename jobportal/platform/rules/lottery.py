"""A draw by lot that anyone can repeat from the published seed and numbers."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from jobportal.platform.rules.ranking import natural


@dataclass(frozen=True)
class Drawn:
    """A place in the draw; `digest` is the SHA-256, in hex, that decided it."""

    number: str
    order: int
    is_priority: bool
    is_winner: bool
    digest: str


def lottery(
    numbers: Iterable[str],
    seed: str,
    places: int = 0,
    priority: Iterable[str] = (),
    priority_places: int = 0,
) -> tuple[Drawn, ...]:
    """Everyone in the order drawn; the first `places` win.

    Each 접수번호 gets SHA-256 of "seed, newline, number" in UTF-8; the smallest hex digest comes
    first. The first `priority_places` go to the `priority` people by their digests; those of them
    who lose are drawn again with all others. The order the numbers come in never matters. An
    empty seed, a number twice, or more priority places than places is a Korean ValueError.
    """
    numbers, favoured = list(numbers), set(priority)
    _check(numbers, seed, places, priority_places, favoured)
    digests = {
        number: hashlib.sha256(f"{seed}\n{number}".encode()).hexdigest() for number in numbers
    }
    ordered = sorted(numbers, key=lambda number: (digests[number], natural(number)))
    first = [number for number in ordered if number in favoured][:priority_places]
    rest = [number for number in ordered if number not in set(first)]
    return tuple(
        Drawn(number, at, number in favoured, at <= places, digests[number])
        for at, number in enumerate([*first, *rest], start=1)
    )


def _check(
    numbers: list[str], seed: str, places: int, priority_places: int, favoured: set[str]
) -> None:
    if not seed.strip():
        raise ValueError("추첨 씨앗값이 비어 있습니다. 공개할 글이나 숫자를 입력해 주세요.")
    if len(set(numbers)) != len(numbers):
        raise ValueError("추첨 대상에 같은 접수번호가 두 번 있습니다. 겹친 신청을 정리해 주세요.")
    if not 0 <= priority_places <= places:
        raise ValueError("우선 선발 인원은 0명부터 전체 선발 인원까지 입력해 주세요.")
    if missing := sorted(favoured - set(numbers)):
        raise ValueError(f"추첨 대상에 없는 우선 대상이 있습니다: {', '.join(missing)}.")
