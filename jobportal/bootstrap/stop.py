"""One clear line instead of a traceback, and lines that never fail on a narrow terminal."""

import sys
from typing import NoReturn


def say(line: str, stream=None) -> None:
    """Print a line at once; characters the terminal cannot show are replaced."""
    stream = stream or sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), file=stream, flush=True)


def stop(line: str) -> NoReturn:
    """Print ``line`` to standard error and end with exit code 1."""
    say(line, sys.stderr)
    raise SystemExit(1)
