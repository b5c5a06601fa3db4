"""Rounds beside each other: who applied, was selected, took part, and who left before the end."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from jobportal.platform.render.grid import (
    Cell,
    Figure,
    Grid,
    HeadCell,
    Kind,
    Origin,
    Row,
    count,
    header,
    hidden,
    number,
    rate,
)
from participants.models import EndReason
from participants.statistics import MEASURES, leaving
from programs.models import Half, Round
from reports.declare import Context, Param, ParamKind, ReportTable, field_figure, source_of
from reports.headcounts import COUNTED, RoundFigures, round_figures
from reports.tables.published import TOTAL, notes_of, published, published_list

NO_ROUNDS = "조건에 맞는 회차가 없습니다. 연도, 반기, 일자리사업을 확인하세요."
CHOICE_OF_ROUNDS = (
    Param(
        "programmes",
        "일자리사업",
        ParamKind.RECORDS,
        record="programmes",
        help_text="비우면 모든 일자리사업입니다.",
    ),
    Param(
        "half",
        "반기",
        ParamKind.CHOICE,
        choices=tuple((str(value), label) for value, label in Half.choices),
        help_text="비우면 한 해의 모든 회차입니다.",
    ),
    Param(
        "rounds",
        "회차",
        ParamKind.RECORDS,
        record="rounds",
        help_text="고르면 연도·반기·일자리사업 대신 이 회차들만 봅니다.",
    ),
)


def chosen_rounds(context: Context) -> list[Round]:
    """The rounds asked for by name, else those of the year, half and programmes asked for."""
    found = context.records(Round).select_related("programme")
    if context["rounds"]:
        found = found.filter(pk__in=[one.pk for one in context["rounds"]])
    else:
        found = found.filter(year=context.year)
        if context["programmes"]:
            found = found.filter(programme__in=context["programmes"])
        if context["half"]:
            found = found.filter(half=int(context["half"]))
    return list(
        found.prefetch_related("programme__names").order_by(
            "year", "half", "programme__order", "seq", "code"
        )
    )


def round_labels(rounds: Sequence[Round]) -> dict[int, str]:
    """What each round is called in a table: name and half, with the year where years differ."""
    years = len({one.year for one in rounds}) > 1
    told = {
        one.pk: " ".join(
            filter(
                None,
                (
                    f"{one.year}년" if years else "",
                    one.name,
                    Half(one.half).label,
                    f"{one.seq}차" if one.seq > 1 else "",
                ),
            )
        )
        for one in rounds
    }
    often = Counter(told.values())
    return {
        one.pk: f"{told[one.pk]} ({one.code})" if often[told[one.pk]] > 1 else told[one.pk]
        for one in rounds
    }


def round_header(round_: Round, label: str) -> Cell:
    """The heading of a round's row, which leads to the round."""
    return header(label, origin=Origin.RECORD, sources=[source_of(round_)])


# ---- Applicants and places -------------------------------------------------------------------

BEFORE = "전년 같은 회차 신청"
PEOPLE = (*MEASURES, "before")
Line = Mapping[str, Figure]


def build_rounds(context: Context) -> Grid:
    """계획 | 신청 | 선발 | 참여(연인원) | 현재 근무 | 경쟁률 | 전년 신청 | 전년 대비, 계 first."""
    rounds = chosen_rounds(context)
    earlier = _a_year_before(context, rounds)
    figures = round_figures([*rounds, *earlier.values()], context.as_of)
    lines = [_line(figures, one, earlier.get(one.pk)) for one in rounds]
    columns = {name: published_list(line[name].value or 0 for line in lines) for name in PEOPLE}

    def unseen(place: int) -> set[str]:
        return {name for name, column in columns.items() if (place, 0) in column.unseen}

    labels = round_labels(rounds)
    rows = [_row(header("계"), _total(lines), unseen(TOTAL), True)]
    for place, (one, line) in enumerate(zip(rounds, lines, strict=True)):
        rows.append(_row(round_header(one, labels[one.pk]), line, unseen(place)))
    names = ("구분", "계획 인원", *MEASURES.values(), "경쟁률", BEFORE, "전년 대비")
    return context.grid(
        as_of=context.as_of_text,
        unit="명",
        head=[[HeadCell(name) for name in names]],
        rows=rows,
        notes=notes_of(rows, "경쟁률은 신청 ÷ 계획 인원, 전년 대비는 전년 같은 반기·차수의 몇 배"),
        warnings=[] if rounds else [NO_ROUNDS],
    )


def _a_year_before(context: Context, rounds: Iterable[Round]) -> dict[int, Round]:
    """For each round the one of the same programme, half and 차수 the year before."""
    places = {(one.programme_id, one.year - 1, one.half, one.seq): one.pk for one in rounds}
    found = context.records(Round).filter(
        year__in={year for _, year, _, _ in places}, programme__in={place[0] for place in places}
    )
    keyed = {(one.programme_id, one.year, one.half, one.seq): one for one in found}
    return {pk: keyed[place] for place, pk in places.items() if place in keyed}


def _line(figures: Mapping[int, RoundFigures], round_: Round, before: Round | None) -> Line:
    own = figures[round_.pk]
    return {
        "planned": field_figure(round_, "planned_posts"),
        "before": figures[before.pk]["applicants"] if before else Figure.record(None),
        **{name: own[name] for name in MEASURES},
    }


def _total(lines: Sequence[Line]) -> Line:
    """The sums; of the year before only where every round has one, to compare like with like."""
    sums = {name: Figure.total(line[name] for line in lines) for name in ("planned", *PEOPLE)}
    if any(line["before"].value is None for line in lines):
        sums["before"] = Figure.record(None)
    return sums


def _row(name: Cell, line: Line, unseen: set[str], is_total: bool = False) -> Row:
    def people(measure: str) -> Cell:
        return hidden() if measure in unseen else count(line[measure], none="-")

    def ratio(whole: str, formula: str, decimals: int, suffix: str) -> Cell:
        if unseen & {"applicants", whole}:
            return hidden(Kind.NUMBER)
        figure = Figure.ratio(line["applicants"], line[whole], formula)
        return number(figure, decimals, none="-", suffix=suffix)

    cells = [
        name,
        count(line["planned"]),
        *(people(measure) for measure in MEASURES),
        ratio("planned", "신청 ÷ 계획 인원", 1, "대 1"),
        people("before"),
        ratio("before", "신청 ÷ 전년 같은 회차 신청", 2, "배"),
    ]
    return Row(cells, is_total=is_total)


ROUND_APPLICANTS = ReportTable(
    "round-applicants",
    "회차별 신청·선발·경쟁률",
    build_rounds,
    CHOICE_OF_ROUNDS,
    "회차마다 신청·선발·참여·현재 근무 인원, 경쟁률, 전년 같은 회차와의 비교를 보입니다. "
    "배치가 있는 회차는 집계한 인원, 없는 회차는 입력한 실적입니다.",
)


# ---- Leaving before the end ------------------------------------------------------------------


def build_leaving(context: Context) -> Grid:
    """참여(연인원) | 중도 종료 by the reasons that occur | 종료율 | 대체, by round, 계 first."""
    figures = round_figures(chosen_rounds(context), context.as_of)
    rounds = [one.round for one in figures.values() if one.counted.has_placements]
    left = leaving(rounds, context.as_of)
    reasons = [one for one in EndReason if any(left[r.pk].by_reason[one] for r in rounds)]
    ended = published([[left[r.pk].by_reason[one] for one in reasons] for r in rounds])
    ever = published_list(figures[r.pk].counted.ever for r in rounds)
    came = published_list(left[r.pk].replacements for r in rounds)

    def row(place: int, name: Cell, own: Sequence[Round]) -> Row:
        sources = [source_of(*own)] if own else []
        heads = ever.cell((place, 0), sources, COUNTED["participants_ever"][1])
        gone = ended.cell((place, TOTAL), sources, GONE)
        by_reason = [ended.cell((place, n), sources, GONE) for n in range(len(reasons))]
        replaced = came.cell((place, 0), sources, CAME)
        cells = [name, heads, gone, *by_reason, _rate(gone, heads), replaced]
        return Row(cells, is_total=place == TOTAL)

    labels = round_labels(rounds)
    rows = [row(TOTAL, header("계"), rounds)]
    rows += [row(n, round_header(one, labels[one.pk]), [one]) for n, one in enumerate(rounds)]
    return context.grid(
        as_of=context.as_of_text,
        unit="명",
        head=_leaving_head(reasons),
        rows=rows,
        notes=notes_of(rows, "중도 종료율은 중도 종료 ÷ 참여(연인원)"),
        warnings=[] if rounds else [NO_PLACEMENTS],
    )


GONE = "기준일 전에 중도포기·해지·조기취업으로 끝난 배치"
CAME = "기준일까지 근무를 시작한 대체 배치"
NO_PLACEMENTS = (
    "조건에 맞는 회차 가운데 배치가 있는 회차가 없습니다. 연도와 일자리사업을 확인하세요."
)


def _rate(gone: Cell, heads: Cell) -> Cell:
    if None in (gone.value, heads.value):
        return hidden(Kind.RATE)
    return rate(Figure.ratio(Figure.computed(gone.value), Figure.computed(heads.value), RATE))


RATE = "중도 종료 ÷ 참여(연인원)"


def _leaving_head(reasons: Sequence[EndReason]) -> list[list[HeadCell]]:
    tall = {"rowspan": 2}
    return [
        [
            HeadCell("구분", **tall),
            HeadCell(MEASURES["participants_ever"], **tall),
            HeadCell("중도 종료", colspan=1 + len(reasons)),
            HeadCell("중도 종료율(%)", **tall),
            HeadCell("대체 배치", **tall),
        ],
        [HeadCell("계"), *(HeadCell(one.label) for one in reasons)],
    ]


DROP_OUTS = ReportTable(
    "drop-outs",
    "회차별 중도 종료와 대체",
    build_leaving,
    CHOICE_OF_ROUNDS,
    "배치가 있는 회차마다 중도 종료 인원·비율·사유와 대체 배치를 보입니다.",
)

TABLES = (ROUND_APPLICANTS, DROP_OUTS)
