"""Programmes with a stable lineage: their names by date, what is planned, earlier results."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from jobportal.platform.fields import MatchingField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, FundedAmounts, once
from jobportal.platform.permissions import Confinement
from programs.models.project import ProjectItem

_CITES_LAW = re.compile(r"(법|법률|시행령)\s*제\s?\d+조")


class Programme(CodedRecord):
    """A policy programme; its code stays while its name changes (공공근로 → 안심 → 동행)."""

    REACHED_BY = {Confinement.PROGRAMME: "code", Confinement.DONG: ""}

    class Kind(models.TextChoices):
        PUBLIC_WORKS = "PUBLIC_WORKS", "공공근로"
        COMMUNITY_JOBS = "COMMUNITY_JOBS", "지역공동체일자리"
        HOPE_WORK = "HOPE_WORK", "희망근로"
        DISTRICT_OWN = "DISTRICT_OWN", "자체 일자리"
        NEW_DEAL = "NEW_DEAL", "뉴딜일자리"
        MIDLIFE_CAREER = "MIDLIFE_CAREER", "신중년 경력형"
        LOCAL_INDUSTRY = "LOCAL_INDUSTRY", "지역·산업맞춤형"
        CITY_DISTRICT_BOTTOM_UP = "CITY_DISTRICT_BOTTOM_UP", "시·구 상향적·협력적"
        LOCAL_YOUTH = "LOCAL_YOUTH", "지역주도형 청년일자리"
        STUDENT_PARTTIME = "STUDENT_PARTTIME", "대학생 아르바이트"
        JOB_CENTRE = "JOB_CENTRE", "취업지원"
        TRAINING = "TRAINING", "직업교육훈련"
        PUBLIC_JOBS = "PUBLIC_JOBS", "공공일자리 전체"

    kind = models.CharField("종류", max_length=30, choices=Kind)
    grantor = models.CharField("주관기관", max_length=40, blank=True)
    content = models.CharField("사업내용", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("순서", default=1)
    rrn_allowed = models.BooleanField(
        "주민등록번호 수집",
        default=False,
        help_text="근거 법령이 있는 사업만 켭니다. 끄면 생년월일과 성별만 받습니다.",
    )
    legal_basis = models.CharField(
        "주민등록번호 처리 근거",
        max_length=150,
        blank=True,
        help_text="법률이나 대통령령의 조항. 예: 고용정책 기본법 시행령 제43조의2제2항",
    )

    class Meta(CodedRecord.Meta):
        verbose_name = "일자리사업"
        verbose_name_plural = "일자리사업"
        ordering = ["order", "code"]
        constraints = [
            *CodedRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(rrn_allowed=False) | ~models.Q(legal_basis=""),
                name="programs_programme_rrn_basis",
                violation_error_message=(
                    "주민등록번호를 받으려면 처리 근거가 되는 법령 조항을 적으세요."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_kind_display()}"

    def clean(self) -> None:
        """Consent and 조례 are no basis for resident numbers (개인정보 보호법 제24조의2)."""
        super().clean()
        if self.rrn_allowed and not _CITES_LAW.search(self.legal_basis):
            raise ValidationError(
                {
                    "legal_basis": "법률이나 대통령령의 조항을 적으세요. 조례나 동의로는 "
                    "주민등록번호를 받을 수 없습니다. 예: 고용정책 기본법 시행령 제43조의2제2항"
                }
            )

    def name_on(self, day: date) -> str:
        """The name in force on a day; before the first name, the first one."""
        names = sorted(self.names.all(), key=lambda name: name.from_on)
        current = [name for name in names if name.from_on <= day]
        if current:
            return current[-1].name
        return names[0].name if names else self.get_kind_display()


class ProgrammeName(Record):
    """The name a programme bears from a day on."""

    REACHED_BY = {Confinement.PROGRAMME: "programme__code"}

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="names", verbose_name="일자리사업"
    )
    from_on = models.DateField("적용 시작일")
    name = models.CharField("사업명", max_length=80)

    class Meta:
        verbose_name = "사업 이름"
        verbose_name_plural = "사업 이름"
        ordering = ["programme", "from_on"]
        constraints = [
            once(
                "programme",
                "from_on",
                name="once",
                message="이 사업에 같은 날부터 쓰는 이름이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammePlan(CodedRecord, FundedAmounts):
    """What a pledge plans for a programme over the term: people, projects and money by source."""

    item = models.ForeignKey(
        ProjectItem, models.PROTECT, related_name="programme_plans", verbose_name="세부 추진과제"
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name="일자리사업",
    )
    order = models.PositiveSmallIntegerField("순서")
    title = models.CharField("사업명", max_length=100)
    period_text = models.CharField("기간·시기", max_length=100, blank=True)
    content = models.CharField("내용", max_length=300, blank=True)
    planned_projects = models.PositiveIntegerField("선정 목표 사업 수", null=True, blank=True)
    planned_persons = models.PositiveIntegerField("계획 인원(명)", null=True, blank=True)
    outcome = models.CharField(
        "성과 표기", max_length=40, blank=True, help_text="예: 취업, 취·창업"
    )
    matching = MatchingField("매칭비율", blank=True, help_text="예: 시70/구30")
    note = models.CharField("비고", max_length=150, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "사업별 계획"
        verbose_name_plural = "사업별 계획"
        ordering = ["item", "order"]

    def __str__(self) -> str:
        return self.title


class AnnualResult(Record):
    """The result of a programme in a year before the portal kept its rounds."""

    class Outcome(models.TextChoices):
        SELECTED = "SELECTED", "선발"
        EMPLOYED = "EMPLOYED", "취업"
        EMPLOYED_OR_STARTED = "EMPLOYED_OR_STARTED", "취·창업"
        TRAINED = "TRAINED", "교육"
        NO_CALL = "NO_CALL", "공모 미실시"

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="annual_results", verbose_name="일자리사업"
    )
    year = models.PositiveSmallIntegerField("연도")
    outcome = models.CharField("성과", max_length=30, choices=Outcome)
    projects = models.PositiveIntegerField("사업 수", null=True, blank=True)
    persons = models.PositiveIntegerField("인원(명)", null=True, blank=True)

    class Meta:
        verbose_name = "연도별 실적"
        verbose_name_plural = "연도별 실적"
        ordering = ["programme", "year"]
        constraints = [
            once("programme", "year", name="once", message="이 사업의 같은 연도 실적이 있습니다."),
            models.CheckConstraint(
                condition=models.Q(outcome="NO_CALL", persons__isnull=True)
                | (~models.Q(outcome="NO_CALL") & models.Q(persons__isnull=False)),
                name="programs_annualresult_persons",
                violation_error_message="인원을 적거나, 공모 미실시로 하고 인원을 비우세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"
