"""The department's work as its documents tell it: projects, their parts, texts, plans and logs."""

from django.db import models

from jobportal.platform.fields import SpanField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from jobportal.platform.permissions import Confinement
from programs.models.organisation import Department, Team


class Project(CodedRecord):
    """One piece of the department's work with its own page: 주요업무, 중점사업, or a pledge."""

    REACHED_BY = {Confinement.TEAM: "team__code"}

    class Kind(models.TextChoices):
        MAJOR = "MAJOR", "주요업무"
        FOCUS = "FOCUS", "중점사업"
        PLEDGE = "PLEDGE", "공약"

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="projects", verbose_name="부서"
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="팀"
    )
    year = models.PositiveSmallIntegerField("연도")
    kind = models.CharField("구분", max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField("연번")
    title = models.CharField("사업명", max_length=120)
    objective = models.TextField("목적", blank=True)
    is_new = models.BooleanField("신규", default=False)
    page = models.PositiveSmallIntegerField("쪽", null=True, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "주요사업"
        verbose_name_plural = "주요사업"
        ordering = ["-year", "kind", "order"]

    def __str__(self) -> str:
        return self.title


class ProjectItem(CodedRecord):
    """A part (세부사업) of a project; its weight is its share of a pledge in percent."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="items", verbose_name="주요사업"
    )
    order = models.PositiveSmallIntegerField("순서")
    title = models.CharField("세부사업명", max_length=120)
    weight = models.PositiveSmallIntegerField("전체사업 대비비율(%)", null=True, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "세부 추진과제"
        verbose_name_plural = "세부 추진과제"
        ordering = ["project", "order"]
        constraints = [
            *CodedRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(weight__isnull=True) | models.Q(weight__lte=100),
                name="programs_projectitem_weight",
                violation_error_message="비율은 100을 넘을 수 없습니다.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PartOfProject(Record):
    """A record that belongs to a project, and maybe to one of its parts."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="%(class)ss", verbose_name="주요사업"
    )
    item = models.ForeignKey(
        ProjectItem,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="세부 추진과제",
    )

    class Meta:
        abstract = True


class TextLine(PartOfProject):
    """A line of text of a project's page, with its place in the outline (□ 0, ○ 1, - 2, · 3)."""

    class Kind(models.TextChoices):
        OUTLINE = "OUTLINE", "사업개요"
        NEED = "NEED", "사업 필요성"
        POLICY = "POLICY", "정책개요"
        SITUATION = "SITUATION", "현황"
        GOAL = "GOAL", "목표"
        PLAN = "PLAN", "추진계획"
        RESULT = "RESULT", "추진실적"
        COOPERATION = "COOPERATION", "협력사항"
        EFFECT = "EFFECT", "기대효과"
        FUTURE = "FUTURE", "향후계획"
        NOTE = "NOTE", "비고"

    kind = models.CharField("구분", max_length=20, choices=Kind)
    order = models.PositiveSmallIntegerField("순서")
    level = models.PositiveSmallIntegerField("단계", default=1)
    text = models.CharField("내용", max_length=400)

    class Meta:
        verbose_name = "사업 설명"
        verbose_name_plural = "사업 설명"
        ordering = ["project", "kind", "order"]
        constraints = [
            once(
                "project",
                "kind",
                "order",
                name="once",
                message="이 사업의 같은 구분에 같은 순서의 줄이 있습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(level__lte=3),
                name="programs_textline_level",
                violation_error_message="단계는 0부터 3까지입니다.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PlanItem(PartOfProject):
    """A dated step that is planned (향후계획, 추진일정)."""

    order = models.PositiveSmallIntegerField("순서")
    when = SpanField(
        "시기", blank=True, help_text="예: 2022. 1. ~ 2.  정해지지 않으면 비워 두세요."
    )
    when_text = models.CharField(
        "시기 표기",
        max_length=40,
        blank=True,
        help_text="‘10월 중’, ‘상시’처럼 기간을 달리 적을 때만 씁니다.",
    )
    text = models.CharField("내용", max_length=300)
    detail = models.TextField("세부내용", blank=True, help_text="한 줄에 하나씩 적습니다.")
    is_done = models.BooleanField("완료", default=False)

    class Meta:
        verbose_name = "추진일정"
        verbose_name_plural = "추진일정"
        ordering = ["project", "order"]
        constraints = [
            once("project", "order", name="once", message="이 사업에 같은 순서의 일정이 있습니다.")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class AchievementLog(PartOfProject):
    """An achievement, dated where the date is known (일정별 추진실적)."""

    order = models.PositiveSmallIntegerField("연번")
    when = SpanField(
        "일자", blank=True, help_text="예: 2022. 9.  또는 2024. 2. ~ 3.  날짜가 없으면 비워 두세요."
    )
    title = models.CharField(
        "추진사항",
        max_length=200,
        help_text="끝에 {인원합계}를 적으면 딸린 회차의 선발인원을 더해 보입니다.",
    )

    class Meta:
        verbose_name = "추진실적"
        verbose_name_plural = "추진실적"
        ordering = ["project", "order"]
        constraints = [
            once("project", "order", name="once", message="이 사업에 같은 연번의 실적이 있습니다.")
        ]

    def __str__(self) -> str:
        return self.title


class CommunicationLog(PartOfProject):
    """A dated contact with residents (주민 참여·소통 실적)."""

    class Kind(models.TextChoices):
        PRESS = "PRESS", "언론보도"
        BRIEFING = "BRIEFING", "설명회"
        MEETING = "MEETING", "간담회"
        SURVEY = "SURVEY", "설문조사"

    order = models.PositiveSmallIntegerField("연번")
    when = SpanField("일자")
    kind = models.CharField("구분", max_length=20, choices=Kind, default=Kind.PRESS)
    text = models.CharField("세부내용", max_length=300)

    class Meta:
        verbose_name = "소통실적"
        verbose_name_plural = "소통실적"
        ordering = ["project", "order"]
        constraints = [
            once(
                "project",
                "order",
                name="once",
                message="이 사업에 같은 연번의 소통실적이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Award(PartOfProject):
    """An award won (수상)."""

    order = models.PositiveSmallIntegerField("순서")
    when = SpanField("수상일")
    title = models.CharField("공적·대회", max_length=150)
    prize = models.CharField("상", max_length=100)

    class Meta:
        verbose_name = "수상"
        verbose_name_plural = "수상"
        ordering = ["project", "order"]
        constraints = [
            once("project", "order", name="once", message="이 사업에 같은 순서의 수상이 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.prize}"
