"""A district's books in a few words: lines, appropriations, and chains of ledger entries."""

from datetime import date, timedelta
from itertools import count

from budgets.models import (
    Appropriation,
    BudgetLine,
    DetailProgramme,
    LedgerEntry,
    MatchingRule,
    UnitProgramme,
)
from budgets.models.ledger import Stage
from jobportal.platform.models import District
from jobportal.platform.models.parts import AMOUNT_FIELDS
from programs.models import Department


class Books:
    """Writes budget records of one district; the caller has opened ``acting``."""

    def __init__(self, district: District):
        self.district = district
        self._numbers = count(1)
        self._department = Department(district=district, code="d", name="일자리과")
        self._department.save()

    def unit(self, title: str) -> UnitProgramme:
        """The unit programme of a title, made when it is new."""
        found = UnitProgramme.objects.of(self.district).filter(code=title).first()
        if found is None:
            found = UnitProgramme(
                district=self.district, code=title, title=title, department=self._department
            )
            found.save()
        return found

    def detail(self, title: str, unit: str) -> DetailProgramme:
        """The detail programme of a title, made when it is new."""
        found = DetailProgramme.objects.of(self.district).filter(code=title).first()
        if found is None:
            found = DetailProgramme(
                district=self.district, code=title, title=title, unit=self.unit(unit)
            )
            found.save()
        return found

    def line(
        self, year: int, *, unit: str = "단위", detail: str = "세부", shares: str = ""
    ) -> BudgetLine:
        """A new line of a detail programme."""
        rule = None
        if shares:
            rule = MatchingRule(
                district=self.district,
                code=f"r{next(self._numbers)}",
                from_year=year,
                shares=shares,
            )
            rule.save()
        line = BudgetLine(
            district=self.district,
            code=f"l{next(self._numbers)}",
            year=year,
            title="항목",
            detail=self.detail(detail, unit),
            matching=rule,
        )
        line.save()
        return line

    def appropriate(self, line: BudgetLine, on: date, **amounts: int) -> Appropriation:
        """A change of the line's budget."""
        change = Appropriation(
            district=self.district,
            line=line,
            kind=Appropriation.Kind.SUPPLEMENTARY,
            seq=next(self._numbers),
            decided_on=on,
            **amounts,
        )
        change.save()
        return change

    def chain(
        self, line: BudgetLine, on: date, *stages: Stage, **amounts: int
    ) -> list[LedgerEntry]:
        """Entries of these stages, each following the one before a day later."""
        entries: list[LedgerEntry] = []
        for days, stage in enumerate(stages):
            entry = LedgerEntry(
                district=self.district,
                line=line,
                number=f"n{next(self._numbers)}",
                on=on + timedelta(days=days),
                stage=stage,
                follows=entries[-1] if entries else None,
                **amounts,
            )
            entry.save()
            entries.append(entry)
        return entries

    def spend(self, line: BudgetLine, on: date, **amounts: int) -> LedgerEntry:
        """A single payment."""
        return self.chain(line, on, Stage.PAID, **amounts)[0]

    def reverse(self, entry: LedgerEntry) -> LedgerEntry:
        """The entry that takes another back."""
        reversal = LedgerEntry(
            district=self.district,
            line=entry.line,
            number=f"{entry.number}-취소",
            on=entry.on,
            stage=entry.stage,
            reverses=entry,
            follows=entry.follows,
            **{name: -getattr(entry, name) for name in AMOUNT_FIELDS},
        )
        reversal.save()
        return reversal
