"""What the notices of a round say beside the list: the lowest scores."""

from fractions import Fraction

from django.db.models import Min

from jobportal.platform.rules.scorelines import points_text
from participants.models import Selection, SelectionEntry


def score_text(hundredths: int | None) -> str:
    """Points as they are printed: 62.5; "" when there are none."""
    return "" if hundredths is None else points_text(Fraction(hundredths, 100))


def lowest_selected(selection: Selection) -> dict[str, int]:
    """The lowest score selected in each pool, in hundredths; one query."""
    chosen = SelectionEntry.objects.filter(
        selection=selection,
        state=SelectionEntry.State.SELECTED,
        score_hundredths__isnull=False,
    )
    lowest = chosen.order_by().values("pool").annotate(lowest=Min("score_hundredths"))
    return dict(lowest.values_list("pool", "lowest"))
