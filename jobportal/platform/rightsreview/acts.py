"""The acts of a review: begun with every account, decided line by line, signed for good."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from jobportal.platform.administrators import hold_administrators, left_without
from jobportal.platform.granting import LAST_ADMINISTRATOR, accounts_of, revoke_all
from jobportal.platform.models import (
    District,
    Grant,
    RightsReview,
    RightsReviewLine,
    StaleRecord,
    User,
    audited_bulk,
)
from jobportal.platform.refused import Refused
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.halves import Half

D = RightsReviewLine.Decision
HELD = (Grant.State.REQUESTED, Grant.State.APPROVED)
OWN = "본인의 권한은 다른 점검자가 결정합니다."
SIGNED = "이미 마친 권한 점검입니다. 마친 뒤에는 바꿀 수 없습니다."


class ReviewRefused(Refused):
    """An act that may not be done; ``faults`` say why in Korean, by the number of the line."""

    def __init__(self, words: str = "", faults: dict[int, str] | None = None) -> None:
        super().__init__(words)
        self.faults = faults or {}


@dataclass(frozen=True)
class Decided:
    """What was typed for a line: the version it was seen in, the decision and its reason."""

    version: int
    decision: str
    reason: str


@transaction.atomic
def begin(district: District, half: Half, by: User) -> RightsReview:
    """Begin the review of the running half-year with every account in use, as it is now.

    Raises :class:`ReviewRefused`, and IntegrityError when somebody has begun it meanwhile.
    """
    today = timezone.localdate()
    if half != Half.of(today):
        raise ReviewRefused(f"지금은 {Half.of(today)} 점검만 시작할 수 있습니다.")
    review = RightsReview(
        district=district, half_on=half.first, begun_by=by, begun_at=timezone.now()
    )
    review.save()
    users = [user for user in accounts_of(district) if not user.is_out(today)]
    rights = _rights_of(users, district)
    audited_bulk(
        create=[
            RightsReviewLine(
                district=district,
                review=review,
                account=user,
                username=user.username,
                name=user.name,
                department=user.department,
                roles="\n".join(rights[user.pk])[:2000],
                last_login_at=user.last_login,
            )
            for user in users
        ]
    )
    return review


def _rights_of(users: Iterable[User], district: District) -> dict[int, list[str]]:
    today = timezone.localdate()
    grants = Grant.objects.filter(user__in=list(users), district=district)
    rights: dict[int, list[str]] = defaultdict(list)
    for grant in grants.select_related("role").order_by("pk"):
        if grant.holds_on(today):
            rights[grant.user_id].append(_in_words(grant))
    return rights


def _in_words(grant: Grant) -> str:
    place = f"{grant.get_confined_to_display()} {grant.confined_code}".strip()
    return f"{grant.role}, {place}, {kdate(grant.to_on) + '까지' if grant.to_on else '기한 없음'}"


@transaction.atomic
def decide(review: RightsReview, by: User, typed: dict[int, Decided]) -> list[RightsReviewLine]:
    """Write the decisions that are new, and take back what is not kept; gives the lines written.

    All or nothing; the sessions of an account end when its rights are taken back. Raises
    :class:`ReviewRefused`, and StaleRecord for a line that somebody else has decided since.
    """
    _require_open(review)
    hold_administrators()
    lines = {line.pk: line for line in review.lines.select_related("account")}
    changed = [lines[number] for number, one in typed.items() if _differs(lines[number], one)]
    if faults := _faults(changed, typed, by, review.district):
        raise ReviewRefused(faults=faults)
    now = timezone.now()
    for line in changed:
        if typed[line.pk].version != line.version:
            raise StaleRecord(f"{line} was decided by someone else")
        line.decision, line.reason = typed[line.pk].decision, typed[line.pk].reason
        line.decided_by, line.decided_at = by, now
    audited_bulk(update=changed)
    _take_back([line for line in changed if line.decision == D.TAKE_BACK], review, by)
    return changed


def _differs(line: RightsReviewLine, typed: Decided) -> bool:
    return typed.decision != D.UNDECIDED and (
        (typed.decision, typed.reason) != (line.decision, line.reason)
    )


def _faults(
    lines: list[RightsReviewLine], typed: dict[int, Decided], by: User, district: District
) -> dict[int, str]:
    going = [one.account_id for one in lines if typed[one.pk].decision == D.TAKE_BACK]
    last = left_without(going) if going else {}
    faults = {}
    for line in lines:
        if line.account_id == by.pk:
            faults[line.pk] = OWN
        elif line.decision == D.TAKE_BACK:
            faults[line.pk] = "이미 회수하였습니다. 다시 주려면 권한을 새로 신청하세요."
        elif not typed[line.pk].reason:
            faults[line.pk] = "결정한 사유를 적으세요."
        elif last.get(line.account_id) == district:
            faults[line.pk] = LAST_ADMINISTRATOR.format(user=line.account, district=district)
    return faults


def _take_back(lines: list[RightsReviewLine], review: RightsReview, by: User) -> None:
    reasons = {line.account_id: f"{review}: {line.reason}" for line in lines}
    held = Grant.objects.filter(user__in=reasons, district=review.district, state__in=HELD)
    locked = held.select_for_update(of=("self",)).select_related("user", "role", "district")
    revoke_all(locked.order_by("pk"), by, lambda grant: reasons[grant.user_id])


@transaction.atomic
def sign(review: RightsReview, by: User, opinion: str) -> None:
    """Sign when every account is decided; nobody has decided their own, so two have looked."""
    _require_open(review)
    if left := review.lines.filter(decision=D.UNDECIDED).count():
        raise ReviewRefused(
            f"결정하지 않은 계정이 {left:,}개 있습니다. 본인의 계정은 다른 점검자가 결정합니다."
        )
    review.opinion, review.signed_by, review.signed_at = opinion, by, timezone.now()
    review.save()


def _require_open(review: RightsReview) -> None:
    """Hold the review until the transaction ends: nothing is decided beside the signing."""
    if RightsReview.objects.select_for_update().get(pk=review.pk).is_signed:
        raise ReviewRefused(SIGNED)
