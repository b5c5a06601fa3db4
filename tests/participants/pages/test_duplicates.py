"""Who may be one person: the queue, the comparison, merging and parting."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.models import Application, DuplicatePair, Person, PersonMerge
from tests.participants.making import a_person, an_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(district, round_):
    with acting("시험"):
        first = a_person(district, 1, name="가상희")
        second = a_person(district, 2, name="가상히")
        an_application(round_, second)
        pair = DuplicatePair(district=district, first=first, second=second, why="성명이 비슷함")
        pair.save()
    return pair


def test_the_queue_is_masked_and_leads_to_the_comparison(pair, signed_in):
    page = signed_in.get(reverse("duplicates"))
    assert "가*희" in page.text
    assert "가상희" not in page.text
    compared = signed_in.get(reverse("duplicate_detail", args=[pair.pk]))
    assert "가상희" in compared.text
    assert "가상히" in compared.text
    assert "공공근로-2026-1-0001" in compared.text


def test_two_are_merged_from_the_queue_and_parted_again(pair, signed_in, staff):
    url = reverse("duplicate_detail", args=[pair.pk])
    assert signed_in.post(url, {"version": 1, "decision": ""}).status_code == 422
    assert signed_in.post(url, {"version": 1, "decision": "keep_first"}).status_code == 302
    assert Application.objects.get().person_id == pair.first_id
    merged = signed_in.get(f"{reverse('duplicates')}?state=MERGED")
    assert merged.context["count"] == 1
    assert "김가상" in merged.text
    record = PersonMerge.objects.get()
    undo = reverse("merge_undo", args=[record.pk])
    signed_in.post(undo, {"reason": ""})
    assert Application.objects.get().person_id == pair.first_id
    signed_in.post(undo, {"reason": "다른 사람임"})
    assert Application.objects.get().person_id == pair.second_id
    assert signed_in.get(reverse("duplicates")).context["count"] == 1


def test_not_the_same_needs_a_reason_and_is_not_asked_again(pair, signed_in):
    url = reverse("duplicate_detail", args=[pair.pk])
    page = signed_in.post(url, {"version": 1, "decision": "not_same", "reason": ""})
    assert page.status_code == 422
    assert '<a href="#reason">다른 사람으로 보는 까닭' in page.text
    signed_in.post(url, {"version": 1, "decision": "not_same", "reason": "신분증 확인"})
    assert signed_in.get(reverse("duplicates")).context["count"] == 0
    signed_in.post(reverse("duplicates"))
    assert signed_in.get(reverse("duplicates")).context["count"] == 0
    stale = signed_in.post(url, {"version": 1, "decision": "keep_first"})
    assert stale.status_code == 409
    assert not PersonMerge.objects.exists()


def test_looking_again_finds_people_brought_in_without_hints(district, signed_in):
    with acting("시험"):
        a_person(district, 1)
        a_person(district, 1)
    signed_in.post(reverse("duplicates"))
    assert signed_in.get(reverse("duplicates")).context["count"] == 1


def test_another_districts_pairs_and_merges_are_not_there(pair, client, stranger, signed_in):
    signed_in.post(
        reverse("duplicate_detail", args=[pair.pk]), {"version": 1, "decision": "keep_first"}
    )
    client.force_login(stranger)
    assert client.get(reverse("duplicates")).context["count"] == 0
    assert client.get(reverse("duplicate_detail", args=[pair.pk])).status_code == 404
    undo = reverse("merge_undo", args=[PersonMerge.objects.get().pk])
    assert client.post(undo, {"reason": "x"}).status_code == 404
    assert Person.objects.filter(merged_into=None).count() == 1
