"""The pairs of people who may be one: grouped by evidence, a page of them judged in one go."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.shortcuts import redirect

from jobportal.platform.audit import Via, acting
from jobportal.platform.masking import mask_birth, mask_name, mask_phone
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.scope import reachable
from jobportal.platform.values.recordnumbers import record_number
from participants.actions.applied_twice import told_of
from participants.actions.judging import (
    DECISIONS,
    KEEP_FIRST,
    KEEP_SECOND,
    NOT_SAME,
    Choice,
    NotJudged,
    judge,
)
from participants.actions.pairs import look_again
from participants.matching.queue import alikeness, by_strength, evidence_counts, in_one_round
from participants.models import DuplicatePair, Person, PersonMerge
from participants.views.resident_page import ResidentPage

PER_PAGE = 20
STATES = DuplicatePair.State
CHOICES = (
    ("", "두기"),
    (NOT_SAME, "다른 사람"),
    (KEEP_FIRST, "같은 사람: 1로 합치기"),
    (KEEP_SECOND, "같은 사람: 2로 합치기"),
)
NOTHING_SAVED = "아무것도 정하지 않았습니다. 아래 {:,}줄의 까닭을 확인하고 다시 고르세요."


class DuplicateQueue(ResidentPage):
    """중복 확인: what waits for a decision, or what was decided."""

    permission = Permission.TAKE_IN
    template = "participants/duplicates.html"
    title = "중복 확인"
    personal_task = "중복 신청인 확인"

    def get(self, request):
        return self.show_queue()

    def asked(self) -> tuple[str, str]:
        """The state and the evidence of the address; "" for every evidence."""
        state = self.request.GET.get("state", "")
        return (state if state in STATES.values else STATES.OPEN), self.request.GET.get("why", "")

    def pairs(self) -> QuerySet:
        """The pairs the user reaches, with both people, the strongest evidence first."""
        return by_strength(reachable(self.request, DuplicatePair).select_related("first", "second"))

    def show_queue(self, sent=None, error: str = "", faults=None, status: int = 200):
        """A page of the queue, or the rows that were sent with what stands against each."""
        state, why = self.asked()
        of_state = reachable(self.request, DuplicatePair).filter(state=state)
        asked = self.pairs().filter(state=state, **({"why": why} if why else {}))
        if state != STATES.OPEN:
            asked = asked.order_by("-decided_at", "-pk")
        page = Paginator(asked, PER_PAGE).get_page(self.request.GET.get("page"))
        rows = list(page) if sent is None else list(self.pairs().filter(pk__in=sent))
        self.saw([number for pair in rows for number in (pair.first_id, pair.second_id)])
        return self.show(
            states=STATES.choices,
            state=state,
            is_open=state == STATES.OPEN,
            evidence=self.evidence(of_state, state, why),
            page=page,
            count=page.paginator.count,
            query=urlencode({"state": state, **({"why": why} if why else {})}),
            rows=self.rows(rows, faults or {}),
            choices=CHOICES,
            reason=self.typed("reason"),
            error=error,
            status=status,
        )

    def evidence(self, pairs: QuerySet, state: str, why: str) -> list[dict]:
        """The links that narrow the queue to one evidence, with their numbers."""
        counts = evidence_counts(pairs)
        every = [("", sum(number for _, number in counts)), *counts]
        return [
            {
                "label": label or "모든 사유",
                "count": number,
                "query": urlencode({"state": state, **({"why": label} if label else {})}),
                "is_chosen": label == why,
            }
            for label, number in every
        ]

    def rows(self, pairs: list[DuplicatePair], faults: dict[int, str]) -> list[dict]:
        """The rows of pairs: masked, with what the two have alike; one query."""
        clashing = in_one_round(pairs)
        return [
            {
                "pair": pair,
                "first": _side(pair.first),
                "second": _side(pair.second),
                "alike": alikeness(pair),
                "is_clashing": pair.pk in clashing,
                "is_open": pair.state == STATES.OPEN,
                "chosen": self.typed_for(pair) if faults.get(pair.pk) != STALE else "",
                "fault": faults.get(pair.pk, ""),
            }
            for pair in pairs
        ]

    def typed_for(self, pair: DuplicatePair) -> str:
        """The decision that was posted for a pair; "" for none."""
        return self.request.POST.get(f"decision-{pair.pk}", "")

    def post(self, request):
        if request.POST.get("action") == "judge":
            return self.judged()
        return self.looked_again()

    def looked_again(self):
        """Look through all people again, e.g. after many were brought in at once."""
        with acting(self.request.user, reason="중복 다시 찾기", via=Via.FORM), transaction.atomic():
            found = look_again(self.district)
        messages.success(self.request, f"새로 찾은 중복 의심 {found:,}건을 목록에 넣었습니다.")
        return redirect("duplicates")

    def judged(self):
        """Decide on what was chosen; all of it, or nothing with the reason beside each row."""
        seen, reason = self.seen(), self.typed("reason")
        try:
            chosen = self.chosen(seen)
            with acting(self.request.user, reason=reason, via=Via.FORM), transaction.atomic():
                judge(chosen, reason)
        except NotJudged as error:
            words = NOTHING_SAVED.format(len(error.faults))
            return self.show_queue(seen, words, error.faults, 409 if error.is_stale else 422)
        except Refused as error:
            return self.show_queue(seen, str(error), status=422)
        except (StaleRecord, IntegrityError):
            return self.show_queue(seen, STALE, status=409)
        apart = sum(one.decision == NOT_SAME for one in chosen)
        merged = len(chosen) - apart
        messages.success(
            self.request,
            f"{len(chosen):,}건을 정했습니다: 다른 사람 {apart:,}건, 합침 {merged:,}건. "
            f"합친 것은 ‘합침’ 목록에서 하나씩 되돌릴 수 있습니다.{told_of(self.merges(chosen))}",
        )
        return redirect(self.request.get_full_path())

    def merges(self, chosen: list[Choice]) -> QuerySet:
        """What the pairs that were chosen became; one query."""
        mine = PersonMerge.objects.filter(undone_at=None)
        return mine.filter(pair__in=[one.pair.pk for one in chosen])

    def seen(self) -> dict[int, int | None]:
        """The version of every pair that was on the page; at most a page of them."""
        sent = (one.partition("-") for one in self.request.POST.getlist("pair")[:PER_PAGE])
        versions = {record_number(pk): record_number(version) for pk, _, version in sent}
        return {pk: version for pk, version in versions.items() if pk is not None}

    def chosen(self, seen: dict[int, int | None]) -> list[Choice]:
        """What was chosen for the pairs of the page; raises Refused for what cannot be chosen."""
        found = self.pairs().filter(pk__in=seen)
        choices = [
            Choice(pair, seen[pair.pk], decision)
            for pair in found
            if (decision := self.typed_for(pair))
        ]
        if any(one.decision not in DECISIONS for one in choices):
            raise Refused("고를 수 없는 결정이 있습니다. 줄마다 목록에 있는 결정을 고르세요.")
        return choices


def _side(person: Person) -> dict:
    return {
        "name": mask_name(person.name),
        "birth": mask_birth(person.birth_on),
        "phone": mask_phone(person.phone),
        "dong": person.dong,
    }
