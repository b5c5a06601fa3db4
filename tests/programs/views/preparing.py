"""The pages of a round's preparation, opened and sent back."""

from django.urls import reverse

from programs.models import Round, RoundRules


def address(name: str, round_: Round, *more) -> str:
    return reverse(name, args=[round_.pk, *more])


def typed(form) -> dict[str, object]:
    """What a browser would send back for an untouched form."""
    data = {}
    for bound in form:
        widget, value, name = bound.field.widget, bound.value(), bound.html_name
        if hasattr(widget, "decompress"):
            parts = value if isinstance(value, list) else widget.decompress(value)
            data |= {f"{name}_{index}": part for index, part in enumerate(parts)}
        elif value is True:
            data[name] = "on"
        elif isinstance(value, tuple):
            data[name] = list(value)
        elif value is not None and value is not False:
            data[name] = value
    return data


def opened(client, name: str, round_: Round) -> tuple[str, dict]:
    """The address of a part's form and what it holds, version included."""
    url = address(name, round_)
    page = client.get(url)
    return url, {**typed(page.context["form"]), "version": page.context["draft"].version}


def draft() -> RoundRules:
    return RoundRules.objects.get(published_on__isnull=True)
