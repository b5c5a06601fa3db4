"""Every change of a placement, with its reason."""

from django.core.exceptions import ValidationError
from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.logsecret import open_with, seal_for
from jobportal.platform.values.residents import holds_rrn
from participants.models.placement import Placement
from participants.models.reach import OF_PLACEMENT

_PLACE = "participants.placementevent"


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
