"""The answers of the rules for one application, and what an officer decided against them."""

import json

from django.db import models

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.findings import Eligibility, Outcome
from participants.models.application import Application
from participants.models.reach import OF_APPLICATION
from programs.models import RoundRules

RULE_CODES = [(code.value, code.label) for code in RuleCode]


class Screening(Record):
    """Every finding of the newest screening of an application (자격심사).

    ``lines`` are the findings without what was seen; ``seen`` holds, encrypted, what was seen and
    the sentence of the refusal notice by rule code, so that it can be destroyed on its own clock.
    ``not_met`` and ``to_confirm`` are the rule codes between bars: ``|INCOME_CAP|ASSET_CAP|``; like
    ``result`` they count the officers' decisions in, and say in the change log what the lines said.
    """

    DERIVED = ("lines",)
    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="screenings", verbose_name="참여신청"
    )
    rules = models.ForeignKey(
        RoundRules, models.PROTECT, related_name="+", verbose_name="회차 선발 기준"
    )
    result = models.CharField(
        "심사 결과", max_length=20, choices=[(one.value, one.label) for one in Eligibility]
    )
    lines = models.JSONField("조건별 결과", default=list)
    seen = EncryptedField("조건별 확인 내용", blank=True, default="")
    not_met = models.CharField("미충족 조건", max_length=700, blank=True)
    to_confirm = models.CharField("확인 필요 조건", max_length=700, blank=True)
    screened_at = models.DateTimeField("심사 일시")

    class Meta:
        verbose_name = "자격심사 결과"
        verbose_name_plural = "자격심사 결과"
        ordering = ["application"]
        indexes = [models.Index(fields=["district", "result"], name="participants_screening_res")]
        constraints = [
            once("application", name="once", message="이 신청서의 심사 결과가 이미 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.application} 자격심사"

    @property
    def seen_by_code(self) -> dict[str, dict[str, str]]:
        """``{rule code: {"seen": …, "sentence": …}}``; empty once destroyed."""
        return json.loads(self.seen) if self.seen else {}

    @seen_by_code.setter
    def seen_by_code(self, seen: dict[str, dict[str, str]]) -> None:
        self.seen = json.dumps(seen, ensure_ascii=False, sort_keys=True) if seen else ""


class RuleOverride(Record):
    """An officer's decision on one rule of one application, against or beside the machine's."""

    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="overrides", verbose_name="참여신청"
    )
    code = models.CharField("조건", max_length=30, choices=RULE_CODES)
    outcome = models.CharField(
        "담당자 판단",
        max_length=20,
        choices=[(one.value, one.label) for one in (Outcome.MET, Outcome.NOT_MET)],
    )
    reason = models.CharField("판단 사유", max_length=200)
    decided_by = models.CharField("판단한 사람", max_length=80)
    decided_at = models.DateTimeField("판단 일시")

    class Meta:
        verbose_name = "담당자 판단"
        verbose_name_plural = "담당자 판단"
        ordering = ["application", "code"]
        constraints = [
            once("application", "code", name="once", message="이 조건의 판단이 이미 있습니다."),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="participants_ruleoverride_reason",
                violation_error_message="판단 사유를 적으세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_code_display()}"
