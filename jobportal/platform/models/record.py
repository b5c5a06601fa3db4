"""The base of every record of a district: its district, its version, and the log of its changes."""

from collections.abc import Iterable
from functools import cache
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.deletion import Collector

from jobportal.platform.audit import current_acting
from jobportal.platform.encrypted import encrypted_fields
from jobportal.platform.models.canary import require_own_keys
from jobportal.platform.models.change import Change
from jobportal.platform.models.changelog import log_changes
from jobportal.platform.models.inserting import insert
from jobportal.platform.models.numbering import NumberedAhead
from jobportal.platform.models.organisation import District
from jobportal.platform.models.ranges import number_fault
from jobportal.platform.models.rewriting import rewrite
from jobportal.platform.models.texts import text_fault
from jobportal.platform.permissions import Confinement


class StaleRecord(Exception):
    """Someone else saved the record after it was read."""


class PlainBulkWrite(RuntimeError):
    """A bulk write that would leave no trace in the change log."""


class RecordQuerySet(models.QuerySet):
    """Records of districts; set-wise writes go through :func:`audited_bulk` only."""

    def of(self, district: District) -> "RecordQuerySet":
        """The records of one district."""
        return self.filter(district=district)

    def named(self) -> "RecordQuerySet":
        """With the related records that the records' own names are made of."""
        return self.select_related(*self.model.NAMED_WITH) if self.model.NAMED_WITH else self

    def _refuse(self, *args, **kwargs):
        raise PlainBulkWrite("use audited_bulk(), or save and delete records one by one")

    bulk_create = bulk_update = update = delete = _refuse


class Record(NumberedAhead):
    """A record of one district. Saving needs ``with acting(…)`` and writes the difference.

    ``NAMED_WITH`` are the relations its name is made of. ``DERIVED`` are fields that the
    change log leaves out: worked out from others whenever it is written (in ``check_fields``), or
    names that must not be kept for good.
    ``SEALED_BY`` is the path to the secret of the resident it tells of, under which the change log
    keeps what it says and why; "" where it tells of none. ``LOGGED_REASON`` stands in the log for
    the reason that was typed, where the words may name residents of whom none seals them.
    ``REACHED_BY`` is the path by which it belongs to a team, a programme or a 동, and "" where all
    of them read it; a grant confined to something that is not named reaches none. What all read is
    written only by who has the whole district, unless ``WRITTEN_BY`` names the path of those that
    are somebody's own.
    """

    NAMED_WITH: ClassVar[tuple[str, ...]] = ()
    DERIVED: ClassVar[tuple[str, ...]] = ()
    SEALED_BY: ClassVar[str] = ""
    LOGGED_REASON: ClassVar[str] = ""
    REACHED_BY: ClassVar[dict[Confinement, str]] = {}
    WRITTEN_BY: ClassVar[dict[Confinement, str]] = {}

    district = models.ForeignKey(
        District, models.PROTECT, related_name="+", verbose_name="자치구", editable=False
    )
    version = models.PositiveIntegerField("판", default=1, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Save and log; raises :class:`StaleRecord` when someone saved it in between."""
        current_acting()
        self.check_fields()
        version = self.version
        try:
            with transaction.atomic():
                self._save_andlog_changes(*args, **kwargs)
        except Exception:
            self.version = version  # nothing was written: it may be mended and saved again
            raise
        self._loaded = self.current_values()

    @classmethod
    def from_db(cls, db, field_names, values):
        record = super().from_db(db, field_names, values)
        record._loaded = record.current_values()
        return record

    @classmethod
    def kind_label(cls) -> str:
        """The name of the kind in the change log, e.g. ``programs.round``."""
        return cls._meta.label_lower

    @classmethod
    @cache
    def content_fields(cls) -> tuple[models.Field, ...]:
        """The fields a person enters."""
        return tuple(
            field
            for field in cls._meta.concrete_fields
            if field.name not in ("id", "district", "version", *cls.DERIVED)
        )

    @classmethod
    @cache
    def _columns(cls) -> tuple[tuple[str, str], ...]:
        """Name and attribute of each of them: asked for with every record that is read."""
        return tuple((field.name, field.attname) for field in cls.content_fields())

    @classmethod
    @cache
    def _columns_of_districts(cls) -> tuple[tuple[str, str], ...]:
        """Those of the fields that refer to a record of a district."""
        return tuple(
            (field.name, field.attname)
            for field in cls.content_fields()
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Record)
        )

    @classmethod
    @cache
    def _held_by_database(cls) -> frozenset[str]:
        """Fields whose values the writing itself checks: numbers of other records, and JSON, which
        is never typed by anybody."""
        return frozenset(
            field.name
            for field in cls._meta.concrete_fields
            if field.is_relation or isinstance(field, models.JSONField)
        )

    def current_values(self) -> dict:
        """What it holds now, by the field that is entered; deferred fields are not among them."""
        here = self.__dict__
        return {name: here[column] for name, column in self._columns() if column in here}

    def loaded_values(self) -> dict:
        """What it held when it was read or last saved; empty while it is in no database."""
        return self.__dict__.get("_loaded", {})

    def changed_names(self) -> list[str]:
        """The fields that hold another value than when it was read or last saved; at first all."""
        before, now = self.loaded_values(), self.current_values()
        return [name for name in now if name not in before or before[name] != now[name]]

    def clean(self) -> None:
        """Records refer only to records of their own district."""
        super().clean()
        for name, column in self._columns_of_districts():
            if getattr(self, column) is None:
                continue
            if getattr(self, name).district_id != self.district_id:
                raise ValidationError({name: "다른 구의 기록은 고를 수 없습니다."})

    def log_text(self) -> str:
        """How the change log names it for good."""
        return str(self)

    def clash_with(self, other: "Record") -> str:
        """Why this record and another of its kind cannot both be, in Korean; empty when they can.

        It is asked of the records of one pack, none of which is in the database yet.
        """
        return ""

    def delete_refusal(self) -> str:
        """Why the record may not be deleted now, in Korean; empty when nothing does."""
        return ""

    def clean_fields(self, exclude=None) -> None:
        """Numbers are held to the same limits everywhere; no text holds what none may."""
        faults: dict = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            faults = error.update_error_dict(faults)
        for field in self.content_fields():
            value = getattr(self, field.attname)
            if value is None or field.name in (exclude or ()):
                continue
            fault_of = text_fault if isinstance(value, str) else number_fault
            if fault := fault_of(field, value):
                faults[field.name] = [fault]
        if faults:
            raise ValidationError(faults)

    def check_fields(self) -> None:
        """Check lengths, ranges and choices without a query (SQLite itself checks none of them).

        What passed is not asked again while it stays: a sheet is checked, then written; and an act
        on thousands asks of each what it changes, not all that was saved before.
        """
        passed = self._passed()
        if not passed.issuperset(self._checkable()):
            self.clean_fields(exclude=self._held_by_database() | passed)
            self._checked = {name: getattr(self, name) for name in self._checkable()}
        if any(getattr(self, field.attname) for field in encrypted_fields(type(self))):
            require_own_keys()

    @classmethod
    @cache
    def _checkable(cls) -> tuple[str, ...]:
        """The fields that are checked before they are written."""
        names = (field.name for field in cls._meta.concrete_fields)
        return tuple(name for name in names if name not in cls._held_by_database())

    def spare_checks(self, other: "Record | None") -> None:
        """Have a new record not asked what it shares with another of its kind that passed.

        What a field takes hangs on the value alone, and a long file says the same thing often.
        """
        if other is not None:
            self.__dict__.setdefault("_checked", other.__dict__.get("_checked"))

    def _passed(self) -> set[str]:
        """The fields that still hold the very value that was checked, or else read."""
        here = self.__dict__
        passed = here.get("_checked") or self.loaded_values()
        return {name for name in self._checkable() if name in passed and here[name] is passed[name]}

    def _save_andlog_changes(self, *args, **kwargs) -> None:
        is_new = self._state.adding
        if not is_new:
            self._raise_version()
        super().save(*args, **kwargs)
        log_changes([self], Change.Action.CREATE if is_new else Change.Action.UPDATE)

    def refresh_from_db(self, using=None, fields=None, from_queryset=None) -> None:
        """Read again; what is read now, also a deferred field, is what was there before."""
        super().refresh_from_db(using, fields, from_queryset)
        read = {
            field.name
            for field in self.content_fields()
            if fields is None or field.name in fields or field.attname in fields
        }
        fresh = {name: value for name, value in self.current_values().items() if name in read}
        self._loaded = {**self.loaded_values(), **fresh}

    def _raise_version(self) -> None:
        mine = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not models.QuerySet.update(mine, version=self.version + 1):
            raise StaleRecord(f"{self} was saved by someone else")
        self.version += 1

    def delete(self, *args, **kwargs):
        """Delete with the records that go with it (rows of a table, shares of a tie), and log all.

        Raises ProtectedError when records that must stay refer to one of them.
        """
        current_acting()
        with transaction.atomic():
            for records in _going_with(self):
                log_changes(records, Change.Action.DELETE)
            return super().delete(*args, **kwargs)


def _going_with(record: Record) -> Iterable[list[Record]]:
    """The record and every record that its deletion takes along, model by model."""
    collector = Collector(using=record._state.db, origin=record)
    collector.collect([record])
    yield from (list(records) for records in collector.data.values())
    yield from (list(records) for records in collector.fast_deletes)


def audited_bulk(
    create: Iterable[Record] = (), update: Iterable[Record] = (), delete: Iterable[Record] = ()
) -> None:
    """Write many records of one model and their log entries set-wise, in one transaction.

    The caller has validated them, and nothing refers to those to delete. Records to update must
    have been loaded whole; raises :class:`StaleRecord`, and writes nothing, when someone saved one
    of them since.
    """
    current_acting()
    create, update, delete = list(create), list(update), list(delete)
    for before, record in zip([None, *create], create, strict=False):
        record.spare_checks(before)
        record.check_fields()
    for record in update:
        record.check_fields()
    with transaction.atomic():
        if create:
            insert(create)
            log_changes(create, Change.Action.CREATE)
        if update:
            _raise_versions(update)
            rewrite(update, {"version", *type(update[0]).DERIVED, *_differing(update)})
            log_changes(update, Change.Action.UPDATE)
        if delete:
            log_changes(delete, Change.Action.DELETE)
            numbers = [record.pk for record in delete]
            for start in range(0, len(numbers), 500):
                rows = type(delete[0])._base_manager.filter(pk__in=numbers[start : start + 500])
                rows._raw_delete(using=rows.db)
    for record in (*create, *update):
        record._loaded = record.current_values()


def _differing(records: list[Record]) -> set[str]:
    """The fields that differ in any of them; JSON always, which may have been changed in place."""
    names = {
        field.name
        for field in type(records[0]).content_fields()
        if isinstance(field, models.JSONField)
    }
    return names.union(*(record.changed_names() for record in records))


def _raise_versions(records: list[Record]) -> None:
    """Lock the records, and count their versions on if they are still the ones that were read."""
    locked = type(records[0])._base_manager.select_for_update().order_by("pk")
    for start in range(0, len(records), 500):
        keys = [record.pk for record in records[start : start + 500]]
        versions = dict(locked.filter(pk__in=keys).values_list("pk", "version"))
        for record in records[start : start + 500]:
            if versions.get(record.pk) != record.version:
                raise StaleRecord(f"{record} was saved by someone else")
    for record in records:
        record.version += 1
