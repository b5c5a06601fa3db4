"""What a number in a record may be, alike on every database (SQLite would take any number)."""

from django.db import models

from jobportal.platform.fields import WonField

FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_WON = 9_000_000_000_000_000
_MOST = (
    (models.SmallIntegerField, 32_767),
    (models.PositiveSmallIntegerField, 32_767),
    (models.BigIntegerField, 9_000_000_000_000_000_000),
    (models.IntegerField, 2_147_483_647),
)


def number_fault(field: models.Field, value: object) -> str:
    """Why a field cannot hold a number, in Korean; "" when it can or the field holds no number."""
    if not isinstance(field, models.IntegerField) or not isinstance(value, int):
        return ""
    if field.name == "year" or field.name.endswith("_year"):
        if not FIRST_YEAR <= value <= LAST_YEAR:
            return f"연도는 {FIRST_YEAR}년에서 {LAST_YEAR}년 사이로 입력하세요."
        return ""
    if isinstance(field, WonField):
        too_large = abs(value) > MOST_WON
        return "금액이 너무 큽니다. 단위를 확인하세요." if too_large else ""
    most = next(limit for kind, limit in _MOST if isinstance(field, kind))
    return f"{most:,} 이하의 수를 입력하세요." if abs(value) > most else ""
