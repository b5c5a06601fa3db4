"""Holding a person's data back from destruction, and ending that: by two people."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from jobportal.platform.models import User
from jobportal.platform.refused import Refused
from participants.models import KeptRecord, LegalHold, Person
from participants.retention.due import DESTROYED


@transaction.atomic
def set_hold(person: Person, by: User, reason: str) -> LegalHold:
    """Hold the data back; a hold there is already stays as it is.

    It waits for a destruction that is under way. Raises :class:`Refused`: no reason, or too
    late.
    """
    if not reason.strip():
        raise Refused("보류하는 사유를 적으세요. 예: 행정심판 진행 중")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.name == DESTROYED and not KeptRecord.objects.filter(person=person).exists():
        raise Refused("이미 파기한 신청인입니다.")
    open_one = LegalHold.objects.filter(person=person, lifted_on__isnull=True).first()
    if open_one is not None:
        return open_one
    hold = LegalHold(
        district=person.district,
        person=person,
        reason=reason,
        from_on=timezone.localdate(),
        set_by=by,
    )
    try:
        with transaction.atomic():
            hold.save()
    except IntegrityError as error:
        raise Refused("방금 다른 사람이 보류했습니다. 화면을 새로 여세요.") from error
    return hold


def lift_hold(hold: LegalHold, by: User, reason: str) -> None:
    """End it; what is due may be destroyed again. Twice is once.

    Raises :class:`Refused`: no reason, or by who set it; StaleRecord after a change.
    """
    if hold.lifted_on is not None:
        return
    if not reason.strip():
        raise Refused("보류를 푸는 사유를 적으세요. 예: 행정심판 종결")
    if hold.set_by_id == by.pk:
        raise Refused("보류한 사람은 스스로 풀 수 없습니다. 다른 사람이 풀어야 합니다.")
    hold.lifted_on, hold.lifted_by = timezone.localdate(), by
    hold.save()
