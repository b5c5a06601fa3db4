"""Who works where, from a day to a day."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from participants.models.application import Application
from participants.models.person import Person
from participants.models.reach import OF_ROUND
from participants.models.vacancy import Vacancy
from programs.models import Round, WorkProject


class EndReason(models.TextChoices):
    """Why work ended before its time (council asks for these, domain 2.4)."""

    EMPLOYED = "EMPLOYED", "취업"
    HEALTH = "HEALTH", "건강"
    DISTANCE = "DISTANCE", "원거리 배치"
    MALADJUSTED = "MALADJUSTED", "업무 부적응"
    FAMILY_CARE = "FAMILY_CARE", "가사·간병"
    OTHER_PROGRAMME = "OTHER_PROGRAMME", "타 사업 중복"
    ABSENCE = "ABSENCE", "무단결근"
    INELIGIBLE_NOW = "INELIGIBLE_NOW", "자격상실"
    FRAUD = "FRAUD", "부정 참여"
    DEATH = "DEATH", "사망"
    OTHER = "OTHER", "기타"


class Placement(Record):
    """One person's work in one project from a day to a day, both included (배치).

    ``to_on`` is the last day: the contract's until the work ends earlier. One person never has two
    placements at once, in whatever round; the database refuses it, but for cancelled ones.
    ``replaces`` is the placement whose post it fills; after a transfer, the person's own earlier
    one (``is_transfer``), which is no further head.
    """

    NAMED_WITH = ("round", "project")
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_ROUND

    class State(models.TextChoices):
        ASSIGNED = "ASSIGNED", "배치"
        CONTRACTED = "CONTRACTED", "근로계약"
        WORKING = "WORKING", "근무"
        SUSPENDED = "SUSPENDED", "휴직"
        COMPLETED = "COMPLETED", "만료"
        DROPPED = "DROPPED", "중도포기"
        TERMINATED = "TERMINATED", "해지"
        EMPLOYED_ELSEWHERE = "EMPLOYED_ELSEWHERE", "조기취업"
        TRANSFERRED = "TRANSFERRED", "사업장 변경"
        CANCELLED = "CANCELLED", "배치 취소"

    HOLDING = (State.ASSIGNED, State.CONTRACTED, State.WORKING, State.SUSPENDED)
    """States in which the person holds the post."""
    AWAITING = (State.ASSIGNED, State.CONTRACTED)
    """States before the first day of work."""
    LEFT_EARLY = (State.DROPPED, State.TERMINATED, State.EMPLOYED_ELSEWHERE)
    """States of work that ended before its time."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="placements", verbose_name="회차")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="placements", verbose_name="참여신청"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="placements", verbose_name="참여자"
    )
    project = models.ForeignKey(
        WorkProject, models.PROTECT, related_name="placements", verbose_name="대상사업"
    )
    pool = models.CharField("모집 구분", max_length=30, blank=True)
    vacancy = models.OneToOneField(
        Vacancy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="filled_by",
        verbose_name="채운 결원",
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="앞 배치",
    )
    is_transfer = models.BooleanField("사업장 변경으로 옴", default=False)
    from_on = models.DateField("근무 시작일")
    to_on = models.DateField("근무 종료일")
    hours_per_day = models.PositiveSmallIntegerField(
        "1일 근로시간", validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    state = models.CharField("상태", max_length=20, choices=State, default=State.ASSIGNED)
    contract_on = models.DateField("계약일", null=True, blank=True)
    contract_number = models.CharField("계약번호", max_length=40, blank=True)
    end_reason = models.CharField("종료 사유", max_length=20, choices=EndReason, blank=True)
    end_note = EncryptedField("종료 내용", blank=True, default="")

    class Meta:
        verbose_name = "배치"
        verbose_name_plural = "배치"
        ordering = ["round", "project", "from_on", "id"]
        indexes = [
            models.Index(fields=["person", "from_on"], name="participants_placement_person"),
            models.Index(fields=["round", "state"], name="participants_placement_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="participants_placement_dates",
                violation_error_message="근무 종료일이 시작일보다 빠릅니다.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["DROPPED", "TERMINATED", "EMPLOYED_ELSEWHERE"])
                | ~Q(end_reason=""),
                name="participants_placement_end_reason",
                violation_error_message="일찍 끝난 배치에는 종료 사유가 있어야 합니다.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["CONTRACTED", "WORKING"]) | Q(contract_on__isnull=False),
                name="participants_placement_contract",
                violation_error_message="근무하려면 먼저 근로계약일을 적으세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} 배치 {self.pk or ''}".strip()

    def delete_refusal(self) -> str:
        """Placements are cancelled, never deleted (기록령 제20조)."""
        return "배치는 삭제하지 않습니다. 취소하세요."
