"""The rules a round is announced with: its own copy, by version, frozen once published."""

from django.db import models

from jobportal.platform.models import Record
from jobportal.platform.models.parts import once
from jobportal.platform.permissions import Confinement
from programs.models.round import Round


class FrozenRules(Exception):
    """A published version of a round's rules was to be changed or deleted."""


class RoundRules(Record):
    """One version of the eligibility rules, rubric, tie-breaks and wage rule of a round.

    ``content`` is ``RuleSet.to_data()``. ``plan`` keeps the dates, posts and work projects as they
    stood when the version was published. A version without ``published_on`` is a draft, of which a
    round has at most one; a published one is never changed (also refused by the database): a
    correction is version n+1 with its reason (docs/decisions/0011-round-rules.md).
    """

    REACHED_BY = {Confinement.PROGRAMME: "round__programme__code"}

    round = models.ForeignKey(Round, models.PROTECT, related_name="rules", verbose_name="회차")
    number = models.PositiveSmallIntegerField("판 번호")
    content = models.JSONField("선발 기준")
    plan = models.JSONField("공고 내용", default=dict, blank=True)
    origin = models.CharField("가져온 곳", max_length=120, blank=True)
    reason = models.CharField("정정 사유", max_length=200, blank=True)
    published_on = models.DateField("공고(확정)일", null=True, blank=True)

    class Meta:
        verbose_name = "회차 선발 기준"
        verbose_name_plural = "회차 선발 기준"
        ordering = ["round", "number"]
        constraints = [
            once("round", "number", name="once", message="이 회차에 같은 번호의 판이 있습니다."),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(published_on__isnull=True),
                name="programs_roundrules_one_draft",
                violation_error_message="이 회차에 아직 공고하지 않은 판이 있습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="programs_roundrules_reason",
                violation_error_message="정정하는 판에는 사유가 있어야 합니다.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} 선발 기준 제{self.number}판"

    @property
    def is_published(self) -> bool:
        """True once the notice with this version went out."""
        return self.published_on is not None

    def save(self, *args, **kwargs) -> None:
        """Save a draft; raises :class:`FrozenRules` for a version that was published before."""
        self._refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Throw a draft away; raises :class:`FrozenRules` for a published version."""
        self._refuse_when_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_when_frozen(self) -> None:
        if getattr(self, "_loaded", {}).get("published_on") is not None:
            raise FrozenRules("공고한 선발 기준은 고칠 수 없습니다. 정정으로 새 판을 만드세요.")
