"""Pages on which much is typed give it back after the session ended while somebody was typing."""

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.sessions import SEEN
from jobportal.platform.audit import acting
from jobportal.platform.keptfiles import folder
from jobportal.platform.models import Change
from participants.actions.interviews import add_reviewer, set_panel
from participants.models import Application, Publication, Screening
from programs.models import Round
from tests.participants.announcing import a_consent
from tests.participants.making import a_consent_form
from tests.participants.placing import some_rules
from tests.walking import WORKING, office, someone

pytestmark = pytest.mark.django_db
WORDS = "끝까지 적은 글"
TYPED = {
    "intake_form": ("participants/rounds/", {"action": "submit", "note": WORDS}),
    "application_screening": (
        "participants/applicants/",
        {"action": "override", "code": "INCOME_CAP", "reason": WORDS, "version": "1"},
    ),
    "application_enquiries": ("participants/applicants/", {"assets-source": WORDS}),
    "round_appeals": ("participants/rounds/", {"ground": WORDS}),
    "appeal_decide": ("participants/appeals/", {"answer": WORDS, "version": "1"}),
    "round_mark": (
        "participants/rounds/<int:pk>/interviews/marks/<int:application>",
        {"opinion": WORDS, "version": "0"},
    ),
    "person_edit": ("participants/persons/", {"name": "가상희", "former_name": WORDS}),
    "record_edit": ("records/<slug:slug>/<int:pk>", {"content": WORDS}),
}


@pytest.fixture
def places(district):
    return office(district, "갑비밀")


@pytest.fixture
def clerk(district, places):
    clerk = someone(district, *WORKING)
    round_ = Round.objects.get(pk=places["participants/rounds/"]["pk"])
    with acting(clerk, reason="시험"):
        add_reviewer(set_panel(round_, timezone.localdate(), "회의실"), clerk, is_external=False)
    mine = Application.objects.filter(pk=places["participants/applicants/"]["pk"])
    models.QuerySet.update(mine, state=Application.State.UNDER_REVIEW)
    waiting = places["participants/rounds/<int:pk>/interviews/marks/<int:application>"]
    waiting = Application.objects.filter(pk=waiting["application"])
    models.QuerySet.update(waiting, state=Application.State.ELIGIBLE)
    day = timezone.localdate()
    with acting(clerk, reason="시험"):
        a_consent(a_consent_form(district).items.first(), mine.get())
        Screening(
            district=district,
            application=mine.get(),
            rules=some_rules(round_),
            result="TO_CONFIRM",
            lines=[
                {
                    **{
                        "code": "INCOME_CAP",
                        "outcome": "TO_CONFIRM",
                        "basis": "APPLY",
                        "clause": "",
                    },
                    **{"limit": "", "clause": "", "day": None, "references": []},
                }
            ],
            screened_at=timezone.now(),
        ).save()
        Publication(
            district=district,
            selection=round_.selections.get(),
            published_on=day,
            appeal_until_on=day,
            remove_on=day,
            contact="가상과",
            appeal_place="가상과",
        ).save()
    return clerk


@pytest.mark.parametrize("name", TYPED)
def test_it_comes_back_once_to_its_author_and_nothing_was_saved(client, clerk, places, name):
    start, data = TYPED[name]
    address = reverse(name, kwargs=places[start])
    client.force_login(clerk)
    session = client.session
    session[SEEN] = 0
    session.save()
    changes = Change.objects.count()
    ended = client.post(address, data, follow=True)
    assert ended.redirect_chain[0][0] == f"/login/?next={address}"
    assert "보관했습니다" in ended.text
    client.force_login(clerk)
    page = client.get(address)
    assert page.status_code == 200
    assert "입력하던 내용을 되살렸습니다" in page.text
    assert WORDS in page.text
    assert WORDS not in client.get(address, follow=True).text, "it comes back once"
    assert Change.objects.count() == changes
    assert list(folder().iterdir()) == []
