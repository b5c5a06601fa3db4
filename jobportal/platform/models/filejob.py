"""A file that is made in the background: asked for by an account, taken by it within a day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from jobportal.platform.models.organisation import District, User

SILENT_SECONDS = 60
"""A worker that has not been heard of for so long is gone."""


class FileJob(models.Model):
    """One file to make, in the queue until a worker takes it, then how far it is, then the file.

    ``key`` is alike for requests that would make the same file: account, district, reach, what is
    asked and what for. ``persons`` are the numbers of the residents in the file, for the access
    record of whoever takes it; they go with the file.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "순서를 기다림"
        RUNNING = "RUNNING", "만드는 중"
        DONE = "DONE", "받을 수 있음"
        FAILED = "FAILED", "만들지 못함"
        CANCELLED = "CANCELLED", "취소함"
        GONE = "GONE", "파일을 지움"

    UNFINISHED = (State.WAITING, State.RUNNING)

    district = models.ForeignKey(District, models.CASCADE, related_name="+", verbose_name="자치구")
    account = models.ForeignKey(
        User, models.CASCADE, related_name="file_jobs", verbose_name="요청한 계정"
    )
    kind = models.CharField("종류", max_length=40)
    parameters = models.JSONField("조건", default=dict)
    reach = models.TextField("권한의 범위")
    key = models.CharField("같은 요청의 표지", max_length=64)
    title = models.CharField("파일의 제목", max_length=200)
    file_name = models.CharField("파일 이름", max_length=200)
    purpose = models.CharField("목적", max_length=200)
    state = models.CharField("상태", max_length=10, choices=State, default=State.WAITING)
    rows_done = models.PositiveIntegerField("쓴 줄 수", default=0)
    rows_total = models.PositiveIntegerField("모든 줄 수", default=0)
    worker = models.CharField("작업기", max_length=32, blank=True)
    asked_at = models.DateTimeField("요청한 시각", default=timezone.now)
    started_at = models.DateTimeField("시작한 시각", null=True)
    heartbeat_at = models.DateTimeField("마지막 신호", null=True)
    finished_at = models.DateTimeField("끝난 시각", null=True)
    expires_at = models.DateTimeField("파일을 지울 시각", null=True)
    stored_as = models.CharField("보관 이름", max_length=60, blank=True)
    digest = models.CharField("파일의 SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("파일 크기", default=0)
    persons = models.JSONField("정보주체 번호", default=list)
    fault = models.CharField("만들지 못한 까닭", max_length=300, blank=True)

    class Meta:
        verbose_name = "파일 작업"
        verbose_name_plural = "파일 작업"
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["state", "asked_at"], name="platform_filejob_queue"),
            models.Index(fields=["account", "-asked_at"], name="platform_filejob_account"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"

    @property
    def place(self) -> str:
        """What its file is bound to when it is encrypted."""
        return f"platform.filejob/{self.pk}"

    @property
    def told(self) -> str:
        """What the access record says of the file."""
        return f"{self.rows_done:,}행, SHA-256 {self.digest}"

    def is_takeable(self, now: datetime) -> bool:
        """Whether the file is there and its time has not run out."""
        return self.state == self.State.DONE and now < self.expires_at

    def is_silent(self, now: datetime) -> bool:
        """Whether the worker that makes it has died, or none has come for it."""
        if self.state not in self.UNFINISHED:
            return False
        return now - (self.heartbeat_at or self.asked_at) > timedelta(seconds=SILENT_SECONDS)

    def is_fresh(self, now: datetime) -> bool:
        """Whether the same request is answered with this one instead of a second file."""
        if self.state in self.UNFINISHED:
            return self.state == self.State.WAITING or not self.is_silent(now)
        minutes = timedelta(minutes=settings.SAME_FILE_MINUTES)
        return self.is_takeable(now) and now - self.finished_at < minutes
