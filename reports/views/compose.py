"""Composing a document: adding, changing, ordering and removing its items, and copying it whole."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.particles import settle_particles
from reports.actions import copy_document, move_item
from reports.building import ParamError, read_params, split_params
from reports.catalogue import TABLES
from reports.declare import ReportTable
from reports.forms import CopyForm, ItemParamsForm
from reports.models import Document, DocumentItem
from reports.views.documents import DocumentView


class Compose(DocumentView):
    """The items of a document in order, each with its buttons, and the tables to add."""

    permission = Permission.EDIT_REPORTS
    template = "reports/compose.html"

    def get(self, request, pk):
        document = self.load(pk)
        self.title = "문서 구성"
        items = [
            {"item": item, "table": TABLES[item.table].title if item.table in TABLES else "?"}
            for item in self.items()
        ]
        tables = sorted(TABLES.values(), key=lambda table: table.title)
        return self.show(document=document, items=items, tables=tables)


class ItemForm(DocumentView):
    """Add an item to a document, or change one, with the parameters of its table."""

    permission = Permission.EDIT_REPORTS
    template = "reports/item_form.html"

    def get(self, request, pk, code=None):
        return self.show_form(self.form(pk, code))

    def form(self, pk: int, code: str | None, data=None) -> ItemParamsForm:
        """The form over a new or existing item."""
        if code:
            item = self.load_item(pk, code)
            given = _given(item)
            self.title = f"{item.full_id} 고치기"
        else:
            document = self.load(pk)
            item, given = DocumentItem(order=_next_order(document)), {}
            self.title = "표 넣기"
        self.table = self.chosen_table(item)
        if not code and data is None:
            item.title, item.code = self.table.title, _free_code(document, item.order)
        return ItemParamsForm(
            data, instance=item, table=self.table, document=self.document, given=given
        )

    def chosen_table(self, item: DocumentItem) -> ReportTable:
        """The item's table, or the one chosen in the address."""
        table = TABLES.get(item.table or self.request.GET.get("table", ""))
        if table is None:
            raise Http404("no such table")
        return table

    def show_form(self, form: ItemParamsForm, status: int = 200):
        """The form page."""
        cancel = reverse("document_compose", args=[self.document.pk])
        return self.show(form=form, table=self.table, cancel_url=cancel, status=status)

    def post(self, request, pk, code=None):
        form = self.form(pk, code, request.POST)
        if not form.is_valid():
            return self.show_form(form, status=422)
        item = form.instance
        item.params = form.params_text()
        if code:
            item.version = form.cleaned_data["version"] or 0
        try:
            read_params(self.table, item.params, self.district)
            named = "문서 항목 고치기" if code else "문서 항목 추가"
            with acting(request.user, reason=named, via=Via.FORM), transaction.atomic():
                item.save()
        except ParamError as error:
            form.add_error(None, str(error))
            return self.show_form(form, status=422)
        except StaleRecord:
            form.add_error(
                None,
                "그사이 다른 사람이 이 항목을 바꾸어 저장하지 않았습니다. "
                "이 화면을 새로 열어 바뀐 내용을 보고 다시 고치세요.",
            )
            return self.show_form(form, status=409)
        except IntegrityError:
            form.add_error("code", "이 문서에 같은 번호의 항목이 있습니다.")
            return self.show_form(form, status=409)
        messages.success(
            request, settle_particles(f"‘{item.full_id} {item.title}’을(를) 저장했습니다.")
        )
        return redirect("document_item", pk, item.code)


def _next_order(document: Document) -> int:
    """After the last item; items taken out leave gaps."""
    last = document.items.order_by("-order").first()
    return last.order + 1 if last else 1


def _free_code(document: Document, number: int) -> str:
    """T and the first number from this one on that no item of the document has."""
    taken = set(document.items.values_list("code", flat=True))
    while f"T{number:02}" in taken:
        number += 1
    return f"T{number:02}"


def _given(item: DocumentItem) -> dict[str, str]:
    try:
        return split_params(item.params)
    except ParamError:
        return {}


class ItemMove(DocumentView):
    """Move an item up or down."""

    http_method_names = ["post"]

    def post(self, request, pk, code):
        item = self.load_item(pk, code)
        step = -1 if request.POST.get("to") == "up" else 1
        try:
            with acting(request.user, reason="문서 순서 바꾸기", via=Via.FORM):
                move_item(item, step)
        except StaleRecord:
            messages.error(request, "그사이 다른 사람이 순서를 바꾸었습니다. 다시 눌러 옮기세요.")
        return redirect(f"{reverse('document_compose', args=[pk])}#item-{item.pk}")


class ItemRemove(DocumentView):
    """Take an item out of a document."""

    template = "reports/item_remove.html"

    def get(self, request, pk, code):
        item = self.load_item(pk, code)
        self.title = f"{item.full_id} 빼기"
        return self.show(item=item, document=self.document, printed=item.printed.count())

    def post(self, request, pk, code):
        item = self.load_item(pk, code)
        with acting(request.user, reason="문서에서 빼기", via=Via.FORM):
            item.delete()
        messages.success(
            request, settle_particles(f"‘{item.full_id} {item.title}’을(를) 문서에서 뺐습니다.")
        )
        return redirect("document_compose", pk)


class DocumentCopy(DocumentView):
    """Copy a document to another year."""

    permission = Permission.EDIT_REPORTS
    template = "reports/copy.html"

    def get(self, request, pk):
        document = self.load(pk)
        self.title = "문서 복사"
        start = {
            "code": f"{document.code}-{document.year + 1}",
            "title": document.title.replace(str(document.year), str(document.year + 1)),
            "year": document.year + 1,
            "as_of": kdate(_next_year(document.as_of)),
        }
        return self.show(document=document, form=CopyForm(initial=start, document=document))

    def post(self, request, pk):
        document = self.load(pk)
        self.title = "문서 복사"
        form = CopyForm(request.POST, document=document)
        if not form.is_valid():
            return self.show(document=document, form=form, status=422)
        try:
            with acting(request.user, reason=f"{document} 복사", via=Via.FORM):
                new = copy_document(document, **form.cleaned_data)
        except (ParamError, ValidationError) as error:
            words = " ".join(getattr(error, "messages", [str(error)]))
            form.add_error(None, f"옮길 수 없는 항목이 있어 복사하지 않았습니다. {words}")
            return self.show(document=document, form=form, status=422)
        except IntegrityError:
            form.add_error("code", "같은 코드의 문서가 방금 생겼습니다. 다른 코드를 쓰세요.")
            return self.show(document=document, form=form, status=409)
        messages.success(request, settle_particles(f"‘{new}’을(를) 만들었습니다."))
        return redirect("document_detail", new.pk)


def _next_year(day):
    """The same day a year later; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
