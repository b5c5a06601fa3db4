"""The budget: unit and detail programmes, lines, appropriations, and the append-only ledger."""

from django.core.exceptions import ValidationError
from django.db import models

from jobportal.platform.fields import MatchingField, WonField
from jobportal.platform.models import Record
from jobportal.platform.models.parts import AMOUNT_FIELDS, CodedRecord, FundedAmounts, once
from jobportal.platform.permissions import Confinement
from programs.models import Department, Programme, Project, ProjectItem, Team


class UnitProgramme(CodedRecord):
    """A unit programme (단위사업) of a department's budget summary."""

    REACHED_BY = {Confinement.TEAM: ""}

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="unit_programmes", verbose_name="부서"
    )
    policy = models.CharField("정책사업", max_length=80, blank=True)
    title = models.CharField("단위사업명", max_length=80)
    order = models.PositiveSmallIntegerField("순서", default=1)

    class Meta(CodedRecord.Meta):
        verbose_name = "단위사업"
        verbose_name_plural = "단위사업"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title


class DetailProgramme(CodedRecord):
    """A detail programme (세부사업) of a unit programme; a project of the reports may own it."""

    REACHED_BY = {Confinement.TEAM: "team__code"}

    unit = models.ForeignKey(
        UnitProgramme, models.PROTECT, related_name="details", verbose_name="단위사업"
    )
    title = models.CharField("세부사업명", max_length=80)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="담당 팀"
    )
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="detail_programmes",
        verbose_name="주요사업",
    )
    item = models.ForeignKey(
        ProjectItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="detail_programmes",
        verbose_name="세부 추진과제",
    )
    order = models.PositiveSmallIntegerField("순서", default=1)

    class Meta(CodedRecord.Meta):
        verbose_name = "세부사업"
        verbose_name_plural = "세부사업"
        ordering = ["unit__order", "order", "code"]

    def __str__(self) -> str:
        return self.title


class MatchingRule(CodedRecord):
    """The split of a programme's money between sources from a year on (매칭비율)."""

    REACHED_BY = {Confinement.TEAM: "", Confinement.PROGRAMME: "programme__code"}

    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="matching_rules",
        verbose_name="일자리사업",
    )
    from_year = models.PositiveSmallIntegerField("적용 연도")
    shares = MatchingField("비율", help_text="예: 국50/시25/구25. 끝수는 구비에 둡니다.")
    basis = models.CharField("근거", max_length=150, blank=True)

    class Meta(CodedRecord.Meta):
        verbose_name = "매칭비율"
        verbose_name_plural = "매칭비율"
        ordering = ["-from_year", "code"]

    def __str__(self) -> str:
        return f"{self.code} ({self.shares})"


class BudgetLine(CodedRecord):
    """A line of a detail programme in a fiscal year: what appropriations and entries refer to."""

    REACHED_BY = {Confinement.TEAM: "detail__team__code"}

    detail = models.ForeignKey(
        DetailProgramme, models.PROTECT, related_name="lines", verbose_name="세부사업"
    )
    year = models.PositiveSmallIntegerField("회계연도")
    title = models.CharField("예산 항목", max_length=80)
    stat_item = models.CharField("통계목", max_length=40, blank=True, help_text="예: 101-04")
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name="일자리사업",
    )
    matching = models.ForeignKey(
        MatchingRule,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name="매칭비율",
    )
    order = models.PositiveSmallIntegerField("순서", default=1)

    class Meta(CodedRecord.Meta):
        verbose_name = "예산 항목"
        verbose_name_plural = "예산 항목"
        ordering = ["-year", "detail__unit__order", "detail__order", "order"]
        indexes = [models.Index(fields=["district", "year"], name="budgets_line_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


class Appropriation(Record, FundedAmounts):
    """A signed, dated and numbered change of a line's budget; their sum is the budget in force."""

    REACHED_BY = {Confinement.TEAM: "line__detail__team__code"}

    class Kind(models.TextChoices):
        ORIGINAL = "ORIGINAL", "본예산"
        SUPPLEMENTARY = "SUPPLEMENTARY", "추경"
        TRANSFER = "TRANSFER", "전용"
        CARRYOVER = "CARRYOVER", "이월"
        PRE_ENACTMENT = "PRE_ENACTMENT", "성립전"

    line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="appropriations", verbose_name="예산 항목"
    )
    kind = models.CharField("예산구분", max_length=20, choices=Kind)
    seq = models.PositiveSmallIntegerField("차수", default=1)
    decided_on = models.DateField("확정일")
    document_number = models.CharField("문서번호", max_length=60, blank=True)
    note = models.CharField("비고", max_length=150, blank=True)

    class Meta:
        verbose_name = "예산 편성"
        verbose_name_plural = "예산 편성"
        ordering = ["line", "decided_on", "id"]
        constraints = [
            once(
                "line",
                "kind",
                "seq",
                name="once",
                message="이 예산 항목에 같은 예산구분·차수의 편성이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.get_kind_display()} {self.seq}"


class Stage(models.TextChoices):
    """The chain of an expenditure; 집행 counts what is resolved or paid."""

    REQUESTED = "REQUESTED", "품의"
    OBLIGATED = "OBLIGATED", "지출원인행위"
    RESOLVED = "RESOLVED", "지출결의"
    PAID = "PAID", "지급"


class LedgerEntry(Record, FundedAmounts):
    """One entry of the execution ledger. Nothing is edited or deleted: a correction reverses.

    ``follows`` names the entry of the earlier stage, so that an amount is executed only once:
    executed is every RESOLVED entry, and every PAID entry that follows none.
    """

    REACHED_BY = {Confinement.TEAM: "line__detail__team__code"}

    line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="entries", verbose_name="예산 항목"
    )
    number = models.CharField("전표번호", max_length=40)
    on = models.DateField("집행일")
    stage = models.CharField("단계", max_length=12, choices=Stage, default=Stage.PAID)
    memo = models.CharField("적요", max_length=150, blank=True)
    document_number = models.CharField("문서번호", max_length=60, blank=True)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="앞 단계 전표",
        db_index=False,
    )
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name="취소하는 전표",
    )

    class Meta:
        verbose_name = "집행 전표"
        verbose_name_plural = "집행 전표"
        ordering = ["-on", "-id"]
        constraints = [
            once("number", name="number", message="같은 전표번호가 있습니다. 번호를 확인하세요.")
        ]
        indexes = [
            models.Index(fields=["line", "on", "stage"], name="budgets_entry_line_on"),
            models.Index(fields=["district", "-on", "-id"], name="budgets_entry_recent"),
            # Few entries follow another. An index that also held the empty ones looks useless to
            # SQLite's planner, which then reads the whole ledger for every entry it asks about.
            models.Index(
                fields=["follows"],
                condition=models.Q(follows__isnull=False),
                name="budgets_entry_follows",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.memo}".strip()

    def clean(self) -> None:
        """The entry falls in its line's fiscal year; a reversal mirrors what it reverses."""
        super().clean()
        if self.line_id and self.on and self.on.year != self.line.year:
            raise ValidationError({"on": f"회계연도 {self.line.year}년의 날짜를 입력하세요."})
        if self.reverses_id:
            mirrored = [-getattr(self.reverses, name) for name in AMOUNT_FIELDS]
            if mirrored != [getattr(self, name) for name in AMOUNT_FIELDS]:
                raise ValidationError("취소 전표의 금액은 원래 전표와 부호만 달라야 합니다.")
            if self.reverses.line_id != self.line_id or self.reverses.stage != self.stage:
                raise ValidationError("취소 전표의 예산 항목과 단계는 원래 전표와 같아야 합니다.")

    @classmethod
    def executed(cls) -> models.Q:
        """The condition of entries that count as executed."""
        return models.Q(stage=Stage.RESOLVED) | models.Q(stage=Stage.PAID, follows__isnull=True)


class BudgetStatement(Record):
    """What the finance system states for a unit programme on a day, to hold the ledger against."""

    unit = models.ForeignKey(
        UnitProgramme, models.CASCADE, related_name="statements", verbose_name="단위사업"
    )
    year = models.PositiveSmallIntegerField("회계연도")
    as_of = models.DateField("기준일")
    appropriated_won = WonField("예산액")
    executed_won = WonField("집행액")

    class Meta:
        verbose_name = "재정시스템 현황"
        verbose_name_plural = "재정시스템 현황"
        ordering = ["-as_of", "unit__order"]
        constraints = [
            once(
                "unit",
                "year",
                "as_of",
                name="once",
                message="이 단위사업의 같은 연도·기준일 현황이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.as_of}"


class EarlyExecutionTarget(Record):
    """The share of the budget to be executed by a day (신속집행 목표)."""

    year = models.PositiveSmallIntegerField("회계연도")
    due_on = models.DateField("목표일")
    percent = models.DecimalField("목표율(%)", max_digits=5, decimal_places=1)
    basis = models.CharField("근거", max_length=150, blank=True)

    class Meta:
        verbose_name = "신속집행 목표"
        verbose_name_plural = "신속집행 목표"
        ordering = ["-year", "due_on"]
        constraints = [
            once("year", "due_on", name="once", message="같은 연도·목표일의 목표가 있습니다."),
            models.CheckConstraint(
                condition=models.Q(percent__gt=0, percent__lte=100),
                name="budgets_earlyexecutiontarget_percent",
                violation_error_message="목표율은 0보다 크고 100 이하여야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.due_on}"
