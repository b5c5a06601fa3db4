"""Consent of applicants: editions of the form, its items, and who consented to which (PD-05)."""

from django.core.exceptions import ValidationError
from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from jobportal.platform.permissions import Confinement
from participants.models.application import Application
from participants.models.reach import OF_APPLICATION, SHARED
from programs.models import Programme

_GIVEN = (
    "이미 동의를 받은 양식이라 고치거나 지울 수 없습니다. 적용 시작일이 다른 새 판을 등록하세요."
)


class ConsentForm(CodedRecord):
    """An edition of the consent form; without a programme it serves all that have none of their
    own."""

    REACHED_BY = SHARED
    WRITTEN_BY = {Confinement.PROGRAMME: "programme__code"}

    title = models.CharField("제목", max_length=100)
    from_on = models.DateField("적용 시작일")
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consent_forms",
        verbose_name="일자리사업",
        help_text="비워 두면 제 양식이 없는 모든 사업에 씁니다.",
    )
    without_consent = models.CharField(
        "동의 없이 처리하는 항목",
        max_length=300,
        blank=True,
        help_text="법령에 근거해 동의 없이 처리하는 항목과 그 근거(개인정보 보호법 제22조제3항)",
    )

    class Meta(CodedRecord.Meta):
        verbose_name = "동의서 양식"
        verbose_name_plural = "동의서 양식"
        ordering = ["-from_on", "code"]

    def __str__(self) -> str:
        return self.title

    def is_used(self) -> bool:
        """True when somebody answered one of its items."""
        return self.pk is not None and Consent.objects.filter(item__form=self).exists()

    def clean(self) -> None:
        """What people consented to stays as it was."""
        super().clean()
        if self.changed_names() and self.is_used():
            raise ValidationError(_GIVEN)

    def delete_refusal(self) -> str:
        return _GIVEN if self.is_used() else ""


class ConsentItem(Record):
    """One thing to consent to, each by itself (개인정보 보호법 제22조)."""

    REACHED_BY = SHARED
    WRITTEN_BY = {Confinement.PROGRAMME: "form__programme__code"}

    class Category(models.TextChoices):
        REQUIRED = "REQUIRED", "필수 수집·이용"
        OPTIONAL = "OPTIONAL", "선택 수집·이용"
        SENSITIVE = "SENSITIVE", "민감정보"
        UNIQUE_ID = "UNIQUE_ID", "고유식별정보"
        THIRD_PARTY = "THIRD_PARTY", "제3자 제공"

    form = models.ForeignKey(
        ConsentForm, models.CASCADE, related_name="items", verbose_name="동의서 양식"
    )
    order = models.PositiveSmallIntegerField("순서")
    category = models.CharField("구분", max_length=20, choices=Category)
    title = models.CharField("동의 항목", max_length=100)
    is_mandatory = models.BooleanField(
        "동의해야 접수",
        default=False,
        help_text="켜면 동의하지 않은 신청서는 접수되지 않습니다. 선택 항목에는 켜지 않습니다.",
    )
    for_messages = models.BooleanField(
        "문자 안내 동의",
        default=False,
        help_text="동의한 사람에게만 결과를 문자로 안내합니다. 선택 항목에만 켭니다.",
    )
    purpose = models.CharField("이용 목적", max_length=200)
    data_items = models.CharField("개인정보 항목", max_length=300)
    kept_for = models.CharField("보유·이용 기간", max_length=100)
    receiver = models.CharField("제공받는 자", max_length=100, blank=True)

    class Meta:
        verbose_name = "동의 항목"
        verbose_name_plural = "동의 항목"
        ordering = ["form", "order"]
        constraints = [
            once("form", "order", name="once", message="이 양식에 같은 순서의 항목이 있습니다."),
            models.CheckConstraint(
                condition=~models.Q(category="OPTIONAL", is_mandatory=True),
                name="participants_consentitem_optional",
                violation_error_message=(
                    "선택 항목은 동의하지 않아도 접수되어야 합니다(개인정보 보호법 제16조제3항)."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(category="OPTIONAL") | models.Q(for_messages=False),
                name="participants_consentitem_messages",
                violation_error_message="문자 안내 동의는 선택 수집·이용 항목으로 받습니다.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Items of a form in use stay as they were."""
        super().clean()
        if self.changed_names() and self.form_id and self.form.is_used():
            raise ValidationError(_GIVEN)

    def delete_refusal(self) -> str:
        return _GIVEN if self.form.is_used() else ""


class Consent(Record):
    """One applicant's answer to one item."""

    NAMED_WITH = ("application__round", "item")
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    class Method(models.TextChoices):
        PAPER = "PAPER", "서면"
        ELECTRONIC = "ELECTRONIC", "전자"

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="consents", verbose_name="참여신청"
    )
    item = models.ForeignKey(
        ConsentItem, models.PROTECT, related_name="answers", verbose_name="동의 항목"
    )
    is_given = models.BooleanField("동의", default=False)
    on = models.DateField("동의일")
    method = models.CharField("방법", max_length=20, choices=Method, default=Method.PAPER)
    withdrawn_on = models.DateField("동의 철회일", null=True, blank=True)

    class Meta:
        verbose_name = "동의"
        verbose_name_plural = "동의"
        ordering = ["application", "item__order"]
        constraints = [
            once("application", "item", name="once", message="이 항목의 답이 이미 있습니다."),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True)
                | models.Q(is_given=True, withdrawn_on__gte=models.F("on")),
                name="participants_consent_withdrawn",
                violation_error_message="동의한 항목만, 동의일 이후에 철회할 수 있습니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.item}"

    @property
    def holds(self) -> bool:
        """True when consent was given and not withdrawn."""
        return self.is_given and self.withdrawn_on is None
