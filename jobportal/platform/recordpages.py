"""The pages of one record: shown with its history, added or changed."""

from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import (
    is_number,
    is_total,
    label_of,
    logged_text,
    text_of,
    value_text,
)
from jobportal.platform.forms import RecordForm, form_class, typed_values
from jobportal.platform.models import Change, Record, StaleRecord
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.records import RecordKind, kinds_by_model
from jobportal.platform.scope import (
    Reach,
    Within,
    kind_or_404,
    reach_of,
    reachable,
    record_or_404,
    writable,
)
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.recordnumbers import record_number

HISTORY_SHOWN = 20
OUT_OF_REACH = (
    "맡은 팀이나 사업의 기록이 아니어서 저장하지 않았습니다. 맡은 팀이나 사업을 고르거나, "
    "구 전체의 권한이 있는 담당자에게 등록을 부탁하세요."
)


class OutOfReach(Exception):
    """What would be saved is not within what the user may change."""


def history_of(kind: RecordKind, changes) -> list[dict]:
    """Entries of the change log as the template shows them."""
    labels = {field.name: str(field.verbose_name) for field in kind.fields}
    return [
        {
            "at": text_of(change.at),
            "actor": change.actor_name,
            "action": change.get_action_display(),
            "reason": change.reason,
            "changes": [
                {
                    "label": labels.get(name, name),
                    "before": logged_text(before),
                    "after": logged_text(after),
                }
                for name, (before, after) in change.fields.items()
                if change.action == Change.Action.UPDATE
            ],
        }
        for change in changes
    ]


def changes_of(record: Record):
    """The change log of a record, newest first."""
    return Change.objects.filter(kind=record.kind_label(), record_id=record.pk)


class RecordPage(Page):
    """A page about one record of a kind."""

    permission = Permission.SEE_RECORDS
    confinable = frozenset({Confinement.TEAM, Confinement.PROGRAMME})
    record: Record
    within: Within = staticmethod(reachable)

    def dispatch(self, request, *args, **kwargs):
        self.kind = kind_or_404(kwargs["slug"])
        self.section = self.kind.group
        return super().dispatch(request, *args, **kwargs)

    def load(self, pk: int) -> Record:
        """The record of the address, if the user reaches it."""
        self.record = record_or_404(self.request, self.kind, pk, self.within)
        return self.record

    @property
    def list_url(self) -> str:
        """The address of the kind's list."""
        return reverse("record_list", args=[self.kind.slug])

    def detail_url(self, record: Record | None = None) -> str:
        """The address of a record."""
        return reverse("record_detail", args=[self.kind.slug, (record or self.record).pk])

    def breadcrumbs(self):
        return [(self.section, ""), (self.kind.label, self.list_url), (self.title, "")]


class RecordDetail(RecordPage):
    """A record with its values, what refers to it, and its history."""

    template = "records/detail.html"

    def get(self, request, slug, pk):
        record = self.load(pk)
        self.title = str(record)
        may_edit = self.actor.writes(type(record), Permission.EDIT_RECORDS).filter(pk=pk).exists()
        can_change = may_edit and not self.kind.append_only
        args = [slug, pk]
        return self.show(
            kind=self.kind,
            record=record,
            rows=self.rows(),
            related=related_of(record, reach_of(self.request)),
            history=history_of(self.kind, changes_of(record)[:HISTORY_SHOWN]),
            list_url=self.list_url,
            pages=[
                (words, reverse(name, args=[getattr(record, key)]))
                for words, name, key in self.kind.pages
            ],
            edit_url=reverse("record_edit", args=args) if can_change else None,
            delete_url=reverse("record_delete", args=args) if can_change else None,
            reverse_url=reverse("ledger_reverse", args=args)
            if may_edit and self.may_reverse()
            else None,
        )

    def may_reverse(self) -> bool:
        """An entry of the ledger can be reversed once, and a reversal never."""
        if not self.kind.append_only or self.record.reverses_id:
            return False
        return not type(self.record).objects.filter(reverses=self.record).exists()

    def rows(self) -> list[dict]:
        """Every field with its text and, for another record, its address."""
        rows = []
        for field in self.kind.fields:
            related = kinds_by_model().get(field.related_model) if field.is_relation else None
            pk = getattr(self.record, field.attname)
            url = reverse("record_detail", args=[related.slug, pk]) if related and pk else None
            rows.append(
                {
                    "label": label_of(self.kind.model, field.name),
                    "text": value_text(self.record, field.name),
                    "url": url,
                    "is_number": is_number(self.kind.model, field.name),
                }
            )
        if is_total(self.kind.model, "total_won"):
            total = value_text(self.record, "total_won")
            rows.append({"label": "계(원)", "text": total, "url": None, "is_number": True})
        return rows


def related_of(record: Record, reach: Reach) -> list[dict]:
    """The records within reach that refer to this one: label, address of their list, how many."""
    found = []
    for kind, field in _referring(type(record)):
        count = reach(kind.model).filter(**{field.name: record}).count()
        if count:
            url = reverse("record_list", args=[kind.slug])
            found.append(
                {"label": kind.label, "url": f"{url}?{field.name}={record.pk}", "count": count}
            )
    return found


def _referring(model: type[Record]):
    for kind in kinds_by_model().values():
        for field in kind.model.content_fields():
            if isinstance(field, models.ForeignKey) and field.related_model is model:
                yield kind, field


class RecordFormPage(RecordPage):
    """Add a record, or change one; a second editor is shown what changed meanwhile."""

    template = "records/form.html"
    permission = Permission.EDIT_RECORDS
    within = staticmethod(writable)
    keeps_draft = True

    def dispatch(self, request, *args, **kwargs):
        kind = kind_or_404(kwargs["slug"])
        if kind.append_only and "pk" in kwargs:
            raise Http404("append-only records are not changed")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, slug, pk=None):
        return self.show_form(self.form(pk))

    def show_draft(self, slug, pk=None):
        return self.show_form(self.form(pk, self.request.POST))

    def form(self, pk: int | None, data=None) -> RecordForm:
        """The form over a new record, or over the one of the address."""
        record = self.load(pk) if pk else self.kind.model(district=self.district)
        self.title = f"{record} 수정" if pk else f"{self.kind.label} 등록"
        initial = {} if pk else self.prefilled()
        return self.form_over(data, record, initial=initial)

    def form_over(self, data, record: Record, **kwargs) -> RecordForm:
        """The form of the kind; its choices are what the user reaches."""
        reach = reach_of(self.request)
        return form_class(self.kind)(
            data, instance=record, district=self.district, reach=reach, **kwargs
        )

    def prefilled(self) -> dict:
        """The records named in the address that the new one belongs to, by their numbers."""
        asked = self.request.GET
        told = {name: record_number(asked.get(name, "")) for name in self.kind.parents}
        return {name: number for name, number in told.items() if number is not None}

    def show_form(self, form: RecordForm, status: int = 200):
        """The form page."""
        is_new = form.instance.pk is None
        cancel = self.list_url if is_new else self.detail_url(form.instance)
        return self.show(kind=self.kind, form=form, is_new=is_new, cancel_url=cancel, status=status)

    def post(self, request, slug, pk=None):
        form = self.form(pk, request.POST)
        if not form.is_valid():
            return self.show_form(form, status=422)
        if form.is_stale:
            return self.show_conflict(form)
        try:
            reason = form.cleaned_data.get("change_reason", "")
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                record = self.saved(form)
        except OutOfReach:
            return self.show_out_of_reach(pk)
        except StaleRecord:
            return self.show_conflict(form)
        except IntegrityError:
            form.add_error(None, "같은 값의 기록이 방금 저장되었습니다. 목록에서 확인하세요.")
            return self.show_form(form, status=409)
        messages.success(request, settle_particles(f"‘{record}’을(를) 저장했습니다."))
        return redirect(self.detail_url(record))

    def saved(self, form: RecordForm) -> Record:
        """Save what is in the form. Raises OutOfReach when it would then not be the user's own."""
        record = form.save()
        if not writable(self.request, type(record)).filter(pk=record.pk).exists():
            raise OutOfReach
        return record

    def show_out_of_reach(self, pk: int | None):
        """The form as it was sent, with why nothing was saved."""
        form = self.form(pk, self.request.POST)
        form.is_valid()
        form.add_error(None, OUT_OF_REACH)
        return self.show_form(form, status=422)

    def show_conflict(self, form: RecordForm):
        """Both values side by side; nothing has been saved."""
        latest = record_or_404(self.request, self.kind, form.instance.pk)
        mine = self.kind.model(district=self.district)
        for name, value in typed_values(form, mine).items():
            setattr(mine, name, value)
        rows = [
            {
                "label": label_of(self.kind.model, field.name),
                "mine": value_text(mine, field.name),
                "theirs": value_text(latest, field.name),
            }
            for field in self.kind.fields
        ]
        data = self.request.POST.copy()
        data["version"] = latest.version
        again = self.form_over(data, latest)
        last = changes_of(latest).first()
        return self.show(
            "records/conflict.html",
            status=409,
            kind=self.kind,
            form=again,
            theirs=rows,
            their_actor=last.actor_name if last else "",
            their_at=text_of(last.at) if last else "",
            latest_url=self.detail_url(latest),
        )
