"""Who attended one safety training session, host unit by host unit and page by page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.refused import STALE, Refused
from participants.actions.duties import attend
from participants.models import Placement, SafetyTraining, TrainingAttendance
from participants.placement.rows import listed, placements
from participants.views.duties import marked_in, numbers_in, ticked
from participants.views.placement_page import PlacementPage
from participants.views.placements import row_of
from participants.views.resident_page import SECTION

PER_PAGE = 100
NO_UNIT = "none"


class Attendance(PlacementPage):
    """The sheet of one host unit, or of all; what is saved is the page that is shown."""

    template = "participants/attendance.html"
    title, step = "교육 참석", "round_duties"
    personal_task = "안전교육 참석 관리"

    def breadcrumbs(self):
        listed = reverse("round_duties", args=[self.round.pk])
        return [(SECTION, ""), ("교육·검진", listed), (self.title, "")]

    def load(self, pk: int, session: int) -> None:
        """The round and the session of the address."""
        self.load_round(pk)
        self.session = self.found(SafetyTraining, session, "round__district")
        if self.session.round_id != self.round.pk:
            raise Http404("a session of another round")

    def get(self, request, pk, session):
        self.load(pk, session)
        return self.show_list()

    def show_list(self, error: str = "", status: int = 200):
        """Everybody who held a post on the day or holds one now, those who attended ticked."""
        attended = TrainingAttendance.objects.filter(session=self.session)
        there = set(attended.values_list("placement", flat=True))
        everybody = self.meant(there)
        units = units_of(everybody, there)
        asked = self.request.GET.get("unit", "")
        asked = asked if asked in {one["code"] for one in units} else ""
        page = Paginator(in_unit(everybody, asked), PER_PAGE).get_page(self.request.GET.get("page"))
        shown = listed(self.round, page)
        marked = marked_in(self.request, shown, there)
        self.saw([one.person_id for one in shown])
        return self.show(
            session=self.session,
            units=[{**one, "current": one["code"] == asked} for one in units],
            is_all=not asked,
            count=sum(one["count"] for one in units),
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number)),
            query=f"unit={asked}" if asked else "",
            all_url=f"?unit={asked}&page={page.number}&all=1",
            rows=[{**row_of(one), "is_there": one.pk in marked} for one in shown],
            attended=len(there),
            is_future=self.session.held_on > timezone.localdate(),
            error=error,
            status=status,
        )

    def meant(self, there: set[int]) -> QuerySet:
        """The placements the sheet lists: of the day, of today, and whoever is on it already."""
        day = self.session.held_on
        on_day = Q(from_on__lte=day, to_on__gte=day)
        rows = placements(self.round).exclude(state=Placement.State.CANCELLED)
        rows = rows.filter(on_day | Q(state__in=Placement.HOLDING) | Q(pk__in=there))
        return rows.order_by("project__host_unit__name", "project__code", "from_on", "pk")

    def post(self, request, pk, session):
        self.load(pk, session)
        if request.POST.get("version") != str(self.session.version):
            return self.show_list(STALE, 409)
        try:
            with acting(request.user, reason="교육 참석 입력", via=Via.FORM):
                count = attend(self.session, numbers_in(request, "shown"), ticked(request))
        except Refused as error:
            return self.show_list(str(error), 422)
        except StaleRecord:
            return self.show_list(STALE, 409)
        messages.success(request, f"참석을 적었습니다. 이 교육에 참석한 사람은 {count:,}명입니다.")
        return redirect(request.get_full_path())


def in_unit(rows: QuerySet, asked: str) -> QuerySet:
    """The placements of a host unit; all of them when none is asked for."""
    if not asked:
        return rows
    return rows.filter(project__host_unit=None if asked == NO_UNIT else int(asked))


def units_of(rows: QuerySet, there: set[int]) -> list[dict]:
    """The host units of the sheet with how many are meant and how many attended; one query."""
    counted = (
        rows.order_by()
        .values_list("project__host_unit", "project__host_unit__name")
        .annotate(heads=Count("pk"), attended=Count("pk", filter=Q(pk__in=there)))
        .order_by("project__host_unit__name")
    )
    return [
        {
            "code": str(pk) if pk else NO_UNIT,
            "name": name or "부서 미정",
            "count": heads,
            "attended": attended,
        }
        for pk, name, heads, attended in counted
    ]
