"""What was announced of a round: which list, until when, and its rows as anybody may read them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from jobportal.platform.masking import Audience, mask_name
from jobportal.platform.values.dates import kdate, kdate_weekday
from participants.models import Application, Publication, Selection, SelectionEntry
from participants.selection.counts import left_of
from participants.selection.quota import POOL_LABELS
from programs.models import Half, Round

E = SelectionEntry.State
UNDECIDED = ("UNDECIDED",)
"""Stands for the outcome of somebody whose screening was not finished when a list was made."""

TAKING_DOWN = timedelta(days=14)
"""So long it is told that a list is to be taken down: nobody notes here that it was."""
OUT_OF_TIME = "게시 기간이 끝나 누리집에서 내릴 명단"


@dataclass(frozen=True)
class PublicRow:
    """One line of the announced list: nothing but what tells people apart and what they got."""

    receipt: str
    name: str
    result: str
    pool: str
    project: str
    host_unit: str
    reserve_rank: int | None


def publications_of(round_: Round) -> QuerySet:
    """Every announcement of the round, the newest list first."""
    found = Publication.objects.of(round_.district).filter(selection__round=round_)
    return found.select_related("selection__round__district").order_by("-selection__number")


def publication_in_force(round_: Round) -> Publication | None:
    """The announcement of the newest list that was announced; None before the first."""
    return publications_of(round_).first()


def announced_before(publication: Publication) -> Publication | None:
    """The announcement that this one replaces; one query."""
    number = publication.selection.number
    return publications_of(publication.selection.round).filter(selection__number__lt=number).first()


def replaced_text(publication: Publication) -> str:
    """Which announcement a later one replaces, in Korean; "" for the first."""
    before = announced_before(publication)
    if before is None:
        return ""
    number = publication.selection.number
    return f"{kdate(before.published_on)}에 공고한 명단을 바꾼 제{number}판입니다."


def changed_by(publication: Publication) -> set[int]:
    """The receipt numbers whose outcome differs from what was announced before; three queries."""
    return changed_between(*_last_two(publication))


def decided_anew_by(publication: Publication) -> set[int]:
    """Those of :func:`changed_by` to whom it is a new decision; three queries."""
    return decided_anew(*_last_two(publication))


def _last_two(publication: Publication) -> tuple[dict[int, tuple], dict[int, tuple]]:
    """What was announced before and what is announced; nothing of either for the first list."""
    before = announced_before(publication)
    if before is None:
        return {}, {}
    return outcomes_of(before.selection), outcomes_of(publication.selection)


def outcomes_of(selection: Selection) -> dict[int, tuple]:
    """What a list says of each receipt number, as far as it is an outcome; one query.

    Whoever was left out because nothing was decided yet is :data:`UNDECIDED`; of the refused it
    says nothing.
    """
    rows = selection.entries.order_by()
    told = rows.values_list("application__number", "state", "pool", "project", "reserve_rank")
    waiting = dict.fromkeys(selection.terms.get("undecided", []), UNDECIDED)
    return {**waiting, **{number: tuple(outcome) for number, *outcome in told}}


def changed_between(before: dict[int, tuple], after: dict[int, tuple]) -> set[int]:
    """The receipt numbers of which two lists do not say the same.

    A review that was opened again is no outcome yet: the list that follows it tells them.
    """
    differing = {number for number in {*before, *after} if before.get(number) != after.get(number)}
    return {n for n in differing if n in before or after[n] != UNDECIDED}


def decided_anew(before: dict[int, tuple], after: dict[int, tuple]) -> set[int]:
    """Those of :func:`changed_between` to whom the later list is a new decision.

    A better reserve rank in the same pool is none: somebody above has left, and what was decided
    of oneself stands. A worse one is.
    """
    changed = changed_between(before, after)
    return {n for n in changed if not _moved_up(before.get(n), after.get(n))}


def _moved_up(before: tuple | None, after: tuple | None) -> bool:
    if not before or not after:
        return False
    (*was, old_rank), (*is_now, new_rank) = before, after
    return was == is_now and None not in (old_rank, new_rank) and new_rank < old_rank


def is_expired(publication: Publication, day: date) -> bool:
    """True when the announced list should have been taken down before the day."""
    return publication.remove_on < day


def to_take_down(remove_on: date, day: date) -> bool:
    """True in the days in which it is told that an announced list is to be taken down."""
    return day - TAKING_DOWN <= remove_on < day


def taken_down_on(day: date) -> Q:
    """The announcements of which :func:`to_take_down` is true."""
    return Q(remove_on__lt=day, remove_on__gte=day - TAKING_DOWN)


def printed_entries(selection: Selection) -> QuerySet:
    """The entries of a list with what the announcement and the notices print."""
    return SelectionEntry.objects.filter(selection=selection).select_related(
        "application__person", "application__round", "project__host_unit"
    )


def announced_entries(selection: Selection) -> list[SelectionEntry]:
    """The selected by receipt number, then the reserves by pool, in its usual order, and rank; one
    query.

    The order tells no score, and whoever was not selected is told alone, never on the list. Nor
    does it name anew who had left when it was made.
    """
    entries = printed_entries(selection).filter(state__in=[E.SELECTED, E.RESERVE])
    entries = entries.exclude(application__number__in=left_of(selection))
    return sorted(entries, key=_place_on_list)


def _place_on_list(entry: SelectionEntry) -> tuple:
    number = entry.application.number or 0
    if entry.state == E.SELECTED:
        return (0, 0, "", 0, number)
    known = list(POOL_LABELS)
    place = known.index(entry.pool) if entry.pool in known else len(known)
    return (1, place, entry.pool, entry.reserve_rank or 0, number)


def public_rows(entries: Iterable[SelectionEntry]) -> list[PublicRow]:
    """The entries as anybody may read them (PD-58): a masked name beside the receipt number."""
    return [_public_row(entry) for entry in entries]


def _public_row(entry: SelectionEntry) -> PublicRow:
    project = entry.project if entry.state == E.SELECTED else None
    return PublicRow(
        receipt=entry.application.receipt,
        name=mask_name(entry.application.person.name, Audience.PUBLIC),
        result=result_text(entry),
        pool=pool_label(entry.pool),
        project=project.title if project else "",
        host_unit=str(project.host_unit or "") if project else "",
        reserve_rank=entry.reserve_rank,
    )


def result_text(entry: SelectionEntry) -> str:
    """선발, 예비 3순위, 미선발."""
    if entry.state == E.RESERVE:
        return f"예비 {entry.reserve_rank}순위"
    return entry.get_state_display()


def pool_label(code: str) -> str:
    """The Korean name of a pool; a code nobody knows stands as it is."""
    return POOL_LABELS.get(code, code)


def round_title(round_: Round) -> str:
    """A round as official text names it: 2026년 하반기 동행일자리 2차. One query for the name."""
    half = "" if round_.half == Half.YEAR else f" {round_.get_half_display()}"
    seq = f" {round_.seq}차" if round_.seq > 1 else ""
    return f"{round_.year}년{half} {round_.name}{seq}"


def drawn_with(selection: Selection) -> str:
    """The published seed of a list that lots decided, so that anybody can draw again; else ""."""
    is_drawn = selection.method == Selection.Method.LOTTERY
    return str(selection.terms.get("seed", "")) if is_drawn else ""


def until_text(publication: Publication | None) -> str:
    """The last day of appeals as it is printed: 2026. 12. 4.(금); "" before the announcement."""
    return kdate_weekday(publication.appeal_until_on) if publication else ""


def result_counts(selection: Selection) -> dict[str, int]:
    """How many were selected, wait in reserve and were not selected; one query.

    Whoever had left when the list was made is counted by themselves.
    """
    counts = Counter(selection.entries.order_by().values_list("state", flat=True))
    left = len(left_of(selection))
    counts[E.SELECTED] -= left
    told = {state.label: counts[state.value] for state in E}
    return {**told, "선발 뒤 종료": left} if left else told


def refused(round_: Round) -> QuerySet:
    """The applications found ineligible, which stand in no list."""
    found = Application.objects.of(round_.district).filter(
        round=round_, state=Application.State.INELIGIBLE
    )
    return found.select_related("person", "round").order_by("number")
