"""The findings as command and page; accepting a difference, and when that lapses."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from reports.checks import check_documents, open_count
from reports.models import AcceptedDifference
from tests.reports.checks.records import document, invest, money_table, printed, project

pytestmark = pytest.mark.django_db

KEYS = ["document", "place", "kind", "printed", "computed", "difference", "cause", "accepted"]


@pytest.fixture
def table(district):
    """A table whose 2022 figure was misprinted."""
    with acting("시험"):
        owner = project(district)
        invest(owner, 2022, 1_588_400)
        item = money_table(document(owner), owner)
        printed(item, "1,558,400")
    return item


def output(*args):
    out = StringIO()
    call_command("check_figures", *args, stdout=out)
    return out.getvalue()


def accept_url(district):
    return f"{reverse('finding_accept')}?finding={check_documents(district)[0].key}"


def accept(client, district, cause="추경 전 금액으로 인쇄함", **more):
    finding = check_documents(district)[0]
    data = {"figures": finding.figures_key, "cause": cause} | more
    return client.post(accept_url(district), data)


# ---- The command -----------------------------------------------------------------------------


def test_the_command_gives_a_list_in_the_agreed_shape(table):
    [finding] = json.loads(output("--json"))
    assert list(finding) == KEYS
    assert finding == {
        "document": "900",
        "place": "900-T01 · 계 · 연차별 소요자원 / 2022년",
        "kind": "PRINTED",
        "printed": "1,558,400",
        "computed": "1,588,400",
        "difference": -30_000,
        "cause": "TYPING",
        "accepted": None,
    }


def test_the_command_tells_it_in_korean_by_document(table):
    text = output()
    assert "문서 900: 미확인 1건, 확인함 0건" in text
    assert "문서 1,558,400 / 계산 1,588,400 / 차이 △30,000" in text


def test_without_findings_the_list_is_empty(db):
    assert json.loads(output("--json")) == []
    assert "맞지 않는 곳이 없습니다." in output()


def test_one_document_may_be_asked_for(table):
    assert len(json.loads(output("--json", "--document", "900"))) == 1


def test_an_unknown_document_is_answered_with_the_known_ones(table):
    with pytest.raises(CommandError, match="문서 코드: 900"):
        output("--document", "901")


def test_accepted_differences_can_be_left_out(table, district, signed_in):
    accept(signed_in, district)
    [finding] = json.loads(output("--json"))
    assert finding["accepted"] == "추경 전 금액으로 인쇄함"
    assert json.loads(output("--json", "--open")) == []
    assert "확인한 원인: 추경 전 금액으로 인쇄함 (김가상" in output()


# ---- The page --------------------------------------------------------------------------------


def test_the_page_shows_both_figures_and_where_they_stand(table, signed_in):
    page = signed_in.get(reverse("figure_checks"))
    text = page.content.decode()
    assert page.status_code == 200
    for shown in ("1,558,400", "1,588,400", "△30,000", "오타로 보입니다.", "미확인"):
        assert shown in text
    assert reverse("document_item", args=[table.document_id, "T01"]) in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"document": "900"}, True),
        ({"document": "901"}, False),
        ({"state": "open"}, True),
        ({"state": "accepted"}, False),
        ({"document": "900", "state": "nonsense"}, False),
    ],
)
def test_the_page_is_narrowed_by_document_and_state(table, signed_in, query, shown):
    text = signed_in.get(reverse("figure_checks"), query).content.decode()
    assert ("1,558,400" in text) is shown


def test_another_districts_findings_are_not_there(table, district, client, stranger):
    client.force_login(stranger)
    assert "1,558,400" not in client.get(reverse("figure_checks")).content.decode()
    assert client.get(accept_url(district)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_printed_figures(
    table, signed_in, district, django_assert_max_num_queries
):
    with acting("시험"):
        for column in ("합계", "연차별 소요자원 / 2021년"):
            printed(table, "1", column=column)
            printed(table, "2", row="구비", column=column)
    with django_assert_max_num_queries(30):
        assert signed_in.get(reverse("figure_checks")).status_code == 200


def test_accepted_differences_are_listed_apart(table, district, signed_in):
    with acting("시험"):
        printed(table, "1", column="합계")
    accept(signed_in, district)
    text = signed_in.get(reverse("figure_checks")).content.decode()
    assert "미확인 <strong>1</strong>건 · 확인함 <strong>1</strong>건" in text
    assert text.index("미확인 1건 · 900") < text.index("확인함 1건 · 900")


# ---- Accepting -------------------------------------------------------------------------------


def test_accepting_keeps_the_cause_the_person_and_the_day(table, district, signed_in):
    assert open_count(district) == 1
    assert accept(signed_in, district).status_code == 302
    record = AcceptedDifference.objects.get()
    assert (record.cause, record.accepted_by) == ("추경 전 금액으로 인쇄함", "김가상")
    assert (record.printed, record.computed) == ("1,558,400", "1,588,400")
    assert Change.objects.first().actor_name == "김가상"
    assert open_count(district) == 0


@pytest.mark.parametrize("cause", ["", "   "])
def test_an_empty_cause_is_refused(table, district, signed_in, cause):
    page = accept(signed_in, district, cause)
    assert page.status_code == 422
    assert "원인을 적으세요" in page.content.decode()
    assert not AcceptedDifference.objects.exists()


def test_a_cause_longer_than_its_column_is_refused(table, district, signed_in):
    page = accept(signed_in, district, "가" * 301)
    assert page.status_code == 422
    assert "300자까지" in page.content.decode()


def test_what_changed_while_looking_is_not_accepted_unseen(table, district, signed_in):
    page = accept(signed_in, district, figures="others")
    assert page.status_code == 409
    assert "값이 바뀌었습니다" in page.content.decode()
    assert not AcceptedDifference.objects.exists()


def test_an_acceptance_lapses_when_the_printed_figure_changes(table, district, signed_in):
    accept(signed_in, district)
    figure = table.printed.get()
    figure.text = "1,558,500"
    with acting("시험"):
        figure.save()
    assert open_count(district) == 1


def test_an_acceptance_lapses_when_the_records_change_and_can_be_given_anew(
    table, district, signed_in
):
    accept(signed_in, district)
    investment = table.document.department.projects.get().investments.get()
    investment.district_won = 1_600_000_000
    with acting("시험"):
        investment.save()
    [finding] = check_documents(district)
    assert (finding.accepted, finding.computed) == (None, "1,600,000")
    assert accept(signed_in, district, "다시 확인함").status_code == 302
    assert AcceptedDifference.objects.get().computed == "1,600,000"
    assert open_count(district) == 0


def test_an_acceptance_can_be_taken_back(table, district, signed_in):
    accept(signed_in, district)
    assert "확인 되돌리기" in signed_in.get(accept_url(district)).content.decode()
    assert accept(signed_in, district, to="undo").status_code == 302
    assert not AcceptedDifference.objects.exists()
    assert open_count(district) == 1


def test_a_finding_that_is_gone_answers_404(table, signed_in):
    assert signed_in.get(reverse("finding_accept"), {"finding": "x"}).status_code == 404
