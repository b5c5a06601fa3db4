"""Why a round cannot stand beside another of its programme: the same 차수, the same days."""

from django.db import models

from jobportal.platform.values.dates import kdate


def clash_faults(new: models.Model) -> dict[str, str]:
    """What stands against a round as it is now, by the field to mend; two queries at most."""
    if other := _with_its_number(new):
        return {"seq": taken_words(other)}
    if other := _overlapping(new):
        return {"starts_on": overlap_words(other)}
    return {}


def words_between(new: models.Model, other: models.Model) -> str:
    """Why two rounds cannot both be, in Korean; "" when they can."""
    if (new.programme, new.seq) != (other.programme, other.seq):
        return ""
    if (new.year, new.half) == (other.year, other.half):
        return taken_words(other)
    overlaps = new.starts_on <= other.ends_on and other.starts_on <= new.ends_on
    return overlap_words(other) if overlaps else ""


def _with_its_number(new: models.Model) -> models.Model | None:
    """Another round of the same programme, year, half and 차수."""
    if not (new.programme_id and new.year and new.seq):
        return None
    others = type(new).objects.filter(
        programme_id=new.programme_id, year=new.year, half=new.half, seq=new.seq
    )
    return others.exclude(pk=new.pk).first()


def _overlapping(new: models.Model) -> models.Model | None:
    """Another round of the same programme and 차수 whose days of work overlap."""
    if not (new.programme_id and new.starts_on and new.ends_on and new.seq):
        return None
    others = type(new).objects.filter(
        programme_id=new.programme_id,
        seq=new.seq,
        starts_on__lte=new.ends_on,
        ends_on__gte=new.starts_on,
    )
    return others.exclude(pk=new.pk).first()


def _named(other: models.Model) -> str:
    return f"회차 ‘{other}’({kdate(other.starts_on)} ~ {kdate(other.ends_on)})"


def taken_words(other: models.Model) -> str:
    """The refusal of a round whose year, half and 차수 are those of ``other``."""
    number = f"{other.year}년 {other.get_half_display()} {other.seq}차"
    return (
        f"이 사업의 {number}는 {_named(other)}입니다. "
        "그 회차를 열어 쓰거나, 함께 운영하는 모집이면 차수를 다르게 하세요."
    )


def overlap_words(other: models.Model) -> str:
    """The refusal of a round whose days of work overlap those of ``other``."""
    return (
        f"같은 사업·같은 차수의 {_named(other)}와 사업기간이 겹칩니다. "
        "기간을 고치거나, 함께 운영하는 모집이면 차수를 다르게 하세요."
    )
