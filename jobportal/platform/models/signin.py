"""How often signing in has failed, per account name and per address."""

from django.db import models


class SignInState(models.Model):
    """The failures of one name or one address since the last success.

    ``key`` is a keyed hash of the name as typed — people type passwords there — or the address
    itself. Names nobody has are counted like the others, so a lock says nothing about them.
    """

    class Scope(models.TextChoices):
        ACCOUNT = "ACCOUNT", "아이디"
        ADDRESS = "ADDRESS", "접속지"

    scope = models.CharField("구분", max_length=10, choices=Scope)
    key = models.CharField("대상", max_length=64)
    failures = models.PositiveIntegerField("실패 횟수", default=0)
    since_at = models.DateTimeField("처음 실패한 시각")
    last_at = models.DateTimeField("마지막 시도 시각")

    class Meta:
        verbose_name = "로그인 실패"
        verbose_name_plural = "로그인 실패"
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="platform_sign_in_state_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.failures}회"
