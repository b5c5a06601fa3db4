"""What loading the sheet “조회 결과” would do: each row is new, a change, the same, or an error."""

from datetime import date

from jobportal.platform.intake.cells import as_cell_error
from jobportal.platform.masking import mask_name
from jobportal.platform.values.hangul import fold
from participants.enquiries.entering import enquiry_refusals, household_told
from participants.enquiries.kinds import ENQUIRY_FIELDS
from participants.enquiries.values import contradictions
from participants.models import Application, Enquiry
from participants.sheets.layout import blank
from participants.sheets.plan import Difference, Plan, RowDraft
from participants.sheets.round_material import RoundApplications
from participants.sheets.rows import Row, SheetRows
from programs.models import Round

K = Enquiry.Kind


class EnquiryPlan(Plan):
    """The rows of the sheet held against the applications of the round and what was enquired."""

    def __init__(self, round_: Round, rows: SheetRows, today: date):
        super().__init__(rows)
        self.round, self.today = round_, today
        material = RoundApplications(round_)
        self.applications = material.by_number
        self.refusals = enquiry_refusals(self.applications.values())
        self.known = self._on_file(material)
        self.seen: dict[int, int] = {}
        for row in rows.rows:
            self._plan(row, self._application(row))

    @property
    def touched(self) -> dict[int, Application]:
        """The applications of which loading changes a result, by number."""
        rows = (*self.creates[Enquiry], *self.updates[Enquiry])
        return {one.application_id: one.application for one in rows}

    def _on_file(self, material: RoundApplications) -> dict[tuple[int, str], Enquiry]:
        found = {}
        for rows in material.gathered(Enquiry).values():
            for one in rows:
                one.batch = material.batches.get(one.batch_id)
                found[one.application_id, one.kind] = one
        return found

    def _application(self, row: Row) -> Application | None:
        """The application of a row; None, with a problem, when the row cannot be about one."""
        number = row.get("number")
        if number is None:
            return None
        application = self.applications.get(number)
        if application is None:
            self.rows.problem(row, "number", "그런 접수번호가 없습니다.", "번호를 확인하세요.")
        elif number in self.seen:
            self.rows.problem(
                row,
                "number",
                f"{self.seen[number]}행과 같은 접수번호입니다.",
                "한 줄만 남기고 다른 줄은 지우세요.",
            )
        elif not _is_named(row, application):
            self.rows.problem(
                row,
                "name",
                "그 접수번호의 신청인과 성명이 다릅니다.",
                "줄이 어긋나지 않았는지 접수번호와 성명을 확인하세요.",
            )
        else:
            self.seen[number] = row.number
            return application
        return None

    def _plan(self, row: Row, application: Application | None) -> None:
        """What the row does; each check runs whose own cells could be read."""
        draft = RowDraft(self.rows, row, self.passed)
        kinds = [kind for kind in K if any(f.name in row.values for f in ENQUIRY_FIELDS[kind])]
        self._check_day(draft, bool(kinds))
        told = {kind: self._told(draft, application, kind) for kind in kinds}
        if application is None:
            return
        if not row.is_bad:
            for kind, values in told.items():
                self._keep(draft, application, kind, values)
        if (draft.changes or (row.is_bad and kinds)) and application.pk in self.refusals:
            error = as_cell_error(ValueError(self.refusals[application.pk]))
            draft.problem("number", error.what, error.cure)
        if not row.is_bad:
            self._count(draft, application)
            self.take(draft)

    def _check_day(self, draft: RowDraft, has_values: bool) -> None:
        day = draft.row.get("looked_on")
        if has_values and day is None:
            error = blank()
            draft.problem("looked_on", f"조회일이 {error.what}", "조회한 날을 적으세요.")
        elif day and day > self.today:
            draft.problem("looked_on", "조회일이 오늘보다 뒤입니다.", "조회한 날을 적으세요.")

    def _told(self, draft: RowDraft, application: Application | None, kind: str) -> dict:
        """The values of a kind; those whose column is not in the file stay."""
        row, known = draft.row, self._known(application, kind)
        kept = {k: v for k, v in known.values.items() if k not in self.rows.places}
        names = [field.name for field in ENQUIRY_FIELDS[kind]]
        values = kept | {name: row.get(name) for name in names if name in row.values}
        for name, fault in contradictions(kind, values).items():
            error = as_cell_error(ValueError(fault))
            draft.problem(name, error.what, error.cure)
        return values

    def _known(self, application: Application | None, kind: str) -> Enquiry:
        """What is on file of a kind, else a blank result."""
        known = self.known.get((application.pk, kind)) if application else None
        return known or Enquiry(district=self.round.district, application=application, kind=kind)

    def _keep(self, draft: RowDraft, application: Application, kind: str, values: dict) -> None:
        """Replace what is known of a kind."""
        row, one = draft.row, self._known(application, kind)
        one.looked_on, one.source = row.get("looked_on"), row.get("source", one.source)
        if kind == K.RESIDENCE:
            application.household_code = household_told(application, one.values, values)
        if values != one.values:
            one.values = values
        draft.keep(one, f"{K(kind).label}")
        if kind == K.RESIDENCE:
            draft.keep(application)

    def _count(self, draft: RowDraft, application: Application) -> None:
        self.persons.add(application.person_id)
        if not draft.changes:
            self.same += 1
        elif not draft.creates or any(isinstance(one, Enquiry) for one in draft.updates):
            labels = tuple(dict.fromkeys(draft.labels))
            self.differences.append(Difference(draft.row.number, application.receipt, labels))
        else:
            self.created += 1


def _is_named(row: Row, application: Application) -> bool:
    """Whether the name of a row, in full or masked, is the applicant's; a blank one may be."""
    told = row.get("name")
    if told is None:
        return True
    name, former = application.person.name, application.person.former_name
    known = (name, former, mask_name(name))
    return fold(told) in map(fold, filter(None, known))
