"""Who may load what, and when."""

import pytest
from django.test import Client
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.models import Application, IntakeBatch
from programs.models import Round
from tests.participants.upload_pages.handing_in import (
    checked,
    colleague,
    loaded,
    nothing_written,
    url,
)
from tests.participants.uploading import applications, someone

pytestmark = pytest.mark.django_db

SHEETS = ("upload_applications", "upload_enquiries")
PAGES = (
    "round_uploads",
    *SHEETS,
    *(f"{name}_{rest}" for name in SHEETS for rest in ("template", "marked")),
)


@pytest.mark.parametrize("name", PAGES)
def test_another_districts_round_is_not_there(desk, client, stranger, name):
    client.force_login(stranger)
    ask = client.post if name.endswith("_marked") else client.get
    assert ask(url(desk, name)).status_code == 404
    assert checked(client, desk, applications(someone(1)), name).status_code in (404, 405)
    assert nothing_written()


def test_another_districts_file_is_not_undone(desk, signed_in, stranger):
    loaded(signed_in, desk, applications(someone(1)))
    other = Client()
    other.force_login(stranger)
    where = reverse("batch_undo", args=[IntakeBatch.objects.get().pk])
    assert other.get(where).status_code == 404
    assert other.post(where, {"reason": "가져감"}).status_code == 404
    assert Application.objects.exists()


@pytest.mark.parametrize("name", SHEETS)
def test_who_may_neither_take_in_nor_screen_loads_nothing(desk, district, signed_in, name):
    loaded(signed_in, desk, applications(someone(1)))
    reader = colleague(district, "PAYROLL")
    assert reader.get(url(desk, name)).status_code == 403
    assert checked(reader, desk, applications(someone(2)), name).status_code == 403
    where = reverse("batch_undo", args=[IntakeBatch.objects.get().pk])
    assert reader.post(where, {"reason": "몰래"}).status_code == 403
    assert Application.objects.count() == 1


@pytest.mark.parametrize("state", [Round.State.PLANNED, Round.State.CLOSED])
def test_a_round_that_takes_nobody_in_says_so(desk, signed_in, state):
    with acting("시험"):
        desk.state = state
        desk.save()
    page = checked(signed_in, desk, applications(someone(1)))
    assert page.status_code == 409
    assert "상태의 회차에는 접수할 수 없습니다" in page.text
    assert nothing_written()
