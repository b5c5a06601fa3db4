"""Handing in a file in the browser, and confirming it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jobportal.platform.granting import give
from jobportal.platform.models import User
from participants.models import Application, Enquiry, IntakeBatch, Person
from programs.models import Round

S = Application.State
WHY = {"purpose_kind": "REVIEW", "purpose_text": "행복이음 소득·재산 조회 의뢰"}


def url(round_: Round, name: str = "upload_applications") -> str:
    return reverse(name, args=[round_.pk])


def checked(client, round_, data: bytes, name="upload_applications", file="신청.xlsx", **typed):
    """Hand in a file to be checked."""
    sent = SimpleUploadedFile(file, data)
    return client.post(url(round_, name), {"file": sent, "note": "", **typed})


def loaded(client, round_, data: bytes, name="upload_applications", **values):
    """Hand in a clean file and confirm it."""
    page = checked(client, round_, data, name, **values)
    return client.post(url(round_, name), {"token": page.context["token"]}, follow=True)


def nothing_written() -> bool:
    return not any(model.objects.exists() for model in (Person, Application, Enquiry, IntakeBatch))


def colleague(district, role: str) -> Client:
    """Another browser, of somebody with another role."""
    user = User.objects.create_user(
        f"gasang-{role.lower()}-2", password="test-pass-2026", name="둘"
    )
    give(user, district, role, "시험")
    client = Client()
    client.force_login(user)
    return client
