"""A whole made-up office for walking over every address: one object for each kind of address."""

import json
from datetime import timedelta
from http.cookies import SimpleCookie
from itertools import count

from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from jobportal.platform.access import UNKNOWN_ACCOUNT
from jobportal.platform.audit import Via, acting
from jobportal.platform.granting import give
from jobportal.platform.models import (
    AccessEntry,
    AccessFinding,
    District,
    FileJob,
    RightsReview,
    Role,
    User,
)
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.records import kinds_by_model, kinds_by_slug
from jobportal.platform.render.json import grid_data
from jobportal.platform.rightsreview.acts import begin
from jobportal.platform.values.halves import Half
from participants.models import (
    Appeal,
    Application,
    Destruction,
    DuplicatePair,
    IntakeBatch,
    KeepingDuty,
    KeptRecord,
    LegalHold,
    Offer,
    PersonMerge,
    Provision,
    SafetyTraining,
    Vacancy,
)
from reports.building import build_items
from reports.models import Document, DocumentItem, Snapshot
from tests.making import make
from tests.participants.making import a_person, a_round, an_application
from tests.participants.placing import a_placement, a_selection, an_entry

TODAY = timezone.localdate
S = Application.State
_numbers = count(1)


def office(district: District, secret: str) -> dict[str, dict]:
    """The arguments of each kind of address in the district, by the beginning of its route.

    Everything in it that could be recognised bears the ``secret``. A second one in the same
    district has another secret.
    """
    with acting("시험", via=Via.COMMAND):
        return _office(district, secret)


def _office(district: District, secret: str) -> dict[str, dict]:
    round_ = a_round(district, f"{secret}-2026-1", rrn_allowed=True)
    person = a_person(district, 1, name=f"가상{secret}", dong=f"{secret}동")
    other = a_person(district, 2, name=f"없음{secret}")
    merged = a_person(district, 3, name=f"합침{secret}")
    application = an_application(round_, person, 1, state=S.PLACED, reception_dong=f"{secret}동")
    waiting = an_application(round_, other, 2, state=S.RESERVE, reception_dong="가상1동")
    by = someone(district, *WORKING)
    selection = a_selection(round_, by)
    entry_of_list = an_entry(selection, application, project=round_.work_projects.first())
    an_entry(selection, waiting, state="RESERVE", reserve_rank=1)
    placement = a_placement(application)
    shared = {"district": district}
    vacancy = Vacancy(
        **shared, round=round_, project=placement.project, opened_on=TODAY(), cause="UNFILLED"
    )
    vacancy.save()
    offer = Offer(
        **shared,
        vacancy=vacancy,
        application=waiting,
        reserve_rank=1,
        offered_on=TODAY(),
        respond_by_on=TODAY() + timedelta(days=3),
    )
    offer.save()
    session = SafetyTraining(
        **shared, code=f"{secret}-교육", round=round_, kind="HIRING", held_on=TODAY()
    )
    session.save()
    appeal = Appeal(
        **shared,
        application=waiting,
        against="RESERVE",
        filed_on=TODAY(),
        due_on=TODAY() + timedelta(days=7),
        ground=f"{secret} 다시 보아 주세요.",
    )
    appeal.save()
    pair = DuplicatePair(**shared, first=person, second=other, why="시험")
    pair.save()
    merge = PersonMerge(
        **shared, kept=person, merged=merged, merged_at=timezone.now(), merged_by="시험"
    )
    merge.save()
    destruction = Destruction(
        **shared,
        kind="INVESTIGATION",
        round=round_,
        as_of=TODAY(),
        reason="시험",
        requested_by=by,
        requested_at=timezone.now(),
    )
    destruction.save()
    duty = KeepingDuty(
        **shared, person=person, law=secret, reason="시험", until_on=TODAY() + timedelta(days=9)
    )
    duty.save()
    kept = KeptRecord(
        **shared,
        person=merged,
        destruction=destruction,
        law=f"{secret}법",
        reason="시험",
        content=json.dumps({"person": {"name": f"보관{secret}"}, "work": []}),
        kept_on=TODAY(),
        until_on=TODAY(),
    )
    kept.save()
    hold = LegalHold(**shared, person=other, reason=f"{secret} 감사", from_on=TODAY())
    hold.save()
    provision = Provision(
        **shared,
        title=f"{secret} 명단",
        receiver=f"{secret}공단",
        purpose="시험",
        basis="시험",
        items="성명",
        persons=1,
        given_on=TODAY(),
        until_on=TODAY(),
        method="FILE",
        measures="시험",
        given_by=by,
    )
    provision.save()
    batch = IntakeBatch(
        **shared,
        round=round_,
        kind=IntakeBatch.Kind.APPLICATIONS,
        file_name=f"{secret}.xlsx",
        file_hash="0" * 64,
        loaded_at=timezone.now(),
        loaded_by="시험",
    )
    batch.save()
    document, item = a_document(district, secret)
    ledger = kinds_by_slug()["ledger"]
    entry = make(ledger, district, ledger.model.objects.of(district).count() + 1)
    looked = AccessEntry.objects.create(
        account_id=by.pk,
        account_name=UNKNOWN_ACCOUNT,
        task="시험",
        action="READ",
        district_id=district.pk,
        persons=[person.pk],
    )
    finding = AccessFinding(
        **shared,
        month_on=TODAY().replace(day=1),
        review_on=TODAY().replace(day=1),
        mark=secret,
        rule=f"{secret} 항목",
        told="시험",
    )
    finding.save()
    half = Half.of(TODAY())
    if not RightsReview.objects.of(district).exists():
        begin(district, half, by)
    job = FileJob.objects.create(district=district, account=by, kind="ROSTER", title=secret)
    role = Role.objects.create(
        code=f"OWN-{next(_numbers)}",
        label=f"{secret} 역할",
        description="시험",
        confinements=[Confinement.DISTRICT.value],
        district=district,
    )
    pk = {"pk": round_.pk}
    return {
        "files/<int:pk>/<slug:act>/": {"pk": job.pk, "act": "cancel"},
        "files/": {"pk": job.pk},
        "rounds/<int:pk>/rules/ties/<int:step>/": {**pk, "step": 0},
        "rounds/": pk,
        "participants/rounds/uploads/": {"pk": batch.pk},
        "participants/rounds/": pk,
        "participants/intake/": pk,
        "participants/applicants/<int:application_pk>": {"application_pk": application.pk},
        "participants/applicants/": {"pk": application.pk},
        "participants/persons/<int:pk>/keeping/<int:duty>/": {"pk": person.pk, "duty": duty.pk},
        "participants/persons/": {"pk": person.pk},
        "kept/": {"pk": kept.pk},
        "participants/appeals/": {"pk": appeal.pk},
        "participants/duplicates/": {"pk": pair.pk},
        "participants/merges/": {"pk": merge.pk},
        "participants/rounds/<int:pk>/placements/assign/": {**pk, "application": waiting.pk},
        "participants/rounds/<int:pk>/duties/sessions/<int:session>": {**pk, "session": session.pk},
        "participants/placements/<int:pk>/acts/": {"pk": placement.pk, "kind": "DROP"},
        "participants/placements/": {"pk": placement.pk},
        "participants/vacancies/": {"pk": vacancy.pk},
        "participants/rounds/<int:pk>/interviews/marks/<int:application>": {
            **pk,
            "application": waiting.pk,
        },
        "participants/selections/<int:pk>/entries/": {
            "pk": selection.pk,
            "entry": entry_of_list.pk,
        },
        "participants/selections/": {"pk": selection.pk},
        "destruction/holds/": {"pk": hold.pk},
        "destruction/": {"pk": destruction.pk},
        "provisions/": {"pk": provision.pk},
        "documents/<int:pk>/items/<str:code>/figures": {
            "pk": document.pk,
            "code": item.code,
            "row": 0,
            "column": 0,
        },
        "documents/<int:pk>/items/<str:code>": {"pk": document.pk, "code": item.code},
        "documents/<int:pk>/snapshots/": {"pk": document.pk, "number": 1},
        "documents/": {"pk": document.pk},
        "records/<slug:slug>/<int:pk>/reverse": {"slug": "ledger", "pk": entry.pk},
        "records/<slug:slug>/<int:pk>": {"slug": "programmes", "pk": round_.programme_id},
        "records/<slug:slug>": {"slug": "programmes"},
        "catalogue/": {"key": "round-plan"},
        "statutory/": {"kind": "MINIMUM_WAGE"},
        "access/entries/": {"pk": looked.pk},
        "access/accounts/": {"account_id": by.pk},
        "access/findings/<int:pk>/<slug:step>/": {"pk": finding.pk, "step": "settle"},
        "access/findings/": {"pk": finding.pk},
        "access/explanations/": {"pk": finding.pk},
        "access/reviews/": {"year": 2026, "month": 1},
        "accounts/<int:pk>/<slug:act>": {"pk": by.pk, "act": "unlock"},
        "accounts/": {"pk": by.pk},
        "rights/reviews/": {"year": half.first.year, "half": half.number},
        "grants/": {"pk": by.grants.get().pk},
        "roles/": {"pk": role.pk},
    }


def a_document(district: District, secret: str) -> tuple[Document, DocumentItem]:
    """A document with one table, titled with the secret, and submitted once."""
    document = make(kinds_by_model()[Document], district, Document.objects.of(district).count() + 1)
    document.title = f"{secret} 문서"
    document.save()
    item = DocumentItem(
        district=district,
        document=document,
        code="T1",
        order=1,
        section="시험",
        title=f"{secret} 표",
        table="business-census",
        params="census_year=2026",
        year=2026,
        as_of=TODAY(),
    )
    item.save()
    Snapshot(
        district=district,
        document=document,
        number=1,
        submitted_on=TODAY(),
        purpose="시험",
        grids=[grid_data(grid) for grid in build_items([item])],
        sha256="0" * 64,
    ).save()
    return document, item


def someone(
    district: District,
    *permissions: Permission,
    confined_to: Confinement = Confinement.DISTRICT,
    confined_code: str = "",
) -> User:
    """A user with a role of just these permissions."""
    number = next(_numbers)
    role = Role.objects.create(
        code=f"ROLE-{number}",
        label=f"시험 역할 {number}",
        description="시험",
        permissions=[one.value for one in permissions],
        confinements=[confined_to.value],
    )
    user = User.objects.create_user(f"walker-{number}", password=None, name=f"걷는이{number}")
    give(
        user,
        district,
        role.code,
        "시험",
        confined_to=confined_to.value,
        confined_code=confined_code,
    )
    return user


WORKING = frozenset(set(Permission) - {Permission.MANAGE_ACCOUNTS})
"""As much as one account may do: who manages accounts sees no resident."""


class Everybody(Client):
    """A browser of two people who together may do everything; each address gets who may open it."""

    def __init__(self, district: District, **values):
        super().__init__(**values)
        self.people = {}
        for manages in (True, False):
            self.cookies = SimpleCookie()
            allowed = (Permission.MANAGE_ACCOUNTS,) if manages else WORKING
            self.force_login(someone(district, *allowed))
            self.people[manages] = self.cookies

    def request(self, **request):
        """Ask as the one or the other."""
        try:
            view = resolve(request["PATH_INFO"]).func.view_class
        except Resolver404:
            view = None
        needed = getattr(view, "permission_for", lambda method: None)(request["REQUEST_METHOD"])
        self.cookies = self.people[needed is Permission.MANAGE_ACCOUNTS]
        return super().request(**request)


def holder(district: District, role: str, **values) -> User:
    """A user with a delivered role."""
    user = User.objects.create_user(f"walker-{next(_numbers)}", password=None, name="걷는이")
    give(user, district, role, "시험", **values)
    return user


def arguments(route: str, places: dict[str, dict]) -> dict | None:
    """The arguments of an address: those of the longest beginning of its route; None if unknown."""
    if "<" not in route:
        return {}
    fitting = [start for start in places if route.startswith(start)]
    return places[max(fitting, key=len)] if fitting else None
