"""Districts and the people who sign in."""

from datetime import date, datetime

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class District(models.Model):
    """An autonomous district of Seoul (자치구)."""

    code = models.SlugField("코드", max_length=30, unique=True, allow_unicode=True)
    name = models.CharField("구 이름", max_length=30, unique=True)

    class Meta:
        verbose_name = "자치구"
        verbose_name_plural = "자치구"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """Someone who signs in; what they reach is decided by their grants.

    From ``ends_on`` on the account is out, whatever else stands in its row. ``reopened_at`` is when
    an administrator last let it be used again: disuse counts from there, and a leaving before that
    day is past. ``reissued_at`` is set while a password that an administrator gave waits for
    somebody else to confirm that it reached its owner.
    """

    first_name = None
    last_name = None
    name = models.CharField("이름", max_length=40, blank=True)
    department = models.CharField("부서", max_length=60, blank=True)
    ends_on = models.DateField("사용 종료일", null=True, blank=True)
    end_reason = models.CharField("종료 구분", max_length=20, blank=True)
    reopened_at = models.DateTimeField("다시 쓰게 한 시각", null=True, blank=True)
    must_change_password = models.BooleanField("비밀번호를 바꾸어야 함", default=False)
    password_changed_at = models.DateTimeField("비밀번호를 바꾼 시각", null=True, blank=True)
    reissued_at = models.DateTimeField("비밀번호를 재발급한 시각", null=True, blank=True)
    reissued_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="비밀번호를 재발급한 사람",
    )
    last_sign_in_ip = models.CharField("마지막 로그인 접속지", max_length=45, blank=True)
    session_stamp = models.CharField("로그인 표지", max_length=32, blank=True)

    left_password = ""
    """The hash of the chosen password that this object's last change replaces."""

    class Meta:
        verbose_name = "사용자"
        verbose_name_plural = "사용자"

    def __str__(self) -> str:
        return self.name or self.username

    def is_out(self, today: date) -> bool:
        """Whether nobody signs in with it: stopped, or past its end."""
        return not self.is_active or (self.ends_on is not None and self.ends_on <= today)

    @property
    def last_used_at(self) -> datetime:
        """When it was last signed in to, else made; or let be used again since."""
        moments = (self.last_login or self.date_joined, self.reopened_at)
        return max(filter(None, moments))

    def get_full_name(self) -> str:
        return str(self)

    def set_password(self, raw_password):
        # What the account chose itself is not chosen again; a first one that was issued may go.
        self.left_password = "" if self.must_change_password else self.password
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()
