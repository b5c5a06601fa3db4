"""The files of personal data the office keeps, as the law wants them told (법 제30조·제32조)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import Field

from jobportal.platform.dictionary import Category, Entry, data_dictionary
from jobportal.platform.models import District
from participants.models import Person

C = Category


@dataclass(frozen=True)
class PersonalFile:
    """One file (개인정보파일): why and on what it is kept, how long, and its items by category."""

    name: str
    purpose: str
    basis: str
    retention: str
    items: dict[Category, tuple[str, ...]]

    def of(self, *categories: Category) -> str:
        """The items of some categories, as they are listed."""
        return ", ".join(item for one in categories for item in self.items.get(one, ()))


def personal_files() -> list[PersonalFile]:
    """Every file of the data dictionary with an item that tells of a person, in its order."""
    by_model = groupby(data_dictionary(), key=lambda entry: entry.model)
    kept = ([e for e in entries if e.category is not C.PUBLIC] for _, entries in by_model)
    return [_file(entries) for entries in kept if entries]


def _file(entries: list[Entry]) -> PersonalFile:
    one = entries[0]
    return PersonalFile(
        name=str(one.model._meta.verbose_name),
        purpose=one.purpose,
        basis=one.basis.label,
        retention=one.retention.label,
        items={category: _named(entries, category) for category in C},
    )


def _named(entries: Iterable[Entry], category: Category) -> tuple[str, ...]:
    """Their Korean names; each once."""
    names = (
        str(entry.field.verbose_name)
        for entry in entries
        if entry.category is category and is_named(entry.field)
    )
    return tuple(dict.fromkeys(names))


def is_named(field: Field) -> bool:
    """Whether the office has a word for it; indexes for searching have none."""
    return field.verbose_name != field.name.replace("_", " ")


@dataclass(frozen=True)
class Meter:
    """How many people's identity numbers are kept, and what that many asks of the office."""

    people: int
    duty: str


def identity_meter(district: District) -> Meter:
    """Of one district, each person once; one query."""
    kept = Person.objects.of(district).unmerged().exclude(rrn_index="")
    people = kept.count()
    survey, assessment = settings.IDENTITY_DUTIES
    if people >= assessment:
        return Meter(people, "개인정보 영향평가를 받아야 합니다(개인정보 보호법 시행령 제35조).")
    if people >= survey:
        return Meter(
            people,
            "안전성 확보 조치를 지키는지 3년마다 조사를 받습니다(개인정보 보호법 시행령 제21조).",
        )
    return Meter(people, "")
