"""The public holidays behind operating days; the office may add its own closing days."""

from django.db import models


class Holiday(models.Model):
    """A day on which public offices are closed (관공서의 공휴일에 관한 규정)."""

    on = models.DateField("날짜", unique=True)
    name = models.CharField("이름", max_length=60)

    class Meta:
        verbose_name = "공휴일"
        verbose_name_plural = "공휴일"
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"
