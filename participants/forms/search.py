"""The conditions of the applicant list; they travel by POST, only the state also in addresses."""

from django import forms

from participants.models import Application


class WordsField(forms.CharField):
    """What is known of somebody who is looked for; it travels by POST, never in an address."""

    def __init__(self):
        super().__init__(
            label="검색어",
            max_length=40,
            required=False,
            help_text="성명, 초성, 전화 끝자리, 접수번호",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )


class SearchForm(forms.Form):
    """Words, state, 동 and channel."""

    words = WordsField()
    state = forms.ChoiceField(
        label="상태", choices=[("", "전체"), *Application.State.choices], required=False
    )
    dong = forms.ChoiceField(label="행정동", required=False)
    channel = forms.ChoiceField(
        label="접수처", choices=[("", "전체"), *Application.Channel.choices], required=False
    )
    page = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, dongs: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dong"].choices = [("", "전체"), *((dong, dong) for dong in dongs)]
