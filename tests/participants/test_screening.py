"""Screening a round: reviews begun, rules put to all, results confirmed, decisions of officers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jobportal.platform.audit import acting
from jobportal.platform.models import Change, StaleRecord
from jobportal.platform.models.logsecret import opened
from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.criteria import Criterion
from jobportal.platform.rules.ruleset import RuleSet
from participants.actions.overrides import override, take_back
from participants.actions.screening import decide, reopen, screen, start_review
from participants.models import Application, RuleOverride, Screening, SubmittedDocument
from participants.queries import in_states
from participants.rechecks import recheck
from participants.screenings import refusal_reasons, rule_counts
from programs.preparation import NO_CLAUSE
from tests.participants.making import TODAY, a_document, a_round, an_enquiry
from tests.participants.placing import a_selection
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


@pytest.fixture
def round_(district):
    return a_round_with_rules(district)


def all_of(round_) -> list[Application]:
    return in_states(round_, S.values)


def screened(round_):
    return screen(round_, all_of(round_))


def decided(round_):
    screened(round_)
    return decide(round_, all_of(round_))


def state(application: Application) -> tuple[str, str]:
    application.refresh_from_db()
    return application.state, application.state_reason


def result(application: Application) -> tuple[str, str, str]:
    row = Screening.objects.get(application=application)
    return row.result, row.not_met, row.to_confirm


def requested(application: Application, due_on: date, n: int = 1) -> SubmittedDocument:
    document = a_document(application.district, application.round, n)
    record = SubmittedDocument(
        district=application.district,
        application=application,
        document=document,
        state="REQUESTED",
        requested_on=date(2026, 1, 2),
        due_on=due_on,
    )
    record.save()
    return record


# ---- beginning the review --------------------------------------------------------------------


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


# ---- screening -------------------------------------------------------------------------------


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


# ---- confirming ------------------------------------------------------------------------------


def test_an_officer_confirms_and_what_is_open_stays(round_):
    good, rich, open_ = fine(round_, 1), too_rich(round_, 2), unasked(round_, 3)
    told = decided(round_)
    assert (told.eligible, told.ineligible, told.to_confirm) == (1, 1, 1)
    assert state(good) == (S.ELIGIBLE, "")
    assert state(rich) == (S.INELIGIBLE, "재산 상한")
    assert state(open_) == (S.UNDER_REVIEW, "")


def test_screening_alone_decides_nothing(round_):
    one = too_rich(round_, 1)
    screened(round_)
    assert state(one)[0] == S.UNDER_REVIEW


def test_confirming_twice_is_harmless(round_):
    fine(round_, 1)
    decided(round_)
    told = decide(round_, all_of(round_))
    assert (told.eligible, told.ineligible) == (0, 0)


def test_nobody_unscreened_is_confirmed(round_):
    one = fine(round_, 1)
    told = decide(round_, all_of(round_))
    assert (told.unscreened, told.eligible) == (1, 0)
    assert state(one)[0] == S.UNDER_REVIEW


def test_rules_corrected_since_must_be_put_again(round_):
    one = fine(round_, 1)
    screened(round_)
    corrected(round_, RuleSet((Criterion.standard(RuleCode.MIN_AGE),)))
    assert decide(round_, all_of(round_)).outdated == 1
    assert state(one)[0] == S.UNDER_REVIEW
    assert decided(round_).eligible == 1


@pytest.mark.parametrize("assets_won", [100_000, 400_000_000])
def test_enquiries_that_came_since_must_be_put_again(round_, assets_won):
    one = too_rich(round_, 1)
    screened(round_)
    assets = one.enquiries.get(kind=K.ASSETS)
    assets.values = {"assets_won": assets_won}
    assets.save()
    assert decide(round_, all_of(round_)).outdated == 1
    assert state(one)[0] == S.UNDER_REVIEW


def test_nobody_passes_with_a_mandatory_paper_still_to_come(district):
    """Also where the rules of the round do not ask for papers."""
    round_ = a_round_with_rules(district, rules=RuleSet((Criterion.standard(RuleCode.MIN_AGE),)))
    one = under_review(round_, 1)
    requested(one, TODAY())
    told = decided(round_)
    assert (told.lacking_papers, told.eligible) == (1, 0)
    assert state(one)[0] == S.UNDER_REVIEW


def test_a_result_is_opened_again_with_a_reason_only(round_):
    one = fine(round_, 1)
    decided(round_)
    one.refresh_from_db()
    with pytest.raises(Refused, match="사유를 적으세요"):
        reopen(one, " ")
    reopen(one, "재산 조회 정정")
    assert state(one) == (S.UNDER_REVIEW, "재산 조회 정정")
    with pytest.raises(Refused, match="확정한 심사 결과만"):
        reopen(one, "다시")


def test_after_the_list_is_approved_no_result_is_opened(round_, staff):
    one = fine(round_, 1)
    decided(round_)
    one.refresh_from_db()
    a_selection(round_, staff)
    with pytest.raises(Refused, match="선발안이 확정된"):
        reopen(one, "정정")
    assert state(one)[0] == S.ELIGIBLE


# ---- an officer's decision -------------------------------------------------------------------


def test_a_decision_stands_beside_the_answer_of_the_rule(round_):
    one = too_rich(round_, 1)
    screened(round_)
    override(one, "ASSET_CAP", "MET", "압류 재산을 뺌", None)
    assert result(one) == ("ELIGIBLE", "", "")
    row = Screening.objects.get()
    line = next(line for line in row.lines if line["code"] == "ASSET_CAP")
    assert line["outcome"] == "NOT_MET"
    kept = RuleOverride.objects.get()
    assert (kept.decided_by, kept.reason) == ("시험", "압류 재산을 뺌")
    assert refusal_reasons(one) == []
    assert screened(round_).changed == 0
    assert decide(round_, all_of(round_)).eligible == 1


def test_what_is_to_be_confirmed_is_decided_either_way(round_):
    one = unasked(round_, 1)
    screened(round_)
    override(one, "INCOME_CAP", "NOT_MET", "소득 신고 거부", None)
    assert result(one) == ("INELIGIBLE", "|INCOME_CAP|", "")
    assert refusal_reasons(one) == [f"소득 상한: 소득 신고 거부 [{CLAUSE}]"]
    decide(round_, all_of(round_))
    assert state(one) == (S.INELIGIBLE, "소득 상한")


@pytest.mark.parametrize(
    ("code", "outcome", "reason", "words"),
    [
        ("ASSET_CAP", "MET", "  ", "사유를 적으세요"),
        ("ASSET_CAP", "TO_CONFIRM", "확인", "충족"),
        ("EXCL_PENSION", "MET", "확인", "이 회차의 조건이 아닙니다"),
        ("NOTHING", "MET", "확인", "이 회차의 조건이 아닙니다"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(round_, code, outcome, reason, words):
    one = too_rich(round_, 1)
    screened(round_)
    with pytest.raises(Refused, match=words):
        override(one, code, outcome, reason, None)
    assert not RuleOverride.objects.exists()


def test_before_screening_and_after_confirming_nothing_is_decided(round_):
    one = too_rich(round_, 1)
    with pytest.raises(Refused, match="아직 심사하지 않은"):
        override(one, "ASSET_CAP", "MET", "확인", None)
    decided(round_)
    one.refresh_from_db()
    with pytest.raises(Refused, match="다시 여세요"):
        override(one, "ASSET_CAP", "MET", "확인", None)


def test_taking_a_decision_back_needs_a_reason_and_lets_the_rule_speak(round_):
    one = too_rich(round_, 1)
    screened(round_)
    override(one, "ASSET_CAP", "MET", "압류 재산을 뺌", None)
    with pytest.raises(Refused, match="사유"):
        take_back(one, "ASSET_CAP", "", 1)
    with acting("시험", reason="다른 사람의 서류"):
        take_back(one, "ASSET_CAP", "다른 사람의 서류", 1)
    assert result(one) == ("INELIGIBLE", "|ASSET_CAP|", "")
    gone = Change.objects.get(kind="participants.ruleoverride", action="DELETE")
    assert opened([gone])[gone.pk].reason == "다른 사람의 서류"
    with pytest.raises(Refused, match="되돌릴 판단이 없습니다"):
        take_back(one, "ASSET_CAP", "다시", None)


def test_two_officers_do_not_overwrite_each_other(round_):
    one = too_rich(round_, 1)
    screened(round_)
    override(one, "ASSET_CAP", "MET", "먼저 봄", None)
    with pytest.raises(StaleRecord):
        override(one, "ASSET_CAP", "NOT_MET", "나중에 봄", None)
    override(one, "ASSET_CAP", "NOT_MET", "고쳐 봄", 1)
    with pytest.raises(StaleRecord):
        take_back(one, "ASSET_CAP", "옛 화면", 1)
    assert RuleOverride.objects.get().reason == "고쳐 봄"


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


# ---- counts and rechecks ---------------------------------------------------------------------


def test_the_counts_of_each_rule_add_up(round_):
    fine(round_, 1)
    rich = too_rich(round_, 2)
    unasked(round_, 3)
    screened(round_)
    override(rich, "ASSET_CAP", "MET", "확인", None)
    counts = {one.code: one for one in rule_counts(round_, CODES)}
    income, assets = counts[RuleCode.INCOME_CAP], counts[RuleCode.ASSET_CAP]
    assert (income.met, income.not_met, income.to_confirm, income.decided) == (2, 0, 1, 0)
    assert (assets.met, assets.not_met, assets.to_confirm, assets.decided) == (3, 0, 0, 1)


def test_a_recheck_answers_as_of_today_and_saves_nothing(round_):
    one = fine(round_, 1)
    decided(round_)
    one.refresh_from_db()
    assets = one.enquiries.get(kind=K.ASSETS)
    assets.values = {"assets_won": 900_000_000}
    assets.save()
    changes = Change.objects.count()
    found = recheck([one])[one.pk]
    assert (found.result, [f.code for f in found.against]) == ("INELIGIBLE", ["ASSET_CAP"])
    assert Change.objects.count() == changes
    assert result(one)[0] == "ELIGIBLE"
    assert recheck([]) == {}


def test_a_recheck_keeps_to_the_officers_decision_and_its_reason(round_):
    one = too_rich(round_, 1)
    screened(round_)
    override(one, "ASSET_CAP", "MET", "압류 재산을 뺌", None)
    found = recheck([one])[one.pk]
    assert found.result == "ELIGIBLE"
    assert "압류 재산을 뺌" in [finding.sentence for finding in found.findings]


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
