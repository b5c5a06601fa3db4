"""A password given anew: who gave it gains nothing by it, and its owner and others see it."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.accessreview import Month
from jobportal.platform.actors import actor_of, holders
from jobportal.platform.granting import give
from jobportal.platform.models import GrantEvent, User
from jobportal.platform.permissions import Permission

P = Permission
A = GrantEvent.Action
NEW = "Gasang-7419-Bada"


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def approver(client, lead):
    other = type(client)()
    other.force_login(lead)
    return other


def reissue(desk, user: User) -> str:
    answer = desk.post(reverse("account_act", args=[user.pk, "password"]), {"reason": "본인 요청"})
    assert answer.status_code == 200
    return answer.context["password"]


def taken_over(client, user: User, password: str):
    """A browser in which somebody has signed in with the password and set another one."""
    browser = type(client)()
    data = {"username": user.username, "password": password}
    assert browser.post(reverse("login"), data).status_code == 302
    data = {"present": password, "new": NEW, "again": NEW}
    assert browser.post(reverse("password_change"), data).status_code == 302
    return browser


def confirm(browser, user: User, comment: str = "본인과 통화함", seen: str = ""):
    user.refresh_from_db()
    seen = seen or (user.reissued_at.isoformat() if user.reissued_at else "")
    url = reverse("reissue_confirm", args=[user.pk])
    return browser.post(url, {"seen": seen, "comment": comment})


def test_who_reissues_a_password_sees_no_resident_with_it(desk, client, staff):
    browser = taken_over(client, staff, reissue(desk, staff))
    refused = browser.get(reverse("applicants"))
    assert refused.status_code == 403
    assert "재발급한 계정" in refused.content.decode()
    assert browser.get(reverse("record_list", args=["programmes"])).status_code == 200


def test_nor_approves_anything_with_it(desk, client, district):
    director = User.objects.create_user("gasang-director", name="장가상")
    give(director, district, "DIRECTOR", "시험")
    browser = taken_over(client, director, reissue(desk, director))
    assert browser.get(reverse("grant_queue")).status_code == 403
    assert director not in holders(P.APPROVE_GRANTS, district)


def test_another_confirms_it_and_the_rights_go_on(desk, client, district, staff, approver):
    browser = taken_over(client, staff, reissue(desk, staff))
    assert staff.name in approver.get(reverse("grant_queue")).content.decode()
    assert confirm(approver, staff, comment="").status_code == 409
    assert confirm(approver, staff).status_code == 302
    assert browser.get(reverse("applicants")).status_code == 200
    actions = GrantEvent.objects.filter(user_id=staff.pk).values_list("action", flat=True)
    assert list(actions)[:2] == [A.CONFIRM, A.PASSWORD]
    assert confirm(approver, staff, seen=timezone.now().isoformat()).status_code == 409


def test_a_reissue_after_the_look_is_not_confirmed_with_it(desk, staff, approver):
    reissue(desk, staff)
    staff.refresh_from_db()
    seen = staff.reissued_at.isoformat()
    reissue(desk, staff)
    assert confirm(approver, staff, seen=seen).status_code == 409
    assert confirm(approver, staff, seen="어제").status_code == 409
    assert not actor_of(User.objects.get(pk=staff.pk)).may(P.SEE_APPLICANTS)


def test_neither_who_gave_it_nor_the_account_confirms_it(desk, client, district, admin, staff):
    reissue(desk, staff)
    give(admin, district, "DIRECTOR", "시험")
    refused = confirm(desk, staff)
    assert refused.status_code == 409
    assert "스스로 확인할 수 없습니다" in refused.content.decode()


def test_its_owner_is_told_at_every_sign_in_for_a_month(desk, client, staff):
    password = reissue(desk, staff)
    browser = type(client)()
    data = {"username": staff.username, "password": password}
    page = browser.post(reverse("login"), data, follow=True).content.decode()
    assert "재발급되었습니다(처리: 한가상)" in page
    reissue(desk, staff)
    again = type(client)()
    data["password"] = reissue(desk, staff)
    assert "3번" in again.post(reverse("login"), data, follow=True).content.decode()


def test_it_is_a_finding_of_the_months_review(desk, district, staff):
    reissue(desk, staff)
    month = Month(district.pk, timezone.localdate().replace(day=1))
    found = [one for one in month.findings() if one.rule == "비밀번호 재발급"]
    assert [(one.account_id, one.told) for one in found] == [
        (staff.pk, "처리: 한가상, 사유: 본인 요청")
    ]


def test_nobody_reissues_their_own(desk, admin):
    act = reverse("account_act", args=[admin.pk, "password"])
    assert desk.post(act, {"reason": "잊음"}).status_code == 409


def test_the_operators_command_waits_for_nobody_and_stands_in_every_district(
    desk, staff, other_district, district, capsys
):
    reissue(desk, staff)
    give(staff, other_district, "COUNCIL", "시험")
    call_command("issue_password", staff.username)
    staff.refresh_from_db()
    assert staff.reissued_at is None
    assert staff.check_password(capsys.readouterr().out.split()[-1])
    told = GrantEvent.objects.filter(user_id=staff.pk, action=A.PASSWORD, actor_name="명령")
    assert {event.district_id for event in told} == {district.pk, other_district.pk}
