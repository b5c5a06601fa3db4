"""What the database refuses, said in words; and writes that are done whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, models, transaction

from jobportal.platform.refused import STALE, Refused
from participants.models import Offer, Placement, Vacancy

OVERLAP = (
    "이 사람은 같은 기간에 다른 사업에 배치되어 있습니다. 그 배치를 먼저 끝내거나 기간이 겹치지 "
    "않게 하세요."
)
TAKEN = "이 결원은 이미 채워졌습니다. 화면을 새로 열어 지금 상태를 확인하세요."
MODELS = (Placement, Offer, Vacancy)


@contextmanager
def in_one_piece() -> Iterator[None]:
    """Everything inside is written or nothing; what the database refuses is a Refused."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(words_of(error)) from error


def words_of(error: IntegrityError) -> str:
    """The sentence of the constraint that was hurt, found by its name or its columns."""
    text, table = str(error), Placement._meta.db_table
    if f"overlap: {table}" in text:
        return OVERLAP
    if table in text and "vacancy_id" in text:
        return TAKEN
    for model in MODELS:
        for constraint in model._meta.constraints:
            if constraint.name in text or text.endswith(f": {_columns(model, constraint)}"):
                return str(constraint.violation_error_message)
    return STALE


def _columns(model: type[models.Model], constraint: models.BaseConstraint) -> str:
    """How SQLite names a unique constraint: by its columns."""
    fields = getattr(constraint, "fields", ()) or ("id",)
    columns = (model._meta.get_field(name).column for name in fields)
    return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
