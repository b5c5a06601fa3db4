"""Notices: what each result is told, with appeal instructions, one page per person, on record."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import AccessEntry
from participants.actions.cancelling import cancel_selection
from participants.announcing.notices import notices
from participants.announcing.recipients import to_be_told
from participants.models import Application, RuleOverride, Screening
from tests.participants.announcing import (
    DAY,
    NAMES,
    PURPOSE,
    E,
    S,
    a_publication,
    a_result_round,
    an_applicant,
    told,
)
from tests.participants.making import a_round
from tests.participants.placing import a_lead, a_selection, an_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(district, staff):
    with acting("시험"):
        return a_publication(a_result_round(district, staff))


@pytest.fixture
def page(published):
    return reverse("round_notices", args=[published.selection.round_id])


def text_of(published, number: int) -> str:
    (notice,) = notices(published, to_be_told(published, number=number))
    lines = "\n".join(f"{line.mark} {line.text}" for line in notice.lines)
    return lines.replace("\u00a0", " ")


def printed(answer) -> list[str]:
    return re.findall(r"<dd>공공근로-2026-1-(\d{4})</dd>", answer.text)


def everything_in(answer) -> str:
    parts = ZipFile(BytesIO(answer.getvalue()))
    return "".join(parts.read(name).decode() for name in parts.namelist())


def test_the_selected_are_told_where_when_and_what_to_bring(published):
    text = text_of(published, 1)
    for words in (
        "결과: 선발",
        "가상 사업 1(가상1과)",
        "근무 시작일: 2026. 7. 1.(수)",
        "2026. 7. 1. ~ 12. 20.",
        "1일 5시간, 주 5일",
        "첫날 준비물: 신분증",
        "2027. 6. 30.(수)까지 받습니다",
        "가상구청 3층 가상일자리과",
    ):
        assert words in text
    assert "점수" not in text
    assert text.endswith("과  끝.")


def test_hours_are_those_of_the_project_else_by_age(published):
    person = published.selection.entries.get(application__number=1).application.person
    project = published.selection.entries.get(application__number=2).project
    with acting("시험"):
        person.birth_on = person.birth_on.replace(year=1955)
        person.save()
        project.hours_per_day = 4
        project.save()
    assert "1일 3시간" in text_of(published, 1)
    assert "1일 4시간" in text_of(published, 2)


def test_a_reserve_is_told_the_rank_and_what_happens_next(published):
    text = text_of(published, 3)
    assert "예비 순위: 1순위" in text
    assert "예비 순위에 따라 전화로" in text
    assert "2026. 12. 20.까지" in text
    assert "기한: 2027. 6. 30.(수)까지" in text
    assert "68점" not in text


def test_who_was_not_selected_is_told_their_score_beside_the_lowest_selected(published):
    text = text_of(published, 4)
    assert "결과: 미선발" in text
    assert "귀하의 점수: 62.5점" in text
    assert "가장 낮은 점수: 70점" in text
    assert "전체 2명이 먼저 선발되었습니다." in text
    assert "이의" in text


def test_the_ineligible_are_told_every_failed_condition_with_its_clause(published):
    text = text_of(published, 5)
    assert "소득이 기준의 70%를 넘습니다. [공고문 3.가]" in text
    assert "최근 2년 안에 2회 참여했습니다. [공고문 3.다]" in text
    assert "관내에 삽니다" not in text
    assert "내는 곳: 가상구청 3층 가상일자리과" in text


def test_a_reason_never_cites_a_news_item_in_the_place_of_a_clause(published):
    news = "금천구 2019년 추가모집 보도(tvseoul 21942)"
    with acting("시험"):
        row = Screening.objects.get()
        for line in row.lines:
            if line["code"] == "INCOME_CAP":
                line["clause"] = news
        seen = row.seen_by_code
        seen["INCOME_CAP"]["sentence"] = f"소득이 기준의 70%를 넘습니다. [{news}]"
        row.seen_by_code = seen
        row.save()
    text = text_of(published, 5)
    assert "tvseoul" not in text
    assert "소득이 기준의 70%를 넘습니다. [이 회차 공고문의 참여 자격]" in text


def test_an_officers_decision_counts_in_the_reasons(published):
    application = Application.objects.get(number=5)
    with acting("시험"):
        for code, outcome, reason in (
            ("INCOME_CAP", "MET", "증빙 확인"),
            ("RESIDENCY", "NOT_MET", "전출 확인"),
        ):
            RuleOverride(
                district=application.district,
                application=application,
                code=code,
                outcome=outcome,
                reason=reason,
                decided_by="김가상",
                decided_at=application.received_at,
            ).save()
    text = text_of(published, 5)
    assert "소득이" not in text
    assert "거주지: 전출 확인 [공고문 3.나]" in text


def test_without_scores_there_is_no_word_of_scores(district, staff):
    with acting("시험"):
        selection = a_result_round(district, staff, "뉴딜-2026-1")
        entry = told(selection, 9, E.NOT_SELECTED, reason="추첨에서 뽑히지 않았습니다.")
        published = a_publication(selection)
    text = text_of(published, entry.application.number)
    assert "귀하의 점수" not in text
    assert "가장 낮은 점수" not in text
    assert "추첨에서" in text


def test_lots_are_told_with_their_place_and_the_seed_is_public(district, staff, signed_in):
    with acting("시험"):
        round_ = a_round(district)
        selection = a_selection(round_, staff, method="LOTTERY", terms={"seed": "가상 복권 1234회"})
        application = an_applicant(round_, 4, "NOT_SELECTED")
        an_entry(selection, application, state=E.NOT_SELECTED, rank=12, tie="추첨값 abc123")
        published = a_publication(selection)
    text = text_of(published, 4)
    assert "추첨 순번: 12번째" in text
    assert "추첨값 abc123" in text
    assert "동점" not in text
    assert "점수" not in text
    page = reverse("round_public_list", args=[round_.pk])
    assert "추첨 씨앗값: 가상 복권 1234회" in signed_in.get(page).text
    assert "가상 복권" in everything_in(signed_in.get(f"{page}?format=xlsx"))


def test_after_a_new_list_only_the_changed_may_be_told(published, page, signed_in):
    old = published.selection
    assert "only_changed" not in signed_in.get(page).text
    with acting("시험"):
        new = a_selection(old.round, old.proposed_by, 2)
        for entry in old.entries.order_by("rank"):
            values = {"state": entry.state, "project": entry.project, "rank": entry.rank}
            if entry.application.number == 3:
                values["state"] = E.SELECTED
            an_entry(new, entry.application, reserve_rank=None, **values)
        a_publication(new)
    assert signed_in.get(page).context["form"]["only_changed"].value() is True
    answer = signed_in.post(page, {**PURPOSE, "only_changed": "on"})
    assert printed(answer) == ["0003"]
    assert printed(signed_in.post(page, PURPOSE)) == ["0001", "0002", "0003", "0004", "0005"]


def test_sheets_are_printed_one_to_a_person_and_recorded(published, page, signed_in):
    assert "5명" in signed_in.get(page).text
    answer = signed_in.post(page, PURPOSE)
    assert answer.status_code == 200
    assert answer.text.count('<article class="sheet sheet-one">') == 5
    for name in NAMES.values():
        assert answer.text.count(name) == 1
    assert "900101" in answer.text
    assert answer.text.count("가상일자리과-77") == 5
    assert "가상구청장" in answer.text
    assert "즉시 파기" not in answer.text  # that is for the office, not for the resident
    assert "출력: " not in answer.text
    entry = AccessEntry.objects.latest("pk")
    assert entry.action == AccessEntry.Action.PRINT
    assert entry.person_count == 5
    assert entry.purpose == "결과 통보: 선발 결과 통보서 발송"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"results": ["SELECTED"]}, ["0001", "0002"]),
        ({"results": ["RESERVE", "INELIGIBLE"]}, ["0003", "0005"]),
        ({"number": "4"}, ["0004"]),
    ],
)
def test_a_choice_of_people_is_printed(page, signed_in, asked, shown):
    assert printed(signed_in.post(page, {**PURPOSE, **asked})) == shown


def test_nobody_withdrawn_is_written_to(published, page, signed_in):
    with acting("시험"):
        application = Application.objects.get(number=3)
        application.state = "WITHDRAWN"
        application.save()
    assert signed_in.post(page, PURPOSE).text.count("sheet-one") == 4
    answer = signed_in.post(page, {**PURPOSE, "number": "3"})
    assert answer.status_code == 422
    assert "조건에 맞는 사람이 없습니다" in answer.text


@pytest.mark.parametrize(
    "purpose",
    [
        {},
        {"purpose_kind": "RESULT"},
        {**PURPOSE, "purpose_text": "업무"},
        {**PURPOSE, "purpose_text": "ㅁㅁㅁㅁㅁㅁ"},
        {**PURPOSE, "purpose_text": "900101-1234567 확인"},
        {**PURPOSE, "purpose_kind": "NOTHING"},
        {**PURPOSE, "number": "한 사람"},
        {**PURPOSE, "results": ["WINNERS"]},
    ],
)
def test_nothing_is_printed_without_a_purpose(page, signed_in, purpose):
    answer = signed_in.post(page, purpose)
    assert answer.status_code == 422
    assert "sheet-one" not in answer.text
    assert not AccessEntry.objects.filter(action=AccessEntry.Action.PRINT).exists()


def test_before_the_announcement_there_are_none(district, staff, signed_in):
    with acting("시험"):
        selection = a_result_round(district, staff)
    page = reverse("round_notices", args=[selection.round_id])
    assert "아직 발표하지 않았습니다" in signed_in.get(page).text
    assert signed_in.post(page, PURPOSE).status_code == 422


def test_another_district_finds_nothing(page, client, stranger):
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    assert client.post(page, PURPOSE).status_code == 404


def test_three_hundred_notices_ask_as_often_as_five(published, page, signed_in):
    signed_in.post(page, PURPOSE)
    with CaptureQueriesContext(connection) as few:
        signed_in.post(page, PURPOSE)
    with acting("시험"):
        for n in range(10, 305):
            told(published.selection, n, E.NOT_SELECTED, score_hundredths=100)
    with CaptureQueriesContext(connection) as many:
        answer = signed_in.post(page, PURPOSE)
    assert answer.text.count("sheet-one") == 300
    # the access record writes its persons in portions
    assert len(few) <= len(many) <= len(few) + 1 <= 25


# ---- from the applicant's page ---------------------------------------------------------------


def link_of(client, application) -> dict | None:
    return client.get(reverse("application_detail", args=[application.pk])).context["notice"]


def test_the_applicants_page_leads_to_the_notice_of_the_announced_list(
    published, signed_in, client
):
    round_ = published.selection.round
    for application in round_.applications.all():
        link = link_of(signed_in, application)
        assert link["label"] == "결과 통보서"
        page = signed_in.get(link["url"])
        assert page.context["form"].initial["number"] == application.number
    client.force_login(a_lead(round_.district))
    assert link_of(client, application) is None


def test_before_the_announcement_only_a_refusal_has_a_notice(district, staff, signed_in):
    with acting("시험"):
        selection = a_result_round(district, staff)
    links = {one.state: link_of(signed_in, one) for one in selection.round.applications.all()}
    assert links.pop(S.INELIGIBLE)["label"] == "부적격 통보서"
    assert set(links.values()) == {None}


def test_whose_selection_was_cancelled_gets_no_notice_of_it(published, signed_in):
    application = published.selection.round.applications.get(number=1)
    with acting("시험"):
        cancel_selection(application, DAY, "FRAUD", "서류 위조")
    assert link_of(signed_in, application) is None
    assert 1 not in [one.application.number for one in to_be_told(published)]
