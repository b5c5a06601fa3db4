"""The second factor enrolled on one's own page, demanded where the office says so, taken off."""

import re

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from jobportal.platform.accounts import secondfactor
from jobportal.platform.accounts.fresh import TYPED_AT
from jobportal.platform.accounts.secondfactor import MODES, PASSED, begin, confirm, factor_of
from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.granting import give
from jobportal.platform.models import GrantEvent, RecoveryCode, SecondFactor, User
from tests.platform.second_factor.codes import CODE_PAGE, code_of, is_in, wrong_code

INSIDE, OUTSIDE = "10.20.0.5", "203.0.113.5"


class TestEnrolling:
    def test_a_person_enrols_on_their_own_page(self, signed_in, staff):
        assert "2차 인증 등록" in signed_in.get(reverse("own_account")).text
        assert signed_in.post(reverse("factor_start"))["Location"] == reverse("factor")
        begun = SecondFactor.objects.get()
        page = signed_in.get(reverse("factor"))
        assert secondfactor.grouped(begun.secret) in page.text
        assert 'src="data:image/svg+xml' in page.text
        assert page["Cache-Control"] == "no-store"
        answer = signed_in.post(reverse("factor"), {"code": code_of(begun)})
        assert len(re.findall(r"<li>[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}</li>", answer.text)) == 10
        assert factor_of(staff)
        assert signed_in.session[PASSED]
        again = signed_in.post(reverse("factor"), {"code": code_of(begun, 1)})
        assert again["Location"] == reverse("own_account"), "sent twice, nothing is made anew"
        assert RecoveryCode.objects.count() == 10
        assert "복구 코드 10개 남음" in signed_in.get(reverse("own_account")).text

    def test_a_wrong_code_enrols_nobody(self, signed_in, staff):
        begun = begin(staff)
        answer = signed_in.post(reverse("factor"), {"code": wrong_code(begun)})
        assert answer.status_code == 422
        assert "인증번호가 맞지 않거나" in answer.text
        assert factor_of(staff) is None
        assert confirm(begun, "") == []

    def test_beginning_again_makes_another_key(self, signed_in, staff):
        first = begin(staff).secret
        signed_in.post(reverse("factor_start"))
        assert SecondFactor.objects.get().secret != first

    def test_one_in_force_is_not_begun_again(self, signed_in, factor):
        assert signed_in.post(reverse("factor_start"))["Location"] == reverse("own_account")
        assert SecondFactor.objects.get().secret == factor.secret
        assert signed_in.get(reverse("factor"))["Location"] == reverse("own_account")

    def test_the_database_holds_no_clear_key(self, factor):
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM platform_secondfactor")
            assert factor.secret not in cursor.fetchone()[0]

    @pytest.mark.parametrize("name", ["factor_start", "factor_codes", "factor_remove"])
    def test_a_fresh_password_is_asked_for(self, signed_in, factor, name):
        session = signed_in.session
        session[TYPED_AT] = now_seconds() - 3600
        session.save()
        answer = signed_in.post(reverse(name))
        assert answer.status_code == 422
        assert "비밀번호 확인" in answer.text
        assert SecondFactor.objects.get().secret == factor.secret

    def test_it_is_renewed_and_taken_off(self, signed_in, factor, staff):
        assert "<li>" in signed_in.post(reverse("factor_codes")).text
        assert signed_in.post(reverse("factor_remove"))["Location"] == reverse("own_account")
        assert factor_of(staff) is None
        assert not RecoveryCode.objects.exists()


class TestDemanded:
    @pytest.fixture
    def required(self, settings):
        settings.SECOND_FACTOR = "required"

    @pytest.fixture
    def opened(self, settings):
        settings.SECOND_FACTOR = "outside"
        settings.INTERNAL_NETWORKS = ["10.20.0.0/16"]

    def test_where_it_is_required_whoever_has_none_gets_one_first(
        self, client, required, sign_in, staff
    ):
        sign_in()
        for name in ("home", "manual", "changes"):
            assert client.get(reverse(name))["Location"] == reverse("own_account")
        assert "등록해야 업무를 시작할 수 있습니다" in client.get(reverse("own_account")).text
        client.post(reverse("factor_start"))
        client.post(reverse("factor"), {"code": code_of(SecondFactor.objects.get())})
        assert is_in(client)
        client.post(reverse("factor_remove"))
        assert factor_of(staff), "and it cannot be taken off"

    def test_a_session_from_before_ends_once_it_is_required(self, signed_in, factor, settings):
        assert is_in(signed_in)
        settings.SECOND_FACTOR = "required"
        assert signed_in.get(reverse("manual")).status_code == 302
        assert "2차 인증이 필요합니다" in signed_in.get(reverse("login")).text

    def test_outside_the_office_only_a_code_signs_in(
        self, client, opened, factor, sign_in, send_code
    ):
        assert sign_in(REMOTE_ADDR=OUTSIDE)["Location"] == CODE_PAGE
        assert send_code(code_of(factor), REMOTE_ADDR=OUTSIDE).status_code == 302
        assert is_in(client, REMOTE_ADDR=OUTSIDE)
        assert is_in(client, REMOTE_ADDR=INSIDE)

    def test_outside_nobody_signs_in_with_a_password_alone_nor_enrols(
        self, client, opened, sign_in
    ):
        answer = sign_in(REMOTE_ADDR=OUTSIDE)
        assert answer.status_code == 200
        assert "구청 안에서 로그인하여" in answer.text
        assert not is_in(client, REMOTE_ADDR=OUTSIDE)
        assert sign_in(REMOTE_ADDR=INSIDE).status_code == 302
        assert is_in(client, REMOTE_ADDR=INSIDE)

    def test_a_session_of_the_office_carried_outside_ends(self, client, opened, sign_in):
        sign_in(REMOTE_ADDR=INSIDE)
        assert not is_in(client, REMOTE_ADDR=OUTSIDE)
        assert not is_in(client, REMOTE_ADDR=INSIDE)

    def test_otherwise_outside_reaches_nothing(self, client, db, settings):
        settings.INTERNAL_NETWORKS = ["10.20.0.0/16"]
        for mode in ("off", "optional", "required"):
            settings.SECOND_FACTOR = mode
            assert client.get(reverse("login"), REMOTE_ADDR=OUTSIDE).status_code == 403

    def test_the_setting_is_one_of_four_and_outside_needs_an_inside(self, settings):
        for mode in MODES:
            settings.SECOND_FACTOR, settings.INTERNAL_NETWORKS = mode, ["10.20.0.0/16"]
            assert run_checks(tags=["accounts"]) == []
        settings.INTERNAL_NETWORKS = []
        assert [fault.id for fault in run_checks(tags=["accounts"])] == ["portal.E026"]
        settings.SECOND_FACTOR = "sometimes"
        assert [fault.id for fault in run_checks(tags=["accounts"])] == ["portal.E026"]


def test_the_command_takes_it_off_ends_the_sessions_and_is_recorded(factor, staff):
    inside = Client()
    inside.force_login(User.objects.get(pk=staff.pk))
    call_command("reset_second_factor", staff.username, reason="휴대전화 분실")
    assert factor_of(staff) is None
    assert not is_in(inside)
    event = GrantEvent.objects.latest("pk")
    assert (event.action, event.user_id, event.reason) == ("FACTOR", staff.pk, "휴대전화 분실")
    with pytest.raises(CommandError, match="등록된 2차 인증이 없습니다"):
        call_command("reset_second_factor", staff.username)
    with pytest.raises(CommandError, match="계정이 없습니다"):
        call_command("reset_second_factor", "nobody-here")


def test_an_administrator_takes_it_off_with_a_reason(client, factor, staff, district):
    administrator = User.objects.create_user("gasang-admin", name="최관리")
    give(administrator, district, "ADMINISTRATOR", "시험")
    client.force_login(administrator)
    assert "등록함" in client.get(reverse("account_detail", args=[staff.pk])).text
    act = reverse("account_act", args=[staff.pk, "factor"])
    assert client.post(act, {"reason": ""}).status_code == 422
    assert factor_of(staff)
    assert client.post(act, {"reason": "휴대전화 분실"}).status_code == 302
    assert factor_of(staff) is None
    event = GrantEvent.objects.latest("pk")
    assert (event.action, event.actor_id) == ("FACTOR", administrator.pk)
    assert client.post(act, {"reason": "휴대전화 분실"}).status_code == 409
