"""Forms of accounts and rights: who, which role, confined to what, from when, trained when."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from jobportal.platform.clashes import clash_of
from jobportal.platform.formfields import (
    KDateFormField,
    refuse_resident_number,
    refuse_unusable,
)
from jobportal.platform.granting import A_YEAR
from jobportal.platform.models import District, Grant, Role, User
from jobportal.platform.permissions import Confinement
from jobportal.platform.records import kinds_by_slug
from jobportal.platform.roles import roles_of
from jobportal.platform.values.dates import kdate

C = Confinement
# A team and a programme are chosen from their records; a 동 is typed.
CHOSEN_FROM = {C.TEAM: "teams", C.PROGRAMME: "programmes"}
_TEXT = [refuse_unusable, refuse_resident_number]
LONGEST_GRANT = A_YEAR * 2


class AccountForm(forms.Form):
    """A new account: its sign-in name and whose it is."""

    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{3,29}$",
        label="아이디",
        help_text="영문 소문자와 숫자 4~30자. 예: 직원번호",
        validators=[refuse_resident_number],
        error_messages={"invalid": "영문 소문자·숫자와 . _ - 만, 4자부터 30자까지 쓸 수 있습니다."},
    )
    name = forms.CharField(label="이름", max_length=40, validators=_TEXT)
    department = forms.CharField(
        label="부서",
        max_length=60,
        required=False,
        validators=_TEXT,
        help_text="예: 일자리정책과 일자리사업팀",
    )

    def clean_username(self):
        """One person, one account: a name is never used again."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("이미 있는 아이디입니다. 다른 아이디를 정하세요.")
        return username


class NameForm(forms.Form):
    """The name and department of an account, corrected."""

    name = forms.CharField(label="이름", max_length=40, validators=_TEXT)
    department = forms.CharField(label="부서", max_length=60, required=False, validators=_TEXT)


class ReasonForm(forms.Form):
    """Why something is done to an account or a right."""

    reason = forms.CharField(
        label="사유",
        max_length=200,
        validators=_TEXT,
        error_messages={"required": "사유를 적으세요."},
    )


class GrantForm(forms.Form):
    """A request for a role."""

    role = forms.ModelChoiceField(Role.objects.none(), label="역할", empty_label="선택하세요")
    scope = forms.ChoiceField(label="범위")
    dong = forms.CharField(
        label="동",
        max_length=30,
        required=False,
        validators=_TEXT,
        help_text="범위가 ‘동’일 때만. 예: 가상1동",
    )
    from_on = KDateFormField(label="시작일")
    to_on = KDateFormField(label="종료일", required=False, help_text="길어도 2년까지 정합니다.")
    trained_on = KDateFormField(
        label="개인정보 교육일",
        required=False,
        help_text="주민의 개인정보를 다루는 역할이면 꼭 적습니다.",
    )
    pledged_on = KDateFormField(
        label="보안서약일",
        required=False,
        help_text="보안서약서를 받은 날. 주민의 개인정보를 다루는 역할이면 꼭 적습니다.",
    )
    document_number = forms.CharField(
        label="근거 문서번호", max_length=60, required=False, validators=_TEXT
    )
    reason = forms.CharField(
        label="신청 사유", max_length=200, validators=_TEXT, help_text="예: 2026년 담당 업무 배정"
    )

    def __init__(self, data=None, *, user: User, district: District):
        today = timezone.localdate()
        days = {"from_on": kdate(today), "to_on": kdate(today + A_YEAR)}
        super().__init__(data, initial=days)
        self.user, self.district = user, district
        self.fields["role"].queryset = roles_of(district).exclude(permissions=[])
        self.fields["scope"].choices = _scopes(district)

    def clean(self):
        """The role may be confined so; a role that shows residents has its period and training."""
        typed = super().clean()
        role, (kind, code) = typed.get("role"), self._confinement(typed)
        if kind is C.DONG and not code:
            self.add_error("dong", "동 이름을 적으세요. 예: 가상1동")
        if role is not None and kind.value not in role.confinements:
            allowed = ", ".join(C(one).label for one in role.confinements)
            self.add_error("scope", f"‘{role}’ 역할의 범위는 {allowed} 가운데에서 고르세요.")
        start, end = typed.get("from_on"), typed.get("to_on")
        if start and end and end < start:
            self.add_error("to_on", "종료일이 시작일보다 빠릅니다.")
        elif start and end and end - start > LONGEST_GRANT:
            self.add_error("to_on", "한 번에 2년까지만 신청할 수 있습니다.")
        if role is not None and role.shows_residents:
            for name in ("to_on", "trained_on", "pledged_on"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, "주민의 개인정보를 다루는 역할이라 꼭 적어야 합니다.")
        if role is not None and start and (fault := clash_of(self.user, role, start, end)):
            self.add_error("role", fault)
        for name, words in (("trained_on", "교육일이"), ("pledged_on", "보안서약일이")):
            if typed.get(name) and typed[name] > timezone.localdate():
                self.add_error(name, f"{words} 오늘보다 뒤입니다.")
        return typed

    def _confinement(self, typed: dict) -> tuple[Confinement, str]:
        kind, _, code = (typed.get("scope") or "DISTRICT:").partition(":")
        if kind == C.DONG:
            code = "".join((typed.get("dong") or "").split())
        return C(kind), code

    def grant(self) -> Grant:
        """The request, not saved."""
        typed = self.cleaned_data
        kind, code = self._confinement(typed)
        names = (
            "role",
            "from_on",
            "to_on",
            "trained_on",
            "pledged_on",
            "document_number",
            "reason",
        )
        return Grant(
            user=self.user,
            district=self.district,
            confined_to=kind.value,
            confined_code=code,
            **{name: typed[name] for name in names},
        )


def _scopes(district: District) -> list:
    """구 전체, each team, each programme, and a 동."""
    choices: list = [(f"{C.DISTRICT.value}:", C.DISTRICT.label)]
    for kind, slug in CHOSEN_FROM.items():
        named = [(f"{kind.value}:{row.code}", str(row)) for row in _rows(slug, district)]
        if named:
            choices.append((kind.label, named))
    return [*choices, (f"{C.DONG.value}:", "동(아래에 적음)")]


def _rows(slug: str, district: District) -> models.QuerySet:
    return kinds_by_slug()[slug].model.objects.of(district).order_by("code")
