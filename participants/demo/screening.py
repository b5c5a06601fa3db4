"""The rules put to the made-up applicants of a round, an officer's word where they cannot tell."""

from participants.actions.screening import assessed, keep, settle
from participants.demo.office import Office
from participants.demo.plans import DAY, Stage, moment
from participants.demo.rounds import OpenRound
from participants.models import Application, RuleOverride, Screening
from participants.screenings import codes_in, labels
from participants.workflow import move

S = Application.State
ASKED = ("전화로 확인함", "신분증과 서류로 확인함", "동주민센터에 확인함")


def screen(office: Office, opened: OpenRound, applications: list[Application]) -> list[Application]:
    """Screen everybody who is under review and confirm what is certain; gives the eligible."""
    for one in applications:
        move(one, S.UNDER_REVIEW)
    office.writer.change(applications, "state")
    found = assessed(opened.version, applications)
    at = moment(opened.plan.apply_to_on + 9 * DAY, 7_200)
    rows = []
    for one in applications:
        row = Screening(district=office.district, application=one, screened_at=at)
        keep(row, opened.version, found[one.pk], {})
        rows.append(row)
    if opened.plan.stage is not Stage.PROPOSED:
        _settle_open(office, opened, rows)
    office.writer.add(rows)
    for row in rows:
        _confirm(row)
    return [one for one in applications if one.state == S.ELIGIBLE]


def _settle_open(office: Office, opened: OpenRound, rows: list[Screening]) -> None:
    """What the rules could not tell an officer has found out and decided."""
    at = moment(opened.plan.apply_to_on + 10 * DAY, 3_600)
    decided = []
    for row in rows:
        overrides = {code: _override(office, row, code, at) for code in codes_in(row.to_confirm)}
        settle(row, overrides)
        decided += overrides.values()
    office.writer.add(decided)


def _override(office: Office, row: Screening, code: str, at) -> RuleOverride:
    return RuleOverride(
        district=office.district,
        application=row.application,
        code=code,
        outcome="MET" if office.random.random() < 0.8 else "NOT_MET",
        reason=office.random.choice(ASKED),
        decided_by=office.staff.name,
        decided_at=at,
    )


def _confirm(row: Screening) -> None:
    if row.result == "ELIGIBLE":
        move(row.application, S.ELIGIBLE, missing=[])
    elif row.result == "INELIGIBLE":
        move(row.application, S.INELIGIBLE, labels(row.not_met))
