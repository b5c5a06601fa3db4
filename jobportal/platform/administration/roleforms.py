"""Forms of roles: what a role of the district is called, allows, and may be confined to."""

from django import forms
from django.core.exceptions import ValidationError

from jobportal.platform.formfields import refuse_resident_number, refuse_unusable
from jobportal.platform.models import District, Role
from jobportal.platform.permissions import Confinement, Permission, clash_in
from jobportal.platform.roles import roles_of

_TEXT = [refuse_unusable, refuse_resident_number]


class RoleForm(forms.Form):
    """What a role of the district is to be; the version says from which state it was changed."""

    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
    label = forms.CharField(label="역할", max_length=40, validators=_TEXT)
    description = forms.CharField(label="설명", max_length=200, validators=_TEXT)
    permissions = forms.MultipleChoiceField(
        label="할 수 있는 일",
        choices=[(one.value, one.label) for one in Permission],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "할 수 있는 일을 하나 이상 고르세요."},
    )
    confinements = forms.MultipleChoiceField(
        label="범위",
        choices=[(one.value, one.label) for one in Confinement],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "줄 수 있는 범위를 하나 이상 고르세요."},
    )

    def __init__(self, data=None, *, district: District, role: Role | None = None, initial=None):
        self.district, self.role = district, role
        super().__init__(data, initial=initial)

    def clean_label(self) -> str:
        """One name, one role, among those that can be granted in the district."""
        label = self.cleaned_data["label"]
        others = roles_of(self.district).exclude(pk=self.role.pk if self.role else None)
        if others.filter(label=label).exists():
            raise ValidationError("같은 이름의 역할이 있습니다. 다른 이름을 정하세요.")
        return label

    def clean_permissions(self) -> list[str]:
        """What nobody may have together stands in no role."""
        chosen = [Permission(code) for code in self.cleaned_data["permissions"]]
        if fault := clash_in(frozenset(chosen)):
            raise ValidationError(f"{fault} 둘을 다른 역할로 나누세요.")
        return sorted(one.value for one in chosen)

    def terms(self) -> dict:
        """The values of a role as they were typed."""
        return {name: self.cleaned_data[name] for name in Role.TERMS}


class NewRoleForm(RoleForm):
    """Another role, with a code of its own."""

    code = forms.SlugField(
        label="코드",
        max_length=30,
        validators=[refuse_resident_number],
        help_text="영문과 숫자, - _. 뒤에 바꿀 수 없습니다. 예: GASANG-STAFF",
        error_messages={"invalid": "영문과 숫자, - _ 만 쓸 수 있습니다."},
    )
    field_order = ("version", "code", "label")

    def clean_code(self) -> str:
        """A code names one role of all."""
        code = self.cleaned_data["code"]
        if Role.objects.filter(code=code).exists():
            raise ValidationError("이미 있는 코드입니다. 다른 코드를 정하세요.")
        return code
