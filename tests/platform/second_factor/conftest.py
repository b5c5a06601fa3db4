"""A second factor in force, and the two steps of signing in with it."""

import pytest
from django.urls import reverse

from jobportal.platform.accounts.secondfactor import begin
from jobportal.platform.models import SecondFactor
from tests.platform.second_factor.codes import CODE_PAGE, PASSWORD


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
