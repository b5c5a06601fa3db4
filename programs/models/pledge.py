"""Pledges (공약): the card's checkboxes, contacts and quarter schedule."""

from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from programs.models.indicator import Quarter
from programs.models.project import PartOfProject, Project, ProjectItem


class Pledge(CodedRecord):
    """The pledge behind a project: its number and the term it belongs to.

    Terms begin and end with half-years (민선7기 2018. 7. ~ 2022. 6.).
    """

    NAMED_WITH = ("project",)

    project = models.OneToOneField(
        Project, models.CASCADE, related_name="pledge", verbose_name="주요사업"
    )
    number = models.CharField("관리번호", max_length=20)
    term_name = models.CharField("임기", max_length=20, help_text="예: 민선8기")
    term_from_on = models.DateField("임기 시작일")
    term_to_on = models.DateField("임기 종료일")
    period_text = models.CharField("사업기간", max_length=60, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "공약"
        verbose_name_plural = "공약"
        ordering = ["number"]
        constraints = [
            *CodedRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(term_to_on__gt=models.F("term_from_on")),
                name="programs_pledge_term",
                violation_error_message="임기 종료일이 시작일보다 빠릅니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.project}"


class PledgeChoice(Record):
    """One checkbox of the card; a nested one names the option it stands under."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="choices", verbose_name="공약")
    group = models.CharField("항목", max_length=40, help_text="예: 임기구분")
    order = models.PositiveSmallIntegerField("순서")
    option = models.CharField("보기", max_length=40)
    under = models.CharField("상위 보기", max_length=40, blank=True)
    is_selected = models.BooleanField("선택", default=False)

    class Meta:
        verbose_name = "공약 분류"
        verbose_name_plural = "공약 분류"
        ordering = ["pledge", "order"]
        constraints = [
            once("pledge", "order", name="once", message="이 공약에 같은 순서의 보기가 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.option}"


class PledgeContact(Record):
    """Who answers for the pledge: head, team lead, officer; 代 marks an acting one."""

    class Position(models.TextChoices):
        HEAD = "HEAD", "과장"
        TEAM_LEAD = "TEAM_LEAD", "팀장"
        OFFICER = "OFFICER", "담당"

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="contacts", verbose_name="공약")
    position = models.CharField("구분", max_length=20, choices=Position)
    title = models.CharField("직위", max_length=40)
    name = models.CharField("성명", max_length=40)
    is_acting = models.BooleanField("직무대리(代)", default=False)
    phone = models.CharField("전화", max_length=30, blank=True)

    class Meta:
        verbose_name = "공약 담당자"
        verbose_name_plural = "공약 담당자"
        ordering = ["pledge", "id"]
        constraints = [
            once(
                "pledge", "position", name="once", message="이 공약의 같은 구분 담당자가 있습니다."
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.name}"


class ScheduleCell(PartOfProject):
    """A quarter in which a part of a project is to run (추진일정)."""

    item = models.ForeignKey(
        ProjectItem, models.CASCADE, related_name="schedulecells", verbose_name="세부 추진과제"
    )
    year = models.PositiveSmallIntegerField("연도")
    quarter = models.PositiveSmallIntegerField("분기", choices=Quarter)
    note = models.CharField("비고", max_length=60, blank=True)

    class Meta:
        verbose_name = "분기 일정"
        verbose_name_plural = "분기 일정"
        ordering = ["project", "item", "year", "quarter"]
        constraints = [
            once(
                "project",
                "item",
                "year",
                "quarter",
                name="once",
                message="이 과제의 같은 분기 일정이 있습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1),
                name="programs_schedulecell_quarter",
                violation_error_message="1~4분기 가운데 골라야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.year} {self.get_quarter_display()}"
