"""Whose enquiry results may be loaded together: who consented and is not decided about yet."""

from collections import defaultdict
from collections.abc import Collection

from participants.models import Application, Consent, ConsentItem

S = Application.State
ENQUIRABLE = frozenset(
    {
        S.SUBMITTED,
        S.SUPPLEMENT_REQUESTED,
        S.UNDER_REVIEW,
        S.INELIGIBLE,
        S.ELIGIBLE,
        S.SCORED,
    }
)
"""States in which results may be entered together; later ones rest on what was decided."""
_FEW = 500
"""Of more applications than this, the consents of their whole rounds are read."""


def enquiry_refusals(applications: Collection[Application]) -> dict[int, str]:
    """Why no result may be entered, in Korean, by number of the application; two queries.

    Who consented to the enquiry has every mandatory item of the form on file (고용정책 기본법
    제15조의3제3항). Applications that may be entered for are left out.
    """
    lacking = _lacking_consent(applications)
    refusals = {}
    for one in applications:
        if one.state not in ENQUIRABLE:
            refusals[one.pk] = (
                f"‘{one.get_state_display()}’ 상태의 신청서에는 조회 결과를 한꺼번에 올릴 수 "
                "없습니다. 접수부터 점수 산정까지의 신청서만 올리고, 그 뒤의 신청서는 화면에서 "
                "확인하세요."
            )
        elif one.pk in lacking:
            refusals[one.pk] = (
                "조회에 필요한 동의가 없는 신청서입니다. 동의를 받아 신청서에 적은 뒤 입력하세요."
            )
    return refusals


def household_told(application: Application, before: dict, told: dict) -> str:
    """The code of the household after new answers about the residence: that of the application.

    A code that was newly told is taken; told once more it does not undo what the officer set since,
    and taken out it goes only where it came from there.
    """
    was, now = before.get("household_code") or "", told.get("household_code") or ""
    standing = application.household_code
    if now == was or (not now and standing != was):
        return standing
    return now


def _lacking_consent(applications: Collection[Application]) -> set[int]:
    pks = {one.pk for one in applications}
    rows = Consent.objects.filter(application__in=pks)
    if len(pks) > _FEW:
        rows = Consent.objects.filter(application__round__in={one.round_id for one in applications})
    columns = ("application_id", "item__form_id", "item_id", "is_given", "withdrawn_on")
    forms, held = {}, defaultdict(set)
    for pk, form, item, is_given, withdrawn_on in rows.order_by().values_list(*columns):
        forms[pk] = form
        if is_given and withdrawn_on is None:
            held[pk].add(item)
    needed = _mandatory_items(set(forms.values()))
    return {pk for pk in pks if pk not in forms or needed[forms[pk]] - held[pk]}


def _mandatory_items(forms: set[int]) -> dict[int, set[int]]:
    """The mandatory items of each form."""
    found: dict[int, set[int]] = defaultdict(set)
    items = ConsentItem.objects.filter(form__in=forms, is_mandatory=True).order_by()
    for form, item in items.values_list("form_id", "pk"):
        found[form].add(item)
    return found
