"""The files loaded for a round, and taking one back."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.particles import settle_particles
from participants.actions.loading import UNDO_DAYS
from participants.actions.unloading import dependants, persons_of, undo, undo_obstacle, undo_refusal
from participants.forms.uploads import BatchUndoForm
from participants.models import IntakeBatch
from participants.queries import batches_of
from participants.views.against_undoing import row_of
from participants.views.round_page import RoundPage

PER_PAGE = 100
K = IntakeBatch.Kind
NEEDS = {K.APPLICATIONS: Permission.TAKE_IN, K.ENQUIRIES: Permission.SCREEN}
"""What taking a file back needs: as much as loading it."""


class RoundUploads(RoundPage):
    """엑셀 올리기: the sheets of a round and the files loaded so far, the newest first."""

    template = "participants/uploads.html"
    permission = Permission.SEE_APPLICANTS
    title = "엑셀 올리기"
    step = "round_uploads"
    personal_task = "올린 파일 목록"

    def get(self, request, pk):
        self.load_round(pk)
        self.saw([])  # the name of a file may be anybody's
        sheets = ((K.APPLICATIONS, "upload_applications"), (K.ENQUIRIES, "upload_enquiries"))
        urls = {
            kind.name.lower(): reverse(name, args=[self.round.pk])
            for kind, name in sheets
            if self.may_for(NEEDS[kind], self.round)
        }
        if self.may_open(reverse("applicants")):
            urls["applicants"] = f"{reverse('applicants')}?round={self.round.pk}"
        return self.show(rows=[self.row(batch) for batch in batches_of(self.round)], urls=urls)

    def row(self, batch: IntakeBatch) -> dict:
        """One loaded file as the list shows it."""
        refusal = undo_refusal(batch, timezone.now())
        last = timezone.localtime(batch.loaded_at + timedelta(days=UNDO_DAYS)).date()
        may_undo = not refusal and self.may_for(NEEDS[batch.kind], self.round)
        return {
            "batch": batch,
            "state": _state(batch, refusal) or f"{kdate(last)}까지 되돌릴 수 있음",
            "undo_url": reverse("batch_undo", args=[batch.pk]) if may_undo else "",
        }


def _state(batch: IntakeBatch, refusal: str) -> str:
    if batch.undone_at is None:
        return refusal
    return f"{kdate(timezone.localtime(batch.undone_at).date())} 되돌림"


class BatchUndo(RoundPage):
    """Taking one file back, or what stands against it."""

    template = "participants/batch_undo.html"
    permission = Permission.SEE_APPLICANTS
    personal_task = "올린 파일 되돌리기"
    title = "올린 파일 되돌리기"
    step = "round_uploads"

    def open(self, pk: int) -> None:
        """The file of the address, for those who may have loaded it."""
        batch = self.found(IntakeBatch, pk, "round")
        self.require_for(NEEDS[batch.kind], batch)
        self.batch = batch
        self.load_round(self.batch.round_id)

    def get(self, request, pk):
        self.open(pk)
        return self.show_batch(BatchUndoForm())

    def post(self, request, pk):
        self.open(pk)
        form = BatchUndoForm(request.POST)
        if not form.is_valid():
            return self.show_batch(form, 422)
        try:
            with acting(request.user, reason=self.title, via=Via.FORM), transaction.atomic():
                undo(self.batch, form.cleaned_data["reason"])
        except Refused:
            return self.show_batch(form, 409)
        except (StaleRecord, IntegrityError):
            messages.error(
                request,
                "그 사이에 다른 사람이 이 파일의 기록을 바꾸었습니다. 아무것도 되돌리지 "
                "않았습니다.",
            )
            return redirect("batch_undo", pk)
        self.saw([])
        messages.success(request, settle_particles(f"‘{self.batch}’을(를) 되돌렸습니다."))
        return redirect("round_uploads", self.round.pk)

    def show_batch(self, form: BatchUndoForm, status: int = 200):
        """What would be undone, and what stands on it."""
        refusal = undo_obstacle(self.batch, timezone.now())
        found = [] if refusal else dependants(self.batch)
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))
        self.saw(persons_of(page))
        return self.show(
            status=status,
            batch=self.batch,
            refusal=refusal,
            rows=[row_of(one, self.may_open) for one in page],
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number)),
            form=form,
            uploads_url=reverse("round_uploads", args=[self.round.pk]),
        )
