"""Every text typed into a form of the platform: no resident number, no unseen sign is kept."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

import jobportal.platform as platform
from jobportal.platform.granting import give
from jobportal.platform.models import GrantEvent, User
from jobportal.platform.values.residents import holds_rrn
from tests.walking import Everybody, office

NUMBER = "900101-1234567"
NOT_KEPT = {
    "SignInForm.username",
    "SignInForm.password",
    *("PasswordForm.present", "PasswordForm.new", "PasswordForm.again"),
}
"""Names and passwords at signing in: counted by a keyed hash or hashed, never written down."""


def of_platform() -> Iterator[type[forms.BaseForm]]:
    """The forms of the platform that are not made from a model: those have its own check."""
    for found in walk_packages(platform.__path__, f"{platform.__name__}."):
        if ".migrations." not in found.name and ".management." not in found.name:
            module = import_module(found.name)
            for one in vars(module).values():
                is_form = isinstance(one, type) and issubclass(one, forms.BaseForm)
                if is_form and one.__module__ == module.__name__ and hasattr(one, "base_fields"):
                    yield one


def texts() -> Iterator[tuple[str, forms.Field]]:
    """Every field of them in which a text can be typed."""
    for form in of_platform():
        if issubclass(form, forms.BaseModelForm):
            continue
        for name, field in form.base_fields.items():
            told = f"{form.__name__}.{name}"
            if isinstance(field, forms.CharField):
                yield told, field


@pytest.mark.parametrize("typed", [NUMBER, "김가상\u202e 입니다", "kim\u200egasang"])
def test_no_text_field_of_a_form_takes_a_resident_number_or_what_turns_its_words(typed):
    found = dict(texts())
    assert len(found) > 15
    taken = set()
    for told, field in found.items():
        try:
            field.clean(typed)
            taken.add(told)
        except ValidationError:
            pass
    assert taken == NOT_KEPT


@pytest.fixture
def admin(client, district) -> User:
    user = User.objects.create_user("gasang-admin", password="test-pass-2026", name="한가상")
    give(user, district, "ADMINISTRATOR", "시험")
    client.force_login(user)
    return user


def test_no_act_on_an_account_or_a_right_writes_one_down(admin, client, district, staff, lead):
    for act in ("stop", "start", "password", "unlock", "factor", "revoke", "rename"):
        data = {"reason": NUMBER, "name": NUMBER, "grant": staff.grants.get().pk}
        answer = client.post(reverse("account_act", args=[staff.pk, act]), data)
        assert answer.status_code == 422, act
        assert "주민등록번호로 보이는" in answer.content.decode()
    client.force_login(lead)
    assert not any(
        holds_rrn(text)
        for event in GrantEvent.objects.all()
        for text in (event.before, event.after, event.reason)
    )


@pytest.mark.parametrize("name", ["grant_decide", "role_decide", "reissue_confirm"])
def test_no_decision_writes_one_down(district, name):
    places = office(district, "갑비밀")
    args = {"grant_decide": "grants/", "role_decide": "roles/", "reissue_confirm": "accounts/"}
    data = {"decision": "refuse", "comment": NUMBER}
    answer = Everybody(district).post(reverse(name, kwargs=places[args[name]]), data)
    assert answer.status_code == 422
    assert "주민등록번호로 보이는" in answer.content.decode()
