"""A resident who applies: one record across rounds and programmes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from jobportal.platform.crypto import keys
from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.masking import mask_birth, mask_name
from jobportal.platform.models import Record
from jobportal.platform.models.logsecret import LogSecretField
from jobportal.platform.models.record import RecordQuerySet
from jobportal.platform.permissions import Confinement
from jobportal.platform.values.hangul import choseong, fold, to_nfc
from jobportal.platform.values.residents import birth_fault, full_age, parse_phone, parse_rrn

RRN_PLACE = "participants.person.rrn"
PHONE_PLACE = "participants.person.phone"
YOUNGEST = 15
"""Full years below which nobody may be employed (근로기준법 제64조)."""
SENIOR_AGE = 65
"""Full years from which somebody belongs to the old."""
TOO_YOUNG = (
    f"만 {YOUNGEST}세 미만은 근로자로 일할 수 없어(근로기준법 제64조) 접수하지 않습니다. "
    "생년월일을 다시 확인하세요."
)


def rrn_mark(digits: str) -> str:
    """The blind index of a resident number; "" for none."""
    return keys().mark(digits, RRN_PLACE) if digits else ""


def phone_mark(digits: str) -> str:
    """The blind index of a phone number; "" for none."""
    return keys().mark(digits, PHONE_PLACE) if digits else ""


class PersonQuerySet(RecordQuerySet):
    """People of districts."""

    def unmerged(self) -> "PersonQuerySet":
        """Without those that were found to be somebody else and merged."""
        return self.filter(merged_into__isnull=True)


class Person(Record):
    """Somebody who applied at least once.

    ``phone`` is kept as digits, encrypted. The keys beside name, phone and address are what
    duplicates and searches are looked up by; they are worked out at every save, also a set-wise
    one.
    """

    class Sex(models.TextChoices):
        MALE = "MALE", "남"
        FEMALE = "FEMALE", "여"

    DERIVED = (
        "name_key",
        "former_key",
        "initials",
        "phone_end",
        "phone_index",
        "address_key",
        "rrn_index",
        "log_secret",
    )
    KEYED = ("name", "former_name", "dong", "phone", "address", "rrn")
    """The keys are worked out from these."""
    SEALED_BY = "log_secret"
    REACHED_BY = {
        Confinement.PROGRAMME: "applications__round__programme__code",
        Confinement.DONG: "applications__reception_dong",
    }

    name = models.CharField("성명", max_length=40)
    former_name = models.CharField(
        "개명 전 성명", max_length=40, blank=True, help_text="이름을 바꾼 적이 있으면 적습니다."
    )
    birth_on = models.DateField("생년월일")
    sex = models.CharField("성별", max_length=10, choices=Sex)
    phone = EncryptedField("전화번호", blank=True, default="")
    address = models.CharField("주소", max_length=200, blank=True)
    dong = models.CharField("행정동", max_length=30, blank=True, help_text="예: 가상1동")
    rrn = EncryptedField("주민등록번호", blank=True, default="")
    name_key = models.CharField(max_length=40, editable=False)
    former_key = models.CharField(max_length=40, editable=False, blank=True)
    initials = models.CharField(max_length=40, editable=False)
    phone_end = models.CharField(max_length=4, editable=False, blank=True)
    phone_index = models.CharField(max_length=64, editable=False, blank=True, default="")
    address_key = models.CharField(max_length=200, editable=False, blank=True)
    rrn_index = models.CharField(max_length=64, editable=False, blank=True)
    log_secret = LogSecretField()
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_persons",
        verbose_name="합친 사람",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "신청인"
        verbose_name_plural = "신청인"
        ordering = ["name_key", "birth_on", "id"]
        indexes = [
            models.Index(fields=["district", field], name=f"participants_person_{field[:8]}")
            for field in ("name_key", "former_key", "birth_on", "phone_index", "address_key")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "rrn_index"],
                condition=~models.Q(rrn_index="") & models.Q(merged_into__isnull=True),
                name="participants_person_rrn",
                violation_error_message=(
                    "이 주민등록번호의 신청인이 이미 있습니다. 그 사람을 불러와 접수하세요."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{mask_name(self.name)} ({mask_birth(self.birth_on)})"

    def log_text(self) -> str:
        """The number alone: the log keeps it for good."""
        return f"신청인 {self.pk}"

    def clean(self) -> None:
        """Birth, phone and resident number are possible and agree; nobody is a child."""
        super().clean()
        today = timezone.localdate()
        faults: dict[str, str] = {}
        if self.birth_on and (fault := birth_fault(self.birth_on, today)):
            faults["birth_on"] = fault
        elif self.birth_on and full_age(self.birth_on, today) < YOUNGEST:
            faults["birth_on"] = TOO_YOUNG
        if self.phone:
            try:
                self.phone = parse_phone(self.phone)
            except ValueError as error:
                faults["phone"] = str(error)
        if self.rrn:
            try:
                number = parse_rrn(self.rrn, today)
            except ValueError as error:
                faults["rrn"] = str(error)
            else:
                if (number.birth_on, number.sex) != (self.birth_on, self.sex):
                    faults["rrn"] = (
                        "주민등록번호와 생년월일·성별이 서로 다릅니다. 신분증을 확인하세요."
                    )
        if faults:
            raise ValidationError(faults)

    def check_fields(self) -> None:
        if not self._passed().issuperset((*self.DERIVED, *self.KEYED)):
            self.fill_keys()
        super().check_fields()

    def fill_keys(self) -> None:
        """Work out what searches look people up by."""
        self.name, self.former_name = to_nfc(self.name).strip(), to_nfc(self.former_name).strip()
        self.dong = "".join(to_nfc(self.dong).split())
        self.name_key, self.former_key = fold(self.name), fold(self.former_name)
        self.initials = choseong(self.name_key)
        self.phone_end, self.phone_index = self.phone[-4:], phone_mark(self.phone)
        self.address_key = fold(self.address).replace(",", "")
        self.rrn_index = rrn_mark(self.rrn)
