"""Forms over the parameters of report tables: for composing documents and for trying tables."""

from django import forms
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField, VersionField
from jobportal.platform.models import District
from jobportal.platform.records import kinds_by_slug, reference_of
from jobportal.platform.values.dates import kdate
from reports.declare import Param, ParamKind, ReportTable
from reports.models import Document, DocumentItem

PREFIX = "param_"


def _record_choices(param: Param, district: District) -> list[tuple[str, str]]:
    kind = kinds_by_slug()[param.record]
    records = kind.model.objects.of(district).select_related(*kind.parents)
    return [(reference_of(r), f"{r} ({reference_of(r)})"[:90]) for r in records]


def param_field(param: Param, district: District) -> forms.Field:
    """The form field of a parameter; records are chosen by name and kept by code."""
    common = {
        "label": param.label,
        "required": param.default is None,
        "help_text": param.help_text,
    }
    empty = [] if param.default is None else [("", "정하지 않음")]
    match param.kind:
        case ParamKind.RECORD:
            choices = [*empty, *_record_choices(param, district)]
            return forms.ChoiceField(choices=choices, **common)
        case ParamKind.RECORDS:
            choices = _record_choices(param, district)
            widget = forms.SelectMultiple(attrs={"size": 8})
            return forms.MultipleChoiceField(choices=choices, widget=widget, **common)
        case ParamKind.CHOICE:
            return forms.ChoiceField(choices=[*empty, *param.choices], **common)
        case ParamKind.CHOICES:
            return forms.MultipleChoiceField(
                choices=param.choices, widget=forms.CheckboxSelectMultiple, **common
            )
        case ParamKind.FLAG:
            return forms.ChoiceField(choices=[("", "아니오"), ("1", "예")], **common)
        case ParamKind.INTEGER:
            return forms.IntegerField(min_value=0, max_value=param.most, **common)
        case ParamKind.INTEGERS:
            common["help_text"] = param.help_text or "쉼표로 나누어 적습니다. 예: 2021,2022"
            return forms.RegexField(
                r"^[\d,\s]*$",
                max_length=200,
                error_messages={"invalid": "숫자를 쉼표로 나누어 적으세요. 예: 2021,2022"},
                **common,
            )
    return forms.CharField(max_length=400, **common)


class ParamsMixin:
    """Adds a field per parameter and writes them as ``name=value`` lines."""

    table: ReportTable

    def add_param_fields(self, table: ReportTable, district: District, given: dict[str, str]):
        """One field per parameter, filled with what is given, else with the default."""
        self.table = table
        for param in table.params:
            field = self.fields[PREFIX + param.name] = param_field(param, district)
            value = given.get(param.name, param.default or "")
            many = isinstance(field, forms.MultipleChoiceField)
            field.initial = [part.strip() for part in value.split(",") if part] if many else value

    def params_text(self) -> str:
        """The parameters as they are kept in a document item."""
        lines = []
        for param in self.table.params:
            value = self.cleaned_data.get(PREFIX + param.name)
            text = ",".join(value) if isinstance(value, list) else str(value or "").strip()
            if text and text != (param.default or ""):
                lines.append(f"{param.name}={text}")
        return "\n".join(lines)


class TryForm(ParamsMixin, forms.Form):
    """A table tried out: year, 기준일, parameters."""

    year = forms.IntegerField(label="연도", min_value=1990, max_value=2100)
    as_of = KDateFormField(label="기준일", required=True)

    def __init__(self, *args, table: ReportTable, district: District, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["year"].initial, self.fields["as_of"].initial = today.year, kdate(today)
        self.add_param_fields(table, district, {})


class ItemParamsForm(ParamsMixin, forms.ModelForm):
    """A document item: its number, section, title, 기준일 and the parameters of its table."""

    as_of = KDateFormField(
        label="기준일", required=False, help_text="비우면 문서의 기준일을 씁니다."
    )
    version = VersionField()

    class Meta:
        model = DocumentItem
        fields = ("code", "section", "title", "year", "as_of", "note")
        help_texts = {"year": "비우면 문서의 연도를 씁니다."}

    def __init__(
        self, *args, table: ReportTable, document: Document, given: dict[str, str], **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.instance.district = document.district
        self.instance.document = document
        self.instance.table = table.key
        self.fields["version"].initial = self.instance.version
        self.add_param_fields(table, document.district, given)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"district", "document"}


class CopyForm(forms.Form):
    """Last year's document copied to a new year."""

    code = forms.CharField(label="새 문서 코드", max_length=60)
    title = forms.CharField(label="새 문서 제목", max_length=150)
    year = forms.IntegerField(label="연도", min_value=1990, max_value=2100)
    as_of = KDateFormField(label="기준일", required=True)

    def __init__(self, *args, document: Document, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = document

    def clean_code(self):
        code = self.cleaned_data["code"].strip()
        same = Document.objects.of(self.document.district).filter(code=code)
        if same.exists():
            raise forms.ValidationError("같은 코드의 문서가 있습니다. 다른 코드를 쓰세요.")
        return code
