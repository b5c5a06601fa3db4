"""Taking an entry of the ledger back by the entry that reverses it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.formfields import refuse_resident_number, refuse_unusable
from jobportal.platform.models import Record
from jobportal.platform.models.parts import AMOUNT_FIELDS
from jobportal.platform.permissions import Permission
from jobportal.platform.recordpages import RecordPage
from jobportal.platform.scope import reachable, writable
from jobportal.platform.values.particles import settle_particles

REASON = forms.CharField(
    max_length=200,
    validators=[refuse_unusable, refuse_resident_number],
    error_messages={"required": "취소하는 까닭을 적으세요."},
)
LONGEST_NUMBER = 37
"""Letters of an entry's number that its reversal's number repeats."""


class LedgerReverse(RecordPage):
    """Write the entry that takes an entry of the ledger back."""

    template = "records/reverse.html"
    permission = Permission.EDIT_RECORDS
    within = staticmethod(writable)

    def get(self, request, slug, pk):
        return self.show_question(self.load_entry(pk))

    def load_entry(self, pk: int) -> Record:
        """An entry that may be reversed."""
        record = self.load(pk)
        taken = reachable(self.request, self.kind.model).filter(reverses=record).exists()
        if not self.kind.append_only or record.reverses_id or taken:
            raise Http404("this entry is not reversed (again)")
        return record

    def show_question(self, record: Record, error: str = "", status: int = 200):
        """Show what would be written and ask for the day."""
        self.title = f"{record} 취소 전표"
        return self.show(
            kind=self.kind,
            record=record,
            error=error,
            cancel_url=self.detail_url(record),
            default_on=text_of(record.on),
            status=status,
        )

    def post(self, request, slug, pk):
        record = self.load_entry(pk)
        mirrored = {name: -getattr(record, name) for name in AMOUNT_FIELDS}
        reversal = self.kind.model(
            district=self.district,
            line=record.line,
            number=f"{record.number[:LONGEST_NUMBER]}-취소",
            on=record.on,
            stage=record.stage,
            memo=f"{record.number} 취소",
            reverses=record,
            follows=record.follows,
            **mirrored,
        )
        try:
            reason = REASON.clean(request.POST.get("reason"))
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                reversal.full_clean(exclude=["district"])
                reversal.save()
        except ValidationError as error:
            return self.show_question(record, " ".join(error.messages), status=422)
        except IntegrityError:
            return self.show_question(record, "방금 다른 사람이 취소했습니다.", status=409)
        messages.success(request, settle_particles(f"‘{record}’을(를) 취소하는 전표를 적었습니다."))
        return redirect(self.detail_url(reversal))
