"""The access record on screen: the list, one entry, who saw a person, whom an account saw."""

from datetime import timedelta

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from jobportal.platform.access import mask_ip
from jobportal.platform.accessreview import midnight
from jobportal.platform.display import text_of
from jobportal.platform.filters import KDateFilter
from jobportal.platform.models import AccessEntry, AccessPerson, User
from jobportal.platform.pages import FOR_EVERYBODY, Page
from jobportal.platform.permissions import Permission
from jobportal.platform.tables import arrange
from jobportal.platform.values.particles import settle_particles

PER_PAGE = 50
SHOWN_DAYS = 30
"""The list begins so many days ago unless it is asked for more: it holds two years."""
PERSONS_SHOWN = 5
MOST_NUMBER = 9_000_000_000_000_000_000


class PersonNumberField(forms.IntegerField):
    """The number of a resident in the portal, never an identity number."""

    def __init__(self, **kwargs):
        limits = {"min_value": 1, "max_value": MOST_NUMBER}
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{**kwargs, **limits, "widget": widget})


class PersonNumberFilter(django_filters.Filter):
    """Only entries with this person."""

    field_class = PersonNumberField


class AccessFilter(django_filters.FilterSet):
    """By account, action, day and person."""

    account = django_filters.CharFilter(method="by_account", label="계정(이름·아이디)")
    action = django_filters.ChoiceFilter(
        label="구분", choices=AccessEntry.Action.choices, empty_label="전체"
    )
    at_from = KDateFilter(method="begins", label="일시 부터")
    at_to = KDateFilter(method="ends", label="일시 까지")
    person = PersonNumberFilter(method="with_person", label="정보주체 번호")

    class Meta:
        model = AccessEntry
        fields: tuple[str, ...] = ()

    def by_account(self, entries, name, value):
        """Entries of the accounts with this user name, or this text in their names."""
        users = User.objects.filter(Q(username=value) | Q(name__icontains=value))
        return entries.filter(account_id__in=list(users.values_list("pk", flat=True)))

    def begins(self, entries, name, day):
        """From a day on; in moments, for which there is an index."""
        return entries.filter(at__gte=midnight(day))

    def ends(self, entries, name, day):
        """Up to a day."""
        return entries.filter(at__lt=midnight(day) + timedelta(days=1))

    def with_person(self, entries, name, number):
        """Entries in which the person was seen."""
        return entries.filter(seen__person_id=number, seen__district_id=F("district_id"))


class AccessTable(tables.Table):
    """One row per entry, newest first."""

    at = tables.Column(verbose_name="접속일시")
    account_name = tables.Column(verbose_name="계정", orderable=False)
    action = tables.Column(verbose_name="구분", orderable=False)
    task = tables.Column(verbose_name="수행업무", orderable=False)
    person_count = tables.Column(
        verbose_name="정보주체", orderable=False, attrs={"td": {"class": "number"}}
    )
    purpose = tables.Column(verbose_name="목적", orderable=False)
    ip = tables.Column(verbose_name="접속지", orderable=False)

    shows_ip = False

    def render_at(self, record):
        url = reverse("access_entry", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, text_of(record.at))

    def order_at(self, entries, is_descending):
        """By time, and by number where the times are the same: as the index has it."""
        sign = "-" if is_descending else ""
        return entries.order_by(f"{sign}at", f"{sign}id"), True

    def render_person_count(self, record):
        told = ", ".join(map(str, record.persons[:PERSONS_SHOWN]))
        more = " …" if len(record.persons) > PERSONS_SHOWN else ""
        return f"{record.person_count:,}명 ({told}{more})" if told else "0명"

    def render_ip(self, value):
        return value if self.shows_ip else mask_ip(value)


class AccessPage(Page):
    """A page over the access record of the district."""

    section = "관리"
    permission = Permission.SEE_ACCESS

    @property
    def sees_all(self) -> bool:
        """Whether all entries of the district are shown; else one's own, with masked address."""
        return self.actor.may_in_whole_district(Permission.SEE_ACCESS)

    def entries(self) -> QuerySet[AccessEntry]:
        """The entries the user may see."""
        entries = AccessEntry.objects.filter(district_id=self.district.pk)
        return entries if self.sees_all else entries.filter(account_id=self.request.user.pk)


class AccessList(AccessPage):
    """접속기록."""

    template, title = "access/list.html", "접속기록"
    permission = FOR_EVERYBODY

    def get(self, request):
        asked = request.GET.copy()
        if not {"at_from", "at_to", "person"} & set(asked):
            asked["at_from"] = f"{timezone.localdate() - timedelta(days=SHOWN_DAYS):%Y-%m-%d}"
        filterset = AccessFilter(asked, self.asked_entries(asked.get("action", "")))
        is_valid = filterset.form.is_valid()
        table = AccessTable(
            filterset.qs if is_valid else filterset.queryset.none(), order_by_field="sort"
        )
        table.caption, table.shows_ip = self.title, self.sees_all
        arrange(request, table, PER_PAGE)
        return self.show(
            filter=filterset,
            table=table,
            count=table.paginator.count,
            sees_all=self.sees_all,
            status=200 if is_valid else 400,
        )

    def asked_entries(self, action: str) -> QuerySet[AccessEntry]:
        """With failed sign-ins also those with names nobody has: they belong to no district."""
        if self.sees_all and action == AccessEntry.Action.SIGN_IN_FAILED:
            return AccessEntry.objects.filter(
                Q(district_id=self.district.pk) | Q(district_id=None), action=action
            )
        return self.entries()


class AccessDetail(AccessPage):
    """One entry with everybody it names."""

    template, title = "access/entry.html", "접속기록 한 건"
    permission = FOR_EVERYBODY

    def get(self, request, pk):
        shown = self.entries()
        if self.sees_all:
            failed = AccessEntry.Action.SIGN_IN_FAILED
            shown = shown | AccessEntry.objects.filter(district_id=None, action=failed)
        entry = shown.filter(pk=pk).first()
        if entry is None:
            raise Http404(f"no access entry {pk}")
        return self.show(
            entry=entry,
            at=text_of(entry.at),
            ip=entry.ip if self.sees_all else mask_ip(entry.ip),
            sees_all=self.sees_all,
        )


class SubjectForm(forms.Form):
    """Whose record is asked about."""

    person = PersonNumberField(
        label="정보주체 번호",
        error_messages={
            "required": "정보주체 번호를 입력하세요.",
            "invalid": "번호를 숫자로 입력하세요.",
        },
    )


class SeenTable(tables.Table):
    """The entries of one person."""

    at = tables.Column(verbose_name="접속일시", orderable=False)
    account = tables.Column("계정", accessor="entry__account_name", orderable=False)
    action = tables.Column("구분", accessor="entry__get_action_display", orderable=False)
    task = tables.Column("수행업무", accessor="entry__task", orderable=False)
    purpose = tables.Column("목적", accessor="entry__purpose", orderable=False)
    ip = tables.Column("접속지", accessor="entry__ip", orderable=False)

    def render_at(self, record):
        url = reverse("access_entry", args=[record.entry_id])
        return format_html('<a href="{}">{}</a>', url, text_of(record.at))


class WhoSaw(AccessPage):
    """누가 이 사람을 보았나 (PD-41)."""

    template, title = "access/person.html", "정보주체별 열람"

    def get(self, request):
        form = SubjectForm(request.GET if "person" in request.GET else None)
        if not form.is_valid():
            return self.show(form=form, status=400 if form.is_bound else 200)
        number = form.cleaned_data["person"]
        seen = AccessPerson.objects.filter(district_id=self.district.pk, person_id=number)
        entries = seen.select_related("entry").order_by("-at", "-entry_id")
        table = SeenTable(entries, order_by_field="sort")
        table.caption = f"정보주체 {number}번을 본 기록"
        arrange(request, table, PER_PAGE)
        return self.show(
            form=form, number=number, accounts=accounts_in(seen), table=table, count=len(table.rows)
        )


def accounts_in(seen: QuerySet[AccessPerson]) -> list[dict]:
    """Which accounts saw, how often, first and last; the latest first."""
    rows = list(
        seen.order_by()
        .values("account_id")
        .annotate(times=Count("id"), first=Min("at"), last=Max("at"))
        .order_by("-last")
    )
    users = User.objects.filter(pk__in=[row["account_id"] for row in rows])
    names = {user.pk: str(user) for user in users}
    return [
        {
            **row,
            "name": names.get(row["account_id"], f"계정 {row['account_id']}번"),
            "first": text_of(row["first"]),
            "last": text_of(row["last"]),
        }
        for row in rows
    ]


class AccountTable(tables.Table):
    """The persons one account saw."""

    person_id = tables.Column(verbose_name="정보주체 번호")
    times = tables.Column(verbose_name="횟수", attrs={"td": {"class": "number"}})
    last = tables.Column(verbose_name="마지막 열람")

    def render_person_id(self, value):
        url = f"{reverse('access_persons')}?person={value}"
        return format_html('<a href="{}">{}</a>', url, value)

    def render_last(self, value):
        return text_of(value)


class WhomSaw(AccessPage):
    """이 계정이 누구를 보았나 (PD-41)."""

    template = "access/account.html"

    def get(self, request, account_id):
        last = self.entries().filter(account_id=account_id).first()
        if last is None:
            raise Http404(f"no entries of account {account_id}")
        self.title = settle_particles(f"{last.account_name}이(가) 본 정보주체")
        persons = (
            AccessPerson.objects.filter(district_id=self.district.pk, account_id=account_id)
            .values("person_id")
            .annotate(times=Count("*"), last=Max("at"))
            .order_by("-last", "person_id")
        )
        table = AccountTable(persons, order_by_field="sort")
        table.caption = self.title
        arrange(request, table, PER_PAGE)
        return self.show(table=table, count=table.paginator.count)
