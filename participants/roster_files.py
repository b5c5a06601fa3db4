"""Large rosters as files made in the background."""

from functools import partial

from jobportal.platform.access import account_name
from jobportal.platform.downloads import MadeFile, taken_by
from jobportal.platform.jobs.kinds import FileKind, FileRefused, Order
from jobportal.platform.permissions import Permission
from participants.rosters import Preset, made_roster, records_of
from programs.models import Round

PERMISSION = Permission.DOWNLOAD_PERSONAL
NOBODY = "명단에 실을 사람이 이제 없습니다. 회차나 명단을 다시 고르세요."


def _make(order: Order) -> tuple[MadeFile, set[int]]:
    """The roster from the records of now, as far as the account reaches."""
    job = order.job
    preset = Preset(job.parameters["preset"])
    reach = partial(order.actor.reach, permission=PERMISSION)
    rounds = list(reach(Round).filter(pk__in=job.parameters["rounds"]))
    records = records_of(preset, reach, rounds)
    if not records.exists():
        raise FileRefused(NOBODY)
    notes = taken_by(account_name(order.actor.user), job.purpose)
    return made_roster(preset, records, job.title, notes, order.counted)


ROSTER_FILE = FileKind("ROSTER", "명단 내려받기", PERMISSION, _make)
