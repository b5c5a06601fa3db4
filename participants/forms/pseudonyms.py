"""What is asked before an extract under pseudonyms is made (compliance PD-55)."""

from django import forms

from participants.forms.outgoing import OutgoingForm
from participants.rosters.pseudonyms import PseudonymPurpose

BASIS = "개인정보 보호법 제28조의2제1항"
MEASURES = "특정 개인을 알아보기 위한 처리와 다른 자료와의 결합 금지, 처리 기간이 끝나면 파기"


class PseudonymForm(OutgoingForm):
    """A year, the purpose the law allows, who works with it and until when."""

    example = "취업취약계층 일자리 참여 실태 분석"
    audience = None
    year = forms.TypedChoiceField(label="연도", coerce=int, help_text="이 해에 시작한 회차의 신청")
    field_order = ("year", "purpose_kind", "purpose_text", "receiver", "basis", "until_on")

    def __init__(self, *args, years: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.years = years
        self.fields["year"].choices = [("", "선택하세요"), *((one, f"{one}년") for one in years)]
        purposes = [(one.value, one.label) for one in PseudonymPurpose]
        self.fields["purpose_kind"].label = "처리 목적"
        self.fields["purpose_kind"].choices = [("", "선택하세요"), *purposes]
        self.fields["receiver"].label = "이용하는 부서나 기관"
        self.fields["receiver"].help_text = "예: 가상구 일자리정책과, 가상대학교 산학협력단"
        self.fields["basis"].label, self.fields["basis"].initial = "처리 근거", BASIS
        self.fields["basis"].help_text = "법률의 조항"
        self.fields["until_on"].label = "처리 기간"
        self.fields["until_on"].help_text = "이날까지 쓰고 파기합니다. 예: 2026. 12. 31."
        self.fields["measures"].initial = MEASURES

    @property
    def is_outside(self) -> bool:
        """What is processed under pseudonyms is registered wherever it is (제28조의4)."""
        return True
