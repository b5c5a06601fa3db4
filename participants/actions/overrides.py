"""An officer decides on one rule of one application, or takes the decision back."""

from django.utils import timezone

from jobportal.platform.audit import current_acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.refused import Refused
from jobportal.platform.rules.findings import Outcome
from participants.actions.screening import settle
from participants.models import Application, RuleOverride, Screening
from participants.screenings import overrides_of

MAY_DECIDE = (Outcome.MET, Outcome.NOT_MET)


def override(
    application: Application, code: str, outcome: str, reason: str, version: int | None
) -> Screening:
    """Decide on a rule, beside its own answer, which stays; the result follows at once.

    ``version`` is that of the decision that was seen, None when there was none. Call it in a
    transaction; raises Refused without a reason or a screening, StaleRecord when somebody
    else decided in between.
    """
    row, decided = _under_review(application)
    if code not in {line["code"] for line in row.lines}:
        raise Refused("이 회차의 조건이 아닙니다. 판단할 조건을 목록에서 고르세요.", field="code")
    if outcome not in MAY_DECIDE:
        raise Refused("‘충족’과 ‘미충족’ 가운데 고르세요.", field="outcome")
    if not reason.strip():
        raise Refused(
            "판단 사유를 적으세요. 예: 재산세 고지서로 압류 재산 제외 확인", field="reason"
        )
    kept = decided.get(code)
    _refuse_unseen(kept, version)
    kept = kept or RuleOverride(district=application.district, application=application, code=code)
    kept.application, kept.outcome, kept.reason = application, outcome, reason.strip()[:200]
    kept.decided_by, kept.decided_at = current_acting().name[:80], timezone.now()
    kept.save()
    return _settled(row, {**decided, code: kept})


def take_back(application: Application, code: str, reason: str, version: int | None) -> Screening:
    """Take a decision back, so that the rule's own answer counts again; see :func:`override`.

    The reason stands in the change log: the caller acts with it.
    """
    row, decided = _under_review(application)
    kept = decided.get(code)
    if kept is None:
        raise Refused("되돌릴 판단이 없습니다. 화면을 새로 열어 지금 상태를 확인하세요.")
    if not reason.strip():
        raise Refused(
            "판단을 되돌리는 사유를 적으세요. 예: 다른 사람의 서류로 판단함", field="reason"
        )
    _refuse_unseen(kept, version)
    kept.application = application
    kept.delete()
    return _settled(row, {one: rest for one, rest in decided.items() if one != code})


def _under_review(application: Application) -> tuple[Screening, dict[str, RuleOverride]]:
    row = application.screenings.select_related("rules__round").first()
    if row is None:
        raise Refused("아직 심사하지 않은 신청서입니다. ‘자격심사 실행’을 먼저 하세요.")
    if application.state != Application.State.UNDER_REVIEW:
        raise Refused(
            "심사 결과를 확정한 신청서입니다. 조건을 다시 판단하려면 심사 결과를 다시 여세요."
        )
    row.application = application
    return row, overrides_of([application.pk]).get(application.pk, {})


def _refuse_unseen(kept: RuleOverride | None, version: int | None) -> None:
    if (kept.version if kept else None) != version:
        raise StaleRecord("somebody else decided on the rule")


def _settled(row: Screening, decided: dict[str, RuleOverride]) -> Screening:
    """The screening with its result worked out anew and saved."""
    settle(row, decided)
    row.save()
    return row
