"""Rounds being prepared: their list, the preparation page of one, its clone and its moves."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Max, Prefetch
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.recordnumbers import record_number
from programs.actions import clone_round, moved_days
from programs.cautions import warnings_of
from programs.forms.rounds import CloneForm
from programs.models import Half, Programme, Round, RoundRules, WorkProject
from programs.notice import notice_problems
from programs.preparation import (
    AGE_POSTS,
    DATES,
    draft_of,
    label_of,
    latest_of,
    posts_by_type,
    posts_words,
    rules_of,
    versions_of,
)
from programs.views.showing import rules_shown
from programs.workflow import State, buttons_of, move_round

SECTION = "일자리사업·회차"
MONTHS = {"half": 6}


class RoundView(Page):
    """A page about one round of the district."""

    permission = Permission.PREPARE_ROUNDS
    confinable = frozenset({Confinement.PROGRAMME})
    section = SECTION
    round: Round

    def load(self, pk: int) -> Round:
        """The round of the address; another district's answers 404."""
        rounds = reachable(self.request, Round).select_related("programme", "district")
        self.round = rounds.filter(pk=pk).prefetch_related("programme__names").first()
        if self.round is None:
            raise Http404(f"no round {pk}")
        return self.round

    def breadcrumbs(self):
        way = [(SECTION, ""), ("회차 준비", reverse("round_list"))]
        if hasattr(self, "round") and self.title != str(self.round):
            way.append((str(self.round), self.prepare_url))
        return [*way, (self.title, "")]

    @property
    def prepare_url(self) -> str:
        """The preparation page of the round."""
        return reverse("round_prepare", args=[self.round.pk])

    def refused(self, words: str):
        """Back to the preparation page with the reason."""
        messages.error(self.request, words)
        return redirect(self.prepare_url)


class RoundList(Page):
    """The rounds of the district with state, dates, posts and the version of their rules."""

    permission = Permission.SEE_ROUNDS
    confinable = frozenset({Confinement.PROGRAMME})
    template = "programs/round_list.html"
    title, section = "회차 준비", SECTION

    def extra(self):
        programmes = reachable(self.request, Programme)
        chosen = {name: self.request.GET.get(name, "") for name in ("programme", "year", "state")}
        rounds = reachable(self.request, Round)
        years = rounds.order_by("-year").values_list("year", flat=True).distinct()
        return {
            "programmes": programmes,
            "years": list(years),
            "states": State.choices,
            "chosen": chosen,
            "rows": [_row(round_) for round_ in _chosen(rounds, chosen)],
        }


def _chosen(rounds, chosen: dict[str, str]):
    """The rounds of the chosen programme, year and state; what cannot be read chooses nothing."""
    names = {"programme": "programme_id", "year": "year"}
    for name, field in names.items():
        number = record_number(chosen[name])
        if number is not None:
            rounds = rounds.filter(**{field: number})
    if chosen["state"] in State.values:
        rounds = rounds.filter(state=chosen["state"])
    versions = RoundRules.objects.defer("content", "plan")
    return rounds.select_related("programme").prefetch_related(
        "programme__names",
        Prefetch("rules", versions),
        Prefetch("work_projects", WorkProject.objects.all()),
    )


def _row(round_: Round) -> dict:
    versions = list(round_.rules.all())
    posts = sum(project.posts for project in round_.work_projects.all())
    return {
        "round": round_,
        "stage": stage_words(round_, versions),
        "project_posts": posts,
        "gap": posts_words(round_.planned_posts, posts, "배정 인원") if posts else "",
        "rules": version_words(versions),
    }


def stage_words(round_: Round, versions: list[RoundRules]) -> str:
    """The state; a past round that was only recorded is not “being planned”."""
    is_past = round_.ends_on < timezone.localdate()
    if round_.state == State.PLANNED and is_past and not versions:
        return "지난 회차(기록)"
    return round_.get_state_display()


def version_words(versions: list[RoundRules]) -> str:
    """Which version is in force, and whether another is being written."""
    published = [version for version in versions if version.is_published]
    draft = draft_of(versions)
    if not versions:
        return ""
    if not published:
        return f"제{draft.number}판 작성 중"
    words = f"제{published[-1].number}판"
    return f"{words} · 제{draft.number}판 정정 중" if draft else words


class RoundPrepare(RoundView):
    """Everything a round is announced with, on one page, and what is still missing."""

    permission = Permission.SEE_ROUNDS
    template = "programs/prepare.html"

    def get(self, request, pk):
        round_ = self.load(pk)
        self.title = str(round_)
        versions = versions_of(round_)
        shown, draft = latest_of(versions), draft_of(versions)
        projects = list(round_.work_projects.select_related("host_unit"))
        posts = sum(project.posts for project in projects)
        return self.show(
            round=round_,
            stage=stage_words(round_, versions),
            dates=[(label_of(name), _day(round_, name)) for name in DATES],
            ages=[(label_of(name), getattr(round_, name)) for name in AGE_POSTS],
            types=posts_by_type(round_),
            projects=projects,
            project_posts=posts,
            gap=posts_words(round_.planned_posts, posts, "대상사업 배정 인원") if projects else "",
            versions=versions,
            latest=shown,
            draft=draft,
            rules=rules_shown(rules_of(shown), round_) if shown else None,
            problems=notice_problems(round_, versions) if draft or not versions else [],
            warnings=warnings_of(draft),
            moves=buttons_of(round_),
            is_sealed=bool(versions) and draft is None,
            work_url=self.work_url,
        )

    @property
    def work_url(self) -> str:
        """The work of a round that was announced; "" before, and for who may not see it."""
        is_announced = self.round.state != State.PLANNED
        if is_announced and self.may_for(Permission.SEE_STATISTICS, self.round):
            return reverse("round_dashboard", args=[self.round.pk])
        return ""


def _day(round_: Round, name: str) -> str:
    day = getattr(round_, name)
    return kdate(day) if day else ""


class RoundMove(RoundView):
    """Put a round into the next state."""

    http_method_names = ["post"]

    def post(self, request, pk):
        round_ = self.load(pk)
        try:
            with acting(request.user, reason="회차 상태 변경", via=Via.FORM), transaction.atomic():
                move_round(round_, request.POST.get("to", ""))
        except Refused as error:
            return self.refused(str(error))
        except StaleRecord:
            return self.refused(STALE)
        messages.success(
            request,
            settle_particles(f"‘{round_}’을(를) ‘{round_.get_state_display()}’(으)로 옮겼습니다."),
        )
        return redirect(self.prepare_url)


class RoundCopy(RoundView):
    """Clone a round to a later half-year: plan, work projects and rules, no person."""

    template = "programs/copy.html"
    title = "회차 복사"

    def get(self, request, pk):
        source = self.load(pk)
        by = request.GET.get("by", "")
        moved = _additional(source) if by == "additional" else _moved(source, MONTHS.get(by, 12))
        return self.show_form(CloneForm(source=source, initial=moved))

    def show_form(self, form: CloneForm, status: int = 200):
        """The form with what will be copied."""
        projects = self.round.work_projects.count()
        return self.show(
            form=form,
            round=self.round,
            projects=projects,
            latest=latest_of(versions_of(self.round)),
            cancel_url=self.prepare_url,
            status=status,
        )

    def post(self, request, pk):
        source = self.load(pk)
        form = CloneForm(request.POST, source=source)
        if not form.is_valid():
            return self.show_form(form, status=422)
        try:
            with acting(request.user, reason=f"{source} 복사", via=Via.FORM):
                new = clone_round(source, form.target())
        except IntegrityError:
            words = "방금 같은 코드나 기간이 겹치는 회차가 저장되었습니다. 목록을 확인하세요."
            form.add_error(None, words)
            return self.show_form(form, status=409)
        messages.success(
            request,
            settle_particles(
                f"‘{source}’에서 ‘{new}’을(를) 만들었습니다. 사람은 복사하지 않았습니다."
            ),
        )
        return redirect("round_prepare", new.pk)


def _additional(source: Round) -> dict:
    """The form's first values for recruiting again: the same half-year, the next 차수."""
    rounds = Round.objects.filter(programme=source.programme_id, year=source.year, half=source.half)
    seq = (rounds.aggregate(last=Max("seq"))["last"] or source.seq) + 1
    days = {"starts_on": source.starts_on, "ends_on": source.ends_on}
    same = {"year": source.year, "half": source.half}
    return {"code": f"{source.code}-{seq}차", "seq": seq, "is_additional": True, **same, **days}


def _moved(source: Round, months: int) -> dict:
    """The form's first values: everything so many months later; a yearly round moves by a year."""
    if source.half == Half.YEAR:
        year, half, months = source.year + 1, Half.YEAR, 12
    else:
        year, half = divmod(source.year * 2 + source.half - 1 + months // 6, 2)
        half += 1
    code = _moved_code(source, year, half)
    days = moved_days(source, months)
    return {"code": code, "year": year, "half": half, "seq": source.seq, **days}


def _moved_code(source: Round, year: int, half: int) -> str:
    """The code with the new year and half, if it names them."""
    code = source.code.replace(str(source.year), str(year))
    if source.half and code.endswith(f"-{source.half}"):
        code = code.removesuffix(f"-{source.half}") + f"-{half}"
    return code if code != source.code else f"{source.code}-복사"
