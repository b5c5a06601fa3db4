"""What documents printed, which figures must tie out, and differences somebody accepted."""

from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import CodedRecord, once
from reports.models.document import Document, DocumentItem


class PrintedFigure(Record):
    """A figure as a document printed it, at a row and column of one of its tables.

    Rows and columns are named by their labels, so that the comparison survives rows that are added.
    """

    item = models.ForeignKey(
        DocumentItem, models.CASCADE, related_name="printed", verbose_name="문서 항목"
    )
    row_label = models.CharField("행", max_length=200)
    column_label = models.CharField("열", max_length=200, blank=True)
    text = models.CharField("인쇄된 값", max_length=600, blank=True)

    class Meta:
        verbose_name = "인쇄값"
        verbose_name_plural = "인쇄값"
        ordering = ["item", "id"]
        constraints = [
            once(
                "item",
                "row_label",
                "column_label",
                name="once",
                message="이 항목의 같은 자리 인쇄값이 있습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.row_label} {self.column_label}"


class FigureTie(CodedRecord):
    """Two sums of figures of a document that must agree (or one that must not exceed the other)."""

    class Relation(models.TextChoices):
        EQUAL = "EQUAL", "같아야 함"
        AT_MOST = "AT_MOST", "넘지 않아야 함"

    class Cause(models.TextChoices):
        TYPING = "TYPING", "오타"
        TRANSPOSITION = "TRANSPOSITION", "자리 바뀜"
        ROUNDING = "ROUNDING", "반올림"
        SCOPE = "SCOPE", "범위 차이"
        DATE = "DATE", "기준일 차이"

    document = models.ForeignKey(Document, models.CASCADE, related_name="ties", verbose_name="문서")
    title = models.CharField("대조 내용", max_length=150)
    relation = models.CharField("관계", max_length=10, choices=Relation, default=Relation.EQUAL)
    cause = models.CharField(
        "다를 때 짐작되는 원인", max_length=20, choices=Cause, default=Cause.SCOPE
    )

    class Meta(CodedRecord.Meta):
        verbose_name = "대조 규칙"
        verbose_name_plural = "대조 규칙"
        ordering = ["document", "code"]

    def __str__(self) -> str:
        return self.title


class FigureTiePart(Record):
    """One figure on the left or right side of a tie, added or subtracted."""

    class Side(models.TextChoices):
        LEFT = "LEFT", "왼쪽(문서 값)"
        RIGHT = "RIGHT", "오른쪽(대조 값)"

    tie = models.ForeignKey(
        FigureTie, models.CASCADE, related_name="parts", verbose_name="대조 규칙"
    )
    order = models.PositiveSmallIntegerField("순서")
    side = models.CharField("쪽", max_length=10, choices=Side)
    item = models.ForeignKey(
        DocumentItem, models.CASCADE, related_name="+", verbose_name="문서 항목"
    )
    row_label = models.CharField("행", max_length=200)
    column_label = models.CharField("열", max_length=200, blank=True)
    is_subtracted = models.BooleanField("빼기", default=False)

    class Meta:
        verbose_name = "대조 규칙의 값"
        verbose_name_plural = "대조 규칙의 값"
        ordering = ["tie", "order"]
        constraints = [
            once("tie", "order", name="once", message="이 대조 규칙에 같은 순서의 값이 있습니다.")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.row_label} {self.column_label}"


class AcceptedDifference(Record):
    """A difference somebody looked into and accepted with a written cause.

    It holds for the two figures it was accepted for; when either changes, it is open again.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="accepted_differences", verbose_name="문서"
    )
    kind = models.CharField("종류", max_length=20)
    place = models.CharField("자리", max_length=450)
    printed = models.CharField("인쇄된 값", max_length=600, blank=True)
    computed = models.CharField("계산된 값", max_length=600, blank=True)
    cause = models.CharField("확인한 원인", max_length=300)
    accepted_by = models.CharField("확인한 사람", max_length=80)
    accepted_on = models.DateField("확인일")

    class Meta:
        verbose_name = "확인한 차이"
        verbose_name_plural = "확인한 차이"
        ordering = ["document", "place"]
        constraints = [
            once(
                "document",
                "kind",
                "place",
                name="once",
                message="이 자리의 차이는 이미 확인했습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.cause}"
