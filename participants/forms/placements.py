"""The forms of the acts on a placement, and of the conditions of their list."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField
from jobportal.platform.values.dates import kdate
from participants.forms.search import WordsField
from participants.models import CancelReason, EndReason, Placement
from participants.placement.rows import FIGURES, LACKS
from participants.placement.workflow import ACTS, K
from participants.selection.quota import POOL_LABELS
from programs.forms.text import PlainTextField
from programs.models import Round, WorkProject

NO_DETAILS = "건강이나 가족에 관한 자세한 내용은 적지 마세요."
STATES = [
    ("", "전체"),
    *((code, words) for code, (words, _) in FIGURES.items()),
    *Placement.State.choices,
]


class PlacementSearchForm(forms.Form):
    """The conditions of the list of placements; words travel by POST, never in an address."""

    words = WordsField()
    project = forms.ModelChoiceField(
        WorkProject.objects.none(), label="대상사업", required=False, empty_label="전체"
    )
    state = forms.ChoiceField(label="상태", choices=STATES, required=False)
    reason = forms.ChoiceField(
        label="종료 사유", choices=[("", "전체"), *EndReason.choices], required=False
    )
    pool = forms.ChoiceField(
        label="모집 구분", choices=[("", "모든 구분"), *POOL_LABELS.items()], required=False
    )
    lacks = forms.ChoiceField(
        label="교육·검진",
        choices=[("", "전체"), *((code, words) for code, (words, _) in LACKS.items())],
        required=False,
    )
    page = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, round_: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = round_.work_projects.all()


class AssignForm(forms.Form):
    """Project, days and hours of one selected applicant."""

    project = forms.ModelChoiceField(WorkProject.objects.none(), label="대상사업")
    from_on = KDateFormField(label="근무 시작일")
    to_on = KDateFormField(label="근무 종료일")
    hours = forms.IntegerField(
        label="1일 근로시간",
        min_value=1,
        max_value=8,
        required=False,
        help_text="비워 두면 대상사업이나 임금 기준의 시간을 따릅니다.",
    )

    def __init__(self, *args, round_: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = round_.work_projects.all()


class ActForm(forms.Form):
    """One act on one placement: its day and what else it needs."""

    def __init__(self, *args, placement: Placement, kind: K, **kwargs):
        self.kind, act = kind, ACTS[kind]
        kwargs.setdefault("initial", first_values(placement, kind))
        super().__init__(*args, auto_id=f"id_{kind.lower()}_%s", **kwargs)
        self.fields["on"] = KDateFormField(label=act.day, **hint_of(placement, kind))
        if kind == K.CONTRACT:
            self.fields["number"] = PlainTextField(label="계약번호", max_length=40, required=False)
        if kind == K.EXTEND:
            self.fields["beyond_round"] = forms.BooleanField(
                label="사업 종료일 뒤까지 연장",
                required=False,
                help_text=f"사업 종료일 {kdate(placement.round.ends_on)} 뒤라면 방침을 받은 뒤 "
                "표시하세요.",
            )
        if kind == K.TRANSFER:
            others = placement.round.work_projects.exclude(pk=placement.project_id)
            self.fields["project"] = forms.ModelChoiceField(
                others, label="옮길 대상사업", empty_label="고르세요"
            )
        if len(act.reasons) > 1:
            choices = [("", "고르세요"), *((one.value, one.label) for one in act.reasons)]
            label = "종료 사유" if act.ends else "사유"
            self.fields["end_reason"] = forms.ChoiceField(label=label, choices=choices)
        if act.reasons:
            self.fields["note"] = PlainTextField(
                label="종료 내용" if act.ends else "자세한 내용",
                max_length=200,
                required=False,
                help_text=NO_DETAILS,
            )
        elif act.needs_reason or kind == K.RESUME:
            self.fields["reason"] = PlainTextField(
                label="확인한 내용" if kind == K.FRAUD_FOUND else "사유",
                max_length=200,
                required=act.needs_reason,
            )


def first_values(placement: Placement, kind: K) -> dict:
    """The day each act is first shown with: the one it most likely happened on."""
    today = timezone.localdate()
    if kind == K.TRANSFER:
        return {"on": max(today, placement.from_on + timedelta(days=1))}
    if kind == K.START:
        return {"on": placement.from_on}
    if kind == K.EXTEND:
        last = placement.round.ends_on
        return {"on": last} if last > placement.to_on else {}
    return {"on": today}


def hint_of(placement: Placement, kind: K) -> dict:
    """Which days an act may have, where another one is easily written."""
    if kind == K.START and placement.from_on > timezone.localdate():
        return {"help_text": f"{kdate(placement.from_on)}부터 적을 수 있습니다."}
    if kind == K.EXTEND:
        last = date(placement.round.ends_on.year, 12, 31)
        if placement.to_on >= last:
            return {"help_text": "임금을 주는 회계연도의 마지막 날이라 더 연장할 수 없습니다."}
        return {"help_text": f"{kdate(placement.to_on)} 뒤, {kdate(last)}까지의 날을 적으세요."}
    if kind == K.TRANSFER:
        first = placement.from_on + timedelta(days=1)
        return {"help_text": f"{kdate(first)}부터 {kdate(placement.to_on)}까지의 날을 적으세요."}
    return {}


class BulkForm(forms.Form):
    """The day of an act made for many at once; for contracts also what their numbers begin with."""

    def __init__(self, *args, kind: K, **kwargs):
        super().__init__(*args, **kwargs)
        is_start = kind == K.START
        self.fields["on"] = KDateFormField(
            label=ACTS[kind].day,
            required=not is_start,
            **({"help_text": "비워 두면 사람마다 배치한 근무 시작일입니다."} if is_start else {}),
        )
        if kind == K.CONTRACT:
            self.fields["prefix"] = PlainTextField(
                label="계약번호 앞부분",
                max_length=30,
                required=False,
                help_text="‘2026-공공근로’라고 적으면 계약번호는 2026-공공근로-접수번호입니다.",
            )


class UndoForm(forms.Form):
    """Why something is undone."""

    reason = PlainTextField(
        label="되돌리는 사유", max_length=200, help_text="예: 다른 사람의 것을 잘못 처리함"
    )


class CancelForm(forms.Form):
    """When and why a selection ends before the work begins."""

    on = KDateFormField(label="취소·포기한 날")
    why = forms.ChoiceField(label="사유", choices=[("", "고르세요"), *CancelReason.choices])
    note = PlainTextField(
        label="자세한 내용",
        max_length=200,
        required=False,
        help_text=f"‘허위·부정 신청’과 ‘기타’는 꼭 적습니다. {NO_DETAILS}",
    )
