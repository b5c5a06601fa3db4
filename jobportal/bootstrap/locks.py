"""The locks: which distribution in which version each group of packages is made of."""

import re
import sys
from pathlib import Path

RUNTIME = "requirements.txt"
GROUPS = {name: f"requirements-{name}.txt" for name in ("test", "e2e", "lint")}


def pinned(text: str) -> list[tuple[str, str]]:
    """Name and version of each pin of a lock that holds on this platform."""
    pins = re.findall(r"^([\w.-]+)==(\S+)(?: ; sys_platform (==|!=) '(\w+)')?", text, re.MULTILINE)
    return [
        (name, version)
        for name, version, sign, platform in pins
        if not sign or (sys.platform == platform) == (sign == "==")
    ]


def pins_of(root: Path, *locks: str) -> dict[str, str]:
    """Version by name, of several locks together."""
    texts = [(root / lock).read_text(encoding="utf-8") for lock in locks]
    return {name: version for text in texts for name, version in pinned(text)}
