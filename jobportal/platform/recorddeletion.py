"""Deleting a record: what stands against it, the question, the reason."""

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import redirect

from jobportal.platform.audit import Via, acting
from jobportal.platform.formfields import refuse_resident_number, refuse_unusable
from jobportal.platform.models import Record, StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.recordpages import (
    HISTORY_SHOWN,
    RecordPage,
    changes_of,
    history_of,
    related_of,
)
from jobportal.platform.scope import kind_or_404, reach_of, writable
from jobportal.platform.values.particles import settle_particles


class DeleteForm(forms.Form):
    """Why a record goes; the change log keeps it."""

    reason = forms.CharField(
        label="삭제하는 사유",
        max_length=200,
        validators=[refuse_unusable, refuse_resident_number],
        help_text="변경 이력에 남습니다. 예: 두 번 등록함",
        error_messages={"required": "삭제하는 사유를 적으세요. 예: 두 번 등록함"},
    )


class RecordDelete(RecordPage):
    """Delete a record that nothing refers to."""

    template = "records/delete.html"
    permission = Permission.EDIT_RECORDS
    within = staticmethod(writable)

    def dispatch(self, request, *args, **kwargs):
        if kind_or_404(kwargs["slug"]).append_only:
            raise Http404("append-only records are not deleted")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, slug, pk):
        record = self.load(pk)
        return self.show_question(record, related_of(record, reach_of(self.request)))

    def show_question(
        self,
        record: Record,
        blockers: list[dict],
        form: DeleteForm | None = None,
        status: int = 200,
        changes: list | None = None,
    ):
        """Ask once more and for the reason, or say what stands against it or changed meanwhile."""
        self.title = f"{record} 삭제"
        refusal = record.delete_refusal()
        return self.show(
            kind=self.kind,
            record=record,
            blockers=blockers,
            is_stale=changes is not None,
            history=changes,
            refusal=refusal,
            form=None if blockers or refusal else form or DeleteForm(),
            cancel_url=self.detail_url(record),
            status=status,
        )

    def post(self, request, slug, pk):
        record = self.load(pk)
        blockers = related_of(record, reach_of(self.request))
        if blockers or record.delete_refusal():
            return self.show_question(record, blockers, status=409)
        form = DeleteForm(request.POST)
        if not form.is_valid():
            return self.show_question(record, blockers, form, 422)
        if self.typed("version") != str(record.version):
            return self.show_changed(record, form)
        reason = form.cleaned_data["reason"]
        try:
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                self.lock(record)
                record.delete()
        except StaleRecord:
            return self.show_changed(self.load(pk), form)
        except (ProtectedError, IntegrityError):
            return self.show_question(
                record, related_of(record, reach_of(self.request)), status=409
            )
        messages.success(request, settle_particles(f"‘{record}’을(를) 삭제했습니다."))
        return redirect(self.list_url)

    def lock(self, record: Record) -> None:
        """Hold the row; raises StaleRecord when it was saved since it was loaded."""
        rows = type(record).objects.of(record.district).select_for_update(of=("self",))
        if not list(rows.filter(pk=record.pk, version=record.version).values_list("pk")):
            raise StaleRecord(f"{record} was saved by someone else")

    def show_changed(self, record: Record, form: DeleteForm):
        """What became of the record since it was shown, both values of each change; ask again."""
        shown = self.typed("version")
        missed = record.version - int(shown) if shown.isascii() and shown.isdecimal() else 0
        count = min(max(missed, 0), HISTORY_SHOWN)
        changes = history_of(self.kind, changes_of(record)[:count])
        blockers = related_of(record, reach_of(self.request))
        return self.show_question(record, blockers, form, 409, changes)
