"""Results by text message: preview with what it costs and who is left out, then the list."""

from collections import defaultdict

from jobportal.platform.downloads import MadeFile, foot, made_csv, made_xlsx
from jobportal.platform.masking import mask_name
from jobportal.platform.permissions import Permission
from jobportal.platform.render.cells import Kind
from jobportal.platform.render.xlsx_list import ListColumn
from jobportal.platform.values.residents import phone_text
from participants.announcing.message_templates import PLACEHOLDERS
from participants.announcing.messages import MessageList, message_list
from participants.announcing.recipients import recipients
from participants.forms.purpose import PurposeForm
from participants.forms.results import MessagesForm
from participants.views.telling import TellingPage

SHOWN = 20
"""So many receipt numbers are named of those left out for one reason."""
COLUMNS = (
    ListColumn("연번", Kind.COUNT),
    *("수신번호", "내용", "구분"),
    ListColumn("바이트", Kind.COUNT),
)
FILES = ("xlsx", "csv")


class RoundMessages(TellingPage):
    """문자 안내."""

    template = "participants/results/messages.html"
    title = "문자 안내"
    personal_task = "문자 안내 명단"

    def asks_password(self) -> bool:
        """A file leaves with phone numbers; the preview is masked."""
        return self.request.POST.get("do") in FILES

    def get(self, request, pk):
        self.load(pk)
        self.saw([])
        return self.show_form(MessagesForm(is_first=self.is_first), PurposeForm())

    def show_form(self, form, purpose, made: MessageList | None = None, status: int = 200):
        """The template with, once asked for, its preview."""
        return self.show(
            form=form,
            purpose=purpose,
            publication=self.publication,
            placeholders=PLACEHOLDERS,
            made=made,
            preview=_preview(made) if made else None,
            status=status,
        )

    def post(self, request, pk):
        self.load(pk)
        form = MessagesForm(request.POST, is_first=self.is_first)
        do = request.POST.get("do", "preview")
        is_file = do in FILES
        if is_file:
            self.require_for(Permission.DOWNLOAD_PERSONAL, self.round)
        purpose = PurposeForm(request.POST if is_file else None)
        self.saw([])
        if self.publication is None or not form.is_valid():
            return self.show_form(form, purpose, status=422)
        made = self.made(form)
        for fault in made.faults:
            form.add_error("template", fault)
        if made.faults:
            return self.show_form(form, purpose, status=422)
        if not is_file or not made.messages or not purpose.is_valid():
            self.saw(_seen(made))
            return self.show_form(form, purpose, made, 422 if is_file else 200)
        return self.give_file(
            self.file_of(do, made, purpose.purpose),
            f"{self.round.code}_문자안내.{do}",
            [message.recipient.person.pk for message in made.messages],
            purpose.purpose,
        )

    def file_of(self, kind: str, made: MessageList, purpose: str) -> MadeFile:
        """The list for the sender. Who took it stands at the foot of each printed page of an xlsx:
        a sender would take a line under the list, or in a CSV file, for a message."""
        rows = (
            (place, phone_text(message.phone), message.text, message.kind, message.size)
            for place, message in enumerate(made.messages, start=1)
        )
        if kind == "xlsx":
            page_note = foot(self.taken_by(purpose))
            return made_xlsx("문자 안내", COLUMNS, rows, page_note=page_note)
        headings = [column if isinstance(column, str) else column.heading for column in COLUMNS]
        return made_csv(headings, rows)

    def made(self, form: MessagesForm) -> MessageList:
        """The messages the form asks for."""
        asked = form.cleaned_data
        people = recipients(self.publication, asked["results"], asked.get("only_changed", False))
        return message_list(asked["template"], self.publication, people)


def _preview(made: MessageList) -> dict:
    """The longest message with its name masked, and those left out by reason."""
    left_out: dict[str, list[str]] = defaultdict(list)
    for one, why in made.excluded:
        left_out[why].append(one.application.receipt)
    longest = made.longest
    person = longest.recipient.person if longest else None
    return {
        "text": longest.text.replace(person.name, mask_name(person.name)) if longest else "",
        "size": longest.size if longest else 0,
        "kind": longest.kind if longest else "",
        "sms": sum(message.kind == "SMS" for message in made.messages),
        "lms": sum(message.kind == "LMS" for message in made.messages),
        "left_out": [
            {
                "why": why,
                "count": count,
                "receipts": left_out[why][:SHOWN],
                "more": max(count - SHOWN, 0),
            }
            for why, count in made.excluded_counts.items()
        ],
    }


def _seen(made: MessageList) -> list[int]:
    """Whose data the preview shows."""
    longest = [made.longest.recipient] if made.longest else []
    return [one.person.pk for one in (*longest, *(one for one, _ in made.excluded))]
