"""The notice of the result to an applicant (통보서): what it says, for one or for thousands."""

from dataclasses import dataclass

from jobportal.platform.masking import Audience, mask_birth, mask_name
from jobportal.platform.rules.wage import WageRule
from jobportal.platform.values.dates import kdate, kdate_weekday, kperiod
from jobportal.platform.values.official_text import Item, Line, item, numbered
from participants.announcing.notice_facts import lowest_selected, score_text
from participants.announcing.publications import pool_label, round_title, until_text
from participants.announcing.recipients import INELIGIBLE, Recipient
from participants.announcing.refusal_notice import CURE, refusal_facts
from participants.appeals.terms import Terms
from participants.models import Publication, Selection, SelectionEntry
from participants.placement.working_hours import hours_of, wage_of
from participants.screenings import reasons_of
from participants.selection.quota import ALL
from programs.models import Round

E = SelectionEntry.State


@dataclass(frozen=True)
class Notice:
    """One page to one person."""

    person_id: int
    receipt: str
    name: str
    birth: str
    lines: tuple[Line, ...]


def notices(publication: Publication, found: list[Recipient]) -> list[Notice]:
    """The notices of these people; a fixed number of queries for any number of them."""
    writer = _Writer(publication, found)
    return [writer.notice(one) for one in found]


class _Writer:
    """What the notices of one announcement share."""

    def __init__(self, publication: Publication, found: list[Recipient]):
        self.publication = publication
        self.selection: Selection = publication.selection
        self.round: Round = self.selection.round
        self.title = round_title(self.round)
        self.lowest = lowest_selected(self.selection)
        refused_ones = [one.application.pk for one in found if one.entry is None]
        self.reasons = reasons_of(refused_ones) if refused_ones else {}
        self.wage: WageRule = wage_of(self.round)
        self.terms = Terms(publication)
        self.is_drawn = self.selection.method == Selection.Method.LOTTERY

    def notice(self, one: Recipient) -> Notice:
        """The page of one person."""
        person = one.person
        return Notice(
            person_id=person.pk,
            receipt=one.application.receipt,
            name=mask_name(person.name, Audience.PRINT),
            birth=mask_birth(person.birth_on, Audience.PRINT),
            lines=numbered([*self.told(one), self.appeal(one)]),
        )

    def told(self, one: Recipient) -> list[Item]:
        """The result and what follows from it."""
        opening = f"귀하가 신청하신 ‘{self.title}’의 결과를 다음과 같이 알려 드립니다."
        write = {
            E.SELECTED: self.selected,
            E.RESERVE: self.reserve,
            E.NOT_SELECTED: self.not_selected,
            INELIGIBLE.value: self.ineligible,
        }[one.result]
        facts, after = write(one)
        return [item(opening, *facts), item(after)]

    def selected(self, one: Recipient) -> tuple[list, str]:
        """Where and when the work begins."""
        project = one.entry.project
        facts = [f"결과: 선발{self.in_pool(one)}"]
        if project:
            unit = f"({project.host_unit})" if project.host_unit else ""
            hours = hours_of(project, one.application, self.wage)
            facts += [
                f"배정 사업: {project.title}{unit}",
                f"근무 시간: 1일 {hours}시간, 주 {self.wage.days_per_week}일",
            ]
        facts += [
            f"근무 시작일: {kdate_weekday(self.round.starts_on)}",
            f"근무 기간: {kperiod(self.round.starts_on, self.round.ends_on)}",
        ]
        if self.publication.bring:
            facts.append(f"첫날 준비물: {self.publication.bring}")
        return facts, (
            "출근 시각과 장소, 근로계약과 안전교육은 배정 부서에서 따로 안내합니다. 참여하지 "
            "않으시려면 근무 시작일 전에 문의처로 알려 주시기 바랍니다."
        )

    def reserve(self, one: Recipient) -> tuple[list, str]:
        """The rank, and what happens next."""
        facts = [f"결과: 예비{self.in_pool(one)}", f"예비 순위: {one.entry.reserve_rank}순위"]
        return facts, (
            "선발된 사람이 참여하지 않거나 그만두면 같은 모집 구분의 예비 순위에 따라 전화로 "
            "연락드립니다. 연락처가 바뀌면 문의처로 알려 주시기 바랍니다. 사업이 끝나는 "
            f"{kdate(self.round.ends_on)}까지 자리가 나지 않으면 예비는 끝납니다."
        )

    def not_selected(self, one: Recipient) -> tuple[list, str]:
        """The person's own score beside the lowest one selected."""
        entry = one.entry
        facts = [f"결과: 미선발{self.in_pool(one)}"]
        if self.is_drawn:
            facts.append(f"추첨 순번: {entry.rank:,}번째")
        lowest = score_text(self.lowest.get(entry.pool))
        if entry.score_hundredths is not None:
            facts.append(f"귀하의 점수: {score_text(entry.score_hundredths)}점")
        if entry.score_hundredths is not None and lowest:
            facts.append(f"같은 모집 구분에서 선발된 사람의 가장 낮은 점수: {lowest}점")
        facts += [f"사유: {text}" for text in (entry.reason,) if text]
        if entry.tie:
            facts.append(entry.tie if self.is_drawn else f"동점 처리: {entry.tie}")
        if self.is_drawn:
            return facts, (
                "추첨은 공고 명단에 적힌 씨앗값과 접수번호로 누구나 다시 해 볼 수 있습니다. 다음 "
                "모집에도 신청하실 수 있습니다."
            )
        return facts, (
            "점수의 항목별 내용은 본인임을 확인한 뒤 문의처에서 보실 수 있습니다. 다음 모집에도 "
            "신청하실 수 있습니다."
        )

    def ineligible(self, one: Recipient) -> tuple[list, str]:
        """Every condition that was not met, with its clause."""
        reasons = self.reasons.get(one.application.pk, [])
        return refusal_facts(reasons, one.application.state_reason), CURE

    def in_pool(self, one: Recipient) -> str:
        """The pool in brackets, unless there is but one for everybody."""
        label = pool_label(one.entry.pool) if one.entry.pool != ALL else ""
        return f"(모집 구분: {label})" if label else ""

    def appeal(self, one: Recipient) -> Item:
        """Until when and where one may object."""
        until = until_text(self.terms.of(one.application))
        place = self.publication.appeal_place or self.publication.contact
        if one.result == E.SELECTED:
            return item(f"결과에 대한 문의와 이의는 {until}까지 받습니다. 내는 곳: {place}")
        return item(
            "결과에 이의가 있으시면 다음과 같이 이의를 신청하실 수 있습니다.",
            f"기한: {until}까지",
            f"내는 곳: {place}",
            "내는 것: 접수번호, 성명, 이의 내용을 적은 이의신청서(정해진 서식 없음)",
        )
