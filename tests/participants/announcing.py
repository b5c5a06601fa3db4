"""A made-up round whose results are there to be announced, and what follows from it."""

from datetime import date, datetime, time

from django.utils import timezone

from jobportal.platform.models import User
from participants.models import (
    Appeal,
    Application,
    Consent,
    ConsentItem,
    Person,
    Publication,
    Screening,
    Selection,
    SelectionEntry,
)
from programs.models import HostUnit, Round
from tests.participants.making import a_consent_form, a_person, a_round, an_application
from tests.participants.placing import a_selection, an_entry, some_rules

S = Application.State
E = SelectionEntry.State
SEOUL = timezone.get_default_timezone()
DAY = date(2026, 2, 12)
"""The Thursday before Seollal 2026 (16 to 18 February)."""
PURPOSE = {"purpose_kind": "RESULT", "purpose_text": "선발 결과 통보서 발송"}
NAMES = {
    1: "홍가상동",
    2: "남궁지어",
    3: "홍가상서",
    4: "없는이름",
    5: "Jonas Nobody",
}


def a_result_round(district, proposer: User, code: str = "공공근로-2026-1") -> Selection:
    """A round with two host units and a list approved on :data:`DAY`: 1 and 2 selected, 3 in
    reserve, 4 not selected, 5 found ineligible."""
    round_ = a_round(district, code)
    for n, project in enumerate(round_.work_projects.all(), start=1):
        unit = HostUnit(district=district, code=f"{code}-과{n}", name=f"가상{n}과")
        unit.save()
        project.host_unit = unit
        project.save()
    selection = a_selection(round_, proposer, decided_at=datetime.combine(DAY, time(9), SEOUL))
    first, second = round_.work_projects.all()
    selected(selection, 1, project=first, score_hundredths=8250)
    selected(selection, 2, project=second, score_hundredths=7000)
    told(selection, 3, E.RESERVE, reserve_rank=1, score_hundredths=6800)
    told(
        selection,
        4,
        E.NOT_SELECTED,
        score_hundredths=6250,
        reason="전체 2명이 먼저 선발되었습니다.",
    )
    an_ineligible(round_, 5)
    return selection


def an_applicant(round_: Round, n: int, state: str, **values) -> Application:
    """The n-th resident's application in a state."""
    name = NAMES.get(n, f"가상인{n:03d}")
    person = a_person(round_.district, n, **{"name": name, **values})
    return an_application(round_, person, n, state=state)


def told(selection: Selection, n: int, state: str, **values) -> SelectionEntry:
    """The n-th applicant with an outcome."""
    application = an_applicant(selection.round, n, state)
    return an_entry(selection, application, state=state, **values)


def selected(selection: Selection, n: int, **values) -> SelectionEntry:
    """The n-th applicant, selected."""
    return told(selection, n, E.SELECTED, **values)


REASONS = (
    ("INCOME_CAP", "NOT_MET", "소득이 기준의 70%를 넘습니다.", "공고문 3.가"),
    ("RESIDENCY", "MET", "관내에 삽니다.", "공고문 3.나"),
    ("REPEAT_LIMIT", "NOT_MET", "최근 2년 안에 2회 참여했습니다.", "공고문 3.다"),
)


def an_ineligible(round_: Round, n: int) -> Application:
    """The n-th applicant, found ineligible for two of three conditions."""
    application = an_applicant(round_, n, S.INELIGIBLE)
    lines = [
        {
            "code": code,
            "outcome": outcome,
            "limit": "",
            "basis": "NOTICE",
            "day": "2026-01-01",
            "clause": clause,
            "references": [],
        }
        for code, outcome, _, clause in REASONS
    ]
    seen = ", ".join(
        f'"{code}": {{"seen": "자료", "sentence": "{text} [{clause}]"}}'
        for code, _, text, clause in REASONS
    )
    Screening(
        district=round_.district,
        application=application,
        rules=some_rules(round_),
        result="INELIGIBLE",
        lines=lines,
        seen=f"{{{seen}}}",
        not_met="|INCOME_CAP|REPEAT_LIMIT|",
        screened_at=timezone.now(),
    ).save()
    return application


def a_publication(selection: Selection, **values) -> Publication:
    """The list announced on :data:`DAY`, appeals until long after, taken down later still."""
    publication = Publication(
        district=selection.district,
        selection=selection,
        **{
            "published_on": DAY,
            "appeal_until_on": date(2027, 6, 30),
            "remove_on": date(2098, 12, 31),
            "contact": "가상일자리과 02-000-0000",
            "appeal_place": "가상구청 3층 가상일자리과",
            "document_number": "가상일자리과-77",
            "bring": "신분증",
            **values,
        },
    )
    publication.save()
    return publication


def a_message_item(district) -> ConsentItem:
    """An optional item by which applicants agree to messages."""
    item = a_consent_form(district).items.get(category=ConsentItem.Category.OPTIONAL)
    item.for_messages = True
    item.save()
    return item


def a_consent(item: ConsentItem, application: Application, is_given: bool = True, **values):
    """The answer of one applicant to it."""
    Consent(
        district=item.district,
        application=application,
        item=item,
        is_given=is_given,
        **{"on": date(2026, 1, 2), **values},
    ).save()


def an_appeal(application: Application, selection: Selection, **values) -> Appeal:
    """An open appeal, due long after."""
    appeal = Appeal(
        district=application.district,
        application=application,
        selection=selection,
        **{
            "against": application.state,
            "filed_on": DAY,
            "due_on": date(2098, 12, 31),
            "ground": "점수를 다시 보아 주십시오.",
            **values,
        },
    )
    appeal.save()
    return appeal


def someone_at(selection: Selection, n: int) -> Person:
    """The n-th applicant's person."""
    return Application.objects.get(round=selection.round, number=n).person
