"""Contracts, starts and completions are noted for many placements at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from participants.actions.placing import place_all
from participants.models import Placement, PlacementEvent
from participants.placement.workflow import K
from tests.participants.making import TODAY, a_person, a_round
from tests.participants.placing import a_chosen, a_selection, someone_placed

pytestmark = pytest.mark.django_db
P = Placement.State


def page_of(name: str, *args) -> str:
    return reverse(name, args=args)


def bulk(client, round_, act: str, **data):
    return client.post(page_of("placement_bulk", round_.pk), {"act": act, **data})


@pytest.mark.usefixtures("underway")
def test_contract_start_and_completion_are_made_for_all_at_once(round_, chosen, signed_in):
    with acting("시험"):
        placed = place_all(round_)
    preview = bulk(signed_in, round_, "CONTRACT", state="HOLDING")
    assert [row["receipt"][-4:] for row in preview.context["ready"]] == ["0001", "0002", "0003"]
    pks = ",".join(str(one.pk) for one in placed)
    sent = {"confirm": "1", "pks": pks, "on": "2026. 7. 1.", "prefix": "2026-공공"}
    assert bulk(signed_in, round_, "CONTRACT", **sent).status_code == 302
    assert Placement.objects.get(application=chosen[1]).contract_number == "2026-공공-0002"
    preview = bulk(signed_in, round_, "START")
    assert preview.context["minded"] == 3
    assert "채용 시 교육, 건강검진 없음" in preview.text
    sent = {"confirm": "1", "pks": pks, "on": ""}
    assert bulk(signed_in, round_, "START", **sent).status_code == 302
    assert Placement.objects.filter(state=P.WORKING, from_on=round_.starts_on).count() == 3
    with acting("시험"):
        for one in Placement.objects.all():
            one.to_on = TODAY() - timedelta(days=1)
            one.save()
    done = bulk(signed_in, round_, "COMPLETE", confirm="1", pks=pks, on=f"{TODAY():%Y-%m-%d}")
    assert done.status_code == 302
    assert Placement.objects.filter(state=P.COMPLETED).count() == 3


@pytest.mark.usefixtures("underway")
def test_only_those_ticked_are_meant_and_who_cannot_is_left_out_with_the_reason(
    round_, chosen, signed_in
):
    with acting("시험"):
        placed = place_all(round_)
        someone_placed(round_, 9)
    preview = bulk(signed_in, round_, "CONTRACT", pk=[placed[0].pk])
    assert len(preview.context["ready"]) == 1
    preview = bulk(signed_in, round_, "CONTRACT")
    assert len(preview.context["ready"]) == 3
    (refused,) = preview.context["refused"]
    assert "‘근무’ 상태에서는" in refused["refusal"]


def test_a_bulk_act_sent_twice_or_with_a_bad_day_changes_nothing_more(round_, chosen, signed_in):
    with acting("시험"):
        placed = place_all(round_)
    sent = {"confirm": "1", "pks": ",".join(str(one.pk) for one in placed)}
    for on, status in (("언젠가", 422), ("2030-01-01", 422), ("2026-07-01", 302)):
        assert bulk(signed_in, round_, "CONTRACT", **sent, on=on).status_code == status
    again = bulk(signed_in, round_, "CONTRACT", **sent, on="2026-07-01")
    assert again.status_code == 422
    assert "‘근로계약’ 상태에서는" in again.text
    assert PlacementEvent.objects.filter(kind=K.CONTRACT).count() == 3


@pytest.mark.parametrize("pks", ["", "x", "0", "99999999999999999999", "1; DROP TABLE"])
def test_a_bulk_act_on_nobody_says_so(round_, placement, signed_in, pks):
    page = bulk(signed_in, round_, "CONTRACT", confirm="1", pks=pks, on="2026-07-01")
    assert page.status_code == 422
    assert "처리할 사람이 없습니다" in page.text
    assert bulk(signed_in, round_, "NOTHING").status_code == 302
    assert signed_in.get(page_of("placement_bulk", round_.pk)).status_code == 302


def test_a_bulk_act_needs_as_many_queries_for_nine_as_for_one(district, staff, signed_in):
    def asked(code: str, count: int) -> int:
        with acting("시험"):
            round_ = a_round(district, code)
            selection = a_selection(round_, staff)
            for n in range(1, count + 1):
                a_chosen(
                    selection,
                    n,
                    round_.work_projects.all()[n % 2],
                    person=a_person(district, n + 100 * count),
                )
            pks = ",".join(str(one.pk) for one in place_all(round_))
        with CaptureQueriesContext(connection) as queries:
            sent = {"confirm": "1", "pks": pks, "on": f"{round_.starts_on:%Y-%m-%d}"}
            assert bulk(signed_in, round_, "CONTRACT", **sent).status_code == 302
        return len(queries)

    assert asked("가-2026-1", 1) == asked("나-2026-1", 9)
