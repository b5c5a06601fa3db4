"""개인정보 처리 현황: what is kept of people, why and how long, for everybody who works with it."""

from io import BytesIO

from django.utils import timezone

from jobportal.platform.dictionary import Category
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.recordlist import XLSX_TYPE, file_response
from jobportal.platform.render.xlsx_list import ListColumn, write_rows
from participants.personal_files import PersonalFile, identity_meter, personal_files

C = Category
COLUMNS = (
    *("개인정보파일", "처리 목적", "처리 근거", "개인정보 항목", "고유식별정보 항목"),
    *("민감정보·소득·재산 항목", "보유 기간", "취급 부서"),
)


class PersonalFiles(Page):
    """개인정보 처리 현황."""

    template, title, section = "participants/personal_files.html", "개인정보 처리 현황", "관리"
    permission = None

    def get(self, request):
        rows = [self.row(one) for one in personal_files()]
        if request.GET.get("format") == "xlsx":
            return self.download(rows)
        may_count = self.may(Permission.SEE_ACCESS)
        return self.show(
            columns=COLUMNS,
            rows=rows,
            meter=identity_meter(self.district) if may_count else None,
            may_see_provisions=self.may(Permission.SEE_PROVISIONS),
            downloads=[("엑셀로 받기", f"{request.path}?format=xlsx")],
        )

    def row(self, one: PersonalFile) -> tuple[str, ...]:
        """A file in the order of the columns."""
        sensitive = one.of(C.SENSITIVE, C.INCOME)
        items = (one.of(C.PERSONAL), one.of(C.IDENTITY), sensitive)
        department = f"{self.district.name} 일자리정책과"
        return (one.name, one.purpose, one.basis, *items, one.retention, department)

    def download(self, rows: list[tuple[str, ...]]):
        """The items that the registration of a file asks for (개인정보 보호법 제32조)."""
        out = BytesIO()
        write_rows(
            out, f"{self.district.name} {self.title}", [ListColumn(c) for c in COLUMNS], rows
        )
        name = f"{timezone.localdate():%Y%m%d}_{self.district.name}_개인정보처리현황.xlsx"
        return file_response(out.getvalue(), name, XLSX_TYPE)
