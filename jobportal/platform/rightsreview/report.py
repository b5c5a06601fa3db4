"""The report of a review of rights, on paper and as xlsx: each account and what was decided."""

from io import BytesIO

from django.utils import timezone

from jobportal.platform.access import account_name
from jobportal.platform.display import text_of
from jobportal.platform.models import RightsReview
from jobportal.platform.recordlist import XLSX_TYPE, file_response
from jobportal.platform.render.xlsx_list import write_rows
from jobportal.platform.rightsreview.pages import D, RightsReviewPage, rows_of, state_of
from jobportal.platform.values.dates import kdate

HEADINGS = (
    *("아이디", "이름", "부서", "역할과 범위, 기한", "마지막 로그인", "결정", "사유"),
    *("결정한 사람", "결정 일시"),
)


class RightsReport(RightsReviewPage):
    """권한 점검결과 보고서."""

    template = "rights/report.html"
    http_method_names = ["get", "head"]

    def get(self, request):
        review = self.begun()
        rows = rows_of(review, request.user.pk, None, {})
        self.title = f"{self.half} 권한 점검결과"
        if request.GET.get("format") == "xlsx":
            return self.download(review, rows)
        decisions = [row["line"].decision for row in rows]
        return self.show(
            review=review,
            half=self.half,
            office=f"{self.district.name}청",
            state=state_of(review),
            begun_at=text_of(review.begun_at),
            signed_at=text_of(review.signed_at) if review.signed_at else "",
            as_of=kdate(timezone.localtime(review.begun_at).date()),
            counts=[
                ("계", len(rows)),
                *((label, decisions.count(code)) for code, label in D.choices),
            ],
            rows=rows,
            url=self.url,
            taken_by=[f"출력: {account_name(request.user)}, {text_of(timezone.now())}"],
        )

    def download(self, review: RightsReview, rows: list[dict]):
        """The accounts as a workbook, with who signed and the opinion under them."""
        notes = [f"상태: {state_of(review)}"]
        if review.is_signed:
            notes.append(f"마친 사람: {review.signed_by} ({text_of(review.signed_at)})")
            notes.append(f"점검 의견: {review.opinion}")
        out = BytesIO()
        write_rows(out, self.title, HEADINGS, [_cells(row) for row in rows], notes)
        number = f"{self.half.first.year}-{self.half.number}"
        name = f"{self.district.name}_권한점검_{number}.xlsx"
        return file_response(out.getvalue(), name, XLSX_TYPE)


def _cells(row: dict) -> tuple[str, ...]:
    line = row["line"]
    return (
        *(line.username, line.name, line.department, line.roles.replace("\n", " / ")),
        *(row["last_login"], line.get_decision_display(), line.reason),
        str(line.decided_by or ""),
        text_of(line.decided_at) if line.decided_at else "",
    )
