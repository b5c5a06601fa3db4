"""Rounds of a programme (회차) with their dates and posts, work projects and host units."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jobportal.platform.models.parts import CodedRecord, once
from jobportal.platform.permissions import Confinement
from jobportal.platform.rules import codes
from programs.models.programme import Programme
from programs.models.round_clashes import clash_faults, words_between

ANNOUNCED_FIELDS = (
    "programme",
    "notice_on",
    "apply_from_on",
    "apply_to_on",
    "select_on",
    "starts_on",
    "ends_on",
    "planned_posts",
    "posts_youth",
    "posts_under_65",
    "posts_65_over",
    "reserve_limit",
    "youth_max_age",
)
ANNOUNCED = "공고한 회차의 값입니다. ‘회차 준비’에서 정정을 시작한 뒤 고치세요."


class HostUnit(CodedRecord):
    """A department, 동 office or body in which participants work (사업부서·수행기관)."""

    REACHED_BY = {Confinement.PROGRAMME: "", Confinement.DONG: ""}

    name = models.CharField("이름", max_length=80)

    class Meta(CodedRecord.Meta):
        verbose_name = "사업부서·기관"
        verbose_name_plural = "사업부서·기관"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ParticipantType(models.TextChoices):
    """The type of participant a round or project recruits."""

    GENERAL = codes.ParticipantType.GENERAL.value, codes.ParticipantType.GENERAL.label
    SPECIALIST = codes.ParticipantType.SPECIALIST.value, codes.ParticipantType.SPECIALIST.label
    YOUTH = codes.ParticipantType.YOUTH.value, codes.ParticipantType.YOUTH.label


class Half(models.IntegerChoices):
    """The half of the year a round belongs to; 0 for a round of the whole year."""

    YEAR = 0, "연간"
    FIRST = 1, "상반기"
    SECOND = 2, "하반기"


class Round(CodedRecord):
    """One recruitment of a programme: its half-year, its dates and its planned posts.

    ``planned_posts`` are posts, not heads: replacements are counted in the participants app. Posts
    by age group are either all 0 (one pool) or add up to the plan when the round is announced.
    ``reserve_limit`` is how many of each pool are kept in reserve, None meaning all who are left.
    ``state`` is moved by ``programs.workflow`` only. What was announced is changed only while a
    correction is open (docs/decisions/0011-round-rules.md).
    """

    REACHED_BY = {Confinement.PROGRAMME: "programme__code", Confinement.DONG: ""}

    class State(models.TextChoices):
        PLANNED = "PLANNED", "계획"
        PUBLISHED = "PUBLISHED", "공고"
        RUNNING = "RUNNING", "진행"
        CLOSED = "CLOSED", "마감"

    IN_WORK = (State.PUBLISHED, State.RUNNING)
    """States of a round that is announced and not closed."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="rounds", verbose_name="일자리사업"
    )
    year = models.PositiveSmallIntegerField("연도")
    half = models.PositiveSmallIntegerField("반기", choices=Half, default=Half.YEAR)
    seq = models.PositiveSmallIntegerField("차수", default=1)
    notice_on = models.DateField("공고일", null=True, blank=True)
    apply_from_on = models.DateField("접수 시작일", null=True, blank=True)
    apply_to_on = models.DateField("접수 마감일", null=True, blank=True)
    select_on = models.DateField("선발일", null=True, blank=True)
    starts_on = models.DateField("사업 시작일")
    ends_on = models.DateField("사업 종료일")
    planned_posts = models.PositiveIntegerField("계획 인원(명)", default=0)
    posts_youth = models.PositiveIntegerField("청년 인원", default=0)
    posts_under_65 = models.PositiveIntegerField("65세 미만 인원", default=0)
    posts_65_over = models.PositiveIntegerField("65세 이상 인원", default=0)
    reserve_limit = models.PositiveIntegerField(
        "예비 인원(명)",
        null=True,
        blank=True,
        help_text="비워 두면 남은 적격자가 모두 예비가 됩니다. 적으면 이 인원까지만 예비로 두고, "
        "연령대별로 모집하면 연령대마다 이 인원까지 둡니다.",
    )
    youth_max_age = models.PositiveSmallIntegerField(
        "청년 최고 나이(만)",
        default=39,
        validators=[MinValueValidator(18), MaxValueValidator(64)],
        help_text="청년 인원을 따로 모집할 때, 사업 시작일에 이 나이까지 청년으로 봅니다.",
    )
    additional_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="additional_rounds",
        verbose_name="추가모집하는 회차",
        help_text="이 회차에 이미 신청한 사람은 추가모집에 신청할 수 없습니다.",
    )
    planned_projects = models.PositiveIntegerField("대상사업 수", default=0)
    example_projects = models.CharField("대상사업 예시", max_length=150, blank=True)
    state = models.CharField(
        "진행 상태", max_length=10, choices=State, default=State.PLANNED, editable=False
    )

    class Meta(CodedRecord.Meta):
        verbose_name = "회차"
        verbose_name_plural = "회차"
        ordering = ["-year", "-half", "programme__order", "seq"]
        constraints = [
            *CodedRecord.Meta.constraints,
            once(
                "programme",
                "year",
                "half",
                "seq",
                name="once",
                message="이 사업의 같은 연도·반기·차수 회차가 이미 있습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="programs_round_dates",
                violation_error_message="사업 종료일이 시작일보다 빠릅니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(apply_from_on__isnull=True)
                | models.Q(apply_to_on__isnull=True)
                | models.Q(apply_to_on__gte=models.F("apply_from_on")),
                name="programs_round_apply_dates",
                violation_error_message="접수 마감일이 접수 시작일보다 빠릅니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    planned_posts__gte=models.F("posts_youth")
                    + models.F("posts_under_65")
                    + models.F("posts_65_over")
                ),
                name="programs_round_posts",
                violation_error_message="연령대별 인원의 합이 계획 인원보다 많습니다.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """The programme's name on the first day of work."""
        return self.programme.name_on(self.starts_on)

    @property
    def posts_by_age(self) -> int:
        """The posts of the three age groups together."""
        return self.posts_youth + self.posts_under_65 + self.posts_65_over

    @property
    def is_sealed(self) -> bool:
        """True when a notice is out and no correction of it is open."""
        if self.pk is None:
            return False
        days = list(self.rules.values_list("published_on", flat=True))
        return bool(days) and None not in days

    def clean(self) -> None:
        """What was announced stays; rounds of one programme and 차수 stand beside one another."""
        super().clean()
        changed = [name for name in self.changed_names() if name in ANNOUNCED_FIELDS]
        if changed and self.is_sealed:
            raise ValidationError(dict.fromkeys(changed, ANNOUNCED))
        if self.additional_to_id and self.additional_to.programme_id != self.programme_id:
            raise ValidationError({"additional_to": "같은 일자리사업의 회차를 고르세요."})
        if self.pk and self.additional_to_id == self.pk:
            raise ValidationError({"additional_to": "이 회차가 아닌 앞선 회차를 고르세요."})
        if faults := clash_faults(self):
            raise ValidationError(faults)

    def clash_with(self, other: "Round") -> str:
        """Rounds of one programme and 차수 have each their half-year and do not overlap."""
        return words_between(self, other)

    def delete_refusal(self) -> str:
        """A round with rules is not deleted."""
        if not self.rules.exists():
            return ""
        return (
            "선발 기준이 있는 회차라 삭제할 수 없습니다. "
            "아직 공고하지 않았다면 ‘회차 준비’에서 작성 중인 판을 먼저 버리세요."
        )


class WorkProject(CodedRecord):
    """A sub-project of a round in which participants work, with its host unit (대상사업)."""

    REACHED_BY = {Confinement.PROGRAMME: "round__programme__code", Confinement.DONG: ""}

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="work_projects", verbose_name="회차"
    )
    title = models.CharField("대상사업명", max_length=120)
    host_unit = models.ForeignKey(
        HostUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="work_projects",
        verbose_name="사업부서·기관",
    )
    field = models.CharField("사업유형", max_length=40, blank=True)
    participant_type = models.CharField(
        "참여유형", max_length=20, choices=ParticipantType, default=ParticipantType.GENERAL
    )
    posts = models.PositiveIntegerField("배정 인원(명)", default=0)
    hours_per_day = models.PositiveSmallIntegerField(
        "1일 근로시간",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
        help_text="비워 두면 회차의 임금 기준에 적힌 시간을 따릅니다.",
    )
    requirement = models.CharField(
        "자격 요건",
        max_length=200,
        blank=True,
        help_text="예: 직업상담사 2급 이상, 운전면허 1종",
    )
    certificates = models.CharField(
        "필요 자격증",
        max_length=200,
        blank=True,
        help_text="이 가운데 하나가 있어야 배정합니다. 여러 개면 쉼표로 나눕니다.",
    )
    experience_years = models.PositiveSmallIntegerField(
        "필요 경력(년)",
        default=0,
        validators=[MaxValueValidator(40)],
        help_text="0이면 경력을 보지 않습니다.",
    )

    class Meta(CodedRecord.Meta):
        verbose_name = "대상사업"
        verbose_name_plural = "대상사업"
        ordering = ["round", "code"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Projects and posts of an announced round change only while a correction is open."""
        super().clean()
        names = self.changed_names()
        changed = [name for name in ("round", "posts", "participant_type") if name in names]
        if changed and self.round_id and self.round.is_sealed:
            raise ValidationError({changed[-1]: ANNOUNCED})

    @property
    def certificate_list(self) -> tuple[str, ...]:
        """The certificates of which one is needed; empty when none is."""
        return tuple(part for one in self.certificates.split(",") if (part := one.strip()))

    def delete_refusal(self) -> str:
        """A project of an announced round stays while no correction is open."""
        return ANNOUNCED if self.round.is_sealed else ""
