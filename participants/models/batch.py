"""A file of applications or enquiry results that was loaded, so that it can be taken back."""

from django.db import models

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from participants.models.reach import OF_ROUND
from programs.models import Round


class IntakeBatch(Record):
    """One loaded file: what it made and changed.

    ``before`` keeps, as JSON, what changed rows held before, so that the loading can be undone.
    The change log names neither the file, whose name may be somebody's, nor what it held, nor what
    was typed about it: that stands here alone, where destruction reaches it.
    """

    DERIVED = ("file_name", "note", "undo_note")
    LOGGED_REASON = "올린 파일"
    REACHED_BY = OF_ROUND

    class Kind(models.TextChoices):
        APPLICATIONS = "APPLICATIONS", "신청서"
        ENQUIRIES = "ENQUIRIES", "조회 결과"

    round = models.ForeignKey(Round, models.PROTECT, related_name="batches", verbose_name="회차")
    kind = models.CharField("구분", max_length=20, choices=Kind)
    file_name = models.CharField("파일 이름", max_length=120)
    note = models.CharField("올린 사유", max_length=200, blank=True, default="")
    file_hash = models.CharField("파일 해시", max_length=64)
    rows = models.PositiveIntegerField("읽은 줄", default=0)
    created = models.PositiveIntegerField("추가", default=0)
    changed = models.PositiveIntegerField("변경", default=0)
    loaded_at = models.DateTimeField("올린 일시")
    loaded_by = models.CharField("올린 사람", max_length=80)
    before = EncryptedField("바뀌기 전 값", blank=True, default="")
    undone_at = models.DateTimeField("되돌린 일시", null=True, blank=True)
    undo_note = models.CharField("되돌린 사유", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "올린 파일"
        verbose_name_plural = "올린 파일"
        ordering = ["-loaded_at", "-id"]

    def __str__(self) -> str:
        return self.file_name

    def log_text(self) -> str:
        """The number alone: the log keeps it for good."""
        return f"올린 파일 {self.pk}"
