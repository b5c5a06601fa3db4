"""Loading a sheet of a round: template, check with everything wrong at once, preview, loading."""

from io import BytesIO

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.access import purpose_with
from jobportal.platform.audit import Via, acting
from jobportal.platform.downloads import made_of
from jobportal.platform.masking import mask_name
from jobportal.platform.models import AccessEntry, StaleRecord
from jobportal.platform.packpages import PROBLEMS_SHOWN
from jobportal.platform.permissions import Permission
from jobportal.platform.recordlist import XLSX_TYPE, file_response
from jobportal.platform.values.dates import kdate
from participants.actions.loading import NotClean
from participants.actions.locking import lock_round
from participants.enquiries.entering import ENQUIRABLE
from participants.forms.uploads import EnquiryTemplateForm, SheetUploadForm
from participants.models import Enquiry, IntakeBatch, Person
from participants.queries import applicants
from participants.sheets.alike import alike
from participants.sheets.enquiry_columns import enquiry_layout
from participants.sheets.layout import SheetLayout
from participants.sheets.marking import CannotMark, marked_workbook
from participants.sheets.plan import Plan
from participants.sheets.template import write_template
from participants.views.sheet_page import ApplicationSheet, EnquirySheet, SheetPage
from participants.views.taking_out import TakingOut
from programs.models import Round

LOST = (
    "저장할 파일을 찾을 수 없습니다. 이미 저장했는지 ‘올린 파일 목록’에서 확인하고, 없으면 파일을 "
    "다시 올려 점검하세요."
)
MET_ANOTHER = (
    "올리는 사이에 다른 사람이 같은 기록을 바꾸었습니다. 아무것도 저장하지 않았습니다. 파일을 다시 "
    "올려 점검하세요."
)
OWN_FILE = "올린 사람의 파일을 오류 표시와 함께 돌려줌"
"""The purpose of the marked file: whoever takes it handed it in."""
LOADED = "파일 올리기"
CHANGES_SHOWN = 200
"""Rows of the preview that say what they change; the rest is counted."""


def template_name(round_: Round, layout: SheetLayout) -> str:
    """The file name of a template."""
    return f"{round_.code}_{layout.name}_양식.xlsx"


class SheetUpload(SheetPage):
    """Check a file whole, show what it would do, and load it when the user says so."""

    template = "participants/upload.html"

    def get(self, request, pk):
        self.open(pk)
        self.saw([])
        return self.show_form()

    def post(self, request, pk):
        self.open(pk)
        if self.refusal():
            self.saw([])
            return self.show_form(status=409)
        if request.POST.get("token"):
            return self.confirm(request.POST["token"])
        form = SheetUploadForm(request.POST, request.FILES)
        if not form.is_valid():
            self.saw([])
            return self.show_form(form, status=422)
        self.kept.keep(form.cleaned_data["file"], form.cleaned_data["note"])
        return self.show_plan(self.check(self.kept.read()))

    def show_form(self, form=None, status: int = 200, **context):
        """The page with the form to upload a file."""
        people = EnquiryTemplateForm() if self.kind == IntakeBatch.Kind.ENQUIRIES else None
        frame = {
            "form": form or SheetUploadForm(),
            "refusal": self.refusal(),
            "template_url": self.url("_template"),
            "template_form": people,
            "may_take": self.may_for(Permission.DOWNLOAD_PERSONAL, self.round),
            "sheet": self.layout(),
            "upload_url": self.url(),
            "uploads_url": self.step_url("round_uploads"),
            "own_dongs": ", ".join(sorted(self.own_dongs(self.round) or ())),
        }
        return self.show(status=status, **{**frame, **context})

    def show_plan(self, plan: Plan):
        """Counts of what the file would do, or everything wrong with it."""
        self.saw(plan.persons)
        if not plan.is_clean:
            return self.show_problems(plan)
        told, earlier = self.kept.told, self.earlier()
        if not plan.writes:
            self.kept.drop()
        return self.show_form(
            plan=plan,
            changes=plan.differences[:CHANGES_SHOWN],
            more_changes=max(0, plan.changed - CHANGES_SHOWN),
            to_write=plan.created + plan.changed,
            warnings=plan.rows.warnings[:PROBLEMS_SHOWN],
            token=told["token"] if plan.writes else "",
            file_name=told["name"],
            earlier=earlier,
        )

    def earlier(self) -> str:
        """When the same file was loaded before, in Korean; "" when it was not."""
        upload = self.kept.read()
        if upload is None:
            return ""
        same = IntakeBatch.objects.of(self.district).defer("before")
        batch = same.filter(round=self.round, file_hash=upload.hash, undone_at=None).first()
        if batch is None:
            return ""
        day = kdate(timezone.localtime(batch.loaded_at).date())
        return f"같은 파일을 {day}에 이미 올렸습니다. 달라진 줄만 저장합니다."

    def show_problems(self, plan: Plan):
        """Everything wrong at once; nothing has been written."""
        errors = plan.rows.errors
        gathered = alike(errors)
        return self.show(
            "participants/upload_problems.html",
            status=422,
            plan=plan,
            bad_rows=plan.rows.bad_count,
            problems=gathered[:PROBLEMS_SHOWN],
            error_count=len(errors),
            more=sum(one.count for one in gathered[PROBLEMS_SHOWN:]),
            warnings=plan.rows.warnings[:PROBLEMS_SHOWN],
            marked_url=self.url("_marked") if plan.rows.sheet is not None else "",
            again_url=self.url(),
            file_name=plan.rows.file_name,
        )

    def confirm(self, token: str):
        """Load the file that was checked; it is checked again, for the data may have moved on."""
        told, upload = self.kept.told, self.kept.read()
        if upload is None or told["token"] != token:
            messages.error(self.request, LOST)
            return redirect(self.url())
        try:
            with acting(self.request.user, reason=LOADED, via=Via.IMPORT), transaction.atomic():
                lock_round(self.round)
                plan = self.check(upload)
                batch = self.load(plan, upload) if plan.writes or not plan.is_clean else None
        except NotClean:
            return self.show_plan(plan)
        except (StaleRecord, IntegrityError):
            messages.error(self.request, MET_ANOTHER)
            return redirect(self.url())
        self.kept.drop()
        return self.told_loaded(plan, batch)

    def told_loaded(self, plan: Plan, batch: IntakeBatch | None):
        """On to the list of loaded files, where this one stands first, or to who applied."""
        self.saw(plan.persons | {one.pk for one in plan.creates[Person]})
        if batch is None:
            messages.info(self.request, "모두 이미 들어 있어 저장할 것이 없습니다.")
        else:
            counts = (("추가", plan.created), ("변경", plan.changed), ("동일", plan.same))
            told = ", ".join(f"{word} {count:,}건" for word, count in counts if count)
            messages.success(self.request, f"저장했습니다. {self.kind.label} {told}.")
            for level, words in self.told_after(plan):
                messages.add_message(self.request, level, words)
        return redirect(
            self.step_url("round_uploads") or f"{reverse('applicants')}?round={self.round.pk}"
        )


class SheetMarked(TakingOut, SheetPage):
    """The user's own file with its bad cells marked. POST only."""

    http_method_names = ["post"]

    def asks_password(self) -> bool:
        """No: it gives back what the same session has just handed in."""
        return False

    def post(self, request, pk):
        self.open(pk)
        upload = self.kept.read()
        if upload is None:
            raise Http404("no kept file")
        plan = self.check(upload)
        self.saw(plan.persons)
        try:
            data = marked_workbook(plan, upload.data)
        except CannotMark:
            messages.error(
                request, "이 파일에는 표시할 수 없습니다. 오류 표를 보고 파일을 고치세요."
            )
            return redirect(self.url())
        made = made_of(data, len(plan.rows.rows))
        self.saw(plan.persons, AccessEntry.Action.DOWNLOAD, purpose_with(OWN_FILE, made.told))
        stem = upload.name.rpartition(".")[0] or upload.name
        return made.answer(f"{stem}_점검.xlsx")


class ApplicationUpload(ApplicationSheet, SheetUpload):
    """신청서 올리기."""


class ApplicationTemplate(ApplicationSheet, SheetPage):
    """The empty sheet “신청서” as the round asks for it today; it tells of nobody."""

    def get(self, request, pk):
        self.open(pk)
        self.saw([])
        layout, out = self.layout(), BytesIO()
        write_template(out, layout)
        return file_response(out.getvalue(), template_name(self.round, layout), XLSX_TYPE)


class ApplicationMarked(ApplicationSheet, SheetMarked):
    """The sheet “신청서” with its marks."""


class EnquiryUpload(EnquirySheet, SheetUpload):
    """조회 결과 올리기."""


class EnquiryTemplate(EnquirySheet, TakingOut, SheetUpload):
    """The sheet “조회 결과” with the receipt numbers and masked names to enquire about."""

    def get(self, request, pk):
        self.open(pk)
        self.saw([])
        return redirect(self.url())

    def post(self, request, pk):
        self.open(pk)
        self.require_for(Permission.DOWNLOAD_PERSONAL, self.round)
        form = EnquiryTemplateForm(request.POST)
        if not form.is_valid():
            self.saw([])
            return self.show_form(status=422, template_form=form)
        found = list(applicants(self.round).filter(state__in=ENQUIRABLE))
        layout = enquiry_layout(self.round, form.cleaned_data["kinds"] or Enquiry.Kind.values)
        rows = ({"number": one.receipt, "name": mask_name(one.person.name)} for one in found)
        out = BytesIO()
        write_template(out, layout, rows, self.taken_by(form.purpose))
        made = made_of(out.getvalue(), len(found))
        self.saw(
            [one.person_id for one in found],
            AccessEntry.Action.DOWNLOAD,
            purpose_with(form.purpose, made.told),
        )
        return made.answer(template_name(self.round, layout))


class EnquiryMarked(EnquirySheet, SheetMarked):
    """The sheet “조회 결과” with its marks."""
