"""The log: one JSON object a line, and no personal values in it (compliance SC-29)."""

import json
import logging
import traceback
from datetime import datetime

from django.utils import timezone

from jobportal.platform.web import trace

_security = logging.getLogger("jobportal.security")


def security(event: str, level: int = logging.INFO, **facts: str | int | bool | None) -> None:
    """Note what matters to security; ``facts`` are numbers, addresses and words, never people."""
    _security.log(level, event, extra={"facts": facts})


class JsonLine(logging.Formatter):
    """Writes a record as one line of ASCII, whatever signs are in it.

    Of an error it tells the kind and the places in the code, not its message: the database puts
    the values of a row into it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        at = datetime.fromtimestamp(record.created, timezone.get_default_timezone())
        line = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
            **trace.facts(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = places(record.exc_info[2])
        return json.dumps(line)


def places(tb) -> list[str]:
    """Where in the code an error came from, innermost last."""
    frames = traceback.extract_tb(tb)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
