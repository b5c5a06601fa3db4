"""The made-up office lives: every record is one the pages would have made, and work can go on."""

import logging
import re
from datetime import date, timedelta
from io import StringIO
from itertools import islice

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.models import Change, District, User
from jobportal.platform.values.residents import has_checksum, phone_text
from participants.actions.offers import accept, offer
from participants.actions.scoring import score_round
from participants.actions.screening import decide, screen
from participants.actions.selection import approve
from participants.actions.undoing import last_event, undo
from participants.demo.dump import digest_of, lines_of
from participants.demo.names import DONGS, SURNAMES
from participants.demo.plans import Stage
from participants.demo.scales import REFERENCE_DAY, make_people
from participants.demo.writing import Writer
from participants.matching.likely import find_pairs
from participants.models import (
    Appeal,
    Application,
    DuplicatePair,
    Enquiry,
    Offer,
    Person,
    Placement,
    Screening,
    Selection,
    Vacancy,
)
from participants.placement.posts import Posts
from participants.placement.reserves import Reserves
from participants.queries import applicants, in_states
from participants.selection.outcomes import material_of
from participants.selection.proposals import changes_since
from programs.models import Programme, ProgrammeName, Round
from tests.participants.destruction.ended import dump

CODE = "geumcheon"
KINDS = Programme.Kind
P = Placement.State
S = Application.State


def an_empty_office() -> District:
    """A district of the documents with its programmes and nothing else."""
    district = District.objects.create(code=CODE, name="금천구")
    for code, kind in (("안심", KINDS.PUBLIC_WORKS), ("공동체", KINDS.COMMUNITY_JOBS)):
        programme = Programme(district=district, code=code, kind=kind)
        programme.save()
        ProgrammeName(
            district=district, programme=programme, from_on=date(2019, 1, 1), name=f"{code}사업"
        ).save()
    return district


def people_made(seed: int = 1, today: date = REFERENCE_DAY) -> District:
    with acting("시험", via=Via.COMMAND):
        district = an_empty_office()
    make_people("small", seed, today, lambda line: None, Writer())
    return district


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """Made once; what a test changes is taken back after it, and the office at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield people_made()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(office, db):
    """Each test in a transaction of its own inside that of the office."""


@pytest.fixture
def staff():
    user = User.objects.get(username=f"{CODE}-staff")
    with acting(user):
        yield user


def rounds(state: str) -> list[Round]:
    return list(Round.objects.filter(state=state).order_by("starts_on"))


def waiting() -> Selection:
    return Selection.objects.get(state="PROPOSED")


def test_there_is_a_round_at_every_step():
    assert [len(rounds(state)) for state in ("CLOSED", "RUNNING", "PUBLISHED")] == [1, 1, 3]
    states = set(Application.objects.values_list("state", flat=True))
    assert states >= {
        *(S.DRAFT, S.SUBMITTED, S.SUPPLEMENT_REQUESTED, S.WITHDRAWN, S.UNDER_REVIEW),
        *(S.INELIGIBLE, S.SCORED, S.RESERVE, S.PLACED, S.DECLINED, S.EXPIRED),
    }
    assert set(Placement.objects.values_list("state", flat=True)) >= {
        *(P.ASSIGNED, P.WORKING, P.COMPLETED, P.CANCELLED)
    }
    assert set(Appeal.objects.values_list("state", flat=True)) >= {"FILED", "REJECTED"}
    assert set(Enquiry.objects.values_list("kind", flat=True)) == set(Enquiry.Kind)
    assert Vacancy.objects.filter(state="OPEN").count() == 2
    assert Offer.objects.filter(state="OPEN").count() == 1
    assert DuplicatePair.objects.filter(state="OPEN").count() >= 2


def test_nobody_in_it_could_be_somebody():
    people = list(Person.objects.all())
    assert any(one.rrn for one in people)
    for one in people:
        assert one.name[:2] in SURNAMES
        assert one.dong in DONGS
        assert re.fullmatch(r"(0100000\d{4})?", one.phone)
        assert not (one.rrn and has_checksum(one.rrn))


def test_every_record_passes_the_checks_of_its_form():
    kinds = {line.split('"model": "')[1].split('"')[0] for line in lines_of(District.objects.get())}
    models = [model for model in Application._meta.apps.get_models() if model.__name__ in kinds]
    assert len(models) > 25
    for model in models:
        for record in islice(model._base_manager.order_by("-pk"), 25):
            if isinstance(record, Round) or record._meta.app_label == "participants":
                record.clean_fields(exclude=["district"])
                record.clean()
                record.validate_constraints()


def test_the_lists_are_what_their_hashes_were_made_of():
    out = StringIO()
    call_command("verify_selections", stdout=out)
    assert "선발안 4건" in out.getvalue()


def test_the_list_that_waits_is_approved_by_the_lead_as_it_is():
    selection = waiting()
    assert changes_since(selection, material_of(selection.round)) == []
    lead = User.objects.get(username=f"{CODE}-lead")
    with acting(lead):
        approve(selection, lead)
    assert in_states(selection.round, [S.SELECTED])


def test_screening_and_scoring_again_change_nothing(staff):
    round_ = waiting().round
    before = list(Screening.objects.order_by("pk").values_list("pk", "version"))
    screened = screen(round_, applicants(round_))
    assert screened.changed == 0
    assert list(Screening.objects.order_by("pk").values_list("pk", "version")) == before
    assert decide(round_, applicants(round_)).eligible == 0
    scored = score_round(round_)
    assert (scored.written, scored.moved) == (0, 0)


def test_no_project_has_more_people_than_posts_on_any_day():
    for round_ in Round.objects.all():
        posts, day = Posts(round_), round_.starts_on
        while day <= round_.ends_on:
            assert all(posts.free(project, day, day) >= 0 for project in posts.posts)
            day += timedelta(days=1)


def test_an_offer_is_accepted_and_the_next_vacancy_offered(staff):
    given = Offer.objects.get(state="OPEN")
    placement = accept(given, timezone.localdate(), given.vacancy.round.ends_on)
    assert placement.replaces.state in (P.DROPPED, P.TERMINATED, P.EMPLOYED_ELSEWHERE)
    vacancy = Vacancy.objects.get(state="OPEN")
    following = Reserves(vacancy.round).next_for(vacancy)
    made = offer(vacancy, following.application, timezone.localdate(), {})
    assert made.reserve_rank == following.rank


def test_the_last_event_is_undone_where_nobody_has_come_after(staff):
    """Of each kind one is taken back: what it changed is put back, its vacancy is gone."""
    taken = Vacancy.objects.exclude(state="OPEN").values("of_application")
    offered = Offer.objects.filter(state="OPEN").values("vacancy__of_application")
    placed = Placement.objects.filter(round__state__in=("RUNNING", "PUBLISHED")).order_by("-pk")
    free = placed.exclude(application__in=taken).exclude(application__in=offered)
    newest = {last_event(one).kind: one for one in free if not one.replaced_by.exists()}
    assert newest.keys() >= {"ASSIGN", "START"}
    assert newest.keys() & {"DROP", "TERMINATE", "EMPLOYED"}
    for placement in newest.values():
        event = last_event(placement)
        undo(placement, "시험")
        placement.refresh_from_db()
        for name, value in event.before.get("placement", {}).items():
            assert f"{getattr(placement, name)}" == f"{value}"


def test_who_may_stand_twice_is_on_the_list():
    assert find_pairs(District.objects.get()) == []
    whys = " ".join(DuplicatePair.objects.values_list("why", flat=True))
    assert "성명이 비슷함" in whys
    assert "개명" in whys


def test_the_log_tells_who_made_it():
    made = Change.objects.filter(kind="participants.application")
    assert made.count() >= Application.objects.count()
    assert set(made.values_list("actor_name", "via")) <= {
        ("김담당(가상)", "COMMAND"),
        ("이팀장(가상)", "COMMAND"),
    }


def test_again_changes_nothing(office):
    before, entries = digest_of(office), Change.objects.count()
    out = StringIO()
    call_command("demo_people", seed=2, stdout=out)
    assert "그대로 둡니다" in out.getvalue()
    assert (digest_of(office), Change.objects.count()) == (before, entries)


def test_the_same_seed_makes_the_same_records_and_another_seed_others(office):
    first = digest_of(office)
    digests = []
    for seed in (1, 2):
        with transaction.atomic():
            District.objects.filter(pk=office.pk).update(code="before", name="앞 구")
            for user in User.objects.filter(username__startswith=CODE):
                User.objects.filter(pk=user.pk).update(username=f"before-{user.username}")
            digests.append(digest_of(people_made(seed)))
            transaction.set_rollback(True)
    assert digests[0] == first
    assert digests[1] != first


def test_a_dump_and_the_log_hold_no_identity_number_and_no_phone_in_clear(office, client, caplog):
    caplog.set_level(logging.DEBUG)
    client.force_login(User.objects.get(username=f"{CODE}-staff"))
    people = list(Person.objects.of(office))
    for url in (reverse("applicants"), reverse("person_detail", args=[people[0].pk])):
        assert client.get(url).status_code == 200
    client.post(reverse("applicants"), {"words": people[0].phone})
    phones, numbers = ({getattr(one, name) for one in people} - {""} for name in ("phone", "rrn"))
    assert min(len(phones), len(numbers)) > 50
    written = phones | numbers | {phone_text(one) for one in phones}
    written |= {f"{number[:6]}-{number[6:]}" for number in numbers}
    runs = re.findall(r"(?<![\d-])\d[\d-]{7,13}\d(?![\d-])", f"{dump()}\n{caplog.text}")
    assert set(runs) & written == set()


def test_production_is_refused(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="운영 환경"):
        call_command("demo_people")


def test_the_stages_are_those_of_the_living_office():
    assert {stage.name for stage in Stage} == {
        *("TAKING", "PROPOSED", "ANNOUNCED", "RUNNING", "CLOSED")
    }
