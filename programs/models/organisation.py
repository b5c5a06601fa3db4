"""The department: teams, their duties, staffing, facilities and equipment."""

from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from jobportal.platform.permissions import Confinement


class Department(CodedRecord):
    """A division (과) of the district office."""

    REACHED_BY = {Confinement.TEAM: "", Confinement.PROGRAMME: ""}

    name = models.CharField("부서명", max_length=60)
    bureau = models.CharField("국", max_length=60, blank=True)
    phone = models.CharField("대표전화", max_length=30, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "부서"
        verbose_name_plural = "부서"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Team(CodedRecord):
    """A team (팀) of a department, in the order of the organisation chart."""

    REACHED_BY = {Confinement.TEAM: "code"}

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="teams", verbose_name="부서"
    )
    name = models.CharField("팀명", max_length=60)
    order = models.PositiveSmallIntegerField("순서", default=1)

    class Meta(CodedRecord.Meta):
        verbose_name = "팀"
        verbose_name_plural = "팀"
        ordering = ["department", "order"]

    def __str__(self) -> str:
        return self.name


class TeamDuty(Record):
    """One duty (주요업무) of a team, as a line of the organisation chart."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="duties", verbose_name="팀")
    order = models.PositiveSmallIntegerField("순서")
    text = models.CharField("업무", max_length=200)

    class Meta:
        verbose_name = "분장사무"
        verbose_name_plural = "분장사무"
        ordering = ["team", "order"]
        constraints = [
            once("team", "order", name="once", message="이 팀에 같은 순서의 업무가 있습니다.")
        ]

    def __str__(self) -> str:
        return self.text


class StaffSeries(models.TextChoices):
    """The column groups of a staffing table."""

    GENERAL = "GENERAL", "일반직"
    OPERATIONS = "OPERATIONS", "관리운영직"
    SPECIAL_TERM = "SPECIAL_TERM", "별정직․임기제"
    PERMANENT_CONTRACT = "PERMANENT_CONTRACT", "무기계약직"


class StaffingRow(Record):
    """Authorised posts (정원) and people in post (현원) of one series and grade on a day.

    무기계약직 are outside 정원: their grade is 0 and ``place`` says where they work.
    """

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="staffing", verbose_name="부서"
    )
    as_of = models.DateField("기준일")
    series = models.CharField("직렬", max_length=20, choices=StaffSeries)
    grade = models.PositiveSmallIntegerField(
        "직급", default=0, help_text="4급이면 4. 직급이 없으면 0입니다."
    )
    authorized_count = models.PositiveIntegerField("정원", default=0)
    actual_count = models.PositiveIntegerField("현원", default=0)
    place = models.CharField("근무지", max_length=100, blank=True)

    class Meta:
        verbose_name = "정원·현원"
        verbose_name_plural = "정원·현원"
        ordering = ["department", "-as_of", "series", "grade"]
        constraints = [
            once(
                "department",
                "as_of",
                "series",
                "grade",
                name="once",
                message="이 부서·기준일·직렬·직급의 정원이 이미 있습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(grade__lte=9),
                name="programs_staffingrow_grade",
                violation_error_message="직급은 1부터 9까지, 없으면 0입니다.",
            ),
        ]

    def __str__(self) -> str:
        grade = f" {self.grade}급" if self.grade else ""
        return f"{self.department} {self.get_series_display()}{grade}"


class Facility(CodedRecord):
    """A place the department runs or builds: a centre, a shelter, an office, a shop."""

    class Kind(models.TextChoices):
        CENTRE = "CENTRE", "시설"
        PLANNED = "PLANNED", "조성 중"
        SHELTER = "SHELTER", "쉼터"
        OFFICE = "OFFICE", "사무실"
        SHOP = "SHOP", "사업장"

    name = models.CharField("명칭", max_length=80)
    kind = models.CharField("종류", max_length=20, choices=Kind, default=Kind.CENTRE)
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        related_name="facilities",
        null=True,
        blank=True,
        verbose_name="담당 팀",
    )
    address = models.CharField("소재지", max_length=150, blank=True)
    site = models.CharField(
        "현장 설명",
        max_length=200,
        blank=True,
        help_text="업무보고의 대상지 줄처럼 소재지와 달리 적을 때 씁니다.",
    )
    area_m2 = models.DecimalField(
        "연면적(㎡)",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="공간별 면적을 적으면 비워 두세요. 그 합계가 연면적이 됩니다.",
    )
    hours = models.CharField("운영시간", max_length=100, blank=True)
    audience = models.CharField("이용대상", max_length=100, blank=True)
    order = models.PositiveSmallIntegerField("순서", default=1)

    class Meta(CodedRecord.Meta):
        verbose_name = "시설"
        verbose_name_plural = "시설"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class FacilitySpace(Record):
    """A room or floor of a facility, built or planned."""

    facility = models.ForeignKey(
        Facility, models.CASCADE, related_name="spaces", verbose_name="시설"
    )
    order = models.PositiveSmallIntegerField("순서")
    floor = models.CharField("층", max_length=20, blank=True)
    name = models.CharField("공간", max_length=150)
    area_m2 = models.DecimalField("면적(㎡)", max_digits=9, decimal_places=2, null=True, blank=True)
    note = models.CharField("비고", max_length=150, blank=True)

    class Meta:
        verbose_name = "시설 공간"
        verbose_name_plural = "시설 공간"
        ordering = ["facility", "order"]
        constraints = [
            once("facility", "order", name="once", message="이 시설에 같은 순서의 공간이 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.facility} {self.floor} {self.name}".replace("  ", " ")


class FacilityCapacity(Record):
    """What a facility holds: five counselling desks, seven firms."""

    facility = models.ForeignKey(
        Facility, models.CASCADE, related_name="capacities", verbose_name="시설"
    )
    order = models.PositiveSmallIntegerField("순서")
    group = models.CharField("구분", max_length=40, blank=True, help_text="예: 입주공간")
    name = models.CharField("항목", max_length=60)
    count = models.PositiveIntegerField("수")
    unit = models.CharField("단위", max_length=10, default="개")

    class Meta:
        verbose_name = "시설 규모"
        verbose_name_plural = "시설 규모"
        ordering = ["facility", "order"]
        constraints = [
            once("facility", "order", name="once", message="이 시설에 같은 순서의 항목이 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.facility} {self.name} {self.count}{self.unit}"


class StaffAssignment(Record):
    """How many people of a kind work at a facility on a day (운영인력, 근무인원)."""

    facility = models.ForeignKey(
        Facility, models.CASCADE, related_name="staff", verbose_name="시설"
    )
    as_of = models.DateField("기준일")
    order = models.PositiveSmallIntegerField("순서")
    role = models.CharField("구분", max_length=60, help_text="예: 센터장, 무기계약직")
    count = models.PositiveIntegerField("인원(명)")

    class Meta:
        verbose_name = "시설 인력"
        verbose_name_plural = "시설 인력"
        ordering = ["facility", "-as_of", "order"]
        constraints = [
            once(
                "facility",
                "as_of",
                "order",
                name="once",
                message="이 시설·기준일에 같은 순서의 인력이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.facility} {self.role} {self.count}명"


class FacilityTask(Record):
    """A main task (주요 업무) of a facility."""

    facility = models.ForeignKey(
        Facility, models.CASCADE, related_name="tasks", verbose_name="시설"
    )
    order = models.PositiveSmallIntegerField("순서")
    text = models.CharField("업무", max_length=200)

    class Meta:
        verbose_name = "시설 업무"
        verbose_name_plural = "시설 업무"
        ordering = ["facility", "order"]
        constraints = [
            once("facility", "order", name="once", message="이 시설에 같은 순서의 업무가 있습니다.")
        ]

    def __str__(self) -> str:
        return self.text


class Equipment(CodedRecord):
    """A vehicle or device of the department."""

    name = models.CharField("명칭", max_length=60)
    model_name = models.CharField("차종·규격", max_length=80, blank=True)
    registered_on = models.DateField("등록일자", null=True, blank=True)
    purpose = models.CharField("용도", max_length=150, blank=True)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="담당 팀"
    )

    class Meta(CodedRecord.Meta):
        verbose_name = "장비"
        verbose_name_plural = "장비"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
