"""Safety duties of a round: who still lacks what, the sessions, health checks."""

from collections.abc import Collection

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.shortcuts import redirect

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.refused import Refused
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.recordnumbers import record_number
from participants.actions.duties import add_session, examine
from participants.actions.locking import newest
from participants.forms.duties import ExamForm, SessionForm
from participants.forms.refused import told_beside
from participants.models import Placement, SafetyTraining
from participants.placement.rows import LACKS, listed, placements
from participants.views.placement_page import PlacementPage
from participants.views.placements import row_of

PER_PAGE = 100
GROWN = (
    "이 화면을 연 뒤에 교육이 등록되었습니다. 아래 목록을 확인하고, 다른 교육이면 한 번 더 "
    "누르세요."
)


class RoundDuties(PlacementPage):
    """교육·검진."""

    template = "participants/duties.html"
    title, step = "교육·검진", "round_duties"
    personal_task = "안전교육·건강검진 관리"

    def get(self, request, pk):
        self.load_round(pk)
        return self.show_duties()

    def show_duties(self, error: str = "", status: int = 200, **bound):
        """The page, with what stood against what was tried."""
        asked = self.request.GET.get("lacks", "any")
        asked = asked if asked in LACKS else ""
        counts = self.holding().aggregate(
            holding=Count("pk"), **{name: Count("pk", filter=q) for name, (_, q) in LACKS.items()}
        )
        page = Paginator(self.asked(asked), PER_PAGE).get_page(self.request.GET.get("page"))
        shown = listed(self.round, page)
        self.saw([one.person_id for one in shown])
        marked = marked_in(self.request, shown, ())
        forms = {"session": SessionForm(), "exam": ExamForm()}
        return self.show(
            counts=counts,
            choices=[
                {"code": code, "words": words, "count": counts[code], "current": code == asked}
                for code, (words, _) in LACKS.items()
            ],
            is_all=not asked,
            asked=asked,
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number)),
            rows=[{**row_of(one), "is_ticked": one.pk in marked} for one in shown],
            all_url=f"?lacks={asked}&page={page.number}&all=1",
            sessions=sessions_of(self.round),
            newest=newest(self.round.safety_trainings.all()),
            forms=forms | bound,
            error=error,
            status=status,
        )

    def holding(self) -> QuerySet:
        """The placements of those who hold a post."""
        return placements(self.round).filter(state__in=Placement.HOLDING)

    def asked(self, what: str) -> QuerySet:
        """Those of them who lack something, or all of them."""
        return self.holding().filter(LACKS[what][1]) if what in LACKS else self.holding()


def sessions_of(round_) -> list[SafetyTraining]:
    """The sessions of a round with how many attended, newest first; one query."""
    rows = SafetyTraining.objects.of(round_.district).filter(round=round_)
    return list(rows.annotate(attended=Count("attendances")).order_by("-held_on", "-pk"))


class DutiesStep(RoundDuties):
    """Something noted: refused with its reason beside what was typed, or done and told."""

    form_name = ""

    def get(self, request, pk):
        return redirect("round_duties", pk)

    def act(self, given: dict) -> str:
        """Do it; gives the sentence that tells so. Raises Refused."""
        raise NotImplementedError

    def post(self, request, pk):
        self.load_round(pk)
        form = {"session": SessionForm, "exam": ExamForm}[self.form_name](request.POST)
        if not form.is_valid():
            return self.show_duties("", 422, **{self.form_name: form})
        try:
            with acting(request.user, reason=self.title, via=Via.FORM):
                told = self.act(form.cleaned_data)
        except Refused as error:
            return self.show_duties(told_beside(form, error), 422, **{self.form_name: form})
        except ValidationError as error:
            return self.show_duties(" ".join(error.messages), 422, **{self.form_name: form})
        except StaleRecord:
            return self.show_duties(GROWN, 409, **{self.form_name: form})
        messages.success(request, told)
        return redirect("round_duties", pk)


class SessionAdd(DutiesStep):
    """A new training session."""

    form_name = "session"

    def act(self, given):
        seen = number_in(self.request, "seen")
        session = add_session(self.round, given["kind"], given["held_on"], given["title"], seen)
        return settle_particles(f"‘{session}’을(를) 등록했습니다. 참석을 적으세요.")


class ExamsAdd(DutiesStep):
    """Health checks of many on one day."""

    form_name = "exam"

    def act(self, given):
        chosen = ticked(self.request)
        if "whole" in self.request.POST:
            meant = self.asked(self.request.GET.get("lacks", "any"))
            chosen = set(meant.values_list("pk", flat=True))
        count = examine(self.round, chosen, given["on"], given["agency"])
        return f"{count:,}명의 건강검진을 적었습니다."


def ticked(request) -> set[int]:
    """The numbers of the placements that were ticked."""
    return numbers_in(request, "pk")


def numbers_in(request, name: str) -> set[int]:
    """The numbers that were sent under a name."""
    return {
        number for text in request.POST.getlist(name) if (number := record_number(text)) is not None
    }


def number_in(request, name: str) -> int:
    """The number that was sent under a name; -1, which no record has, for none."""
    return next(iter(numbers_in(request, name)), -1)


def marked_in(request, shown: list[Placement], kept: Collection[int]) -> set[int]:
    """Whose tick is set: as sent, all when asked for by the address, else as kept."""
    if request.method == "POST":
        return ticked(request)
    return {one.pk for one in shown} if "all" in request.GET else set(kept)
