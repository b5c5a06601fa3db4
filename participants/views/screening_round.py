"""The screening of a round: counts by result and rule, the list behind them, the bulk steps."""

from collections import Counter
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.findings import Eligibility, Outcome
from participants.actions.screening import (
    WAITING,
    decide,
    screen,
    screen_overtaken,
    start_review,
)
from participants.forms import screening as choices
from participants.forms.screening import ScreeningFilter
from participants.models import Application
from participants.neighbours import address_groups, unsettled
from participants.queries import applicants, in_states
from participants.rechecks import overtaken
from participants.standings import RuleCount, Standings
from participants.views.round_page import RoundPage
from participants.views.screening_rows import STAGES, narrowed, rows_of
from participants.views.screening_words import (
    decided_words,
    screened_again_words,
    screened_words,
    started_words,
)
from programs.models import RoundRules
from programs.preparation import announced_rules, rules_of

S = Application.State
E = Eligibility
PER_PAGE = 50
LOOKED_THROUGH = 300
"""Up to so many under review are all held against today without being asked to."""
CHANGED = (
    "그 사이 심사 결과가 바뀌었습니다. 아무것도 확정하지 않았습니다. 지금 인원을 확인하고 다시 "
    "확정하세요."
)


class RoundScreening(RoundPage):
    """자격심사."""

    permission = Permission.SCREEN
    template = "participants/screening_round.html"
    title, step = "자격심사", "round_screening"
    personal_task = "자격심사"
    address, of_one = "round_screening", "application_screening"

    def get(self, request, pk):
        self.load_round(pk)
        return self.show_round()

    def show_round(self, error: str = "", status: int = 200):
        """Counts, steps and the list that was asked for."""
        rules = announced_rules(self.round)
        codes = [criterion.code for criterion in rules_of(rules).criteria] if rules else []
        known = Standings(self.round)
        counts = known.stages
        form = self.filter_form(codes, known.dongs)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        again = self.again_in_round(rules, known, asked)
        records = narrowed(applicants(self.round), asked)
        if asked.get("again"):
            records = records.filter(pk__in=again)
        page = Paginator(records, PER_PAGE).get_page(asked.get("page") or 1)
        self.saw([one.person_id for one in page])
        return self.show(
            rules=rules,
            rules_url=reverse("round_prepare", args=[self.round.pk]),
            error=error,
            results=self.result_rows(counts),
            steps_ahead=self.steps_ahead(counts, rules),
            rule_rows=self.rule_rows(known.rule_counts(codes)),
            stale=known.outdated_rules(rules) if rules else 0,
            households=len(unsettled(address_groups(self.round))),
            form=form,
            page=page,
            **self.marked(page, rules, known, again),
            review=counted(counts, choices.REVIEW, ""),
            again_url=self.url(again=choices.AGAIN),
            here=reverse(self.address, args=[self.round.pk]),
            may_screen=self.may_screen,
            is_narrowed=any(asked.values()),
            pages=self.page_links(page, asked),
            status=422 if form.is_bound and form.errors else status,
        )

    def again_in_round(
        self, rules: RoundRules | None, known: Standings, asked: dict
    ) -> frozenset[int] | None:
        """Who of the round is to be screened again; None where nobody asked and it takes long."""
        if not self.may_screen:
            return frozenset()
        if not asked.get("again") and counted(known.stages, choices.REVIEW, "") > LOOKED_THROUGH:
            return None
        return overtaken(rules, in_states(self.round, [S.UNDER_REVIEW]), known.overrides)

    def marked(
        self, page, rules: RoundRules | None, known: Standings, again: frozenset[int] | None
    ) -> dict:
        """The rows with their marks, how many are marked, and whether that counts the round."""
        marks = overtaken(rules, page, known.overrides) if again is None else again
        return {
            "rows": rows_of(page, rules, known, self.of_one, marks),
            "again": len(marks),
            "is_of_round": again is not None,
        }

    @property
    def may_screen(self) -> bool:
        """Whether the page offers the steps of screening."""
        return self.permission == Permission.SCREEN

    def filter_form(self, codes: list[RuleCode], dongs: list[str]) -> ScreeningFilter:
        """The conditions of the address."""
        data = self.request.GET if self.request.method == "GET" else None
        return ScreeningFilter(
            data or None,
            codes=codes,
            dongs=dongs,
            looks_again=self.may_screen,
        )

    def url(self, **asked) -> str:
        """The list narrowed to something."""
        return f"{reverse(self.address, args=[self.round.pk])}?{urlencode(asked)}#list"

    def page_links(self, page, asked: dict) -> list[dict]:
        """The pages of the list with their addresses."""
        kept = {name: value for name, value in asked.items() if value and name != "page"}
        numbers = page.paginator.get_elided_page_range(page.number)
        return [
            {"number": n, "url": self.url(**kept, page=n) if isinstance(n, int) else ""}
            for n in numbers
        ]

    def result_rows(self, counts: Counter) -> list[dict]:
        """The table of results: before, in and after the review; its sum first."""
        lines = [("계", ""), *((label, code) for code, label in choices.RESULTS)]
        return [
            {
                "label": label,
                "cells": [
                    self.cell(counted(counts, stage, result), state=stage, result=result)
                    for stage, _ in choices.STAGES
                ],
            }
            for label, result in lines
        ]

    def cell(self, count: int, **asked) -> dict:
        """A number that opens what it counts."""
        asked = {name: value for name, value in asked.items() if value}
        return {"count": count, "url": self.url(**asked) if count else ""}

    def rule_rows(self, counts: list[RuleCount]) -> list[dict]:
        """Each rule with its numbers, which narrow the list."""
        outcomes = (Outcome.MET, Outcome.NOT_MET, Outcome.TO_CONFIRM, choices.DECIDED)
        return [
            {
                "label": one.code.label,
                "cells": [
                    self.cell(number, rule=one.code.value, outcome=str(outcome))
                    for number, outcome in zip(
                        (one.met, one.not_met, one.to_confirm, one.decided), outcomes, strict=True
                    )
                ],
            }
            for one in counts
        ]

    def steps_ahead(self, counts: Counter, rules: RoundRules | None) -> dict:
        """How many each bulk step is about, before it is taken."""
        review = choices.REVIEW
        return {
            "waiting": counted(counts, choices.WAITING, ""),
            "review": counted(counts, review, "") if rules else 0,
            "eligible": counted(counts, review, E.ELIGIBLE),
            "ineligible": counted(counts, review, E.INELIGIBLE),
            "to_confirm": counted(counts, review, E.TO_CONFIRM),
        }

    def post(self, request, pk):
        self.load_round(pk)
        action = request.POST.get("action", "")
        try:
            with acting(request.user, reason="자격심사", via=Via.FORM), transaction.atomic():
                told = self.act(action)
        except Refused as error:
            return self.show_round(str(error), 422)
        except (StaleRecord, IntegrityError):
            return self.show_round(CHANGED, 409)
        if told is None:
            return self.show_round(CHANGED, 409)
        for level, words in told:
            messages.add_message(request, level, words)
        return redirect("round_screening", pk)

    def act(self, action: str) -> list[tuple[int, str]] | None:
        """Take a bulk step and say what came of it; None when what was seen has changed."""
        match action:
            case "start":
                waiting = in_states(self.round, WAITING)
                return started_words(start_review(self.round, waiting))
            case "screen":
                return screened_words(screen(self.round, in_states(self.round, [S.UNDER_REVIEW])))
            case "again":
                return screened_again_words(screen_overtaken(self.round))
            case "decide":
                return self.confirm()
        raise Refused("할 일을 고르지 않았습니다. 화면을 새로 열어 단추를 누르세요.")

    def confirm(self) -> list[tuple[int, str]] | None:
        """Confirm, when there are still as many of each result as the officer saw."""
        ahead = self.steps_ahead(Standings(self.round).stages, None)
        seen = [self.request.POST.get(name, "") for name in ("eligible", "ineligible")]
        if seen != [str(ahead[name]) for name in ("eligible", "ineligible")]:
            return None
        return decided_words(decide(self.round, in_states(self.round, [S.UNDER_REVIEW])))


class RoundScreeningLook(RoundScreening):
    """The same to read only, for whoever approves the list and decides appeals."""

    permission = Permission.APPROVE_SELECTION
    http_method_names = ["get", "head", "options"]
    personal_task = "자격심사 결과 확인"
    address, of_one = "round_screening_look", "screening_look"


def counted(counts: Counter, stage: str, result: str) -> int:
    """The applications of a stage, with a result, or without a screening; all when "" is asked."""
    return sum(
        count
        for (state, found), count in counts.items()
        if state in STAGES[stage] and result in ("", found or choices.UNSCREENED)
    )
