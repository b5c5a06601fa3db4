"""Error pages that need neither database nor session: what is wrong, what to do, which number."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.template import loader


def refusal(
    request, status: int, template: str = "", headers: dict[str, str] | None = None, **context
) -> HttpResponse:
    """The page of a status; it tells nothing of the inside, only the number the log knows."""
    page = loader.get_template(template or f"{status}.html")
    content = page.render({"number": getattr(request, "number", ""), **context})
    return HttpResponse(content, status=status, headers=headers)


def bad_request(request, exception) -> HttpResponse:
    """What cannot be read is refused; too much of it is told as such."""
    return refusal(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def csrf_failed(request, reason="") -> HttpResponse:
    """A form that is too old, or of another site."""
    return refusal(request, 403, "403_csrf.html")


def server_error(request) -> HttpResponse:
    """Something is wrong with the portal itself."""
    return refusal(request, 500)
