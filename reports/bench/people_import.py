"""A long roster handed in as a workbook: checked, and loaded; nothing of it is kept."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

from django.db import connection
from django.db.transaction import atomic, set_rollback
from openpyxl import Workbook, load_workbook

from jobportal.platform.audit import Via, acting
from participants.actions.loading import Upload, load_applications
from participants.actions.locking import lock_round
from participants.demo.scales import REFERENCE_DAY
from participants.models import Person
from participants.queries import consent_form
from participants.sheets.answer_columns import consent_columns
from participants.sheets.application_columns import NAME, application_layout
from participants.sheets.application_plan import ApplicationPlan
from participants.sheets.rows import SheetRows
from reports.bench.people import People
from reports.bench.people_loops import read_by_hand
from reports.bench.timing import Measurement, median, times_of

IMPORT_MS = 20_000
FILE = "측정.xlsx"
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버"
HEADINGS = (
    *("연번", "성명", "생년월일", "전화번호", "성별", "주소", "행정동", "접수일", "접수 동"),
    *("세대원 수(본인 포함)", "취업취약계층"),
)
KNOWN = 4
"""Every so many rows are about somebody who applied in an earlier round."""


def measure_import(people: People, runs: int) -> Iterator[Measurement]:
    """Checking a file, and loading it, which checks it once more under the round's lock."""
    data = _workbook(people)
    by_hand = median(times_of(lambda: _load_by_hand(data), runs))
    count = people.size.imported
    for label, work in (("점검", _check), ("점검하고 저장", _load)):
        times = times_of(lambda work=work: work(people, data), runs)
        yield Measurement(
            f"엑셀 접수 {count:,}줄 {label}",
            median(times),
            times[-1],
            None,
            by_hand,
            f"{IMPORT_MS / 1_000:g}초",
            times[-1] <= IMPORT_MS,
        )


def _check(people: People, data: bytes) -> ApplicationPlan:
    rows = SheetRows(application_layout(people.round, REFERENCE_DAY), BytesIO(data), FILE)
    dongs = {*Person.objects.of(people.district).order_by().values_list("dong", flat=True)}
    plan = ApplicationPlan(people.round, rows, REFERENCE_DAY, dongs=dongs)
    if not plan.is_clean or plan.created != people.size.imported:
        raise RuntimeError(f"the file was not clean: {rows.problems[:3]}")
    return plan


def _load(people: People, data: bytes) -> None:
    with acting(people.staff, via=Via.IMPORT), atomic():
        lock_round(people.round)
        load_applications(_check(people, data), Upload(FILE, data), people.staff)
        set_rollback(True)


def _workbook(people: People) -> bytes:
    """The file as a clerk hands it in: mostly new people, some of them known."""
    items = [
        column.label
        for column in consent_columns(consent_form(people.round, REFERENCE_DAY))
        if column.is_needed
    ]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NAME)
    sheet.append([*HEADINGS, *items])
    for row in _rows(people):
        sheet.append([*row, *["예" for _ in items]])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(people: People) -> Iterator[tuple]:
    day = (people.round.apply_to_on - timedelta(days=1)).isoformat()
    known = _known(people)
    for n in range(people.size.imported):
        one = next(known, None) if n % KNOWN == 0 else None
        yield (
            n + 1,
            *(_of(one) if one else _new(n)),
            day,
            "가상1동",
            2,
            "장애인" if n % 3 else None,
        )


def _known(people: People) -> Iterator[Person]:
    """Who did not apply for the round and is taken for nobody else."""
    everybody = Person.objects.of(people.district).unmerged().order_by("pk")
    here = set(everybody.filter(applications__round=people.round).values_list("pk", flat=True))
    alike = Counter(mark for one in everybody for mark in _marks(one))
    for one in everybody:
        if one.pk not in here and all(alike[mark] == 1 for mark in _marks(one)):
            yield one


def _marks(one: Person) -> set[tuple]:
    return {(one.birth_on, one.name_key), (one.birth_on, one.phone)}


def _of(one: Person) -> tuple:
    sex = one.get_sex_display()
    return one.name, one.birth_on.isoformat(), one.phone, sex, one.address, one.dong


def _new(n: int) -> tuple:
    """The n-th of those nobody has met: no two share name and birth date, phone or home."""
    name = "측" + SYLLABLES[n % 20] + SYLLABLES[n // 20 % 20] + SYLLABLES[n // 400 % 20]
    born = (date(1950, 1, 1) + timedelta(days=n)).isoformat()
    return name, born, f"0501{n:07d}", "여" if n % 2 else "남", f"측정구 없는로 {n}", "가상1동"


def _load_by_hand(data: bytes) -> None:
    """The file read, looked at in a plain loop and written into one table, unchecked."""
    sheet = load_workbook(BytesIO(data), read_only=True)[NAME]
    cells = sheet.iter_rows(min_row=2, min_col=2, max_col=4, values_only=True)
    found = [row[:3] for row in read_by_hand([(n, birth, p or "") for n, birth, p in cells])]
    with atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE by_hand (name TEXT, birth TEXT, phone TEXT)")
        cursor.executemany("INSERT INTO by_hand VALUES (%s, %s, %s)", found)
        set_rollback(True)
