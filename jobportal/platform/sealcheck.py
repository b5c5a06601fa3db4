"""Whether the logs are whole: seals are held against entries, and the first break is told."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from jobportal.platform.models import AccessPerson, AccessPurge
from jobportal.platform.models.seal import FORMS, MODELS, LogSeal, digest_of, seal_log

TRIES = 10
WAIT_SECONDS = 0.2


@dataclass(frozen=True)
class Verdict:
    """What was found in one log: ``fault`` is Korean, "" when every sealed entry is as it was."""

    log: str
    fault: str
    sealed: int
    unsealed: int
    number: int
    hash: str
    removed: int = 0


def verify_log(log: str, expected: tuple[int, str] | None = None) -> Verdict:
    """Seal what is open, then hold every seal of a log against its entries, from the first on.

    ``expected`` is number and hash of a seal noted earlier, outside the database: that the end of
    a log was cut off shows in nothing else.
    """
    for _ in range(TRIES):
        if seal_log(log):
            break
        time.sleep(WAIT_SECONDS)  # somebody writes just now
    seals = LogSeal.objects.filter(log=log).order_by("number")
    last = seals.last()
    fault = next(_faults(log, seals), "") or _missing(log, expected)
    end = last.last_id if last else 0
    removed = sum(one.count for one in _purges(log))
    return Verdict(
        log=log,
        fault=fault,
        sealed=sum(seals.values_list("count", flat=True)) - removed,
        removed=removed,
        unsealed=MODELS[log].objects.filter(id__gt=end).count(),
        number=last.number if last else 0,
        hash=last.hash if last else "",
    )


def _missing(log: str, expected: tuple[int, str] | None) -> str:
    if expected is None:
        return ""
    number, noted = expected
    if LogSeal.objects.filter(log=log, number=number, hash=noted).exists():
        return ""
    return f"적어 둔 봉인 {number}번이 없거나 다릅니다. 기록의 끝이 잘렸거나 바뀌었습니다."


def _faults(log: str, seals) -> Iterator[str]:
    purges = _purges(log)
    yield from _purge_faults(purges, seals)
    gone = max((one.last_id for one in purges), default=0)
    number, previous, end = 0, "", 0
    for seal in seals.iterator(chunk_size=500):
        if seal.number != number + 1:
            yield f"봉인 {number + 1}번이 없습니다."
        if seal.previous != previous or seal.hash != seal.own_hash():
            yield f"봉인 {seal.number}번({_range(seal)})이 바뀌었습니다."
        if seal.last_id > gone:
            yield from _entry_faults(log, seal, end)
        number, previous, end = seal.number, seal.hash, seal.last_id


def _purges(log: str) -> list[AccessPurge]:
    return list(AccessPurge.objects.order_by("last_id")) if log == LogSeal.Log.ACCESS else []


def _purge_faults(purges: list[AccessPurge], seals) -> Iterator[str]:
    """A purge was announced by the portal, ended with a seal that stands, and left nothing."""
    end = 0
    for one in purges:
        under = seals.filter(last_id__gt=end, last_id__lte=one.last_id)
        last = under.order_by("number").last()
        is_told = last is not None and (last.number, last.hash) == (one.seal_number, one.seal_hash)
        if one.hash != one.own_hash() or not is_told or last.last_id != one.last_id:
            yield f"{one}: 정리한 기록이 포털이 남긴 것과 다릅니다."
        if sum(under.values_list("count", flat=True)) != one.count:
            yield f"{one}: 정리한 기록의 수가 봉인과 다릅니다."
        end = one.last_id
    entries = MODELS[LogSeal.Log.ACCESS].objects.filter(id__lte=end)
    seen = AccessPerson.objects.filter(entry_id__lte=end)
    if entries.exists() or seen.exists():
        yield f"접속기록 {end}번까지 정리했는데 그 안에 기록이 남아 있습니다."


def _entry_faults(log: str, seal: LogSeal, end: int) -> Iterator[str]:
    columns = FORMS[log].get(seal.form)
    if columns is None:
        yield f"봉인 {seal.number}번({_range(seal)})의 방식을 알 수 없습니다."
        return
    entries = MODELS[log].objects.filter(id__gt=end, id__lte=seal.last_id).order_by("id")
    rows = list(entries.values_list(*columns))
    if len(rows) != seal.count:
        yield (
            f"봉인 {seal.number}번({_range(seal)}): 기록이 {seal.count:,}건이어야 하는데 "
            f"{len(rows):,}건입니다."
        )
    if digest_of(rows) != seal.digest:
        yield f"봉인 {seal.number}번({_range(seal)}): 기록의 내용이 바뀌었습니다."
    if log == LogSeal.Log.ACCESS:
        yield from _person_faults(seal, end)


def _person_faults(seal: LogSeal, end: int) -> Iterator[str]:
    """The rows by which persons are found say the same as the sealed entries."""
    within = {"id__gt": end, "id__lte": seal.last_id}
    listed = {
        (pk, person, account, district, at)
        for pk, persons, account, district, at in MODELS[seal.log]
        .objects.filter(**within)
        .values_list("id", "persons", "account_id", "district_id", "at")
        for person in persons
    }
    found = AccessPerson.objects.filter(entry_id__gt=end, entry_id__lte=seal.last_id).values_list(
        "entry_id", "person_id", "account_id", "district_id", "at"
    )
    if differing := listed.symmetric_difference(found):
        yield f"접속기록 {min(differing)[0]}번: 정보주체 찾아보기가 기록과 다릅니다."


def _range(seal: LogSeal) -> str:
    return f"기록 {seal.first_id}~{seal.last_id}번, {seal.at:%Y-%m-%d %H:%M} UTC"
