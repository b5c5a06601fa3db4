"""District data packs: all records of a district as sheets, checked whole before one is written.

A pack is a folder of CSV files or one workbook with the same sheets, one sheet per kind of record
(docs/packs.md). Nothing is written unless the whole pack is clean; loading it again changes
nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models, transaction

from jobportal.platform.intake.columns import columns_of
from jobportal.platform.intake.problems import Problem
from jobportal.platform.intake.reading import RawSheet, read_source
from jobportal.platform.intake.rows import RowCheck, UnreadRows
from jobportal.platform.models import District, Record, audited_bulk
from jobportal.platform.records import RecordKind, all_kinds, reference_of
from jobportal.platform.values.hangul import fold

_VERSION = re.compile(r"\(판 (?P<version>[^)]+)\)")
NAMES_AT_ONCE = 500
"""Names asked for in one query; engines limit the parameters of a statement."""
DISTRICT_SHEET = "자치구"
TEMPLATE_VERSION = "1"
"""Raised when sheets or columns are renamed; an older template is then recognised and named."""
# Sheets of the template that explain and carry no records.
NOTE_SHEETS = ("안내", "코드")


@dataclass
class SheetCount:
    """What a sheet would do, or did: rows added, changed and unchanged."""

    label: str
    created: int = 0
    changed: int = 0
    same: int = 0


@dataclass
class PackResult:
    """The outcome of checking or loading a pack."""

    district: District | None = None
    counts: list[SheetCount] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_written: bool = False

    @property
    def is_clean(self) -> bool:
        """True when nothing stands against writing the pack."""
        return not any(problem.level == "error" for problem in self.problems)

    def add(self, sheet: str, row: int | None, column: str, value, what: str, cure: str) -> None:
        """One thing wrong at one place."""
        self.problems.append(
            Problem(sheet=sheet, row=row, column=column, value=value, what=what, cure=cure)
        )


class PackCheck:
    """One pack on its way from raw sheets to records; nothing is written before :meth:`write`.

    ``district`` is the only district the pack may be of; None (the operator's command) takes the
    one the pack names and makes it when it is new.
    """

    def __init__(self, source, name: str, district: District | None = None):
        self.result = PackResult()
        sheets, problems = read_source(source, name)
        self.result.problems.extend(problems)
        self.sheets = {fold(sheet.name): sheet for sheet in sheets}
        self.found: dict[type[Record], dict[str, Record]] = {}
        self.plans: list[RowCheck] = []
        self.refused = UnreadRows()
        self._check_sheet_names(sheets)
        self._check_version()
        self.result.district = self._district(district)
        if self.result.district is not None:
            for kind in all_kinds():
                if kind.in_packs:
                    self._check_kind(kind)

    def _check_sheet_names(self, sheets: Iterable[RawSheet]) -> None:
        known = {fold(kind.label) for kind in all_kinds() if kind.in_packs}
        known |= {fold(name) for name in (DISTRICT_SHEET, *NOTE_SHEETS)}
        for sheet in sheets:
            if fold(sheet.name) not in known:
                self.result.add(
                    sheet.name,
                    None,
                    "",
                    sheet.name,
                    "그런 이름의 시트는 없습니다.",
                    "양식을 다시 내려받아 시트 이름을 맞추세요.",
                )

    def _check_version(self) -> None:
        """A template says its version in the title of its first sheet."""
        guide = self.sheets.get(fold(NOTE_SHEETS[0]))
        title = " ".join(str(cell or "") for cell in guide.header) if guide else ""
        named = _VERSION.search(title)
        if named and named["version"] != TEMPLATE_VERSION:
            self.result.add(
                NOTE_SHEETS[0],
                guide.header_row,
                "",
                title,
                f"옛 양식(판 {named['version']})입니다. 지금 양식은 판 {TEMPLATE_VERSION}입니다.",
                "양식을 다시 내려받아 자료를 옮기세요.",
            )

    def _district(self, expected: District | None) -> District | None:
        sheet = self.sheets.get(fold(DISTRICT_SHEET))
        rows = list(sheet.rows) if sheet else []
        if expected is None:
            return self._named_district(rows)
        if rows and str(rows[0][1][0]).strip() != expected.code:
            self.result.add(
                DISTRICT_SHEET,
                rows[0][0],
                "코드",
                rows[0][1][0],
                "다른 구의 자료입니다.",
                f"{expected.name}({expected.code})의 자료만 올릴 수 있습니다.",
            )
            return None
        return expected

    def _named_district(self, rows: list) -> District | None:
        if len(rows) != 1 or len(rows[0][1]) < 2 or not all(rows[0][1][:2]):
            self.result.add(
                DISTRICT_SHEET,
                2,
                "",
                "",
                "어느 구의 자료인지 알 수 없습니다.",
                "‘자치구’ 시트에 코드와 이름을 한 줄 적으세요. 예: geumcheon, 금천구",
            )
            return None
        code, name = (str(value).strip() for value in rows[0][1][:2])
        return District.objects.filter(code=code).first() or District(code=code, name=name)

    def _existing(self, kind: RecordKind) -> dict[str, Record]:
        """The district's records by reference; related ones are those already found."""
        if self.result.district.pk is None:
            return {}
        records = self._candidates(kind)
        by_pk = {
            f.name: {record.pk: record for record in self.found.get(f.related_model, {}).values()}
            for f in kind.fields
            if f.is_relation and f.name in kind.key
        }
        found = {}
        for record in records:
            for name, parents in by_pk.items():
                pk = getattr(record, record._meta.get_field(name).attname)
                if pk is not None:
                    setattr(record, name, parents[pk])
            found[reference_of(record)] = record
        return found

    def _candidates(self, kind: RecordKind) -> Iterable[Record]:
        """The district's records a sheet may name: all, or of a ledger only those it does name.

        A ledger grows for years and nothing but its own sheet refers to it, so only the entries
        are read that the sheet adds again, follows or reverses, and those that do so already.
        """
        district = self.result.district
        records = kind.model.objects.of(district).order_by()
        if not kind.append_only:
            return records
        (key,) = kind.key
        own = [field for field in kind.fields if field.related_model is kind.model]
        named = self._named(kind, [kind.field(key), *own])
        found: dict[int, Record] = {}
        for start in range(0, len(named), NAMES_AT_ONCE):
            names = named[start : start + NAMES_AT_ONCE]
            found |= records.filter(**{f"{key}__in": names}).in_bulk()
            for named_by in own:
                # The district twice: it leads the index on both sides of the join.
                other = named_by.name
                there = {f"{other}__{key}__in": names, f"{other}__district": district}
                found |= records.filter(**there).in_bulk()
        return found.values()

    def _named(self, kind: RecordKind, fields: Iterable[models.Field]) -> list[str]:
        """The texts in the columns of these fields, each once."""
        sheet = self.sheets.get(fold(kind.label))
        if sheet is None:
            return []
        headings = {fold(str(field.verbose_name)) for field in fields}
        places = [n for n, heading in enumerate(sheet.header) if fold(heading or "") in headings]
        return sorted({str(row[n]) for _, row in sheet.rows for n in places if row[n] is not None})

    def _check_kind(self, kind: RecordKind) -> None:
        found = self.found[kind.model] = self._existing(kind)
        sheet = self.sheets.get(fold(kind.label))
        columns = columns_of(kind, sheet, self.result.problems) if sheet else None
        if columns is None:
            if sheet:
                self.refused.add_sheet(kind.model)
            return
        rows = RowCheck(self.result, self.found, kind, sheet.name, columns, self.refused)
        for number, values in sheet.rows:
            rows.check(number, values)
        self.plans.append(rows)
        found.update(rows.added)
        self.result.counts.append(
            SheetCount(kind.label, len(rows.added), len(rows.changed), rows.same)
        )

    def write(self) -> PackResult:
        """Write the pack in one transaction; the caller has opened ``acting``."""
        if not self.result.is_clean:
            return self.result
        with transaction.atomic():
            if self.result.district.pk is None:
                self.result.district.save()
            for rows in self.plans:
                for wave in _waves(list(rows.added.values())):
                    audited_bulk(create=wave)
                audited_bulk(update=rows.changed)
        self.result.is_written = True
        return self.result


def _waves(records: list[Record]) -> Iterable[list[Record]]:
    """Records that name other new ones of their own kind come after those."""
    rest = records
    while rest:
        ready = [record for record in rest if not _waits(record)]
        yield ready
        done = set(map(id, ready))
        rest = [record for record in rest if id(record) not in done]


def _waits(record: Record) -> bool:
    related = record._state.fields_cache.values()
    return any(type(other) is type(record) and other.pk is None for other in related)
