"""The request being answered, as the log names it: its number, its place, its account."""

import secrets
from contextvars import ContextVar
from dataclasses import asdict, dataclass


@dataclass
class Trace:
    """The number is what an error page shows and what the log is searched for."""

    request: str
    ip: str
    account: int | None = None


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def begin(ip: str) -> Trace:
    """A request has come in."""
    trace = Trace(secrets.token_hex(5).upper(), ip)
    _current.set(trace)
    return trace


def name_account(number: int | None) -> None:
    """Whose request it is, once that is known."""
    if trace := _current.get():
        trace.account = number


def end() -> None:
    """The request has been answered."""
    _current.set(None)


def facts() -> dict:
    """What a line of the log says of the request; nothing outside of one."""
    trace = _current.get()
    return asdict(trace) if trace else {}
