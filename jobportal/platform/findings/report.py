"""접속기록 점검결과 보고서: a month's review on paper and as xlsx."""

from datetime import timedelta
from io import BytesIO

from django.db.models import Count
from django.utils import timezone

from jobportal.platform.access import account_name
from jobportal.platform.accessreview import Month
from jobportal.platform.display import text_of
from jobportal.platform.findings.rows import rows_of
from jobportal.platform.models import AccessEntry, AccessFinding, AccessReview
from jobportal.platform.recordlist import XLSX_TYPE, file_response
from jobportal.platform.render.xlsx_list import write_rows
from jobportal.platform.reviewpages import ReviewMonth, state_of
from jobportal.platform.values.dates import kdate, kmonth, kperiod

HEADINGS = (
    *("항목", "계정", "날짜", "내용", "상태", "소명 요청", "소명 기한", "소명", "소명 일시"),
    *("확인·조치 내용", "마친 사람", "마친 일시", "이월"),
)


class ReviewReport(ReviewMonth):
    """The report of a month: period, reviewers, counts, each finding with its follow-up."""

    template = "access/report.html"
    http_method_names = ["get", "head"]

    def get(self, request):
        self.title = f"{kmonth(self.month_on)} 점검결과 보고서"
        rows = rows_of(self.month, request.user.pk)
        reviews = list(self.month.reviews())
        if request.GET.get("format") == "xlsx":
            return self.download(rows, reviews)
        return self.show(
            office=f"{self.district.name}청",
            period=period_of(self.month),
            reviews=[(review, text_of(review.at)) for review in reviews],
            state=state_of(self.month, reviews),
            counts=counts_of(self.month),
            outcomes=outcomes_of(rows),
            rows=[{**row, "cells": cells_of(row)} for row in rows],
            month_url=self.month_url,
            taken_by=[f"출력: {account_name(request.user)}, {text_of(timezone.now())}"],
        )

    def download(self, rows: list[dict], reviews: list[AccessReview]):
        """The findings as a workbook, with period, counts and opinions under them."""
        notes = [
            f"점검 기간: {period_of(self.month)}",
            *(f"{label}: {count:,}건" for label, count in counts_of(self.month)),
            *(f"점검자 {one.reviewer_name}({text_of(one.at)}): {one.opinion}" for one in reviews),
        ]
        out = BytesIO()
        title = f"{kmonth(self.month_on)} 접속기록 점검결과"
        write_rows(out, title, HEADINGS, [cells_of(row) for row in rows], notes)
        name = f"{self.district.name}_접속기록점검_{self.month_on:%Y-%m}.xlsx"
        return file_response(out.getvalue(), name, XLSX_TYPE)


def period_of(month: Month) -> str:
    """The days of the month."""
    return kperiod(month.month_on, month.ends_on - timedelta(days=1))


def counts_of(month: Month) -> list[tuple[str, int]]:
    """The entries of the month, all and by action."""
    counts = dict(month.entries().values_list("action").annotate(Count("id")))
    by_action = [(label, counts.get(code, 0)) for code, label in AccessEntry.Action.choices]
    return [("계", sum(counts.values())), *by_action]


def outcomes_of(rows: list[dict]) -> list[tuple[str, int]]:
    """The findings: all, by state, and those carried over."""
    here = [row["finding"].state for row in rows if not row["to_month"]]
    by_state = [(label, here.count(code)) for code, label in AccessFinding.State.choices]
    carried = len(rows) - len(here)
    return [("계", len(rows)), *by_state, ("다음 달로 이월", carried)]


def cells_of(row: dict) -> tuple[str, ...]:
    """A finding under :data:`HEADINGS`."""
    one = row["finding"]
    return (
        one.rule,
        one.account_name,
        kdate(one.on) if one.on else "",
        one.told,
        "이월" if row["to_month"] else one.get_state_display(),
        one.question,
        kdate(one.due_on) if one.due_on else "",
        one.answer,
        text_of(one.answered_at) if one.answered_at else "",
        one.outcome,
        str(one.settled_by or ""),
        text_of(one.settled_at) if one.settled_at else "",
        f"{row['to_month']}로 이월: {row['carry_reason']}" if row["to_month"] else "",
    )
