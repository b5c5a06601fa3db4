"""Headcounts of rounds as figures: counted once a round has placements, else as entered.

The rule is in docs/decisions/0014-headcounts.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jobportal.platform.models import District, Record
from jobportal.platform.render.grid import Figure
from participants.headcounts import Headcount, headcounts
from participants.models import RoundResult
from programs.models import Programme, Round
from reports.declare import field_figure, source_of

Kind = Programme.Kind
PUBLIC_JOBS = (Kind.PUBLIC_WORKS, Kind.COMMUNITY_JOBS, Kind.DISTRICT_OWN, Kind.HOPE_WORK)
"""The kinds of programmes that are public jobs (공공일자리)."""

COUNTED = {
    "applicants": ("applicants", "기준일까지 접수한 신청서(취하 제외)"),
    "selected": ("selected", "처음 확정한 선발 명단의 선발 인원"),
    "participants_ever": ("ever", "기준일까지 근무를 시작한 사람(교체 포함)"),
    "in_post": ("in_post", "기준일에 근무하거나 휴직 중인 사람"),
    "projects": ("projects", "기준일까지 근무를 시작한 대상사업"),
}
"""Measure → the count it comes from, and its rule in words."""
ENTERED = ("projects", "applicants", "selected", "participants_ever")
"""The measures a result of a round can state."""


@dataclass(frozen=True)
class RoundFigures:
    """The figures of one round on the 기준일; ``result`` is the last one entered until then."""

    round: Round
    counted: Headcount
    result: RoundResult | None = None

    def __getitem__(self, measure: str) -> Figure:
        """The figure of a measure of ``COUNTED``; without a value when nobody knows it."""
        if self.is_counted(measure):
            return self.count(measure)
        if self.result is not None and measure in ENTERED:
            return field_figure(self.result, measure)
        return Figure.record(None)

    def count(self, measure: str) -> Figure:
        """The figure as it is counted from applications, lists and placements."""
        name, formula = COUNTED[measure]
        value = getattr(self.counted, name)
        return Figure.computed(value, [source_of(self.round)], formula)

    def is_counted(self, measure: str) -> bool:
        """True from the round's first placement on; also before, of a round nothing is entered of.

        Who was selected is only counted once a list was approved.
        """
        if measure == "selected" and not self.counted.selected:
            return False
        if self.counted.has_placements:
            return True
        return self.result is None and bool(getattr(self.counted, COUNTED[measure][0]))

    @property
    def records(self) -> tuple[Record, ...]:
        """The records the figures rest on."""
        is_entered = self.result is not None and not self.counted.has_placements
        return (self.round, self.result) if is_entered else (self.round,)


def round_figures(rounds: Iterable[Round], day: date) -> dict[int, RoundFigures]:
    """The figures of each round on a day, by its number; five queries for any number."""
    chosen = {one.pk: one for one in rounds}
    if not chosen:
        return {}
    entered = RoundResult.objects.filter(round__in=chosen, as_of__lte=day)
    results = {found.round_id: found for found in entered.order_by("as_of")}
    for found in results.values():
        found.round = chosen[found.round_id]
    counted = headcounts(chosen.values(), day)
    return {pk: RoundFigures(one, counted[pk], results.get(pk)) for pk, one in chosen.items()}


def annual_selected(
    district: District, programmes: Iterable[Programme], years: Iterable[int], day: date
) -> dict[tuple[int, int], Figure]:
    """The people selected in the rounds of public jobs, by (number of the programme, year).

    A year is there once one of its rounds has placements and no round that has begun by the day is
    without a figure. The programme of all public jobs (공공일자리 전체) has the rounds of all.
    """
    wanted = [one for one in programmes if one.kind in (Kind.PUBLIC_JOBS, *PUBLIC_JOBS)]
    if not wanted:
        return {}
    rounds = Round.objects.of(district).filter(year__in=years, programme__kind__in=PUBLIC_JOBS)
    figures = round_figures(rounds.select_related("programme"), day).values()
    found = {}
    for programme in wanted:
        for year in years:
            own = [one for one in figures if _belongs(one.round, programme, year)]
            if _is_whole(own, day):
                total = Figure.total((one["selected"] for one in own), TOTAL_WORDS)
                found[programme.pk, year] = total
    return found


TOTAL_WORDS = "그해 공공일자리 회차의 선발 인원 합계"


def _belongs(round_: Round, programme: Programme, year: int) -> bool:
    is_own = programme.kind == Kind.PUBLIC_JOBS or round_.programme_id == programme.pk
    return is_own and round_.year == year


def _is_whole(figures: list[RoundFigures], day: date) -> bool:
    """True when the sum of the rounds is the year's number."""
    begun = [one for one in figures if one.round.starts_on <= day]
    is_counted = any(one.counted.has_placements for one in figures)
    return is_counted and all(one["selected"].value is not None for one in begun)
