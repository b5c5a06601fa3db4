"""The results of a round: the list in force, its announcement, and what goes out from here."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.downloads import made_xlsx
from jobportal.platform.models import AccessEntry, StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.render.cells import Kind
from jobportal.platform.render.xlsx_list import ListColumn
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kperiod
from participants.actions.publishing import correct, publish
from participants.announcing.publications import (
    announced_entries,
    drawn_with,
    is_expired,
    public_rows,
    publication_in_force,
    publications_of,
    refused,
    replaced_text,
    result_counts,
    round_title,
    until_text,
)
from participants.appeals.queries import overdue, waiting_for_new_list
from participants.appeals.terms import term_note
from participants.forms.publication import PublicationForm
from participants.models import Publication, Selection
from participants.selection.counts import left_of
from participants.selection.in_force import list_in_force
from participants.views.round_page import RoundPage
from participants.views.taking_out import TakingOut

PUBLIC_COLUMNS = (
    ListColumn("연번", Kind.COUNT),
    *("접수번호", "성명", "결과", "모집 구분", "배정 사업", "사업부서·기관"),
)


class RoundResults(RoundPage):
    """발표·통보."""

    template = "participants/results/results.html"
    title = "발표·통보"
    step = "round_results"
    permission = Permission.SEE_APPLICANTS
    write_permission = Permission.PUBLISH_RESULTS

    def get(self, request, pk):
        self.load(pk)
        return self.show_results(self.form())

    def load(self, pk: int) -> None:
        """The round, its list in force, and the announcement of that list."""
        self.load_round(pk)
        self.selection: Selection | None = list_in_force(self.round)
        self.publications = list(publications_of(self.round))
        in_force = self.publications[0] if self.publications else None
        is_current = in_force and self.selection and in_force.selection_id == self.selection.pk
        self.publication: Publication | None = in_force if is_current else None

    def form(self, data=None) -> PublicationForm | None:
        """The announcement to be made, or the one to be corrected; None without a list."""
        if self.selection is None:
            return None
        known = {} if self.publication else self.known_before()
        return PublicationForm(data, instance=self.publication, initial=known)

    def known_before(self) -> dict[str, str]:
        """What the last announcement said: of this round whole, of another one where to turn."""
        names: tuple[str, ...] = ("contact", "appeal_place")
        if self.publications:
            last, names = self.publications[0], (*names, "document_number", "bring")
        else:
            last = reachable(self.request, Publication).order_by("-published_on", "-pk").first()
        return {name: getattr(last, name) for name in names} if last else {}

    def show_results(self, form, error: str = "", status: int = 200):
        """The page, with what stood against the last step."""
        today = timezone.localdate()
        expired = [one for one in self.publications if is_expired(one, today)]
        return self.show(
            selection=self.selection,
            counts=list(result_counts(self.selection).items()) if self.selection else [],
            left=len(left_of(self.selection)) if self.selection else 0,
            ineligible=refused(self.round).count(),
            publication=self.publication,
            until=until_text(self.publication),
            term_note=term_note(self.publication),
            earlier=[one for one in self.publications if one != self.publication],
            expired=expired,
            needs_list=waiting_for_new_list(self.round),
            overdue=overdue(self.round, today),
            form=form,
            may_publish=self.may_for(Permission.PUBLISH_RESULTS, self.round),
            error=error,
            status=status,
        )

    def post(self, request, pk):
        self.load(pk)
        form = self.form(request.POST)
        if form is None:
            return self.show_results(None, "확정된 선발 명단이 없어 발표할 수 없습니다.", 422)
        if request.POST.get("selection") != str(self.selection.pk):
            return self.show_results(form, STALE, 409)
        if not form.is_valid():
            return self.show_results(form, status=422)
        if form.is_stale:
            return self.show_results(form, STALE, 409)
        try:
            named = "발표 내용 고치기" if form.instance.pk else "발표"
            with acting(request.user, reason=named, via=Via.FORM), transaction.atomic():
                told = self.save(form)
        except Refused as error:
            self.load(pk)
            return self.show_results(form, str(error), 422)
        except (StaleRecord, IntegrityError):
            self.load(pk)
            return self.show_results(form, STALE, 409)
        messages.success(request, told)
        return redirect("round_results", pk)

    def save(self, form: PublicationForm) -> str:
        """Announce or correct; gives the sentence that tells so."""
        days = form.cleaned_data["appeal_days"]
        if form.instance.pk:
            until = until_text(correct(form.instance, days))
            return f"발표 내용을 고쳤습니다. 이의신청은 {until}까지 받습니다."
        until = until_text(publish(self.selection, form.instance, days))
        return f"발표했습니다. 이의신청은 {until}까지 받습니다."


class PublicList(TakingOut, RoundPage):
    """The list as anybody may read it: on screen, on paper, as xlsx."""

    template = "participants/papers/public_list.html"
    title = "선발 결과 공고"
    step = "round_results"
    permission = Permission.SEE_APPLICANTS
    personal_task = "선발 결과 공고"

    def get(self, request, pk):
        self.load_round(pk)
        publication = publication_in_force(self.round)
        if publication is None:
            self.saw([])
            messages.info(request, "아직 발표하지 않아 공고 명단이 없습니다. 먼저 발표하세요.")
            return redirect("round_results", pk)
        entries = announced_entries(publication.selection)
        rows = public_rows(entries)
        persons = [entry.application.person_id for entry in entries]
        title = f"{round_title(self.round)} 선발 결과 공고"
        if request.GET.get("format") == "xlsx":
            return self.give_public_file(title, rows, publication, persons)
        self.saw(persons)
        return self.show(
            title=title,
            tables=[
                ("선발", [row for row in rows if row.reserve_rank is None], True),
                ("예비", [row for row in rows if row.reserve_rank is not None], False),
            ],
            publication=publication,
            until=until_text(publication),
            term_note=term_note(publication),
            replaced=replaced_text(publication),
            seed=drawn_with(publication.selection),
            posted=kperiod(publication.published_on, publication.remove_on),
            office=self.office(),
            is_expired=is_expired(publication, timezone.localdate()),
        )

    def give_public_file(self, title, rows, publication, persons):
        """The same rows as xlsx; for the public, so nobody's name stands under it."""
        listed = [
            (n, r.receipt, r.name, r.result, r.pool, r.project, r.host_unit)
            for n, r in enumerate(rows, start=1)
        ]
        notes = [
            f"이의신청: {until_text(publication)}까지, {publication.appeal_place}",
            *filter(None, [term_note(publication), replaced_text(publication)]),
            f"문의처: {publication.contact}",
            f"게시 기간: {kperiod(publication.published_on, publication.remove_on)}",
            f"명단 확인값(SHA-256): {publication.selection.digest}",
        ]
        if seed := drawn_with(publication.selection):
            notes.append(f"추첨 씨앗값: {seed}")
        made = made_xlsx(title, PUBLIC_COLUMNS, listed, notes, page_note="")
        self.saw(persons, AccessEntry.Action.DOWNLOAD, f"선발 결과 공고 ({made.told})")
        return made.answer(self.file_name(f"{self.round.code}_선발결과공고.xlsx"))
