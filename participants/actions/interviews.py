"""Interviews: the panel and its reviewers, their marks, and the closing that ends marking."""

from datetime import date
from fractions import Fraction

from django.db import connection
from django.utils import timezone

from jobportal.platform.actors import allowed
from jobportal.platform.audit import current_acting
from jobportal.platform.models import User
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.rules.ruleset import RuleSet
from participants.interviews import INTERVIEWED, lacking
from participants.models import Application, InterviewPanel, InterviewSheet, Reviewer, Selection
from participants.queries import named
from programs.models import Round

CLOSED = (
    "면접 심사가 마감되어 점수를 받지 않습니다. 적은 점수는 아래에 그대로 있습니다. 고쳐야 하면 "
    "팀장에게 마감을 풀어 달라고 하세요."
)


def set_panel(round_: Round, held_on: date, place: str) -> InterviewPanel:
    """Note when and where the interview is held; raises :class:`Refused` once closed."""
    kept = InterviewPanel.objects.filter(round=round_).first()
    panel = _locked(kept) if kept else InterviewPanel(district=round_.district, round=round_)
    if panel.closed_at is not None:
        raise Refused("마감한 면접 심사입니다. 면접일과 장소를 바꾸려면 먼저 마감을 푸세요.")
    panel.held_on, panel.place = held_on, place
    panel.save()
    return panel


def add_reviewer(panel: InterviewPanel, user: User, is_external: bool) -> Reviewer:
    """Give a user of the district a seat; raises :class:`Refused`."""
    panel = _locked(panel)
    if panel.closed_at is not None:
        raise Refused("마감한 면접 심사입니다. 심사위원을 바꾸려면 먼저 마감을 푸세요.")
    if not allowed(user, Permission.INTERVIEW, panel.round):
        raise Refused(
            f"{user}님에게는 이 회차를 채점할 권한이 없습니다. ‘면접 채점’ 권한을 먼저 신청하세요."
        )
    if panel.reviewers.filter(user=user).exists():
        raise Refused(f"{user}님은 이미 심사위원입니다.")
    seat = Reviewer(district=panel.district, panel=panel, user=user, is_external=is_external)
    seat.save()
    return seat


def set_external(seat: Reviewer, is_external: bool) -> None:
    """Note whether a reviewer is from outside; raises :class:`Refused` once closed."""
    if _locked(seat.panel).closed_at is not None:
        raise Refused("마감한 면접 심사입니다. 심사위원을 바꾸려면 먼저 마감을 푸세요.")
    seat.is_external = is_external
    seat.save()


def remove_reviewer(seat: Reviewer) -> None:
    """Take a seat back from somebody who has marked nobody; raises :class:`Refused`."""
    panel = _locked(seat.panel)
    if panel.closed_at is not None:
        raise Refused("마감한 면접 심사입니다. 심사위원을 바꾸려면 먼저 마감을 푸세요.")
    if seat.sheets.exists():
        raise Refused(f"{seat}님은 이미 채점을 시작해 뺄 수 없습니다.")
    seat.delete()


def save_sheet(
    seat: Reviewer, application: Application, marks: dict[str, Fraction], opinion: str, submit: bool
) -> InterviewSheet:
    """Keep a reviewer's marks as a draft or submit them; call it in a transaction.

    A submitted sheet stays submitted: changing it needs the reason of ``acting``. Raises
    :class:`Refused` once the panel is closed or the applicant is not interviewed.
    """
    panel = _locked(seat.panel)
    if panel.closed_at is not None:
        raise Refused(CLOSED)
    if application.round_id != panel.round_id or application.state not in INTERVIEWED:
        raise Refused("면접 대상이 아닌 신청인입니다. 목록에서 다시 고르세요.")
    sheet = seat.sheets.filter(application=application).first()
    if sheet is not None and sheet.submitted_at and not current_acting().reason:
        raise Refused("이미 제출한 점수입니다. 고치는 까닭을 적으세요. 예: 협의 결과 반영")
    if sheet is None:
        sheet = InterviewSheet(district=panel.district, reviewer=seat, application=application)
    sheet.marks = {code: _text(mark) for code, mark in marks.items()}
    sheet.opinion = opinion
    if submit and sheet.submitted_at is None:
        sheet.submitted_at = timezone.now()
    sheet.save()
    return sheet


def _text(mark: Fraction) -> str:
    """An exact decimal of at most two places: 12, 12.5, 7.25."""
    whole, rest = divmod(int(mark * 100), 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def close(panel: InterviewPanel, rules: RuleSet) -> None:
    """End marking (a team lead's step): from then on the marks enter the score sheets.

    Raises :class:`Refused` while somebody lacks marks.
    """
    panel = _locked(panel)
    if panel.closed_at is not None:
        raise Refused("이미 마감한 면접 심사입니다.")
    if problems := _unmarked(panel.round, rules):
        raise Refused(*problems)
    panel.closed_at, panel.closed_by = timezone.now(), current_acting().name[:80]
    panel.save()


def _unmarked(round_: Round, rules: RuleSet) -> list[str]:
    """Whose marks stand against closing, in Korean: too few, or too few from outside."""
    missing, problems = lacking(round_, rules), []
    if missing.of_reviewers:
        problems.append(
            f"심사위원 {max(rules.rubric.min_reviewers, 1)}명의 점수가 아직 모이지 않은 신청인이 "
            f"있습니다: {named(missing.of_reviewers)}. 모두 제출한 뒤 마감하세요."
        )
    if missing.of_external:
        problems.append(
            f"외부위원 {rules.rubric.min_external}명의 점수가 아직 모이지 않은 신청인이 있습니다: "
            f"{named(missing.of_external)}. 외부위원이 점수를 제출한 뒤 마감하세요."
        )
    return problems


def reopen(panel: InterviewPanel) -> None:
    """Let marks be given again (a team lead's step); raises :class:`Refused` while a list
    waits for its decision or without the reason of ``acting``."""
    panel = _locked(panel)
    if panel.closed_at is None:
        raise Refused("마감하지 않은 면접 심사입니다.")
    if not current_acting().reason:
        raise Refused("마감을 푸는 까닭을 적으세요. 예: 채점 착오 정정")
    waiting = Selection.objects.filter(round=panel.round_id, state=Selection.State.PROPOSED)
    if waiting.exists():
        raise Refused("승인을 기다리는 선발안이 있습니다. 먼저 반려하세요.")
    panel.closed_at, panel.closed_by = None, ""
    panel.save()


def _locked(panel: InterviewPanel) -> InterviewPanel:
    """The panel read anew; whoever marks or closes at the same moment waits."""
    panels = InterviewPanel.objects.filter(pk=panel.pk)
    if connection.features.has_select_for_update:
        panels = panels.select_for_update(of=("self",))
    return panels.select_related("round__district", "district").get()
