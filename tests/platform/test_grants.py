"""Roles and rights: what a grant allows, when it counts, who decides, and what is written down."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.actors import actor_of
from jobportal.platform.granting import approve, deliver_roles, give, refuse, request_grant, revoke
from jobportal.platform.models import Grant, GrantEvent, Role, User
from jobportal.platform.permissions import RESIDENT, Confinement, Permission
from jobportal.platform.refused import Refused
from jobportal.platform.rightslog import terms_of
from jobportal.platform.values.dates import kdate
from programs.models import HostUnit, Programme, Round, Team
from tests.participants.making import a_round

P = Permission
A = GrantEvent.Action
TODAY = timezone.localdate


@pytest.fixture
def admin(district) -> User:
    return member(district, "gasang-admin", "ADMINISTRATOR")


@pytest.fixture
def newcomer(db) -> User:
    return User.objects.create_user("gasang-new", password="test-pass-2026", name="새가상")


def member(district, username: str, role: str, **values) -> User:
    user = User.objects.create_user(username, password="test-pass-2026", name=username)
    give(user, district, role, "시험", **values)
    return user


def asked(user: User, district, by: User, role: str = "STAFF", **values) -> Grant:
    grant = Grant(
        user=user,
        district=district,
        role=Role.objects.get(code=role),
        **{
            "from_on": TODAY(),
            "to_on": TODAY() + timedelta(days=100),
            "trained_on": TODAY(),
            "pledged_on": TODAY(),
            "reason": "담당 업무",
            **values,
        },
    )
    return request_grant(grant, by)


def test_a_role_allows_what_it_says_and_nothing_else(district):
    actor = actor_of(member(district, "dong", "DONG_CLERK"))
    assert actor.may(P.TAKE_IN)
    assert not actor.may(P.SCREEN)
    assert not actor.may(P.EDIT_RECORDS)


def test_roles_add_up(district):
    user = member(district, "two", "COUNCIL")
    give(user, district, "PAYROLL", "겸임")
    actor = actor_of(user)
    assert actor.may(P.SEE_STATISTICS)
    assert actor.may(P.EDIT_RECORDS)
    assert actor.label == "의회·감사 조회, 회계·급여 담당"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"from_on": TODAY() + timedelta(days=1)}, "시작"),
        ({"to_on": TODAY() - timedelta(days=1), "from_on": TODAY() - timedelta(days=9)}, "끝났"),
        ({"trained_on": None}, "교육일"),
        ({"to_on": None}, "취급승인"),
        ({"state": Grant.State.REVOKED}, "회수"),
    ],
)
def test_a_grant_that_does_not_count_opens_nothing_and_says_why(district, values, words):
    user = member(district, "late", "STAFF", **values)
    with pytest.raises(PermissionDenied, match=words):
        actor_of(user)


def test_a_role_without_residents_needs_no_training(district):
    user = member(district, "council", "COUNCIL", trained_on=None, to_on=None)
    assert actor_of(user).may(P.SEE_STATISTICS)


def test_the_day_after_its_end_the_page_is_refused_with_the_reason(client, district):
    user = member(district, "ended", "STAFF", from_on=TODAY(), to_on=TODAY())
    client.force_login(user)
    assert client.get(reverse("round_list")).status_code == 200
    Grant.objects.update(from_on=TODAY() - timedelta(2), to_on=TODAY() - timedelta(1))
    response = client.get(reverse("round_list"))
    assert response.status_code == 403
    assert "권한 기간이" in response.content.decode()


def test_a_grant_confined_to_a_programme_reaches_its_records_only(district, acted):
    mine, other = a_round(district, "안심-2026-1"), a_round(district, "뉴딜-2026-1")
    user = member(
        district,
        "host",
        "STAFF",
        confined_to=Confinement.PROGRAMME.value,
        confined_code=mine.programme.code,
    )
    actor = actor_of(user)
    assert list(actor.reach(Round, P.PREPARE_ROUNDS)) == [mine]
    assert list(actor.reach(Programme, P.PREPARE_ROUNDS)) == [mine.programme]
    assert other not in actor.reach(Round, P.PREPARE_ROUNDS)


def test_a_confinement_a_record_does_not_know_reaches_nothing_and_a_shared_one_everything(
    district, acted
):
    a_round(district, "안심-2026-1")
    HostUnit(district=district, code="H", name="가상과").save()
    user = member(district, "host", "STAFF", confined_to="PROGRAMME", confined_code="안심")
    actor = actor_of(user)
    assert actor.reach(Team, P.SEE_RECORDS).count() == 0
    assert actor.reach(HostUnit, P.SEE_RECORDS).count() == 1


def test_a_confined_grant_opens_no_page_that_cannot_keep_to_it(client, district):
    user = member(district, "host", "STAFF", confined_to="PROGRAMME", confined_code="안심")
    client.force_login(user)
    assert client.get(reverse("dashboard")).status_code == 403
    assert client.get(reverse("round_list")).status_code == 200


def test_another_programmes_round_is_not_there_for_a_confined_grant(client, district, acted):
    mine, other = a_round(district, "안심-2026-1"), a_round(district, "뉴딜-2026-1")
    user = member(
        district, "host", "STAFF", confined_to="PROGRAMME", confined_code=mine.programme.code
    )
    client.force_login(user)
    assert client.get(reverse("round_prepare", args=[mine.pk])).status_code == 200
    assert client.get(reverse("round_prepare", args=[other.pk])).status_code == 404


def test_a_request_is_decided_by_another_and_counts_from_then_on(district, admin, lead, newcomer):
    grant = asked(newcomer, district, admin)
    with pytest.raises(PermissionDenied):
        actor_of(newcomer)
    approve(grant, lead, "확인함")
    assert actor_of(newcomer).may(P.SCREEN)
    actions = [event.action for event in GrantEvent.objects.filter(user_id=newcomer.pk)]
    assert actions == [A.APPROVE, A.REQUEST]


def test_nobody_decides_what_they_asked_for_or_receive(district, admin, lead, newcomer):
    grant = asked(newcomer, district, lead)
    with pytest.raises(Refused, match="스스로"):
        approve(grant, lead)
    mine = asked(lead, district, admin, "COUNCIL")
    with pytest.raises(Refused, match="스스로"):
        approve(mine, lead)


def test_the_database_itself_knows_two_people(district, lead, newcomer):
    grant = asked(newcomer, district, lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(
            state="APPROVED", decided_by=lead, decided_at=timezone.now()
        )


def test_a_decided_request_is_not_decided_again(district, admin, lead, newcomer):
    grant = asked(newcomer, district, admin)
    refuse(grant, lead, "근거 부족")
    with pytest.raises(Refused, match="이미"):
        approve(grant, lead)
    with pytest.raises(PermissionDenied, match="반려"):
        actor_of(newcomer)


def test_who_manages_accounts_sees_no_resident_under_any_roles(district, admin, lead):
    grant = asked(admin, district, lead, "STAFF")
    with pytest.raises(Refused, match="함께 가질 수 없습니다"):
        approve(grant, member(district, "other-lead", "TEAM_LEAD"))
    administrator = Role.objects.get(code="ADMINISTRATOR")
    assert not administrator.allows & RESIDENT


def test_what_begins_later_clashes_with_what_is_there_by_then(district, lead, newcomer):
    other = member(district, "gasang-lead-2", "TEAM_LEAD")
    tomorrow = TODAY() + timedelta(days=1)
    staff = asked(newcomer, district, lead, "STAFF", from_on=tomorrow)
    admin = asked(newcomer, district, lead, "ADMINISTRATOR")
    approve(staff, other)
    with pytest.raises(Refused, match="‘담당자’ 역할과 함께"):
        approve(admin, other)


def test_what_ends_before_the_other_begins_does_not_clash(district, lead, newcomer):
    other = member(district, "gasang-lead-2", "TEAM_LEAD")
    staff = asked(newcomer, district, lead, "STAFF", to_on=TODAY())
    after = TODAY() + timedelta(days=1)
    approve(staff, other)
    approve(asked(newcomer, district, lead, "ADMINISTRATOR", from_on=after), other)
    assert newcomer.grants.filter(state=Grant.State.APPROVED).count() == 2


def test_who_came_to_manage_accounts_beside_residents_sees_none(client, district, staff):
    give(staff, district, "ADMINISTRATOR", "시험")
    client.force_login(staff)
    refused = client.get(reverse("applicants"))
    assert refused.status_code == 403
    assert "계정을 관리하는 사람" in refused.content.decode()
    assert client.get(reverse("account_list")).status_code == 200
    assert not actor_of(staff).may_in_whole_district(P.SEE_APPLICANTS)


def test_managing_accounts_in_one_district_closes_residents_in_another(
    district, other_district, staff
):
    give(staff, other_district, "ADMINISTRATOR", "시험")
    assert not actor_of(staff, district.pk).may(P.REVEAL_IDENTITY)


def test_a_revoked_right_ends_the_sessions_at_the_next_request(client, district, admin, staff):
    client.force_login(staff)
    assert client.get("/").status_code == 200
    revoke(staff.grants.get(), admin, "부서 이동")
    response = client.get("/")
    assert response.status_code == 302
    assert response.url.startswith("/login/")


def test_the_record_of_rights_cannot_be_edited_or_deleted(staff, append_only_tables):
    with pytest.raises(DatabaseError), transaction.atomic():
        GrantEvent.objects.update(reason="지움")
    with pytest.raises(DatabaseError), transaction.atomic():
        GrantEvent.objects.all().delete()


def test_delivered_roles_an_office_changed_are_left_alone(db):
    role = Role.objects.get(code="COUNCIL")
    role.permissions = []
    role.save()
    Role.objects.filter(code="PAYROLL").delete()
    deliver_roles()
    assert Role.objects.get(code="COUNCIL").permissions == []
    assert Role.objects.filter(code="PAYROLL").exists()


def test_the_terms_say_role_place_days_and_training(district, admin, newcomer):
    grant = asked(newcomer, district, admin, confined_to="PROGRAMME", confined_code="안심")
    words = terms_of(grant)
    assert "담당자, 일자리사업 안심" in words
    assert f"교육 {kdate(TODAY())}, 서약 {kdate(TODAY())}" in words


@pytest.mark.parametrize("missing", ["trained_on", "pledged_on", "to_on"])
def test_a_role_with_residents_is_not_approved_without(district, admin, newcomer, lead, missing):
    grant = asked(newcomer, district, admin, **{missing: None})
    with pytest.raises(Refused, match="교육일, 보안서약일, 종료일"):
        approve(grant, lead)
    grant.refresh_from_db()
    assert grant.state == Grant.State.REQUESTED


def test_a_role_without_residents_is_approved_without_a_pledge(district, admin, newcomer, lead):
    grant = asked(newcomer, district, admin, "COUNCIL", trained_on=None, pledged_on=None)
    approve(grant, lead)
    assert actor_of(newcomer).may(P.SEE_STATISTICS)


def test_a_right_from_before_pledges_were_noted_counts_until_its_end(district):
    user = member(district, "earlier", "STAFF", pledged_on=None)
    assert actor_of(user).may(P.TAKE_IN)


def test_a_confinement_and_its_code_go_together(district, admin, newcomer):
    with pytest.raises(ValidationError):
        asked(newcomer, district, admin, confined_to="PROGRAMME", confined_code="")


def test_the_first_administrator_is_given_by_the_operator(district, capsys):
    call_command("make_administrator", "first-admin", name="첫가상", district=district.code)
    user = User.objects.get(username="first-admin")
    assert actor_of(user).permissions == {P.MANAGE_ACCOUNTS, P.SEE_GRANTS}
    assert "한 번 쓰는 비밀번호" in capsys.readouterr().out
    assert GrantEvent.objects.get(user_id=user.pk, action=A.APPROVE).actor_name == "명령"


def test_an_administrator_of_no_district_is_refused_with_the_known_ones(district):
    with pytest.raises(CommandError, match=district.code):
        call_command("make_administrator", "x", name="가상", district="nowhere")


def test_roles_of_an_earlier_version_get_their_new_rights_once_and_on_record(db):
    role = Role.objects.get(code="PRIVACY_OFFICER")
    role.permissions = [one for one in role.permissions if one != P.SEE_PROVISIONS]
    role.save()
    migration = import_module("jobportal.platform.migrations.0011_rights_over_what_leaves")
    for _ in range(2):
        migration.add(apps, None)
    role.refresh_from_db()
    assert P.SEE_PROVISIONS in role.allows
    event = GrantEvent.objects.get(action=A.ROLE)
    assert (event.after, event.reason) == (
        *("개인정보 담당: SEE_PROVISIONS", "판올림으로 더해진 권한"),
    )
