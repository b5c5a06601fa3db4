"""Safety duties person by person: training sessions of a round, who attended, health checks."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from participants.actions.locking import lock_round, require_newest
from participants.models import HealthExam, Placement, SafetyTraining, TrainingAttendance
from participants.refusals import in_one_piece
from programs.models import Round


def add_session(
    round_: Round, kind: str, held_on: date, title: str, seen: int | None = None
) -> SafetyTraining:
    """A training session of the round, with the next code of its own.

    ``seen`` is the newest session that was shown; raises StaleRecord when there is another since.
    """
    with in_one_piece():
        lock_round(round_)
        require_newest(round_.safety_trainings.all(), seen)
        codes = SafetyTraining.objects.of(round_.district).values_list("code", flat=True)
        taken, number = set(codes.filter(code__startswith=round_.code)), 1
        while (code := f"{round_.code}-교육-{number}") in taken:
            number += 1
        session = SafetyTraining(
            district=round_.district,
            round=round_,
            code=code,
            kind=kind,
            held_on=held_on,
            title=title,
        )
        session.save()
        return session


def attend(session: SafetyTraining, shown: Collection[int], chosen: Collection[int]) -> int:
    """Of the placements shown exactly the chosen attended, by number; others stay as they are.

    Gives how many attended the session altogether. Raises Refused.
    """
    if session.held_on > timezone.localdate():
        raise Refused("아직 열리지 않은 교육입니다. 교육일이 지난 뒤에 참석을 적으세요.")
    with in_one_piece():
        lock_round(session.round)
        there = {row.placement_id: row for row in session.attendances.select_related("placement")}
        for pk in there.keys() & (set(shown) - set(chosen)):
            there[pk].delete()
        new = _of_round(session.round, set(chosen) - there.keys())
        audited_bulk(
            create=[
                TrainingAttendance(district=session.district, session=session, placement=one)
                for one in new
            ]
        )
        session.attendees = session.attendances.count()
        session.save()
        return session.attendees


def examine(round_: Round, chosen: Collection[int], on: date, agency: str) -> int:
    """Health checks on a day, by number of the placement; gives how many are new."""
    if on > timezone.localdate():
        raise Refused("검진일이 오늘보다 뒤입니다. 검진을 받은 뒤에 적으세요.", field="on")
    if not chosen:
        raise Refused("검진을 받은 사람을 한 사람 이상 고르세요.")
    with in_one_piece():
        lock_round(round_)
        known = HealthExam.objects.filter(placement__in=chosen, examined_on=on)
        new = _of_round(round_, set(chosen) - set(known.values_list("placement", flat=True)))
        audited_bulk(
            create=[
                HealthExam(district=round_.district, placement=one, examined_on=on, agency=agency)
                for one in new
            ]
        )
        return len(new)


def _of_round(round_: Round, chosen: Collection[int]) -> list[Placement]:
    """The placements of the round with these numbers; raises Refused when one is not."""
    rows = Placement.objects.filter(round=round_, pk__in=chosen).select_related("project", "round")
    found = list(rows.exclude(state=Placement.State.CANCELLED))
    if len(found) != len(chosen):
        raise Refused("이 회차의 배치가 아닌 사람이 있습니다. 화면을 새로 열어 다시 고르세요.")
    return found
