"""Pages of the review of rights: the half-years, one with every account, and its acts."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.models import RightsReview, RightsReviewLine, StaleRecord
from jobportal.platform.models.ranges import FIRST_YEAR, LAST_YEAR
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE
from jobportal.platform.rightsreview.acts import ReviewRefused, begin, decide, sign
from jobportal.platform.rightsreview.typed import SigningForm, Typed
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.halves import Half

HALVES_SHOWN = 6
D = RightsReviewLine.Decision


class RightsPage(Page, FreshPassword):
    """A page over the reviews of rights of the district."""

    section = "관리"
    permission = Permission.REVIEW_RIGHTS

    def reviews(self):
        """The reviews of the district."""
        found = RightsReview.objects.of(self.district)
        return found.select_related("begun_by", "signed_by")


def state_of(review: RightsReview | None) -> str:
    """Where a review stands."""
    if review is None:
        return "시작 전"
    return "점검 마침" if review.is_signed else "점검 중"


class RightsReviews(RightsPage):
    """반기 권한 점검: the half-years and where each stands."""

    template, title = "rights/halves.html", "반기 권한 점검"

    def extra(self):
        half = Half.of(timezone.localdate())
        by_half = {review.half_on: review for review in self.reviews()}
        halves = [half]
        while len(halves) < HALVES_SHOWN:
            halves.append(halves[-1].before())
        return {
            "rows": [
                {
                    "half": one,
                    "url": reverse("rights_review", args=[one.first.year, one.number]),
                    "review": by_half.get(one.first),
                    "state": state_of(by_half.get(one.first)),
                    "until": kdate(one.last),
                    "is_now": one == half,
                }
                for one in halves
                if one == half or one.first in by_half
            ]
        }


class RightsReviewPage(RightsPage):
    """One half-year: every account with its rights, the decisions, the signature."""

    template = "rights/review.html"

    def dispatch(self, request, *args, year, half, **kwargs):
        if not (FIRST_YEAR <= year <= LAST_YEAR and half in (1, 2)):
            raise Http404("no such half-year")
        self.half = Half.numbered(year, half)
        self.title = f"{self.half} 권한 점검"
        return super().dispatch(request, *args, **kwargs)

    def breadcrumbs(self):
        halves = ("반기 권한 점검", reverse("rights_reviews"))
        return [(self.section, ""), halves, (self.title, "")]

    @property
    def url(self) -> str:
        """The page of the half-year."""
        return reverse("rights_review", args=[self.half.first.year, self.half.number])

    def review(self) -> RightsReview | None:
        """The review of the half-year, if somebody has begun it."""
        return self.reviews().filter(half_on=self.half.first).first()

    def begun(self) -> RightsReview:
        """The review of the half-year; 404 before it is begun."""
        review = self.review()
        if review is None:
            raise Http404("not begun")
        return review

    def get(self, request):
        return self.show_review()

    def show_review(self, typed=None, faults=None, form=None, error: str = "", status: int = 200):
        """The page; what was typed and refused stays as it was."""
        review = self.review()
        rows = rows_of(review, self.request.user.pk, typed, faults or {}) if review else []
        decisions = [row["line"].decision for row in rows]
        return self.show(
            review=review,
            half=self.half,
            address=[self.half.first.year, self.half.number],
            state=state_of(review),
            is_now=self.half == Half.of(timezone.localdate()),
            begun_at=text_of(review.begun_at) if review else "",
            signed_at=text_of(review.signed_at) if review and review.signed_at else "",
            rows=rows,
            faults=[row for row in rows if row["fault"]],
            counts=[(label, decisions.count(code)) for code, label in D.choices],
            keep_reason=typed.keep_reason if typed else "",
            form=form or SigningForm(),
            error=error,
            status=status,
        )


def rows_of(review: RightsReview, user: int, typed: Typed | None, faults: dict) -> list[dict]:
    """The lines as the page shows them: decided or typed, with what is wrong; one query."""
    today = timezone.localdate()
    found = review.lines.select_related("account", "decided_by")
    rows = []
    for line in found:
        one = typed.lines.get(line.pk) if typed else None
        rows.append(
            {
                "line": line,
                "is_own": line.account_id == user,
                "is_open": not review.is_signed
                and line.account_id != user
                and line.decision != D.TAKE_BACK,
                "is_out": line.account.is_out(today),
                "decision": one.decision if one else line.decision,
                "reason": one.reason if one else line.reason,
                "last_login": text_of(line.last_login_at) if line.last_login_at else "",
                "fault": faults.get(line.pk, ""),
            }
        )
    return rows


class RightsBegin(RightsReviewPage):
    """Begin the review with every account as it is now. POST only."""

    http_method_names = ["post"]

    def post(self, request):
        try:
            with acting(request.user, reason=self.title, via=Via.FORM):
                begin(self.district, self.half, request.user)
        except ReviewRefused as error:
            messages.error(request, str(error))
            return redirect("rights_reviews")
        except IntegrityError:  # begun twice
            messages.warning(request, "이미 시작한 점검입니다. 아래에서 이어서 하세요.")
            return redirect(self.url)
        messages.success(request, f"{self.title}을 시작했습니다.")
        return redirect(self.url)


class RightsDecide(RightsReviewPage):
    """Write the decisions that were typed, all or none. POST only."""

    http_method_names = ["post"]

    def post(self, request):
        review = self.begun()
        typed = Typed(request.POST, review)
        if typed.faults:
            return self.show_review(typed, typed.faults, status=422)
        try:
            with acting(request.user, reason=self.title, via=Via.FORM), transaction.atomic():
                written = decide(review, request.user, typed.lines)
        except ReviewRefused as error:
            return self.show_review(typed, error.faults, error=str(error), status=409)
        except StaleRecord:
            return self.show_review(typed, error=STALE, status=409)
        back = sum(line.decision == D.TAKE_BACK for line in written)
        told = f"{len(written):,}개 계정의 결정을 저장했습니다."
        messages.success(
            request, f"{told} {back:,}개 계정의 권한을 회수했습니다." if back else told
        )
        return redirect(self.url)


class RightsSign(RightsReviewPage):
    """Sign the review. POST only."""

    http_method_names = ["post"]

    def post(self, request):
        review = self.begun()
        form = SigningForm(request.POST)
        if not form.is_valid():
            return self.show_review(form=form, status=422)
        try:
            with acting(request.user, reason=self.title, via=Via.FORM):
                sign(review, request.user, form.cleaned_data["opinion"])
        except ReviewRefused as error:
            return self.show_review(form=form, error=str(error), status=409)
        except StaleRecord:
            return self.show_review(form=form, error=STALE, status=409)
        messages.success(request, f"{self.title}을 마쳤습니다.")
        return redirect(self.url)
