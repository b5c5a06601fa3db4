"""What the rules are told of an applicant: enquiries, the portal's own history, the household."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobportal.platform.rules.codes import (
    AgeGroup,
    Ban,
    Employment,
    OfficialRelation,
    PremiumType,
    Sex,
    StudentState,
    VulnerableGroup,
)
from jobportal.platform.rules.facts import Facts, Spell
from participants.enquiries import ENQUIRY_FIELDS, parse_history
from participants.enquiry_values import read_value
from participants.facts import age_group, facts_of
from participants.models import (
    Application,
    ApplicationGroup,
    Enquiry,
    InterviewPanel,
    InterviewSheet,
    Placement,
    Reviewer,
    SubmittedDocument,
)
from programs.families import recruited_together
from programs.models import Round
from tests.participants.making import (
    TODAY,
    a_document,
    a_person,
    a_round,
    an_application,
    an_enquiry,
    worked,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
K = Enquiry.Kind
S = Application.State
P = Placement.State
BEFORE = (date(2025, 7, 1), date(2025, 12, 20))


@pytest.fixture
def round_(district) -> Round:
    return a_round(district)


@pytest.fixture
def earlier(district) -> Round:
    return a_round(district, "공공근로-2025-1", state="CLOSED")


@pytest.fixture
def application(district, round_) -> Application:
    return an_application(round_, a_person(district, 1))


def facts(application: Application) -> Facts:
    return known(application).facts


def known(application: Application):
    return facts_of(application.round, [application])[application.pk]


def before(round_: Round, application: Application, **values) -> Placement:
    """Work of the same person in an earlier round."""
    past = an_application(round_, application.person, 90, state=S.PLACED)
    return worked(past, *BEFORE, **values)


# ---- enquiries -------------------------------------------------------------------------------


def test_without_any_enquiry_only_what_the_applicant_wrote_is_known(application):
    application.household_size, application.dependants, application.is_head = 3, 2, True
    told = facts(application)
    assert (told.birth_on, told.sex) == (date(1990, 1, 1), Sex.MALE)
    assert (told.household_size, told.dependants, told.is_household_head) == (3, 2, True)
    asked = [
        *("district_stays", "city_stays", "household_income_won", "premium_type", "premium_won"),
        *("assets_won", "debts_won", "livelihood_benefits", "unemployment_benefits"),
        *("employment", "employed_days", "unemployed_months", "has_regular_income"),
        *("has_business", "receives_pension", "is_farmer", "is_able_to_work", "student_state"),
        *("official_relations", "is_recognised_homeless", "spouse_is_farmer"),
    ]
    assert {name: getattr(told, name) for name in asked} == dict.fromkeys(asked)
    assert told.bans == {}
    assert told.has_false_documents is False
    assert (told.participations, told.is_history_partial) == ((), True)
    assert (told.concurrent, told.is_present_partial) == ((), True)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (
            K.RESIDENCE,
            {
                "in_district": True,
                "district_from_on": "2020-03-02",
                "city_from_on": "2010-01-05",
                "household_size": 4,
            },
            {
                "district_stays": (Spell(date(2020, 3, 2)),),
                "city_stays": (Spell(date(2010, 1, 5)),),
                "household_size": 4,
            },
        ),
        (K.RESIDENCE, {"in_district": False}, {"district_stays": (), "city_stays": None}),
        (K.RESIDENCE, {"in_district": True}, {"district_stays": None, "city_stays": None}),
        (
            K.RESIDENCE,
            {"in_district": False, "city_from_on": "2010-01-05"},
            {"district_stays": (), "city_stays": (Spell(date(2010, 1, 5)),)},
        ),
        (
            K.RESIDENCE,
            {"in_district": True, "district_from_on": "2020-03-02"},
            {"city_stays": (Spell(date(2020, 3, 2)),)},
        ),
        (K.INCOME, {"household_income_won": 0}, {"household_income_won": 0}),
        (
            K.PREMIUM,
            {"premium_type": "MIXED", "premium_won": 55_000},
            {"premium_type": PremiumType.MIXED, "premium_won": 55_000},
        ),
        (K.ASSETS, {"assets_won": 5, "debts_won": 7}, {"assets_won": 5, "debts_won": 7}),
        (
            K.BENEFIT,
            {"has_livelihood": False, "has_unemployment": True},
            {"livelihood_benefits": (), "unemployment_benefits": (Spell(date.min),)},
        ),
        (
            K.BENEFIT,
            {
                "has_livelihood": True,
                "livelihood_from_on": "2025-01-01",
                "livelihood_to_on": "2025-06-30",
            },
            {
                "livelihood_benefits": (Spell(date(2025, 1, 1), date(2025, 6, 30)),),
                "unemployment_benefits": None,
            },
        ),
        (
            K.EMPLOYMENT,
            {
                "employment": "DAY_LABOUR",
                "employed_days": 0,
                "unemployed_months": 7,
                "has_regular_income": False,
                "has_business": True,
                "spouse_has_regular_income": False,
                "spouse_has_business": False,
                "receives_pension": False,
                "is_farmer": False,
                "spouse_is_farmer": True,
            },
            {
                "employment": Employment.DAY_LABOUR,
                "employed_days": 0,
                "unemployed_months": 7,
                "has_regular_income": False,
                "has_business": True,
                "spouse_has_regular_income": False,
                "spouse_has_business": False,
                "receives_pension": False,
                "is_farmer": False,
                "spouse_is_farmer": True,
            },
        ),
        (
            K.PARTICIPATION,
            {"past": [], "concurrent": []},
            {
                "participations": (),
                "concurrent": (),
                "is_history_partial": False,
                "is_present_partial": False,
            },
        ),
        (
            K.PERSONAL,
            {
                "is_able_to_work": True,
                "is_recognised_homeless": False,
                "student_state": "NIGHT",
                "official_relations": ["CHILD"],
                "has_false_documents": True,
            },
            {
                "is_able_to_work": True,
                "is_recognised_homeless": False,
                "student_state": StudentState.NIGHT,
                "official_relations": (OfficialRelation.CHILD,),
                "has_false_documents": True,
            },
        ),
        (K.PERSONAL, {"official_relations": []}, {"official_relations": ()}),
        (
            K.BAN,
            {"CORRUPTION": False, "CHILD_ABUSE": True},
            {"bans": {Ban.CORRUPTION: False, Ban.CHILD_ABUSE: True}},
        ),
    ],
)
def test_each_kind_of_enquiry_becomes_facts(application, kind, values, expected):
    an_enquiry(application, kind, **values)
    told = facts(application)
    assert {name: getattr(told, name) for name in expected} == expected


def test_every_value_that_can_be_entered_becomes_a_fact(application):
    """Nothing is typed in vain: each value, alone, changes what is known."""
    typed = {
        "WON": "1",
        "COUNT": "9",
        "DAY": "2020-01-01",
        "YES_NO": "예",
        "CHOICES": "없음",
        "HISTORY": "없음",
    }
    beside = {"district_from_on": "in_district", "in_district": "district_from_on"}
    beside |= {
        f"{name}_{end}_on": f"has_{name}"
        for name in ("livelihood", "unemployment")
        for end in ("from", "to")
    }
    for kind, fields in ENQUIRY_FIELDS.items():
        record, sample = an_enquiry(application, kind), {}
        for field in fields:
            text = typed.get(field.holds.name) or (field.words and next(iter(field.words)).label)
            sample[field.name] = read_value(field, text) if text else "세대-1"
        for name, value in sample.items():
            given = {beside[name]: sample[beside[name]]} if name in beside else {}
            told = []
            for record.values in (given, {**given, name: value}):
                record.save()
                told.append(facts(application))
            # A household's code is kept with the application itself.
            assert (told[0] != told[1]) is (name != "household_code"), name
        record.delete()


def test_a_destroyed_enquiry_tells_nothing_more(application):
    kept = an_enquiry(application, K.ASSETS, assets_won=1)
    kept.values = {}
    kept.save()
    assert facts(application).assets_won is None


def test_the_enquiry_tells_the_household_better_than_the_applicant(application):
    application.household_size = 5
    an_enquiry(application, K.RESIDENCE, household_size=2)
    assert facts(application).household_size == 2


def test_the_day_of_the_enquiry_is_the_newest_one_and_today_without_any(application):
    assert known(application).days.as_of == TODAY()
    an_enquiry(application, K.INCOME, date(2026, 5, 1))
    an_enquiry(application, K.ASSETS, date(2026, 5, 9))
    days = known(application).days
    round_ = application.round
    assert days.as_of == date(2026, 5, 9)
    assert (days.notice, days.apply) == (round_.notice_on, round_.apply_to_on)
    assert days.start == round_.starts_on


# ---- what the application and the interview say ----------------------------------------------


def test_groups_certificates_experience_and_marks(district, round_, application, staff):
    application.certificates = "직업상담사 2급, 운전면허 1종"
    application.experience_years = Decimal("1.5")
    for group in (VulnerableGroup.VETERAN, VulnerableGroup.DISABLED):
        ApplicationGroup(district=district, application=application, group=group.value).save()
    panel = InterviewPanel(district=district, round=round_, held_on=TODAY())
    panel.save()
    reviewer = Reviewer(district=district, panel=panel, user=staff)
    reviewer.save()
    sheet = InterviewSheet(
        district=district, reviewer=reviewer, application=application, marks={"면접": "12.5"}
    )
    sheet.save()
    told = facts(application)
    assert told.certificates == ("직업상담사 2급", "운전면허 1종")
    assert told.experience_years == Fraction(3, 2)
    assert told.vulnerable_groups == (VulnerableGroup.DISABLED, VulnerableGroup.VETERAN)
    assert told.marks == {}
    sheet.submitted_at = panel.closed_at = application.received_at
    sheet.save()
    assert facts(application).marks == {"면접": (Fraction(25, 2),)}


@pytest.mark.parametrize(
    ("born", "posts_youth", "group"),
    [
        (date(1961, 7, 1), 0, AgeGroup.OVER_65),  # 65 on the first day of work
        (date(1961, 7, 2), 0, AgeGroup.UNDER_65),
        (date(1986, 7, 2), 2, AgeGroup.YOUTH),  # 39 still
        (date(1986, 7, 1), 2, AgeGroup.UNDER_65),
        (date(1986, 7, 2), 0, AgeGroup.UNDER_65),
    ],
)
def test_the_age_group_is_that_of_the_first_day_of_work(born, posts_youth, group):
    round_ = Round(starts_on=date(2026, 7, 1), youth_max_age=39, posts_youth=posts_youth)
    assert age_group(born, round_) is group


# ---- history ---------------------------------------------------------------------------------


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


# ---- household -------------------------------------------------------------------------------


def at_home(round_, n: int, code: str = "", state: str = S.UNDER_REVIEW, address="가상구 한집로 1"):
    person = a_person(round_.district, n, address=address)
    return an_application(round_, person, n, state=state, household_code=code)


def test_who_shares_the_code_and_was_selected_counts(round_):
    one = at_home(round_, 1, "세대-1")
    at_home(round_, 2, "세대-1", S.SELECTED, "가상구 다른로 9")
    at_home(round_, 3, "세대-1", S.NOT_SELECTED)
    at_home(round_, 4, "세대-2", S.PLACED)
    assert facts(one).household_participants == 1


def test_oneself_is_no_other_of_the_household(round_):
    one = at_home(round_, 1, "세대-1", S.SELECTED)
    assert facts(one).household_participants == 0


@pytest.mark.parametrize(("mine", "theirs"), [("", ""), ("세대-1", ""), ("", "세대-2")])
def test_an_address_alone_is_to_be_confirmed(round_, mine, theirs):
    one = at_home(round_, 1, mine)
    assert facts(one).household_participants == 0
    at_home(round_, 2, theirs, S.SELECTED)
    assert facts(one).household_participants is None


def test_two_codes_at_one_address_are_two_households(round_):
    one = at_home(round_, 1, "세대-1")
    at_home(round_, 2, "세대-2", S.SELECTED)
    assert facts(one).household_participants == 0


def test_without_an_address_nobody_is_a_neighbour(round_):
    one = at_home(round_, 1, address="")
    at_home(round_, 2, state=S.SELECTED, address="")
    assert facts(one).household_participants == 0


def test_codes_of_another_round_prove_nothing(round_, earlier):
    """Each round numbers its households anew: 세대-1 there is not 세대-1 here."""
    one = at_home(round_, 1, "세대-1")
    elsewhere = at_home(earlier, 2, "세대-1", S.PLACED, "가상구 다른로 9")
    working = {"state": P.WORKING, "contract_on": date(2026, 1, 2)}
    worked(elsewhere, date(2026, 1, 2), date(2026, 12, 31), **working)
    assert facts(one).household_participants == 0
    same_home = at_home(earlier, 3, "세대-9", S.PLACED)
    worked(same_home, date(2026, 1, 2), date(2026, 12, 31), **working)
    assert facts(one).household_participants is None


def test_work_that_ends_before_the_round_begins_does_not_count(round_, earlier):
    one = at_home(round_, 1)
    other = at_home(earlier, 2, state=S.PLACED)
    working = {"state": P.WORKING, "contract_on": date(2026, 1, 2)}
    worked(other, date(2026, 1, 2), round_.starts_on - timedelta(days=1), **working)
    assert facts(one).household_participants == 0


def test_the_work_of_the_family_is_known_by_code_only(round_, earlier):
    one, other = at_home(round_, 1, "세대-1"), at_home(round_, 2, "세대-1")
    assert facts(one).family_participations == ()
    past = an_application(earlier, other.person, 9, state=S.PLACED)
    placement = worked(past, *BEFORE)
    told = facts(one)
    assert [item.reference for item in told.family_participations] == [f"배치 {placement.pk}"]
    assert told.participations == ()
    other.household_code = ""
    other.save()
    assert facts(one).family_participations is None


# ---- papers ----------------------------------------------------------------------------------


def paper(application, document, state, due_on=None, asked_on=date(2026, 1, 2)):
    SubmittedDocument(
        district=application.district,
        application=application,
        document=document,
        state=state,
        submitted_on=TODAY() if state == "SUBMITTED" else None,
        requested_on=asked_on if due_on else None,
        due_on=due_on,
    ).save()


def test_mandatory_papers_that_did_not_come_are_missing_also_if_never_noted(
    district, round_, application
):
    one, two, three = (a_document(district, round_, n) for n in (1, 2, 3))
    a_document(district, round_, 4, is_mandatory=False)
    paper(application, one, "SUBMITTED")
    paper(application, two, "MISSING")
    told = facts(application)
    assert told.missing_documents == ("가상 서류 2", "가상 서류 3")
    assert told.documents_due_on is None
    for document in (two, three):
        SubmittedDocument.objects.filter(document=document).first() or paper(
            application, document, "SUBMITTED"
        )
    assert facts(application).missing_documents == ("가상 서류 2",)


def test_until_its_day_a_paper_is_only_missing(district, round_, application):
    paper(application, a_document(district, round_), "REQUESTED", TODAY())
    told = known(application)
    assert told.facts.missing_documents == ("가상 서류 1",)
    assert told.facts.documents_due_on is None
    assert told.days.as_of == TODAY()


def test_after_its_day_a_paper_has_lapsed_whenever_the_enquiry_was(district, round_, application):
    """The refusal rests on the day after the deadline, and names only what was asked for."""
    due = TODAY() - timedelta(days=1)
    an_enquiry(application, K.INCOME, due - timedelta(days=9), household_income_won=1)
    paper(application, a_document(district, round_, 1), "REQUESTED", due)
    a_document(district, round_, 2)
    paper(application, a_document(district, round_, 3), "REQUESTED", TODAY())
    told = known(application)
    assert told.facts.missing_documents == ("가상 서류 1",)
    assert told.facts.documents_due_on == due
    assert told.days.as_of == due + timedelta(days=1)


def test_an_optional_paper_asked_for_gives_nobody_more_time(district, round_, application):
    due = TODAY() - timedelta(days=1)
    paper(application, a_document(district, round_, 1), "REQUESTED", due)
    optional = a_document(district, round_, 2, is_mandatory=False)
    paper(application, optional, "REQUESTED", TODAY() + timedelta(days=9))
    assert facts(application).documents_due_on == due


# ---- set-wise --------------------------------------------------------------------------------


def crowd(round_: Round, earlier: Round, count: int, first: int) -> list[Application]:
    """Applicants of all kinds: neighbours, households, histories, enquiries, papers."""
    applied = []
    for n in range(first, first + count):
        home = {"address": f"가상구 모음로 {n // 3}"}
        person = a_person(round_.district, n, **home)
        code = f"세대-{n // 2}" if n % 3 else ""
        one = an_application(round_, person, n, state=S.UNDER_REVIEW, household_code=code)
        applied.append(one)
        if n % 2:
            past = an_application(earlier, person, n, state=S.PLACED)
            worked(past, *BEFORE)
            an_enquiry(one, K.PARTICIPATION, past=parse_history("뉴딜일자리 2023-01-02~2023-06-30"))
        an_enquiry(one, K.ASSETS, assets_won=n)
    return applied


def test_one_or_many_need_as_many_queries_and_have_the_same_facts(district, round_, earlier):
    a_document(district, round_)
    few = crowd(round_, earlier, 1, 1)
    with CaptureQueriesContext(connection) as one:
        facts_of(round_, few)
    applied = few + crowd(round_, earlier, 30, 2)
    with CaptureQueriesContext(connection) as many:
        together = facts_of(round_, applied)
    assert len(many) == len(one) <= 12
    alone = {one.pk: facts_of(round_, [one])[one.pk] for one in applied}
    assert together == alone
