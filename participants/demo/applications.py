"""Applications of made-up residents: received one after the other, with consents and papers."""

from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from jobportal.platform.rules.codes import VulnerableGroup
from participants.demo.duplicates import with_doubles
from participants.demo.office import Office
from participants.demo.plans import Stage, moment
from participants.demo.residents import Resident
from participants.demo.rounds import OpenRound
from participants.models import Application, ApplicationGroup, Consent, SubmittedDocument

S = Application.State
P = SubmittedDocument.State
Channel = Application.Channel
GROUPS = (
    *(VulnerableGroup.LOW_INCOME, VulnerableGroup.DISABLED, VulnerableGroup.LONG_UNEMPLOYED),
    *(VulnerableGroup.SINGLE_PARENT, VulnerableGroup.FEMALE_HEAD, VulnerableGroup.VETERAN),
)
CERTIFICATES = ("운전면허 1종", "컴퓨터활용능력 2급", "요양보호사", "직업상담사 2급")
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Of some thousand tokens in digits, one would look like a resident number and be refused."""
OFFICE_HOURS, SATURDAY = 9 * 3600, 5
DAYS_FOR_PAPERS = 7
DRAFTS, WITHDRAWN, LACKING = 0.06, 0.02, 0.03


def take_in(office: Office, opened: OpenRound) -> list[tuple[Application, Resident]]:
    """Everybody who applies for a round, in the order of their receipt numbers."""
    plan = opened.plan
    with_rrn = opened.round.programme.rrn_allowed
    residents = office.population.applicants(plan.applicants, plan.work_days, plan.ages, with_rrn)
    if plan.stage is Stage.TAKING:
        residents = with_doubles(office, residents)
    office.writer.add(one.person for one in residents if one.person.pk is None)
    applied = [(_application(office, opened, one), one) for one in residents]
    applied.sort(key=lambda pair: pair[0].received_at)
    for number, (application, _) in enumerate(applied, 1):
        application.number = number
    _leave_some_open(office, applied, DRAFTS if plan.stage is Stage.TAKING else 0)
    if plan.stage is not Stage.TAKING:
        _mark_households(applied)
    applications = [application for application, _ in applied]
    office.writer.add(applications)
    office.writer.add(_groups(office, applied))
    office.writer.add(_consents(office, applications))
    office.writer.add(_papers(office, opened, applications))
    return applied


def _application(office: Office, opened: OpenRound, resident: Resident) -> Application:
    random, home = office.random, resident.home
    dependants = random.randrange(home.size) if resident.is_head else 0
    is_at_dong = random.random() < 0.92
    first, second = _choices(office, opened)
    at = moment(_day_received(office, opened), random.randrange(OFFICE_HOURS))
    return Application(
        district=office.district,
        round=opened.round,
        person=resident.person,
        state=S.SUBMITTED,
        received_on=at.date(),
        received_at=at,
        channel=Channel.DONG_OFFICE if is_at_dong else Channel.DISTRICT_COUNTER,
        reception_dong=home.dong if is_at_dong else "",
        clerk=office.staff,
        household_size=home.size,
        is_head=resident.is_head,
        dependants=dependants,
        first_choice=first,
        second_choice=second,
        accepts_any=random.random() < 0.9,
        certificates=random.choice(CERTIFICATES) if random.random() < 0.2 else "",
        experience_years=Decimal(random.randrange(24)) / 2,
        token=f"{random.getrandbits(128):032x}".translate(LETTERS),
    )


def _day_received(office: Office, opened: OpenRound) -> date:
    """Most come on the first days and on the last, nobody at a weekend."""
    plan = opened.plan
    last = min(plan.apply_to_on, plan.today)
    days = [plan.apply_from_on + timedelta(n) for n in range((last - plan.apply_from_on).days + 1)]
    days = [day for day in days if day.weekday() < SATURDAY] or days
    share = office.random.betavariate(0.7, 0.9)
    return days[min(int(share * len(days)), len(days) - 1)]


def _choices(office: Office, opened: OpenRound) -> tuple:
    """The first and second preference; some have none, some only one."""
    random, projects = office.random, opened.projects
    n = min(random.choices((0, 1, 2), (10, 25, 65))[0], len(projects))
    chosen = random.sample(projects, n)
    return (*chosen, None, None)[:2]


def _leave_some_open(
    office: Office, applied: list[tuple[Application, Resident]], drafts: float
) -> None:
    """Some have been withdrawn, some lack papers, and some may be drafts yet."""
    shares = (WITHDRAWN, LACKING, drafts)
    withdrawn, lacking, begun = (ceil(share * len(applied)) for share in shares)
    chosen = [one for one, _ in office.random.sample(applied, withdrawn + lacking + begun)]
    for one in chosen[:withdrawn]:
        one.state, one.state_reason = S.WITHDRAWN, "본인 요청(전화 확인)"
    for one in chosen[withdrawn : withdrawn + lacking]:
        one.state = S.SUPPLEMENT_REQUESTED
    for one in chosen[withdrawn + lacking :]:
        one.state, one.number, one.received_at = S.DRAFT, None, None


def _mark_households(applied: list[tuple[Application, Resident]]) -> None:
    """The marks by which the enquiry told who lives together."""
    marks: dict[int, str] = {}
    for application, resident in applied:
        home = id(resident.home)
        marks.setdefault(home, f"세대-{len(marks) + 1:04d}")
        application.household_code = marks[home]


def _groups(office: Office, applied: list[tuple[Application, Resident]]):
    for application, resident in applied:
        n = office.random.choices((0, 1, 2), (60, 32, 8))[0]
        chosen = dict.fromkeys(office.random.choices(GROUPS, k=n))
        if resident.home.size == 1:
            chosen.pop(VulnerableGroup.SINGLE_PARENT, None)
        for group in chosen:
            yield ApplicationGroup(
                district=office.district, application=application, group=group.value
            )


def _consents(office: Office, applications: list[Application]):
    for application in applications:
        for item in office.consent_items:
            yield Consent(
                district=office.district,
                application=application,
                item=item,
                is_given=item.is_mandatory or office.random.random() < 0.8,
                on=application.received_on,
            )


def _papers(office: Office, opened: OpenRound, applications: list[Application]):
    """Everything mandatory came, but what drafts still lack and what was asked for."""
    for application in applications:
        is_asked = application.state == S.SUPPLEMENT_REQUESTED
        lacks = application.state == S.DRAFT or is_asked
        for document in opened.papers:
            yield _paper(office, application, document, lacks, is_asked)
            lacks = is_asked = False if document.is_mandatory else is_asked


def _paper(office, application, document, lacks: bool, is_asked: bool) -> SubmittedDocument:
    paper = SubmittedDocument(district=office.district, application=application, document=document)
    if lacks and document.is_mandatory:
        if is_asked:
            paper.state, paper.requested_on = P.REQUESTED, application.received_on
            paper.due_on = application.received_on + timedelta(days=DAYS_FOR_PAPERS)
    elif document.is_mandatory or office.random.random() < 0.3:
        paper.state, paper.submitted_on = P.SUBMITTED, application.received_on
    else:
        paper.state = P.NOT_APPLICABLE
    return paper
