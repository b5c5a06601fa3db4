"""Seal every encrypted value with a new key: ``manage.py rotate_keys`` (docs/operations.md)."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from jobportal.platform.crypto import KeyFault, keys, with_new_key, without_old_keys, write_keys
from jobportal.platform.encrypted import EncryptedField, encrypted_fields
from jobportal.platform.models.canary import require_own_keys, write_canary
from jobportal.platform.models.rewriting import rewrite


class Command(BaseCommand):
    help = "새 암호 키를 만들어 암호화된 값을 모두 새 키로 다시 암호화합니다."

    def add_arguments(self, parser):
        parser.add_argument(
            "--drop-old",
            action="store_true",
            help="다시 암호화한 뒤 옛 키를 키 파일에서 지웁니다. 옛 백업은 열 수 없게 됩니다.",
        )

    def handle(self, *, drop_old: bool, **options):
        try:
            require_own_keys()
            path = Path(settings.KEY_FILE)
            # The new key is on disk before anything is sealed with it: a crash loses no value.
            write_keys(with_new_key(keys()), path)
        except KeyFault as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            counts = {place: reseal(field) for place, field in places()}
            write_canary()
        if drop_old:
            write_keys(without_old_keys(keys()), path)
        for place, count in counts.items():
            self.stdout.write(f"{place}: {count}건")
        self.stdout.write(f"현재 키: {keys().current}. 키 파일을 안전한 곳에 새로 백업하세요.")


def places() -> Iterator[tuple[str, EncryptedField]]:
    """Every encrypted field there is."""
    for model in apps.get_models():
        for field in encrypted_fields(model):
            yield field.place, field


def reseal(field: EncryptedField) -> int:
    """Seal the values of a field with the current key; gives how many. The values do not change,
    so neither versions nor the change log do."""
    rows = field.model._base_manager.exclude(**{f"{field.name}__isnull": True}).only(field.name)
    count = 0
    for batch in batched_rows(rows):
        rewrite(batch, (field.name,))
        count += len(batch)
    return count


def batched_rows(rows: models.QuerySet, size: int = 500) -> Iterator[list[models.Model]]:
    """Rows that hold a value, some at a time."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        last = batch[-1].pk
        yield batch
