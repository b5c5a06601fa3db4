"""The monthly review of the access record: what stands out, an opinion, and the signature."""

from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Min
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.access import account_name
from jobportal.platform.accesspages import AccessPage
from jobportal.platform.accessreview import Finding, Month, needs_another
from jobportal.platform.display import text_of
from jobportal.platform.findings.forms import ManyForm
from jobportal.platform.findings.recording import left_by_month, not_about, unrecorded, unsettled
from jobportal.platform.findings.rows import rows_of
from jobportal.platform.formfields import refuse_resident_number, refuse_unusable
from jobportal.platform.models import AccessEntry, AccessReview
from jobportal.platform.models.ranges import FIRST_YEAR, LAST_YEAR
from jobportal.platform.permissions import Permission

LEAST_OPINION = 5


class OpinionForm(forms.Form):
    """What the reviewer has to say."""

    opinion = forms.CharField(
        label="점검 의견",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_unusable, refuse_resident_number],
        help_text="확인한 내용과 조치를 적으세요. 예: 야간 접속 2건은 당직 중 접수로 확인함",
        error_messages={"required": "점검 의견을 적으세요."},
    )

    def clean_opinion(self) -> str:
        """At least five signs that are not all the same."""
        opinion = self.cleaned_data["opinion"].strip()
        if len(opinion) < LEAST_OPINION or len(set(opinion)) < 3:
            raise ValidationError(f"점검 의견을 {LEAST_OPINION}자 이상의 문장으로 적으세요.")
        return opinion


def state_of(month: Month, reviews: list[AccessReview]) -> str:
    """Where the review of a month stands."""
    if not month.is_over:
        return "진행 중인 달"
    if not reviews:
        return "점검 전"
    return "다른 점검자 필요" if needs_another(reviews) else "점검 마침"


def month_url(month_on: date) -> str:
    """The page of a month's review."""
    return reverse("access_review", args=[month_on.year, month_on.month])


def recent_months(today: date, count: int, since: date) -> list[date]:
    """The first days of the last months from a day on, so many at most, this one first."""
    months = [today.replace(day=1)]
    while len(months) < count and since < months[-1]:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months


def recorded_since(district_id: int, today: date) -> date:
    """The day of the first entry of a district; today before there is any."""
    entries = AccessEntry.objects.filter(district_id=district_id)
    first = entries.aggregate(first=Min("at"))["first"]
    return timezone.localdate(first) if first else today


class ReviewMonths(AccessPage):
    """접속기록 점검: which months have been looked through."""

    template, title = "access/months.html", "접속기록 점검"
    permission = Permission.REVIEW_ACCESS

    def get(self, request):
        rows, today = [], timezone.localdate()
        by_month: dict[date, list[AccessReview]] = {}
        left = left_by_month(self.district.pk)
        for review in AccessReview.objects.filter(district_id=self.district.pk):
            by_month.setdefault(review.month_on, []).append(review)
        since = min([recorded_since(self.district.pk, today), *by_month, *left])
        for month_on in recent_months(today, settings.ACCESS_LOG_MONTHS, since):
            reviews = by_month.get(month_on, [])
            month = Month(self.district.pk, month_on)
            rows.append(
                {
                    "label": f"{month_on.year}. {month_on.month}.",
                    "url": month_url(month_on),
                    "left": left.get(month_on, 0),
                    "state": state_of(month, reviews),
                    "reviewers": ", ".join(review.reviewer_name for review in reviews),
                }
            )
        return self.show(rows=rows)


class ReviewMonth(AccessPage):
    """One month: counts, findings, who has signed, and the form to sign."""

    template = "access/review.html"
    permission = Permission.REVIEW_ACCESS

    def dispatch(self, request, *args, year, month, **kwargs):
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
            raise Http404("no such month")
        self.month_on = date(year, month, 1)
        self.title = f"{year}. {month}. 접속기록 점검"
        return super().dispatch(request, *args, **kwargs)

    def breadcrumbs(self):
        months = ("접속기록 점검", reverse("access_months"))
        return [(self.section, ""), months, (self.title, "")]

    def get(self, request):
        return self.show_month()

    @property
    def month(self) -> Month:
        """The month of the address in the user's district."""
        return Month(self.district.pk, self.month_on)

    @property
    def month_url(self) -> str:
        """The page of the month."""
        return month_url(self.month_on)

    def is_own(self, finding: Finding) -> bool:
        """Nobody judges what they did themselves."""
        return finding.account_id == self.request.user.pk

    def show_month(self, form: OpinionForm | None = None, many=None, status: int = 200):
        """The page of the month; a form that was refused comes back as it was typed."""
        reviews = list(self.month.reviews())
        counts = dict(self.month.entries().values_list("action").annotate(Count("id")))
        rows = rows_of(self.month, self.request.user.pk)
        return self.show(
            form=form or OpinionForm(),
            many=many or ManyForm(),
            month=self.month,
            address=[self.month_on.year, self.month_on.month],
            counts=[(label, counts.get(code, 0)) for code, label in AccessEntry.Action.choices],
            own_count=self.month.entries().filter(account_id=self.request.user.pk).count(),
            findings=[(one, self.is_own(one)) for one in unrecorded(self.month).values()],
            rows=rows,
            ticked=set(many["finding"].value() or ()) if many else set(),
            may_settle=any(row["may_settle"] for row in rows),
            reviews=[(review, text_of(review.at)) for review in reviews],
            state=state_of(self.month, reviews),
            may_sign=self.month.is_over and not self.has_signed(reviews),
            status=status,
        )

    def has_signed(self, reviews: list[AccessReview]) -> bool:
        """A month is signed once by each reviewer."""
        return any(review.reviewer_id == self.request.user.pk for review in reviews)

    def post(self, request):
        form = OpinionForm(request.POST)
        if not self.month.is_over:
            form.add_error(None, "아직 끝나지 않은 달은 점검을 마칠 수 없습니다.")
        elif fault := self.unfinished():
            form.add_error(None, fault)
        if not form.is_valid():
            return self.show_month(form, status=422)
        try:
            with transaction.atomic():
                self.signed(form.cleaned_data["opinion"]).save(force_insert=True)
        except IntegrityError:
            form.add_error(None, "이 달의 접속기록은 이미 점검하셨습니다.")
            return self.show_month(form, status=409)
        messages.success(request, f"{self.title}을 마쳤습니다.")
        return redirect(request.path)

    def unfinished(self) -> str:
        """What stands against signing, in Korean: findings of others that nobody has followed."""
        own = self.request.user.pk
        new = sum(not self.is_own(one) for one in unrecorded(self.month).values())
        if new:
            return f"확인할 기록 {new:,}건을 먼저 점검 항목으로 올리세요."
        if left := not_about(unsettled(self.month), own).count():
            return f"점검 항목 {left:,}건이 남았습니다. 마치거나 이월한 뒤 점검을 마치세요."
        return ""

    def signed(self, opinion: str) -> AccessReview:
        """The review as the reviewer signs it: their own entries are not in the counts."""
        entries, own = self.month.entries(), self.request.user.pk
        own_count = entries.filter(account_id=own).count()
        return AccessReview(
            district_id=self.district.pk,
            month_on=self.month_on,
            reviewer_id=own,
            reviewer_name=account_name(self.request.user),
            entry_count=entries.count() - own_count,
            own_count=own_count,
            finding_count=sum(not row["is_own"] for row in rows_of(self.month, own)),
            opinion=opinion,
        )
