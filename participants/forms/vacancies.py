"""The forms of vacancies: offering, answering, accepting, closing, opening, ending the reserves."""

from django import forms
from django.utils import timezone

from jobportal.platform.formfields import KDateFormField
from participants.actions.offers import Answer, respond_by
from participants.models import Vacancy
from participants.selection.quota import POOL_LABELS
from programs.forms.text import PlainTextField
from programs.models import Round, WorkProject


class OfferForm(forms.Form):
    """Whom the post is offered to and until when, and why those before are passed over."""

    application = forms.IntegerField(
        min_value=1, error_messages={"required": "통보할 예비자를 고르세요."}
    )
    respond_by = KDateFormField(label="답변 기한")

    def __init__(self, data=None, *, due: list[int]):
        super().__init__(data, initial={"respond_by": respond_by(timezone.localdate())})
        for pk in due:
            self.fields[f"skip_{pk}"] = PlainTextField(
                label="건너뛰는 사유", max_length=200, required=False
            )

    def skips(self) -> dict[int, str]:
        """The reasons that were given, by the number of the application."""
        given = self.cleaned_data.items()
        return {int(n.removeprefix("skip_")): why for n, why in given if n.startswith("skip_")}


class AcceptForm(forms.Form):
    """When the reserve said yes, and from when they work."""

    on = KDateFormField(label="답변일")
    from_on = KDateFormField(label="근무 시작일")

    def __init__(self, data=None, *, vacancy: Vacancy):
        today = timezone.localdate()
        first = max(today, vacancy.opened_on)
        super().__init__(data, initial={"on": today, "from_on": first}, auto_id="id_accept_%s")


class AnswerForm(forms.Form):
    """A no, or no answer at all."""

    state = forms.ChoiceField(
        label="답변",
        choices=[(one.value, one.label) for one in (Answer.DECLINED, Answer.NO_ANSWER)],
    )
    on = KDateFormField(label="답변일")
    reason = PlainTextField(label="사유", max_length=200, required=False)
    gives_up = forms.BooleanField(
        label="예비 자격도 포기",
        required=False,
        help_text="표시하면 신청을 취하한 것으로 적고, 다른 결원에도 통보하지 않습니다.",
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"on": timezone.localdate()}, auto_id="id_answer_%s")


class WhyForm(forms.Form):
    """A reason alone."""

    reason = PlainTextField(label="사유", max_length=200)

    def __init__(self, data=None, *, name: str, label: str, help_text: str = ""):
        super().__init__(data, auto_id=f"id_{name}_%s")
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text


class OpenForm(forms.Form):
    """Posts that were never filled: of which project, for which pool, how many."""

    project = forms.ModelChoiceField(
        WorkProject.objects.none(), label="대상사업", empty_label="고르세요"
    )
    pool = forms.ChoiceField(label="모집 구분")
    count = forms.IntegerField(label="인원", min_value=1, max_value=999, initial=1)

    def __init__(self, data=None, *, round_: Round, pools: dict[str, int], posts: dict[int, int]):
        super().__init__(data, auto_id="id_open_%s")
        project = self.fields["project"]
        project.queryset = round_.work_projects.filter(pk__in=[pk for pk in posts if posts[pk]])
        project.label_from_instance = lambda one: f"{one} (빈 자리 {posts[one.pk]}명)"
        self.fields["pool"].choices = [
            ("", "고르세요"),
            *(
                (code, f"{POOL_LABELS[code]} (부족 {short}명)")
                for code, short in pools.items()
                if short
            ),
        ]
