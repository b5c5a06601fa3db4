"""Large rosters as files made in the background."""

from functools import partial

from jobportal.platform.access import account_name
from jobportal.platform.downloads import MadeFile, made_in_memory, taken_by
from jobportal.platform.jobs.kinds import FileKind, Order
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from participants.rosters.by_use import Preset, made_roster, records_of, rows_for
from participants.rosters.identity import (
    IDENTITY_ROSTERS,
    IdentityUse,
    identity_headings,
    records_for,
    with_numbers,
)
from programs.models import Round

PERMISSION = Permission.DOWNLOAD_PERSONAL
ASKED = "{:,}줄의 큰 명단이라 따로 만듭니다. 다 되면 이 화면에서 받으세요."
SHARED = (
    "조금 전에 같은 조건과 목적으로 요청하신 파일이 있어 새로 만들지 않았습니다. "
    "그 뒤에 바뀐 내용까지 담으려면 ‘다시 만들기’를 누르세요."
)
NOBODY = "명단에 실을 사람이 이제 없습니다. 회차나 명단을 다시 고르세요."


def _make(order: Order) -> tuple[MadeFile, set[int]]:
    """The roster from the records of now, as far as the account reaches."""
    job = order.job
    preset = Preset(job.parameters["preset"])
    reach = partial(order.actor.reach, permission=PERMISSION)
    rounds = list(reach(Round).filter(pk__in=job.parameters["rounds"]))
    records = records_of(preset, reach, rounds)
    if not records.exists():
        raise Refused(NOBODY)
    notes = taken_by(account_name(order.actor.user), job.purpose)
    return made_roster(preset, records, job.title, notes, order.counted)


def _make_with_numbers(order: Order) -> tuple[MadeFile, set[int]]:
    """A roster with resident numbers; nobody takes it but encrypted."""
    job = order.job
    use = IdentityUse(job.parameters["preset"])
    reach = partial(order.actor.reach, permission=Permission.EXPORT_IDENTITY)
    rounds = list(reach(Round).filter(pk__in=job.parameters["rounds"]))
    records = with_numbers(records_for(use, reach, rounds))
    if not records.exists():
        raise Refused(NOBODY)
    seen: set[int] = set()
    rows = order.counted(rows_for(IDENTITY_ROSTERS[use], records, seen))
    notes = taken_by(account_name(order.actor.user), job.purpose)
    return made_in_memory(job.title, identity_headings(use), rows, notes), seen


ROSTER_FILE = FileKind("ROSTER", "명단 내려받기", PERMISSION, _make)
IDENTITY_FILE = FileKind(
    "IDENTITY",
    "주민등록번호 명단",
    Permission.EXPORT_IDENTITY,
    _make_with_numbers,
    is_encrypted=True,
)
