"""The score sheets of applicants."""

import json

from django.db import models

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from participants.models.application import Application
from participants.models.reach import OF_APPLICATION
from programs.models import RoundRules


class Score(Record):
    """The score sheet of one application (심사표); points in hundredths.

    ``lines`` are the lines without what they were computed from; ``inputs`` holds, encrypted, the
    input and the sentence of each line by its code, destroyed on the clock of the enquiries.
    """

    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="scores", verbose_name="참여신청"
    )
    rules = models.ForeignKey(
        RoundRules, models.PROTECT, related_name="+", verbose_name="회차 선발 기준"
    )
    total_hundredths = models.IntegerField("총점(100분의 1점)")
    lines = models.JSONField("항목별 점수", default=list)
    inputs = EncryptedField("항목별 근거", blank=True, default="")
    is_complete = models.BooleanField("확인 끝남", default=False)
    needs_discussion = models.BooleanField("협의 필요", default=False)
    scored_at = models.DateTimeField("산정 일시")

    class Meta:
        verbose_name = "심사표"
        verbose_name_plural = "심사표"
        ordering = ["application"]
        constraints = [
            once("application", name="once", message="이 신청서의 심사표가 이미 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.application} 심사표"

    @property
    def inputs_by_code(self) -> dict[str, dict[str, str]]:
        """``{line code: {"input": …, "sentence": …}}``; empty once destroyed."""
        return json.loads(self.inputs) if self.inputs else {}
