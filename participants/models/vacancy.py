"""The posts of a round that nobody holds."""

from django.db import models
from django.db.models import Q

from jobportal.platform.models import Record
from participants.models.application import Application
from participants.models.reach import OF_ROUND
from programs.models import Round, WorkProject


class Vacancy(Record):
    """A post of a round that nobody holds: never filled, declined, or left (결원)."""

    SEALED_BY = "of_application__log_secret"
    REACHED_BY = OF_ROUND

    class Cause(models.TextChoices):
        UNFILLED = "UNFILLED", "선발 미달"
        DECLINED = "DECLINED", "배치 전 포기"
        ENDED = "ENDED", "중도 종료"

    class State(models.TextChoices):
        OPEN = "OPEN", "결원"
        FILLED = "FILLED", "충원"
        CLOSED = "CLOSED", "충원 안 함"

    round = models.ForeignKey(Round, models.PROTECT, related_name="vacancies", verbose_name="회차")
    project = models.ForeignKey(
        WorkProject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vacancies",
        verbose_name="대상사업",
    )
    pool = models.CharField("모집 구분", max_length=30, blank=True)
    opened_on = models.DateField("결원일")
    cause = models.CharField("결원 사유", max_length=10, choices=Cause)
    of_application = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opened_vacancies",
        verbose_name="앞 사람의 신청서",
    )
    state = models.CharField("상태", max_length=10, choices=State, default=State.OPEN)
    reason = models.CharField("충원하지 않는 사유", max_length=200, blank=True)

    class Meta:
        verbose_name = "결원"
        verbose_name_plural = "결원"
        ordering = ["round", "opened_on", "id"]
        indexes = [models.Index(fields=["round", "state"], name="participants_vacancy_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="CLOSED") | ~Q(reason=""),
                name="participants_vacancy_reason",
                violation_error_message="충원하지 않는 사유를 적으세요.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} 결원 {self.pk or ''}".strip()
