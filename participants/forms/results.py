"""What is asked before results go out: whom, which unit, the text of a message, which roster."""

from django import forms

from jobportal.platform.formfields import refuse_unusable
from jobportal.platform.values.short_messages import LMS_BYTES
from participants.announcing.message_templates import EXAMPLE
from participants.announcing.recipients import RESULTS
from participants.forms.outgoing import OutgoingForm
from participants.forms.purpose import PurposeForm
from participants.rosters.by_use import Preset
from programs.models import HostUnit, Round


class RecipientsForm(forms.Form):
    """Whom: those of some results, or everybody; from the second announcement on, the changed."""

    results = forms.MultipleChoiceField(
        label="받는 사람",
        choices=RESULTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="고르지 않으면 모두입니다.",
    )
    only_changed = forms.BooleanField(
        label="결과가 달라진 사람만",
        required=False,
        initial=True,
        help_text="앞서 발표한 명단과 결과나 배정 사업이 달라진 사람만 고릅니다.",
    )

    def __init__(self, *args, is_first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["only_changed"]


class NoticesForm(RecipientsForm, PurposeForm):
    """The notices to print."""

    number = forms.IntegerField(
        label="접수번호",
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        help_text="한 사람만 인쇄할 때 접수번호의 끝 숫자를 적습니다. 예: 12",
        widget=forms.NumberInput(attrs={"class": "number"}),
    )
    field_order = ("results", "only_changed", "number", "purpose_kind", "purpose_text")


class MessagesForm(RecipientsForm):
    """The text of a message and whom it goes to."""

    template = forms.CharField(
        label="보낼 글",
        max_length=LMS_BYTES,
        initial=EXAMPLE,
        validators=[refuse_unusable],
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class LettersForm(OutgoingForm):
    """The host units to write to; they are the receivers."""

    receiver = None
    unit = forms.ChoiceField(label="사업부서·기관", required=False)
    field_order = ("unit", "purpose_kind", "purpose_text", "audience")

    def __init__(self, *args, units: list[HostUnit], **kwargs):
        super().__init__(*args, **kwargs)
        every = [("", "모든 부서(인쇄만)")]
        self.fields["unit"].choices = every + [(str(unit.pk), unit.name) for unit in units]


class RosterForm(OutgoingForm):
    """A roster of one round or of all rounds of a year."""

    preset = forms.ChoiceField(
        label="명단", choices=[("", "선택하세요"), *((p.value, p.label) for p in Preset)]
    )
    scope = forms.ChoiceField(label="회차")
    field_order = ("scope", "preset", "purpose_kind", "purpose_text", "audience")

    def __init__(self, *args, rounds: list[Round], **kwargs):
        super().__init__(*args, **kwargs)
        self.rounds = rounds
        years = sorted({one.year for one in rounds}, reverse=True)
        self.fields["scope"].choices = [
            ("", "선택하세요"),
            *((f"round-{one.pk}", str(one)) for one in rounds),
            *((f"year-{year}", f"{year}년 모든 회차") for year in years),
        ]

    @property
    def chosen_rounds(self) -> list[Round]:
        """The rounds of the scope."""
        kind, _, number = self.cleaned_data["scope"].partition("-")
        key = "pk" if kind == "round" else "year"
        return [one for one in self.rounds if getattr(one, key) == int(number)]

    @property
    def scope_name(self) -> str:
        """The scope in words, for the title and the name of the file."""
        return dict(self.fields["scope"].choices)[self.cleaned_data["scope"]]
