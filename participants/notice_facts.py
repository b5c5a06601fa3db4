"""What the notices of a round say beside the list: reasons of refusal, the lowest scores."""

from collections.abc import Iterable
from fractions import Fraction

from django.db.models import Min

from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.findings import Outcome
from jobportal.platform.rules.scorelines import points_text
from participants.models import RuleOverride, Screening, Selection, SelectionEntry


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
    decided: dict[int, dict[str, RuleOverride]] = {}
    for one in RuleOverride.objects.filter(application__in=pks).order_by():
        decided.setdefault(one.application_id, {})[one.code] = one
    screenings = Screening.objects.filter(application__in=pks).order_by()
    return {
        screening.application_id: _reasons(screening, decided.get(screening.application_id, {}))
        for screening in screenings
    }


def _reasons(screening: Screening, decided: dict[str, RuleOverride]) -> list[str]:
    seen = screening.seen_by_code
    found = []
    for line in screening.lines:
        override = decided.get(line["code"])
        if (override.outcome if override else line["outcome"]) != Outcome.NOT_MET:
            continue
        clause = f" [{line['clause']}]" if line.get("clause") else ""
        label = RuleCode(line["code"]).label
        sentence = seen.get(line["code"], {}).get("sentence", "")
        if override and not (line["outcome"] == Outcome.NOT_MET and sentence):
            sentence = f"{label}: {override.reason}{clause}"
        found.append(sentence or f"{label} 조건을 충족하지 않습니다.{clause}")
    return found
