"""The four forms of the intake screen as one: filled, kept as typed, taken over, checked."""

from collections.abc import Collection

from django.utils import timezone

from jobportal.platform.display import label_of, value_text
from jobportal.platform.models import Record
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.residents import phone_text
from participants.dongs import dong_remark
from participants.forms.answers import ConsentsForm, PapersForm
from participants.forms.application import ApplicationForm, CorrectionForm
from participants.forms.person import PersonForm
from participants.models import Application, Person
from participants.queries import consent_form, required_documents
from participants.taking import is_over
from participants.workflow import EDITABLE
from programs.models import Round

PERSON_FIELDS = ("name", "former_name", "sex", "address", "dong")
HOUSEHOLD_FIELDS = ("household_size", "dependants", "note")


class IntakeForms:
    """Person, application, consents and papers of one application.

    ``is_foreign`` says that the chosen person is nobody the user reaches: there is no form of what
    is known of them then, and nothing of it changes.
    """

    def __init__(
        self,
        round_: Round,
        application: Application | None,
        chosen: Person | None,
        data=None,
        token: str = "",
        counter: dict[str, str] | None = None,
        is_foreign: bool = False,
        dongs: Collection[str] = (),
    ):
        self.round, self.chosen, self.is_foreign = round_, chosen, is_foreign
        self.dongs = dongs  # as they were before anything is saved
        today = timezone.localdate()
        consents = list(application.consents.select_related("item__form")) if application else []
        papers = list(application.documents.all()) if application else []
        form = consents[0].item.form if consents else consent_form(round_, today)
        self.consent_form = form
        self.person = PersonForm(
            data,
            instance=None if is_foreign else chosen,
            district=round_.district,
            rrn_allowed=round_.programme.rrn_allowed,
        )
        # after the last day each paper bears the day it came on, which is never today
        day = None if is_over(round_, today) else today
        initial = {} if application else {"received_on": day, **(counter or {})}
        self.application = ApplicationForm(
            data,
            instance=application,
            round_=round_,
            initial={**initial, "token": token or "kept-with-the-application"},
        )
        self.consents = ConsentsForm(data, form=form, kept={one.item_id: one for one in consents})
        documents = required_documents(round_)
        kept = {one.document_id: one for one in papers}
        self.papers = PapersForm(data, documents=documents, kept=kept)
        is_reviewed = application is not None and application.state not in EDITABLE
        self.correction = CorrectionForm(data) if is_reviewed else None

    @property
    def all(self) -> tuple:
        """The forms in the order of the screen."""
        rest = self.application, self.consents, self.papers
        person = () if self.is_foreign else (self.person,)
        correction = () if self.correction is None else (self.correction,)
        return (*person, *rest, *correction)

    @property
    def applicant(self) -> Person:
        """Who applies, with what was typed of them."""
        return self.chosen if self.is_foreign else self.person.instance

    def refuse(self, why: str) -> None:
        """Say over the first form why nothing was saved."""
        self.all[0].add_error(None, why)

    def is_valid(self, submit: bool) -> bool:
        """True when all are; a submitted one also has its mandatory consents."""
        checked = [form.is_valid() for form in self.all]
        if submit and self.consents.is_bound:
            self.consents.refuse_incomplete()
        return all(checked) and self.consents.is_valid()

    @property
    def reason(self) -> str:
        """Why a review is corrected; "" where none has begun. The forms are valid."""
        return self.correction.cleaned_data["correction_reason"] if self.correction else ""

    @property
    def has_errors(self) -> bool:
        """True when something must be mended."""
        return any(form.is_bound and form.errors for form in self.all)

    @property
    def is_stale(self) -> bool:
        """True when somebody else saved the person or the application in between."""
        return self.application.is_stale or (not self.is_foreign and self.person.is_stale)

    def as_typed(self) -> "IntakeForms":
        """The forms with what was typed and without any judgement on it."""
        for form in self.all:
            form.initial = {
                name: field.widget.value_from_datadict(form.data, form.files, name)
                for name, field in form.fields.items()
            }
            form.is_bound = False
        return self

    def taken_over(self, person: Person, earlier: Application | None) -> "IntakeForms":
        """As typed, but with the person's own data and the household of an earlier application."""
        self.as_typed()
        if not self.is_foreign:
            self.bring_person(person)
        if earlier is not None:
            self.application.initial |= {name: getattr(earlier, name) for name in HOUSEHOLD_FIELDS}
            self.application.initial |= {
                "is_head": earlier.is_head,
                "groups": [row.group for row in earlier.groups.all()],
            }
        return self

    def bring_person(self, person: Person) -> None:
        """Put what is known of somebody into the form."""
        self.person.initial |= {name: getattr(person, name) for name in PERSON_FIELDS}
        self.person.initial |= {
            "birth_on": kdate(person.birth_on),
            "phone": phone_text(person.phone),
            "person_version": person.version,
            "rrn": "",
        }

    def remarks(self) -> list[str]:
        """What a clerk should look at again, although it was saved."""
        told = []
        if not self.is_foreign and self.person.checksum_fails:
            told.append(
                "주민등록번호의 검증 숫자가 맞지 않습니다. 2020년 10월 이후에 받은 번호가 아니면 "
                "신분증과 다시 맞추어 보세요."
            )
        lived = "" if self.is_foreign else self.person.instance.dong
        received = self.application.instance.reception_dong
        typed = {"행정동": lived, "접수 동": received}
        remarks = (dong_remark(label, word, self.dongs) for label, word in typed.items())
        return [*told, *filter(None, remarks)]


def differences(form, latest: Record) -> list[dict]:
    """Each field of a form whose value now is not what the form says: both as texts."""
    rows = []
    for name in form.Meta.fields:
        mine, theirs = _said(form.instance, name), _said(latest, name)
        if mine != theirs:
            rows.append({"label": label_of(type(latest), name), "mine": mine, "theirs": theirs})
    return rows


def _said(record: Record, name: str) -> str:
    """A value as the clerk who typed it reads it; a phone, though encrypted, is theirs to see."""
    if name == "phone":
        return phone_text(record.phone) if record.phone else ""
    return value_text(record, name)
