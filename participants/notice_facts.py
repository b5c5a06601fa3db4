"""What the notices of a round say beside the list: reasons of refusal, the lowest scores."""

from collections.abc import Iterable
from fractions import Fraction

from django.db.models import Min

from jobportal.platform.rules.findings import Outcome
from jobportal.platform.rules.scorelines import points_text
from participants.models import Screening, Selection, SelectionEntry
from participants.screenings import overrides_of, rulings


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


def reasons_of(pks: Iterable[int]) -> dict[int, list[str]]:
    """Every reason each application was refused for, as its notice says it; two queries."""
    pks = list(pks)
    decided = overrides_of(pks)
    return {
        screening.application_id: [
            ruling.reason
            for ruling in rulings(screening, decided.get(screening.application_id, {}))
            if ruling.outcome is Outcome.NOT_MET
        ]
        for screening in Screening.objects.filter(application__in=pks).order_by()
    }
