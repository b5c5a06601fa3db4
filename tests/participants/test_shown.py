"""Role by item: what the pages of one person show to each delivered role (compliance 1.9)."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.permissions import DELIVERED_ROLES, Confinement, Permission
from participants.models import ApplicationGroup
from participants.views.shown import OPENED_BY, Item
from tests.participants.making import a_person, a_round, an_application, made_up_rrn
from tests.participants.placing import a_placement
from tests.walking import WORKING, holder, someone

pytestmark = pytest.mark.django_db
SAID = {
    Item.IDENTITY: ("가상희", "1990. 3. 4."),
    Item.CONTACT: ("010-0000-7777", "없는로 7"),
    Item.NUMBER: (f"{made_up_rrn()[:6]}-{made_up_rrn()[6]}******",),
    Item.GROUPS: ("장애인",),
    Item.NOTE: ("비고의 말",),
    Item.REASON: ("상태의 말",),
    Item.ENDING: ("건강의 말",),
    Item.HISTORY: ("변경 이력",),
}
ALL = set(Item)
SEEN = {
    "STAFF": ALL,
    "TEAM_LEAD": {Item.REASON},
    "PAYROLL": {Item.NUMBER},
    "DONG_CLERK": {Item.IDENTITY, Item.CONTACT, Item.NOTE, Item.HISTORY},
    "HOST_UNIT": set(),
}
"""What each role that opens such a page sees in full; the other roles open none."""


@pytest.fixture
def placement(district):
    with acting("시험"):
        round_ = a_round(district, rrn_allowed=True)
        person = a_person(
            district,
            1,
            name="가상희",
            birth_on="1990-03-04",
            phone="01000007777",
            address="가상구 없는로 7",
            rrn=made_up_rrn(),
        )
        one = an_application(
            round_,
            person,
            1,
            state="PLACED",
            state_reason="상태의 말",
            note="비고의 말",
            reception_dong="가상1동",
        )
        ApplicationGroup(district=district, application=one, group="DISABLED").save()
        return a_placement(
            one,
            state="DROPPED",
            end_reason="HEALTH",
            end_note="건강의 말",
        )


def pages(placement) -> list[str]:
    return [
        reverse("application_detail", args=[placement.application_id]),
        reverse("person_detail", args=[placement.person_id]),
        reverse("placement_detail", args=[placement.pk]),
    ]


def opened(client, placement) -> list[str]:
    answers = [client.get(url) for url in pages(placement)]
    return [one.text.partition("<main")[2] for one in answers if one.status_code == 200]


def seen(texts: list[str]) -> set[Item]:
    return {item for item, words in SAID.items() if any(w in t for w in words for t in texts)}


def confined(code: str, placement) -> dict:
    if code == "DONG_CLERK":
        return {"confined_to": Confinement.DONG.value, "confined_code": "가상1동"}
    if code == "HOST_UNIT":
        programme = placement.round.programme.code
        return {"confined_to": Confinement.PROGRAMME.value, "confined_code": programme}
    return {}


@pytest.mark.parametrize("role", DELIVERED_ROLES, ids=lambda role: role.code)
def test_each_role_sees_what_the_matrix_gives_it(client, district, placement, role):
    client.force_login(holder(district, role.code, **confined(role.code, placement)))
    texts = opened(client, placement)
    assert bool(texts) is (role.code in SEEN)
    assert seen(texts) == SEEN.get(role.code, set())
    if texts and Item.IDENTITY not in seen(texts):
        assert all("가*희" in text for text in texts)
        assert all("010-****-7777" in text for text in texts)


@pytest.mark.parametrize("item", Item, ids=lambda item: item.name)
def test_an_item_is_opened_by_each_of_its_permissions_and_by_no_other(
    client, district, placement, item
):
    opening = {Permission.SEE_APPLICANTS, Permission.SEE_PLACEMENTS}
    for permission in OPENED_BY[item]:
        client.force_login(someone(district, *opening, permission))
        assert item in seen(opened(client, placement))
    client.force_login(someone(district, *(WORKING - OPENED_BY[item])))
    texts = opened(client, placement)
    assert len(texts) == 3
    assert item not in seen(texts)


def test_no_list_shows_a_whole_name_or_phone_to_anybody(client, district, placement):
    client.force_login(someone(district, *WORKING))
    round_ = placement.round_id
    for url in (
        f"{reverse('applicants')}?round={round_}",
        reverse("round_placements", args=[round_]),
        reverse("round_selection", args=[round_]),
    ):
        text = client.get(url).text
        assert "가상희" not in text
        assert "010-0000-7777" not in text
