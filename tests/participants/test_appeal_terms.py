"""The term of appeals: a later list gives a new one only to those whose outcome it changes."""

from datetime import date

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.refused import Refused
from participants.actions.appeals import file_appeal
from participants.announcing.message_templates import fillers
from participants.announcing.notices import notices
from participants.announcing.publications import announced_entries
from participants.announcing.recipients import is_told, recipients, to_be_told
from participants.appeals.terms import Terms, term_note
from participants.models import Appeal, Application, Publication
from tests.participants.announcing import (
    E,
    a_publication,
    a_result_round,
    an_applicant,
    an_ineligible,
)
from tests.participants.placing import a_selection, an_entry

pytestmark = pytest.mark.django_db
S = Application.State
FIRST_LAST, SECOND_DAY, SECOND_LAST = date(2026, 3, 5), date(2026, 4, 1), date(2026, 4, 15)
TODAY = date(2026, 4, 10)


def number(publication: Publication, n: int) -> Application:
    return Application.objects.get(round=publication.selection.round, number=n)


@pytest.fixture
def first(district, staff, acted) -> Publication:
    return a_publication(a_result_round(district, staff), appeal_until_on=FIRST_LAST)


def announced_again(first: Publication, number: int = 2, terms=None, **changed) -> Publication:
    """The same list once more with the outcomes of some changed, announced; None leaves out."""
    older = first.selection
    newer = a_selection(
        older.round, older.proposed_by, number, terms={**older.terms, **(terms or {})}
    )
    for entry in older.entries.select_related("application__round"):
        told = changed.get(f"n{entry.application.number}", {})
        if told is not None:
            values = {name: getattr(entry, name) for name in ("state", "pool", "reserve_rank")}
            values["project"] = entry.project
            an_entry(newer, entry.application, **values | told)
    return a_publication(newer, published_on=SECOND_DAY, appeal_until_on=SECOND_LAST)


def test_only_a_changed_outcome_begins_a_new_term(first):
    chosen = {"state": E.SELECTED, "reserve_rank": None}
    second = announced_again(first, n3=chosen, n2=None)
    terms = Terms(second)
    since = {n: terms.of(number(first, n)).selection.number for n in range(1, 6)}
    assert since == {1: 1, 2: 2, 3: 2, 4: 1, 5: 1}
    third = announced_again(second, 3)
    assert Terms(third).of(number(first, 3)) == second
    assert Terms(third).of(number(first, 4)) == first
    assert Terms(first).of(number(first, 3)) == first


@pytest.mark.parametrize(
    ("pools", "ranks", "lists"),
    [
        (("A", "A"), (3, 1), 1),
        (("A", "A"), (1, 3), 2),
        (("A", "A"), (2, 2), 1),
        (("A", "B"), (3, 1), 2),
    ],
)
def test_only_a_worse_reserve_rank_begins_a_new_term(first, pools, ranks, lists):
    told = [
        {"n3": {"state": E.RESERVE, "pool": pool, "reserve_rank": rank}}
        for pool, rank in zip(pools, ranks, strict=True)
    ]
    second = announced_again(first, **told[0])
    third = announced_again(second, 3, **told[1])
    since = Terms(third).of(number(first, 3))
    assert (since == third) is (lists == 2)
    changed = [one.application.number for one in recipients(third, only_changed=True)]
    assert changed == ([] if told[0] == told[1] else [3])  # a better rank is told all the same


def test_a_rank_that_rose_and_fell_again_begins_a_term_when_it_falls(first):
    told = [first]
    for n, rank in ((2, 4), (3, 2), (4, 3), (5, 1)):
        told.append(announced_again(told[-1], n, n3={"state": E.RESERVE, "reserve_rank": rank}))
    _, second, third, fourth, fifth = told
    reserve = number(first, 3)
    assert Terms(third).of(reserve) == second
    assert Terms(fourth).of(reserve) == fourth
    assert Terms(fifth).of(reserve) == fourth


def test_the_note_tells_who_only_moved_up(first):
    second = announced_again(first, n3={"state": E.RESERVE, "reserve_rank": 3})
    third = announced_again(second, 3, n3={"state": E.RESERVE, "reserve_rank": 2})
    assert "예비 순위가 앞당겨진 1명 말고는" in term_note(third)
    up, new = ({"state": E.RESERVE, "reserve_rank": rank} for rank in (1, 5))
    fourth = announced_again(third, 4, n3=up, n4=new)
    assert "결과가 달라진 1명에게" in term_note(fourth)
    assert "예비 순위만 앞당겨진 1명을 비롯해" in term_note(fourth)


def test_who_was_left_out_undecided_is_told_for_the_first_time_by_the_next_list(first):
    waiting = an_ineligible(first.selection.round, 6)
    second = announced_again(first, terms={"undecided": [6]})
    third = announced_again(second, 3, terms={"undecided": []})
    assert Terms(second).of(waiting) == first
    assert Terms(third).of(waiting) == third
    assert Terms(third).of(number(first, 5)) == first
    assert recipients(second, only_changed=True) == []
    assert [one.application for one in recipients(third, only_changed=True)] == [waiting]
    assert "결과가 달라진 1명에게" in term_note(third)


def test_whose_review_was_opened_again_is_told_by_the_list_that_decides(first):
    refused = an_ineligible(first.selection.round, 6)
    second = announced_again(first, terms={"undecided": [4, 6]}, n4=None)
    third = announced_again(second, 3, terms={"undecided": []})
    since = [Terms(second).of(one) for one in (refused, number(first, 4))]
    assert since == [first, second]
    assert [Terms(third).of(one) for one in (refused, number(first, 4))] == [third, third]


def test_a_list_that_only_confirms_lets_nobody_appeal_anew(first):
    announced_again(first)
    with pytest.raises(Refused, match=r"이의신청 기한\(2026. 3. 5.\)이 지난"):
        file_appeal(number(first, 4), SECOND_DAY, "다시 보아 주십시오.", TODAY)
    assert file_appeal(number(first, 4), FIRST_LAST, "늦게 적습니다.", TODAY).filed_on == FIRST_LAST


def test_whose_outcome_changed_may_appeal_in_the_new_term_alone(first):
    second = announced_again(first, n4={"state": E.RESERVE, "reserve_rank": 2})
    application = number(first, 4)
    application.state = S.RESERVE
    application.save()
    with pytest.raises(Refused, match=r"발표일\(2026. 4. 1.\)보다 앞"):
        file_appeal(application, FIRST_LAST, "순위를 보아 주십시오.", TODAY)
    appeal = file_appeal(application, SECOND_DAY, "순위를 보아 주십시오.", TODAY)
    assert appeal.selection == second.selection
    assert Appeal.objects.count() == 1


def test_notices_and_messages_tell_each_their_own_last_day(first):
    second = announced_again(first, n4={"state": E.RESERVE, "reserve_rank": 2})
    people = to_be_told(second)
    told = {
        one.receipt[-1]: "".join(line.text for line in one.lines).replace("\u00a0", " ")
        for one in notices(second, people)
    }
    assert "2026. 4. 15." in told["4"]
    assert "2026. 3. 5." in told["3"]
    filler = fillers(second)["이의신청기한"]
    days = {one.application.number: filler(one) for one in people}
    assert days == {4: "2026. 4. 15.", **dict.fromkeys((1, 2, 3, 5), "2026. 3. 5.")}


def test_terms_are_found_with_as_many_queries_for_many_as_for_few(first, django_assert_num_queries):
    second = announced_again(first)
    for n in range(10, 30):
        an_entry(second.selection, an_applicant(second.selection.round, n, S.SELECTED))
    applications = list(Application.objects.all())
    with django_assert_num_queries(3):
        terms = Terms(second)
        assert sum(terms.of(one) == second for one in applications) == 20


def test_the_pages_say_for_whom_the_term_is_new(first, signed_in):
    names = ("round_results", "round_public_list", "round_appeals")
    pages = [reverse(name, args=[first.selection.round_id]) for name in names]
    assert term_note(None) == term_note(first) == ""
    assert all("앞서 알린 그대로" not in signed_in.get(page).text for page in pages)
    with acting("시험"):
        confirming = announced_again(first)
    assert "결과가 같습니다" in term_note(confirming)
    for page in pages:
        assert "결과가 같습니다" in signed_in.get(page).text
    with acting("시험"):
        announced_again(first, 3, n3=None)
    for page in pages:
        assert "결과가 달라진 1명에게" in signed_in.get(page).text


def test_a_later_list_does_not_name_again_who_had_left_the_work(first, signed_in):
    second = announced_again(first, terms={"left": [2]})
    entries = announced_entries(second.selection)
    assert [one.application.number for one in entries] == [1, 3]
    assert [one.application.number for one in recipients(second)] == [1, 3, 4, 5]
    gone = number(first, 2)
    assert not is_told(second, gone)
    assert is_told(first, gone)
    assert [one.application.number for one in announced_entries(first.selection)] == [1, 2, 3]
    page = signed_in.get(reverse("round_public_list", args=[second.selection.round_id]))
    assert gone.receipt not in page.text
    assert number(first, 1).receipt in page.text
    assert "2026. 2. 12.에 공고한 명단을 바꾼 제2판" in page.text
    results = signed_in.get(reverse("round_results", args=[second.selection.round_id]))
    assert "선발 뒤 일을 마친 1명" in results.text
