"""Papers an application needs, which of them came, and which were asked for until when."""

from django.core.exceptions import ValidationError
from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from jobportal.platform.permissions import Confinement
from jobportal.platform.values.particles import settle_particles
from participants.models.application import Application
from participants.models.reach import OF_APPLICATION, SHARED
from programs.models import Programme, Round


class RequiredDocument(CodedRecord):
    """A paper asked for by a programme, or by one round of it only (구비서류)."""

    REACHED_BY = SHARED
    WRITTEN_BY = {Confinement.PROGRAMME: "programme__code"}

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="required_documents", verbose_name="일자리사업"
    )
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="required_documents",
        verbose_name="회차",
        help_text="비워 두면 이 사업의 모든 회차에서 받습니다.",
    )
    order = models.PositiveSmallIntegerField("순서", default=1)
    name = models.CharField("서류명", max_length=80)
    is_mandatory = models.BooleanField(
        "꼭 필요", default=True, help_text="끄면 해당자만 내는 서류입니다."
    )
    who = models.CharField("대상", max_length=100, blank=True, help_text="예: 장애인만")

    class Meta(CodedRecord.Meta):
        verbose_name = "구비서류"
        verbose_name_plural = "구비서류"
        ordering = ["programme", "order", "code"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A round belongs to the programme."""
        super().clean()
        if self.round_id and self.programme_id and self.round.programme_id != self.programme_id:
            raise ValidationError({"round": "이 일자리사업의 회차를 고르세요."})


class SubmittedDocument(Record):
    """One paper of one application: came, missing, asked for until a day, or not needed."""

    NAMED_WITH = ("application__round", "document")
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    class State(models.TextChoices):
        MISSING = "MISSING", "미제출"
        REQUESTED = "REQUESTED", "보완 요청"
        SUBMITTED = "SUBMITTED", "제출"
        NOT_APPLICABLE = "NOT_APPLICABLE", "해당 없음"

    OPEN = (State.MISSING, State.REQUESTED)

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="documents", verbose_name="참여신청"
    )
    document = models.ForeignKey(
        RequiredDocument, models.PROTECT, related_name="submitted", verbose_name="구비서류"
    )
    state = models.CharField("제출 상태", max_length=20, choices=State, default=State.MISSING)
    submitted_on = models.DateField("제출일", null=True, blank=True)
    requested_on = models.DateField("요청일", null=True, blank=True)
    due_on = models.DateField("제출 기한", null=True, blank=True)

    class Meta:
        verbose_name = "제출서류"
        verbose_name_plural = "제출서류"
        ordering = ["application", "document__order", "id"]
        constraints = [
            once("application", "document", name="once", message="이 서류는 이미 목록에 있습니다."),
            models.CheckConstraint(
                condition=~models.Q(state="REQUESTED")
                | models.Q(requested_on__isnull=False, due_on__gte=models.F("requested_on")),
                name="participants_submitteddocument_due",
                violation_error_message=(
                    "보완 요청에는 요청일과, 그날 이후의 제출 기한이 있어야 합니다."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="SUBMITTED") | models.Q(submitted_on__isnull=False),
                name="participants_submitteddocument_on",
                violation_error_message="제출한 서류에는 제출일을 적으세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.document}"

    def clean(self) -> None:
        """A paper everybody must bring is never not applicable."""
        super().clean()
        if self.state == self.State.NOT_APPLICABLE and self.document.is_mandatory:
            raise ValidationError(
                {"state": settle_particles(f"‘{self.document}’은(는) 누구나 내는 서류입니다.")}
            )

    @property
    def is_open(self) -> bool:
        """True when the paper is still to come."""
        return self.state in self.OPEN
