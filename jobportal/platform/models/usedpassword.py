"""The passwords an account chose last, as hashes, so that they are not chosen again (SC-25)."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class UsedPassword(models.Model):
    """A password an account chose before its present one, hashed like that."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="used_passwords",
        verbose_name="사용자",
    )
    hash = models.CharField("비밀번호 해시", max_length=128)
    left_at = models.DateTimeField("바꾼 시각", default=timezone.now)

    class Meta:
        verbose_name = "쓴 비밀번호"
        verbose_name_plural = "쓴 비밀번호"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.user} 쓴 비밀번호"
