"""The register of what was given to others outside (개인정보 제3자 제공 대장, 표준지침 별지 6)."""

import hashlib
import json

from django.conf import settings
from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import once


class Provision(Record):
    """A file or a sheet of residents for another office, entered before it is made (PD-10).

    It names nobody of them. The same entry by the same person on the same day is the same
    provision: ``digest`` is over what it says. It is neither changed nor deleted.
    """

    DERIVED = ("digest",)

    class Method(models.TextChoices):
        PAPER = "PAPER", "인쇄물"
        FILE = "FILE", "전자파일"
        ENCRYPTED = "ENCRYPTED", "암호화한 전자파일"

    title = models.CharField("개인정보파일 명칭", max_length=200)
    receiver = models.CharField("제공받는 기관", max_length=80)
    purpose = models.CharField("제공 목적", max_length=200)
    basis = models.CharField("제공 근거", max_length=150)
    items = models.CharField("제공 항목", max_length=500)
    persons = models.PositiveIntegerField("정보주체 수(명)")
    given_on = models.DateField("제공일")
    until_on = models.DateField("이용 기한")
    method = models.CharField("제공 형태", max_length=10, choices=Method)
    measures = models.CharField("요청한 안전성 확보 조치", max_length=200)
    # Empty where no name was given whole; a default would have SQLite make the table anew.
    approval = models.CharField("성명을 전부 실은 승인", max_length=80, null=True, blank=True)  # noqa: DJ001
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="제공한 사람"
    )
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = "개인정보 제3자 제공"
        verbose_name_plural = "개인정보 제3자 제공"
        ordering = ["-given_on", "-id"]
        constraints = [
            once("digest", name="once", message="같은 제공을 이미 대장에 올렸습니다."),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("given_on")),
                name="participants_provision_days",
                violation_error_message="이용 기한이 제공일보다 빠릅니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receiver}, {self.title}"

    def check_fields(self) -> None:
        self.digest = self.digest_of_content()
        super().check_fields()

    def digest_of_content(self) -> str:
        """What makes it the same provision, as SHA-256."""
        names = sorted(field.attname for field in self.content_fields())
        content = {name: str(getattr(self, name)) for name in names}
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def delete_refusal(self) -> str:
        """The register is kept."""
        return "제3자 제공 대장은 지우지 않습니다."
