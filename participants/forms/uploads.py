"""Uploading a sheet of a round, choosing what its template holds, taking a file back."""

from django import forms
from django.core.exceptions import ValidationError

from jobportal.platform.intake.limits import LARGEST_FILE
from jobportal.platform.packpages import UploadForm
from participants.forms.purpose import PurposeForm
from participants.models import Enquiry
from programs.forms.text import PlainTextField


class SheetUploadForm(UploadForm):
    """The file of a sheet and why it is loaded."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = "올린 파일 목록에 남습니다. 예: 가상1동 접수분"

    def clean_file(self):
        """What is too large is not even kept to be looked at."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(
                f"파일이 {LARGEST_FILE // 1024**2}MB보다 큽니다. 줄을 나누어 올리세요."
            )
        return file


class EnquiryTemplateForm(PurposeForm):
    """Which kinds of enquiries the template holds, none chosen means all; and what for."""

    example = "행복이음 소득·재산 조회 의뢰"

    kinds = forms.MultipleChoiceField(
        label="양식에 넣을 조회 구분",
        choices=Enquiry.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="고르지 않으면 모든 구분이 들어갑니다.",
    )
    field_order = ("kinds", "purpose_kind", "purpose_text")


class BatchUndoForm(forms.Form):
    """Why a file is taken back."""

    reason = PlainTextField(
        label="되돌리는 사유",
        max_length=200,
        help_text="올린 파일 목록에 남습니다. 예: 다른 회차의 파일을 올림",
        error_messages={"required": "되돌리는 사유를 적으세요. 예: 다른 회차의 파일을 올림"},
    )
