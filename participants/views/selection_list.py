"""One version of a selection list: its terms, posts, differences, entries, and its decision."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.masking import mask_name
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.rules.scorelines import points_text
from participants.actions.selection import approve, return_
from participants.forms.selection import ApprovalForm, EntryFilter, ReturnForm
from participants.models import Selection, SelectionEntry
from participants.selection.counts import pool_table, project_table, seats_of
from participants.selection.differences import Kind, differences
from participants.selection.kept import entries_of, stored_digest
from participants.selection.quota import POOL_LABELS
from participants.selection.scores import exact
from participants.views.selection_page import SelectionPage, entry_row
from participants.views.shown import name_and_birth

PER_PAGE = 50
CHANGES_SHOWN = 100


class ListPage(SelectionPage):
    """A page about one version of the list."""

    def load(self, pk: int) -> Selection:
        """The version of the address with who proposed and decided it, and its round."""
        self.selection = self.found(Selection, pk, "rules", "proposed_by", "decided_by")
        self.load_round(self.selection.round_id)
        self.selection.round = self.round
        self.title = f"선발안 제{self.selection.number}판"
        return self.selection


class SelectionDetail(ListPage):
    """선발안."""

    template = "participants/selection/detail.html"
    personal_task = "선발 명단 확인"

    def get(self, request, pk):
        self.load(pk)
        return self.show_list()

    def show_list(self, problems=(), status: int = 200, forms: dict | None = None):
        """The page, with what stood against a decision."""
        selection = self.selection
        seats, terms = seats_of(selection), selection.terms
        form = self.filter()
        entries = _narrowed(selection, form)
        page = Paginator(entries, PER_PAGE).get_page(self.request.GET.get("page"))
        self.saw([entry.application.person_id for entry in page])
        is_own = selection.proposed_by_id == self.request.user.pk
        is_open = selection.state == Selection.State.PROPOSED
        return self.show(
            selection=selection,
            proposed_at=text_of(selection.proposed_at),
            decided_at=text_of(selection.decided_at) if selection.decided_at else "",
            seed=terms.get("seed", ""),
            undecided=terms.get("undecided", []),
            waiving=terms.get("waiving", ""),
            digest_holds=stored_digest(selection) == selection.digest,
            pools=pool_table(terms.get("pools", {}), seats),
            projects=project_table(self.round, terms.get("projects", {}), seats),
            changes=self.changes(),
            form=form,
            page=page,
            count=page.paginator.count,
            pages=list(page.paginator.get_elided_page_range(page.number)),
            rows=[entry_row(entry) for entry in page],
            is_narrowed=any(self.request.GET.get(name) for name in form.fields),
            query=_query(self.request),
            may_decide=is_open and self.is_lead and not is_own,
            is_own=is_open and is_own,
            is_open=is_open,
            forms=forms or {"approve": ApprovalForm(prefix="approve"), "return": ReturnForm()},
            problems=list(problems),
            status=status,
        )

    def filter(self) -> EntryFilter:
        """The conditions of the list of entries."""
        pools = [(code, POOL_LABELS.get(code, code)) for code in self.selection.terms["pools"]]
        projects = self.round.work_projects.order_by("code").values_list("pk", "title")
        return EntryFilter(
            self.request.GET, pools=pools, projects=[(str(pk), title) for pk, title in projects]
        )

    def changes(self) -> dict | None:
        """What the version changes of the one in force before it; None for a first list."""
        before = (
            Selection.objects.filter(
                round=self.round,
                state=Selection.State.APPROVED,
                number__lt=self.selection.number,
            )
            .order_by("-number")
            .first()
        )
        if before is None:
            return None
        found = differences(entries_of(before), entries_of(self.selection))
        shown = found[:CHANGES_SHOWN]
        self.saw([one.application.person_id for one in shown])
        return {
            "before": before,
            "counts": [(kind.value, sum(one.kind is kind for one in found)) for kind in Kind],
            "total": len(found),
            "rows": [
                {
                    "kind": one.kind.value,
                    "receipt": one.application.receipt,
                    "name": mask_name(one.application.person.name),
                    "before": one.before,
                    "after": one.after,
                }
                for one in shown
            ],
        }


def _narrowed(selection: Selection, form: EntryFilter):
    """The entries asked for; what cannot be read narrows nothing."""
    entries = SelectionEntry.objects.filter(selection=selection).select_related(
        "application__person", "application__round", "project", "selection"
    )
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    return entries.filter(**asked).order_by("rank", "pk")


def _query(request) -> str:
    """The conditions without the page, to be taken along by the pager."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


class SelectionStep(SelectionDetail):
    """A decision on the list: refused with its reasons, or done and told."""

    write_permission = Permission.APPROVE_SELECTION
    prefix = ""
    done = ""

    def get(self, request, pk):
        return redirect("selection_detail", self.load(pk).pk)

    def form(self, data):
        """The words that go with the decision."""
        raise NotImplementedError

    def act(self, note: str) -> None:
        """Decide; raises Refused."""
        raise NotImplementedError

    def post(self, request, pk):
        self.load(pk)
        form = self.form(request.POST)
        forms = {"approve": ApprovalForm(prefix="approve"), "return": ReturnForm()}
        forms[self.prefix] = form
        if request.POST.get("version") != str(self.selection.version):
            return self.show_list([STALE], 409, forms)
        if not form.is_valid():
            return self.show_list((), 422, forms)
        note = form.cleaned_data["note"]
        try:
            with acting(request.user, reason=note or self.done, via=Via.FORM), transaction.atomic():
                self.act(note)
        except Refused as refusal:
            self.load(pk)
            return self.show_list(refusal.problems, 422, forms)
        except ValidationError as error:
            self.load(pk)
            return self.show_list(error.messages, 422, forms)
        except (StaleRecord, IntegrityError):
            self.load(pk)
            return self.show_list([STALE], 409, forms)
        messages.success(request, f"선발안 제{self.selection.number}판을 {self.done}했습니다.")
        return redirect("selection_detail", pk)


class SelectionApprove(SelectionStep):
    """Freeze the list and bring it into force."""

    prefix, done = "approve", "확정"

    def form(self, data):
        return ApprovalForm(data, prefix="approve")

    def act(self, note):
        approve(self.selection, self.request.user, note)


class SelectionReturn(SelectionStep):
    """Give the list back."""

    prefix, done = "return", "반려"

    def form(self, data):
        return ReturnForm(data)

    def act(self, note):
        return_(self.selection, self.request.user, note)


class EntryPage(ListPage):
    """Why one applicant is where they are in a version of the list."""

    template = "participants/selection/entry.html"
    personal_task = "선발 결과 확인"

    def get(self, request, pk, entry):
        self.load(pk)
        entries = self.selection.entries.select_related(
            "application__person", "application__round", "project", "selection"
        )
        found = entries.filter(pk=entry).first()
        if found is None:
            raise Http404("no such entry")
        self.title = "선발 결과와 사유"
        person, score = found.application.person, found.score_hundredths
        self.saw([person])
        return self.show(
            selection=self.selection,
            entry=found,
            row=entry_row(found),
            **name_and_birth(self, person, found.application),
            score="" if score is None else points_text(exact(score)),
            has_sheet=score is not None,
        )
