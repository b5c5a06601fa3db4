"""Signing in with the second factor: no code twice, no endless trying, recovery codes."""

import base64
import re

import pytest
from django.urls import reverse

from jobportal.platform.accounts import secondfactor
from jobportal.platform.accounts.secondfactor import accepts, begin
from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.accounts.waiting import WAITING
from jobportal.platform.models import AccessEntry, RecoveryCode, SecondFactor, SignInState
from tests.platform.second_factor.codes import CODE_PAGE, PASSWORD, code_of, is_in, wrong_code


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
