"""No text of a record may hold a resident number (PD-02) or signs that nobody sees."""

import re

from django.db import models

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.values.residents import holds_rrn
from jobportal.platform.values.unseen import HOW_TO_MEND, unusable_fault

_DIGEST = re.compile(r"[0-9a-f]{64}")


def text_fault(field: models.Field, value: str) -> str:
    """Why a text may not be saved, in Korean; "" when it may."""
    if fault := unusable_fault(value):
        return f"‘{field.verbose_name}’에 {fault} {HOW_TO_MEND}"
    return resident_number_fault(field, value)


def resident_number_fault(field: models.Field, value: object) -> str:
    """Why a text may not be saved, in Korean; "" when it may or the field is no text.

    The digest of a file or list holds none, however its digits fall.
    """
    if not isinstance(value, str) or isinstance(field, EncryptedField):
        return ""
    if not holds_rrn(value) or _DIGEST.fullmatch(value):
        return ""
    return (
        f"‘{field.verbose_name}’에 주민등록번호로 보이는 숫자가 있어 저장하지 않았습니다. "
        "그 숫자를 지우거나 생년월일로 바꾸세요."
    )
