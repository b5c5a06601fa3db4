"""What the department did: events, courses and their runs, agreements."""

from django.db import models

from jobportal.platform.fields import SpanField
from jobportal.platform.models.parts import CodedRecord
from programs.models.project import PartOfProject


class JobEvent(PartOfProject, CodedRecord):
    """A hiring fair, a hiring day, a visit, a talk or another activity, with what came of it.

    Figures not stated are empty, not zero. ``times`` is the number of times it was held.
    """

    class Kind(models.TextChoices):
        FAIR = "FAIR", "취업박람회"
        HIRING_DAY = "HIRING_DAY", "일구데이"
        MEETING = "MEETING", "기업 간담회"
        VISIT = "VISIT", "기업탐방"
        TALK = "TALK", "특강·상담"
        ACTIVITY = "ACTIVITY", "활동지원"
        PART_TIME = "PART_TIME", "아르바이트"
        CAMPAIGN = "CAMPAIGN", "협력·홍보"
        HIRING = "HIRING", "채용 연계"

    kind = models.CharField("종류", max_length=20, choices=Kind)
    order = models.PositiveSmallIntegerField("순서", default=1)
    title = models.CharField("행사명", max_length=150)
    year = models.PositiveSmallIntegerField("연도")
    when = SpanField("일자", blank=True)
    venue = models.CharField("장소", max_length=100, blank=True)
    is_online = models.BooleanField("온라인", default=False)
    times = models.PositiveIntegerField("횟수", null=True, blank=True)
    organisations = models.PositiveIntegerField("참여 기업·부서 수", null=True, blank=True)
    organisation_unit = models.CharField("기업·부서 단위", max_length=20, default="개 업체")
    participants = models.PositiveIntegerField("참여인원(명)", null=True, blank=True)
    hired = models.PositiveIntegerField("채용인원(명)", null=True, blank=True)
    is_partial = models.BooleanField("집계 중", default=False)
    note = models.CharField("비고", max_length=150, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "행사·활동"
        verbose_name_plural = "행사·활동"
        ordering = ["-year", "order"]

    def __str__(self) -> str:
        return self.title


class Course(PartOfProject, CodedRecord):
    """A training course or employment programme."""

    title = models.CharField("과정명", max_length=150)
    group = models.CharField("분야", max_length=60, blank=True)
    trainer = models.CharField("운영기관", max_length=80, blank=True)
    capacity = models.PositiveIntegerField("정원(명)", null=True, blank=True)
    content = models.CharField("교육내용", max_length=200, blank=True)
    is_planned = models.BooleanField("예정", default=False)
    order = models.PositiveSmallIntegerField("순서", default=1)

    class Meta(CodedRecord.Meta):
        verbose_name = "교육과정"
        verbose_name_plural = "교육과정"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title


class CourseRun(CodedRecord):
    """One run of a course: its cohort, its period, its sessions and trainees."""

    class Mode(models.TextChoices):
        OFFLINE = "OFFLINE", "오프라인"
        ONLINE = "ONLINE", "온라인"
        BOTH = "BOTH", "온라인/오프라인"

    NAMED_WITH = ("course",)

    course = models.ForeignKey(Course, models.PROTECT, related_name="runs", verbose_name="교육과정")
    year = models.PositiveSmallIntegerField("연도")
    cohort = models.CharField("기수", max_length=20, blank=True)
    class_name = models.CharField(
        "반", max_length=40, blank=True, help_text="한 기수를 여러 반으로 나눌 때만 적습니다."
    )
    when = SpanField("기간", blank=True)
    mode = models.CharField("방식", max_length=10, choices=Mode, default=Mode.OFFLINE)
    sessions = models.PositiveIntegerField("횟수", null=True, blank=True)
    sites = models.PositiveIntegerField("운영 개소", null=True, blank=True)
    trainees = models.PositiveIntegerField("교육인원(명)", null=True, blank=True)
    employed = models.PositiveIntegerField("취업인원(명)", null=True, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "과정 운영"
        verbose_name_plural = "과정 운영"
        ordering = ["course", "year", "code"]

    def __str__(self) -> str:
        return f"{self.course} {self.year} {self.cohort}".strip()


class Agreement(PartOfProject, CodedRecord):
    """An agreement signed with a partner (업무협약), and the hires that followed."""

    signed = SpanField("체결일")
    partner = models.CharField("협약 기관", max_length=120)
    purpose = models.CharField("내용", max_length=200, blank=True)
    hired = models.PositiveIntegerField("채용인원(명)", null=True, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "업무협약"
        verbose_name_plural = "업무협약"
        ordering = ["signed"]

    def __str__(self) -> str:
        return self.partner
