"""What is typed in a review of rights: a decision and a reason for each account, an opinion."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from jobportal.platform.findings.forms import Words
from jobportal.platform.formfields import refuse_resident_number, refuse_unusable
from jobportal.platform.models import RightsReview, RightsReviewLine
from jobportal.platform.rightsreview.acts import Decided
from jobportal.platform.values.recordnumbers import record_number

D = RightsReviewLine.Decision
MOST_REASON = 200


class SigningForm(forms.Form):
    """What the reviewer has to say when signing."""

    opinion = Words(
        label="점검 의견",
        most=2000,
        rows=4,
        help_text="예: 담당 업무가 바뀐 2명의 권한을 회수하고 나머지는 유지함",
    )


class Typed:
    """The decisions as they were posted, and the faults of single ones, by the number of the line.

    ``keep_reason`` is the reason of the accounts that are kept without one of their own.
    """

    def __init__(self, data: QueryDict, review: RightsReview) -> None:
        self.faults: dict[int, str] = {}
        self.keep_reason = data.get("keep_reason", "").strip()
        numbers = review.lines.values_list("pk", flat=True)
        self.lines = {n: self._decided(n, data) for n in numbers if data.get(f"decision-{n}")}

    def _decided(self, number: int, data: QueryDict) -> Decided:
        decision = data[f"decision-{number}"]
        reason = data.get(f"reason-{number}", "").strip()
        if decision == D.KEEP and not reason:
            reason = self.keep_reason
        version = data.get(f"version-{number}", "")
        if decision not in (D.KEEP, D.TAKE_BACK):
            self.faults[number] = "유지와 회수 가운데 하나를 고르세요."
        elif fault := _fault(reason):
            self.faults[number] = fault
        return Decided(record_number(version) or 0, decision, reason)


def _fault(reason: str) -> str:
    if len(reason) > MOST_REASON:
        return f"사유를 {MOST_REASON}자 안으로 적으세요."
    try:
        refuse_unusable(reason)
        refuse_resident_number(reason)
    except ValidationError as error:
        return error.messages[0]
    return ""
