"""The words that go with steps of a selection list: why it changes, what lots are drawn with."""

from collections.abc import Collection

from django import forms

from participants.models import SelectionEntry
from programs.forms.text import PlainTextField


class ProposalForm(forms.Form):
    """The words a proposal needs, those of ``needed``; ``basis`` is what the preview rested on."""

    basis = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    reason = PlainTextField(
        label="변경 사유",
        max_length=200,
        help_text="예: 이의신청 인용에 따른 변경(접수번호 0012)",
    )
    seed = PlainTextField(
        label="추첨 씨앗값",
        max_length=80,
        help_text=(
            "추첨 전에 정해 공개하는 글이나 숫자입니다. 이 값과 접수번호만 있으면 누구나 같은 "
            "순서를 다시 얻습니다. 예: 2026-07-01 공개추첨"
        ),
    )

    waiving = PlainTextField(
        label="심사가 끝나지 않은 사람 없이 제안하는 사유",
        max_length=200,
        help_text="팀장이 확정할 때 함께 봅니다. 예: 서류가 오지 않아 보완 기한이 지남",
    )

    def __init__(self, data=None, *, needed: Collection[str], **kwargs):
        super().__init__(data, **kwargs)
        for name in ("reason", "seed", "waiving"):
            if name not in needed:
                del self.fields[name]


class ApprovalForm(forms.Form):
    """What the person who decides writes beside it."""

    note = PlainTextField(label="결정 의견", max_length=200, required=False)


class ReturnForm(forms.Form):
    """Why a list is given back."""

    note = PlainTextField(
        label="반려 사유", max_length=200, help_text="예: 대상사업 인원 확인 필요"
    )


class EntryFilter(forms.Form):
    """Which entries of a list are shown; none of it names anybody."""

    state = forms.ChoiceField(
        label="결과", choices=[("", "전체"), *SelectionEntry.State.choices], required=False
    )
    pool = forms.ChoiceField(label="모집 구분", required=False)
    project = forms.ChoiceField(label="배정 사업", required=False)

    def __init__(self, data, *, pools: list[tuple[str, str]], projects: list[tuple[str, str]]):
        super().__init__(data)
        self.fields["pool"].choices = [("", "모든 구분"), *pools]
        self.fields["project"].choices = [("", "전체"), *projects]
