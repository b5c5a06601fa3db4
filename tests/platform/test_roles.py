"""Roles of a district: asked for by one, brought into force by another, for nobody's own rights."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.actors import actor_of
from jobportal.platform.granting import give
from jobportal.platform.models import GrantEvent, Role, User
from jobportal.platform.permissions import DELIVERED_ROLES, OVERSIGHT, RESIDENT, Permission
from jobportal.platform.permissions import clash_in as clash

P = Permission
A = GrantEvent.Action
TODAY = timezone.localdate


def member(district, username: str, *roles: str) -> User:
    user = User.objects.create_user(username, password="test-pass-2026", name=username)
    for role in roles:
        give(user, district, role, "시험")
    return user


def own_role(district, *permissions: Permission, **values) -> Role:
    return Role.objects.create(
        **{
            "code": "OWN",
            "label": "우리 역할",
            "description": "시험",
            "permissions": [one.value for one in permissions],
            "confinements": ["DISTRICT"],
            "district": district,
            **values,
        }
    )


def terms(*permissions: Permission, version: int = 1, **values) -> dict:
    return {
        "version": version,
        "label": "우리 역할",
        "description": "시험",
        "permissions": [one.value for one in permissions],
        "confinements": ["DISTRICT"],
        **values,
    }


@pytest.fixture
def admin(district) -> User:
    return member(district, "gasang-admin", "ADMINISTRATOR")


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def approver(client, lead):
    """Another browser, of who decides."""
    other = type(client)()
    other.force_login(lead)
    return other


def decide(browser, role, decision: str = "approve", version: int = 2, comment: str = ""):
    data = {"decision": decision, "version": version, "comment": comment}
    return browser.post(reverse("role_decide", args=[role.pk]), data)


def test_no_delivered_role_lets_one_manage_accounts_and_look_at_the_rest():
    assert [role.code for role in DELIVERED_ROLES if clash(frozenset(role.permissions))] == []


@pytest.mark.parametrize("other", sorted(RESIDENT | OVERSIGHT))
def test_no_role_manages_accounts_and_sees_residents_or_decides(desk, other):
    asked = terms(P.MANAGE_ACCOUNTS, other, code="ALL")
    response = desk.post(reverse("role_add"), asked)
    assert response.status_code == 422
    assert "둘을 다른 역할로" in response.content.decode()
    assert not Role.objects.filter(code="ALL").exists()


@pytest.mark.parametrize("role", ["DIRECTOR", "STAFF"])
def test_a_delivered_role_is_changed_by_no_page(desk, role):
    delivered = Role.objects.get(code=role)
    url = reverse("role_edit", args=[delivered.pk])
    wanted = terms(P.SEE_APPLICANTS, P.REVEAL_IDENTITY)
    assert desk.get(url).status_code == desk.post(url, wanted).status_code == 404
    assert Role.objects.get(code=role).permissions == delivered.permissions
    assert f'href="{url}"' not in desk.get(reverse("role_list")).content.decode()


def test_another_districts_role_is_not_there(desk, client, district, other_district, approver):
    theirs = own_role(other_district, P.SEE_REPORTS, label="여분 역할")
    assert desk.get(reverse("role_edit", args=[theirs.pk])).status_code == 404
    assert "여분 역할" not in desk.get(reverse("role_list")).content.decode()
    assert decide(approver, theirs).status_code == 404
    viewer = member(district, "gasang-viewer", "COUNCIL")
    page = desk.get(reverse("grant_ask", args=[viewer.pk])).content.decode()
    assert "여분 역할" not in page


def test_a_role_is_copied_asked_for_and_approved_by_another(desk, approver, district):
    council = Role.objects.get(code="COUNCIL")
    page = desk.get(reverse("role_add"), {"copy": council.pk})
    assert page.context["form"].initial["permissions"] == council.permissions
    wanted = terms(P.SEE_STATISTICS, code="GASANG", version=0)
    assert desk.post(reverse("role_add"), wanted).status_code == 302
    role = Role.objects.get(code="GASANG")
    assert (role.permissions, role.district) == ([], district)
    assert "더함: 회차 현황과 통계 보기" in approver.get(reverse("grant_queue")).content.decode()
    assert decide(approver, role, version=1).status_code == 302
    role.refresh_from_db()
    assert role.allows == {P.SEE_STATISTICS}
    told = GrantEvent.objects.filter(district_id=district.pk).values_list("action", flat=True)
    assert [action for action in told if action.startswith("ROLE")] == [A.ROLE, A.ROLE_ASK]


def test_a_new_role_waits_on_the_first_page_of_who_may_approve_it(desk, approver):
    desk.post(reverse("role_add"), terms(P.SEE_STATISTICS, code="GASANG", version=0))
    waiting = approver.get(reverse("home")).context["waiting"]
    assert [(one.url, one.count) for one in waiting] == [(reverse("grant_queue"), 1)]
    assert desk.get(reverse("home")).context["waiting"] == []
    assert "새 역할: " in approver.get(reverse("grant_queue")).content.decode()


def test_who_sends_back_without_a_reason_is_told_which_one_it_was(desk, approver):
    desk.post(reverse("role_add"), terms(P.SEE_STATISTICS, code="GASANG", version=0))
    role = Role.objects.get(code="GASANG")
    answer = decide(approver, role, version=1, decision="refuse", comment="")
    assert answer.status_code == 409
    assert f"역할 ‘{role}’: 반려하는 사유를 적으세요." in answer.text
    assert f'<a href="#role-comment-{role.pk}">' in answer.text


def test_a_change_counts_only_once_another_has_approved_it(desk, approver, client, district):
    role = own_role(district, P.SEE_STATISTICS)
    viewer = member(district, "gasang-viewer", "OWN")
    wanted = terms(P.SEE_STATISTICS, P.SEE_REPORTS)
    assert desk.post(reverse("role_edit", args=[role.pk]), wanted).status_code == 302
    assert not actor_of(viewer).may(P.SEE_REPORTS)
    assert decide(approver, role).status_code == 302
    assert actor_of(viewer).may(P.SEE_REPORTS)
    event = GrantEvent.objects.filter(action=A.ROLE).first()
    assert event.before == "회차 현황과 통계 보기"
    assert event.after == "더함: 집행·달성 현황과 문서 보기"


def test_a_change_that_was_sent_back_changes_nothing(desk, approver, district):
    role = own_role(district, P.SEE_STATISTICS)
    desk.post(reverse("role_edit", args=[role.pk]), terms(P.SEE_REPORTS))
    assert decide(approver, role, "refuse").status_code == 409
    assert decide(approver, role, "refuse", comment="근거 부족").status_code == 302
    role.refresh_from_db()
    assert (role.allows, role.proposed) == ({P.SEE_STATISTICS}, None)
    assert decide(approver, role, version=3).status_code == 409


def test_nobody_brings_their_own_proposal_into_force(desk, client, district, admin):
    role = own_role(district, P.SEE_STATISTICS)
    desk.post(reverse("role_edit", args=[role.pk]), terms(P.SEE_REPORTS))
    give(admin, district, "DIRECTOR", "시험")
    refused = decide(desk, role)
    assert refused.status_code == 409
    assert "스스로 결정할 수 없습니다" in refused.content.decode()


def test_nobody_widens_a_role_they_hold(desk, approver, district, admin, lead):
    held = own_role(district, P.SEE_STATISTICS)
    give(admin, district, "OWN", "시험")
    url = reverse("role_edit", args=[held.pk])
    refused = desk.post(url, terms(P.SEE_REPORTS))
    assert refused.status_code == 409
    assert "자기가 받은 역할" in refused.content.decode()
    admin.grants.filter(role=held).delete()
    give(lead, district, "OWN", "시험")
    assert desk.post(url, terms(P.SEE_REPORTS)).status_code == 302
    assert decide(approver, held).status_code == 409


def test_a_role_that_a_holder_may_not_have_beside_another_is_refused_by_name(
    desk, approver, district
):
    role = own_role(district, P.SEE_STATISTICS)
    both = member(district, "gasang-both", "ADMINISTRATOR", "OWN")
    url = reverse("role_edit", args=[role.pk])
    refused = desk.post(url, terms(P.SEE_APPLICANTS, P.REVEAL_IDENTITY))
    assert refused.status_code == 409
    assert "gasang-both" in refused.content.decode()
    both.grants.filter(role=role).delete()
    assert desk.post(url, terms(P.SEE_APPLICANTS)).status_code == 302
    give(both, district, "OWN", "시험", from_on=TODAY().replace(year=TODAY().year + 1), to_on=None)
    refused = decide(approver, role)  # who comes to have it later counts as well
    assert refused.status_code == 409
    assert "gasang-both" in refused.content.decode()


def test_an_old_tab_is_shown_both_values_and_saves_nothing(desk, district):
    role = own_role(district, P.SEE_STATISTICS)
    url = reverse("role_edit", args=[role.pk])
    desk.post(url, terms(P.SEE_REPORTS))
    late = desk.post(url, terms(P.SEE_RECORDS))
    assert late.status_code == 409
    text = late.content.decode()
    assert "집행·달성 현황과 문서 보기" in text
    assert "사업·예산·실적 기록 보기" in text
    role.refresh_from_db()
    assert role.proposed["permissions"] == ["SEE_REPORTS"]
    version = re.search(r'name="version" value="(\d+)"', text)[1]
    assert desk.post(url, terms(P.SEE_RECORDS, version=version)).status_code == 302


def test_what_was_swapped_after_the_look_is_not_approved(desk, approver, district):
    role = own_role(district, P.SEE_STATISTICS)
    url = reverse("role_edit", args=[role.pk])
    desk.post(url, terms(P.SEE_REPORTS))
    desk.post(url, terms(P.SEE_REPORTS, P.APPROVE_GRANTS, version=2))
    assert decide(approver, role, version=2).status_code == 409
    role.refresh_from_db()
    assert role.allows == {P.SEE_STATISTICS}


def test_roles_made_before_belong_to_the_district_that_uses_them(district, other_district):
    mine = own_role(None, P.SEE_REPORTS, code="MINE", label="하나")
    both = own_role(None, P.SEE_REPORTS, code="BOTH", label="둘")
    unused = own_role(None, P.SEE_REPORTS, code="UNUSED", label="안 씀")
    user = member(district, "gasang-user", "MINE", "BOTH")
    give(user, other_district, "BOTH", "시험")
    GrantEvent.objects.create(action=A.ROLE, reason="안 씀", district_id=other_district.pk)
    import_module("jobportal.platform.migrations.0020_roles_of_districts").settle(apps, None)
    owners = {role.code: role.district for role in Role.objects.filter(is_delivered=False)}
    assert owners == {mine.code: district, both.code: None, unused.code: other_district}
