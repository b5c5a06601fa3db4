"""What loading the sheet “신청서” would do: each row is new, a change, the same, or an error."""

import secrets
from collections.abc import Collection
from datetime import date

from jobportal.platform.values.hangul import fold
from jobportal.platform.values.residents import full_age
from participants.matching.people import People
from participants.models import (
    Application,
    ApplicationGroup,
    Consent,
    Person,
    SubmittedDocument,
)
from participants.models.person import YOUNGEST
from participants.queries import consent_form, required_documents
from participants.sheets.answers import keep_consents, keep_papers
from participants.sheets.dong_names import warn_of_dongs
from participants.sheets.identities import Identities, Who, is_about
from participants.sheets.own_dongs import EVERY_DONG, OwnDongs
from participants.sheets.plan import Difference, Plan, RowDraft
from participants.sheets.round_material import RoundMaterial
from participants.sheets.rows import Row, SheetRows
from participants.taking import FIELDS, age_fault, age_limits, received_fault
from participants.workflow import EDITABLE
from programs.models import Round

S = Application.State
CONTACT = ("former_name", "phone", "address", "dong")
IDENTITY = ("birth_on", "sex")
WHO = frozenset({"number", "name", "birth_on", "sex", "rrn"})
"""Whose row it is cannot be said without these cells."""


class ApplicationPlan(Plan):
    """The rows of the sheet held against the round, its people and its form in force today.

    ``dongs`` are the names of 동 that a new one is held against.
    """

    def __init__(
        self,
        round_: Round,
        rows: SheetRows,
        today: date,
        own: OwnDongs = EVERY_DONG,
        dongs: Collection[str] = (),
    ):
        super().__init__(rows)
        self.round, self.today, self.own = round_, today, own
        self.form = consent_form(round_, today)
        self.documents = required_documents(round_)
        self.age_limits = age_limits(round_, today)
        self.dongs = dongs
        self.submitted: list[Application] = []
        self.pairs: list[tuple[Person, Person, str]] = []
        self._people_of_rows: dict[int, Person] = {}
        if not self._form_items():
            return
        self.known = RoundMaterial(round_)
        self.whos = self._identified()
        named = self._named_people()
        self.people, self.reached = self.known.persons(named), own.reached(named)
        for who in self.whos:
            self._plan(who)

    def _form_items(self) -> bool:
        """Whether there is a form to consent to; without one nothing is taken in."""
        if self.form and self.form.items.all():
            return True
        self.rows.findings.add(
            "접수일에 쓰는 동의서 양식이 없어 접수할 수 없습니다.",
            "‘동의서 양식’과 ‘동의 항목’을 먼저 등록하세요.",
            value=self.rows.file_name,
        )
        return False

    def _identified(self) -> list[Who]:
        identities = Identities(self.rows, People.of(self.round.district))
        whos = []
        for row in self.rows.rows:
            who = self._who(identities, row)
            if who is None:
                self._check_alone(row)
            else:
                whos.append(who)
        return whos

    def _who(self, identities: Identities, row: Row) -> Who | None:
        if row.unread & WHO:
            return None
        number = row.get("number")
        if number is None:
            return identities.who(row)
        application = self.known.by_number.get(number)
        if application is None or not self.own.hold(application):
            self.rows.problem(
                row, "number", "그런 접수번호가 없습니다.", "번호를 확인하거나 비워 두세요."
            )
            return None
        if not is_about(row, application.person):
            self.rows.problem(
                row,
                "name",
                "그 접수번호의 신청인과 다른 사람입니다.",
                "접수번호와 성명을 확인하세요.",
            )
            return None
        return identities.who(row, application.person_id)

    def _named_people(self) -> set[int]:
        likely = {mark for who in self.whos for mark, _ in who.likely if isinstance(mark, int)}
        return likely | {who.person for who in self.whos if who.person is not None}

    def _plan(self, who: Who) -> None:
        draft = RowDraft(self.rows, who.row, self.passed)
        person = self._person(draft, who)
        application = self._application(draft, who, person)
        if application is None:
            return
        self._fill(draft, application)
        if self._refuses(draft, application):
            return
        self._people_of_rows[who.row.number] = person
        self._count(draft, application)
        self.take(draft)
        self._pair(who, person)

    def _person(self, draft: RowDraft, who: Who) -> Person:
        """The person with what the row says; somebody known keeps name, birth date and sex.

        Of somebody whom the clerk does not work with nothing changes.
        """
        row, is_new = who.row, who.person is None
        person = Person(district=self.round.district) if is_new else self.people[who.person]
        if not is_new and person.pk not in self.reached:
            return person
        may_correct = is_new or row.get("number") is not None
        if may_correct and ("name" in row.values) and fold(row.get("name")) != fold(person.name):
            person.name = row.get("name")
        for name in (*CONTACT, *(IDENTITY if may_correct else ())):
            setattr(person, name, row.get(name, getattr(person, name)))
        self._set_number(draft, person)
        if not is_new and fold(person.name) != fold(row.get("name")):
            self.rows.problem(
                row,
                "name",
                "등록된 성명과 다르게 적혀 있습니다.",
                "등록된 성명을 그대로 둡니다. 개명했으면 신청인 화면에서 고치세요.",
                level="warning",
            )
        draft.keep(person)
        return person

    def _set_number(self, draft: RowDraft, person: Person) -> None:
        number = draft.row.get("rrn")
        if number is None:
            return
        if person.rrn and person.rrn != number.digits:
            draft.problem("rrn", "등록된 주민등록번호와 다릅니다.", "신분증을 확인하세요.")
            return
        if person.pk is None:
            person.birth_on = person.birth_on or number.birth_on
            person.sex = person.sex or number.sex
        person.rrn = number.digits
        if not number.has_checksum:
            self.rows.problem(
                draft.row,
                "rrn",
                "주민등록번호의 검증 숫자가 맞지 않습니다.",
                "2020년 10월 이후에 받은 번호가 아니면 신분증과 다시 맞추어 보세요.",
                level="warning",
            )

    def _application(self, draft: RowDraft, who: Who, person: Person) -> Application | None:
        """The application of the row: the one that is there, or a new one; None when refused."""
        number = who.row.get("number")
        found = self.known.by_number[number] if number else self.known.by_person.get(person.pk)
        if person.pk in self.known.base_applicants and (found is None or found.state == S.DRAFT):
            draft.problem(
                "name",
                f"추가모집하는 회차({self.round.additional_to})나 그 추가모집에 이미 신청한 "
                "사람입니다.",
                "추가모집에는 그 회차들에 신청하지 않은 사람만 접수하므로 이 줄을 지우세요.",
            )
            return None
        if found is None:
            return Application(
                district=self.round.district,
                round=self.round,
                person=person,
                token=secrets.token_urlsafe(24),
            )
        if not self.own.hold(found):
            draft.problem(
                "name",
                "다른 곳에서 이 회차에 이미 신청한 사람입니다.",
                "이 줄을 지우세요. 신청서를 고칠 것이 있으면 구청 담당자에게 알리세요.",
            )
            return None
        if found.state == S.WITHDRAWN:
            draft.problem("number", "취하한 신청서입니다.", "번호를 비우면 새로 접수합니다.")
            return None
        return found

    def _check_alone(self, row: Row) -> None:
        """What can be said of a row although nobody knows whose it is."""
        draft = RowDraft(self.rows, row, self.passed)
        application = Application(district=self.round.district, round=self.round)
        self._fill_fields(draft, application)
        if "number" not in {*row.values, *row.unread}:
            self._check_dong(draft, application)
            keep_consents(draft, application, self.form, [], self.today)

    def _check_dong(self, draft: RowDraft, application: Application) -> None:
        if not self.own.hold(application):
            cure = "‘접수 동’을 확인하고, 다른 동의 신청서면 이 줄을 지우세요."
            draft.problem("reception_dong", self.own.fault, cure)

    def _fill_fields(self, draft: RowDraft, application: Application) -> None:
        row = draft.row
        for name in FIELDS:
            setattr(application, name, row.get(name, getattr(application, name)))
        day = row.get("received_on")
        if day and day != getattr(application, "_loaded", {}).get("received_on"):
            self._check_day(draft, day)
        could_read = not row.unread & {"dependants", "household_size"}
        if could_read and application.dependants >= application.household_size:
            draft.problem(
                "dependants",
                "부양가족 수는 본인을 뺀 세대원 수를 넘을 수 없습니다.",
                "세대원 수와 부양가족 수를 확인하세요.",
            )

    def _fill(self, draft: RowDraft, application: Application) -> None:
        row = draft.row
        self._fill_fields(draft, application)
        self._check_dong(draft, application)
        warn_of_dongs(self.rows, row, self.dongs)
        if application.pk is None:
            self._warn_of_age(row, application.person)
        draft.keep(application)
        self._keep_groups(draft, application)
        consents, papers = self._on_file(application)
        keep_consents(draft, application, self.form, consents, self.today)
        keep_papers(draft, application, self.documents, papers)

    def _on_file(self, application: Application) -> tuple[list[Consent], list[SubmittedDocument]]:
        """The answers and papers of an application; those of the round are read for the first."""
        pk = application.pk
        return (self.known.consents.get(pk, []), self.known.papers.get(pk, [])) if pk else ([], [])

    def _check_day(self, draft: RowDraft, day: date) -> None:
        if fault := received_fault(self.round, day, self.today):
            what, stop, cure = fault.partition("니다. ")
            draft.problem("received_on", what + stop.rstrip(), cure)

    def _warn_of_age(self, row: Row, person: Person) -> None:
        """Who is too young or too old is taken in all the same: the screening says why not.

        Of a child, whom nobody takes in, that is told and nothing else.
        """
        if person.birth_on and full_age(person.birth_on, self.today) < YOUNGEST:
            return
        if person.birth_on and (fault := age_fault(self.age_limits, person.birth_on)):
            self.rows.problem(
                row,
                "birth_on",
                fault,
                "생년월일이 맞는지 확인하세요. 맞으면 자격심사에서 부적격으로 판정합니다.",
                level="warning",
            )

    def _keep_groups(self, draft: RowDraft, application: Application) -> None:
        chosen = draft.row.get("groups")
        if chosen is None:
            return
        on_file = self.known.groups.get(application.pk, []) if application.pk else []
        kept = {one.group: one for one in on_file}
        gone = [kept[group] for group in sorted(kept.keys() - set(chosen))]
        draft.deletes += gone
        draft.labels += ["취업취약계층"] if gone else []
        for group in sorted(set(chosen) - kept.keys()):
            one = ApplicationGroup(
                district_id=application.district_id, application=application, group=group
            )
            draft.add(one, "취업취약계층")

    def _refuses(self, draft: RowDraft, application: Application) -> bool:
        """Whether the row is left out: it has faults, or what it changes may not be changed."""
        if not draft.row.is_bad and draft.changes and application.state not in EDITABLE:
            draft.problem(
                "name",
                f"이미 ‘{application.get_state_display()}’ 상태인 신청서({application})와 내용이 "
                "다릅니다.",
                "신청서 화면에서 확인하고, 이 줄은 지우세요.",
            )
        return draft.row.is_bad

    def _count(self, draft: RowDraft, application: Application) -> None:
        if application.person_id:
            self.persons.add(application.person_id)
        if application.state == S.DRAFT:
            self.submitted.append(application)
        if application.pk is None:
            self.created += 1
        elif draft.changes or application.state == S.DRAFT:
            labels = list(dict.fromkeys(draft.labels)) or ["접수"]
            self.differences.append(Difference(draft.row.number, str(application), tuple(labels)))
        else:
            self.same += 1

    def _pair(self, who: Who, person: Person) -> None:
        """Remember whom a new person may be too; people who are both known were seen before."""
        for mark, why in who.likely:
            is_row = isinstance(mark, Row)
            other = self._people_of_rows.get(mark.number) if is_row else self.people.get(mark)
            if other is not None and (person.pk is None or other.pk is None):
                self.pairs.append((other, person, why.why))
