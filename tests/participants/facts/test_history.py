"""What the rules are told of earlier work: the portal's own rounds, and what was found."""

from datetime import date

import pytest

from participants.enquiries.kinds import parse_history
from participants.facts import facts_of
from participants.models import Application, Enquiry, Placement
from programs.families import recruited_together
from programs.models import ProgrammeName, Round
from tests.participants.facts.told import facts
from tests.participants.making import a_person, a_round, an_application, an_enquiry, worked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
K = Enquiry.Kind
S = Application.State
P = Placement.State
BEFORE = (date(2025, 7, 1), date(2025, 12, 20))


def before(round_: Round, application: Application, **values) -> Placement:
    """Work of the same person in an earlier round."""
    past = an_application(round_, application.person, 90, state=S.PLACED)
    return worked(past, *BEFORE, **values)


def test_the_portals_own_rounds_are_a_partial_history(application, earlier):
    placement = before(earlier, application)
    told = facts(application)
    (item,) = told.participations
    assert (item.from_on, item.to_on) == BEFORE
    assert (item.programme, item.rounds) == ("공공근로", 1)
    assert item.reference == f"배치 {placement.pk}"
    assert not item.dropped_out
    assert not item.fraud
    assert told.is_history_partial
    assert told.concurrent == ()


def test_own_work_bears_every_name_of_its_programme(application, earlier):
    days = (date(2021, 1, 1), date(2023, 7, 1))
    for day, name in zip(days, ("서울시민 안심일자리", "서울 동행일자리"), strict=True):
        ProgrammeName(
            district=earlier.district, programme=earlier.programme, from_on=day, name=name
        ).save()
    before(earlier, application)
    (item,) = facts(application).participations
    assert {"서울시민 안심일자리", "서울 동행일자리"} <= {*item.also_called}


def test_drop_outs_and_fraud_are_told(application, earlier):
    before(earlier, application, state=P.DROPPED, end_reason="DISTANCE")
    assert [item.dropped_out for item in facts(application).participations] == [True]
    placement = Placement.objects.get()
    placement.state, placement.end_reason = P.TERMINATED, "FRAUD"
    placement.save()
    (item,) = facts(application).participations
    assert (item.dropped_out, item.fraud) == (False, True)


def test_a_transfer_is_no_further_round(application, earlier):
    past = an_application(earlier, application.person, 90, state=S.PLACED)
    worked(past, date(2025, 7, 1), date(2025, 8, 31), state=P.TRANSFERRED)
    worked(past, date(2025, 9, 1), date(2025, 12, 20), is_transfer=True)
    assert [item.rounds for item in facts(application).participations] == [1, 0]


def test_cancelled_placements_and_the_round_itself_are_no_history(application, earlier, round_):
    before(earlier, application, state=P.CANCELLED)
    worked(application, date(2026, 7, 1), date(2026, 7, 31), state=P.DROPPED, end_reason="HEALTH")
    assert facts(application).participations == ()


def test_who_still_works_elsewhere_takes_part_now(application, earlier):
    before(earlier, application, state=P.WORKING, contract_on=BEFORE[0])
    told = facts(application)
    assert told.concurrent == told.participations
    assert told.is_present_partial


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("없음", [("공공근로", 1)]),
        # The same work under another name, its days told a little differently.
        ("2025 하반기 동행일자리 2025-07-02~2025-12-19", [("공공근로", 1)]),
        ("공공근로 2025-07-01~", [("공공근로", 1)]),
        (
            "뉴딜일자리 2024-01-02~2024-06-30",
            [("공공근로", 1), ("뉴딜일자리", 1)],
        ),
        # What the portal does not know of its own round still speaks against them, once.
        (
            "공공근로 2025-07-01~2025-12-20 중도포기",
            [("공공근로", 1), ("공공근로", 0)],
        ),
    ],
)
def test_the_enquiry_adds_what_the_portal_does_not_know(application, earlier, text, found):
    before(earlier, application)
    an_enquiry(application, K.PARTICIPATION, past=parse_history(text))
    told = facts(application)
    assert [(item.programme, item.rounds) for item in told.participations] == found
    assert not told.is_history_partial
    assert told.is_present_partial


def test_present_work_elsewhere_is_told_once(application, earlier):
    before(earlier, application, state=P.WORKING, contract_on=BEFORE[0])
    spells = parse_history("공공근로 2025-07-01~; 노인일자리 2025-03-02~")
    an_enquiry(application, K.PARTICIPATION, concurrent=spells)
    assert [item.programme for item in facts(application).concurrent] == ["공공근로", "노인일자리"]


def test_rounds_of_the_programme_in_which_one_was_not_selected_are_counted(
    district, application, earlier
):
    for n, (code, state) in enumerate(
        (
            ("공공근로-2024-1", S.NOT_SELECTED),
            ("공공근로-2023-1", S.RESERVE),
            ("공공근로-2022-1", S.INELIGIBLE),
            ("뉴딜-2024-1", S.NOT_SELECTED),
            ("공공근로-2027-1", S.NOT_SELECTED),
        )
    ):
        an_application(a_round(district, code), application.person, 50 + n, state=state)
    assert facts(application).failed_rounds == 2


def test_an_additional_round_knows_who_applied_in_the_first(district, round_):
    people = [a_person(district, n) for n in (1, 2, 3)]
    an_application(round_, people[0], 1, state=S.NOT_SELECTED)
    an_application(round_, people[1], 2, state=S.WITHDRAWN)
    more = a_round(district, "공공근로-2026-2", additional_to=round_, starts_on=date(2026, 9, 1))
    applied = [an_application(more, person, n) for n, person in enumerate(people, 1)]
    told = facts_of(more, applied)
    assert [told[one.pk].facts.has_applied_in_round for one in applied] == [True, False, False]
    assert not facts(an_application(round_, people[2], 4)).has_applied_in_round


def test_an_additional_round_knows_its_sisters_and_the_first_of_a_chain(district, round_):
    later = {"starts_on": date(2026, 9, 1)}
    second = a_round(district, "공공근로-2026-2", additional_to=round_, **later)
    sister = a_round(district, "공공근로-2026-3", additional_to=round_, **later)
    chained = a_round(district, "공공근로-2026-4", additional_to=second, **later)
    a_round(district, "공공근로-2027-1")
    assert recruited_together(chained) == {round_.pk, second.pk, sister.pk}
    assert recruited_together(sister) == {round_.pk, second.pk, chained.pk}
    assert recruited_together(round_) == set()
    people = [a_person(district, n) for n in (1, 2, 3)]
    an_application(round_, people[0], 1, state=S.NOT_SELECTED)
    an_application(sister, people[1], 1, state=S.SUBMITTED)
    applied = [an_application(chained, person, n) for n, person in enumerate(people, 1)]
    told = facts_of(chained, applied)
    assert [told[one.pk].facts.has_applied_in_round for one in applied] == [True, True, False]
