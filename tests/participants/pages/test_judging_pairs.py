"""A page of pairs judged in one go: all of it, or nothing with the reason beside each row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from participants.actions.merging import merge
from participants.matching.duplicates import EVIDENCE
from participants.models import DuplicatePair, Person, PersonMerge
from tests.participants.making import a_person, an_application, made_up_rrn

pytestmark = pytest.mark.django_db
P = DuplicatePair.State
NAME_AND_BIRTH, CLOSE = EVIDENCE[1], EVIDENCE[3]
URL = reverse("duplicates")


def a_pair(one: Person, other: Person, why: str = NAME_AND_BIRTH) -> DuplicatePair:
    pair = DuplicatePair(district=one.district, first=one, second=other, why=why)
    pair.save()
    return pair


def pairs_of(district, count: int, why: str = NAME_AND_BIRTH, start: int = 1):
    """So many pairs of two people each."""
    with acting("시험"):
        return [
            a_pair(a_person(district, 2 * n), a_person(district, 2 * n + 1), why)
            for n in range(start, start + count)
        ]


@pytest.fixture
def three(district) -> list[DuplicatePair]:
    return pairs_of(district, 3)


def sent(pairs, *decisions: str, reason: str = "신분증 확인") -> dict:
    """What the page posts for pairs and what was chosen of each."""
    chosen = zip(pairs, decisions, strict=False)
    return {
        "action": "judge",
        "reason": reason,
        "pair": [f"{one.pk}-{one.version}" for one in pairs],
        **{f"decision-{one.pk}": decision for one, decision in chosen},
    }


def states(pairs) -> list[str]:
    found = DuplicatePair.objects.in_bulk([one.pk for one in pairs])
    return [found[one.pk].state for one in pairs]


def faults(page) -> dict[int, str]:
    return {row["pair"].pk: row["fault"] for row in page.context["rows"] if row["fault"]}


def test_what_was_chosen_is_decided_and_the_rest_is_left(three, signed_in):
    page = signed_in.post(URL, sent(three, "not_same", "keep_second", ""), follow=True)
    assert "2건을 정했습니다: 다른 사람 1건, 합침 1건" in page.text
    assert states(three) == [P.NOT_SAME, P.MERGED, P.OPEN]
    record = PersonMerge.objects.get()
    assert (record.kept_id, record.merged_id) == (three[1].second_id, three[1].first_id)
    decided = DuplicatePair.objects.get(pk=three[0].pk)
    assert (decided.reason, decided.decided_by) == ("신분증 확인", "김가상")


def test_every_decision_has_its_own_entry_and_every_merge_is_undone_alone(three, signed_in):
    before = Change.objects.count()
    signed_in.post(URL, sent(three, "not_same", "keep_first", "keep_first"))
    told = Change.objects.order_by("pk")[before:]
    of_pairs = [one.record_id for one in told if one.kind == DuplicatePair.kind_label()]
    assert sorted(of_pairs) == sorted(one.pk for one in three)
    undone = PersonMerge.objects.get(pair=three[1])
    signed_in.post(reverse("merge_undo", args=[undone.pk]), {"reason": "다른 사람임"})
    assert states(three) == [P.NOT_SAME, P.OPEN, P.MERGED]


def test_one_row_that_cannot_be_merged_leaves_all_undecided_and_typed(
    three, round_, district, signed_in
):
    with acting("시험"):
        for n, pk in enumerate((three[1].first_id, three[1].second_id), start=1):
            an_application(round_, Person.objects.get(pk=pk), n)
        for pk, n in ((three[2].first_id, 1), (three[2].second_id, 2)):
            person = Person.objects.get(pk=pk)
            person.rrn = made_up_rrn(n)
            person.save()
    assert "같은 회차에 함께 신청" in signed_in.get(URL).text
    page = signed_in.post(URL, sent(three, "keep_first", "keep_first", "keep_second"))
    assert page.status_code == 422
    assert set(faults(page)) == {three[1].pk, three[2].pk}
    assert "같은 회차" in faults(page)[three[1].pk]
    assert "주민등록번호가 서로 다른" in faults(page)[three[2].pk]
    assert "아래 2줄" in page.text
    chosen = {row["pair"].pk: row["chosen"] for row in page.context["rows"]}
    assert chosen == dict(
        zip([one.pk for one in three], ("keep_first", "keep_first", "keep_second"), strict=True)
    )
    assert 'value="신분증 확인"' in page.text
    assert states(three) == [P.OPEN] * 3
    assert not PersonMerge.objects.exists()


def test_a_row_somebody_else_decided_is_refused_and_the_rest_kept_typed(three, signed_in):
    with acting("시험"):
        merge(three[0].first, three[0].second, DuplicatePair.objects.get(pk=three[0].pk))
    page = signed_in.post(URL, sent(three, "not_same", "not_same", "keep_first"))
    assert page.status_code == 409
    assert faults(page) == {three[0].pk: "그사이 ‘합침’ 결정이 있었습니다."}
    assert states(three) == [P.MERGED, P.OPEN, P.OPEN]
    assert f'name="decision-{three[0].pk}"' not in page.text
    assert f'name="decision-{three[1].pk}"' in page.text
    left = three[1:]
    assert signed_in.post(URL, sent(left, "not_same", "keep_first")).status_code == 302
    assert states(three) == [P.MERGED, P.NOT_SAME, P.MERGED]


def test_what_was_chosen_for_a_row_that_changed_is_chosen_anew(three, signed_in):
    with acting("시험"):
        changed = DuplicatePair.objects.get(pk=three[0].pk)
        changed.why = CLOSE
        changed.save()
    page = signed_in.post(URL, sent(three, "keep_first", "not_same", ""))
    assert page.status_code == 409
    chosen = {row["pair"].pk: row["chosen"] for row in page.context["rows"]}
    assert chosen == {three[0].pk: "", three[1].pk: "not_same", three[2].pk: ""}
    assert states(three) == [P.OPEN] * 3


def test_the_same_page_sent_twice_decides_once(three, signed_in):
    data = sent(three, "not_same", "keep_first", "keep_first")
    assert signed_in.post(URL, data).status_code == 302
    assert signed_in.post(URL, data).status_code == 409
    assert PersonMerge.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "결정을 고른 줄이 없습니다"),
        ({"decision": "not_same", "reason": " "}, "다른 사람으로 보는 까닭"),
        ({"decision": "both"}, "고를 수 없는 결정"),
    ],
)
def test_what_cannot_be_decided_is_refused_whole(three, signed_in, data, words):
    posted = sent(three, data.get("decision", ""), reason=data.get("reason", "신분증 확인"))
    page = signed_in.post(URL, posted)
    assert page.status_code == 422
    assert words in page.text
    assert states(three) == [P.OPEN] * 3


def test_numbers_that_make_no_sense_decide_nothing(three, other_district, signed_in):
    (foreign,) = pairs_of(other_district, 1)
    posted = sent([foreign], "not_same")
    posted["pair"] += ["x-1", "99999-1", "-", f"{three[0].pk}"]
    assert signed_in.post(URL, posted).status_code == 422
    assert states([*three, foreign]) == [P.OPEN] * 4


def test_three_records_of_one_person_are_merged_into_one(district, signed_in):
    with acting("시험"):
        a, b, c = (a_person(district, n) for n in (1, 2, 3))
        pairs = [a_pair(a, b), a_pair(a, c), a_pair(b, c)]
    assert signed_in.post(URL, sent(pairs, *["keep_first"] * 3)).status_code == 302
    assert states(pairs) == [P.MERGED] * 3
    assert list(Person.objects.unmerged().filter(pk__in=[a.pk, b.pk, c.pk])) == [a]


def test_decisions_that_contradict_each_other_are_refused(district, signed_in):
    with acting("시험"):
        a, b, c = (a_person(district, n) for n in (1, 2, 3))
        pairs = [a_pair(a, b), a_pair(a, c), a_pair(b, c)]
    page = signed_in.post(URL, sent(pairs, "keep_first", "keep_first", "not_same"))
    assert page.status_code == 422
    assert set(faults(page)) == {pairs[2].pk}
    assert states(pairs) == [P.OPEN] * 3


def test_the_strongest_evidence_stands_first_and_narrows_the_queue(district, signed_in):
    weak = pairs_of(district, 2, CLOSE)
    strong = pairs_of(district, 1, start=20)
    unknown = pairs_of(district, 1, "그 밖의 까닭", start=30)
    page = signed_in.get(URL)
    shown = [row["pair"].pk for row in page.context["rows"]]
    assert shown == [strong[0].pk, weak[1].pk, weak[0].pk, unknown[0].pk]
    counts = [(one["label"], one["count"]) for one in page.context["evidence"]]
    assert counts == [("모든 사유", 4), (NAME_AND_BIRTH, 1), (CLOSE, 2), ("그 밖의 까닭", 1)]
    page = signed_in.get(URL, {"state": "OPEN", "why": CLOSE})
    assert [row["pair"].pk for row in page.context["rows"]] == [weak[1].pk, weak[0].pk]


def test_what_two_have_alike_is_told_without_opening_it(district, signed_in):
    with acting("시험"):
        one = a_person(district, 1, address="가상로 1")
        a_pair(one, a_person(district, 2, name=one.name, address="없는길 2"))
    page = signed_in.get(URL)
    (row,) = page.context["rows"]
    assert "성명" in row["alike"].same
    assert "주소" in row["alike"].different
    assert one.name not in page.text


def queries_of(signed_in, act) -> int:
    with CaptureQueriesContext(connection) as found:
        act(signed_in)
    return len(found)


def test_as_many_queries_show_and_part_twenty_as_two(district, signed_in):
    few = pairs_of(district, 2)
    shown = queries_of(signed_in, lambda client: client.get(URL))
    parted = queries_of(signed_in, lambda client: client.post(URL, sent(few, *["not_same"] * 2)))
    many = pairs_of(district, 20, start=50)
    signed_in.get(URL)  # what the first page told is read
    assert queries_of(signed_in, lambda client: client.get(URL)) == shown
    posted = sent(many, *["not_same"] * 20)
    assert queries_of(signed_in, lambda client: client.post(URL, posted)) == parted
    assert states(many) == [P.NOT_SAME] * 20
