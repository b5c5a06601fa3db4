"""What a list of leavers would do to the accounts: worked out alike for the preview and the act."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from jobportal.platform.administrators import left_without
from jobportal.platform.intake.problems import Problem
from jobportal.platform.leavers.sheet import Leaver
from jobportal.platform.models import District, Grant, User
from jobportal.platform.rules.codes import Word

OPEN = (Grant.State.REQUESTED, Grant.State.APPROVED)


class Effect(Word):
    """What becomes of a line."""

    STOP = "STOP", "바로 중지"
    LATER = "LATER", "그날부터 중지"
    SAME = "SAME", "이미 처리함"
    REOPENED = "REOPENED", "그 뒤에 다시 쓰게 한 계정"
    ELSEWHERE = "ELSEWHERE", "다른 구의 권한도 있는 계정"
    UNKNOWN = "UNKNOWN", "이 구에 없는 아이디"


@dataclass(frozen=True)
class Line:
    """A line with its account, what becomes of it, and the rights that end at once."""

    leaver: Leaver
    user: User | None
    effect: Effect
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True)
class Plan:
    """All lines, and what keeps the list from being carried out."""

    lines: list[Line]
    problems: list[Problem] = field(default_factory=list)

    def of(self, *effects: Effect) -> list[Line]:
        """The lines with these effects."""
        return [line for line in self.lines if line.effect in effects]

    @property
    def changes(self) -> list[Line]:
        """The lines that write something."""
        return self.of(Effect.STOP, Effect.LATER)


def plan_for(
    leavers: Iterable[Leaver], accounts: QuerySet[User], district: District | None = None
) -> Plan:
    """What the list would do today to the accounts; a constant number of queries.

    With a ``district`` the accounts that have rights in others too are left alone: their districts
    and the operator see to them.
    """
    known = {user.username.casefold(): user for user in accounts}
    found = [(leaver, known.get(leaver.key)) for leaver in leavers]
    grants = open_grants(user for _, user in found if user)
    today = timezone.localdate()
    lines = [_line(leaver, user, grants, today, district) for leaver, user in found]
    return Plan(lines, [*_other_names(lines), *_last_administrators(lines)])


def open_grants(users: Iterable[User]) -> dict[int, tuple[Grant, ...]]:
    """The rights of the accounts that are held or asked for; one query."""
    found = Grant.objects.filter(user__in=list(users), state__in=OPEN).order_by("pk")
    by_user: dict[int, list[Grant]] = defaultdict(list)
    for grant in found.select_related("user", "role", "district"):
        by_user[grant.user_id].append(grant)
    return {number: tuple(of_user) for number, of_user in by_user.items()}


def _line(
    leaver: Leaver,
    user: User | None,
    grants: dict[int, tuple],
    today: date,
    district: District | None,
) -> Line:
    if user is None:
        return Line(leaver, None, Effect.UNKNOWN)
    held = grants.get(user.pk, ())
    if district and any(grant.district_id != district.pk for grant in held):
        return Line(leaver, user, Effect.ELSEWHERE)
    if user.reopened_at and leaver.on < timezone.localtime(user.reopened_at).date():
        return Line(leaver, user, Effect.REOPENED)
    if leaver.on > today:
        is_told = (user.ends_on, user.end_reason) == (leaver.on, leaver.kind)
        return Line(leaver, user, Effect.SAME if is_told else Effect.LATER)
    if not user.is_active and not held:
        return Line(leaver, user, Effect.SAME)
    return Line(leaver, user, Effect.STOP, held)


def _other_names(lines: list[Line]) -> list[Problem]:
    """A mistyped number would stop somebody else: the name beside it tells."""
    return [
        line.leaver.problem(
            "이름",
            line.leaver.name,
            "계정의 이름과 다릅니다.",
            "아이디(사번)를 잘못 적었는지 확인하고 고치세요.",
        )
        for line in lines
        if line.user
        and line.leaver.name
        and line.user.name
        and "".join(line.leaver.name.split()) != "".join(line.user.name.split())
    ]


def _last_administrators(lines: list[Line]) -> list[Problem]:
    going = {
        line.user.pk: line
        for line in lines
        if line.user and line.effect in (Effect.STOP, Effect.LATER, Effect.SAME)
    }
    return [
        going[number].leaver.problem(
            "아이디",
            going[number].leaver.username,
            f"{district}의 마지막 시스템 관리자입니다.",
            "다른 사람에게 시스템 관리자 권한을 준 뒤에 다시 올리세요.",
        )
        for number, district in left_without(going).items()
        if going[number].effect != Effect.SAME
    ]
