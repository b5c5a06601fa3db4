"""Free text of a form: what looks like a resident number is refused at the field."""

from django import forms

from jobportal.platform.values.residents import holds_rrn


def refuse_resident_number(text: str) -> None:
    """Refuse a text in which a resident number seems to stand."""
    if holds_rrn(text):
        raise forms.ValidationError(
            "주민등록번호로 보이는 숫자가 있습니다. 그 숫자를 지우거나 생년월일로 바꾸세요."
        )


class PlainTextField(forms.CharField):
    """A text that holds no resident number."""

    default_validators = [refuse_resident_number]
