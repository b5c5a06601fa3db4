"""Districts, the people who sign in, and in which district each of them works."""

from django.contrib.auth.models import AbstractUser
from django.db import models


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
    """Someone who signs in; what they reach is decided by their memberships."""

    first_name = None
    last_name = None
    name = models.CharField("이름", max_length=40, blank=True)

    class Meta:
        verbose_name = "사용자"
        verbose_name_plural = "사용자"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)


class Role(models.TextChoices):
    """What someone is in a district."""

    STAFF = "STAFF", "담당자"
    TEAM_LEAD = "TEAM_LEAD", "팀장"


class Membership(models.Model):
    """A user works in a district as staff or team lead."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name="사용자"
    )
    district = models.ForeignKey(
        District, models.PROTECT, related_name="memberships", verbose_name="자치구"
    )
    role = models.CharField("역할", max_length=20, choices=Role)

    class Meta:
        verbose_name = "소속"
        verbose_name_plural = "소속"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "district"],
                name="platform_membership_once",
                violation_error_message="이 사용자는 이미 이 구에 소속되어 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.district} {self.get_role_display()} {self.user}"
