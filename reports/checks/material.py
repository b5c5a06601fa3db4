"""What the checks read: each document built once, and a district's records loaded once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet, Sum

from budgets.models import (
    Appropriation,
    BudgetStatement,
    DetailProgramme,
    Investment,
    LedgerEntry,
)
from jobportal.platform.models import District, Record
from jobportal.platform.models.parts import total_won_expression
from jobportal.platform.records import kinds_by_slug
from jobportal.platform.render.grid import Cell, Grid
from participants.headcounts import Headcount, headcounts
from participants.models import Placement, RoundResult
from programs.models import (
    AchievementLog,
    AnnualResult,
    CommunicationLog,
    IndicatorTarget,
    PlanItem,
    ProgrammePlan,
    ProjectItem,
    Round,
)
from reports.building import Known, context_of
from reports.catalogue import TABLES
from reports.checks.texts import label_key
from reports.models import Document, DocumentItem, FigureTie, PrintedFigure

Place = tuple[str, str]


class DistrictRecords:
    """The district's records the checks look at, each kind read once and only when asked for."""

    def __init__(self, district: District):
        self.district = district
        self._budgets: dict[tuple[int, date], dict[int, tuple[int, int]]] = {}
        self._headcounts: dict[tuple[int, date], Headcount] = {}

    def _of(self, model: type[Record], *related: str) -> list:
        return list(model.objects.of(self.district).select_related(*related))

    @cached_property
    def project_items(self) -> list[ProjectItem]:
        """Parts of projects."""
        return self._of(ProjectItem, "project")

    @cached_property
    def plan_items(self) -> list[PlanItem]:
        """Planned steps."""
        return self._of(PlanItem, "project", "item")

    @cached_property
    def logs(self) -> list[AchievementLog | CommunicationLog]:
        """Dated logs of both kinds."""
        return [
            *self._of(AchievementLog, "project", "item"),
            *self._of(CommunicationLog, "project", "item"),
        ]

    @cached_property
    def rounds(self) -> list[Round]:
        """Rounds of programmes."""
        return self._of(Round, "programme")

    @cached_property
    def targets(self) -> list[IndicatorTarget]:
        """Targets of indicators by year and quarter."""
        return self._of(IndicatorTarget, "indicator")

    @cached_property
    def investments(self) -> list[Investment]:
        """Money of projects by year."""
        return self._of(Investment, "project", "item")

    @cached_property
    def plans(self) -> list[ProgrammePlan]:
        """Plans of programmes with their matching rule."""
        return self._of(ProgrammePlan, "item__project")

    @cached_property
    def statements(self) -> list[BudgetStatement]:
        """What the finance system states."""
        return self._of(BudgetStatement, "unit")

    @cached_property
    def details(self) -> list[DetailProgramme]:
        """Detail programmes of the budget."""
        return self._of(DetailProgramme, "unit")

    @cached_property
    def has_placements(self) -> bool:
        """True when a round of the district is counted from placements."""
        return self._placements.exists()

    @property
    def _placements(self) -> QuerySet:
        placed = Placement.objects.of(self.district).order_by()
        return placed.exclude(state=Placement.State.CANCELLED)

    @cached_property
    def counted_results(self) -> list[RoundResult]:
        """Entered headcounts of rounds that have placements, the latest last."""
        if not self.has_placements:
            return []
        found = RoundResult.objects.filter(round__in=self._placements.values("round"))
        return list(found.select_related("round__programme").order_by("as_of"))

    @cached_property
    def annual_results(self) -> list[AnnualResult]:
        """What programmes brought in a year, as entered: the people selected."""
        found = AnnualResult.objects.of(self.district).filter(outcome=AnnualResult.Outcome.SELECTED)
        return list(found.select_related("programme"))

    def headcount_on(self, result: RoundResult) -> Headcount:
        """What is counted of a round on the day a result was entered for."""
        place = result.round_id, result.as_of
        if place not in self._headcounts:
            same_day = [one.round for one in self.counted_results if one.as_of == result.as_of]
            found = headcounts(same_day, result.as_of)
            self._headcounts |= {(pk, result.as_of): one for pk, one in found.items()}
        return self._headcounts[place]

    def matched_lines(self, year: int) -> list[Appropriation]:
        """The year's appropriations of lines with a matching rule."""
        found = Appropriation.objects.of(self.district).filter(
            line__year=year, line__matching__isnull=False
        )
        return list(found.select_related("line__detail__unit", "line__matching"))

    def budget_on(self, year: int, as_of: date) -> dict[int, tuple[int, int]]:
        """For each detail programme, the won appropriated and executed in the year up to a day."""
        if (year, as_of) not in self._budgets:
            given = _by_detail(
                Appropriation.objects.of(self.district).filter(
                    line__year=year, decided_on__lte=as_of
                )
            )
            spent = _by_detail(
                LedgerEntry.objects.of(self.district).filter(
                    LedgerEntry.executed(), line__year=year, on__lte=as_of
                )
            )
            self._budgets[year, as_of] = {
                pk: (given.get(pk, 0), spent.get(pk, 0)) for pk in given.keys() | spent.keys()
            }
        return self._budgets[year, as_of]


def _by_detail(records: QuerySet) -> dict[int, int]:
    found = records.order_by().values_list("line__detail").annotate(won=Sum(total_won_expression()))
    return dict(found)


@dataclass
class Checked:
    """A document with its tables as they are built now and what it printed."""

    document: Document
    items: list[DocumentItem]
    records: DistrictRecords
    printed: dict[int, list[PrintedFigure]]
    ties: list[FigureTie]
    grids: dict[int, Grid] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    named: set[Record] = field(default_factory=set)

    def __post_init__(self) -> None:
        known: Known = {}
        for item in self.items:
            try:
                context = context_of(item, known)
                self.named.update(_named(context.params.values()))
                self.grids[item.pk] = TABLES[item.table].build(context)
            except ValueError as error:
                self.problems[item.pk] = str(error)

    @cached_property
    def _cells(self) -> dict[int, dict[Place, Cell]]:
        return {
            pk: {place_key(*place): cell for place, cell in grid.cells_by_label().items()}
            for pk, grid in self.grids.items()
        }

    def cell(self, item_pk: int, row: str, column: str) -> Cell | None:
        """The cell at a place of an item's table, if the place is there."""
        return self._cells.get(item_pk, {}).get(place_key(row, column))

    @cached_property
    def printed_texts(self) -> dict[tuple[int, Place], str]:
        """What was printed, by item and place."""
        return {
            (pk, place_key(figure.row_label, figure.column_label)): figure.text
            for pk, figures in self.printed.items()
            for figure in figures
        }

    @cached_property
    def _sources(self) -> dict[str, dict[int, str]]:
        """Records behind the cells: for each kind, record number → code of the first item."""
        found: dict[str, dict[int, str]] = defaultdict(dict)
        for item in self.items:
            grid = self.grids.get(item.pk)
            for spot in grid.layout_cells() if grid else ():
                for source in spot.cell.sources:
                    model = kinds_by_slug()[source.kind].model
                    for pk in source.ids:
                        found[model._meta.label].setdefault(pk, item.code)
        return found

    def shows(self, record: Record) -> bool:
        """True when a table of the document names the record or has a figure from it."""
        return record in self.named or record.pk in self._sources.get(record._meta.label, ())

    def item_showing(self, *records: Record) -> str:
        """The code of the first item with a figure from one of the records, or ""."""
        codes = (self._sources.get(r._meta.label, {}).get(r.pk) for r in records)
        return next(filter(None, codes), "")


def place_key(row: str, column: str) -> Place:
    """A place without the typography of its labels."""
    return label_key(row), label_key(column)


def _named(values: Iterable[object]) -> set[Record]:
    found: set[Record] = set()
    for value in values:
        if isinstance(value, Record):
            found.add(value)
        elif isinstance(value, list):
            found |= _named(value)
    return found


def load(district: District, code: str = "") -> list[Checked]:
    """The district's documents (or the one with this code), each built once."""
    documents = Document.objects.of(district).select_related("department")
    if code:
        documents = documents.filter(code=code)
    documents = list(documents)
    items = _by_document(DocumentItem.objects.of(district).filter(document__in=documents))
    ties = FigureTie.objects.of(district).filter(document__in=documents).prefetch_related("parts")
    ties_by_document = _by_document(ties)
    printed: dict[int, list[PrintedFigure]] = defaultdict(list)
    figures = PrintedFigure.objects.of(district).filter(item__document__in=documents)
    for figure in figures.order_by("id"):
        printed[figure.item_id].append(figure)
    records = DistrictRecords(district)
    loaded = []
    for document in documents:
        document.district = district
        own = sorted(items[document.pk], key=lambda item: item.order)
        for item in own:
            item.document = document
        loaded.append(
            Checked(
                document,
                own,
                records,
                printed={item.pk: printed[item.pk] for item in own if item.pk in printed},
                ties=ties_by_document[document.pk],
            )
        )
    return loaded


def _by_document(records: Iterable) -> dict[int, list]:
    groups: dict[int, list] = defaultdict(list)
    for record in records:
        groups[record.document_id].append(record)
    return groups
