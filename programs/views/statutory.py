"""The statutory values: those delivered and those of the office by kind, and entering one."""

from datetime import date
from fractions import Fraction

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.access import account_name
from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.models.record import audited_bulk
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.values.particles import settle_particles
from programs.forms.points import exact_text
from programs.forms.statutory import OwnValueForm
from programs.models import OwnValue, StatutoryValue

Kind = StatutoryValue.Kind
Value = OwnValue | StatutoryValue


class StatutoryValues(Page):
    """법정 기준값."""

    permission = Permission.SEE_ROUNDS
    template = "programs/statutory.html"
    title, section = "법정 기준값", "일자리사업·회차"

    def extra(self):
        chosen = self.request.GET.get("kind", "")
        kinds = [kind for kind in Kind if chosen not in Kind.values or kind == chosen]
        values = [
            *OwnValue.objects.of(self.district).filter(kind__in=kinds),
            *StatutoryValue.objects.filter(kind__in=kinds),
        ]
        return {
            "kinds": Kind.choices,
            "chosen": chosen,
            "may_enter": self.may(StatutoryAdd.permission),
            "groups": [_group(kind, [one for one in values if one.kind == kind]) for kind in kinds],
        }


def _group(kind: Kind, values: list[Value]) -> dict:
    """One kind as a table: a row per entry, newest first, a column per household size."""
    entries: dict[tuple, list] = {}
    for value in values:
        entries.setdefault((value.from_on, value.pct, _entered(value)), []).append(value)
    ordered = sorted(entries.items(), key=lambda entry: entry[0], reverse=True)
    sizes = sorted({value.size for value in values})
    seen: set[tuple[date, int]] = set()
    rows = []
    for (day, pct, _), found in ordered:
        rows.append(_row(day, {one.size: one for one in found}, sizes, (day, pct) in seen))
        seen.add((day, pct))
    return {
        "kind": kind,
        "unit": "원" if kind in StatutoryValue.AMOUNTS else "%",
        "columns": [f"{size}인" for size in sizes] if sizes not in ([0], []) else ["값"],
        "rows": rows,
    }


def _entered(value: Value) -> float:
    """When a value was entered; the delivered ones come before all others."""
    return value.entered_at.timestamp() if isinstance(value, OwnValue) else 0.0


def _row(day: date, found: dict[int, Value], sizes: list[int], is_replaced: bool) -> dict:
    first = next(iter(found.values()))
    is_own = isinstance(first, OwnValue)
    return {
        "from_on": day,
        "pct": first.pct,
        "values": [_text(found[size]) if size in found else "-" for size in sizes],
        "source": first.source,
        "is_replaced": is_replaced,
        "entered": f"{text_of(first.entered_at)} {first.entered_by}" if is_own else "",
        "reason": first.reason if is_own else "",
        "confidence": "구 등록" if is_own else first.get_confidence_display(),
        "is_sourced": is_own or first.confidence == StatutoryValue.Confidence.SOURCED,
    }


def _text(value: Value) -> str:
    return exact_text(Fraction(value.value) * (1 if value.is_amount else 100))


class StatutoryAdd(Page):
    """Enter a value of one kind, or correct one by a newer entry."""

    permission = Permission.PREPARE_ROUNDS
    template = "programs/part_form.html"
    title, section = "법정 기준값 등록", "일자리사업·회차"
    lead = (
        "공식 고시를 보고 적습니다. 적용 시작일부터 우리 구의 모든 회차에 쓰입니다. 저장한 값은 "
        "지우거나 고치지 않고, 잘못 적었으면 같은 적용 시작일로 사유를 적어 다시 등록합니다."
    )

    def breadcrumbs(self):
        return [(self.section, ""), ("법정 기준값", self.list_url), (self.title, "")]

    @property
    def list_url(self) -> str:
        """The list of all values."""
        return reverse("statutory_values")

    def load(self, kind: str) -> Kind:
        """The kind of the address."""
        if kind not in Kind.values:
            raise Http404("no such kind")
        self.kind = Kind(kind)
        self.title = f"{self.kind.label} 등록"
        return self.kind

    def get(self, request, kind):
        return self.show_form(OwnValueForm(kind=self.load(kind), district=self.district))

    def show_form(self, form: OwnValueForm, status: int = 200):
        """The form with what is to be known before."""
        return self.show(form=form, lead=self.lead, cancel_url=self.list_url, status=status)

    def post(self, request, kind):
        form = OwnValueForm(request.POST, kind=self.load(kind), district=self.district)
        if not form.is_valid():
            return self.show_form(form, 422)
        reason = form.cleaned_data["reason"]
        with acting(request.user, reason=reason, via=Via.FORM):
            audited_bulk(create=form.values(account_name(request.user)))
        messages.success(request, settle_particles(f"{self.kind.label}을(를) 등록했습니다."))
        return redirect(f"{self.list_url}?kind={self.kind.value}")
