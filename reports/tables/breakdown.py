"""The people of rounds divided: by sex, age, 동, household, vulnerable group, field and more."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobportal.platform.render.grid import Cell, Grid, HeadCell, Row, header
from participants.models import Application
from participants.statistics import (
    AGE_BAND,
    AGE_GROUP,
    DONG,
    FIELD,
    HOST_UNIT,
    HOUSEHOLD,
    MEASURES,
    REPEAT,
    SEX,
    UNKNOWN,
    VULNERABLE,
    Counts,
    Division,
    Key,
    divided,
    people_of,
)
from programs.models import Round
from reports.declare import Context, Param, ParamKind, ReportTable, source_of
from reports.headcounts import COUNTED
from reports.tables.published import TOTAL, Published, notes_of, published_parts
from reports.tables.round_statistics import (
    CHOICE_OF_ROUNDS,
    NO_ROUNDS,
    chosen_rounds,
    round_labels,
)

BY: dict[str, tuple[str, tuple[Division, ...], str]] = {
    "SEX": ("성별", (SEX,), ""),
    "AGE": (
        "연령별",
        (AGE_BAND, AGE_GROUP),
        "나이는 사업 시작일의 만 나이, 청년은 회차마다 정한 청년 나이까지",
    ),
    "DONG": ("동별", (DONG,), ""),
    "HOUSEHOLD": ("가구 유형별", HOUSEHOLD, ""),
    "VULNERABLE": ("취업취약계층별", VULNERABLE, "한 사람이 여러 계층이면 계층마다 셈"),
    "FIELD": ("사업유형별", (FIELD,), "신청은 희망사업 1순위, 나머지는 배정 사업 기준"),
    "HOST_UNIT": ("사업부서별", (HOST_UNIT,), "신청은 희망사업 1순위, 나머지는 배정 사업 기준"),
    "REPEAT": ("참여 횟수별", (REPEAT,), "이 포털에 배치가 있는 앞선 회차만 셈"),
}
"""How people can be divided: the heading of the kinds, the divisions, what has to be known."""


@dataclass(frozen=True)
class Column:
    """People of some rounds by one measure: the heading, the rule, the counts by division."""

    label: str
    formula: str
    rounds: Sequence[Round]
    counts: list[Counter[Key]]

    @property
    def sources(self) -> list:
        """The rounds the people are counted in."""
        return [source_of(*self.rounds)] if self.rounds else []


@dataclass(frozen=True)
class Block:
    """The rows of one division: its kinds, and for each column its table and place in it."""

    division: Division
    kinds: Sequence[tuple[Key, str]]
    places: Sequence[tuple[Published, int]]


def build(context: Context) -> Grid:
    """구분 | people by measure, or one measure by round, with their share if wanted; 계 first."""
    rounds = chosen_rounds(context)
    heading, divisions, note = BY[context["by"]]
    columns, adds_up = _columns(context, rounds, divisions)
    blocks = _blocks(divisions, columns, adds_up)
    wide = 1 if len(blocks) == 1 else 2
    rows = [_total_row(context, blocks[0], columns, wide)]
    for block in blocks:
        rows += _rows(context, block, blocks[0], columns, wide)
    return context.grid(
        as_of=context.as_of_text,
        unit="명",
        head=_head(heading, columns, wide, context["share"]),
        rows=rows,
        notes=notes_of(rows, *filter(None, (note, _left_out(rounds)))),
        warnings=[] if rounds else [NO_ROUNDS],
    )


def _left_out(rounds: Sequence[Round]) -> str:
    """Which of the rounds are not in the table, as their applications are not in the portal."""
    kept = Application.objects.filter(round__in=rounds).order_by().values_list("round").distinct()
    there = {pk for (pk,) in kept}
    codes = [one.code for one in rounds if one.pk not in there]
    return f"포털에 신청서가 없어 빠진 회차: {', '.join(codes)}" if codes else ""


def _columns(
    context: Context, rounds: list[Round], divisions: Sequence[Division]
) -> tuple[list[Column], bool]:
    """The four measures, or one of them by round after their sum; whether they add up."""
    if not context["measure"]:
        return [_column(context, name, rounds, divisions) for name in MEASURES], False
    measure = context["measure"]
    found = divided(people_of(measure, rounds, context.as_of), divisions)
    formula, labels = COUNTED[measure][1], round_labels(rounds)
    whole = Column("계", formula, rounds, [_summed(counts, rounds) for counts in found])
    return [
        whole,
        *(
            Column(labels[one.pk], formula, [one], [_summed(counts, [one]) for counts in found])
            for one in rounds
        ),
    ], True


def _column(
    context: Context, measure: str, rounds: list[Round], divisions: Sequence[Division]
) -> Column:
    found = divided(people_of(measure, rounds, context.as_of), divisions)
    counts = [_summed(one, rounds) for one in found]
    return Column(MEASURES[measure], COUNTED[measure][1], rounds, counts)


def _summed(counts: Counts, rounds: Iterable[Round]) -> Counter[Key]:
    """The people of these rounds by kind."""
    wanted = {one.pk for one in rounds}
    summed: Counter[Key] = Counter()
    for (round_pk, kind), heads in counts.items():
        if round_pk in wanted:
            summed[kind] += heads
    return summed


def _blocks(divisions: Sequence[Division], columns: Sequence[Column], adds_up: bool) -> list[Block]:
    """Each division with its counts, the small ones hidden; those that overlap stand alone."""
    kinds = [
        _kinds(one, [column.counts[n] for column in columns]) for n, one in enumerate(divisions)
    ]
    apart = [n for n, one in enumerate(divisions) if one.overlaps]
    together = [n for n in range(len(divisions)) if n not in apart]
    # Rounds add up to their sum, which is then the total of a row; measures are four tables.
    tables = [columns[1:]] if adds_up else [[column] for column in columns]
    places: list[list[tuple[Published, int]]] = [[] for _ in divisions]
    for table in tables:
        for group in (together, *([n] for n in apart)):
            parts = [[[c.counts[n][key] for c in table] for key, _ in kinds[n]] for n in group]
            for n, found in zip(group, published_parts(parts), strict=True):
                first = [(found, TOTAL)] if adds_up else []
                places[n] += [*first, *((found, c) for c in range(len(table)))]
    return [Block(*parts) for parts in zip(divisions, kinds, places, strict=True)]


def _kinds(division: Division, counts: Sequence[Counter[Key]]) -> list[tuple[Key, str]]:
    """The kinds there are; of an open division, or one that overlaps, those that occur."""
    met = {key for counter in counts for key in counter if counter[key]}
    if division.kinds:
        return [pair for pair in division.kinds if not division.overlaps or pair[0] in met]
    named = sorted(key for key in met if key)
    return [(key, key) for key in named] + ([("", UNKNOWN)] if "" in met else [])


# ---- Rows ------------------------------------------------------------------------------------


def _head(heading: str, columns: Sequence[Column], wide: int, share: bool) -> list[list[HeadCell]]:
    if not share:
        return [[HeadCell(heading, colspan=wide), *(HeadCell(c.label) for c in columns)]]
    return [
        [HeadCell(heading, wide, 2), *(HeadCell(c.label, colspan=2) for c in columns)],
        [HeadCell(name) for _ in columns for name in ("인원", "비율(%)")],
    ]


def _total_row(context: Context, block: Block, columns: Sequence[Column], wide: int) -> Row:
    cells = _cells(context, block, block, columns, TOTAL)
    return Row([header("계", colspan=wide), *cells], is_total=True)


def _rows(
    context: Context, block: Block, whole: Block, columns: Sequence[Column], wide: int
) -> list[Row]:
    rows = []
    for n, (_, label) in enumerate(block.kinds):
        name = [header(block.division.name, rowspan=len(block.kinds))] if n == 0 else []
        names = [*(name if wide == 2 else ()), header(label)]
        rows.append(Row([*names, *_cells(context, block, whole, columns, n)]))
    return rows


def _cells(
    context: Context, block: Block, whole: Block, columns: Sequence[Column], row: int
) -> list[Cell]:
    """The people of one kind in each column, with their share of all people."""
    cells = []
    for column, (table, c), (of, total) in zip(columns, block.places, whole.places, strict=True):
        cells.append(table.cell((row, c), column.sources, column.formula))
        if context["share"]:
            cells.append(table.share((row, c), of, (TOTAL, total)))
    return cells


BREAKDOWN = ReportTable(
    "participant-breakdown",
    "참여자 구분별 통계",
    build,
    (
        Param(
            "by",
            "구분",
            ParamKind.CHOICE,
            default="SEX",
            choices=tuple((key, heading) for key, (heading, _, _) in BY.items()),
        ),
        *CHOICE_OF_ROUNDS,
        Param(
            "measure",
            "회차별로 볼 인원",
            ParamKind.CHOICE,
            choices=tuple(MEASURES.items()),
            help_text="비우면 신청·선발·참여·현재 근무를, 고르면 그 인원을 회차별로 보입니다.",
        ),
        Param("share", "비율도 보이기", ParamKind.FLAG),
    ),
    "신청·선발·참여(연인원)·현재 근무를 성별, 연령, 동, 가구 유형, 취약계층, 사업유형, 참여 횟수로 "
    "나눕니다. 적은 인원은 개인정보 보호를 위해 가립니다.",
)

TABLES = (BREAKDOWN,)
