"""A field left empty says what to do; a field with words of its own keeps them."""

import pytest
from django import forms

from jobportal.platform.formfields import KDateFormField


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (forms.CharField(), "비어 있습니다. 입력하세요."),
        (KDateFormField(), "비어 있습니다. 입력하세요."),
        (forms.ChoiceField(), "고르지 않았습니다. 하나를 고르세요."),
        (forms.MultipleChoiceField(), "고르지 않았습니다. 하나 이상 고르세요."),
        (forms.FileField(), "파일이 없습니다. 파일을 고르세요."),
        (forms.CharField(error_messages={"required": "사유를 적으세요."}), "사유를 적으세요."),
    ],
)
def test_a_field_left_empty_says_what_to_do(field, words):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(None)
    assert refused.value.messages == [words]
