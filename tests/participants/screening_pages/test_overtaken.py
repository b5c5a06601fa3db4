"""Results that things have overtaken: marked and counted on the list, screened again alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.actions.screening import decide, screen_overtaken
from participants.models import Application, Screening
from participants.queries import in_states
from participants.rechecks import is_outdated, overtaken
from participants.views import screening_round
from programs.preparation import announced_rules
from tests.participants.screening_making import CODES, RICH_WON, corrected, fine, under_review
from tests.participants.screening_pages.steps import receipts, screened, told, url

pytestmark = pytest.mark.django_db
S = Application.State
AGAIN = {"again": "AGAIN"}


def became_rich(application: Application) -> None:
    """Another result of the enquiry comes in, and nobody screens again."""
    with acting("시험"):
        assets = application.enquiries.get(kind="ASSETS")
        assets.values = {"assets_won": RICH_WON, "debts_won": 0}
        assets.save()


def marked(page) -> list[str]:
    return [row["receipt"][-4:] for row in page.context["rows"] if row["again"]]


@pytest.fixture
def overtaken_one(round_, three) -> Application:
    """The first of three who were screened; their assets are above the cap since."""
    screened(round_)
    became_rich(three[0])
    return three[0]


def test_nothing_is_marked_while_every_result_holds(round_, three, signed_in):
    with acting("시험"):
        under_review(round_, 4, S.SUBMITTED)
    page = signed_in.get(url(round_))
    assert marked(page) == []
    screened(round_)
    page = signed_in.get(url(round_))
    assert marked(page) == []
    assert "다시 심사해야 할 사람" not in page.text
    assert receipts(signed_in.get(url(round_), AGAIN)) == []


def test_the_list_marks_counts_and_finds_who_is_to_be_screened_again(
    round_, overtaken_one, signed_in
):
    page = signed_in.get(url(round_))
    assert marked(page) == ["0001"]
    assert "다시 심사해야 할 사람이 1명 있습니다" in page.text
    assert "1명 다시 심사" in page.text
    assert receipts(signed_in.get(url(round_), AGAIN)) == ["0001"]
    assert receipts(signed_in.get(url(round_), {**AGAIN, "result": "INELIGIBLE"})) == []


def test_exactly_those_are_screened_again(round_, overtaken_one, signed_in):
    before = dict(Screening.objects.values_list("application", "version"))
    text = told(signed_in.post(url(round_), {"action": "again"}), signed_in)
    assert "1명을 심사했습니다: 적격 0명, 부적격 1명" in text
    after = dict(Screening.objects.values_list("application", "version"))
    assert {pk for pk in after if after[pk] != before[pk]} == {overtaken_one.pk}
    assert marked(signed_in.get(url(round_))) == []
    changes = Change.objects.count()
    text = told(signed_in.post(url(round_), {"action": "again"}), signed_in)
    assert "다시 심사할 사람이 없습니다" in text
    assert Change.objects.count() == changes


def test_list_page_and_confirming_tell_the_same(round_, three, overtaken_one):
    review = in_states(round_, [S.UNDER_REVIEW])
    listed = overtaken(announced_rules(round_), review)
    rows = Screening.objects.select_related("application__person", "application__round")
    assert listed == {row.application_id for row in rows if is_outdated(row, row.application)}
    with acting("시험"):
        assert decide(round_, review).outdated == len(listed) == 1


def test_corrected_rules_overtake_every_result(round_, three, signed_in):
    screened(round_)
    with acting("시험"):
        corrected(round_, RuleSet(tuple(Criterion.standard(code) for code in CODES)))
    page = signed_in.get(url(round_))
    assert marked(page) == ["0001", "0002", "0003"]
    assert "3명 다시 심사" in page.text
    told(signed_in.post(url(round_), {"action": "again"}), signed_in)
    assert marked(signed_in.get(url(round_))) == []


def test_a_confirmed_result_is_not_marked(round_, three, signed_in):
    screened(round_, confirmed=True)
    became_rich(three[0])
    assert marked(signed_in.get(url(round_))) == []


def test_a_large_round_says_that_only_the_page_was_looked_at(
    round_, three, overtaken_one, signed_in, monkeypatch
):
    monkeypatch.setattr(screening_round, "LOOKED_THROUGH", 2)
    monkeypatch.setattr(screening_round, "PER_PAGE", 1)
    page = signed_in.get(url(round_))
    assert marked(page) == ["0001"]
    assert "이 쪽에 다시 심사해야 할 사람이 1명" in page.text
    assert "다른 쪽의 사람은 세지 않았습니다" in page.text
    page = signed_in.get(url(round_), {"page": 2})
    assert "다시 심사해야 할 사람" not in page.text
    assert "자격심사 중인 3명에서 모두 찾기" in page.text
    assert "다시 심사해야 할 사람이 1명 있습니다" in signed_in.get(url(round_), AGAIN).text


def test_as_many_queries_screen_forty_again_as_two(round_, three, overtaken_one):
    def queries() -> int:
        with acting("시험"), CaptureQueriesContext(connection) as found:
            screen_overtaken(round_)
        return len(found)

    few = queries()
    with acting("시험"):
        more = [fine(round_, n) for n in range(10, 50)]
    screened(round_)
    for one in more:
        became_rich(one)
    assert queries() == few


def test_whoever_only_reads_the_list_is_offered_no_such_thing(round_, overtaken_one, client, lead):
    client.force_login(lead)
    look = reverse("round_screening_look", args=[round_.pk])
    page = client.get(look)
    assert marked(page) == []
    assert "다시 심사" not in page.text
    assert len(client.get(look, AGAIN).context["rows"]) == 3
