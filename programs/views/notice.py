"""The notice of a round: publishing it, correcting it, and what differs between its versions."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from programs.actions import publish_rules, start_correction
from programs.cautions import warnings_of
from programs.forms.rounds import CorrectionForm, PublishForm
from programs.models import RoundRules
from programs.notice import changes_of, differences_of, notice_problems
from programs.preparation import draft_of, plan_of, rules_of, versions_of
from programs.views.rounds import RoundView


class Publish(RoundView):
    """Publish the draft, or say everything that stands against it."""

    template = "programs/publish.html"

    def get(self, request, pk):
        return self.show_question(pk)

    def show_question(self, pk: int, form: PublishForm | None = None, status: int = 200):
        """What will be frozen, what stands against it, and what differs from the last notice."""
        round_ = self.load(pk)
        versions = versions_of(round_)
        draft = draft_of(versions)
        if draft is None and versions:
            return self.refused("공고하지 않은 판이 없습니다. 고치려면 정정을 시작하세요.")
        self.title = "정정 공고" if draft and draft.number > 1 else "공고(확정)"
        problems = notice_problems(round_, versions)
        return self.show(
            round=round_,
            draft=draft,
            problems=problems,
            warnings=warnings_of(draft),
            form=form or (self.form(draft) if draft else None),
            differences=changes_of(round_, versions),
            cancel_url=self.prepare_url,
            status=status,
        )

    def form(self, draft: RoundRules, data=None) -> PublishForm:
        """The form; the day of a first notice is the round's 공고일."""
        first = self.round.notice_on if draft.number == 1 else None
        initial = {"published_on": first or timezone.localdate()}
        return PublishForm(data, is_example=rules_of(draft).is_example, initial=initial)

    def post(self, request, pk):
        round_ = self.load(pk)
        draft = draft_of(versions_of(round_))
        if draft is None:
            return self.show_question(pk)
        form = self.form(draft, request.POST)
        if not form.is_valid():
            return self.show_question(pk, form, status=422)
        if request.POST.get("version") != str(draft.version):
            return self.refused(STALE)
        try:
            with acting(request.user, reason=draft.reason or "공고(확정)", via=Via.FORM):
                publish_rules(round_, form.cleaned_data["published_on"])
        except Refused:
            return self.show_question(pk, form, status=422)
        except (StaleRecord, IntegrityError):
            return self.refused(STALE)
        words = f"‘{round_}’의 제{draft.number}판을 확정했습니다."
        if draft.number == 1:
            words += " 접수부터 배치까지는 ‘회차 업무’에서 합니다."
        messages.success(request, words)
        return redirect(self.prepare_url)


class Correct(RoundView):
    """Begin a correction: version n+1 with its reason."""

    template = "programs/part_form.html"
    title = "정정 시작"
    lead = (
        "공고한 판은 그대로 남고, 그 내용으로 새 판을 만듭니다. 새 판을 고친 뒤 정정 공고를 하면 "
        "달라진 점이 함께 남습니다."
    )

    def get(self, request, pk):
        self.load(pk)
        return self.show_form(CorrectionForm())

    def show_form(self, form: CorrectionForm, status: int = 200):
        """The question for the reason."""
        return self.show(
            form=form,
            round=self.round,
            lead=self.lead,
            cancel_url=self.prepare_url,
            save_words="정정 시작",
            status=status,
        )

    def post(self, request, pk):
        round_ = self.load(pk)
        form = CorrectionForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, status=422)
        reason = form.cleaned_data["reason"]
        try:
            with acting(request.user, reason=reason, via=Via.FORM):
                version = start_correction(round_, reason)
        except Refused as error:
            return self.refused(str(error))
        except IntegrityError:
            return self.refused(STALE)
        messages.success(
            request, f"제{version.number}판을 만들었습니다. 고친 뒤 정정 공고를 하세요."
        )
        return redirect(self.prepare_url)


class Differences(RoundView):
    """What differs between any two versions of a round's notice."""

    permission = Permission.SEE_ROUNDS
    template = "programs/differences.html"
    title = "판 사이의 차이"

    def get(self, request, pk):
        round_ = self.load(pk)
        versions = versions_of(round_)
        if len(versions) < 2:
            return self.refused("견줄 판이 하나뿐입니다. 정정하면 차이를 볼 수 있습니다.")
        before = self.chosen(versions, "from", versions[-2])
        after = self.chosen(versions, "to", versions[-1])
        return self.show(
            round=round_,
            versions=versions,
            before=before,
            after=after,
            differences=differences_of(before, after, plan_of(round_)),
            cancel_url=self.prepare_url,
        )

    def chosen(self, versions: list[RoundRules], name: str, default: RoundRules) -> RoundRules:
        """The version of a number in the address."""
        asked = self.request.GET.get(name, "")
        if not asked:
            return default
        found = next((v for v in versions if str(v.number) == asked), None)
        if found is None:
            raise Http404("no such version")
        return found
