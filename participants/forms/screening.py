"""The conditions of the list of a round's screening; nothing personal is among them."""

from django import forms

from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.findings import Eligibility, Outcome

WAITING, REVIEW, CONFIRMED = "WAITING", "UNDER_REVIEW", "CONFIRMED"
STAGES = ((WAITING, "심사 전"), (REVIEW, "자격심사 중"), (CONFIRMED, "결과 확정"))
UNSCREENED, DECIDED = "NONE", "DECIDED"
RESULTS = (*((one.value, one.label) for one in Eligibility), (UNSCREENED, "미심사"))
OUTCOMES = (
    (Outcome.NOT_MET.value, Outcome.NOT_MET.label),
    (Outcome.TO_CONFIRM.value, Outcome.TO_CONFIRM.label),
    (Outcome.MET.value, Outcome.MET.label),
    (DECIDED, "담당자 판단"),
)
AGAIN = "AGAIN"
"""Whose result things have overtaken."""
ALL = ("", "전체")


class ScreeningFilter(forms.Form):
    """State, result, who is to be screened again, rule with its answer, 동; the page of the list.

    ``looks_again`` offers the third of them: who may only read the list does not ask for it.
    """

    state = forms.ChoiceField(label="심사 단계", choices=[ALL, *STAGES], required=False)
    result = forms.ChoiceField(label="심사 결과", choices=[ALL, *RESULTS], required=False)
    again = forms.ChoiceField(
        label="다시 심사", choices=[ALL, (AGAIN, "다시 심사 필요")], required=False
    )
    rule = forms.ChoiceField(label="조건", required=False)
    outcome = forms.ChoiceField(label="조건의 결과", choices=[ALL, *OUTCOMES], required=False)
    dong = forms.ChoiceField(label="행정동", required=False)
    page = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, codes: list[RuleCode], dongs: list[str], looks_again: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not looks_again:
            del self.fields["again"]
        self.fields["rule"].choices = [ALL, *((code.value, code.label) for code in codes)]
        self.fields["dong"].choices = [ALL, *((dong, dong) for dong in dongs)]

    def clean(self):
        data = super().clean()
        if data.get("outcome") and not data.get("rule"):
            self.add_error("rule", "조건을 고르세요. 조건의 결과는 조건과 함께 조회합니다.")
        return data
