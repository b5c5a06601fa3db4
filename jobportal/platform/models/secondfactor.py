"""The second factor of an account: the key of its one-time codes, and codes for when it is lost."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models.numbering import NumberedAhead


class SecondFactor(NumberedAhead):
    """The key an account shares with the person's own device; in force once it was confirmed.

    ``last_step`` is the half minute of the last code accepted: no code counts twice.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="second_factor",
        verbose_name="사용자",
    )
    secret = EncryptedField("인증 키")
    made_at = models.DateTimeField("만든 시각", default=timezone.now)
    confirmed_at = models.DateTimeField("등록한 시각", null=True)
    last_step = models.BigIntegerField("마지막 인증번호의 시각", default=0)

    class Meta:
        verbose_name = "2차 인증"
        verbose_name_plural = "2차 인증"

    def __str__(self) -> str:
        return f"{self.user} 2차 인증"


class RecoveryCode(models.Model):
    """One code that stands in for a lost device, once. Only its keyed hash is kept."""

    factor = models.ForeignKey(
        SecondFactor, models.CASCADE, related_name="recovery_codes", verbose_name="2차 인증"
    )
    mark = models.CharField("색인", max_length=64)
    used_at = models.DateTimeField("쓴 시각", null=True)

    class Meta:
        verbose_name = "복구 코드"
        verbose_name_plural = "복구 코드"
        constraints = [
            models.UniqueConstraint(fields=["factor", "mark"], name="platform_recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.factor} 복구 코드"
