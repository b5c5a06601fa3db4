"""How often an account or an address has asked for what costs much or tells much."""

from django.db import models


class RequestCount(models.Model):
    """The requests of one kind in the present window, by one account or from one address.

    ``window`` numbers the windows since 1970; an older one counts as nothing.
    """

    class Scope(models.TextChoices):
        SEARCH = "SEARCH", "검색"
        DOWNLOAD = "DOWNLOAD", "내려받기"
        IMPORT = "IMPORT", "올리기"
        REVEAL = "REVEAL", "마스킹 해제"

    scope = models.CharField("구분", max_length=10, choices=Scope)
    key = models.CharField("대상", max_length=60)
    window = models.BigIntegerField("구간")
    count = models.PositiveIntegerField("요청 수", default=0)

    class Meta:
        verbose_name = "요청 횟수"
        verbose_name_plural = "요청 횟수"
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="platform_request_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.count}회"
