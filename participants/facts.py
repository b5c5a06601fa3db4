"""The one bridge from records to the rules: what is known of each applicant of a round.

Everything is read set-wise, a fixed number of queries for one applicant or for thousands.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from jobportal.platform.rules.codes import (
    AgeGroup,
    Ban,
    Employment,
    OfficialRelation,
    PremiumType,
    Sex,
    StudentState,
    VulnerableGroup,
)
from jobportal.platform.rules.facts import Days, Facts, Participation, Spell
from jobportal.platform.rules.windows import full_years
from participants.enquiries import day_of
from participants.models import (
    Application,
    ApplicationGroup,
    EndReason,
    Enquiry,
    InterviewSheet,
    Person,
    Placement,
    SubmittedDocument,
)
from participants.queries import required_documents
from programs.models import Round

K = Enquiry.Kind
S = Application.State
P = Placement.State
TAKING_PART = (S.SELECTED, S.PLACED)
FAILED = (S.NOT_SELECTED, S.RESERVE, S.EXPIRED)
SENIOR_AGE = 65
_FEW = 500
"""Of more applications than this, the rows of the whole round are read."""
PLAIN = {
    K.INCOME: ("household_income_won",),
    K.PREMIUM: ("premium_won",),
    K.ASSETS: ("assets_won", "debts_won"),
    K.EMPLOYMENT: (
        "employed_days",
        "unemployed_months",
        "has_regular_income",
        "has_business",
        "spouse_has_regular_income",
        "spouse_has_business",
        "receives_pension",
        "is_farmer",
        "spouse_is_farmer",
    ),
    K.PERSONAL: ("is_able_to_work", "is_recognised_homeless"),
}


@dataclass(frozen=True)
class Known:
    """One application with its facts and the days they are looked at."""

    application: Application
    facts: Facts
    days: Days


def facts_of(round_: Round, applications: Iterable[Application]) -> dict[int, Known]:
    """What is known of each of these applications of the round, by number.

    The applications have been read with their person. The 조회일 is the day of the newest enquiry;
    without one, today.
    """
    chosen = list(applications)
    material = _Material(round_, chosen)
    return {one.pk: material.known(one) for one in chosen}


def age_group(birth_on: date, round_: Round) -> AgeGroup:
    """The age group on the first day of work; youth only where the round has posts for them."""
    age = full_years(birth_on, round_.starts_on)
    if age >= SENIOR_AGE:
        return AgeGroup.OVER_65
    is_young = round_.posts_youth and age <= round_.youth_max_age
    return AgeGroup.YOUTH if is_young else AgeGroup.UNDER_65


class _Material:
    """The rows that belong to the applications, gathered by application, person or household."""

    def __init__(self, round_: Round, applications: Sequence[Application]):
        self.round, self.today = round_, timezone.localdate()
        self.is_whole = len(applications) > _FEW
        self.pks = [one.pk for one in applications]
        self.people = {one.person_id for one in applications}
        self.enquiries = self._enquiries()
        self.groups = _gathered(
            self._of(ApplicationGroup.objects).values_list("application_id", "group")
        )
        self.asked = [d for d in required_documents(round_) if d.is_mandatory]
        self.papers = self._papers()
        self.marks = self._marks()
        self.past, self.present = self._placements()
        self.failed = self._failed()
        self.base_applicants = self._base_applicants()
        self.taking_part = self._taking_part()
        self.family = self._family(applications)

    def _of(self, manager) -> QuerySet:
        """The rows of the applications; of very many, those of the whole round."""
        if self.is_whole:
            return manager.filter(application__round=self.round)
        return manager.filter(application__in=self.pks)

    def _people(self, manager, name: str = "person") -> QuerySet:
        if self.is_whole:
            mine = Application.objects.filter(round=self.round).values("person")
            return manager.filter(**{f"{name}__in": mine})
        return manager.filter(**{f"{name}__in": self.people})

    def _enquiries(self) -> dict[int, dict[str, tuple[date, dict]]]:
        found: dict[int, dict[str, tuple[date, dict]]] = defaultdict(dict)
        rows = self._of(Enquiry.objects).order_by()
        for row in rows.only("application_id", "kind", "looked_on", "content"):
            found[row.application_id][row.kind] = (row.looked_on, row.values)
        return found

    def _papers(self) -> dict[int, list[tuple[int, str, date | None]]]:
        rows = self._of(SubmittedDocument.objects).order_by()
        return _gathered(rows.values_list("application_id", "document_id", "state", "due_on"))

    def _marks(self) -> dict[int, list[dict]]:
        rows = self._of(InterviewSheet.objects).filter(submitted_at__isnull=False).order_by()
        return _gathered(rows.values_list("application_id", "marks"))

    def _placements(self) -> tuple[dict[int, list], dict[int, list]]:
        """Past and present work of the people outside this round, by person."""
        rows = self._people(Placement.objects).exclude(state=P.CANCELLED)
        rows = rows.exclude(round=self.round).select_related("round__programme")
        past: dict[int, list[Participation]] = defaultdict(list)
        present: dict[int, list[Participation]] = defaultdict(list)
        for row in rows.order_by("from_on", "pk"):
            past[row.person_id].append(_participation(row))
            if row.state in Placement.HOLDING:
                present[row.person_id].append(_participation(row))
        return past, present

    def _failed(self) -> dict[int, int]:
        counts: dict[int, int] = defaultdict(int)
        rows = self._people(Application.objects).filter(
            round__programme=self.round.programme_id,
            round__starts_on__lt=self.round.starts_on,
            state__in=FAILED,
        )
        for person in rows.order_by().values_list("person_id", flat=True):
            counts[person] += 1
        return counts

    def _base_applicants(self) -> set[int]:
        """People who applied in the round this one recruits additionally for."""
        if not self.round.additional_to_id:
            return set()
        rows = Application.objects.filter(round=self.round.additional_to_id)
        return set(rows.exclude(state__in=(S.DRAFT, S.WITHDRAWN)).values_list("person", flat=True))

    def _taking_part(self) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
        """Who takes part, by enquired household and by address."""
        selected = Application.objects.filter(round=self.round, state__in=TAKING_PART)
        by_code: dict[str, set[int]] = defaultdict(set)
        by_address: dict[str, set[int]] = defaultdict(set)
        for person, code, address in selected.values_list(
            "person_id", "household_code", "person__address_key"
        ):
            _note(by_code, by_address, person, code, address)
        working = Placement.objects.of(self.round.district).filter(
            state__in=Placement.HOLDING, to_on__gte=self.round.starts_on
        )
        for person, code, address in working.exclude(round=self.round).values_list(
            "person_id", "application__household_code", "person__address_key"
        ):
            _note(by_code, by_address, person, code, address)
        return by_code, by_address

    def _family(self, applications: Sequence[Application]) -> dict[str, list]:
        """Work of everybody at the addresses of the applicants, by address, with the person."""
        addresses = {one.person.address_key for one in applications} - {""}
        people = Person.objects.of(self.round.district).unmerged()
        if not self.is_whole:
            people = people.filter(address_key__in=addresses)
        rows = Placement.objects.filter(person__in=people).exclude(state=P.CANCELLED)
        rows = rows.exclude(round=self.round).select_related("round__programme", "person")
        found: dict[str, list] = defaultdict(list)
        for row in rows.order_by("from_on", "pk"):
            if row.person.address_key in addresses:
                found[row.person.address_key].append((row.person_id, _participation(row)))
        return found

    def known(self, one: Application) -> Known:
        """The facts of one application."""
        enquiries = self.enquiries.get(one.pk, {})
        values = {kind: kept for kind, (_, kept) in enquiries.items()}
        looked = [day for day, _ in enquiries.values()]
        days = Days(
            as_of=max(looked, default=self.today),
            notice=self.round.notice_on,
            apply=self.round.apply_to_on,
            start=self.round.starts_on,
        )
        person = one.person
        facts = Facts(
            birth_on=person.birth_on,
            sex=Sex(person.sex),
            dependants=one.dependants,
            is_household_head=one.is_head,
            vulnerable_groups=tuple(
                VulnerableGroup(group) for (group,) in sorted(self.groups.get(one.pk, []))
            ),
            certificates=one.certificate_list,
            experience_years=_years(one),
            participant_type=one.participant_type,
            age_group=age_group(person.birth_on, self.round),
            failed_rounds=self.failed.get(one.person_id, 0),
            has_applied_in_round=one.person_id in self.base_applicants,
            household_participants=self._household(one),
            marks=self._combined_marks(one.pk),
            **self._documents(one.pk),
            **_residence(values.get(K.RESIDENCE), one),
            **_benefits(values.get(K.BENEFIT)),
            **_plain(values),
            **self._history(one, values.get(K.PARTICIPATION)),
        )
        return Known(one, facts, days)

    def _documents(self, pk: int) -> dict:
        rows = self.papers.get(pk, [])
        open_states = SubmittedDocument.OPEN
        came = {document for document, state, _ in rows if state not in open_states}
        missing = tuple(document.name for document in self.asked if document.pk not in came)
        dues = [due for _, state, due in rows if state in open_states and due]
        return {"missing_documents": missing, "documents_due_on": max(dues, default=None)}

    def _household(self, one: Application) -> int | None:
        """Others of the household who take part; None where only the address speaks for it."""
        by_code, by_address = self.taking_part
        if one.household_code:
            return len(by_code.get(one.household_code, set()) - {one.person_id})
        same_address = by_address.get(one.person.address_key, set()) - {one.person_id}
        return None if same_address else 0

    def _combined_marks(self, pk: int) -> dict[str, tuple[Fraction, ...]]:
        marks: dict[str, list[Fraction]] = defaultdict(list)
        for (sheet,) in self.marks.get(pk, []):
            for code, mark in sheet.items():
                marks[code].append(Fraction(mark))
        return {code: tuple(sorted(given)) for code, given in marks.items()}

    def _history(self, one: Application, kept: dict | None) -> dict:
        """What the portal knows, and what the enquiry adds; without it the history is partial."""
        kept = kept or {}
        past = [*self.past.get(one.person_id, []), *_spells(kept.get("past", []))]
        present = [*self.present.get(one.person_id, []), *_spells(kept.get("concurrent", []))]
        relatives = self.family.get(one.person.address_key, [])
        return {
            "participations": _unlike(past),
            "concurrent": _unlike(present),
            "family_participations": tuple(
                item for person, item in relatives if person != one.person_id
            ),
            "is_history_partial": "past" not in kept,
            "is_present_partial": "concurrent" not in kept,
        }


def _gathered(rows: Iterable[tuple]) -> dict[int, list]:
    """Rows by their first column."""
    found: dict[int, list] = defaultdict(list)
    for key, *rest in rows:
        found[key].append(tuple(rest))
    return found


def _note(by_code: dict, by_address: dict, person: int, code: str, address: str) -> None:
    if code:
        by_code[code].add(person)
    if address:
        by_address[address].add(person)


def _participation(row: Placement) -> Participation:
    return Participation(
        from_on=row.from_on,
        to_on=row.to_on,
        programme=row.round.programme.get_kind_display(),
        rounds=0 if row.is_transfer else 1,
        dropped_out=row.state == P.DROPPED,
        fraud=row.end_reason == EndReason.FRAUD,
        reference=f"배치 {row.pk}",
    )


def _spells(kept: list[dict]) -> list[Participation]:
    return [
        Participation(
            from_on=date.fromisoformat(one["from_on"]),
            to_on=day_of(one["to_on"]),
            programme=one["programme"],
            dropped_out=bool(one.get("dropped_out")),
            fraud=bool(one.get("fraud")),
        )
        for one in kept
    ]


def _unlike(items: list[Participation]) -> tuple[Participation, ...]:
    """Without what the enquiry tells again of the portal's own rounds (same programme, start)."""
    kept: dict[tuple[str, date], Participation] = {}
    for item in items:
        known = kept.get((item.programme, item.from_on))
        if known is None or (not known.reference and item.reference):
            kept[item.programme, item.from_on] = item
    return tuple(kept.values())


def _years(one: Application) -> Fraction | None:
    return None if one.experience_years is None else Fraction(one.experience_years)


def _residence(kept: dict | None, one: Application) -> dict:
    kept = kept or {}
    size = kept.get("household_size") or one.household_size
    return {
        "household_size": size,
        "district_stays": _stays(kept.get("in_district"), kept.get("district_from_on")),
        "city_stays": _stays(
            True if kept.get("in_district") or kept.get("city_from_on") else None,
            kept.get("city_from_on") or kept.get("district_from_on"),
        ),
    }


def _stays(lives: bool | None, since: str | None) -> tuple[Spell, ...] | None:
    """Lives there since a day; nowhere there; or not known."""
    if lives is False:
        return ()
    return (Spell(date.fromisoformat(since)),) if lives and since else None


def _benefits(kept: dict | None) -> dict:
    kept = kept or {}
    return {f"{name}_benefits": _benefit(kept, name) for name in ("livelihood", "unemployment")}


def _benefit(kept: dict, name: str) -> tuple[Spell, ...] | None:
    draws = kept.get(f"has_{name}")
    if draws is None:
        return None
    first = day_of(kept.get(f"{name}_from_on")) or date.min
    return (Spell(first, day_of(kept.get(f"{name}_to_on"))),) if draws else ()


def _plain(values: dict[str, dict]) -> dict:
    """Facts that are kept as they are, and the coded ones."""
    facts: dict = {}
    for kind, names in PLAIN.items():
        kept = values.get(kind, {})
        facts |= {name: kept[name] for name in names if kept.get(name) is not None}
    for kind, name, word in (
        (K.PREMIUM, "premium_type", PremiumType),
        (K.EMPLOYMENT, "employment", Employment),
        (K.PERSONAL, "student_state", StudentState),
    ):
        if code := values.get(kind, {}).get(name):
            facts[name] = word(code)
    personal = values.get(K.PERSONAL, {})
    if personal.get("official_relations") is not None:
        relations = personal["official_relations"]
        facts["official_relations"] = tuple(OfficialRelation(code) for code in relations)
    facts["has_false_documents"] = bool(personal.get("has_false_documents"))
    bans = values.get(K.BAN, {})
    facts["bans"] = {ban: bans[ban.value] for ban in Ban if bans.get(ban.value) is not None}
    return facts
