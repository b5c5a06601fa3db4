"""The dashboard of a round: where it stands today, and what waits for whom."""

from collections import Counter
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import TextChoices, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.permissions import Permission
from jobportal.platform.publishing import small_cell_note
from jobportal.platform.render.cells import HIDDEN
from jobportal.platform.rules.findings import Eligibility
from jobportal.platform.values.dates import kdate_weekday
from jobportal.platform.values.money import number_text
from jobportal.platform.values.suppression import hidden_in_list
from participants.actions.vacancies import unfilled_posts
from participants.announcing.publications import OUT_OF_TIME, to_take_down
from participants.appeals.queries import ACCEPTED_APPEALS
from participants.daily import day_lines
from participants.models import Application, CancelReason, EndReason
from participants.progress import (
    Lists,
    PoolLine,
    Pools,
    Waiting,
    cancel_reasons_of,
    last_round,
    lists_of,
    pools_on,
    received_by_day,
    waiting,
)
from participants.selection.counts import state_counts
from participants.views.round_figures import (
    chart,
    competition,
    day_row,
    deadlines,
    figure,
    reserve_depth,
    task,
    tile,
)
from participants.views.round_page import RoundPage
from participants.views.rounds import stage_of
from participants.waits import SETTLE, TO_LIST

S = Application.State
NOT_COUNTED = (S.DRAFT, S.WITHDRAWN)


class RoundDashboard(RoundPage):
    """현황."""

    permission = Permission.SEE_STATISTICS
    template = "participants/dashboard.html"
    title, step = "현황", "round_dashboard"

    def get(self, request, pk):
        self.load_round(pk)
        prefetch_related_objects([self.round], "programme__names")
        today = timezone.localdate()
        last = last_round(self.round)
        received = received_by_day([self.round, last] if last else [self.round], today)
        if last and not received[last.pk]:
            last = None  # entered with its results only: there is nothing to compare with
        lines = day_lines(
            self.round,
            received[self.round.pk],
            last,
            received[last.pk] if last else Counter(),
            today,
        )
        states, lists = state_counts(self.round), lists_of(self.round)
        pools = pools_on(self.round, lists, today)
        applicants = sum(n for state, n in states.items() if state not in NOT_COUNTED)
        return self.show(
            today=kdate_weekday(today),
            stage=stage_of(self.round, today, bool(lists.proposed_by), bool(lists.first)),
            tiles=self.tiles(applicants, lists, pools.whole),
            deadlines=deadlines(self.round, lists, today),
            tasks=self.tasks(states, lists, waiting(self.round, today), pools.whole),
            pools=self.pool_rows(pools),
            last=last,
            lines=[day_row(line) for line in lines],
            chart=chart(lines, last) if lines else "",
            states=self.state_rows(states),
            counts_more=self.is_exact and any(states[one] for one in NOT_COUNTED),
            reasons=self.reason_rows(EndReason, pools.reasons),
            cancelled=self.reason_rows(CancelReason, cancel_reasons_of(self.round)),
            note=small_cell_note(),
            is_exact=self.is_exact,
        )

    @property
    def is_exact(self) -> bool:
        """True for who sees the people anyway; others get small figures hidden."""
        sees = (Permission.SEE_APPLICANTS, Permission.SEE_PLACEMENTS)
        return any(self.may_for(permission, self.round) for permission in sees)

    def applicants_url(self, state: str = "") -> str:
        """The list of applicants, in a state; "" for who may not open it."""
        url = reverse("applicants")
        if not self.may_open(url):
            return ""
        return f"{url}?round={self.round.pk}" + (f"&state={state}" if state else "")

    def tiles(self, applicants: int, lists: Lists, whole: PoolLine) -> list[dict]:
        """The key figures, each leading to what it counts."""
        at_work, vacancies = self.placements_url("IN_POST"), self.step_url("round_vacancies")
        reserves = self.applicants_url(S.RESERVE) or vacancies
        chosen = "처음 확정한 명단" if lists.first else "아직 확정하지 않음"
        ratio = competition(applicants, self.round.planned_posts)
        return [
            tile("신청", applicants, f"경쟁률 {ratio}", self.applicants_url(), "건"),
            tile("계획 인원", whole.planned, "모집하는 자리", self.prepare_url(), "명"),
            tile("선발", whole.selected, chosen, self.lists_url(), "명"),
            tile("현재 근무", whole.in_post, f"연인원 {whole.ever:,}명", at_work, "명"),
            tile("결원", whole.vacancies, "충원을 기다리는 자리", vacancies, "명"),
            tile("예비", whole.reserves, reserve_depth(whole), reserves, "명"),
        ]

    def list_url(self, step: str, **asked: str) -> str:
        """The list of a step, narrowed to what a figure counts; "" for who may not open it."""
        url = self.step_url(step)
        kept = {name: value for name, value in asked.items() if value}
        return f"{url}?{urlencode(kept)}" if url else ""

    def placements_url(self, state: str, **asked: str) -> str:
        """The placements that a figure counts."""
        return self.list_url("round_placements", state=state, **asked)

    def prepare_url(self) -> str:
        """Where the plan of the round is made; "" for who may not open it."""
        url = reverse("round_prepare", args=[self.round.pk])
        return url if self.may_open(url) else ""

    def lists_url(self) -> str:
        """Where the selection lists are; "" for who may not open them."""
        return self.step_url("round_selection") or self.step_url("round_results")

    def tasks(
        self, states: Counter[str], lists: Lists, found: Waiting, whole: PoolLine
    ) -> list[dict]:
        """What waits, for whom, how many and where, in the order of the work; nothing that is 0."""
        tasks = [
            *self.intake_tasks(states, found),
            *self.list_tasks(states, lists, found),
            *self.placing_tasks(states, lists, found, whole),
        ]
        return [one for one in tasks if one["count"]]

    def intake_tasks(self, states: Counter[str], found: Waiting) -> list[dict]:
        """What waits from the first draft until everybody is screened."""
        asked, url = states[S.SUPPLEMENT_REQUESTED] - found.papers_came, self.applicants_url
        to_confirm = {"state": S.UNDER_REVIEW, "result": Eligibility.TO_CONFIRM}
        return [
            task("임시저장한 신청서", "접수 담당", states[S.DRAFT], url(S.DRAFT)),
            task("심사를 시작할 신청서", "담당자", states[S.SUBMITTED], url(S.SUBMITTED)),
            task(
                "보완 서류가 다 와 심사를 시작할 신청서",
                "담당자",
                found.papers_came,
                url(S.SUPPLEMENT_REQUESTED),
            ),
            task(
                "서류 보완을 기다리는 신청서",
                "신청인",
                asked,
                url(S.SUPPLEMENT_REQUESTED),
                found.late_papers,
            ),
            task(
                "‘확인 필요’가 남은 신청서",
                "담당자",
                found.to_confirm,
                self.list_url("round_screening", **to_confirm),
            ),
            task(
                SETTLE,
                "담당자",
                states[S.UNDER_REVIEW] - found.to_confirm,
                self.list_url("round_screening", state=S.UNDER_REVIEW),
            ),
        ]

    def list_tasks(self, states: Counter[str], lists: Lists, found: Waiting) -> list[dict]:
        """What waits about the selection list, from its making to its appeals and its posting."""
        to_list = 0 if lists.proposed_by else states[S.ELIGIBLE] + states[S.SCORED]
        selection, appeals = self.step_url("round_selection"), self.step_url("round_appeals")
        today = timezone.localdate()
        ended = sum(to_take_down(until, today) for until in lists.posted_until)
        proposed = f"승인을 기다리는 선발안(제안 {lists.proposed_by})"
        return [
            task(TO_LIST, "담당자", to_list, selection),
            task(proposed, "팀장", int(bool(lists.proposed_by)), selection),
            task(
                "발표할 선발 명단", "담당자", self.to_publish(lists), self.step_url("round_results")
            ),
            task(OUT_OF_TIME, "담당자", ended, self.step_url("round_results")),
            task("처리할 이의신청", "담당자", found.appeals, appeals, found.late_appeals),
            task(ACCEPTED_APPEALS, "담당자", found.accepted_appeals, appeals),
        ]

    def to_publish(self, lists: Lists) -> int:
        """1 when the list in force of a round in work has not been announced."""
        return int(lists.is_to_publish and self.round.state in self.round.IN_WORK)

    def placing_tasks(
        self, states: Counter[str], lists: Lists, found: Waiting, whole: PoolLine
    ) -> list[dict]:
        """What waits once a list is in force: posts to fill, and duties of who works."""
        vacancies = self.step_url("round_vacancies")
        selected = self.applicants_url(S.SELECTED) or self.step_url("round_placements")
        untrained = self.list_url("round_duties", lacks="any")
        return [
            task("선발되어 배치를 기다리는 사람", "담당자", states[S.SELECTED], selected),
            task("충원할 결원", "담당자", whole.vacancies - found.offers, vacancies),
            task("채우지 못한 자리", "담당자", self.unfilled(lists), vacancies),
            task("답변을 기다리는 통보", "예비자", found.offers, vacancies, found.late_offers),
            task("교육이나 검진이 적히지 않은 사람", "담당자", found.untrained, untrained),
        ]

    def unfilled(self, lists: Lists) -> int:
        """Posts that nobody holds, is promised or is awaited for, once a list is in force."""
        if not lists.in_force or self.round.state not in self.round.IN_WORK:
            return 0
        return sum(unfilled_posts(self.round, timezone.localdate()).values())

    def pool_rows(self, pools: Pools) -> list[dict]:
        """The pools, their sum first; each figure leads to the list it counts."""
        lines = [pools.whole, *pools.lines] if len(pools.lines) > 1 else [pools.whole]
        return [{"label": line.label, "cells": self.pool_cells(line)} for line in lines]

    def pool_cells(self, line: PoolLine) -> list[dict]:
        """The figures of a pool in the order of the columns."""
        vacancies = self.step_url("round_vacancies")
        return [
            figure(line.planned, self.prepare_url()),
            figure(line.selected, self.lists_url()),
            figure(line.in_post, self.placements_url("IN_POST", pool=line.code)),
            figure(line.ever, self.placements_url("EVER", pool=line.code)),
            figure(line.vacancies, vacancies),
            figure(line.reserves, vacancies),
        ]

    def state_rows(self, states: Counter[str]) -> list[dict]:
        """The states in the order of the work; who sees no people is not shown what is not in."""
        kept = [one for one in S if states[one] and (self.is_exact or one not in NOT_COUNTED)]
        texts = self.published([states[one] for one in kept])
        whole, is_hidden = sum(states[one] for one in kept), self.hides([states[o] for o in kept])
        total = {"label": "계", "text": HIDDEN if is_hidden else number_text(whole), "url": ""}
        return [{**total, "is_total": True}] * bool(kept) + [
            {"label": one.label, **figure(states[one], self.applicants_url(one)), "text": text}
            for one, text in zip(kept, texts, strict=True)
        ]

    def reason_rows(self, kind: type[TextChoices], reasons: Counter[str]) -> list[dict]:
        """Why people left or never began, the most frequent first."""
        kept = sorted(reasons, key=lambda code: (-reasons[code], code))
        texts = self.published([reasons[code] for code in kept])
        return [
            {
                "label": dict(kind.choices).get(code, code),
                "text": text,
                "url": self.ended_url(code) if kind is EndReason and text != HIDDEN else "",
            }
            for code, text in zip(kept, texts, strict=True)
        ]

    def ended_url(self, reason: str) -> str:
        """The placements that ended for a reason."""
        return self.placements_url("ENDED", reason=reason)

    def hides(self, counts: list[int]) -> bool:
        """True when this user may not see the sum of these numbers."""
        _, is_hidden = hidden_in_list(counts, settings.SMALL_CELL_THRESHOLD)
        return is_hidden and not self.is_exact

    def published(self, counts: list[int]) -> list[str]:
        """Numbers as this user may see them."""
        places, _ = hidden_in_list(counts, settings.SMALL_CELL_THRESHOLD)
        unseen = frozenset() if self.is_exact else places
        return [HIDDEN if n in unseen else number_text(one) for n, one in enumerate(counts)]
