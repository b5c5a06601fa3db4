"""Every address of the portal with what it asks for; run as a module it prints ``access.txt``."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver

from jobportal.platform.pages import Page

OPEN = {"login", "login_code", "logout", "robots"}
"""Addresses that answer without a sign-in."""


def addresses(patterns=None, prefix: str = "") -> Iterator[tuple[str, str, type]]:
    """Name, route and view class of every address."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = f"{prefix}{one.pattern}"
        if isinstance(one, URLPattern):
            yield one.name, route, one.callback.view_class
        else:
            yield from addresses(one.url_patterns, route)


def said(permission) -> str:
    """A permission as the file says it."""
    return "누구나" if permission is None else permission.value


def line(name: str, view: type) -> str:
    """``name  read  write  confinements`` of one address."""
    if not issubclass(view, Page):
        return f"{name} {'열림' if name in OPEN else '로그인'}"
    read, write = (said(view.permission_for(method)) for method in ("GET", "POST"))
    kept = ",".join(sorted(one.value for one in view.confinable)) or "-"
    return f"{name} {read} {write} {kept}"


def access_lines() -> list[str]:
    """The lines of ``access.txt``, by name."""
    return sorted({line(name, view) for name, _, view in addresses()})
