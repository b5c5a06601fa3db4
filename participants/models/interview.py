"""Interviews of a round: who reviews, each reviewer's marks, and when marking was closed."""

from django.conf import settings
from django.db import models

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from jobportal.platform.permissions import Confinement
from participants.models.application import Application
from participants.models.reach import OF_APPLICATION, OF_ROUND
from programs.models import Round


class InterviewPanel(Record):
    """The interview of a round; after ``closed_at`` no mark is given or changed."""

    REACHED_BY = OF_ROUND

    round = models.ForeignKey(Round, models.PROTECT, related_name="panels", verbose_name="회차")
    held_on = models.DateField("면접일")
    place = models.CharField("장소", max_length=80, blank=True)
    closed_at = models.DateTimeField("마감 일시", null=True, blank=True)
    closed_by = models.CharField("마감한 사람", max_length=80, blank=True)

    class Meta:
        verbose_name = "면접 심사"
        verbose_name_plural = "면접 심사"
        ordering = ["round"]
        constraints = [once("round", name="once", message="이 회차의 면접 심사가 이미 있습니다.")]

    def __str__(self) -> str:
        return f"{self.round} 면접 심사"


class Reviewer(Record):
    """A member of the panel with an account of their own (심사위원)."""

    REACHED_BY = {Confinement.PROGRAMME: "panel__round__programme__code"}

    panel = models.ForeignKey(
        InterviewPanel, models.CASCADE, related_name="reviewers", verbose_name="면접 심사"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="사용자"
    )
    is_external = models.BooleanField("외부위원", default=False)

    class Meta:
        verbose_name = "심사위원"
        verbose_name_plural = "심사위원"
        ordering = ["panel", "id"]
        constraints = [once("panel", "user", name="once", message="이미 심사위원입니다.")]

    def __str__(self) -> str:
        return str(self.user)


class InterviewSheet(Record):
    """The marks of one reviewer for one applicant, ``{item code: "12.5"}``.

    Others see it only once it was submitted, and only after they submitted their own.
    """

    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    reviewer = models.ForeignKey(
        Reviewer, models.PROTECT, related_name="sheets", verbose_name="심사위원"
    )
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="interview_sheets", verbose_name="참여신청"
    )
    marks = models.JSONField("점수", default=dict, blank=True)
    opinion = EncryptedField("심사 의견", blank=True, default="")
    submitted_at = models.DateTimeField("제출 일시", null=True, blank=True)

    class Meta:
        verbose_name = "면접 채점표"
        verbose_name_plural = "면접 채점표"
        ordering = ["application", "reviewer"]
        constraints = [
            once("reviewer", "application", name="once", message="이미 채점한 신청인입니다.")
        ]

    def __str__(self) -> str:
        return f"{self.application} 면접 채점표"
