"""What a round holds already, read set-wise before the rows of a sheet are held against it."""

from collections import defaultdict
from collections.abc import Iterable

from participants.models import (
    Application,
    ApplicationGroup,
    Consent,
    IntakeBatch,
    Person,
    SubmittedDocument,
)
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

    def gathered(self, model, *related: str) -> dict[int, list]:
        """The rows of a model by application, in the order of their number."""
        found: dict[int, list] = defaultdict(list)
        by_pk = {row.pk: row for row in self.applications}
        rows = model.objects.filter(application__round=self.round).order_by("pk")
        for row in rows.select_related(*related):
            row.application = by_pk[row.application_id]
            found[row.application_id].append(row)
        return found


class RoundMaterial(RoundApplications):
    """The same with groups, consents and papers."""

    def __init__(self, round_: Round):
        super().__init__(round_)
        self.by_person = {
            row.person_id: row for row in self.applications if row.state != S.WITHDRAWN
        }
        self.base_applicants = self._base_applicants()
        self.groups = self.gathered(ApplicationGroup)
        self.consents = self.gathered(Consent, "item__form")
        self.papers = self.gathered(SubmittedDocument, "document")

    def _base_applicants(self) -> set[int]:
        """People who applied in the round this one recruits additionally for."""
        if not self.round.additional_to_id:
            return set()
        rows = Application.objects.filter(round=self.round.additional_to_id)
        return set(rows.exclude(state__in=(S.DRAFT, S.WITHDRAWN)).values_list("person", flat=True))

    def persons(self, pks: Iterable[int]) -> dict[int, Person]:
        """These people: those who applied here already as they are at hand."""
        known = {row.person_id: row.person for row in self.applications}
        wanted = set(pks)
        rest = Person.objects.of(self.round.district).in_bulk(sorted(wanted - known.keys()))
        for person in rest.values():
            person.district = self.round.district
        return rest | {pk: known[pk] for pk in wanted & known.keys()}
