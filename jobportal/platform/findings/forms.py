"""Forms of the follow-up: a question with its day, an answer, an outcome, a reason to carry."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField, refuse_resident_number, refuse_unusable
from jobportal.platform.models import AccessFinding
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.particles import settle_particles

LEAST = 5
USUAL_TERM = timedelta(days=7)
STATES = [(one.value, one.label) for one in AccessFinding.SETTLED]


def say_something(text: str) -> None:
    """At least five signs that are not all the same."""
    if len(text.strip()) < LEAST or len(set(text.strip())) < 3:
        raise ValidationError(f"{LEAST}자 이상의 문장으로 적으세요.")


class Words(forms.CharField):
    """A sentence or more, without resident numbers."""

    def __init__(self, *, label: str, most: int, rows: int = 3, **kwargs):
        super().__init__(
            label=label,
            max_length=most,
            widget=forms.Textarea(attrs={"rows": rows}),
            validators=[say_something, refuse_unusable, refuse_resident_number],
            error_messages={"required": settle_particles(f"{label}을(를) 적으세요.")},
            **kwargs,
        )


class VersionedForm(forms.Form):
    """A form that knows the version of the record it was opened over."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, finding: AccessFinding):
        super().__init__(data, initial=self.begin(finding), auto_id=f"id_{self.STEP}_%s")
        self.finding = finding

    STEP = ""

    def begin(self, finding: AccessFinding) -> dict:
        """What the form begins with."""
        return {"version": finding.version}

    @property
    def is_stale(self) -> bool:
        """Whether somebody changed the record since the form was opened."""
        return self.cleaned_data.get("version") != self.finding.version


class AskForm(VersionedForm):
    """What the subject is asked, and until when they answer."""

    STEP = "ask"
    question = Words(
        label="소명 요청 내용",
        most=1000,
        help_text="무엇을 왜 확인하는지 적으세요. 예: 10월 7일 밤에 조회한 까닭을 적어 주십시오.",
    )
    due_on = KDateFormField(label="소명 기한")

    def begin(self, finding: AccessFinding) -> dict:
        return {**super().begin(finding), "due_on": kdate(timezone.localdate() + USUAL_TERM)}


class ExplanationForm(VersionedForm):
    """What the subject has to say."""

    STEP = "answer"
    answer = Words(
        label="소명 내용",
        most=2000,
        rows=6,
        help_text="언제 어떤 업무로 보았는지 적으세요. 주민의 이름이나 주민등록번호는 적지 마세요.",
    )

    def begin(self, finding: AccessFinding) -> dict:
        return {**super().begin(finding), "answer": finding.answer}


class OutcomeForm(VersionedForm):
    """What was found or done."""

    STEP = "settle"
    state = forms.ChoiceField(
        label="결과",
        choices=STATES,
        widget=forms.RadioSelect,
        error_messages={"required": "결과를 고르세요."},
    )
    outcome = Words(
        label="확인·조치 내용",
        most=1000,
        help_text="예: 당직 근무 중 접수로 확인함. 권한을 회수하고 교육함",
    )


class CarryForm(VersionedForm):
    """Why it is left to a later review."""

    STEP = "carry"
    reason = Words(label="이월 사유", most=300, rows=2, help_text="예: 소명 기한이 다음 달임")


class ManyForm(forms.Form):
    """One outcome for the findings that are ticked."""

    finding = forms.TypedMultipleChoiceField(
        label="점검 항목",
        coerce=int,
        error_messages={"required": "마칠 점검 항목을 하나 이상 고르세요."},
    )
    state = OutcomeForm.base_fields["state"]
    outcome = OutcomeForm.base_fields["outcome"]

    def __init__(self, data=None, *, numbers=()):
        super().__init__(data)
        self.fields["finding"].choices = [(number, str(number)) for number in numbers]
