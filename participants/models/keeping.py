"""What another law wants kept: the duty, and what is kept apart once the person is destroyed.

개인정보 보호법 제21조제3항: it is stored and managed apart from other personal data.
"""

import json

from django.db import models
from django.db.models import Q

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from participants.models.destruction import Destruction
from participants.models.person import Person


class KeepingDuty(Record):
    """Another law wants a person's data kept until a day, that day included.

    It stops no destruction: what the law wants is then moved apart (:class:`KeptRecord`).
    """

    SEALED_BY = "person__log_secret"

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="keeping_duties", verbose_name="신청인"
    )
    law = models.CharField("근거 법령", max_length=100, help_text="예: 근로기준법 제42조")
    reason = models.CharField(
        "보존 사유", max_length=200, help_text="예: 임금 지급 내역의 회계검사에 대비"
    )
    until_on = models.DateField("보존 기한")
    lifted_on = models.DateField("해제일", null=True, blank=True)

    class Meta:
        verbose_name = "다른 법령에 따른 보존"
        verbose_name_plural = "다른 법령에 따른 보존"
        ordering = ["until_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "law"],
                condition=Q(lifted_on__isnull=True) & ~Q(law="(파기)"),
                name="participants_keepingduty_once",
                violation_error_message="이 법령에 따른 보존을 이미 적었습니다.",
            ),
            models.CheckConstraint(
                condition=~Q(law="") & ~Q(reason=""),
                name="participants_keepingduty_reason",
                violation_error_message="근거 법령과 보존 사유를 적으세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"신청인 {self.person_id} 보존"


class KeptRecord(Record):
    """What a law wants of somebody whose data was destroyed, kept apart until a day.

    Law, reason and content are encrypted; the change log names neither them nor the person.
    """

    DERIVED = ("person",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="신청인")
    destruction = models.ForeignKey(
        Destruction, models.PROTECT, related_name="+", verbose_name="옮긴 파기"
    )
    law = EncryptedField("근거 법령")
    reason = EncryptedField("보존 사유")
    content = EncryptedField("보관 내용")
    kept_on = models.DateField("옮긴 날")
    until_on = models.DateField("보존 기한")

    class Meta:
        verbose_name = "분리 보관 기록"
        verbose_name_plural = "분리 보관 기록"
        ordering = ["until_on", "id"]
        indexes = [models.Index(fields=["district", "until_on"], name="participants_kept_until")]

    def __str__(self) -> str:
        return f"분리 보관 {self.pk or ''}".strip()

    @property
    def told(self) -> dict:
        """What is kept: ``person`` and ``work``, texts by their fields."""
        return json.loads(self.content)

    def delete_refusal(self) -> str:
        """It goes when its day has come, by the request of one and the approval of another."""
        return "분리 보관한 기록은 개인정보 파기 절차로만 지웁니다."
