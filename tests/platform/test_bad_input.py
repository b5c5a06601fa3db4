"""Addresses and forms filled with what nobody means: never a failure, never another district."""

import pytest
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.filters import filter_class
from jobportal.platform.records import all_kinds, kinds_by_slug
from programs.models import Department
from tests.making import make

pytestmark = pytest.mark.django_db

BEYOND_BIGINT = "9" * 30
ODD = ["x", "-1", BEYOND_BIGINT, "1e40", "²", "a\0b", "1,x"]


def filters_of(kind) -> set[type]:
    return {type(one) for one in filter_class(kind).base_filters.values()}


def test_a_list_with_every_kind_of_filter_answers_whatever_its_conditions_hold(signed_in):
    kind = kinds_by_slug()["ledger"]
    assert filters_of(kind) == set().union(*map(filters_of, all_kinds()))
    url = reverse("record_list", args=[kind.slug])
    for name in [*filter_class(kind).base_filters, "sort", "page", "per_page", "format"]:
        for value in ODD:
            assert signed_in.get(url, {name: value}).status_code in (200, 400), (name, value)


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.slug) for kind in all_kinds()])
def test_a_form_opens_with_anything_and_answers_whatever_is_posted(kind, signed_in):
    url = reverse("record_add", args=[kind.slug])
    names = [name for field in kind.fields for name in (field.name, f"{field.name}_0")]
    for value in (BEYOND_BIGINT, "a\0b"):
        data = {**dict.fromkeys(names, value), "version": value}
        assert signed_in.get(url, data).status_code == 200
        assert signed_in.post(url, data).status_code in (302, 422)


@pytest.mark.parametrize("page", ["record_detail", "record_edit", "record_delete"])
def test_a_record_number_beyond_every_database_is_not_found(signed_in, page):
    url = reverse(page, args=["departments", BEYOND_BIGINT])
    assert signed_in.get(url).status_code == 404


@pytest.mark.parametrize("value", ODD)
def test_the_change_log_answers_whatever_the_address_holds(signed_in, value):
    for name in ("sort", "page", "per_page", "kind", "via", "actor_name", "at_from"):
        assert signed_in.get(reverse("changes"), {name: value}).status_code in (200, 400)


def test_the_size_of_a_page_is_one_of_those_offered(district, signed_in):
    kind = kinds_by_slug()["departments"]
    with acting("시험"):
        for n in range(1, 23):
            make(kind, district, n)
    url = reverse("record_list", args=[kind.slug])
    assert len(signed_in.get(url, {"per_page": "1000000"}).context["table"].page) == 20
    assert len(signed_in.get(url, {"per_page": "50"}).context["table"].page) == 22
    assert len(signed_in.get(url, {"page": "2"}).context["table"].page) == 2


def test_a_link_names_no_record_of_another_district(other_district, signed_in):
    with acting("시험"):
        theirs = Department(district=other_district, code="D", name="남의 과")
        theirs.save()
    page = signed_in.get(reverse("record_list", args=["teams"]), {"department": theirs.pk})
    assert "남의 과" not in page.text
    page = signed_in.get(reverse("record_add", args=["teams"]), {"department": theirs.pk})
    assert "남의 과" not in page.text
