"""The labour side: the dawn shelter, essential sectors, counselling, living wage, census."""

from django.db import models

from jobportal.platform.fields import WonField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from programs.models.organisation import Facility
from programs.models.project import PartOfProject


class ShelterUsage(Record):
    """Users of a shelter in a month; averages divide by its operating days (no holidays)."""

    facility = models.ForeignKey(
        Facility, models.CASCADE, related_name="usage", verbose_name="쉼터"
    )
    year = models.PositiveSmallIntegerField("연도")
    month = models.PositiveSmallIntegerField("월")
    users = models.PositiveIntegerField("이용자수(명)")

    class Meta:
        verbose_name = "쉼터 이용"
        verbose_name_plural = "쉼터 이용"
        ordering = ["facility", "-year", "month"]
        constraints = [
            once(
                "facility",
                "year",
                "month",
                name="once",
                message="이 쉼터의 같은 달 이용 실적이 있습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(month__gte=1, month__lte=12),
                name="programs_shelterusage_month",
                violation_error_message="월은 1부터 12까지입니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility} {self.year}. {self.month}."


class EssentialSector(PartOfProject):
    """A sector of essential workers and who looks after it (필수노동자)."""

    order = models.PositiveSmallIntegerField("순서")
    sector = models.CharField("분야", max_length=60)
    occupations = models.TextField("종사자", help_text="한 줄에 하나씩 적습니다.")
    institutions = models.TextField("관련기관", help_text="한 줄에 하나씩 적습니다.")
    departments = models.TextField("소관부서", help_text="한 줄에 하나씩 적습니다.")
    note = models.CharField("비고", max_length=100, blank=True)

    class Meta:
        verbose_name = "필수노동 분야"
        verbose_name_plural = "필수노동 분야"
        ordering = ["project", "order"]
        constraints = [
            once("project", "order", name="once", message="이 사업에 같은 순서의 분야가 있습니다.")
        ]

    def __str__(self) -> str:
        return self.sector


class CounsellingAgency(PartOfProject):
    """Where workers are sent for counselling."""

    order = models.PositiveSmallIntegerField("순서")
    field = models.CharField("상담 분야", max_length=40)
    name = models.CharField("기관", max_length=80)
    place = models.CharField("위치", max_length=100, blank=True)
    phone = models.CharField("전화", max_length=40, blank=True)

    class Meta:
        verbose_name = "상담기관"
        verbose_name_plural = "상담기관"
        ordering = ["project", "order"]
        constraints = [
            once("project", "order", name="once", message="이 사업에 같은 순서의 기관이 있습니다.")
        ]

    def __str__(self) -> str:
        return self.name


class LivingWage(Record):
    """The living wage of the district in a year (생활임금)."""

    year = models.PositiveSmallIntegerField("연도")
    hourly_won = WonField("시급(원)")
    note = models.CharField("비고", max_length=100, blank=True)

    class Meta:
        verbose_name = "생활임금"
        verbose_name_plural = "생활임금"
        ordering = ["-year"]
        constraints = [once("year", name="once", message="같은 연도의 생활임금이 있습니다.")]

    def __str__(self) -> str:
        return f"{self.year}년 생활임금"


class BusinessCensus(Record):
    """Establishments and employees of an industry in the district (사업체조사)."""

    year = models.PositiveSmallIntegerField("조사연도")
    order = models.PositiveSmallIntegerField("순서")
    industry = models.CharField("업종", max_length=40)
    establishments = models.PositiveIntegerField("사업체수(개)")
    employees = models.PositiveIntegerField("종사자수(명)")

    class Meta:
        verbose_name = "사업체 조사"
        verbose_name_plural = "사업체 조사"
        ordering = ["-year", "order"]
        constraints = [
            once("year", "industry", name="once", message="같은 조사연도의 업종이 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.industry}"
