"""Who works where and when, every change of it, the vacancies it opens and the offers made."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import Record
from jobportal.platform.models.logsecret import open_with, seal_for
from jobportal.platform.models.parts import once
from jobportal.platform.values.residents import holds_rrn
from participants.models.application import Application
from participants.models.person import Person
from participants.models.reach import OF_APPLICATION, OF_PLACEMENT, OF_ROUND
from programs.models import Round, WorkProject

_PLACE = "participants.placementevent"


class EndReason(models.TextChoices):
    """Why work ended before its time (council asks for these, domain 2.4)."""

    EMPLOYED = "EMPLOYED", "취업"
    HEALTH = "HEALTH", "건강"
    DISTANCE = "DISTANCE", "원거리 배치"
    MALADJUSTED = "MALADJUSTED", "업무 부적응"
    FAMILY_CARE = "FAMILY_CARE", "가사·간병"
    OTHER_PROGRAMME = "OTHER_PROGRAMME", "타 사업 중복"
    ABSENCE = "ABSENCE", "무단결근"
    INELIGIBLE_NOW = "INELIGIBLE_NOW", "자격상실"
    FRAUD = "FRAUD", "부정 참여"
    DEATH = "DEATH", "사망"
    OTHER = "OTHER", "기타"


class Vacancy(Record):
    """A post of a round that nobody holds: never filled, declined, or left (결원)."""

    SEALED_BY = "of_application__log_secret"
    REACHED_BY = OF_ROUND

    class Cause(models.TextChoices):
        UNFILLED = "UNFILLED", "선발 미달"
        DECLINED = "DECLINED", "배치 전 포기"
        ENDED = "ENDED", "중도 종료"

    class State(models.TextChoices):
        OPEN = "OPEN", "결원"
        FILLED = "FILLED", "충원"
        CLOSED = "CLOSED", "충원 안 함"

    round = models.ForeignKey(Round, models.PROTECT, related_name="vacancies", verbose_name="회차")
    project = models.ForeignKey(
        WorkProject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vacancies",
        verbose_name="대상사업",
    )
    pool = models.CharField("모집 구분", max_length=30, blank=True)
    opened_on = models.DateField("결원일")
    cause = models.CharField("결원 사유", max_length=10, choices=Cause)
    of_application = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opened_vacancies",
        verbose_name="앞 사람의 신청서",
    )
    state = models.CharField("상태", max_length=10, choices=State, default=State.OPEN)
    reason = models.CharField("충원하지 않는 사유", max_length=200, blank=True)

    class Meta:
        verbose_name = "결원"
        verbose_name_plural = "결원"
        ordering = ["round", "opened_on", "id"]
        indexes = [models.Index(fields=["round", "state"], name="participants_vacancy_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="CLOSED") | ~Q(reason=""),
                name="participants_vacancy_reason",
                violation_error_message="충원하지 않는 사유를 적으세요.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} 결원 {self.pk or ''}".strip()


class Offer(Record):
    """A post offered to a reserve, or one passed over with a reason: the call log (예비 통보)."""

    NAMED_WITH = ("application__round",)
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_APPLICATION

    class State(models.TextChoices):
        OPEN = "OPEN", "답변 대기"
        ACCEPTED = "ACCEPTED", "수락"
        DECLINED = "DECLINED", "거절"
        NO_ANSWER = "NO_ANSWER", "연락 안 됨"
        SKIPPED = "SKIPPED", "건너뜀"
        WITHDRAWN = "WITHDRAWN", "통보 취소"

    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="offers", verbose_name="결원")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="offers", verbose_name="참여신청"
    )
    reserve_rank = models.PositiveIntegerField("예비 순위")
    offered_on = models.DateField("통보일")
    respond_by_on = models.DateField("답변 기한", null=True, blank=True)
    state = models.CharField("상태", max_length=10, choices=State, default=State.OPEN)
    answered_on = models.DateField("답변일", null=True, blank=True)
    reason = models.CharField("사유", max_length=200, blank=True)

    class Meta:
        verbose_name = "예비자 통보"
        verbose_name_plural = "예비자 통보"
        ordering = ["vacancy", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy"],
                condition=Q(state__in=["OPEN", "ACCEPTED"]),
                name="participants_offer_one_per_vacancy",
                violation_error_message="이 자리는 이미 다른 예비자에게 통보했습니다.",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=["OPEN", "ACCEPTED"]),
                name="participants_offer_one_per_person",
                violation_error_message="이 예비자에게는 이미 통보한 자리가 있습니다.",
            ),
            models.CheckConstraint(
                condition=~Q(state="SKIPPED") | ~Q(reason=""),
                name="participants_offer_skip_reason",
                violation_error_message="예비자를 건너뛰는 사유를 적으세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} 예비자 통보"


class Placement(Record):
    """One person's work in one project from a day to a day, both included (배치).

    ``to_on`` is the last day: the contract's until the work ends earlier. One person never has two
    placements at once, in whatever round; the database refuses it, but for cancelled ones.
    ``replaces`` is the placement whose post it fills; after a transfer, the person's own earlier
    one (``is_transfer``), which is no further head.
    """

    NAMED_WITH = ("round", "project")
    SEALED_BY = "application__log_secret"
    REACHED_BY = OF_ROUND

    class State(models.TextChoices):
        ASSIGNED = "ASSIGNED", "배치"
        CONTRACTED = "CONTRACTED", "근로계약"
        WORKING = "WORKING", "근무"
        SUSPENDED = "SUSPENDED", "휴직"
        COMPLETED = "COMPLETED", "만료"
        DROPPED = "DROPPED", "중도포기"
        TERMINATED = "TERMINATED", "해지"
        EMPLOYED_ELSEWHERE = "EMPLOYED_ELSEWHERE", "조기취업"
        TRANSFERRED = "TRANSFERRED", "사업장 변경"
        CANCELLED = "CANCELLED", "배치 취소"

    HOLDING = (State.ASSIGNED, State.CONTRACTED, State.WORKING, State.SUSPENDED)
    """States in which the person holds the post."""
    AWAITING = (State.ASSIGNED, State.CONTRACTED)
    """States before the first day of work."""
    LEFT_EARLY = (State.DROPPED, State.TERMINATED, State.EMPLOYED_ELSEWHERE)
    """States of work that ended before its time."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="placements", verbose_name="회차")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="placements", verbose_name="참여신청"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="placements", verbose_name="참여자"
    )
    project = models.ForeignKey(
        WorkProject, models.PROTECT, related_name="placements", verbose_name="대상사업"
    )
    pool = models.CharField("모집 구분", max_length=30, blank=True)
    vacancy = models.OneToOneField(
        Vacancy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="filled_by",
        verbose_name="채운 결원",
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="앞 배치",
    )
    is_transfer = models.BooleanField("사업장 변경으로 옴", default=False)
    from_on = models.DateField("근무 시작일")
    to_on = models.DateField("근무 종료일")
    hours_per_day = models.PositiveSmallIntegerField(
        "1일 근로시간", validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    state = models.CharField("상태", max_length=20, choices=State, default=State.ASSIGNED)
    contract_on = models.DateField("계약일", null=True, blank=True)
    contract_number = models.CharField("계약번호", max_length=40, blank=True)
    end_reason = models.CharField("종료 사유", max_length=20, choices=EndReason, blank=True)
    end_note = EncryptedField("종료 내용", blank=True, default="")

    class Meta:
        verbose_name = "배치"
        verbose_name_plural = "배치"
        ordering = ["round", "project", "from_on", "id"]
        indexes = [
            models.Index(fields=["person", "from_on"], name="participants_placement_person"),
            models.Index(fields=["round", "state"], name="participants_placement_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="participants_placement_dates",
                violation_error_message="근무 종료일이 시작일보다 빠릅니다.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["DROPPED", "TERMINATED", "EMPLOYED_ELSEWHERE"])
                | ~Q(end_reason=""),
                name="participants_placement_end_reason",
                violation_error_message="일찍 끝난 배치에는 종료 사유가 있어야 합니다.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["CONTRACTED", "WORKING"]) | Q(contract_on__isnull=False),
                name="participants_placement_contract",
                violation_error_message="근무하려면 먼저 근로계약일을 적으세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} 배치 {self.pk or ''}".strip()

    def delete_refusal(self) -> str:
        """Placements are cancelled, never deleted (기록령 제20조)."""
        return "배치는 삭제하지 않습니다. 취소하세요."


class PlacementEvent(Record):
    """One dated change of a placement, with its reason; append-only.

    ``before`` holds what the change replaced, so that cancelling it (an event that ``cancels`` it)
    restores exactly that. Like ``reason`` it is kept in ``content`` under the secret of the
    application, for a row that stays for good must say nothing once the person is destroyed.
    """

    DERIVED = ("content",)
    SEALED_BY = "placement__application__log_secret"
    REACHED_BY = OF_PLACEMENT

    class Kind(models.TextChoices):
        ASSIGN = "ASSIGN", "배치"
        CONTRACT = "CONTRACT", "근로계약"
        START = "START", "근무 시작"
        SUSPEND = "SUSPEND", "휴직"
        RESUME = "RESUME", "복직"
        EXTEND = "EXTEND", "기간 연장"
        TRANSFER = "TRANSFER", "사업장 변경"
        DROP = "DROP", "중도포기"
        TERMINATE = "TERMINATE", "해지"
        EMPLOYED = "EMPLOYED", "조기취업"
        COMPLETE = "COMPLETE", "만료"
        FRAUD_FOUND = "FRAUD_FOUND", "부정 참여 확인"
        CANCEL_PLACEMENT = "CANCEL_PLACEMENT", "배치 취소"
        UNDO = "UNDO", "되돌림"

    placement = models.ForeignKey(
        Placement, models.PROTECT, related_name="events", verbose_name="배치"
    )
    kind = models.CharField("구분", max_length=20, choices=Kind)
    on = models.DateField("발생일")
    content = models.TextField("사유와 바뀌기 전(봉인)", blank=True, default="")
    cancels = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cancelled_by",
        verbose_name="되돌린 변동",
    )
    by = models.CharField("처리한 사람", max_length=80)
    at = models.DateTimeField("처리 일시")

    class Meta:
        verbose_name = "배치 변동"
        verbose_name_plural = "배치 변동"
        ordering = ["placement", "id"]

    def __str__(self) -> str:
        return f"{self.placement} {self.get_kind_display()}"

    @property
    def reason(self) -> str:
        """Why; "" where nobody said or it was destroyed."""
        return self._told.get("reason", "")

    @property
    def before(self) -> dict:
        """What the change replaced; {} once destroyed."""
        return self._told.get("before", {})

    def tell(self, reason: str, before: dict) -> None:
        """Seal why and what was replaced. Raises ValidationError for a resident number in it."""
        if holds_rrn(reason):
            raise ValidationError(
                "사유에 주민등록번호로 보이는 숫자가 있습니다. 지우고 다시 적으세요."
            )
        told = {"reason": reason, "before": before} if reason or before else {}
        self.content = seal_for(self._secret, told, _PLACE) if told else ""

    @property
    def _secret(self) -> str:
        return self.placement.application.log_secret

    @property
    def _told(self) -> dict:
        return open_with(self._secret, self.content, _PLACE)


class TrainingAttendance(Record):
    """A participant attended a safety training session (안전교육 참석)."""

    SEALED_BY = "placement__application__log_secret"
    REACHED_BY = OF_PLACEMENT

    session = models.ForeignKey(
        "participants.SafetyTraining",
        models.CASCADE,
        related_name="attendances",
        verbose_name="안전교육",
    )
    placement = models.ForeignKey(
        Placement, models.PROTECT, related_name="attendances", verbose_name="배치"
    )

    class Meta:
        verbose_name = "안전교육 참석"
        verbose_name_plural = "안전교육 참석"
        ordering = ["session", "placement"]
        constraints = [
            once("session", "placement", name="once", message="이미 참석으로 적었습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.placement} 안전교육"


class HealthExam(Record):
    """A participant's health check: that it was done; what came of it is no one's list."""

    SEALED_BY = "placement__application__log_secret"
    REACHED_BY = OF_PLACEMENT

    placement = models.ForeignKey(
        Placement, models.PROTECT, related_name="health_exams", verbose_name="배치"
    )
    examined_on = models.DateField("검진일")
    agency = EncryptedField("검진기관", blank=True, default="")

    class Meta:
        verbose_name = "참여자 건강검진"
        verbose_name_plural = "참여자 건강검진"
        ordering = ["placement", "examined_on"]
        constraints = [
            once("placement", "examined_on", name="once", message="같은 날의 검진이 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.placement} 건강검진"
