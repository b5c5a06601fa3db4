"""What is written down about each change of a record; the database refuses to edit or delete it."""

from django.db import models


class Change(models.Model):
    """One record was added, changed or deleted.

    There are no foreign keys: names are kept as text, so that the log neither blocks nor follows
    what it describes. ``fields`` maps a field name to ``[before, after]`` as texts.
    """

    class Action(models.TextChoices):
        CREATE = "CREATE", "추가"
        UPDATE = "UPDATE", "변경"
        DELETE = "DELETE", "삭제"

    at = models.DateTimeField("일시", auto_now_add=True)
    actor_id = models.BigIntegerField("사용자 번호", null=True)
    actor_name = models.CharField("사용자", max_length=80)
    via = models.CharField("경로", max_length=10)
    reason = models.CharField("사유", max_length=200, blank=True)
    district_id = models.BigIntegerField("자치구 번호")
    kind = models.CharField("종류", max_length=80)
    record_id = models.BigIntegerField("기록 번호")
    record_text = models.CharField("기록", max_length=200)
    action = models.CharField("구분", max_length=10, choices=Action)
    fields = models.JSONField("내용", default=dict)

    class Meta:
        verbose_name = "변경 이력"
        verbose_name_plural = "변경 이력"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["kind", "record_id", "-id"], name="platform_change_record"),
            models.Index(fields=["district_id", "-id"], name="platform_change_district"),
        ]

    def __str__(self) -> str:
        return f"{self.record_text} {self.get_action_display()} ({self.actor_name})"
