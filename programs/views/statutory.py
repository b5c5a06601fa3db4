"""The statutory values the portal works with: read only, by kind, each with its source."""

from fractions import Fraction
from itertools import groupby

from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from programs.forms.points import exact_text
from programs.models import StatutoryValue

Kind = StatutoryValue.Kind


class StatutoryValues(Page):
    """법정 기준값."""

    permission = Permission.SEE_ROUNDS
    template = "programs/statutory.html"
    title, section = "법정 기준값", "일자리사업·회차"

    def extra(self):
        chosen = self.request.GET.get("kind", "")
        values = StatutoryValue.objects.order_by("kind", "-from_on", "size")
        if chosen in Kind.values:
            values = values.filter(kind=chosen)
        by_kind = {kind: list(group) for kind, group in groupby(values, key=lambda v: v.kind)}
        return {
            "kinds": Kind.choices,
            "chosen": chosen,
            "groups": [_group(Kind(kind), by_kind[kind]) for kind in Kind if kind in by_kind],
        }


def _group(kind: Kind, values: list[StatutoryValue]) -> dict:
    """One kind as a table: a row per first day in force, a column per household size."""
    sizes = sorted({value.size for value in values})
    rows = []
    for day, group in groupby(values, key=lambda value: value.from_on):
        found = list(group)
        rows.append(
            {
                "from_on": day,
                "values": [_text(value) for value in found],
                "source": found[0].source,
                "confidence": found[0].get_confidence_display(),
                "is_sourced": found[0].confidence == StatutoryValue.Confidence.SOURCED,
            }
        )
    columns = [f"{size}인" for size in sizes] if sizes != [0] else ["값"]
    is_amount = kind in StatutoryValue.AMOUNTS
    return {
        "kind": kind,
        "unit": "원" if is_amount else "%",
        "columns": columns,
        "rows": rows,
    }


def _text(value: StatutoryValue) -> str:
    return exact_text(Fraction(value.value) * (1 if value.is_amount else 100))
