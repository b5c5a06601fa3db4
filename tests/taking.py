"""Every way a file or a printed sheet leaves the portal, and what stands in a file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.granting import give
from jobportal.platform.models import District, User
from jobportal.platform.permissions import Permission
from jobportal.platform.records import kinds_by_slug
from participants.announcing.message_templates import EXAMPLE
from participants.models import Destruction, Placement
from participants.rosters.by_use import Preset
from programs.models import HostUnit, Round
from reports.catalogue import TABLES
from reports.declare import ReportTable
from reports.files import CONTENT_TYPES
from reports.forms import TryForm
from tests.making import make
from tests.participants.announcing import (
    a_consent,
    a_message_item,
    a_publication,
    an_appeal,
    an_ineligible,
)
from tests.participants.placing import a_selection, an_entry
from tests.participants.uploading import applications, results
from tests.participants.uploading import someone as applicant
from tests.walking import TODAY, office, someone

P = Permission
WHY = {"purpose_kind": "REPORT", "purpose_text": "구의회에 낼 명단 작성"}
WITHIN = {**WHY, "audience": "INSIDE"}
YEAR = 2026


@dataclass(frozen=True)
class Taken:
    """One way: an address asked by GET with a query, or by POST with what a form sends.

    ``needs`` are the permissions without any one of which it is refused. ``is_saved`` says that it
    is a file where nothing asked for says so. ``handed_in`` is a file that comes back marked.
    """

    name: str
    args: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)
    data: dict | None = None
    needs: tuple[Permission, ...] = ()
    is_saved: bool = False
    handed_in: bytes = b""

    @property
    def told(self) -> str:
        """The way in words, for a failing test."""
        return f"{self.name} {self.args} {self.query or self.data}"

    @property
    def is_file(self) -> bool:
        """True for a file to save, False for a sheet to print."""
        asked = {**self.query, **(self.data or {})}
        return (
            self.is_saved
            or "preset" in asked
            or "format" in asked
            or asked.get("do") in ("xlsx", "csv")
        )

    @property
    def door(self) -> tuple:
        """What decides who gets through: the address and the permissions."""
        return self.name, self.needs

    def ask(self, client):
        """The answer to somebody signed in."""
        url = reverse(self.name, kwargs=self.args)
        if self.handed_in:
            file = SimpleUploadedFile("가상.xlsx", self.handed_in)
            sheet = reverse(self.name.removesuffix("_marked"), kwargs=self.args)
            client.post(sheet, {"file": file, "note": ""})
        return client.get(url, self.query) if self.data is None else client.post(url, self.data)


def full_office(district: District, secret: str) -> dict[str, dict]:
    """An office in which everything that can be taken out holds something that bears the secret."""
    with acting("시험", via=Via.COMMAND):
        for kind in kinds_by_slug().values():
            make(kind, district, 1, secret)
        places = office(district, secret)
        user = User.objects.create_user(f"{secret}-user", name=f"{secret}인")
        give(user, district, "COUNCIL", "시험")
        _announced(places, secret)
    return places


def _announced(places: dict, secret: str) -> None:
    """The round's second list, announced; a unit to write to, an appeal answered, a refusal."""
    round_ = Round.objects.get(pk=places["rounds/"]["pk"])
    unit = HostUnit(district=round_.district, code=f"{secret}-과", name=f"{secret} 사업과")
    unit.save()
    project = round_.work_projects.first()
    project.host_unit = unit
    project.save()
    selection = a_selection(round_, someone(round_.district, *P), 2)
    placed = Placement.objects.get(round=round_).application
    an_entry(selection, placed, project=project)
    publication = a_publication(selection, contact=f"{secret}과", appeal_place=f"{secret}청")
    a_consent(a_message_item(round_.district), placed)
    refused = an_ineligible(round_, 5)
    answered = an_appeal(
        refused,
        selection,
        state="REJECTED",
        answer=f"{secret} 기각",
        decided_on=publication.remove_on,
    )
    _destroyed(round_, secret)
    places["refused"], places["answered"] = {"pk": refused.pk}, {"pk": answered.pk}
    places["unit"] = {"pk": unit.pk}


def _destroyed(round_: Round, secret: str) -> None:
    """A destruction in the register."""
    now = timezone.now()
    Destruction(
        **{"district": round_.district, "kind": "RECORDS", "state": "DONE", "as_of": TODAY()},
        **{"reason": f"{secret} 만료", "requested_at": now, "decided_at": now},
        requested_by=someone(round_.district, *P),
        decided_by=someone(round_.district, *P),
    ).save()


def ways_out(places: dict, district: District) -> Iterator[Taken]:
    """Every way there is, over the objects of an office."""
    yield from _of_records()
    yield from _of_reports(places, district)
    yield from _of_people(places)


def _of_records() -> Iterator[Taken]:
    for slug in kinds_by_slug():
        for format_ in ("xlsx", "csv"):
            yield Taken("record_list", {"slug": slug}, {"format": format_}, None, (P.SEE_RECORDS,))
    yield Taken("pack_template", {}, {"format": "xlsx"}, None, (P.SEE_RECORDS,))
    yield Taken("grant_events", {}, {"format": "xlsx"}, None, (P.SEE_GRANTS,))
    month = {"year": TODAY().year, "month": TODAY().month}
    yield Taken("access_report", month, {"format": "xlsx"}, None, (P.REVIEW_ACCESS,))
    yield Taken("personal_files", {}, {"format": "xlsx"})
    yield Taken("provision_list", {}, {"format": "xlsx"}, None, (P.SEE_PROVISIONS,))
    yield Taken("destruction_register", {}, {"format": "xlsx"}, None, (P.SEE_DESTRUCTION,))


def _of_reports(places: dict, district: District) -> Iterator[Taken]:
    document, item = places["documents/"], places["documents/<int:pk>/items/<str:code>"]
    needs = (P.SEE_REPORTS,)
    for key, table in TABLES.items():
        asked = tried(table, district)
        for format_ in CONTENT_TYPES:
            query = {**asked, "format": format_}
            yield Taken("catalogue_table", {"key": key}, query, None, needs)
    for format_ in CONTENT_TYPES:
        yield Taken("document_download", document, {"format": format_}, None, needs)
        yield Taken("document_item", item, {"format": format_}, None, needs)
    yield Taken("snapshot", {**document, "number": 1}, {"format": "json"}, None, needs)


def _of_people(places: dict) -> Iterator[Taken]:
    round_ = places["rounds/"]
    taking, telling = (P.DOWNLOAD_PERSONAL,), (P.PUBLISH_RESULTS,)
    yield Taken("round_public_list", round_, {"format": "xlsx"}, None, (P.SEE_APPLICANTS,))
    yield Taken("round_public_list", round_, {}, None, (P.SEE_APPLICANTS,))
    scope = f"round-{round_['pk']}"
    for preset in Preset:
        yield Taken("rosters", {}, {}, {"scope": scope, "preset": preset.value, **WITHIN}, taking)
    yield Taken("council_rosters", {}, {}, council(round_["pk"]), taking, is_saved=True)
    yield Taken("pseudonyms", {}, {}, pseudonyms(), taking, is_saved=True)
    letters = {"unit": str(places["unit"]["pk"]), **WITHIN}
    yield Taken("round_letters", round_, {}, {"do": "xlsx", **letters}, (*telling, *taking))
    yield Taken("round_letters", round_, {}, {"do": "print", **letters}, telling)
    yield Taken("round_notices", round_, {}, WHY, telling)
    for format_ in ("xlsx", "csv"):
        words = {"do": format_, "template": EXAMPLE, **WHY}
        yield Taken("round_messages", round_, {}, words, (*telling, *taking))
    term = {"told_on": "2026. 2. 12.", "appeal_days": "5", "appeal_place": "가상청"}
    told = {**term, "contact": "가상과", **WHY}
    asked = {"received_on": "2026. 2. 12.", "verified": "IN_PERSON"}
    yield Taken("person_disclosure", places["participants/persons/"], {}, asked, (P.SCREEN,))
    yield Taken("refusal_notice", places["refused"], {}, told, (P.SCREEN,))
    yield Taken("appeal_answer", places["answered"], {}, WHY, telling)
    yield from _of_sheets(round_)


def pseudonyms() -> dict:
    """An extract under pseudonyms, as its form sends it."""
    return {
        **{"year": str(YEAR), "purpose_kind": "STATISTICS", "purpose_text": WHY["purpose_text"]},
        **{"receiver": "가상구 일자리정책과", "basis": "개인정보 보호법 제28조의2"},
        **{"until_on": f"{TODAY():%Y%m%d}", "measures": "이용 후 파기"},
    }


def council(round_pk: int) -> dict:
    """A roster with whole names, as its form sends it: masked ones show nobody's."""
    return {
        **{"round": str(round_pk), "use": "APPLICANTS", "purpose_text": WHY["purpose_text"]},
        **{"receiver": "가상구의회", "basis": "지방자치법 제48조", "measures": "이용 후 파기"},
        **{"until_on": f"{TODAY():%Y%m%d}", "with_names": "on"},
        **{"approved_by": "OFFICER", "approval": "가상과-1"},
    }


def _of_sheets(round_: dict) -> Iterator[Taken]:
    """The sheets of a round: templates, and files with something wrong that come back marked."""
    secret = Round.objects.get(pk=round_["pk"]).code
    in_, screen, take = (P.TAKE_IN,), (P.SCREEN,), (P.SCREEN, P.DOWNLOAD_PERSONAL)
    wrong = applications(applicant(1, 성별="중성", 비고=secret))
    unknown = results({"접수번호": 99_999, "조회일": "어제", "비고": secret})
    name = "upload_applications"
    yield Taken(f"{name}_template", round_, {}, None, in_, is_saved=True)
    yield Taken(f"{name}_marked", round_, {}, {}, in_, is_saved=True, handed_in=wrong)
    name = "upload_enquiries"
    yield Taken(f"{name}_template", round_, {}, WHY, take, is_saved=True)
    yield Taken(f"{name}_marked", round_, {}, {}, screen, is_saved=True, handed_in=unknown)


def tried(table: ReportTable, district: District) -> dict:
    """What the form of a report table sends: its defaults, else choices that there are."""
    fields = TryForm(None, table=table, district=district).fields
    sent = {name: _typed(one) for name, one in fields.items()}
    return {name: value for name, value in sent.items() if value}


def _typed(one: forms.Field):
    if isinstance(one, forms.MultipleChoiceField):
        return one.initial or [code for code, _ in one.choices]
    if isinstance(one, forms.ChoiceField):
        codes = [code for code, _ in one.choices]
        return one.initial if one.initial in codes else codes[-1]
    return one.initial or (str(YEAR) if one.required else "")


def text_within(answer) -> str:
    """Everything a file says: an xlsx is opened, every part of it is read."""
    content = answer.getvalue()
    if not is_zipfile(BytesIO(content)):
        return content.decode()
    with ZipFile(BytesIO(content)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist())
