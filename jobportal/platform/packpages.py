"""The pages for data packs: check and load a file, and download the template."""

from io import BytesIO

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.formfields import refuse_resident_number, refuse_unusable
from jobportal.platform.intake.packs import PackCheck, PackResult
from jobportal.platform.intake.template import sheet_notes, template_workbook
from jobportal.platform.keptfiles import forget, keep_sealed, kept_sealed
from jobportal.platform.models import StaleRecord
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.recordlist import XLSX_TYPE, file_response

PROBLEMS_SHOWN = 1_000
"""Problems on one page; the rest is counted."""


class UploadForm(forms.Form):
    """The file of a pack."""

    file = forms.FileField(
        label="파일",
        help_text="엑셀(.xlsx)이나 CSV 한 파일, 20MB까지 올릴 수 있습니다.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "올릴 파일을 고르세요.", "empty": "빈 파일입니다."},
    )
    note = forms.CharField(
        label="올리는 까닭",
        max_length=200,
        required=False,
        validators=[refuse_unusable, refuse_resident_number],
        help_text="변경 이력에 남습니다. 예: 2026년 1분기 실적 반영",
    )


class PackImport(Page):
    """Check a pack whole, show what it would do, and load it when the user says so."""

    template = "packs/import.html"
    permission = Permission.IMPORT_RECORDS
    title, section = "자료 올리기", "자료 꾸러미"

    def extra(self):
        return {"form": UploadForm(), "template_url": reverse("pack_template")}

    def post(self, request):
        if request.POST.get("token"):
            return self.load(request.POST["token"])
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(**{**self.extra(), "form": form}, status=422)
        upload = form.cleaned_data["file"]
        check = PackCheck(upload, upload.name, self.district)
        if not check.result.is_clean:
            return self.show_problems(check.result, upload.name)
        counts = _counts(check.result)
        is_new = counts["total"]["new"] or counts["total"]["changed"]
        token = self.keep(upload, form.cleaned_data["note"]) if is_new else ""
        return self.show(**self.extra(), **counts, token=token)

    def show_problems(self, result: PackResult, name: str):
        """Everything wrong at once; nothing has been written."""
        return self.show(
            "packs/problems.html",
            status=422,
            problems=result.problems[:PROBLEMS_SHOWN],
            problem_count=len(result.problems),
            import_url=reverse("pack_import"),
            file_name=name,
        )

    def keep(self, upload, note: str) -> str:
        """Keep the checked file until the user confirms; only this session can name it."""
        upload.seek(0)
        token = keep_sealed(upload.read())
        self.request.session["pack"] = {"token": token, "name": upload.name, "note": note}
        return token

    def load(self, token: str):
        """Load the file that was checked; it is checked again, for the data may have moved on."""
        told = self.request.session.pop("pack", None)
        content = kept_sealed(token) if told and told["token"] == token else None
        if content is None:
            messages.error(
                self.request, "점검한 파일을 찾을 수 없습니다. 파일을 다시 올려 점검하세요."
            )
            return redirect("pack_import")
        forget(token)
        check = PackCheck(BytesIO(content), told["name"], self.district)
        if not check.result.is_clean:
            return self.show_problems(check.result, told["name"])
        reason = told["note"] or f"{told['name']} 올리기"
        try:
            with acting(self.request.user, reason=reason, via=Via.IMPORT):
                result = check.write()
        except (StaleRecord, IntegrityError):
            messages.error(
                self.request,
                "올리는 사이에 다른 사람이 같은 기록을 바꾸었습니다. 아무것도 저장하지 않았습니다. "
                "파일을 다시 올려 점검하세요.",
            )
            return redirect("pack_import")
        return self.show(**self.extra(), **_counts(result), saved=True)


def _counts(result: PackResult) -> dict:
    counts = [
        {"sheet": c.label, "new": c.created, "changed": c.changed, "same": c.same}
        for c in result.counts
        if c.created or c.changed or c.same
    ]
    total = {name: sum(c[name] for c in counts) for name in ("new", "changed", "same")}
    warnings = [problem for problem in result.problems if problem.level != "error"]
    return {"counts": counts, "total": {**total, "shown": True}, "warnings": warnings}


class PackTemplate(Page):
    """What a pack holds, sheet by sheet, and the template to fill in."""

    template = "packs/template.html"
    permission = Permission.SEE_RECORDS
    title, section = "양식 내려받기", "자료 꾸러미"

    def get(self, request):
        if request.GET.get("format") == "xlsx":
            out = BytesIO()
            template_workbook(out, self.district)
            return file_response(out.getvalue(), f"{self.district.name}_자료_양식.xlsx", XLSX_TYPE)
        url = f"{reverse('pack_template')}?format=xlsx"
        return self.show(
            downloads=[("엑셀 양식", url)],
            sheets=sheet_notes(),
            import_url=reverse("pack_import"),
        )
