"""The announcement that the oldest entries of the access record go (안전기준 §8①, PD-33)."""

from django.db import models
from django.utils import timezone

from jobportal.platform.crypto import keys

_PLACE = "platform.accesspurge"


class AccessPurge(models.Model):
    """The entries from the first to the last number were older than the office keeps them.

    It is written before they are removed and is never changed. The seals over them stay;
    ``seal_number`` and ``seal_hash`` are the last of these. ``hash`` is keyed, so that whoever has
    only the database cannot excuse a gap with it (docs/decisions/0033-old-access-entries.md).
    """

    at = models.DateTimeField("정리 일시", default=timezone.now)
    first_id = models.BigIntegerField("첫 기록 번호")
    last_id = models.BigIntegerField("끝 기록 번호")
    count = models.PositiveIntegerField("기록 수")
    from_at = models.DateTimeField("가장 이른 접속일시")
    to_at = models.DateTimeField("가장 늦은 접속일시")
    seal_number = models.PositiveIntegerField("마지막 봉인 번호")
    seal_hash = models.CharField("마지막 봉인값", max_length=64)
    hash = models.CharField("확인값", max_length=64)

    class Meta:
        verbose_name = "접속기록 정리"
        verbose_name_plural = "접속기록 정리"
        ordering = ["last_id"]
        constraints = [
            models.UniqueConstraint(fields=["first_id"], name="platform_access_purge_once")
        ]

    def __str__(self) -> str:
        return f"접속기록 {self.first_id}~{self.last_id}번 정리"

    def own_hash(self) -> str:
        """What ``hash`` must be."""
        days = (self.at, self.from_at, self.to_at)
        told = (self.first_id, self.last_id, self.count, self.seal_number, self.seal_hash)
        moments = [moment.timestamp() for moment in days]
        return keys().mark("|".join(map(str, (*moments, *told))), _PLACE)
