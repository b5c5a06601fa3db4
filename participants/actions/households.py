"""Saying of applicants at one address whether they are one household."""

from collections.abc import Iterable

from jobportal.platform.models.record import audited_bulk
from jobportal.platform.refused import Refused
from participants.models import Application


def one_household(applications: Iterable[Application]) -> str:
    """Give all of them one code, that of the first who has one, and say it.

    Call it in a transaction; raises Refused for fewer than two.
    """
    chosen = _of_one_round(applications)
    code = next((one.household_code for one in chosen if one.household_code), _code(chosen[0]))
    _write(dict.fromkeys(chosen, code))
    return code


def own_households(applications: Iterable[Application]) -> None:
    """Give each a code of its own; call it in a transaction, raises Refused for fewer than two.

    Who has a code that none of the others has keeps it.
    """
    chosen, taken, codes = _of_one_round(applications), set(), {}
    for one in chosen:
        is_own = one.household_code and one.household_code not in taken
        codes[one] = one.household_code if is_own else _code(one)
        taken.add(codes[one])
    _write(codes)


def _of_one_round(applications: Iterable[Application]) -> list[Application]:
    chosen = sorted(applications, key=lambda one: (one.number or 0, one.pk))
    if len(chosen) < 2 or len({one.round_id for one in chosen}) != 1:
        raise Refused("세대를 정할 신청자를 이 회차에서 두 사람 이상 고르세요.")
    return chosen


def _code(application: Application) -> str:
    """A code that no other application of the round is given."""
    return f"접수 {application.number:04d} 세대"


def _write(codes: dict[Application, str]) -> None:
    changed = [one for one, code in codes.items() if one.household_code != code]
    for one in changed:
        one.household_code = codes[one]
    audited_bulk(update=changed)
