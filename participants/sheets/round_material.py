"""What a round holds already, read set-wise before the rows of a sheet are held against it."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from jobportal.platform.models import Record
from participants.models import (
    Application,
    ApplicationGroup,
    Consent,
    ConsentItem,
    IntakeBatch,
    Person,
    RequiredDocument,
    SubmittedDocument,
)
from programs.families import recruited_together
from programs.models import Round

S = Application.State


class RoundApplications:
    """The applications of a round with their person, and all they refer to at hand.

    A fixed number of queries, however many applications there are.
    """

    def __init__(self, round_: Round):
        self.round = round_
        self.projects = {one.pk: one for one in round_.work_projects.all()}
        self.batches = IntakeBatch.objects.filter(round=round_).defer("before").in_bulk()
        rows = Application.objects.filter(round=round_).select_related("person")
        self.applications = [self._linked(row) for row in rows.order_by("number", "pk")]
        self.by_number = {row.number: row for row in self.applications if row.number}

    def _linked(self, row: Application) -> Application:
        """With its round, projects and file at hand, so that none is asked for one by one."""
        row.round = self.round
        row.person.district = row.district = self.round.district
        for name in ("first_choice", "second_choice"):
            if project := self.projects.get(getattr(row, f"{name}_id")):
                setattr(row, name, project)
        if row.batch_id:
            row.batch = self.batches[row.batch_id]
        return row

    def gathered(self, model, **linked: dict[int, Record]) -> dict[int, list]:
        """The rows of a model by application, in the order of their number.

        ``linked`` are records they refer to, by number, so that each is made once. What belongs to
        an application that came in meanwhile is left out like the application.
        """
        found: dict[int, list] = defaultdict(list)
        by_pk = {row.pk: row for row in self.applications}
        for row in model.objects.filter(application__round=self.round).order_by("pk"):
            if row.application_id not in by_pk:
                continue
            row.application = by_pk[row.application_id]
            for name, records in linked.items():
                setattr(row, name, records[getattr(row, f"{name}_id")])
            found[row.application_id].append(row)
        return found


class RoundMaterial(RoundApplications):
    """The same with groups, consents and papers, which are read once a row is about one of them."""

    def __init__(self, round_: Round):
        super().__init__(round_)
        self.by_person = {
            row.person_id: row for row in self.applications if row.state != S.WITHDRAWN
        }
        self.base_applicants = self._base_applicants()

    @cached_property
    def groups(self) -> dict[int, list[ApplicationGroup]]:
        """The vulnerable groups by application."""
        return self.gathered(ApplicationGroup)

    @cached_property
    def consents(self) -> dict[int, list[Consent]]:
        """The answers by application, with their item and its form."""
        items = ConsentItem.objects.of(self.round.district).select_related("form")
        return self.gathered(Consent, item={one.pk: one for one in items})

    @cached_property
    def papers(self) -> dict[int, list[SubmittedDocument]]:
        """The papers noted down by application, with what was asked for."""
        asked = RequiredDocument.objects.of(self.round.district)
        return self.gathered(SubmittedDocument, document={one.pk: one for one in asked})

    def _base_applicants(self) -> set[int]:
        """People who applied in another round of the family this one recruits for."""
        family = recruited_together(self.round)
        if not family:
            return set()
        rows = Application.objects.filter(round__in=family)
        return set(rows.exclude(state__in=(S.DRAFT, S.WITHDRAWN)).values_list("person", flat=True))

    def persons(self, pks: Iterable[int]) -> dict[int, Person]:
        """These people: those who applied here already as they are at hand."""
        known = {row.person_id: row.person for row in self.applications}
        wanted = set(pks)
        rest = Person.objects.of(self.round.district).in_bulk(sorted(wanted - known.keys()))
        for person in rest.values():
            person.district = self.round.district
        return rest | {pk: known[pk] for pk in wanted & known.keys()}
