"""Screening a round: reviews begun and the rules put to all."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jobportal.platform.models import Change
from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.actions.overrides import override
from participants.actions.screening import decide, screen, start_review
from participants.models import Application, Screening, SubmittedDocument
from participants.screenings import refusal_reasons
from participants.standings import Standings
from programs.preparation import NO_CLAUSE
from tests.participants.making import TODAY, a_document, a_round, an_enquiry
from tests.participants.screening.results import all_of, decided, requested, result, screened, state
from tests.participants.screening_making import (
    CLAUSE,
    CODES,
    K,
    a_round_with_rules,
    corrected,
    enquired,
    fine,
    too_rich,
    unasked,
    under_review,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State
OTHER = "뉴딜-2026-1"
YESTERDAY = TODAY() - timedelta(days=1)


def test_reviews_begin_for_all_whose_papers_are_complete(round_):
    complete, waiting = under_review(round_, 1, S.SUBMITTED), under_review(round_, 2, S.SUBMITTED)
    document = a_document(round_.district, round_)
    SubmittedDocument(
        district=round_.district,
        application=complete,
        document=document,
        state="SUBMITTED",
        submitted_on=TODAY(),
    ).save()
    told = start_review(round_, all_of(round_))
    assert (told.started, told.waiting) == (1, 1)
    assert [state(one)[0] for one in (complete, waiting)] == [S.UNDER_REVIEW, S.SUBMITTED]


def test_a_review_also_begins_when_the_papers_did_not_come_in_time(round_):
    late, asked = (under_review(round_, n, S.SUPPLEMENT_REQUESTED) for n in (1, 2))
    requested(late, YESTERDAY)
    SubmittedDocument(
        district=round_.district,
        application=asked,
        document=SubmittedDocument.objects.get().document,
        state="REQUESTED",
        requested_on=YESTERDAY,
        due_on=TODAY(),
    ).save()
    start_review(round_, all_of(round_))
    assert [state(one)[0] for one in (late, asked)] == [S.UNDER_REVIEW, S.SUPPLEMENT_REQUESTED]


def test_drafts_and_the_withdrawn_are_not_reviewed(round_):
    for n, one in enumerate((S.DRAFT, S.WITHDRAWN, S.ELIGIBLE), 1):
        under_review(round_, n, one)
    told = start_review(round_, all_of(round_))
    assert (told.started, told.waiting) == (0, 0)


def test_every_rule_answers_for_everybody(round_):
    applied = [fine(round_, 1), too_rich(round_, 2), unasked(round_, 3), under_review(round_, 4)]
    told = screened(round_)
    assert (told.results["ELIGIBLE"], told.results["INELIGIBLE"]) == (1, 1)
    assert (told.results["TO_CONFIRM"], told.changed) == (2, 4)
    assert [result(one) for one in applied[:3]] == [
        ("ELIGIBLE", "", ""),
        ("INELIGIBLE", "|ASSET_CAP|", ""),
        ("TO_CONFIRM", "", "|INCOME_CAP|"),
    ]
    for one in Screening.objects.all():
        assert [line["code"] for line in one.lines] == list(CODES)
        assert one.rules == round_.rules.get()


def test_all_failed_rules_are_kept_with_value_limit_day_and_clause(round_):
    one = enquired(under_review(round_, 1), assets_won=300_000_000, household_income_won=9_000_000)
    screened(round_)
    row = Screening.objects.get(application=one)
    assert row.not_met == "|INCOME_CAP|ASSET_CAP|"
    line = next(line for line in row.lines if line["code"] == "ASSET_CAP")
    assert (line["limit"], line["clause"]) == ("200,000,000원 이하", CLAUSE)
    assert (line["basis"], line["day"]) == ("AS_OF", TODAY().isoformat())
    assert "300,000,000" not in str(row.lines)
    assert row.seen_by_code["ASSET_CAP"]["seen"] == "300,000,000원"
    income, assets = refusal_reasons(one)
    assert "9,000,000원" in income
    assert "300,000,000원" in assets
    assert CLAUSE in assets


def test_what_was_seen_is_encrypted_and_no_amount_is_in_the_log(round_):
    too_rich(round_, 1)
    screened(round_)
    with connection.cursor() as cursor:
        cursor.execute("SELECT seen, lines FROM participants_screening")
        raw = str(cursor.fetchall())
    assert "300,000,000" not in raw
    changes = Change.objects.filter(kind="participants.screening")
    assert "300,000,000" not in str([change.fields for change in changes])


def test_screening_an_unchanged_round_again_writes_nothing(round_):
    for n, made in enumerate((fine, too_rich, unasked), 1):
        made(round_, n)
    screened(round_)
    before = list(Screening.objects.order_by("pk").values_list("pk", "version", "screened_at"))
    changes = Change.objects.count()
    told = screened(round_)
    assert (told.changed, sum(told.results.values())) == (0, 3)
    assert before == list(
        Screening.objects.order_by("pk").values_list("pk", "version", "screened_at")
    )
    assert Change.objects.count() == changes


def test_only_what_changed_is_written(round_):
    one, other = fine(round_, 1), fine(round_, 2)
    screened(round_)
    assets = one.enquiries.get(kind=K.ASSETS)
    assets.values = {"assets_won": 900_000_000}
    assets.save()
    assert screened(round_).changed == 1
    assert [result(one)[0], result(other)[0]] == ["INELIGIBLE", "ELIGIBLE"]


def test_only_those_under_review_are_screened(round_):
    for n, one in enumerate((S.SUBMITTED, S.ELIGIBLE, S.INELIGIBLE, S.WITHDRAWN), 1):
        under_review(round_, n, one)
    assert screened(round_).changed == 0
    assert not Screening.objects.exists()


def test_a_round_without_announced_rules_is_refused_in_words(district):
    bare = a_round(district)
    under_review(bare, 1)
    for act in (screen, decide):
        with pytest.raises(Refused, match="공고\\(확정\\)한 선발 기준이 없어"):
            act(bare, all_of(bare))


def test_a_missing_paper_is_to_be_confirmed_until_its_day_and_then_refuses(round_):
    one = fine(round_, 1)
    paper = requested(one, TODAY())
    screened(round_)
    assert result(one) == ("TO_CONFIRM", "", "|DOC_INCOMPLETE|")
    paper.due_on = YESTERDAY
    paper.save()
    screened(round_)
    assert result(one) == ("INELIGIBLE", "|DOC_INCOMPLETE|", "")
    (reason,) = refusal_reasons(one)
    assert "보완 기한" in reason
    assert "가상 서류 1" in reason


def test_one_or_forty_need_as_many_queries(round_, district):
    counts = []
    other = a_round_with_rules(district, OTHER)
    for applied, first, last in ((round_, 1, 1), (other, 2, 41)):
        for n in range(first, last + 1):
            (too_rich if n % 3 else fine)(applied, n)
        for act in (screened, decided):
            with CaptureQueriesContext(connection) as queries:
                act(applied)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 50


def test_turning_to_corrected_rules_needs_as_many_queries_for_one_as_for_twenty(round_, district):
    counts = []
    other = a_round_with_rules(district, OTHER)
    for applied, first, last in ((round_, 1, 1), (other, 2, 21)):
        for n in range(first, last + 1):
            fine(applied, n)
        screened(applied)
        corrected(applied, RuleSet((Criterion.standard(RuleCode.MIN_AGE),)))
        with CaptureQueriesContext(connection) as queries:
            assert screened(applied).changed == last - first + 1
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_application_has_one_screening(round_):
    one = fine(round_, 1)
    screened(round_)
    again = Screening(
        district=round_.district,
        application=one,
        rules=round_.rules.get(),
        result="ELIGIBLE",
        lines=[{}],
        screened_at=one.received_at,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_counts_of_each_rule_add_up(round_):
    fine(round_, 1)
    rich = too_rich(round_, 2)
    unasked(round_, 3)
    screened(round_)
    override(rich, "ASSET_CAP", "MET", "확인", None)
    counts = {one.code: one for one in Standings(round_).rule_counts(CODES)}
    income, assets = counts[RuleCode.INCOME_CAP], counts[RuleCode.ASSET_CAP]
    assert (income.met, income.not_met, income.to_confirm, income.decided) == (2, 0, 1, 0)
    assert (assets.met, assets.not_met, assets.to_confirm, assets.decided) == (3, 0, 0, 1)


def test_a_destroyed_screening_still_names_the_rules(round_):
    one = too_rich(round_, 1)
    screened(round_)
    row = Screening.objects.get()
    row.seen_by_code = {}
    row.save()
    assert refusal_reasons(one) == [
        f"재산 상한: 200,000,000원 이하 조건을 충족하지 않습니다. [{CLAUSE}]"
    ]


def test_nothing_is_refused_for_what_nobody_asked(round_):
    one = under_review(round_, 1)
    an_enquiry(one, K.BAN, CORRUPTION=False)
    screened(round_)
    assert result(one)[:2] == ("TO_CONFIRM", "")
    assert refusal_reasons(one) == []


def test_a_condition_without_an_article_cites_the_notice_and_never_its_origin(district):
    press = "2026년 상반기 보도(가상통신 123)"
    bare = Criterion.standard(RuleCode.ASSET_CAP, amount_won=200_000_000)
    round_ = a_round_with_rules(district, rules=RuleSet((replace(bare, origin=press),)))
    one = too_rich(round_, 1)
    decided(round_)
    (reason,) = refusal_reasons(one)
    assert reason.endswith(f"[{NO_CLAUSE}]")
    assert press not in reason
    assert Screening.objects.get().lines[0]["clause"] == ""
