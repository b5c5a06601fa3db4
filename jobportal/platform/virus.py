"""What is sent in is looked at by the office's virus scanner first, where it has one (SC-37).

The scanner is clamd or whatever answers like it; it is asked over its own socket (INSTREAM).
"""

import logging
import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings

from jobportal.platform.web.errors import refusal
from jobportal.platform.web.log import security

TIMEOUT_SECONDS = 20
CHUNK_BYTES = 64 * 1024
_ANSWER_BYTES = 4_096
CLEAN, FOUND = "OK", "FOUND"


class NoAnswer(OSError):
    """The scanner cannot be reached, or did not look at the file; nothing is known of it."""


def virus_in(chunks: Iterable[bytes]) -> str:
    """The name of what the scanner found, "" for nothing; raises :class:`NoAnswer`."""
    try:
        with _scanner() as asked:
            asked.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                asked.sendall(struct.pack("!I", len(chunk)) + chunk)
            asked.sendall(struct.pack("!I", 0))
            answer = _answer(asked)
    except OSError as error:
        raise NoAnswer(str(error)) from error
    words = answer.removeprefix("stream:").split()
    if words and words[-1] == FOUND:
        return " ".join(words[:-1])
    if words != [CLEAN]:
        raise NoAnswer(f"the virus scanner answered {answer!r}")
    return ""


@contextmanager
def _scanner() -> Iterator[socket.socket]:
    """A connection to the scanner of the settings: the path of a socket, or host:port."""
    host, colon, port = settings.VIRUS_SCANNER.rpartition(":")
    kind, place = (socket.AF_INET, (host, int(port))) if colon else (socket.AF_UNIX, port)
    with socket.socket(kind, socket.SOCK_STREAM) as opened:
        opened.settimeout(TIMEOUT_SECONDS)
        opened.connect(place)
        yield opened


def _answer(asked: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _ANSWER_BYTES:
        received = asked.recv(_ANSWER_BYTES)
        if not received:
            break
        answer += received
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


class VirusGuard:
    """Middleware: a file with a virus reaches no page, nor one that could not be looked at."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Answer 422 for a virus and 503 without the scanner; files are read from their start."""
        if request.method != "POST" or not settings.VIRUS_SCANNER:
            return None
        files = [file for _, several in request.FILES.lists() for file in several]
        try:
            found = [virus for file in files if (virus := virus_in(file.chunks(CHUNK_BYTES)))]
        except NoAnswer:
            security("virus_scanner_silent", logging.ERROR)
            return refusal(request, 503, "file_not_scanned.html")
        for file in files:
            file.seek(0)
        if not found:
            return None
        security("virus_found", logging.WARNING, virus=found[0])
        return refusal(request, 422, "file_virus.html")
