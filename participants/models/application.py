"""An application of a person for a round: household, preferences, channel, state."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.logsecret import LogSecretField
from jobportal.platform.models.parts import once
from jobportal.platform.permissions import Confinement
from jobportal.platform.rules.codes import VulnerableGroup
from participants.models.batch import IntakeBatch
from participants.models.person import Person
from participants.models.reach import OF_APPLICATION, OF_ROUND
from programs.models import ParticipantType, Round, WorkProject


class CancelReason(models.TextChoices):
    """Why somebody selected, or waiting as a reserve, never began to work."""

    GIVEN_UP = "GIVEN_UP", "본인 포기"
    FRAUD = "FRAUD", "허위·부정 신청"
    INELIGIBLE_NOW = "INELIGIBLE_NOW", "자격상실"
    OTHER_PROGRAMME = "OTHER_PROGRAMME", "타 사업 중복"
    DEATH = "DEATH", "사망"
    OTHER = "OTHER", "기타"


class Application(Record):
    """One person's application for one round (참여신청).

    ``number`` (접수번호) is given when it is submitted. ``token`` comes with the form it was typed
    in: the same form sent twice makes one application. ``state`` is moved by
    ``participants.workflow`` only. ``cancel_reason`` and ``cancelled_on`` say why and when a
    selection ended before the work began.
    """

    NAMED_WITH = ("round",)
    DERIVED = ("log_secret",)
    SEALED_BY = "log_secret"
    REACHED_BY = {**OF_ROUND, Confinement.DONG: "reception_dong"}

    class State(models.TextChoices):
        DRAFT = "DRAFT", "임시저장"
        SUBMITTED = "SUBMITTED", "접수"
        SUPPLEMENT_REQUESTED = "SUPPLEMENT_REQUESTED", "보완 요청"
        UNDER_REVIEW = "UNDER_REVIEW", "자격심사"
        INELIGIBLE = "INELIGIBLE", "부적격"
        ELIGIBLE = "ELIGIBLE", "적격"
        SCORED = "SCORED", "점수 산정"
        SELECTED = "SELECTED", "선발"
        RESERVE = "RESERVE", "예비"
        NOT_SELECTED = "NOT_SELECTED", "미선발"
        PLACED = "PLACED", "배치"
        DECLINED = "DECLINED", "포기"
        EXPIRED = "EXPIRED", "예비 종료"
        WITHDRAWN = "WITHDRAWN", "신청 취하"
        CANCELLED = "CANCELLED", "선발 취소"

    class Channel(models.TextChoices):
        DONG_OFFICE = "DONG_OFFICE", "동주민센터"
        DISTRICT_COUNTER = "DISTRICT_COUNTER", "구청 창구"

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="applications", verbose_name="회차"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="applications", verbose_name="신청인"
    )
    number = models.PositiveIntegerField("접수번호", null=True, editable=False)
    state = models.CharField(
        "상태", max_length=30, choices=State, default=State.DRAFT, editable=False
    )
    state_reason = models.CharField("상태 사유", max_length=200, blank=True, editable=False)
    cancel_reason = models.CharField(
        "선발 취소·포기 사유", max_length=20, choices=CancelReason, blank=True, editable=False
    )
    cancelled_on = models.DateField("선발 취소·포기일", null=True, blank=True, editable=False)
    received_on = models.DateField("접수일")
    received_at = models.DateTimeField("접수 일시", null=True, editable=False)
    channel = models.CharField(
        "접수처", max_length=20, choices=Channel, default=Channel.DONG_OFFICE
    )
    reception_dong = models.CharField("접수 동", max_length=30, blank=True)
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="접수자",
    )
    household_size = models.PositiveSmallIntegerField(
        "세대원 수(본인 포함)",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    is_head = models.BooleanField("세대주", default=False)
    dependants = models.PositiveSmallIntegerField("부양가족 수", default=0)
    first_choice = models.ForeignKey(
        WorkProject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="희망사업 1순위",
    )
    second_choice = models.ForeignKey(
        WorkProject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="희망사업 2순위",
    )
    accepts_any = models.BooleanField(
        "다른 사업도 가능",
        default=True,
        help_text="희망사업에 자리가 없으면 요건에 맞는 다른 사업에 배치될 수 있습니다.",
    )
    participant_type = models.CharField(
        "신청 유형", max_length=20, choices=ParticipantType, default=ParticipantType.GENERAL
    )
    certificates = models.CharField(
        "자격증",
        max_length=200,
        blank=True,
        help_text="여러 개면 쉼표로 나눕니다. 예: 직업상담사 2급, 운전면허 1종",
    )
    experience_years = models.DecimalField(
        "관련 경력(년)",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="예: 1.5",
    )
    household_code = models.CharField(
        "세대 표시",
        max_length=40,
        blank=True,
        editable=False,
        help_text="같은 세대의 신청인은 같은 글자를 씁니다. 주민등록 조회 결과에서 옵니다.",
    )
    batch = models.ForeignKey(
        IntakeBatch,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="applications",
        verbose_name="올린 파일",
    )
    note = models.CharField("비고", max_length=300, blank=True)
    token = models.CharField(max_length=40, editable=False)
    log_secret = LogSecretField()

    class Meta:
        verbose_name = "참여신청"
        verbose_name_plural = "참여신청"
        ordering = ["round", "number", "id"]
        indexes = [
            models.Index(fields=["round", "state"], name="participants_app_state"),
            models.Index(fields=["round", "received_on"], name="participants_app_received"),
        ]
        constraints = [
            once(
                "token", name="token", message="이미 저장한 신청서입니다. 신청자 목록을 확인하세요."
            ),
            once(
                "round",
                "number",
                name="number",
                message="이 회차에 같은 접수번호가 있습니다. 다시 접수하세요.",
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=~models.Q(state="WITHDRAWN"),
                name="participants_application_open_once",
                violation_error_message=(
                    "이 사람은 이 회차에 이미 신청했습니다. 앞의 신청서를 고치거나 취하한 뒤 "
                    "접수하세요."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["DRAFT", "WITHDRAWN"])
                | models.Q(number__isnull=False, received_at__isnull=False),
                name="participants_application_received",
                violation_error_message="접수한 신청서에는 접수번호와 접수 일시가 있어야 합니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(cancel_reason="", cancelled_on__isnull=True)
                | (~models.Q(cancel_reason="") & models.Q(cancelled_on__isnull=False)),
                name="participants_application_cancelled",
                violation_error_message="선발을 취소한 신청서에는 사유와 날짜가 있어야 합니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(dependants__lt=models.F("household_size")),
                name="participants_application_household",
                violation_error_message="부양가족 수는 본인을 뺀 세대원 수를 넘을 수 없습니다.",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt or f"{self.round} 임시저장 {self.pk or ''}".strip()

    @property
    def household(self) -> str:
        """What members of one household share: the enquired household, else the address."""
        return self.household_code or self.person.address_key

    @property
    def certificate_list(self) -> tuple[str, ...]:
        """The certificates one by one."""
        return tuple(part for one in self.certificates.split(",") if (part := one.strip()))

    @property
    def receipt(self) -> str:
        """The receipt number as it is printed; "" for a draft."""
        return f"{self.round.code}-{self.number:04d}" if self.number else ""

    def clean(self) -> None:
        """Preferences are two different work projects of the round."""
        super().clean()
        faults = {
            name: "이 회차의 대상사업이 아닙니다. 목록에서 고르세요."
            for name in ("first_choice", "second_choice")
            if getattr(self, f"{name}_id") and getattr(self, name).round_id != self.round_id
        }
        if self.second_choice_id and not self.first_choice_id:
            faults["first_choice"] = "1순위부터 고르세요."
        elif self.second_choice_id and self.second_choice_id == self.first_choice_id:
            faults["second_choice"] = "1순위와 다른 사업을 고르거나 비워 두세요."
        if self.channel == self.Channel.DONG_OFFICE and not self.reception_dong:
            faults["reception_dong"] = (
                "접수 동이 비어 있습니다. 동주민센터에서 받았으면 접수한 동을 적으세요. 예: 가상1동"
            )
        if faults:
            raise ValidationError(faults)

    def check_fields(self) -> None:
        self.reception_dong = "".join(self.reception_dong.split())
        super().check_fields()

    def delete_refusal(self) -> str:
        """Applications are withdrawn, never deleted (기록령 제20조)."""
        return "신청서는 삭제하지 않습니다. 취하하세요."


class ApplicationGroup(Record):
    """A vulnerable group the applicant belongs to; apart, as it may tell of health (PD-04)."""

    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="groups", verbose_name="참여신청"
    )
    group = models.CharField(
        "취업취약계층", max_length=30, choices=[(one.value, one.label) for one in VulnerableGroup]
    )

    class Meta:
        verbose_name = "신청인 취약계층"
        verbose_name_plural = "신청인 취약계층"
        ordering = ["application", "id"]
        constraints = [
            once("application", "group", name="once", message="같은 취약계층을 두 번 골랐습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.application} 취약계층"
