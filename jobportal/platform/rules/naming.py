"""Names as people type them: one is meant by a part of it, however either is spaced."""

from collections.abc import Iterable
from functools import lru_cache


def is_called(name: str, wanted: str) -> bool:
    """Whether the name holds the wanted one: “직업상담사” means “직업상담사 2급” too."""
    part = _unspaced(wanted)
    return bool(part) and part in _unspaced(name)


def called(names: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Those of the names that hold one of the wanted ones, in their order."""
    wanted = tuple(wanted)
    return [name for name in names if any(is_called(name, one) for one in wanted)]


@lru_cache(maxsize=4096)  # a round knows few such names, and each is asked of every applicant
def _unspaced(name: str) -> str:
    return "".join(name.split()).casefold()
