"""The second factor: enrolled on one's own page, asked for when signing in, never used twice."""

import base64
import re

import pyotp
import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from jobportal.platform.accounts import secondfactor
from jobportal.platform.accounts.fresh import TYPED_AT
from jobportal.platform.accounts.secondfactor import (
    MODES,
    PASSED,
    STEP_SECONDS,
    accepts,
    begin,
    confirm,
    factor_of,
)
from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.accounts.waiting import WAITING
from jobportal.platform.granting import give
from jobportal.platform.models import (
    AccessEntry,
    GrantEvent,
    RecoveryCode,
    SecondFactor,
    SignInState,
    User,
)

PASSWORD = "test-pass-2026"
CODE_PAGE = reverse("login_code")
INSIDE, OUTSIDE = "10.20.0.5", "203.0.113.5"


def code_of(factor: SecondFactor, steps: int = 0) -> str:
    """What the device shows, or has shown or will show some half minutes away."""
    return pyotp.TOTP(factor.secret).generate_otp(now_seconds() // STEP_SECONDS + steps)


def wrong_code(factor: SecondFactor) -> str:
    """Six digits the device does not show now."""
    near = {code_of(factor, steps) for steps in range(-2, 3)}
    return next(f"{n:06}" for n in range(10) if f"{n:06}" not in near)


@pytest.fixture
def factor(staff) -> SecondFactor:
    """A second factor in force, with an unused code at hand."""
    begun = begin(staff)
    SecondFactor.objects.filter(pk=begun.pk).update(confirmed_at="2026-11-01T00:00:00Z")
    return SecondFactor.objects.get()


@pytest.fixture
def sign_in(client, staff):
    """Send name and password; the answer."""

    def act(password: str = PASSWORD, **place):
        data = {"username": staff.username, "password": password, "next": reverse("manual")}
        return client.post(reverse("login"), data, **place)

    return act


@pytest.fixture
def send_code(client):
    def act(code: str, **place):
        return client.post(CODE_PAGE, {"code": code}, **place)

    return act


def is_in(client, **place) -> bool:
    return client.get(reverse("manual"), **place).status_code == 200


class TestSigningIn:
    def test_the_password_alone_signs_nobody_in(self, client, factor, sign_in):
        assert sign_in()["Location"] == CODE_PAGE
        assert not is_in(client)
        assert not AccessEntry.objects.filter(action=AccessEntry.Action.SIGN_IN).exists()

    def test_the_code_signs_in_and_leads_on(self, client, factor, sign_in, send_code):
        sign_in()
        assert client.get(CODE_PAGE).status_code == 200
        assert send_code(code_of(factor))["Location"] == reverse("manual")
        assert is_in(client)
        assert WAITING not in client.session

    @pytest.mark.parametrize("steps", [-1, 0, 1])
    def test_a_clock_half_a_minute_off_does_no_harm(self, factor, steps):
        assert accepts(factor, code_of(factor, steps))

    @pytest.mark.parametrize("steps", [-3, 3])
    def test_an_older_or_later_code_does_not_count(self, factor, steps):
        assert not accepts(factor, code_of(factor, steps))

    @pytest.mark.parametrize("shape", ["{0} {1}", "{0}-{1}", " {0}{1} "])
    def test_a_code_may_be_typed_in_parts(self, factor, shape):
        code = code_of(factor)
        assert accepts(factor, shape.format(code[:3], code[3:]))

    def test_full_width_digits_count(self, factor):
        wide = code_of(factor).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
        assert accepts(factor, wide)

    def test_no_code_counts_twice(self, client, factor, sign_in, send_code):
        code = code_of(factor)
        sign_in()
        send_code(code)
        client.logout()
        sign_in()
        answer = send_code(code)
        assert answer.status_code == 422
        assert "이미 쓴 번호" in answer.text
        assert not accepts(factor, code_of(factor, -1)), "nor does an earlier one"

    @pytest.mark.parametrize(
        "typed", ["", "12345", "1234567", "abcdef", "²²²²²²", "' OR 1=1", "a\0b", "x" * 10_000]
    )
    def test_nonsense_is_refused_in_words(self, factor, sign_in, send_code, typed):
        sign_in()
        answer = send_code(typed)
        assert answer.status_code == 422
        assert "인증번호가 맞지 않거나" in answer.text
        assert "value=" not in re.search(r"<input[^>]*name=\"code\"[^>]*>", answer.text)[0]

    def test_without_a_password_there_is_no_code_to_type(self, client, factor):
        assert client.get(CODE_PAGE)["Location"] == reverse("login")
        assert client.post(CODE_PAGE, {"code": code_of(factor)})["Location"] == reverse("login")

    def test_the_code_is_awaited_for_five_minutes(self, client, factor, sign_in, send_code):
        sign_in()
        session = client.session
        session[WAITING] = {**session[WAITING], "until": now_seconds()}
        session.save()
        assert send_code(code_of(factor))["Location"] == reverse("login")

    @pytest.mark.parametrize("change", ["password", "stopped"])
    def test_an_account_that_changed_meanwhile_begins_anew(
        self, client, factor, staff, sign_in, send_code, change
    ):
        sign_in()
        if change == "password":
            staff.set_password("other-Namu-7381")
        staff.is_active = change != "stopped"
        staff.save()
        assert send_code(code_of(factor))["Location"] == reverse("login")
        assert not is_in(client)

    def test_the_way_on_is_never_out_of_the_portal(self, client, staff, factor, send_code):
        data = {"username": staff.username, "password": PASSWORD, "next": "//evil.example"}
        client.post(reverse("login"), data)
        assert send_code(code_of(factor))["Location"] == reverse("home")

    def test_the_session_gets_another_id(self, client, factor, sign_in, send_code):
        sign_in()
        before = client.session.session_key
        send_code(code_of(factor))
        assert client.session.session_key != before

    def test_who_has_none_is_asked_for_none(self, client, staff, sign_in):
        begin(staff)  # begun and never confirmed
        assert sign_in()["Location"] == reverse("manual")
        assert is_in(client)

    def test_switched_off_it_is_not_asked_for(self, client, factor, sign_in, settings):
        settings.SECOND_FACTOR = "off"
        assert sign_in()["Location"] == reverse("manual")
        assert client.get(reverse("factor")).status_code == 404


class TestLockOut:
    def test_wrong_codes_lock_the_name_like_wrong_passwords(
        self, client, factor, sign_in, send_code, staff
    ):
        sign_in()
        codes = [send_code(wrong_code(factor)).status_code for _ in range(6)]
        assert codes == [422] * 5 + [429]
        assert send_code(code_of(factor)).status_code == 429
        assert sign_in().status_code == 429
        assert not is_in(client)
        failed = AccessEntry.objects.filter(action=AccessEntry.Action.SIGN_IN_FAILED)
        assert failed.count() == 8

    def test_signing_in_again_does_not_give_more_tries(self, factor, sign_in, send_code):
        for _ in range(5):
            assert sign_in().status_code == 302
            send_code(wrong_code(factor))
        assert sign_in().status_code == 429

    def test_the_right_code_begins_counting_anew(self, client, factor, sign_in, send_code, staff):
        sign_in("wrong-pass-2026")
        sign_in()
        send_code(wrong_code(factor))
        sign_in()
        page = client.get(send_code(code_of(factor))["Location"])
        assert SignInState.objects.get(scope="ACCOUNT").failures == 0
        assert "로그인 실패가 2번" in page.text

    def test_right_passwords_cost_nothing(self, factor, sign_in):
        for _ in range(7):
            assert sign_in().status_code == 302
        assert set(SignInState.objects.values_list("failures", flat=True)) == {0}


class TestRecoveryCodes:
    @pytest.fixture
    def codes(self, factor) -> list[str]:
        return secondfactor.new_recovery_codes(factor)

    def test_ten_are_made_and_none_is_kept(self, codes, factor):
        assert len(set(codes)) == 10
        kept = " ".join(RecoveryCode.objects.values_list("mark", flat=True))
        for code in codes:
            plain = code.replace("-", "")
            assert len(base64.b32decode(plain)) * 8 >= 80
            assert plain not in kept

    @pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
    def test_one_signs_in_once(self, client, codes, sign_in, send_code, typed):
        sign_in()
        assert send_code(typed(codes[0])).status_code == 302
        assert is_in(client)
        client.logout()
        sign_in()
        assert send_code(codes[0]).status_code == 422
        assert send_code(codes[1]).status_code == 302

    def test_new_ones_end_the_old_ones(self, codes, factor):
        assert not accepts(factor, "")
        renewed = secondfactor.new_recovery_codes(factor)
        assert not accepts(factor, codes[0])
        assert accepts(factor, renewed[0])

    def test_those_of_another_account_do_not_count(self, codes, stranger):
        begin(stranger)
        assert not accepts(SecondFactor.objects.get(user=stranger), codes[0])


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
