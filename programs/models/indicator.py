"""Indicators with their targets and results, and the job disclosure (일자리공시제)."""

from django.db import models

from jobportal.platform.fields import WonField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from jobportal.platform.permissions import Confinement
from programs.models.organisation import Department, Team
from programs.models.project import Project, ProjectItem


class Indicator(CodedRecord):
    """What is counted, in what unit, and how years and quarters add up.

    ``SUM`` adds, ``LAST`` takes the last value, ``AVERAGE`` the mean; ``NONE`` is non-additive:
    it is shown by period and never totalled. ``value_note`` follows each value in print
    (노동복지센터: 1 (운영)).
    """

    REACHED_BY = {Confinement.TEAM: "project__team__code"}

    class Aggregation(models.TextChoices):
        SUM = "SUM", "합계"
        LAST = "LAST", "마지막 값"
        AVERAGE = "AVERAGE", "평균"
        NONE = "NONE", "합산 안 함"

    project = models.ForeignKey(
        Project,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="주요사업",
    )
    item = models.ForeignKey(
        ProjectItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="세부 추진과제",
    )
    title = models.CharField("확인지표", max_length=100)
    unit = models.CharField("단위", max_length=20)
    aggregation = models.CharField("연간 집계", max_length=10, choices=Aggregation)
    quarter_aggregation = models.CharField(
        "분기 집계", max_length=10, choices=Aggregation, default=Aggregation.SUM
    )
    value_note = models.CharField(
        "값 뒤 표기", max_length=20, blank=True, help_text="예: 운영 → ‘1 (운영)’으로 적습니다."
    )
    definition = models.CharField("정의", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("순서", default=1)

    class Meta(CodedRecord.Meta):
        verbose_name = "지표"
        verbose_name_plural = "지표"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title


class Quarter(models.IntegerChoices):
    """The quarter a value belongs to; 0 for the whole year."""

    YEAR = 0, "연간"
    Q1 = 1, "1/4분기"
    Q2 = 2, "2/4분기"
    Q3 = 3, "3/4분기"
    Q4 = 4, "4/4분기"


class IndicatorTarget(Record):
    """The target of an indicator for a year, or for one quarter of it."""

    REACHED_BY = {Confinement.TEAM: "indicator__project__team__code"}

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="targets", verbose_name="지표"
    )
    year = models.PositiveSmallIntegerField("연도")
    quarter = models.PositiveSmallIntegerField("분기", choices=Quarter, default=Quarter.YEAR)
    value = models.BigIntegerField("목표")

    class Meta:
        verbose_name = "지표 목표"
        verbose_name_plural = "지표 목표"
        ordering = ["indicator", "year", "quarter"]
        constraints = [
            once(
                "indicator",
                "year",
                "quarter",
                name="once",
                message="이 지표의 같은 연도·분기 목표가 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year} {self.get_quarter_display()}"


class IndicatorResult(Record):
    """The result of an indicator for a year or quarter, as known on a day.

    A cumulative result counts from the start of the term; it is never added to those of years.
    """

    REACHED_BY = {Confinement.TEAM: "indicator__project__team__code"}

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="results", verbose_name="지표"
    )
    year = models.PositiveSmallIntegerField("연도")
    quarter = models.PositiveSmallIntegerField("분기", choices=Quarter, default=Quarter.YEAR)
    value = models.BigIntegerField("실적")
    as_of = models.DateField("기준일")
    is_forecast = models.BooleanField("예상치", default=False)
    is_partial = models.BooleanField("집계 중", default=False)
    is_cumulative = models.BooleanField(
        "누계", default=False, help_text="그해의 실적이 아니라 임기 처음부터 기준일까지의 누계일 때"
    )
    note = models.CharField("비고", max_length=150, blank=True)

    class Meta:
        verbose_name = "지표 실적"
        verbose_name_plural = "지표 실적"
        ordering = ["indicator", "year", "quarter", "as_of"]
        constraints = [
            once(
                "indicator",
                "year",
                "quarter",
                "as_of",
                name="once",
                message="이 지표의 같은 연도·분기·기준일 실적이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year} {self.get_quarter_display()}"


class DisclosurePlan(CodedRecord):
    """The yearly plan of the job disclosure (고용정책 기본법 제9조의2)."""

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name="부서"
    )
    year = models.PositiveSmallIntegerField("연도")
    term_name = models.CharField("임기", max_length=20, blank=True, help_text="예: 민선7기")
    term_target = models.PositiveIntegerField("임기 목표(개)", null=True, blank=True)
    yearly_minimum = models.PositiveIntegerField("매년 목표(개 이상)", null=True, blank=True)
    departments = models.PositiveIntegerField("참여 부서 수", null=True, blank=True)
    projects = models.PositiveIntegerField("사업 수", null=True, blank=True)
    budget_won = WonField("관련 예산", null=True, blank=True, default=None)

    class Meta(CodedRecord.Meta):
        verbose_name = "일자리공시 계획"
        verbose_name_plural = "일자리공시 계획"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}년 일자리공시"


class DisclosureTarget(Record):
    """The jobs to be created for one group of people in a year."""

    plan = models.ForeignKey(
        DisclosurePlan, models.CASCADE, related_name="targets", verbose_name="일자리공시 계획"
    )
    order = models.PositiveSmallIntegerField("순서")
    target_group = models.CharField("대상", max_length=40)
    content = models.TextField("주요내용", help_text="한 줄에 하나씩 적습니다.")
    target_count = models.PositiveIntegerField("목표(개)")

    class Meta:
        verbose_name = "대상별 일자리 목표"
        verbose_name_plural = "대상별 일자리 목표"
        ordering = ["plan", "order"]
        constraints = [
            once("plan", "order", name="once", message="이 계획에 같은 순서의 대상이 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.target_group}"


class JobCentreMetric(models.TextChoices):
    """What a job centre counts; each has its own unit."""

    OPENING_FIRMS = "OPENING_FIRMS", "구인업체"
    OPENING_POSTS = "OPENING_POSTS", "구인인원"
    OPENINGS = "OPENINGS", "구인등록"
    SEEKERS = "SEEKERS", "구직등록"
    COUNSELLING = "COUNSELLING", "취업상담"
    REFERRALS = "REFERRALS", "알선"
    EMPLOYED = "EMPLOYED", "취업자"


METRIC_UNITS = {
    JobCentreMetric.OPENING_FIRMS: "개소",
    JobCentreMetric.OPENING_POSTS: "명",
    JobCentreMetric.OPENINGS: "건",
    JobCentreMetric.SEEKERS: "명",
    JobCentreMetric.COUNSELLING: "건",
    JobCentreMetric.REFERRALS: "건",
    JobCentreMetric.EMPLOYED: "명",
}


class JobCentreFigure(Record):
    """What the job centre counted from one month to another of a year, both included."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name="담당 팀")
    metric = models.CharField("항목", max_length=20, choices=JobCentreMetric)
    year = models.PositiveSmallIntegerField("연도")
    month_from = models.PositiveSmallIntegerField("시작 월")
    month_to = models.PositiveSmallIntegerField("끝 월")
    value = models.PositiveIntegerField("실적")

    class Meta:
        verbose_name = "일자리센터 실적"
        verbose_name_plural = "일자리센터 실적"
        ordering = ["-year", "month_from", "metric"]
        constraints = [
            once(
                "team",
                "metric",
                "year",
                "month_from",
                name="once",
                message="같은 항목·시작 월의 실적이 있습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(month_from__gte=1, month_to__lte=12)
                & models.Q(month_to__gte=models.F("month_from")),
                name="programs_jobcentrefigure_months",
                violation_error_message="월은 1부터 12까지, 끝 월은 시작 월 이후여야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}년 {self.month_from}~{self.month_to}월 {self.get_metric_display()}"


class JobCentreTarget(Record):
    """The job centre's target of a year."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name="담당 팀")
    metric = models.CharField("항목", max_length=20, choices=JobCentreMetric)
    year = models.PositiveSmallIntegerField("연도")
    value = models.PositiveIntegerField("목표")

    class Meta:
        verbose_name = "일자리센터 목표"
        verbose_name_plural = "일자리센터 목표"
        ordering = ["-year", "metric"]
        constraints = [
            once("team", "metric", "year", name="once", message="같은 항목·연도의 목표가 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.year}년 {self.get_metric_display()} 목표"
