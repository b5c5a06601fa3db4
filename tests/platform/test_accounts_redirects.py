"""Where one is led after signing in or extending: never out of the portal (compliance SC-18)."""

import pytest
from django.urls import reverse

AWAY = [
    "//evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example",
    "//testserver@evil.example",
    "/a\r\nSet-Cookie: x=1",
]


@pytest.mark.parametrize("target", AWAY)
def test_signing_in_never_leads_away(client, staff, target):
    data = {"username": staff.username, "password": "test-pass-2026", "next": target}
    answer = client.post(reverse("login"), data)
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert answer["Location"].startswith("/")


@pytest.mark.parametrize("target", AWAY)
def test_extending_never_leads_away(signed_in, target):
    answer = signed_in.post(reverse("session_extend"), {"next": target})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert "evil" not in answer["Location"]


def test_both_lead_back_to_where_one_was(client, staff):
    way = reverse("manual")
    data = {"username": staff.username, "password": "test-pass-2026", "next": way}
    assert client.post(reverse("login"), data)["Location"] == way
    assert client.post(reverse("session_extend"), {"next": way})["Location"] == way
