"""Scoring a round: every eligible applicant gets a score sheet; only what differs is written."""

from dataclasses import dataclass

from django.utils import timezone

from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from participants.actions.locking import lock_round
from participants.models import Application, Score
from participants.queries import in_states
from participants.selection.outcomes import LISTED
from participants.selection.scores import Sheet, sheets_of
from participants.workflow import move
from programs.models import Round, RoundRules
from programs.preparation import announced_rules, rules_of

S = Application.State
NEWLY = (S.ELIGIBLE, S.SCORED)


@dataclass(frozen=True)
class Scored:
    """How many sheets there are, were written, are incomplete, and how many applicants moved on."""

    sheets: int
    written: int
    incomplete: int
    moved: int


def score_round(round_: Round) -> Scored:
    """Score the eligible and the scored of a round; call it in a transaction.

    Whoever has a complete sheet goes on from ELIGIBLE to SCORED. The sheets of those on an approved
    list stay as they were decided on, unless corrected rules were announced since. Raises
    :class:`Refused`.
    """
    lock_round(round_)
    version = _rules_to_score_by(round_)
    kept = {row.application_id: row for row in Score.objects.filter(application__round=round_)}
    chosen = [
        one
        for one in in_states(round_, (*NEWLY, *LISTED))
        if one.state in NEWLY or one.pk not in kept or kept[one.pk].rules_id != version.pk
    ]
    made = sheets_of(round_, rules_of(version), chosen)
    written = _write(chosen, made, kept, version)
    ready = [one for one in chosen if one.state == S.ELIGIBLE and made[one.pk].is_complete]
    for one in ready:
        move(one, S.SCORED)
    audited_bulk(update=ready)
    incomplete = sum(not sheet.is_complete for sheet in made.values())
    return Scored(len(made), written, incomplete, len(ready))


def _rules_to_score_by(round_: Round) -> RoundRules:
    if round_.state == Round.State.CLOSED:
        raise Refused("마감한 회차입니다. 먼저 ‘회차 준비’에서 마감을 푸세요.")
    version = announced_rules(round_)
    if version is None:
        raise Refused("공고(확정)한 선발 기준이 없습니다. ‘회차 준비’에서 선발 기준을 공고하세요.")
    rubric = rules_of(version).rubric
    if rubric is None:
        raise Refused("배점표가 없는 추첨 회차입니다. 점수 산정 없이 선발안을 만드세요.")
    if not (rubric.criteria or rubric.bonuses or rubric.penalties):
        raise Refused("배점표에 고려요소가 없습니다. 배점표를 채워 정정 공고하세요.")
    return version


def _write(
    applications: list[Application],
    made: dict[int, Sheet],
    kept: dict[int, Score],
    version: RoundRules,
) -> int:
    """Save the sheets that are new or say something else; how many."""
    created, changed = [], []
    for one in applications:
        sheet, row = made[one.pk], kept.get(one.pk)
        if row is None:
            row = Score(district=version.district)
            created.append(_filled(row, one, sheet, version))
        elif row.rules_id != version.pk or sheet.differs_from(row):
            changed.append(_filled(row, one, sheet, version))
    audited_bulk(create=created, update=changed)
    return len(created) + len(changed)


def _filled(row: Score, application: Application, sheet: Sheet, version: RoundRules) -> Score:
    row.application, row.rules, row.scored_at = application, version, timezone.now()
    row.total_hundredths, row.lines, row.inputs = sheet.total_hundredths, sheet.lines, sheet.inputs
    row.is_complete, row.needs_discussion = sheet.is_complete, sheet.needs_discussion
    return row
