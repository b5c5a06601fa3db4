"""Documents: ordered sections of report tables with their parameters, and submitted snapshots."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from programs.models import Department


class Document(CodedRecord):
    """A document the department hands out: a council briefing, a yearly plan, a pledge card."""

    class Kind(models.TextChoices):
        BRIEFING = "BRIEFING", "업무보고"
        PLAN = "PLAN", "업무계획"
        PLEDGE_CARD = "PLEDGE_CARD", "공약카드"
        OTHER = "OTHER", "기타"

    title = models.CharField("문서 제목", max_length=150)
    kind = models.CharField("종류", max_length=20, choices=Kind)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="documents", verbose_name="부서"
    )
    year = models.PositiveSmallIntegerField("연도")
    as_of = models.DateField("기준일")
    note = models.CharField("비고", max_length=200, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "문서"
        verbose_name_plural = "문서"
        ordering = ["-year", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        """The document itself, beside the page of its record."""
        return reverse("document_detail", args=[self.pk])


class DocumentItem(Record):
    """One table or list of a document: a report table of the catalogue and its parameters.

    ``params`` are written as ``name=value`` lines; records are named by their codes, so that an
    item can be copied to another year and carried in a pack. ``as_of`` overrides the
    document's 기준일.
    """

    NAMED_WITH = ("document",)

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="items", verbose_name="문서"
    )
    code = models.CharField("번호", max_length=20, help_text="문서 안의 번호입니다. 예: T04")
    order = models.PositiveSmallIntegerField("순서")
    section = models.CharField("장·절", max_length=120, blank=True)
    title = models.CharField("표 제목", max_length=150)
    table = models.CharField("표 종류", max_length=60)
    params = models.TextField("조건", blank=True, help_text="한 줄에 하나씩 이름=값으로 적습니다.")
    year = models.PositiveSmallIntegerField("연도", null=True, blank=True)
    as_of = models.DateField("기준일", null=True, blank=True)
    note = models.CharField("주석(※)", max_length=400, blank=True)

    class Meta:
        verbose_name = "문서 항목"
        verbose_name_plural = "문서 항목"
        ordering = ["document", "order"]
        constraints = [
            once("document", "code", name="code", message="이 문서에 같은 번호의 항목이 있습니다.")
        ]

    def __str__(self) -> str:
        return self.full_id

    def clean(self) -> None:
        """The code stands in addresses and in what names the item in packs."""
        super().clean()
        if self.code and not re.fullmatch(r"\w[\w.-]*", self.code):
            raise ValidationError(
                {"code": "번호에는 글자, 숫자, 붙임표(-)와 점만 쓸 수 있습니다. 예: T04"}
            )

    @property
    def full_id(self) -> str:
        """The id used on screen, in files and commands, e.g. ``000-T04``."""
        return f"{self.document.code}-{self.code}"


class Snapshot(Record):
    """The tables of a document as they were submitted; they stay as they were."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="snapshots", verbose_name="문서"
    )
    number = models.PositiveSmallIntegerField("제출 차수")
    submitted_on = models.DateField("제출일")
    purpose = models.CharField("제출처·목적", max_length=120)
    grids = models.JSONField("표", default=list)
    sha256 = models.CharField("해시", max_length=64)

    class Meta:
        verbose_name = "제출본"
        verbose_name_plural = "제출본"
        ordering = ["document", "-number"]
        constraints = [
            once(
                "document", "number", name="once", message="이 문서의 같은 차수 제출본이 있습니다."
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}차 제출본"
