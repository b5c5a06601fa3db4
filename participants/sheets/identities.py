"""Who the rows of a sheet are: somebody known, somebody new, or somebody named twice."""

from dataclasses import dataclass, field, replace

from participants.matching.duplicates import Identity, Match, match
from participants.matching.likely import identity_of as identity_on_file
from participants.matching.people import People
from participants.models import Person, phone_mark, rrn_mark
from participants.sheets.rows import Row, SheetRows


@dataclass
class Who:
    """Whom a row is about: ``person`` is the number of somebody known, or None.

    ``likely`` are those it may be too, known people and earlier rows of the file; somebody decides.
    """

    row: Row
    identity: Identity
    person: int | None = None
    likely: list[tuple[int | Row, Match]] = field(default_factory=list)


class Identities:
    """Tells row by row who it is about; the rows come in the order of the file."""

    def __init__(self, rows: SheetRows, known: People):
        self.rows, self.known = rows, known
        self.in_file = People()
        self._rows: dict[int, Row] = {}
        self._persons: dict[int, int] = {}

    def who(self, row: Row, person: int | None = None) -> Who | None:
        """Whom a row is about (``person`` when it names an application); None when refused."""
        identity = identity_of(row)
        found = Who(row, identity, person)
        if person is None and not self._find_known(found):
            return None
        if self._is_twice(found):
            return None
        self.in_file.add(row.number, identity)
        self._rows[row.number] = row
        if found.person is not None:
            self._persons[found.person] = row.number
        return found

    def _find_known(self, who: Who) -> bool:
        matches = self.known.like(who.identity)
        certain = [pk for pk, why in matches if why.is_certain]
        if len(certain) > 1:
            certain = [pk for pk in certain if _agrees(self.known[pk], who.identity)] or certain
        if len(certain) > 1:
            self.rows.problem(
                who.row,
                "name",
                f"같은 사람으로 보이는 신청인이 {len(certain)}명 있습니다.",
                "‘중복 확인’에서 먼저 합치거나, 이 줄을 지우고 ‘접수’ 화면에서 접수하세요.",
            )
            return False
        who.person = certain[0] if certain else None
        who.likely = [] if certain else matches
        return True

    def _is_twice(self, who: Who) -> bool:
        """Whether an earlier row is the same person; those that only may be are remembered."""
        matches = self.in_file.like(who.identity)
        number = self._persons.get(who.person) if who.person is not None else None
        number = number or next((mark for mark, why in matches if why.is_certain), None)
        if number is not None:
            self.rows.problem(
                who.row,
                "name",
                f"{number}행과 같은 사람입니다.",
                "한 줄만 남기고 다른 줄은 지우세요.",
            )
            return True
        who.likely += [(self._rows[mark], why) for mark, why in matches]
        return False


def identity_of(row: Row) -> Identity:
    """What the matcher is told of a row."""
    number = row.get("rrn")
    return Identity(
        name=row.get("name", ""),
        birth_on=number.birth_on if number else row.get("birth_on"),
        sex=number.sex if number else row.get("sex", ""),
        phone_index=phone_mark(row.get("phone", "")),
        former_name=row.get("former_name", ""),
        address=row.get("address", ""),
        rrn_index=rrn_mark(number.digits) if number else "",
    )


def is_about(row: Row, person: Person) -> bool:
    """Whether a row with a receipt number tells of the person who has it."""
    told = identity_of(row)
    told = replace(told, birth_on=told.birth_on or person.birth_on, sex=told.sex or person.sex)
    return match(told, identity_on_file(person)) is not None


def _agrees(known: Identity, mine: Identity) -> bool:
    """Whether more than name and birth date speak for somebody."""
    return bool(
        (mine.rrn_index and mine.rrn_index == known.rrn_index)
        or (mine.phone_index and mine.phone_index == known.phone_index)
    )
