"""The approved list announced, and the appeals that come in and are answered."""

from datetime import date

from django.conf import settings

from jobportal.platform.terms import term_end
from participants.appeals.queries import AGAINST
from participants.demo.office import Office
from participants.demo.plans import DAY, Stage
from participants.demo.rounds import OpenRound
from participants.models import Appeal, Application, Publication, Selection

State = Appeal.State
GROUNDS = (
    "재산 조회 결과에 이미 판 집이 들어 있습니다.",
    "참여 횟수가 실제와 다릅니다.",
    "부양가족 수가 한 명 빠졌습니다.",
)
KEPT = "조회 결과와 제출 서류를 다시 확인하였으나 결과가 같아 기각합니다."
ONE_IN = 40
"""One in so many of those without a post appeals."""


def announce(office: Office, opened: OpenRound, selection: Selection) -> Publication:
    """Announce the list on the day of selection, as the office sets its terms."""
    day = opened.plan.select_on
    publication = Publication(
        district=office.district,
        selection=selection,
        published_on=day,
        appeal_until_on=term_end(day, settings.APPEAL_WORKDAYS),
        remove_on=day + settings.PUBLICATION_DAYS * DAY,
        contact="일자리정책과(가상)",
        document_number=f"가상정책과-{opened.plan.select_on:%m%d}",
        appeal_place="구청 3층 일자리정책과(방문·우편)",
        bring="신분증, 통장 사본",
    )
    office.writer.add([publication])
    return publication


def appeal(
    office: Office, opened: OpenRound, publication: Publication, applications: list[Application]
) -> None:
    """A few of those refused, waiting or not selected appeal; the first takes the appeal back."""
    against = [one for one in applications if one.state in AGAINST]
    chosen = office.random.sample(against, min(len(against), 2 + len(against) // ONE_IN))
    office.writer.add(_appeal(office, opened, publication, one, n) for n, one in enumerate(chosen))


def _appeal(
    office: Office, opened: OpenRound, publication: Publication, one: Application, n: int
) -> Appeal:
    filed_on = _filed_on(office, opened, publication)
    found = Appeal(
        district=office.district,
        application=one,
        selection=publication.selection,
        against=AGAINST[one.state],
        filed_on=filed_on,
        due_on=term_end(filed_on, settings.ANSWER_WORKDAYS),
        ground=office.random.choice(GROUNDS),
    )
    if opened.plan.stage is not Stage.ANNOUNCED:
        found.state = State.REJECTED if n else State.WITHDRAWN
        found.answer = KEPT if n else ""
        found.decided_on = filed_on + 6 * DAY
        found.decided_by = office.staff.name
    return found


def _filed_on(office: Office, opened: OpenRound, publication: Publication) -> date:
    """A day of the term that has come."""
    last = min(publication.appeal_until_on, opened.plan.today)
    days = (last - publication.published_on).days
    return publication.published_on + office.random.randrange(days + 1) * DAY
