"""The first page: what waits in the rounds, the year at a glance, the district's documents."""

from datetime import date, timedelta

from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from budgets.queries import Budget, budget_at, latest_ledger_day
from jobportal.platform.actors import Actor
from jobportal.platform.desk import waiting_for
from jobportal.platform.pages import FOR_EVERYBODY, Page
from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.elapsed import year_share
from participants.desk import Task, destructions_to_decide, duplicates_to_decide, tasks_for
from participants.views.rounds import in_work, round_rows
from programs.models import PlanItem, Round
from reports.checks.run import open_count
from reports.models import Document
from reports.views.progress import LATE, rate_text, state_of, thousands

DAYS_AHEAD = 30
"""Steps that begin within so many days are shown as coming up."""


class Home(Page):
    """오늘 할 일."""

    permission = FOR_EVERYBODY
    template = "home.html"
    title = "오늘 할 일"

    def extra(self):
        today = timezone.localdate()
        waiting: list = [*waiting_for(self.actor, today)]
        waiting += map(task_row, tasks_for(self.actor, today))
        waiting += beside_rounds(self.actor)
        return {"waiting": waiting, **self.rounds(today), **self.reports()}

    def rounds(self, today: date) -> dict:
        """The rounds in work with their figures, for who may see those."""
        if not self.actor.may(Permission.SEE_STATISTICS):
            return {}
        rounds = self.actor.reach(Round, Permission.SEE_STATISTICS)
        return {"rows": round_rows(in_work(rounds), today), "today": kdate(today)}

    def reports(self) -> dict:
        """The figures and documents, for who may see those of the whole district."""
        if not self.actor.may_in_whole_district(Permission.SEE_REPORTS):
            return {}
        self.request.permission = Permission.SEE_REPORTS
        latest = latest_ledger_day(self.district)
        budget = budget_at(self.district, latest.year, latest) if latest else None
        return {
            "shows_reports": True,
            "as_of": kdate(latest) if latest else "",
            "tiles": tiles(budget) if budget else [],
            "documents": [
                {
                    "label": document.title,
                    "text": f"{document.year}년 · {document.department}",
                    "url": reverse("document_detail", args=[document.pk]),
                }
                for document in reachable(self.request, Document).select_related("department")
            ],
            "todo": [item for item in self.todo(budget, latest) if item["count"]],
        }

    def todo(self, budget: Budget | None, latest: date | None) -> list[dict]:
        """What waits: each with its count and the page where it is done."""
        return [
            {
                "label": "확인하지 않은 수치 차이",
                "count": open_count(self.district),
                "url": f"{reverse('figure_checks')}?state=open",
            },
            {
                "label": "집행이 부진한 세부사업",
                "count": late_programmes(budget, latest) if budget else 0,
                "url": reverse("dashboard"),
            },
            {
                "label": f"{DAYS_AHEAD}일 안에 시작하는 추진일정",
                "count": self.coming_up(),
                "url": reverse("record_list", args=["plan-items"]),
            },
        ]

    def coming_up(self) -> int:
        """Steps that begin from today on within :data:`DAYS_AHEAD` days and are not done."""
        today = timezone.localdate()
        # A span is kept as text that begins with its first day, so texts compare like days.
        until = today + timedelta(days=DAYS_AHEAD + 1)
        steps = reachable(self.request, PlanItem).annotate(kept=Cast("when", CharField()))
        return steps.filter(
            is_done=False, kept__gte=today.isoformat(), kept__lt=until.isoformat()
        ).count()


def beside_rounds(actor: Actor) -> list[dict]:
    """What waits about people and belongs to no round."""
    counted = (
        ("같은 사람인지 정할 신청인", duplicates_to_decide(actor), "duplicates"),
        ("승인할 개인정보 파기", destructions_to_decide(actor), "destructions"),
    )
    return [
        {"label": label, "count": count, "url": reverse(page)}
        for label, count, page in counted
        if count
    ]


def task_row(task: Task) -> dict:
    """What waits in a round, with the page where it is done."""
    if task.kind.page == "applicants":
        url = f"{reverse('applicants')}?round={task.round.pk}&{task.kind.asked}"
    else:
        url = reverse(task.kind.page, args=[task.round.pk])
        url += f"?{task.kind.asked}" if task.kind.asked else ""
    return {
        "label": task.kind.label,
        "text": str(task.round),
        "count": task.count,
        "late": task.late,
        "url": url,
    }


def tiles(budget: Budget) -> list[dict]:
    """The key figures of the latest year in the ledger."""
    url = reverse("dashboard")
    spent, whole = budget.executed.total_won, budget.appropriated.total_won
    return [
        {"label": "예산현액", "value": thousands(whole), "unit": "천원", "url": url},
        {"label": "집행액", "value": thousands(spent), "unit": "천원", "url": url},
        {"label": "집행률", "value": rate_text(budget.rate), "unit": "%", "url": url},
        {"label": "잔액", "value": thousands(budget.balance_won), "unit": "천원", "url": url},
    ]


def late_programmes(budget: Budget, as_of: date) -> int:
    """Detail programmes whose rate is far behind the share of the year gone."""
    elapsed = year_share(as_of.year, as_of)
    details = [detail for unit in budget.parts for detail in unit.parts]
    return sum(state_of(detail.rate, elapsed) == LATE for detail in details)
