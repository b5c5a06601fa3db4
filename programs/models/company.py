"""The company the district owns: staff, funding, income statement and service contracts."""

from django.db import models

from jobportal.platform.fields import WonField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once


class InvestedCompany(CodedRecord):
    """A company the district owns (출자기관)."""

    name = models.CharField("회사명", max_length=80)
    founded = models.CharField("설립일", max_length=30, blank=True)
    legal_form = models.CharField("설립형태", max_length=80, blank=True)
    address = models.CharField("소재지", max_length=150, blank=True)
    business = models.CharField("주요사업", max_length=200, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "출자기관"
        verbose_name_plural = "출자기관"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CompanyStaff(Record):
    """People of a company's unit on a day, regular or contract."""

    class Group(models.TextChoices):
        OFFICE = "OFFICE", "사무인력(정규직)"
        FIELD = "FIELD", "현장인력(계약직)"

    company = models.ForeignKey(
        InvestedCompany, models.CASCADE, related_name="staff", verbose_name="출자기관"
    )
    as_of = models.DateField("기준일")
    order = models.PositiveSmallIntegerField("순서")
    group = models.CharField("구분", max_length=10, choices=Group)
    unit = models.CharField("부서·사업", max_length=60)
    count = models.PositiveIntegerField("인원(명)")

    class Meta:
        verbose_name = "출자기관 인력"
        verbose_name_plural = "출자기관 인력"
        ordering = ["company", "-as_of", "order"]
        constraints = [
            once(
                "company",
                "as_of",
                "order",
                name="once",
                message="이 회사·기준일에 같은 순서의 인력이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.unit}"


class CompanyFunding(Record):
    """Capital or subsidy the district gives a company."""

    class Kind(models.TextChoices):
        CAPITAL = "CAPITAL", "구출자금"
        SUBSIDY = "SUBSIDY", "보조금"

    company = models.ForeignKey(
        InvestedCompany, models.CASCADE, related_name="funding", verbose_name="출자기관"
    )
    order = models.PositiveSmallIntegerField("순서")
    kind = models.CharField("종류", max_length=10, choices=Kind)
    amount_won = WonField("금액")

    class Meta:
        verbose_name = "출자금·보조금"
        verbose_name_plural = "출자금·보조금"
        ordering = ["company", "order"]
        constraints = [
            once("company", "order", name="once", message="이 회사에 같은 순서의 금액이 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.get_kind_display()}"


class IncomeStatementLine(Record):
    """A line of a company's income statement (손익계산서)."""

    class Section(models.TextChoices):
        SUPPORT = "SUPPORT", "출자금 및 보조금"
        REVENUE = "REVENUE", "수입"
        COST = "COST", "비용"

    company = models.ForeignKey(
        InvestedCompany, models.CASCADE, related_name="income_lines", verbose_name="출자기관"
    )
    year = models.PositiveSmallIntegerField("연도")
    section = models.CharField("구분", max_length=10, choices=Section)
    order = models.PositiveSmallIntegerField("순서")
    name = models.CharField("항목", max_length=60)
    amount_won = WonField("금액")
    is_forecast = models.BooleanField("예상", default=False)

    class Meta:
        verbose_name = "손익계산서"
        verbose_name_plural = "손익계산서"
        ordering = ["company", "-year", "order"]
        constraints = [
            once(
                "company",
                "year",
                "order",
                name="once",
                message="이 회사·연도에 같은 순서의 항목이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.year} {self.name}"


class ServiceContract(CodedRecord):
    """A service contract of the company with a public client (공공업무 대행)."""

    company = models.ForeignKey(
        InvestedCompany, models.PROTECT, related_name="contracts", verbose_name="출자기관"
    )
    year = models.PositiveSmallIntegerField("연도")
    order = models.PositiveSmallIntegerField("순서")
    client = models.CharField("수요처", max_length=60)
    short_client = models.CharField("수요처 약칭", max_length=60, blank=True)
    amount_won = WonField("계약금액", null=True, blank=True, default=None)
    note = models.TextField("비고", blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "대행 계약"
        verbose_name_plural = "대행 계약"
        ordering = ["-year", "order"]

    def __str__(self) -> str:
        return self.client


class ContractFacility(Record):
    """A facility served under a contract, with its workers by field and from when they work.

    ``starts_on`` after the day asked for means hired or planned but not yet in post.
    """

    contract = models.ForeignKey(
        ServiceContract, models.CASCADE, related_name="facilities", verbose_name="대행 계약"
    )
    order = models.PositiveSmallIntegerField("순서")
    name = models.CharField("시설명", max_length=60)
    maintenance_count = models.PositiveIntegerField("시설관리(명)", default=0)
    cleaning_count = models.PositiveIntegerField("미화(명)", default=0)
    guard_count = models.PositiveIntegerField("경비(명)", default=0)
    amount_won = WonField("시설별 계약금액", null=True, blank=True, default=None)
    starts_on = models.DateField("근무 시작일", null=True, blank=True)
    note = models.CharField("비고", max_length=150, blank=True)

    class Meta:
        verbose_name = "대행 시설"
        verbose_name_plural = "대행 시설"
        ordering = ["contract", "order"]
        constraints = [
            once("contract", "order", name="once", message="이 계약에 같은 순서의 시설이 있습니다.")
        ]

    def __str__(self) -> str:
        return self.name
