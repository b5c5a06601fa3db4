"""Who somebody is: name, birth date or resident number, phone, address."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField, VersionField, refuse_unusable
from jobportal.platform.models import District
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.residents import (
    ResidentNumber,
    parse_birth,
    parse_phone,
    parse_rrn,
    phone_text,
)
from participants.forms.needed import KNOWN_DONGS, mark_needed
from participants.models import Person, rrn_mark
from programs.forms.text import PlainTextField


class BirthFormField(KDateFormField):
    """A birth date, typed as 900101, 19900101 or 1990-01-01."""

    def __init__(self, **kwargs):
        super().__init__(label="생년월일", help_text="예: 900101 또는 1990-01-01", **kwargs)

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else kdate(value)

    def clean(self, value):
        text = forms.CharField.clean(self, value)
        if not text:
            return None
        try:
            return parse_birth(text, timezone.localdate())
        except ValueError as error:
            raise ValidationError(str(error)) from error


class PhoneFormField(forms.CharField):
    """A phone number, kept as digits."""

    default_validators = [refuse_unusable]

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
        help_text = "예: 010-0000-1234"
        super().__init__(max_length=20, widget=widget, help_text=help_text, **kwargs)

    def prepare_value(self, value):
        return phone_text(value) if value and value.isdecimal() else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        try:
            return parse_phone(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class RrnFormField(forms.CharField):
    """A resident number; it is never sent back to the screen."""

    default_validators = [refuse_unusable]

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(label="주민등록번호", max_length=20, widget=widget, **kwargs)

    def clean(self, value) -> ResidentNumber | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_rrn(text, timezone.localdate())
        except ValueError as error:
            raise ValidationError(str(error)) from error


class PersonForm(forms.ModelForm):
    """Identity first. The resident number is asked for only where ``rrn_allowed``; birth date and
    sex then follow from it."""

    template_fields = ("name", "rrn", "birth_on", "sex", "phone", "former_name", "address", "dong")

    birth_on = BirthFormField(required=False)
    phone = PhoneFormField(label="전화번호", required=False)
    person_version = VersionField()

    class Meta:
        model = Person
        fields = ("name", "birth_on", "sex", "phone", "former_name", "address", "dong")

    def __init__(self, *args, district: District, rrn_allowed: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.district = district
        self.fields["person_version"].initial = self.instance.version
        self.fields["sex"].required = False
        self.fields["sex"].choices = [("", "선택하세요"), *Person.Sex.choices]
        self.rrn_allowed = rrn_allowed
        if rrn_allowed:
            has_one = bool(self.instance.pk and self.instance.rrn)
            told = "등록되어 있습니다. 고칠 때만 입력하세요." if has_one else "예: 900101-1234567"
            self.fields["rrn"] = RrnFormField(
                required=False, help_text=f"{told} 생년월일과 성별이 채워집니다."
            )
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["dong"].widget.attrs["list"] = KNOWN_DONGS
        mark_needed(self, "birth_on", "sex")
        order = [name for name in self.template_fields if name in self.fields]
        self.order_fields(order)

    def clean(self):
        data = super().clean()
        if not self.rrn_allowed and self.data.get("rrn"):
            raise ValidationError(
                "이 사업은 주민등록번호를 받지 않습니다. 저장하지 않았습니다. "
                "생년월일과 성별을 입력하세요."
            )
        number = data.get("rrn")
        if number and "birth_on" not in self.errors:
            data["birth_on"] = data.get("birth_on") or number.birth_on
            data["sex"] = data.get("sex") or number.sex
        if "rrn" not in self.errors:
            for name, cure in (("birth_on", "예: 900101"), ("sex", "남·여 가운데 고르세요.")):
                if not data.get(name) and name not in self.errors:
                    label = self.fields[name].label
                    self.add_error(name, f"{label}을 입력하세요. {cure}")
        return data

    def _post_clean(self):
        number = self.cleaned_data.get("rrn")
        if number:
            self.instance.rrn = number.digits
            self.instance.rrn_index = rrn_mark(number.digits)
        super()._post_clean()

    def _get_validation_exclusions(self):
        # Neither is typed, but both are part of what must be unique.
        return super()._get_validation_exclusions() - {"district", "rrn_index", "merged_into"}

    def _update_errors(self, errors):
        # Where no resident number is asked for, its contradiction is told at the birth date.
        found = getattr(errors, "error_dict", {})
        if "rrn" in found and "rrn" not in self.fields:
            found.setdefault("birth_on", []).extend(found.pop("rrn"))
        super()._update_errors(errors)

    @property
    def is_stale(self) -> bool:
        """True when somebody else changed the person after this form was opened."""
        sent = self.cleaned_data.get("person_version")
        return self.instance.pk is not None and sent != self.instance.version

    @property
    def checksum_fails(self) -> bool:
        """True when the resident number is one to look at again (no refusal)."""
        number = getattr(self, "cleaned_data", {}).get("rrn")
        return number is not None and not number.has_checksum


class PersonCorrection(PersonForm):
    """A correction of a registered person: what identifies them is changed with a reason only."""

    IDENTITY = frozenset({"name", "birth_on", "sex", "rrn"})

    reason = PlainTextField(
        label="고치는 사유",
        max_length=200,
        required=False,
        help_text="성명·생년월일·성별·주민등록번호를 고칠 때 적습니다. 예: 신분증 확인 결과 오기",
    )

    def _post_clean(self):
        super()._post_clean()
        is_another = bool(self.IDENTITY.intersection(self.instance.changed_names()))
        if is_another and not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error(
                "reason",
                "신청인을 확인하는 정보를 고치는 사유를 적으세요. 예: 신분증 확인 결과 오기",
            )
