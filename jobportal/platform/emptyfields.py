"""What a form says of a field left empty: how to mend it, not only that it is needed."""

from django import forms

WORDS = {
    forms.Field: "비어 있습니다. 입력하세요.",
    forms.BooleanField: "표시하지 않았습니다. 확인하고 표시하세요.",
    forms.ChoiceField: "고르지 않았습니다. 하나를 고르세요.",
    forms.MultipleChoiceField: "고르지 않았습니다. 하나 이상 고르세요.",
    forms.ModelMultipleChoiceField: "고르지 않았습니다. 하나 이상 고르세요.",
    forms.FileField: "파일이 없습니다. 파일을 고르세요.",
}


def say_how_to_mend() -> None:
    """Put these words in the place of Django's; a field's own ``error_messages`` go before them."""
    for kind, words in WORDS.items():
        kind.default_error_messages = {**kind.default_error_messages, "required": words}
