"""Two records that may be one person: the comparison side by side, the decision, its undoing."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.scope import reachable
from participants.actions.applied_twice import told_of
from participants.actions.merging import keep_apart, merge, unmerge
from participants.models import Application, DuplicatePair, PersonMerge
from participants.views.resident_page import SECTION, ResidentPage
from participants.views.shown import person_rows

STATES = DuplicatePair.State


class DuplicateCompare(ResidentPage):
    """Both people side by side, and the decision."""

    permission = Permission.TAKE_IN
    template = "participants/duplicate.html"
    title = "두 사람 비교"
    personal_task = "중복 신청인 비교"

    def breadcrumbs(self):
        return [(SECTION, ""), ("중복 확인", reverse("duplicates")), (self.title, "")]

    def load(self, pk: int) -> DuplicatePair:
        """The pair of the address."""
        self.pair = self.found(DuplicatePair, pk, "first", "second")
        return self.pair

    def get(self, request, pk):
        self.load(pk)
        return self.show_pair()

    def show_pair(self, error: str = "", status: int = 200, at: str = ""):
        """The comparison, with what stood against the last decision."""
        pair = self.pair
        self.saw([pair.first_id, pair.second_id])
        sides = [dict(person_rows(self, person, person)) for person in (pair.first, pair.second)]
        applied = reachable(self.request, Application).select_related("round")
        return self.show(
            pair=pair,
            rows=[
                {"label": label, "first": text, "second": sides[1].get(label, "")}
                for label, text in sides[0].items()
            ],
            applications=[
                list(applied.filter(person=person).order_by("-received_on"))
                for person in (pair.first, pair.second)
            ],
            merge=pair.merges.filter(undone_at=None).first(),
            is_open=pair.state == STATES.OPEN,
            error=error,
            error_at=at,
            typed=self.request.POST,
            status=status,
        )

    def post(self, request, pk):
        pair = self.load(pk)
        if request.POST.get("version") != str(pair.version):
            return self.show_pair(STALE, 409)
        reason = self.typed("reason")
        try:
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                told = self.decide(request.POST.get("decision", ""), reason)
        except Refused as error:
            self.load(pk)
            return self.show_pair(str(error), 422, error.field)
        except (StaleRecord, IntegrityError):
            self.load(pk)
            return self.show_pair(STALE, 409)
        messages.success(request, told)
        return redirect("duplicates")

    def decide(self, decision: str, reason: str) -> str:
        """Merge into one of the two, or remember that they differ."""
        pair = self.pair
        match decision:
            case "keep_first":
                record = merge(pair.first, pair.second, pair)
            case "keep_second":
                record = merge(pair.second, pair.first, pair)
            case "not_same":
                keep_apart(pair, reason)
                return "다른 사람으로 정했습니다. 이 두 사람은 다시 나타나지 않습니다."
            case _:
                raise Refused("합치거나 다른 사람으로 정하세요.")
        return f"두 사람을 합쳤습니다. ‘합침’ 목록에서 되돌릴 수 있습니다.{told_of([record])}"


class MergeUndo(ResidentPage):
    """Part two merged people again."""

    permission = Permission.TAKE_IN

    def get(self, request, pk):
        self.found(PersonMerge, pk)
        return redirect("duplicates")

    def post(self, request, pk):
        record = self.found(PersonMerge, pk, "kept", "merged", "pair")
        reason = self.typed("reason")
        if not reason:
            messages.error(request, "되돌리는 까닭을 적으세요. 예: 신분증 확인 결과 다른 사람")
            return redirect(self.where(record))
        try:
            with acting(request.user, reason=reason, via=Via.FORM), transaction.atomic():
                unmerge(record)
        except Refused as error:
            messages.error(request, str(error))
        except (StaleRecord, IntegrityError):
            messages.error(
                request,
                "되돌리지 못했습니다. 합친 뒤 같은 회차에 새 신청이 있으면 먼저 취하하세요.",
            )
        else:
            messages.success(request, "합치기를 되돌렸습니다. 두 사람으로 다시 나누었습니다.")
        return redirect(self.where(record))

    def where(self, record: PersonMerge) -> str:
        """The comparison of the two, or the person left."""
        if record.pair_id:
            return reverse("duplicate_detail", args=[record.pair_id])
        return reverse("person_detail", args=[record.kept_id])
