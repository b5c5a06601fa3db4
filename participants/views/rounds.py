"""회차 업무: the rounds in work with their stage and figures, each leading to its dashboard."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate, kperiod
from jobportal.platform.values.money import number_text
from participants.headcounts import Headcount, headcounts
from participants.models import Selection, Vacancy
from participants.views.resident_page import ResidentPage
from participants.views.round_figures import competition
from programs.models import Round

L = Selection.State


class RoundWork(ResidentPage):
    """회차 업무."""

    permission = Permission.SEE_STATISTICS
    template = "participants/round_work.html"
    title = "회차 업무"

    def extra(self):
        wants_all = self.request.GET.get("all") == "1"
        rounds = reachable(self.request, Round)
        today = timezone.localdate()
        return {
            "today": kdate(today),
            "wants_all": wants_all,
            "may_prepare": self.may(Permission.SEE_ROUNDS),
            "rows": round_rows(rounds if wants_all else in_work(rounds), today),
        }


def in_work(rounds: QuerySet) -> QuerySet:
    """Those of the rounds that are announced and not closed."""
    return rounds.filter(state__in=Round.IN_WORK)


def round_rows(rounds: QuerySet, today: date) -> list[dict]:
    """A line for each round with its stage and figures on a day; seven queries."""
    found = list(
        rounds.select_related("programme")
        .prefetch_related("programme__names")
        .annotate(
            approved=_having("selections", state=L.APPROVED),
            proposed=_having("selections", state=L.PROPOSED),
        )
    )
    counts, vacancies = headcounts(found, today), _vacancies(found)
    return [_row(one, counts[one.pk], vacancies.get(one.pk, 0), today) for one in found]


def _having(name: str, **wanted) -> Count:
    """How many related rows there are of a kind."""
    return Count(name, filter=Q(**{f"{name}__{key}": value for key, value in wanted.items()}))


def _vacancies(rounds: list[Round]) -> dict[int, int]:
    rows = Vacancy.objects.filter(round__in=rounds, state=Vacancy.State.OPEN).order_by()
    return dict(rows.values_list("round").annotate(posts=Count("pk")))


def _row(round_: Round, counted: Headcount, vacancies: int, today: date) -> dict:
    figures = (counted.planned, counted.applicants)
    later = (counted.selected, counted.in_post, vacancies)
    return {
        "round": round_,
        "name": round_.name,
        "stage": stage_of(round_, today, bool(round_.proposed), bool(round_.approved)),
        "days": kperiod(round_.starts_on, round_.ends_on).partition(" ~ "),
        "figures": [
            *map(number_text, figures),
            competition(counted.applicants, counted.planned),
            *map(number_text, later),
        ],
    }


def stage_of(round_: Round, today: date, is_proposed: bool, is_approved: bool) -> str:
    """Where the round is in its work, in words; a list of it may be proposed or approved."""
    if round_.state not in Round.IN_WORK:
        return round_.get_state_display()
    if is_proposed:
        return "선발안 승인 대기"
    if not is_approved:
        return _before_selection(round_, today)
    if today < round_.starts_on:
        return "선발 확정"
    return "근무 중" if today <= round_.ends_on else "사업 기간 끝남"


def _before_selection(round_: Round, today: date) -> str:
    if round_.apply_from_on and today < round_.apply_from_on:
        return "접수 전"
    if round_.apply_to_on is None or today <= round_.apply_to_on:
        return "접수 중"
    return "심사·선발"
