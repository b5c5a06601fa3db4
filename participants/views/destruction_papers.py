"""파기요청서 and 파기관리대장, the papers of a destruction (표준지침 별지 4·5, PD-61)."""

from io import BytesIO

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.access import account_name
from jobportal.platform.display import text_of
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.recordlist import XLSX_TYPE, file_response
from jobportal.platform.render.cells import Kind
from jobportal.platform.render.xlsx_list import ListColumn, write_rows
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from participants.actions.destruction import METHOD
from participants.models import Destruction
from participants.retention.targets import DAYS, Target, read_targets, targets_of

SECTION = "관리"
K, S = Destruction.Kind, Destruction.State
PLACE = "일자리정책 업무포털 데이터베이스와 파일 저장소"
CHECKED = "포털이 지우거나 바꾼 건수를 세어 남김. 요청 대상과 견주어 확인"
BACKUPS = "백업본은 운영 지침의 보관기간이 지나면 지움. 되살릴 때는 대장에 따라 다시 파기"
WORK = {
    K.INVESTIGATION: "참여자 선발을 위한 자격심사",
    K.RECORDS: "일자리사업 참여자의 접수·선발·배치",
    K.KEPT: "다른 법령에 따른 보존",
}
COLUMNS = (
    ListColumn("번호", Kind.COUNT),
    *map(ListColumn, ("개인정보파일", "자료의 종류", "생성일", "폐기일", "폐기 사유")),
    ListColumn("건수", Kind.COUNT),
    *map(ListColumn, ("파기 방법", "처리 담당자(요청)", "승인·수행자")),
)
"""The columns of the form, with the counts and the method."""


class DestructionPaper(Page):
    """A printed page about destroying; nobody destroyed is named on it."""

    section = SECTION
    permission = Permission.SEE_DESTRUCTION
    http_method_names = ["get", "head"]

    def destructions(self):
        """Those of the district, with what is printed of them."""
        rows = reachable(self.request, Destruction)
        return rows.select_related("round", "requested_by", "decided_by")

    def show_paper(self, **context):
        """The sheet, with the line that says who printed it."""
        printed = f"출력: {account_name(self.request.user)}, {text_of(timezone.now())}"
        frame = {"office": f"{self.district.name}청", "taken_by": [printed]}
        return self.show(**frame, back=reverse("destructions"), **context)


class DestructionRequest(DestructionPaper):
    """개인정보파일 파기 요청서."""

    template, title = "participants/papers/destruction_request.html", "파기요청서"

    def get(self, request, pk):
        one = self.destructions().filter(pk=pk).first()
        if one is None:
            raise Http404("no such destruction")
        is_open = one.state == S.REQUESTED
        targets = targets_of(one) if is_open else read_targets(one.targets)
        return self.show_paper(
            one=one, rows=rows_of(one, targets), targets=targets, days=DAYS[one.kind]
        )


class DestructionRegister(DestructionPaper):
    """개인정보파일 파기 관리대장, to print and as xlsx."""

    template, title = "participants/papers/destruction_register.html", "파기관리대장"

    def get(self, request):
        done = self.destructions().filter(state=S.DONE).order_by("decided_at", "pk")
        rows = [register_row(number, one) for number, one in enumerate(done, start=1)]
        if request.GET.get("format") == "xlsx":
            return self.download(rows)
        return self.show_paper(columns=[one.heading for one in COLUMNS], rows=rows)

    def download(self, rows: list[list]):
        """The register, every column of the form."""
        out = BytesIO()
        write_rows(out, f"{self.district.name} 개인정보파일 파기 관리대장", COLUMNS, rows)
        name = f"{timezone.localdate():%Y%m%d}_{self.district.name}_파기관리대장.xlsx"
        return file_response(out.getvalue(), name, XLSX_TYPE)


def rows_of(one: Destruction, targets: list[Target]) -> list[tuple[str, str]]:
    """Label and text of each field of the form, in its order; "" to fill in by hand."""
    is_done = one.state == S.DONE
    asked_by = account_name(one.requested_by)
    decided_by = account_name(one.decided_by) if is_done else ""
    return [
        ("작성일", day_of(one.requested_at)),
        ("작성자", asked_by),
        ("파기 대상 개인정보파일", file_name_of(one)),
        ("생성일자", span_of(targets)),
        ("개인정보취급자", asked_by),
        ("주요 대상업무", WORK[one.kind]),
        ("현재 보관 건수", f"{sum(target.count for target in targets):,}건"),
        ("파기 사유", one.reason),
        ("파기 일정", day_of(one.decided_at) if is_done else "승인 즉시"),
        ("특기사항", one.decision_note),
        ("파기 승인일", day_of(one.decided_at) if is_done else one.get_state_display()),
        ("승인자(개인정보 보호책임자)", decided_by),
        ("파기 장소", PLACE),
        ("파기 방법", one.method or METHOD),
        ("파기 수행자", f"{decided_by} (승인과 함께 포털이 수행)" if is_done else ""),
        ("입회자", ""),
        ("폐기 확인 방법", CHECKED),
        ("백업 조치", BACKUPS),
        ("매체 폐기 여부", "해당 없음(매체는 계속 씀)"),
    ]


def register_row(number: int, one: Destruction) -> list:
    """A line of the register; what was destroyed is counted, never named."""
    counts = ", ".join(f"{label} {count:,}건" for label, count in one.counts.items() if count)
    return [
        *(number, file_name_of(one), "전자파일(데이터베이스)"),
        *(span_of(read_targets(one.targets)), day_of(one.decided_at), one.reason),
        sum(one.counts.values()),
        f"{one.method}: {counts}",
        *(account_name(one.requested_by), account_name(one.decided_by)),
    ]


def file_name_of(one: Destruction) -> str:
    """The file as the register names it."""
    return f"{one.get_kind_display()} ({one.round})" if one.round else one.get_kind_display()


def span_of(targets: list[Target]) -> str:
    """From the first day to the last on which what is destroyed was made."""
    if not targets:
        return ""
    first_on = min(target.first_on for target in targets)
    last_on = max(target.last_on for target in targets)
    return Target("", 0, first_on, last_on).span


def day_of(moment) -> str:
    """The day of a moment, as the office counts days."""
    return kdate(timezone.localdate(moment))
