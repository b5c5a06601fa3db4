"""Why somebody has to see one resident number in full (compliance PD-51)."""

from django import forms

from participants.forms.purpose import PurposeForm

REASONS = (
    ("", "선택하세요"),
    ("NETWORK", "일모아 등록·중복참여 확인"),
    ("INSURANCE", "4대보험·원천징수 신고"),
    ("CORRECTION", "본인 확인과 정정"),
    ("REQUEST", "정보주체의 요구"),
    ("OTHER", "그 밖의 업무"),
)


class RevealForm(PurposeForm):
    """The reason and what it is about."""

    example = "7월 참여자 건강보험 자격취득 신고"
    purpose_kind = forms.ChoiceField(label="사유", choices=REASONS)
