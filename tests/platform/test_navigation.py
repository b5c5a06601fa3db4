"""The menu: every page and every kind of record stands in one of its groups, in a settled order."""

from jobportal.platform.navigation import GROUPS, PAGES, menu
from jobportal.platform.records import all_kinds


def test_every_entry_stands_in_a_settled_group():
    named = {group for group, _, _ in PAGES} | {kind.group for kind in all_kinds() if kind.in_menu}
    assert named == set(GROUPS)


def test_groups_come_in_their_order_and_none_is_empty():
    shown = menu("/", is_lead=True)
    assert [group["label"] for group in shown] == list(GROUPS)
    assert all(group["items"] for group in shown)


def test_only_the_entry_of_the_page_is_current():
    current = [
        item["label"]
        for group in menu("/records/rounds/", is_lead=False)
        for item in group["items"]
        if item["current"]
    ]
    assert current == ["회차"]


def test_only_leads_are_led_to_the_review():
    def labels(is_lead):
        return {item["label"] for group in menu("/", is_lead) for item in group["items"]}

    assert labels(True) - labels(False) == {"접속기록 점검"}
