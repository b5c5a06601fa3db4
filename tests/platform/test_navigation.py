"""The menu: every page and kind of record stands in one of its groups, and only what may open."""

import pytest

from jobportal.platform.actors import Actor, actor_of
from jobportal.platform.models import District, Grant, Role, User
from jobportal.platform.navigation import GROUPS, PAGES, menu
from jobportal.platform.permissions import DELIVERED_ROLES, Permission
from jobportal.platform.records import all_kinds


def someone(*permissions: Permission) -> Actor:
    """An actor with one role of these permissions; nothing of it is saved."""
    role = Role(code="any", label="아무 역할", permissions=[one.value for one in permissions])
    return Actor(User(), District(), (Grant(role=role),))


def labels(actor: Actor) -> set[str]:
    return {item["label"] for group in menu("/", actor) for item in group["items"]}


def test_every_entry_stands_in_a_settled_group():
    named = {group for group, _, _ in PAGES} | {kind.group for kind in all_kinds() if kind.in_menu}
    assert named == set(GROUPS)


def test_groups_come_in_their_order_and_none_is_empty():
    shown = menu("/", someone(*Permission))
    assert [group["label"] for group in shown] == list(GROUPS)
    assert all(group["items"] for group in shown)


def test_only_the_entry_of_the_page_is_current():
    current = [
        item["label"]
        for group in menu("/records/rounds/", someone(*Permission))
        for item in group["items"]
        if item["current"]
    ]
    assert current == ["회차"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/participants/selections/4/", "회차 업무"),
        ("/participants/appeals/4/answer/", "회차 업무"),
        ("/participants/vacancies/4/", "회차 업무"),
        ("/participants/persons/4/", "신청자"),
        ("/participants/merges/4/undo/", "중복 확인"),
    ],
)
def test_a_page_without_an_entry_lights_up_the_one_it_belongs_to(path, label):
    items = [item for group in menu(path, someone(*Permission)) for item in group["items"]]
    assert [item["label"] for item in items if item["current"]] == [label]


def test_an_entry_is_there_only_for_who_may_open_its_page():
    assert "접속기록 점검" in labels(someone(Permission.REVIEW_ACCESS))
    assert labels(someone()) == {"접속기록", "개인정보 처리 현황"}  # one's own, and what is for all


@pytest.mark.parametrize("role", DELIVERED_ROLES, ids=lambda role: role.code)
def test_every_delivered_role_leads_somewhere(role):
    assert len(labels(someone(*role.permissions))) > 1


def test_the_frame_names_the_roles(staff):
    assert actor_of(staff).label == "담당자"
