"""What was typed on a page, without what came along with copied text and nobody saw."""

from django.http import QueryDict

from jobportal.platform.values.unseen import ZERO_WIDTH


def without_zero_width(posted: QueryDict) -> QueryDict:
    """The same fields without signs of no width."""
    tidy = posted.copy()
    for name, values in posted.lists():
        tidy.setlist(name, [ZERO_WIDTH.sub("", one) for one in values])
    return tidy
