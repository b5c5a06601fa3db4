"""What the two sheets of a round differ in, and the file kept between checking and loading it."""

from collections import Counter
from io import BytesIO

from django.urls import reverse
from django.utils import timezone

from jobportal.platform.keptfiles import forget, keep_sealed, kept_sealed
from jobportal.platform.permissions import Permission
from participants.actions.loading import Upload, load_applications, load_enquiries
from participants.actions.screening import screen_again
from participants.models import IntakeBatch
from participants.sheets.application_columns import application_layout
from participants.sheets.application_plan import ApplicationPlan
from participants.sheets.enquiry_columns import enquiry_layout
from participants.sheets.enquiry_plan import EnquiryPlan
from participants.sheets.layout import SheetLayout
from participants.sheets.own_dongs import OwnDongs
from participants.sheets.plan import Plan
from participants.sheets.rows import SheetRows
from participants.taking import intake_refusal
from participants.views.resident_page import OF_DONGS
from participants.views.round_page import RoundPage
from participants.views.screening_words import Told, results_words


class ApplicationSheet:
    """What is particular to the sheet “신청서”."""

    kind = IntakeBatch.Kind.APPLICATIONS
    name = "upload_applications"
    permission = Permission.TAKE_IN
    confinable = OF_DONGS
    title = personal_task = "신청서 올리기"

    def layout(self) -> SheetLayout:
        """The sheet as the round asks for it today."""
        return application_layout(self.round, timezone.localdate())

    def plan(self, rows: SheetRows) -> Plan:
        """What the rows would do now."""
        own = OwnDongs(self.own_dongs(self.round))
        return ApplicationPlan(self.round, rows, timezone.localdate(), own, self.known_dongs())

    def load(self, plan: Plan, upload: Upload) -> IntakeBatch:
        """Write the plan."""
        return load_applications(plan, upload, self.request.user)

    def told_after(self, plan: Plan) -> Told:
        """What else to say once the plan is written: nothing."""
        return []

    def refusal(self) -> str:
        """Why nothing may be loaded now, in Korean; "" when it may."""
        return intake_refusal(self.round, timezone.localdate())


class EnquirySheet:
    """What is particular to the sheet “조회 결과”."""

    kind = IntakeBatch.Kind.ENQUIRIES
    name = "upload_enquiries"
    permission = Permission.SCREEN
    title = personal_task = "조회 결과 올리기"

    def layout(self) -> SheetLayout:
        """The sheet with every kind of enquiry; a file may hold some of them."""
        return enquiry_layout(self.round)

    def plan(self, rows: SheetRows) -> Plan:
        """What the rows would do now."""
        return EnquiryPlan(self.round, rows, timezone.localdate())

    def load(self, plan: Plan, upload: Upload) -> IntakeBatch:
        """Write the plan and screen anew those under review of whom results came."""
        batch = load_enquiries(plan, self.round, upload)
        self.screened = screen_again(self.round, plan.touched)
        return batch

    def told_after(self, plan: Plan) -> Told:
        """What came of the screening, and for whom there was none."""
        states = Counter(one.state for one in plan.touched.values())
        return results_words(self.screened, states)

    def refusal(self) -> str:
        """Results are entered whenever there are applications to enter them for."""
        return ""


class KeptUpload:
    """The checked file of this session for one sheet of one round; nobody else can name it."""

    def __init__(self, session, round_pk: int, name: str):
        self.session, self.slot = session, f"{name}:{round_pk}"

    @property
    def told(self) -> dict | None:
        """Token, file name and note."""
        return self.session.get(self.slot)

    def keep(self, upload, note: str) -> dict:
        """Keep a file encrypted, instead of an earlier one."""
        self.drop()
        upload.seek(0)
        token = keep_sealed(upload.read())
        self.session[self.slot] = {"token": token, "name": upload.name, "note": note}
        return self.session[self.slot]

    def read(self) -> Upload | None:
        """The file; None when it is gone."""
        data = kept_sealed(self.told["token"]) if self.told else None
        return None if data is None else Upload(self.told["name"], data, self.told["note"])

    def drop(self) -> None:
        """Remove the file."""
        if self.told:
            forget(self.session.pop(self.slot)["token"])


class SheetPage(RoundPage):
    """A page about one sheet of a round; ``kind`` and the rest come with the sheet."""

    step = "round_uploads"
    name = ""

    def open(self, pk: int) -> None:
        """The round of the address and the file kept for it."""
        self.load_round(pk)
        self.kept = KeptUpload(self.request.session, self.round.pk, self.name)

    def check(self, upload: Upload) -> Plan:
        """The file held against the round; nothing is written."""
        return self.plan(SheetRows(self.layout(), BytesIO(upload.data), upload.name))

    def url(self, suffix: str = "") -> str:
        """An address of this sheet."""
        return reverse(f"{self.name}{suffix}", args=[self.round.pk])
