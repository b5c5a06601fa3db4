"""Taking in an appeal and deciding on it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.formfields import (
    KDateFormField,
    VersionField,
    refuse_resident_number,
    refuse_unusable,
)
from participants.models import Appeal, Application
from programs.models import Round

MOST_GROUND = 2_000
FREE_TEXT = (refuse_unusable, refuse_resident_number)


class AppealForm(forms.Form):
    """Who appeals, by receipt number; when; why."""

    number = forms.IntegerField(
        label="접수번호",
        min_value=1,
        max_value=2_000_000_000,
        widget=forms.NumberInput(attrs={"class": "number"}),
    )
    filed_on = KDateFormField(label="신청일", help_text="이의신청서를 받은 날. 예: 2026. 11. 21.")
    ground = forms.CharField(
        label="이의 내용",
        max_length=MOST_GROUND,
        validators=FREE_TEXT,
        help_text="신청인이 적은 까닭을 옮깁니다. 암호로 저장하며 이 화면에만 나옵니다.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, round_: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round_
        self.fields["number"].help_text = f"접수번호의 끝 숫자만 적습니다. 예: {round_}-0012이면 12"
        self.fields["filed_on"].initial = timezone.localdate()

    def clean_number(self):
        """The application of that number."""
        number = self.cleaned_data["number"]
        found = Application.objects.of(self.round.district).filter(round=self.round, number=number)
        self.application = found.select_related("person", "round__district").first()
        if self.application is None:
            raise ValidationError(
                "이 회차에 그런 접수번호가 없습니다. 이의신청서나 신청자 목록에서 확인하세요."
            )
        return number


class AppealDecisionForm(forms.Form):
    """Accepted or rejected, and what the applicant is answered."""

    state = forms.ChoiceField(
        label="결정",
        choices=[(s.value, s.label) for s in (Appeal.State.ACCEPTED, Appeal.State.REJECTED)],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="답변",
        max_length=Appeal._meta.get_field("answer").max_length,
        validators=FREE_TEXT,
        help_text="이의신청 결과 통보서에 그대로 실립니다. 소득 금액과 건강은 적지 않습니다.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = VersionField()
