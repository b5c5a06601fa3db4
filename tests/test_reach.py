"""What stands on the page of one record follows from the grants that reach this record: whoever has
more rights elsewhere sees and does no more here."""

import re
from pathlib import Path

import pytest

from jobportal.platform.granting import give
from jobportal.platform.models import Role
from jobportal.platform.permissions import RESIDENT, Confinement, Permission
from tests.participants.making import a_round
from tests.taking import full_office, ways_out
from tests.test_imports import ROOT
from tests.test_walk import PAGES, SHARED, url_of
from tests.walking import WORKING, someone

pytestmark = pytest.mark.django_db
P = Permission
ABOUT_NO_RECORD = {"rounds.py", "personal_files.py", "destruction.py", "holds.py", "identity.py"}
"""Pages about a whole district, where a permission may be asked for wherever it holds."""
CHANGING = re.compile(r'name="(csrfmiddlewaretoken|token|person)" value="[^"]*"|nonce="[^"]*"')


@pytest.fixture(autouse=True)
def _no_limit(settings):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, 10_000)


@pytest.fixture
def places(district):
    return full_office(district, "갑비밀")


@pytest.fixture
def elsewhere(district, acted):
    """Another programme of the same district."""
    return a_round(district, "딴사업-2026-1").programme.code


def two_grants(district, permission, elsewhere, *kinds):
    """Somebody with one permission in the whole district and every one elsewhere."""
    user = someone(district, permission)
    for kind in kinds or (Confinement.PROGRAMME,):
        code = elsewhere if kind is Confinement.PROGRAMME else "딴동"
        role = Role.objects.create(
            code=f"ROLE-{kind}-{user.pk}",
            label=f"시험 역할 {kind.label} {user.pk}",
            description="시험",
            permissions=sorted(WORKING),
            confinements=[kind.value],
        )
        give(user, district, role.code, "시험", confined_to=kind.value, confined_code=code)
    return user


def main_of(answer) -> str:
    """What stands on a page below its frame, without what differs each time."""
    text = CHANGING.sub("", answer.content.decode())
    return text.partition("<main")[2].partition("</main>")[0]


def test_pages_of_people_ask_for_a_permission_over_the_record():
    found = {
        path.name
        for path in Path(ROOT, "participants", "views").glob("*.py")
        if re.search(r"\b(self|page|self\.actor)\.may\(", path.read_text(encoding="utf-8"))
    }
    assert found <= ABOUT_NO_RECORD


@pytest.mark.parametrize(
    "permission", sorted({v.permission_for("GET") for _, _, v in PAGES} & RESIDENT)
)
def test_rights_elsewhere_show_no_more_of_a_record(client, district, places, elsewhere, permission):
    plain = someone(district, permission)
    more = two_grants(district, permission, elsewhere, Confinement.PROGRAMME, Confinement.DONG)
    differing = []
    for name, route, view in PAGES:
        if "<" not in route or name in SHARED or view.permission_for("GET") is not permission:
            continue
        url = url_of(name, route, places)
        answers = []
        for user in (plain, more):
            client.force_login(user)
            answers.append(client.get(url))
        statuses = [one.status_code for one in answers]
        if statuses == [200, 200] and "html" in answers[0]["Content-Type"]:
            fewer, most = map(main_of, answers)
            differing += [(name, line) for line in most.splitlines() if line not in fewer]
        elif statuses[0] != statuses[1] and not set(statuses) <= {403, 404}:
            differing.append((name, statuses))
    assert differing == []


def test_no_file_is_given_for_a_permission_that_holds_elsewhere(
    client, district, places, elsewhere
):
    wrong, tried = [], set()
    for one in ways_out(places, district):
        if len(one.needs) < 2:
            continue
        for missing in one.needs:
            others = set(one.needs) - {missing}
            user = two_grants(district, others.pop(), elsewhere)
            client.force_login(user)
            answer = one.ask(client)
            tried.add(one.name)
            if answer.status_code not in (403, 404):
                wrong.append((one.told, missing, answer.status_code))
    assert wrong == []
    assert tried >= {"round_letters", "round_messages"}
