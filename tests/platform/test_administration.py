"""The administrator in the browser: accounts, requests for rights, decisions, roles."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.granting import give
from jobportal.platform.models import Grant, GrantEvent, Role, User
from tests.participants.making import a_round

A = GrantEvent.Action


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


def ask(desk, user, **values):
    role = Role.objects.get(code=values.pop("role", "STAFF"))
    return desk.post(
        reverse("grant_ask", args=[user.pk]),
        {
            "role": role.pk,
            "scope": "DISTRICT:",
            "from_on": f"{timezone.localdate():%Y-%m-%d}",
            "to_on": f"{timezone.localdate():%Y}-12-31",
            "trained_on": f"{timezone.localdate():%Y-%m-%d}",
            "pledged_on": f"{timezone.localdate():%Y-%m-%d}",
            "reason": "담당 배정",
            **values,
        },
    )


def test_an_account_is_added_asked_for_and_approved_by_another(desk, client, district, lead):
    response = desk.post(reverse("account_add"), {"username": "gasang-7", "name": "새가상"})
    user = User.objects.get(username="gasang-7")
    assert "한 번 쓰는 비밀번호" in response.content.decode()
    assert user.must_change_password
    assert ask(desk, user).status_code == 302
    grant = user.grants.get()
    assert grant.state == Grant.State.REQUESTED
    client.force_login(lead)
    page = client.get(reverse("grant_queue")).content.decode()
    assert "새가상" in page
    client.post(reverse("grant_decide", args=[grant.pk]), {"decision": "approve"})
    grant.refresh_from_db()
    assert (grant.state, grant.decided_by) == (Grant.State.APPROVED, lead)


def test_a_comment_that_is_refused_stays_typed(desk, client, lead):
    desk.post(reverse("account_add"), {"username": "gasang-7", "name": "새가상"})
    user = User.objects.get(username="gasang-7")
    ask(desk, user)
    client.force_login(lead)
    typed = {"decision": "refuse", "comment": "900101-1234567 확인 못 함"}
    page = client.post(reverse("grant_decide", args=[user.grants.get().pk]), typed)
    assert page.status_code == 422
    assert f'value="{typed["comment"]}"' in page.text


def test_the_administrator_sees_no_resident_and_no_record(desk, district, acted):
    round_ = a_round(district)
    for url in (
        reverse("applicants"),
        reverse("intake_form", args=[round_.pk]),
        reverse("record_list", args=["programmes"]),
        reverse("dashboard"),
    ):
        assert desk.get(url).status_code == 403
    assert desk.get(reverse("account_list")).status_code == 200


def test_staff_manage_no_accounts(signed_in, staff):
    for name in ("account_list", "account_add", "role_list", "grant_queue", "grant_events"):
        assert signed_in.get(reverse(name)).status_code == 403
    assert signed_in.get(reverse("account_detail", args=[staff.pk])).status_code == 403


def test_a_user_name_is_never_given_twice(desk, staff):
    response = desk.post(reverse("account_add"), {"username": staff.username, "name": "둘"})
    assert response.status_code == 422
    assert "이미 있는 아이디" in response.content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"trained_on": ""}, "꼭 적어야"),
        ({"pledged_on": ""}, "꼭 적어야"),
        ({"pledged_on": "2099-01-01"}, "보안서약일이 오늘보다 뒤"),
        ({"to_on": ""}, "꼭 적어야"),
        ({"to_on": "2020-01-01"}, "시작일보다 빠릅니다"),
        ({"to_on": "2099-12-31"}, "2년까지"),
        ({"scope": "DONG:", "role": "DONG_CLERK"}, "동 이름"),
        ({"scope": "DONG:", "dong": "가상1동"}, "범위는"),
        ({"scope": "PROGRAMME:없는-사업"}, "올바르게"),
        ({"reason": ""}, "신청 사유"),
    ],
)
def test_a_request_that_lacks_something_says_what(desk, staff, values, words):
    response = ask(desk, staff, **values)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert staff.grants.count() == 1


def test_a_grant_for_a_dong_keeps_its_name_without_spaces(desk, staff):
    assert ask(desk, staff, role="DONG_CLERK", scope="DONG:", dong="가상 1동").status_code == 302
    assert staff.grants.latest("pk").confined_code == "가상1동"


@pytest.mark.parametrize("act", ["stop", "password", "revoke", "unlock"])
def test_an_act_without_a_reason_is_refused(desk, staff, act):
    data = {"grant": staff.grants.get().pk}
    response = desk.post(reverse("account_act", args=[staff.pk, act]), data)
    assert response.status_code == 422
    assert "사유를 적으세요.</a>" in response.content.decode()


def test_a_stopped_account_is_out_at_once_and_comes_back(desk, client, staff):
    other = type(client)()
    other.force_login(staff)
    assert other.get("/").status_code == 200
    unsaid = desk.post(reverse("account_act", args=[staff.pk, "stop"]), {"reason": ""})
    assert '<a href="#reason-stop">사유를 적으세요' in unsaid.text
    desk.post(reverse("account_act", args=[staff.pk, "stop"]), {"reason": "휴직"})
    assert other.get("/").status_code == 302
    desk.post(reverse("account_act", args=[staff.pk, "start"]), {"reason": "복직"})
    staff.refresh_from_db()
    assert staff.is_active
    actions = set(GrantEvent.objects.filter(user_id=staff.pk).values_list("action", flat=True))
    assert {A.DEACTIVATE, A.ACTIVATE} <= actions


def test_the_same_request_sent_twice_is_one(desk, staff):
    values = {"role": "COUNCIL"}
    assert ask(desk, staff, **values).status_code == 302
    again = ask(desk, staff, **values)
    assert again.status_code == 409
    assert "이미 신청하여" in again.content.decode()
    assert staff.grants.filter(state=Grant.State.REQUESTED).count() == 1


def test_an_account_that_works_elsewhere_too_is_changed_by_no_district_alone(
    desk, stranger, district, other_district
):
    give(stranger, district, "COUNCIL", "시험")
    for act in ("stop", "password", "unlock", "factor", "rename"):
        data = {"reason": "시험", "name": "딴이름"}
        refused = desk.post(reverse("account_act", args=[stranger.pk, act]), data)
        assert refused.status_code == 409, act
        assert other_district.name in refused.content.decode()
    stranger.refresh_from_db()
    assert stranger.is_active
    assert stranger.check_password("test-pass-2026")
    here = stranger.grants.get(district=district)
    data = {"grant": here.pk, "reason": "끝남"}
    assert desk.post(reverse("account_act", args=[stranger.pk, "revoke"]), data).status_code == 302


def test_a_right_is_taken_away_and_its_record_can_be_downloaded(desk, staff):
    grant = staff.grants.get()
    act = reverse("account_act", args=[staff.pk, "revoke"])
    desk.post(act, {"grant": grant.pk, "reason": "부서 이동"})
    grant.refresh_from_db()
    assert grant.state == Grant.State.REVOKED
    assert desk.get(reverse("grant_events"), {"format": "xlsx"}).content[:2] == b"PK"
    assert "부서 이동" in desk.get(reverse("grant_events")).content.decode()


def test_a_new_password_is_shown_once_and_ends_the_sessions(desk, client, staff):
    act = reverse("account_act", args=[staff.pk, "password"])
    response = desk.post(act, {"reason": "본인 요청"})
    staff.refresh_from_db()
    shown = response.context["password"]
    assert staff.check_password(shown)
    assert staff.must_change_password
    assert shown not in str(list(GrantEvent.objects.values()))


def test_another_districts_accounts_and_requests_are_not_there(desk, client, stranger, lead):
    assert desk.get(reverse("account_detail", args=[stranger.pk])).status_code == 404
    assert stranger.username not in desk.get(reverse("account_list")).content.decode()
    client.force_login(lead)
    theirs = stranger.grants.get()
    response = client.post(reverse("grant_decide", args=[theirs.pk]), {"decision": "approve"})
    assert response.status_code == 404
