"""What other authorities answered about an applicant: residence, income, assets, benefits …"""

import json

from django.db import models

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from participants.models.application import Application
from participants.models.batch import IntakeBatch
from participants.models.reach import OF_APPLICATION


class Enquiry(Record):
    """The result of one kind of enquiry for one application (조회 결과).

    ``content`` is JSON of the values that ``participants.enquiries.kinds`` declares for the kind;
    it is encrypted and is destroyed before the rest of the application (고용정책 기본법 제15조의3).
    """

    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    class Kind(models.TextChoices):
        RESIDENCE = "RESIDENCE", "주민등록"
        INCOME = "INCOME", "소득"
        PREMIUM = "PREMIUM", "건강보험료"
        ASSETS = "ASSETS", "재산"
        BENEFIT = "BENEFIT", "급여 수급"
        EMPLOYMENT = "EMPLOYMENT", "고용·사업자"
        PARTICIPATION = "PARTICIPATION", "참여 이력"
        PERSONAL = "PERSONAL", "본인 확인 사항"
        BAN = "BAN", "취업 제한"

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="enquiries", verbose_name="참여신청"
    )
    kind = models.CharField("조회 구분", max_length=20, choices=Kind)
    looked_on = models.DateField("조회일")
    source = models.CharField(
        "조회처·문서번호", max_length=100, blank=True, help_text="예: 행복e음 2026-123"
    )
    content = EncryptedField("조회 내용", blank=True, default="")
    batch = models.ForeignKey(
        IntakeBatch,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="enquiries",
        verbose_name="올린 파일",
    )

    class Meta:
        verbose_name = "조회 결과"
        verbose_name_plural = "조회 결과"
        ordering = ["application", "kind"]
        constraints = [
            once(
                "application",
                "kind",
                name="once",
                message="이 신청서의 같은 조회 결과가 이미 있습니다. 그 결과를 고치세요.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_kind_display()}"

    @property
    def values(self) -> dict:
        """The values as plain JSON types by the name of the fact; empty once destroyed."""
        return json.loads(self.content) if self.content else {}

    @values.setter
    def values(self, values: dict) -> None:
        self.content = json.dumps(values, ensure_ascii=False, sort_keys=True) if values else ""
