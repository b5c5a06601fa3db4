"""The announcement of a selection list."""

from django.db import models
from django.db.models import F, Q

from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from jobportal.platform.permissions import Confinement
from participants.models.selection import Selection


class Publication(Record):
    """An approved list was announced: from when, appeals until when, taken down when."""

    REACHED_BY = {Confinement.PROGRAMME: "selection__round__programme__code"}

    selection = models.ForeignKey(
        Selection, models.PROTECT, related_name="publications", verbose_name="선발안"
    )
    published_on = models.DateField("발표일")
    appeal_until_on = models.DateField("이의신청 마감일")
    remove_on = models.DateField("게시 종료일")
    contact = models.CharField("문의처", max_length=100, help_text="예: 일자리정책과 02-000-0000")
    document_number = models.CharField(
        "문서번호", max_length=40, blank=True, help_text="예: 일자리정책과-1234"
    )
    appeal_place = models.CharField(
        "이의신청 내는 곳",
        max_length=100,
        default="",
        help_text="예: 구청 3층 일자리정책과(방문·우편)",
    )
    bring = models.CharField(
        "첫날 준비물", max_length=100, blank=True, help_text="예: 신분증, 통장 사본"
    )

    class Meta:
        verbose_name = "선발 결과 발표"
        verbose_name_plural = "선발 결과 발표"
        ordering = ["selection"]
        constraints = [
            once("selection", name="once", message="이 선발안은 이미 발표했습니다."),
            models.CheckConstraint(
                condition=Q(appeal_until_on__gte=F("published_on")),
                name="participants_publication_appeal",
                violation_error_message="이의신청 마감일이 발표일보다 빠릅니다.",
            ),
            models.CheckConstraint(
                condition=Q(remove_on__gte=F("published_on")),
                name="participants_publication_remove",
                violation_error_message="게시 종료일이 발표일보다 빠릅니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.selection} 발표"
