"""Made-up rounds beside the documents: no table changes, and printed heads come out of people."""

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from jobportal.platform.demo import make_demo_accounts
from jobportal.platform.models import District
from participants.demo.scales import REFERENCE_DAY, make_part, make_people, parts_of
from participants.demo.writing import Writer
from participants.models import Application, Placement, RoundResult
from reports.building import build_item
from reports.checks import check_documents
from reports.models import DocumentItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents(db):
    call_command("load_documents", verbosity=0)


def tables() -> dict[str, list[list[str]]]:
    """Every cell of every table of every document."""
    items = DocumentItem.objects.select_related("document__district").order_by("pk")
    return {
        f"{item.document.code}-{item.code}": [
            [cell.text for cell in row.cells] for row in build_item(item).rows
        ]
        for item in items
    }


def findings() -> list[tuple]:
    return [
        (found.item, found.place, found.kind, found.printed, found.computed)
        for district in District.objects.order_by("code")
        for found in check_documents(district)
    ]


def test_a_living_office_changes_no_table_and_adds_no_finding(documents):
    before = tables(), findings()
    made = make_people("small", 1, REFERENCE_DAY, lambda line: None, Writer())
    assert len(made) == 3
    assert (tables(), findings()) == before
    call_command("load_documents", verbosity=0)
    assert Application.objects.count() > 600


def test_the_heads_of_2018_come_out_of_made_up_people(documents):
    make_demo_accounts()
    [part] = [
        one
        for one in parts_of("D1")
        if one.district.code == "yeongdeungpo" and one.name == "문서의 회차"
    ]
    make_part(part, 1, REFERENCE_DAY, lambda line: None, Writer())
    assert part.is_made
    QuerySet.delete(RoundResult._base_manager.all())
    item = DocumentItem.objects.select_related("document__district").get(
        document__code="000", code="F12"
    )
    cells = build_item(item).cells_by_label()
    assert cells["참여인원", "내용"].text == "총 402명"
    assert cells["참여인원", "세부"].text == " (공공근로 343명, 지역공동체일자리 59명)"
    assert not Placement.objects.exclude(state__in=COMES_TO).exists()


COMES_TO = ("COMPLETED", "DROPPED", "TERMINATED", "EMPLOYED_ELSEWHERE", "TRANSFERRED")
