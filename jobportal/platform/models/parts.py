"""Parts that several records share: a code, amounts by source, a place in an order."""

from django.core.exceptions import ValidationError
from django.db import models

from jobportal.platform.fields import WonField
from jobportal.platform.models.record import Record
from jobportal.platform.values.funding import FundingSource

SOURCE_FIELDS = {
    FundingSource.NATIONAL: "national_won",
    FundingSource.CITY: "city_won",
    FundingSource.DISTRICT: "district_won",
    FundingSource.OTHER: "other_won",
}
AMOUNT_FIELDS = (*SOURCE_FIELDS.values(), "unsplit_won")


def once(*fields: str, name: str, message: str, condition: models.Q | None = None):
    """Within a district these fields occur only once together."""
    return models.UniqueConstraint(
        fields=["district", *fields],
        name=f"%(app_label)s_%(class)s_{name}",
        condition=condition,
        violation_error_message=message,
    )


class CodedRecord(Record):
    """A record that others name by its code, unique within the district."""

    code = models.CharField(
        "코드",
        max_length=60,
        help_text="구 안에서 겹치지 않는 이름표입니다. 다른 기록이 이 코드로 가리킵니다.",
    )

    class Meta:
        abstract = True
        constraints = [
            once("code", name="code", message="같은 코드가 이미 있습니다. 다른 코드를 쓰세요.")
        ]

    def clean(self) -> None:
        """A code holds neither the comma nor the slash that join codes in conditions and packs."""
        super().clean()
        if any(sign in self.code for sign in ",/"):
            raise ValidationError({"code": "코드에는 쉼표(,)와 빗금(/)을 쓸 수 없습니다."})


class FundedAmounts(models.Model):
    """Won by funding source; ``unsplit_won`` is an amount whose source is not (yet) stated.

    The four sources are fixed by law and printed as columns everywhere, so they are columns here
    (docs/decisions/0004-four-sources-are-columns.md). The total is their sum, never a column.
    """

    national_won = WonField("국비")
    city_won = WonField("시비")
    district_won = WonField("구비")
    other_won = WonField("기타")
    unsplit_won = WonField(
        "재원 미구분", help_text="매칭비율로 나누거나, 재원이 정해지지 않은 금액입니다."
    )

    class Meta:
        abstract = True

    @property
    def total_won(self) -> int:
        """All sources together."""
        return sum(getattr(self, name) for name in AMOUNT_FIELDS)


def total_won_expression(prefix: str = "") -> models.F:
    """The total of :class:`FundedAmounts` as a database expression."""
    first, *rest = (models.F(prefix + name) for name in AMOUNT_FIELDS)
    for part in rest:
        first = first + part
    return first
