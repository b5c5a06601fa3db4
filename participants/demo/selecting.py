"""Score sheets of the made-up eligible; their list, proposed by one and approved by another."""

from dataclasses import replace

from jobportal.platform.audit import Via, acting
from jobportal.platform.rules.quota import Pool
from participants.demo.office import Office
from participants.demo.plans import DAY, REASON, moment
from participants.demo.rounds import OpenRound
from participants.models import Application, Score, Selection, SelectionEntry
from participants.selection.kept import digest_of, entries_from, terms_of, undecided
from participants.selection.outcomes import Material, material_of, outcome_of
from participants.selection.quota import ALL, POOL_LABELS
from participants.selection.scores import sheets_of
from participants.workflow import move, move_by_list

S = Application.State
State = Selection.State
WAIVING = "확인이 늦어지는 신청인은 확인되는 대로 새 판에 반영합니다."


def score(office: Office, opened: OpenRound, eligible: list[Application]) -> None:
    """Give every eligible applicant their sheet."""
    made = sheets_of(opened.round, opened.rules, eligible)
    at = moment(opened.plan.apply_to_on + 16 * DAY, 3_600)
    office.writer.add(
        Score(
            district=office.district,
            application=one,
            rules=opened.version,
            scored_at=at,
            **vars(made[one.pk]),
        )
        for one in eligible
    )
    for one in eligible:
        if made[one.pk].is_complete:
            move(one, S.SCORED)


def propose(office: Office, opened: OpenRound) -> tuple[Selection, list[SelectionEntry]]:
    """The demo staff proposes the first version of the list."""
    material = _material(opened)
    outcome = outcome_of(material)
    selection = Selection(
        district=office.district,
        round=opened.round,
        number=1,
        rules=opened.version,
        method=material.method,
        terms=terms_of(material, waiving=WAIVING if undecided(opened.round) else ""),
        proposed_by=office.staff,
        proposed_at=moment(opened.plan.listed_on, 3_600),
    )
    entries = entries_from(selection, material, outcome)
    selection.digest = digest_of(selection, entries)
    office.writer.add([selection])
    for entry in entries:
        entry.selection = selection
    office.writer.add(entries)
    return selection, entries


def _material(opened: OpenRound) -> Material:
    """What the list is made from; a document's round selects as many as it prints."""
    material = material_of(opened.round)
    if len(opened.plan.posts) > 1 or opened.plan.total_posts == opened.round.planned_posts:
        return material
    pool = Pool(ALL, POOL_LABELS[ALL], opened.plan.total_posts)
    return replace(material, pools=(pool,))


def approve(
    office: Office, opened: OpenRound, selection: Selection, entries: list[SelectionEntry]
) -> None:
    """The demo lead approves, and everybody on the list gets the state it says."""
    selection.state, selection.decided_by = State.APPROVED, office.lead
    selection.decided_at = moment(opened.plan.listed_on + DAY, 10_800)
    with acting(office.lead, via=Via.COMMAND, reason=REASON):
        office.writer.change([selection], "state", "decided_by", "decided_at")
        for entry in entries:
            move_by_list(entry.application, entry.state, "선발안 제1판")
        office.writer.change((one.application for one in entries), "state", "state_reason")
