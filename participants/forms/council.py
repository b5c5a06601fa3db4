"""What is asked before a roster goes to the council or an audit (compliance PD-57)."""

import re

from django import forms
from django.core.exceptions import ValidationError

from jobportal.platform.formfields import refuse_resident_number, refuse_unusable
from participants.forms.outgoing import OutgoingForm
from participants.rosters.council import CouncilUse
from programs.models import Round

APPROVERS = (
    ("OFFICER", "개인정보 보호책임자"),
    ("MANAGER", "개인정보 담당(분야별 책임자)"),
)
NEEDED = {
    "approved_by": "성명을 전부 실으려면 승인한 사람을 고르세요.",
    "approval": "성명을 전부 실으려면 승인 문서번호를 적으세요.",
}
BASES = "지방자치법 제48조(서류제출 요구), 제49조(행정사무 감사·조사)"
_DOCUMENT = re.compile(r"[가-힣A-Za-z·() ]+-\d+")


class CouncilForm(OutgoingForm):
    """A round, whom, and all that the register asks; whole names only with an approval."""

    example = "2026년 행정사무감사 요구자료 17번"
    audience = purpose_kind = None
    round = forms.ChoiceField(label="회차")
    use = forms.ChoiceField(label="명단")
    with_names = forms.BooleanField(
        label="성명을 가리지 않고 전부 싣기",
        required=False,
        help_text="개인정보 담당의 승인 문서가 있을 때만 고릅니다. 승인은 개인정보 제공 대장과 "
        "접속기록에 남습니다.",
    )
    approved_by = forms.ChoiceField(
        label="승인한 사람", choices=[("", "선택하세요"), *APPROVERS], required=False
    )
    approval = forms.CharField(
        label="승인 문서번호",
        max_length=40,
        required=False,
        validators=[refuse_unusable, refuse_resident_number],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="예: 일자리정책과-1234",
    )
    field_order = (
        *("round", "use", "purpose_text", "receiver", "basis", "until_on", "measures"),
        *("with_names", "approved_by", "approval"),
    )

    def __init__(self, *args, rounds: list[Round], **kwargs):
        super().__init__(*args, **kwargs)
        self.rounds = {str(one.pk): one for one in rounds}
        chosen = [(pk, str(one)) for pk, one in self.rounds.items()]
        self.fields["round"].choices = [("", "선택하세요"), *chosen]
        uses = [(one.value, one.label) for one in CouncilUse]
        self.fields["use"].choices = [("", "선택하세요"), *uses]
        self.fields["receiver"].help_text = "예: 가상구의회 행정재경위원회"
        self.fields["basis"].help_text = f"예: {BASES}"

    def clean_approval(self):
        """The number of a document as offices give it."""
        text = self.cleaned_data["approval"].strip()
        if text and not _DOCUMENT.fullmatch(text):
            raise ValidationError("문서번호를 부서와 번호로 적으세요. 예: 일자리정책과-1234")
        return text

    def clean(self):
        """Whole names need both who approved and the document; masked ones neither."""
        cleaned = super().clean()
        for name in ("approved_by", "approval"):
            if not cleaned.get("with_names"):
                self.errors.pop(name, None)
                cleaned[name] = ""
            elif not cleaned.get(name) and name not in self.errors:
                self.add_error(name, NEEDED[name])
        return cleaned

    @property
    def is_outside(self) -> bool:
        """A council is always another body."""
        return True

    @property
    def chosen_round(self) -> Round:
        """The round of the choice."""
        return self.rounds[self.cleaned_data["round"]]

    @property
    def chosen_use(self) -> CouncilUse:
        """Whom it lists."""
        return CouncilUse(self.cleaned_data["use"])

    @property
    def told_approval(self) -> str:
        """Who approved whole names, and by what; "" while names are masked."""
        who = dict(APPROVERS).get(self.cleaned_data["approved_by"], "")
        return f"{who} {self.cleaned_data['approval']}" if who else ""

    @property
    def purpose(self) -> str:
        """The purpose as the register and the footers say it."""
        return f"의회·감사 제출: {self.cleaned_data['purpose_text']}"
