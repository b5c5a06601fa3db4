"""A merge keeps every related row and can be reversed; what was decided is remembered."""

from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from jobportal.platform.audit import acting
from jobportal.platform.models import District
from jobportal.platform.refused import Refused
from participants.actions.intake import Intake, remember_pairs, take_in
from participants.actions.merging import keep_apart, merge, relations, unmerge
from participants.matching.duplicates import match
from participants.matching.likely import find_pairs, identity_of, likely_same
from participants.models import Application, DuplicatePair, LegalHold, Person, PersonMerge
from participants.retention.due import held_persons as held_of
from tests.participants.making import TODAY, a_person, a_round, an_application, made_up_rrn
from tests.participants.placing import someone_placed

pytestmark = pytest.mark.django_db


def pair_of(one: Person, other: Person) -> DuplicatePair:
    pair = DuplicatePair(district=one.district, first=one, second=other, why="시험")
    pair.save()
    return pair


def test_every_reference_to_a_person_is_moved_or_is_bookkeeping_of_merging():
    found = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Person
    }
    moved = {(model, field.name) for model, field in relations()}
    own = {
        (Person, "merged_into"),
        (DuplicatePair, "first"),
        (DuplicatePair, "second"),
        (PersonMerge, "kept"),
        (PersonMerge, "merged"),
    }
    assert found - moved == own
    assert (Application, "person") in moved


def test_a_merge_moves_the_applications_and_fills_what_was_empty(district, acted):
    kept = a_person(district, 1, phone="", rrn="")
    merged = a_person(district, 2, rrn=made_up_rrn())
    application = an_application(a_round(district), merged)
    pair = pair_of(kept, merged)
    merge(kept, merged, pair)
    kept.refresh_from_db()
    application.refresh_from_db()
    assert application.person == kept
    assert (kept.phone, kept.rrn) == (merged.phone, made_up_rrn())
    assert Person.objects.get(pk=merged.pk).merged_into == kept
    assert pair.state == DuplicatePair.State.MERGED
    assert merged.pk not in [other.pk for other, _ in likely_same(a_person(district, 2, rrn=""))]


def test_an_undone_merge_leaves_everything_as_it_was(district, acted):
    kept = a_person(district, 1, phone="")
    merged = a_person(district, 2, rrn=made_up_rrn())
    first = an_application(a_round(district), kept)
    second = an_application(a_round(district, "공공근로-2027-1"), merged)
    before = _state()
    record = merge(kept, merged)
    later = an_application(a_round(district, "공공근로-2028-1"), Person.objects.get(pk=kept.pk))
    unmerge(PersonMerge.objects.get(pk=record.pk))
    assert {pk: who for pk, who in _state().items() if pk != later.pk} == before
    assert Person.objects.get(pk=kept.pk).phone == ""
    assert Person.objects.get(pk=merged.pk).rrn == made_up_rrn()
    assert Application.objects.get(pk=first.pk).person_id == kept.pk
    assert Application.objects.get(pk=second.pk).person_id == merged.pk
    assert Application.objects.get(pk=later.pk).person_id == kept.pk
    with pytest.raises(Refused, match="이미 되돌린"):
        unmerge(PersonMerge.objects.get(pk=record.pk))


def _state() -> dict:
    return dict(Application.objects.values_list("pk", "person"))


@hypothesis_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=5))
def test_any_chain_of_merges_undone_in_reverse_gives_everybody_their_own_back(merges):
    with transaction.atomic(), acting("시험"):
        district, _ = District.objects.get_or_create(code="merges", name="합침구")
        rounds = [a_round(district, f"공공근로-{2030 + n}-1") for n in range(4)]
        people = [a_person(district, n, phone="") for n in range(4)]
        for n, person in enumerate(people):
            an_application(rounds[n], person)
        before, done = _state(), []
        for one, other in merges:
            kept, merged = (Person.objects.get(pk=people[n].pk) for n in (one, other))
            try:
                done.append(merge(kept, merged).pk)
            except Refused:
                continue
        assert Application.objects.filter(person__merged_into__isnull=False).count() == 0
        for pk in reversed(done):
            unmerge(PersonMerge.objects.get(pk=pk))
        assert _state() == before
        assert not Person.objects.filter(merged_into__isnull=False).exists()
        transaction.set_rollback(True)


def test_two_applications_for_one_round_stand_against_a_merge(district, acted):
    round_ = a_round(district)
    one, other = a_person(district, 1), a_person(district, 2)
    an_application(round_, one, 1)
    second = an_application(round_, other, 2)
    with pytest.raises(Refused, match="같은 회차"):
        merge(one, other)
    second.state, second.state_reason = Application.State.WITHDRAWN, "중복"
    second.save()
    merge(one, other)
    assert Application.objects.filter(person=one).count() == 2


def test_two_resident_numbers_are_two_people(district, acted):
    one = a_person(district, 1, rrn=made_up_rrn(1))
    other = a_person(district, 2, rrn=made_up_rrn(2))
    with pytest.raises(Refused, match="주민등록번호가 서로 다른"):
        merge(one, other)


def test_people_are_not_merged_twice_with_themselves_or_across_districts(
    district, other_district, acted
):
    one, other, third = (a_person(district, n) for n in (1, 2, 3))
    with pytest.raises(Refused):
        merge(one, one)
    with pytest.raises(Refused):
        merge(one, a_person(other_district, 9))
    record = merge(one, other)
    with pytest.raises(Refused, match="이미 다른 사람과"):
        merge(third, Person.objects.get(pk=other.pk))
    merge(third, Person.objects.get(pk=one.pk))
    with pytest.raises(Refused, match="그 합치기를 먼저"):
        unmerge(PersonMerge.objects.get(pk=record.pk))


def test_not_the_same_person_is_remembered_for_good(district, acted):
    one = a_person(district, 1, name="가상희")
    other = a_person(district, 2, name="가상히")
    (pair,) = remember_pairs(other, likely_same(other))
    with pytest.raises(Refused, match="까닭"):
        keep_apart(pair, " ")
    keep_apart(pair, "신분증 확인")
    assert remember_pairs(one, likely_same(one)) == []
    assert remember_pairs(other, likely_same(other)) == []
    assert find_pairs(district) == []
    with pytest.raises(Refused, match="이미"):
        keep_apart(DuplicatePair.objects.get(), "또")


def test_everybody_is_looked_through_in_as_many_queries_for_ten_as_for_two(
    district, acted, django_assert_num_queries
):
    for n in range(10):
        a_person(district, n, birth_on=f"19{70 + n}-01-01", phone="")
    twin = a_person(district, 11, name="가상인나", birth_on="1971-01-01", phone="")
    with django_assert_num_queries(4):
        (pair,) = find_pairs(district)
    assert pair.second_id == twin.pk


@pytest.mark.parametrize("seed", range(6))
def test_the_same_pairs_are_found_as_by_holding_everybody_against_everybody(
    district, other_district, acted, seed
):
    random = Random(seed)
    for n in range(40):
        a_person(
            random.choice((district, district, district, other_district)),
            n,
            name=random.choice(("가상희", "가상히", "나비슷", "다다른")),
            former_name=random.choice(("", "", "나비슷")),
            birth_on=random.choice(("1970-01-01", "1970-01-02", "1980-12-11", "1980-11-12")),
            sex=random.choice(("MALE", "FEMALE")),
            phone=random.choice(("", "01000000001", "01000000002")),
            address=random.choice(("", "가상로 1", "가상로 1,", "없는길 2")),
        )
    people = Person.objects.filter(district=district).order_by("pk")
    whys = {
        (one.pk, other.pk): why.why
        for one, other in combinations(people, 2)
        if (why := match(identity_of(one), identity_of(other)))
    }
    found = find_pairs(district)
    assert {(pair.first_id, pair.second_id): pair.why for pair in found} == whys
    assert len(found) == len(whys) > 0


def test_likely_duplicates_are_found_with_one_query(district, acted, django_assert_num_queries):
    one = a_person(district, 1, name="가상희", former_name="나비슷")
    typed = Person(district=district, name="나 비슷", birth_on=one.birth_on, sex=one.sex)
    with django_assert_num_queries(1):
        ((found, why),) = likely_same(typed)
    assert found == one
    assert "개명" in why.why


def test_people_of_another_district_are_never_candidates(district, other_district, acted):
    a_person(other_district, 1)
    assert likely_same(a_person(district, 1)) == []


def test_two_who_worked_at_the_same_time_are_not_merged_and_nothing_is_half_done(district, acted):
    kept, merged = a_person(district, 1, phone=""), a_person(district, 2)
    first = someone_placed(a_round(district), 1, kept)
    second = someone_placed(a_round(district, "뉴딜-2026-1"), 1, merged, from_on=first.to_on)
    before = _state()
    with pytest.raises(Refused, match="뉴딜-2026-1"), transaction.atomic():
        merge(kept, merged)
    assert _state() == before
    assert Person.objects.get(pk=merged.pk).merged_into is None
    second.from_on = first.to_on + timedelta(days=1)
    second.to_on = second.from_on
    second.save()
    record = merge(kept, merged)
    second.refresh_from_db()
    assert second.person == kept
    unmerge(record)
    second.refresh_from_db()
    assert second.person == merged


def open_pairs(district) -> set[tuple[int, int]]:
    rows = DuplicatePair.objects.of(district).filter(state=DuplicatePair.State.OPEN)
    return set(rows.values_list("first", "second"))


def test_whom_a_merged_person_may_be_too_is_asked_of_who_is_left(district, acted):
    a, b, c = (a_person(district, n) for n in (1, 2, 3))
    first, second = pair_of(a, b), pair_of(b, c)
    record = merge(a, b, first)
    assert open_pairs(district) == {(a.pk, c.pk)}
    second.refresh_from_db()
    onward = merge(Person.objects.get(pk=second.first_id), c, second)
    assert open_pairs(district) == set()
    unmerge(PersonMerge.objects.get(pk=onward.pk))
    unmerge(PersonMerge.objects.get(pk=record.pk))
    assert open_pairs(district) == {(a.pk, b.pk), (b.pk, c.pk)}


def test_two_pairs_that_become_the_same_two_people_are_asked_once(district, acted):
    a, b, c = (a_person(district, n) for n in (1, 2, 3))
    pairs = [pair_of(a, b), pair_of(a, c), pair_of(b, c)]
    record = merge(a, b, pairs[0])
    assert open_pairs(district) == {(a.pk, c.pk)}
    unmerge(PersonMerge.objects.get(pk=record.pk))
    assert open_pairs(district) == {(a.pk, b.pk), (a.pk, c.pk), (b.pk, c.pk)}


def test_what_was_decided_since_stays_with_who_was_left(district, acted):
    a, b, c = (a_person(district, n) for n in (1, 2, 3))
    first, second = pair_of(a, b), pair_of(b, c)
    record = merge(a, b, first)
    second.refresh_from_db()
    keep_apart(second, "신분증 확인")
    unmerge(PersonMerge.objects.get(pk=record.pk))
    second.refresh_from_db()
    assert (second.first, second.second) == (a, c)
    assert open_pairs(district) == {(a.pk, b.pk)}


def held(person: Person, reason: str) -> LegalHold:
    hold = LegalHold(district=person.district, person=person, reason=reason, from_on=TODAY())
    hold.save()
    return hold


def test_two_holds_become_one_with_both_reasons_and_are_two_again(district, acted):
    kept, merged = a_person(district, 1), a_person(district, 2)
    mine, theirs = held(kept, "행정심판 진행 중"), held(merged, "감사 중")
    record = merge(kept, merged)
    assert held_of(district) == {kept.pk, merged.pk}
    mine.refresh_from_db()
    assert mine.reason == "행정심판 진행 중 / 감사 중"
    unmerge(PersonMerge.objects.get(pk=record.pk))
    for hold, person, reason in ((mine, kept, "행정심판 진행 중"), (theirs, merged, "감사 중")):
        hold.refresh_from_db()
        assert (hold.person, hold.reason, hold.lifted_on) == (person, reason, None)


def test_two_holds_whose_reasons_are_too_long_for_one_are_told_of(district, acted):
    kept, merged = a_person(district, 1), a_person(district, 2)
    held(kept, "가" * 150), held(merged, "나" * 150)
    with pytest.raises(Refused, match="200자가 넘습니다"):
        merge(kept, merged)


def test_a_merge_is_not_undone_over_an_application_that_may_be_eithers(district, acted):
    round_ = a_round(district)
    kept, merged = a_person(district, 1), a_person(district, 2)
    theirs = an_application(round_, merged, 1)
    theirs.state, theirs.state_reason = Application.State.WITHDRAWN, "다시 신청"
    theirs.save()
    record = merge(kept, merged)
    again = an_application(round_, Person.objects.get(pk=kept.pk), 2)
    with pytest.raises(Refused, match="합친 뒤 다시 접수했습니다"):
        unmerge(PersonMerge.objects.get(pk=record.pk))
    again.state, again.state_reason = Application.State.WITHDRAWN, "되돌리려고"
    again.save()
    unmerge(PersonMerge.objects.get(pk=record.pk))
    theirs.refresh_from_db()
    assert theirs.person == merged


def test_nothing_is_taken_in_for_somebody_who_was_merged_since_the_clerk_chose_them(
    district, staff, acted
):
    round_ = a_round(district)
    kept, chosen = a_person(district, 1), a_person(district, 2)
    merge(kept, Person.objects.get(pk=chosen.pk))
    application = Application(district=district, round=round_, person=chosen, token="시험")
    with pytest.raises(Refused, match="합쳐진 사람"), transaction.atomic():
        take_in(Intake(chosen, application, set()), staff, submit=True)
    assert not Application.objects.exists()
