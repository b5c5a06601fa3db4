"""면접: the panel of a round, how far its reviewers are, where they must talk, and its closing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.actors import holders
from jobportal.platform.audit import Via, acting
from jobportal.platform.display import text_of
from jobportal.platform.masking import mask_name
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.rules.scorelines import points_text
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.recordnumbers import record_number
from participants.actions.interviews import (
    add_reviewer,
    close,
    remove_reviewer,
    reopen,
    set_external,
    set_panel,
)
from participants.forms.interviews import PanelForm, ReopenForm, ReviewerForm
from participants.interviews import (
    Spread,
    interviewed,
    marked_items,
    panel_of,
    progress_of,
    reviewer_of,
    seats_lacking,
    sheets_for,
    spreads,
)
from participants.models import Application, InterviewPanel, Reviewer
from participants.views.round_page import RoundPage
from programs.preparation import announced_rules, rules_of


class InterviewPage(RoundPage):
    """A page about the interview of a round."""

    permission = Permission.INTERVIEW
    step = "round_interviews"

    def load(self, pk: int) -> None:
        """The round, its scoring table, its panel and the user's seat on it."""
        self.load_round(pk)
        version = announced_rules(self.round)
        self.rules = rules_of(version) if version else None
        self.items = marked_items(self.rules) if self.rules else []
        self.panel: InterviewPanel | None = panel_of(self.round)
        self.seat: Reviewer | None = reviewer_of(self.panel, self.request.user)

    @property
    def is_closed(self) -> bool:
        """Whether marks are no longer taken."""
        return bool(self.panel and self.panel.closed_at)


class Interviews(InterviewPage):
    """면접."""

    template = "participants/interviews/panel.html"
    title = "면접"
    personal_task = "면접 심사 현황"

    def get(self, request, pk):
        self.load(pk)
        return self.show_panel()

    def free_users(self):
        """Who may interview and has no seat on the panel yet."""
        users = holders(Permission.INTERVIEW, self.district)
        return users.exclude(pk__in=self.panel.reviewers.values("user")) if self.panel else users

    def show_panel(self, error: str = "", status: int = 200, **bound):
        """The page, with what stood against the last step and the form it came from."""
        panel = self.panel
        progress = progress_of(panel) if panel else []
        first = {"held_on": panel.held_on, "place": panel.place} if panel else {}
        forms = {
            "panel": PanelForm(initial=first),
            "reviewer": ReviewerForm(users=self.free_users()),
            "reopen": ReopenForm(),
        }
        self.saw([])
        return self.show(
            items=[(item, points_text(item.max_points)) for item in self.items],
            rubric=self.rules.rubric if self.rules else None,
            spread_limit=_limit(self.rules),
            panel=panel,
            held_on=kdate(panel.held_on) if panel else "",
            closed_at=text_of(panel.closed_at) if self.is_closed else "",
            is_closed=self.is_closed,
            seat=self.seat,
            count=interviewed(self.round).count(),
            progress=progress,
            seats_lacking=seats_lacking(progress, self.rules) if self.items else "",
            spreads=self.spreads() if panel and self.items else [],
            forms=forms | bound,
            may_arrange=self.may_for(Permission.SELECT, self.round),
            error=error,
            status=status,
        )

    def spreads(self) -> list[dict]:
        """Where reviewers must talk, of the marks the user may see."""
        chosen = {one.pk: one for one in interviewed(self.round)}
        found = spreads(sheets_for(self.panel, self.request.user, chosen), self.rules)
        self.saw([chosen[one.application_id].person_id for one in found])
        return [self._spread(one, chosen[one.application_id]) for one in found]

    def _spread(self, one: Spread, application: Application) -> dict:
        return {
            "receipt": application.receipt,
            "name": mask_name(application.person.name),
            "url": reverse("round_mark", args=[self.round.pk, application.pk]) if self.seat else "",
            "item": one.item.label,
            "marks": ", ".join(f"{name} {points_text(mark)}" for name, mark in one.marks),
            "spread": points_text(one.spread),
        }


def _limit(rules) -> str:
    limit = rules.rubric.spread_limit if rules and rules.rubric else None
    return "" if limit is None else points_text(limit)


class InterviewStep(Interviews):
    """A step of arranging or closing: refused with its reason, or done and told."""

    write_permission = Permission.SELECT
    needs_panel = True

    def get(self, request, pk):
        return redirect("round_interviews", pk)

    def act(self) -> str:
        """Do it and give the sentence that tells so; raises Refused or a bound form."""
        raise NotImplementedError

    def post(self, request, pk):
        self.load(pk)
        if self.needs_panel and self.panel is None:
            return self.show_panel("면접일을 먼저 정하세요.", 422)
        sent = request.POST.get("version", "")
        if self.panel is not None and sent != str(self.panel.version):
            return self.show_panel(STALE, 409)
        reason = self.typed("reason")
        try:
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                told = self.act()
        except BadForm as fault:
            return self.show_panel("", 422, **{fault.name: fault.form})
        except Refused as error:
            return self.show_panel(str(error), 422)
        except ValidationError as error:
            return self.show_panel(" ".join(error.messages), 422)
        except (StaleRecord, IntegrityError):
            return self.show_panel(STALE, 409)
        messages.success(request, told)
        return redirect("round_interviews", pk)

    def valid(self, name: str, form):
        """The form once it is valid; raises :class:`BadForm`."""
        if not form.is_valid():
            raise BadForm(name, form)
        return form.cleaned_data


class BadForm(Exception):
    """A form whose faults are shown where it stands."""

    def __init__(self, name: str, form) -> None:
        super().__init__(name)
        self.name, self.form = name, form


class PanelSet(InterviewStep):
    """Note day and place."""

    needs_panel = False

    def act(self):
        given = self.valid("panel", PanelForm(self.request.POST))
        set_panel(self.round, given["held_on"], given["place"])
        return "면접일과 장소를 저장했습니다."


class ReviewerAdd(InterviewStep):
    """Give somebody a seat."""

    def act(self):
        users = holders(Permission.INTERVIEW, self.district)
        given = self.valid("reviewer", ReviewerForm(self.request.POST, users=users))
        seat = add_reviewer(self.panel, given["user"], given["is_external"])
        return f"심사위원 {seat}님을 넣었습니다."


class SeatStep(InterviewStep):
    """A step for one seat of the panel."""

    def seat_named(self) -> Reviewer:
        """The seat that was sent; another panel's is not found."""
        number = record_number(self.request.POST.get("seat", ""))
        seat = self.panel.reviewers.filter(pk=number).select_related("panel", "user").first()
        if seat is None:
            raise Http404("no such seat")
        return seat


class ReviewerRemove(SeatStep):
    """Take a seat back from somebody who has marked nobody."""

    def act(self):
        seat = self.seat_named()
        remove_reviewer(seat)
        return f"심사위원 {seat}님을 뺐습니다."


class ReviewerExternal(SeatStep):
    """Note that a reviewer is from outside, or is not."""

    def act(self):
        seat, is_external = self.seat_named(), self.request.POST.get("is_external") == "on"
        set_external(seat, is_external)
        return f"{seat}님을 {'외부위원' if is_external else '내부위원'}으로 적었습니다."


class PanelClose(InterviewStep):
    """End marking."""

    write_permission = Permission.APPROVE_SELECTION

    def act(self):
        close(self.panel, self.rules)
        return "면접 심사를 마감했습니다. ‘점수·선발’에서 점수를 산정하면 면접 점수가 들어갑니다."


class PanelReopen(InterviewStep):
    """Let marks be given again."""

    write_permission = Permission.APPROVE_SELECTION

    def act(self):
        self.valid("reopen", ReopenForm(self.request.POST))
        reopen(self.panel)
        return f"마감을 풀었습니다({kdate(timezone.localdate())})."
