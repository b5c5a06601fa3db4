"""What other authorities answer about the made-up applicants of a round: every kind of enquiry."""

from datetime import date, timedelta
from random import Random

from jobportal.platform.rules.codes import Ban, Employment, StudentState
from jobportal.platform.rules.facts import Statutory
from participants.demo.office import Office
from participants.demo.plans import Stage
from participants.demo.residents import Resident
from participants.demo.rounds import FIRST_TABLE_ON, OpenRound
from participants.models import Application, Enquiry
from programs.statutory.timelines import statutory

K = Enquiry.Kind
ELSEWHERE = ("공공근로", "지역공동체일자리", "희망근로", "노인일자리")
UNANSWERED = 2
"""Of so many applicants some answers are still to come while the list waits."""
RARE = 0.012
"""Of each thing that speaks against somebody, about so many have it."""


def look_up(
    office: Office,
    opened: OpenRound,
    applied: list[tuple[Application, Resident]],
) -> None:
    """Enter the answers of all kinds for every applicant."""
    values = statutory(office.district.pk)
    looked_on = opened.plan.apply_to_on + timedelta(days=7)
    rows = []
    for n, (application, resident) in enumerate(applied):
        answers = _answers(office.random, opened, application, resident, values)
        if n < UNANSWERED and opened.plan.stage is Stage.PROPOSED:
            for kind in (K.EMPLOYMENT, K.ASSETS):
                del answers[kind]
        rows += [
            _enquiry(office, application, kind, looked_on, values)
            for kind, values in answers.items()
        ]
    office.writer.add(rows)


def _enquiry(office: Office, application: Application, kind: str, day: date, values: dict):
    row = Enquiry(
        district=office.district,
        application=application,
        kind=kind,
        looked_on=day,
        source=f"가상조회 {day.year}-{kind}",
    )
    row.values = values
    return row


def _answers(
    random: Random,
    opened: OpenRound,
    application: Application,
    resident: Resident,
    values: Statutory,
) -> dict[str, dict]:
    home = resident.home
    median = values.median_won(home.size, max(opened.round.starts_on, FIRST_TABLE_ON))
    return {
        K.RESIDENCE: _residence(random, opened, application, resident),
        K.INCOME: {"household_income_won": median * home.income_pct // 1_000 * 10},
        K.PREMIUM: {"premium_type": home.premium_type.value, "premium_won": home.premium_won},
        K.ASSETS: {"assets_won": home.assets_won, "debts_won": home.debts_won},
        K.BENEFIT: _benefits(random, opened),
        K.EMPLOYMENT: _employment(random),
        K.PARTICIPATION: _participation(random, opened),
        K.PERSONAL: _personal(random, resident),
        K.BAN: {ban.value: False for ban in Ban},
    }


def _residence(
    random: Random, opened: OpenRound, application: Application, resident: Resident
) -> dict:
    home = resident.home
    since = home.since_on
    if random.random() < RARE:
        since = opened.plan.notice_on + timedelta(days=10)
    return {
        "in_district": True,
        "district_from_on": since.isoformat(),
        "city_from_on": min(since, home.since_on).isoformat(),
        "household_size": home.size,
        "household_code": application.household_code,
    }


def _benefits(random: Random, opened: OpenRound) -> dict:
    since = (opened.plan.notice_on - timedelta(days=random.randrange(30, 400))).isoformat()
    values: dict = {}
    for name in ("livelihood", "unemployment"):
        draws = random.random() < RARE
        values[f"has_{name}"] = draws
        if draws:
            values[f"{name}_from_on"] = since
    return values


def _employment(random: Random) -> dict:
    is_at_work = random.random() < RARE
    usual = random.choices((Employment.UNEMPLOYED, Employment.DAY_LABOUR), (80, 20))[0]
    return {
        "employment": (Employment.EMPLOYED if is_at_work else usual).value,
        "employed_days": random.randrange(0, 300),
        "unemployed_months": random.randrange(1, 40),
        "has_regular_income": is_at_work,
        "has_business": False,
        "spouse_has_regular_income": False,
        "spouse_has_business": False,
        "receives_pension": False,
        "is_farmer": False,
        "spouse_is_farmer": False,
    }


def _participation(random: Random, opened: OpenRound) -> dict:
    """Work the district itself does not know of, in another one."""
    past = []
    if random.random() < 0.08:
        first = opened.plan.starts_on - timedelta(days=random.randrange(900, 1_800))
        past.append(
            {
                "programme": random.choice(ELSEWHERE),
                "from_on": first.isoformat(),
                "to_on": (first + timedelta(days=150)).isoformat(),
                "dropped_out": random.random() < 0.1,
                "fraud": False,
            }
        )
    return {"past": past, "concurrent": []}


def _personal(random: Random, resident: Resident) -> dict:
    is_young = resident.person.birth_on.year > 1995
    studies = is_young and random.random() < 0.05
    return {
        "is_able_to_work": random.random() >= RARE,
        "is_recognised_homeless": False,
        "student_state": (StudentState.ENROLLED if studies else StudentState.NONE).value,
        "official_relations": [],
        "has_false_documents": False,
    }
