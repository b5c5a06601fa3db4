"""How a list sets what it shows: figures at the right, days on one line, names with room."""

import pytest

from jobportal.platform.display import cell_class
from jobportal.platform.records import kinds_by_slug
from jobportal.platform.tables import table_class


@pytest.mark.parametrize(
    ("slug", "name", "css"),
    [
        ("ledger", "total_won", "number"),
        ("ledger", "national_won", "number"),
        ("ledger", "on", "date"),
        ("ledger", "line", "name"),
        ("ledger", "memo", "sentence"),
        ("ledger", "stage", ""),
        ("events", "when", "date"),
        ("companies", "address", "sentence"),
    ],
)
def test_a_value_is_set_by_what_it_is(slug, name, css):
    assert cell_class(kinds_by_slug()[slug].model, name) == css


def test_the_code_that_leads_to_a_record_is_not_broken_and_a_long_title_is():
    first = {
        slug: next(iter(table_class(kinds_by_slug()[slug])([]).columns)).attrs["td"]["class"]
        for slug in ("ledger", "plan-items")
    }
    assert first == {"ledger": "nowrap", "plan-items": "sentence"}


@pytest.mark.parametrize("slug", ["ledger", "appropriations", "investments"])
def test_the_whole_stands_before_its_sources_as_in_budget_documents(slug):
    columns = kinds_by_slug()[slug].columns
    assert columns.index("total_won") < columns.index("national_won")
