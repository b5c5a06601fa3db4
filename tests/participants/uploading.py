"""Sheets of a round as people hand them in: made, checked and loaded."""

import io
from collections.abc import Iterable

from django.db import transaction
from openpyxl import Workbook, load_workbook

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import User
from participants.actions.loading import Upload, load_applications, load_enquiries
from participants.actions.locking import lock_round
from participants.models import IntakeBatch
from participants.sheets.application_columns import application_layout
from participants.sheets.application_plan import ApplicationPlan
from participants.sheets.enquiry_columns import enquiry_layout
from participants.sheets.enquiry_plan import EnquiryPlan
from participants.sheets.layout import SheetLayout
from participants.sheets.plan import Plan
from participants.sheets.rows import SheetRows
from programs.models import Round
from tests.participants.making import TODAY

SYLLABLES = "가나다라마바사아자차카타파하"


def someone(n: int = 1, **values) -> dict:
    """The cells of the n-th made-up applicant by heading; ``None`` leaves a heading out."""
    cells = {
        "성명": f"가상{SYLLABLES[n % 14]}{SYLLABLES[n // 14 % 14]}",
        "생년월일": f"19{60 + n % 40}-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
        "성별": "여",
        "전화번호": f"010-0000-{n:04d}",
        "주소": f"가상구 없는로 {n}",
        "접수일": TODAY(),
        "접수 동": "가상1동",
        "동의: 항목 1": "예",
        **values,
    }
    return {heading: cell for heading, cell in cells.items() if cell is not None}


def workbook(title: str, *rows: dict, header: Iterable[str] = ()) -> bytes:
    """A workbook of one sheet: the headings of all rows, then the rows."""
    headings = list(header) or list(dict.fromkeys(heading for row in rows for heading in row))
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as the bytes of its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes) -> Workbook:
    """The workbook of a file."""
    return load_workbook(io.BytesIO(data))


def applications(*rows: dict) -> bytes:
    """The sheet “신청서” with these rows."""
    return workbook("신청서", *rows)


def results(*rows: dict) -> bytes:
    """The sheet “조회 결과” with these rows."""
    return workbook("조회 결과", *rows)


def read(layout: SheetLayout, data: bytes, name: str = "자료.xlsx") -> SheetRows:
    """The rows of a file as a layout reads them."""
    return SheetRows(layout, io.BytesIO(data), name)


def check_applications(round_: Round, data: bytes, name: str = "신청.xlsx") -> ApplicationPlan:
    """What a file of applications would do today."""
    today = TODAY()
    return ApplicationPlan(round_, read(application_layout(round_, today), data, name), today)


def check_results(round_: Round, data: bytes, name: str = "조회.xlsx") -> EnquiryPlan:
    """What a file of enquiry results would do today."""
    return EnquiryPlan(round_, read(enquiry_layout(round_), data, name), TODAY())


def load_file_of_applications(round_: Round, data: bytes, clerk: User) -> IntakeBatch | None:
    """Load a clean file; None when it would change nothing."""
    with acting(clerk, reason="시험", via=Via.IMPORT), transaction.atomic():
        lock_round(round_)
        plan = check_applications(round_, data)
        assert sentences(plan) == []
        return load_applications(plan, Upload("신청.xlsx", data), clerk) if plan.writes else None


def load_file_of_results(round_: Round, data: bytes, clerk: User) -> IntakeBatch | None:
    """Load a clean file; None when it would change nothing."""
    with acting(clerk, reason="시험", via=Via.IMPORT), transaction.atomic():
        lock_round(round_)
        plan = check_results(round_, data)
        assert sentences(plan) == []
        return load_enquiries(plan, round_, Upload("조회.xlsx", data)) if plan.writes else None


def sentences(plan: Plan) -> list[str]:
    """The errors of a plan, each in one line."""
    return [one.sentence for one in plan.rows.errors]


def counts(plan: Plan) -> tuple[int, int, int, int]:
    """New, changed, same and bad rows."""
    return plan.created, plan.changed, plan.same, plan.rows.bad_count
