"""A reviewer's own list and marks; what others gave is shown only after the own was submitted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.masking import Audience, mask_birth, mask_name
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.rules.scorelines import points_text
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from participants.actions.interviews import CLOSED, save_sheet
from participants.forms.interviews import MarkForm
from participants.interviews import (
    Progress,
    interviewed,
    marked_by,
    own_progress,
    own_sheets,
    sheets_for,
    spreads,
)
from participants.models import Application, InterviewSheet, Reviewer
from participants.views.interviews import InterviewPage
from participants.views.resident_page import ResidentPage

PER_PAGE = 50
OTHER_WINDOW = "다른 창에서 이 채점표를 먼저 바꾸었습니다. 적은 점수를 확인하고 다시 저장하세요."


class OwnSeats(ResidentPage):
    """면접 채점: every interview the user marks, or has marked."""

    permission = Permission.INTERVIEW
    template = "participants/interviews/seats.html"
    title = "면접 채점"

    def extra(self):
        seats = reachable(self.request, Reviewer).filter(user=self.request.user)
        return {"rows": [_seat(one) for one in own_progress(seats)]}


def _seat(one: Progress) -> dict:
    panel = one.reviewer.panel
    return {
        "round": panel.round,
        "held_on": kdate(panel.held_on),
        "place": panel.place,
        "is_closed": panel.closed_at is not None,
        "heads": (one.submitted, one.drafts, one.left),
    }


class MarkingPage(InterviewPage):
    """A page of a reviewer of the panel; whoever has no seat is told so."""

    def breadcrumbs(self):
        *way, here = super().breadcrumbs()
        return [*way, ("면접", reverse("round_interviews", args=[self.round.pk])), here]


class MarkList(MarkingPage):
    """내 채점."""

    template = "participants/interviews/marks.html"
    title = "내 채점"
    personal_task = "면접 채점 목록"

    def get(self, request, pk):
        self.load(pk)
        if self.seat is None:
            self.saw([])
            return self.show(has_no_seat=True)
        sheets = own_sheets(self.seat)
        people = marked_by(self.seat) if self.is_closed else interviewed(self.round)
        page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
        self.saw([one.person_id for one in page])
        waiting = next_unmarked(self.round, sheets)
        return self.show(
            rows=[self._row(one, sheets.get(one.pk)) for one in page],
            items=self.items,
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number)),
            count=page.paginator.count,
            submitted=sum(bool(sheet.submitted_at) for sheet in sheets.values()),
            next_url=reverse("round_mark", args=[pk, waiting]) if waiting else "",
            is_closed=self.is_closed,
        )

    def _row(self, one: Application, sheet: InterviewSheet | None) -> dict:
        marks = sheet.marks if sheet else {}
        return {
            "receipt": one.receipt,
            "name": mask_name(one.person.name),
            "url": reverse("round_mark", args=[self.round.pk, one.pk]),
            "marks": [marks.get(item.code, "") for item in self.items],
            "state": _state(sheet),
            "is_open": not (sheet and sheet.submitted_at),
        }


def _state(sheet: InterviewSheet | None) -> str:
    if sheet is None:
        return "채점 전"
    return "제출" if sheet.submitted_at else "임시저장"


def next_unmarked(round_, sheets: dict[int, InterviewSheet]) -> int | None:
    """The first applicant whose sheet the reviewer has not submitted."""
    done = {pk for pk, sheet in sheets.items() if sheet.submitted_at}
    numbers = interviewed(round_).values_list("pk", flat=True)
    return next((pk for pk in numbers if pk not in done), None)


def _background(one: Application) -> str:
    """Certificates and experience as the applicant stated them."""
    years = one.experience_years
    parts = [one.certificates, "" if years is None else f"경력 {years.normalize():f}년"]
    return " · ".join(part for part in parts if part)


class Mark(MarkingPage):
    """The marking form of one applicant."""

    template = "participants/interviews/mark.html"
    title = "면접 채점"
    personal_task = "면접 채점"
    keeps_draft = True

    def load_applicant(self, pk: int, application: int) -> None:
        """The applicant of the address with the reviewer's own sheet."""
        self.load(pk)
        self.application = self.found(
            Application, application, "person", "round", "first_choice", "second_choice"
        )
        if self.application.round_id != self.round.pk:
            raise Http404("an applicant of another round")
        mine = InterviewSheet.objects.filter(application=self.application, reviewer=self.seat)
        self.sheet = mine.first() if self.seat else None

    def get(self, request, pk, application):
        self.load_applicant(pk, application)
        if self.seat is None:
            return redirect("round_marks", pk)
        form = MarkForm(items=self.items, sheet=self.sheet)
        if self.is_closed:
            form.only_show()
        return self.show_form(form)

    def show_draft(self, pk, application):
        self.load_applicant(pk, application)
        if self.seat is None or self.is_closed:
            return self.get(self.request, pk, application)
        return self.show_form(MarkForm(self.request.POST, items=self.items, sheet=self.sheet))

    def show_form(self, form: MarkForm, error: str = "", status: int = 200):
        """The form with what stood against it; others' marks only when the own are in."""
        one = self.application
        self.saw([one.person_id])
        others = [
            sheet
            for sheet in sheets_for(self.panel, self.request.user, [one.pk])
            if sheet.reviewer_id != self.seat.pk
        ]
        return self.show(
            application=one,
            name=mask_name(one.person.name, Audience.DETAIL),
            birth=mask_birth(one.person.birth_on, Audience.DETAIL),
            background=_background(one),
            form=form,
            sheet=self.sheet,
            sheet_version=self.sheet.version if self.sheet else 0,
            submitted_at=text_of(self.sheet.submitted_at)
            if self.sheet and self.sheet.submitted_at
            else "",
            is_submitted=form.is_submitted,
            is_closed=self.is_closed,
            items=self.items,
            others=[
                {
                    "name": str(sheet.reviewer),
                    "marks": [sheet.marks.get(i.code) for i in self.items],
                }
                for sheet in others
            ],
            spreads=self.spreads(),
            error=error,
            status=status,
        )

    def spreads(self) -> list[str]:
        """On which items the reviewers must talk, of the marks the user may see."""
        sheets = sheets_for(self.panel, self.request.user, [self.application.pk])
        return [
            f"{one.item.label}: 최고·최저 차 {points_text(one.spread)}점"
            for one in spreads(sheets, self.rules)
        ]

    def post(self, request, pk, application):
        self.load_applicant(pk, application)
        if self.seat is None:
            messages.error(request, "이 회차의 심사위원만 채점할 수 있습니다.")
            return redirect("round_marks", pk)
        form = MarkForm(request.POST, items=self.items, sheet=self.sheet)
        if self.is_closed:
            return self.show_form(form, CLOSED, 409)
        if not form.is_valid():
            return self.show_form(form, status=422)
        if request.POST.get("version") != str(self.sheet.version if self.sheet else 0):
            return self.show_form(form, OTHER_WINDOW, 409)
        given = form.cleaned_data
        try:
            with (
                acting(request.user, reason=given.get("reason", ""), via=Via.FORM),
                transaction.atomic(),
            ):
                save_sheet(
                    self.seat, self.application, form.marks(), given["opinion"], form.is_submit
                )
        except Refused as error:
            self.load_applicant(pk, application)
            return self.show_form(form, str(error), 409)
        except ValidationError as error:
            return self.show_form(form, " ".join(error.messages), 422)
        except (StaleRecord, IntegrityError):
            self.load_applicant(pk, application)
            return self.show_form(form, OTHER_WINDOW, 409)
        return self.go_on(form)

    def go_on(self, form: MarkForm):
        """To the next applicant who has no submitted sheet yet, else back to the list."""
        receipt = self.application.receipt
        if form.is_submitted:
            messages.success(self.request, f"{receipt}의 점수를 고쳤습니다.")
            return redirect("round_mark", self.round.pk, self.application.pk)
        word = "제출" if form.is_submit else "임시저장"
        messages.success(self.request, f"{receipt}의 점수를 {word}했습니다.")
        waiting = next_unmarked(self.round, own_sheets(self.seat)) if form.is_submit else None
        if waiting is None:
            return redirect("round_marks", self.round.pk)
        return redirect("round_mark", self.round.pk, waiting)
