"""Writing the rules of a round: where they begin, each part's form, throwing a draft away."""

from dataclasses import replace

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.rules.rubric import Rubric
from jobportal.platform.rules.ruleset import RuleSet
from jobportal.platform.scope import reachable
from jobportal.platform.values.particles import settle_particles
from programs.actions import change_rules, discard_draft, start_rules
from programs.forms.eligibility import EligibilityForm
from programs.forms.rubric import RubricForm
from programs.forms.score_item import ScoreItemForm
from programs.forms.ties import TieBreakForm
from programs.forms.wage import WageForm
from programs.models import RoundRules
from programs.preparation import by_lots, draft_of, rules_of, versions_of
from programs.rulesets.shipped import in_force, period_of, shipped_for, shipped_rules
from programs.views.rounds import RoundView
from programs.views.showing import step_words

BLANKS = {
    "scores": (RuleSet(rubric=Rubric(criteria=())), "빈 기준(배점표)"),
    "lots": (RuleSet(), "빈 기준(배점표 없이 추첨)"),
}
"""Rules that begin with nothing, each with the words it is called by."""
NO_DRAFT = "고칠 수 있는 판이 없습니다. 공고한 기준은 ‘정정’을 시작한 뒤 고치세요."


class RulesStart(RoundView):
    """Begin from a delivered rule set, another round of the programme, or from nothing."""

    template = "programs/rules_start.html"
    title = "선발 기준 가져오기"

    def get(self, request, pk):
        round_ = self.load(pk)
        kind, period = round_.programme.kind, period_of(round_.year, round_.half)
        current = in_force(kind, period, round_.name)
        return self.show(
            round=round_,
            sets=[
                {
                    "shipped": shipped,
                    "states": shipped.states(period),
                    "is_current": shipped is current,
                }
                for shipped in shipped_for(kind)
            ],
            earlier=self.earlier(),
            draft=draft_of(versions_of(round_)),
            cancel_url=self.prepare_url,
        )

    def earlier(self) -> list[RoundRules]:
        """The newest version of every other round of the programme, newest round first."""
        rules = reachable(self.request, RoundRules).filter(round__programme=self.round.programme)
        rules = (
            rules.exclude(round=self.round)
            .select_related("round")
            .order_by("-round__year", "-round__half", "-round__seq", "-number")
        )
        seen: dict[int, RoundRules] = {}
        for version in rules.defer("content", "plan"):
            seen.setdefault(version.round_id, version)
        return list(seen.values())

    def post(self, request, pk):
        round_ = self.load(pk)
        rules, origin = self.chosen()
        try:
            with acting(request.user, reason=f"선발 기준: {origin}"[:200], via=Via.FORM):
                start_rules(round_, rules, origin)
        except Refused as error:
            return self.refused(str(error))
        except (IntegrityError, StaleRecord):
            return self.refused(STALE)
        messages.success(request, f"‘{origin}’에서 선발 기준을 가져왔습니다. 숫자를 확인하세요.")
        return redirect(self.prepare_url)

    def chosen(self) -> tuple[RuleSet, str]:
        """The rules asked for and where they come from."""
        key, source = self.request.POST.get("shipped", ""), self.request.POST.get("rules", "")
        if (blank := self.request.POST.get("blank", "")) in BLANKS:
            return BLANKS[blank]
        if key:
            if key not in shipped_rules():
                raise Http404("no such rule set")
            return shipped_rules()[key].rules, shipped_rules()[key].title
        found = [v for v in self.earlier() if str(v.pk) == source]
        if not found:
            raise Http404("no such version")
        return rules_of(found[0]), f"{found[0].round} 제{found[0].number}판"


class RulesDiscard(RoundView):
    """Throw away the version being written."""

    template = "programs/rules_discard.html"
    title = "작성 중인 판 버리기"

    def get(self, request, pk):
        round_ = self.load(pk)
        draft = draft_of(versions_of(round_))
        if draft is None:
            return self.refused(NO_DRAFT)
        return self.show(round=round_, draft=draft, cancel_url=self.prepare_url)

    def post(self, request, pk):
        round_ = self.load(pk)
        try:
            with acting(request.user, reason="작성 중인 판 버리기", via=Via.FORM):
                discard_draft(round_)
        except Refused as error:
            return self.refused(str(error))
        messages.success(request, "작성 중인 판을 버렸습니다.")
        return redirect(self.prepare_url)


class RulesLots(RoundView):
    """Take the scoring table out of the draft: lots decide."""

    http_method_names = ["post"]

    def post(self, request, pk):
        round_ = self.load(pk)
        draft = draft_of(versions_of(round_))
        if draft is None:
            return self.refused(NO_DRAFT)
        if request.POST.get("version") != str(draft.version):
            return self.refused(STALE)
        try:
            with acting(request.user, reason="배점표 없이 추첨", via=Via.FORM):
                change_rules(draft, by_lots(rules_of(draft)))
        except StaleRecord:
            return self.refused(STALE)
        messages.success(request, "배점표를 없앴습니다. 이 회차는 추첨으로 선발합니다.")
        return redirect(self.prepare_url)


class DraftPage(RoundView):
    """The form of one part of the version being written; an old tab loses nothing."""

    title = ""

    def dispatch(self, request, *args, **kwargs):
        self.draft = None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        if not self.load_draft(pk):
            return self.refused(NO_DRAFT)
        return self.show_form(self.form(None))

    def load_draft(self, pk: int) -> bool:
        """Load the round, its draft and the rules in it."""
        round_ = self.load(pk)
        self.draft = draft_of(versions_of(round_))
        if self.draft is None:
            return False
        self.rules = rules_of(self.draft)
        return True

    def form(self, data):
        """The form over the part."""
        raise NotImplementedError

    def changed(self, form) -> RuleSet:
        """The rules with the part as the valid form has it."""
        raise NotImplementedError

    def after_url(self) -> str:
        """Where saving leads."""
        return self.prepare_url

    def show_form(self, form, status: int = 200, **more):
        """The form page."""
        return self.show(
            round=self.round,
            draft=self.draft,
            rules=self.rules,
            form=form,
            cancel_url=self.prepare_url,
            status=status,
            **more,
        )

    def post(self, request, pk):
        if not self.load_draft(pk):
            return self.refused(NO_DRAFT)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show_form(form, status=422)
        if request.POST.get("version") != str(self.draft.version):
            form.add_error(None, f"{STALE} 입력한 값은 아래에 그대로 있습니다.")
            return self.show_form(form, status=409)
        try:
            rules = self.changed(form)
            with acting(request.user, reason=self.title, via=Via.FORM):
                change_rules(self.draft, rules)
        except ValueError as error:
            form.add_error(None, str(error))
            return self.show_form(form, status=422)
        except StaleRecord:
            form.add_error(None, STALE)
            return self.show_form(form, status=409)
        messages.success(request, settle_particles(f"{self.title}을(를) 저장했습니다."))
        return redirect(self.after_url())


class Eligibility(DraftPage):
    """Switch conditions on and off, give them numbers, a day and a clause."""

    template = "programs/eligibility.html"
    title = "자격 조건"

    def form(self, data):
        return EligibilityForm(data, rules=self.rules)

    def changed(self, form):
        return replace(self.rules, criteria=form.criteria())


class Scoring(DraftPage):
    """The points, bands and weights of the scoring table."""

    template = "programs/rubric.html"
    title = "배점표"

    def form(self, data):
        return RubricForm(data, rubric=self.rules.rubric or Rubric(criteria=()))

    def changed(self, form):
        return self.rules.with_rubric(form.changed_rubric)


class ScoringAdd(DraftPage):
    """Put another item into the scoring table."""

    template = "programs/part_form.html"
    title = "고려요소 넣기"

    def form(self, data):
        return ScoreItemForm(data, rubric=self.rules.rubric or Rubric(criteria=()))

    def changed(self, form):
        return replace(self.rules, rubric=form.rubric_with_item())

    def after_url(self):
        return self.request.path.removesuffix("add/")


class Wage(DraftPage):
    """The wage rule."""

    template = "programs/part_form.html"
    title = "임금 기준"

    def form(self, data):
        return WageForm(data, wage=self.rules.wage)

    def changed(self, form):
        return replace(self.rules, wage=form.wage)


class TieBreaks(DraftPage):
    """The order of equal scores: its steps with their buttons, and the form of another step."""

    template = "programs/ties.html"
    title = "동점 처리 순서"

    def form(self, data):
        return TieBreakForm(data, rubric=self.rules.rubric)

    def show_form(self, form, status=200, **more):
        steps = [step_words(step, self.rules) for step in self.rules.tie_breaks]
        return super().show_form(form, status, steps=steps, **more)

    def changed(self, form):
        return replace(self.rules, tie_breaks=(*self.rules.tie_breaks, form.step))

    def after_url(self):
        return self.request.path


class TieBreakMove(RoundView):
    """Move a step up or down, or take it out."""

    http_method_names = ["post"]

    def post(self, request, pk, step):
        round_ = self.load(pk)
        draft = draft_of(versions_of(round_))
        if draft is None:
            return self.refused(NO_DRAFT)
        if request.POST.get("version") != str(draft.version):
            return self.refused(STALE)
        rules = rules_of(draft)
        steps = _moved(list(rules.tie_breaks), step, request.POST.get("to", ""))
        try:
            with acting(request.user, reason="동점 처리 순서", via=Via.FORM):
                change_rules(draft, replace(rules, tie_breaks=tuple(steps)))
        except StaleRecord:
            return self.refused(STALE)
        return redirect("round_rules_ties", round_.pk)


def _moved(steps: list, at: int, to: str) -> list:
    """The steps with one moved or removed; beyond an end, or of no known word, nothing moves."""
    if not 0 <= at < len(steps):
        raise Http404("no such step")
    if to == "out":
        return steps[:at] + steps[at + 1 :]
    other = at + {"up": -1, "down": 1}.get(to, 0)
    if 0 <= other < len(steps):
        steps[at], steps[other] = steps[other], steps[at]
    return steps
