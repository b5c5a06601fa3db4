"""The social economy: organisations, supports and public purchases from them."""

from django.db import models

from jobportal.platform.fields import WonField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from programs.models.project import PartOfProject


class SocialEconomyKind(models.TextChoices):
    """The legal or support kind of a social-economy organisation."""

    SOCIAL_ENTERPRISE = "SOCIAL_ENTERPRISE", "사회적기업"
    COOPERATIVE = "COOPERATIVE", "협동조합"
    VILLAGE = "VILLAGE", "마을기업"
    SELF_SUPPORT = "SELF_SUPPORT", "자활기업"
    INTERMEDIARY = "INTERMEDIARY", "중간지원조직"
    PROSPECTIVE = "PROSPECTIVE", "예비창업"


class SocialEconomyOrg(CodedRecord):
    """A social-economy organisation of the district's register."""

    name = models.CharField("기업명", max_length=100)
    kind = models.CharField("종류", max_length=30, choices=SocialEconomyKind)
    registered_on = models.DateField("등록일")
    closed_on = models.DateField("폐업일", null=True, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "사회적경제기업"
        verbose_name_plural = "사회적경제기업"
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name


class SocialEconomyCount(Record):
    """Organisations of a kind on a day, for districts whose register is not in the portal."""

    as_of = models.DateField("기준일")
    kind = models.CharField("종류", max_length=30, choices=SocialEconomyKind)
    total = models.PositiveIntegerField("기업 수", default=0)
    newly_found = models.PositiveIntegerField("올해 신규 발굴", default=0)

    class Meta:
        verbose_name = "사회적경제기업 수"
        verbose_name_plural = "사회적경제기업 수"
        ordering = ["-as_of", "kind"]
        constraints = [
            once("as_of", "kind", name="once", message="같은 기준일·종류의 기업 수가 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.as_of} {self.get_kind_display()}"


class Support(PartOfProject, CodedRecord):
    """A support given to organisations in a year; firms are counted once per support."""

    class Kind(models.TextChoices):
        FINANCE = "FINANCE", "재정지원"
        SPACE = "SPACE", "공간지원"
        CONSULTING = "CONSULTING", "상담 및 컨설팅"
        TRAINING = "TRAINING", "교육"

    kind = models.CharField("지원 종류", max_length=20, choices=Kind)
    title = models.CharField("지원명", max_length=100)
    year = models.PositiveSmallIntegerField("연도")
    order = models.PositiveSmallIntegerField("순서", default=1)
    org_kind = models.CharField("대상 종류", max_length=30, choices=SocialEconomyKind, blank=True)
    organisations = models.PositiveIntegerField("기업 수", null=True, blank=True)
    times = models.PositiveIntegerField("횟수", null=True, blank=True)
    persons = models.PositiveIntegerField("인원(명)", null=True, blank=True)
    amount_won = WonField("지원금액", null=True, blank=True, default=None)
    note = models.CharField("비고", max_length=100, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "사회적경제 지원"
        verbose_name_plural = "사회적경제 지원"
        ordering = ["-year", "order"]

    def __str__(self) -> str:
        return self.title


class PublicPurchase(Record):
    """Purchases from the social economy; the share is stated when the whole is not known."""

    year = models.PositiveSmallIntegerField("연도")
    as_of = models.DateField("기준일")
    social_won = WonField("사회적경제 구매액")
    total_won = WonField("총 구매액", null=True, blank=True, default=None)
    stated_percent = models.DecimalField(
        "총 구매비율(%)",
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="총 구매액을 모를 때만 적습니다. 총 구매액이 있으면 계산합니다.",
    )

    class Meta:
        verbose_name = "공공구매"
        verbose_name_plural = "공공구매"
        ordering = ["-as_of"]
        constraints = [
            once("year", "as_of", name="once", message="같은 연도·기준일의 공공구매가 있습니다."),
            models.CheckConstraint(
                condition=models.Q(total_won__isnull=True) | models.Q(stated_percent__isnull=True),
                name="programs_publicpurchase_share",
                violation_error_message="총 구매액과 비율은 하나만 적으세요. 비율은 계산됩니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}년 공공구매"
