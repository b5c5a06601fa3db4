"""Screening a round: its review begun, every rule put to every applicant, results confirmed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from jobportal.platform.rules.findings import Eligibility, Finding, Outcome
from participants.actions.locking import lock_round
from participants.models import Application, Person, Screening, Selection
from participants.queries import in_states, open_papers_of
from participants.rechecks import assessed, is_overtaken, overtaken, recheck
from participants.screenings import (
    Overrides,
    code_text,
    kept_results,
    kept_screenings,
    labels,
    overrides_of,
)
from participants.workflow import move
from programs.models import Round, RoundRules
from programs.preparation import announced_rules

S = Application.State
E = Eligibility
WAITING = (S.SUBMITTED, S.SUPPLEMENT_REQUESTED)
"""States in which the review has not begun."""
CONFIRMED = (S.ELIGIBLE, S.INELIGIBLE, S.SCORED)
"""States after a confirmed result, in which the review may be opened again."""


@dataclass
class Started:
    """How many reviews were begun, and how many wait for papers."""

    started: int = 0
    waiting: int = 0


@dataclass
class Screened:
    """How many of each result there are, and how many differ from the screening before."""

    results: Counter = field(default_factory=Counter)
    changed: int = 0


@dataclass
class Decided:
    """How many results were confirmed, and why the others were left."""

    eligible: int = 0
    ineligible: int = 0
    to_confirm: int = 0
    unscreened: int = 0
    outdated: int = 0
    lacking_papers: int = 0


def start_review(round_: Round, applications: Iterable[Application]) -> Started:
    """Begin the review of those whose papers are complete, or whose deadline has passed.

    Call it in a transaction, with applications of the round read whole.
    """
    lock_round(round_)
    chosen = [one for one in applications if one.state in WAITING]
    papers, today = open_papers_of(round_, [one.pk for one in chosen]), timezone.localdate()
    begun = [
        one
        for one in chosen
        if not papers[one.pk]
        or any(paper.due_on and paper.due_on < today for paper in papers[one.pk])
    ]
    for one in begun:
        move(one, S.UNDER_REVIEW)
    audited_bulk(update=begun)
    return Started(len(begun), len(chosen) - len(begun))


def rules_in_force(round_: Round) -> RoundRules:
    """The announced rules; raises Refused when the round has none."""
    rules = announced_rules(round_)
    if rules is None:
        raise Refused(
            "공고(확정)한 선발 기준이 없어 심사할 수 없습니다. ‘회차 준비’에서 선발 기준을 "
            "공고하세요."
        )
    return rules


def screen(round_: Round, applications: Iterable[Application]) -> Screened:
    """Put the announced rules to those under review and keep every answer.

    Only what differs from the screening before is written. Call it in a transaction; raises
    Refused when the round has no announced rules.
    """
    lock_round(round_)
    rules = rules_in_force(round_)
    chosen = [one for one in applications if one.state == S.UNDER_REVIEW]
    pks = [one.pk for one in chosen]
    found, decided, kept = assessed(rules, chosen), overrides_of(pks), kept_screenings(pks)
    created, updated, told = [], [], Screened()
    for one in chosen:
        row = kept.get(one.pk) or Screening(district=round_.district)
        row.application, before = one, _content(row)
        keep(row, rules, found[one.pk], decided.get(one.pk, {}))
        told.results[row.result] += 1
        if row.pk is None:
            created.append(row)
        elif _content(row) != before:
            updated.append(row)
    for row in (*created, *updated):
        row.screened_at = timezone.now()
    audited_bulk(create=created, update=updated)
    told.changed = len(created) + len(updated)
    return told


def screen_overtaken(round_: Round) -> Screened:
    """Screen exactly those under review whose result things have overtaken.

    Call it in a transaction; raises Refused when the round has no announced rules.
    """
    lock_round(round_)
    rules, review = rules_in_force(round_), in_states(round_, [S.UNDER_REVIEW])
    due = overtaken(rules, review)
    return screen(round_, [one for one in review if one.pk in due])


def rescreen(round_: Round, pks: Iterable[int]) -> None:
    """Screen anew those of these applications of which something was corrected since they were."""
    screened = Screening.objects.filter(application__in=pks).order_by()
    screen_again(round_, screened.values_list("application", flat=True))


def screen_again(round_: Round, pks: Iterable[int]) -> Screened:
    """Screen those of these applications that are under review, e.g. as results of them came in.

    Nobody before the round has announced rules. Call it in a transaction.
    """
    found = in_states(round_, [S.UNDER_REVIEW], set(pks))
    return screen(round_, found) if found and announced_rules(round_) else Screened()


def lock_reviews(person: Person) -> dict[Round, list[int]]:
    """Lock the rounds that review somebody, in one order, and give their applications by round.

    For whoever corrects the person: before it, so that nobody waits for the other, and to
    :func:`rescreen` after it.
    """
    rows = Application.objects.filter(person=person, state=S.UNDER_REVIEW).select_related("round")
    found: dict[Round, list[int]] = {}
    for one in rows.order_by("round_id", "pk"):
        found.setdefault(one.round, []).append(one.pk)
    for round_ in found:
        lock_round(round_)
    return found


def _content(row: Screening) -> tuple:
    return (row.rules_id, row.lines, row.seen, row.result, row.not_met, row.to_confirm)


def keep(
    row: Screening, rules: RoundRules, findings: tuple[Finding, ...], decided: Overrides
) -> None:
    """Note the answers on the screening (the caller saves)."""
    row.rules = rules
    row.lines = [_line(one) for one in findings]
    row.seen_by_code = {one.code: _seen(one) for one in findings}
    settle(row, decided)


def _seen(finding: Finding) -> dict[str, str]:
    """What was seen; the sentence only where it can stand in a notice."""
    seen = {"seen": finding.seen}
    return seen if finding.outcome is Outcome.MET else {**seen, "sentence": finding.sentence}


def _line(finding: Finding) -> dict:
    return {
        "code": finding.code,
        "outcome": finding.outcome,
        "limit": finding.limit,
        "basis": finding.basis,
        "day": finding.day.isoformat() if finding.day else "",
        "clause": finding.clause,
        "references": list(finding.references),
    }


def settle(row: Screening, decided: Overrides) -> None:
    """Work out the result from the answers with the officers' decisions on top."""
    codes: dict[str, list[str]] = {outcome: [] for outcome in Outcome}
    for line in row.lines:
        override = decided.get(line["code"])
        codes[override.outcome if override else line["outcome"]].append(line["code"])
    row.not_met = code_text(codes[Outcome.NOT_MET])
    row.to_confirm = code_text(codes[Outcome.TO_CONFIRM])
    is_open = E.TO_CONFIRM if row.to_confirm else E.ELIGIBLE
    row.result = E.INELIGIBLE if row.not_met else is_open


def decide(round_: Round, applications: Iterable[Application]) -> Decided:
    """An officer confirms the results: eligible or refused, with the rules not met as the reason.

    Left as they are: what is to be confirmed, what was not screened, what would be answered
    otherwise today, and the eligible with a mandatory paper still to come. Call it in a
    transaction; raises Refused when the round has no announced rules.
    """
    lock_round(round_)
    rules = rules_in_force(round_)
    chosen = [one for one in applications if one.state == S.UNDER_REVIEW]
    pks = [one.pk for one in chosen]
    kept, papers, now = kept_results(pks), open_papers_of(round_, pks), recheck(chosen)
    told, moved = Decided(), []
    for one in chosen:
        row = kept.get(one.pk)
        if row is None:
            told.unscreened += 1
        elif is_overtaken(row, rules, now[one.pk]):
            told.outdated += 1
        elif row.result == E.TO_CONFIRM:
            told.to_confirm += 1
        elif row.result == E.ELIGIBLE and papers[one.pk]:
            told.lacking_papers += 1
        elif row.result == E.ELIGIBLE:
            move(one, S.ELIGIBLE, missing=[])
            told.eligible += 1
            moved.append(one)
        else:
            move(one, S.INELIGIBLE, labels(row.not_met))
            told.ineligible += 1
            moved.append(one)
    audited_bulk(update=moved)
    return told


def reopen(application: Application, reason: str) -> None:
    """Open a confirmed result again (the caller's transaction); raises Refused."""
    if application.state not in CONFIRMED:
        raise Refused("확정한 심사 결과만 다시 열 수 있습니다. 지금 상태를 확인하세요.")
    approved = Selection.objects.filter(round=application.round, state=Selection.State.APPROVED)
    if approved.exists():
        raise Refused(
            "선발안이 확정된 회차라 심사 결과를 다시 열 수 없습니다. 이의신청으로 처리하세요."
        )
    if not reason.strip():
        raise Refused("다시 심사하는 사유를 적으세요. 예: 재산 조회 결과 정정", field="reason")
    move(application, S.UNDER_REVIEW, reason)
    application.save()
