"""Other points, caps and borders are tried in the browser."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.apps import apps
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.models import Change
from jobportal.platform.rules.rubric import Band, Method, Rubric
from participants.actions.scoring import score_round
from participants.models import Application
from tests.participants.making import an_enquiry
from tests.participants.selecting import (
    ASSETS,
    DEPENDANTS,
    LOTTERY,
    RULES,
    a_round_with,
    an_eligible,
    eligible_round,
)
from tests.participants.test_whatif import CAPPED

pytestmark = pytest.mark.django_db


def go(name: str, record, *more) -> str:
    return reverse(name, args=[record.pk, *more])


def one(round_, n: int) -> Application:
    return Application.objects.select_related("person", "round").get(round=round_, number=n)


def typed(page) -> dict:
    """The form of the trial as it opened."""
    form = page.context["form"]
    data = {}
    for field in form:
        value = field.value()
        widget = field.field.widget
        if hasattr(widget, "decompress") and not isinstance(value, list | tuple):
            text, unit = widget.decompress(value)
            data |= {f"{field.html_name}_0": text, f"{field.html_name}_1": unit}
        else:
            data[field.html_name] = value
    return data


def everything() -> dict[str, list]:
    """Every row of the app's tables and of the change log."""
    models = [*apps.get_app_config("participants").get_models(), Change]
    return {
        model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in models
    }


def test_a_trial_shows_who_enters_and_what_it_costs_and_writes_nothing(scored, signed_in):
    url = go("what_if", scored)
    page = signed_in.get(url)
    before = everything()
    unchanged = signed_in.post(url, typed(page))
    assert "바꾼 값이 없습니다" in unchanged.text
    answer = signed_in.post(url, {**typed(page), "pool-0": "3", "project-0": "3"})
    assert answer.status_code == 200
    assert [(g["label"], g["count"]) for g in answer.context["groups"]] == [
        ("새로 선발되는 사람", 1),
        ("선발에서 빠지는 사람", 0),
        ("자리가 바뀌는 사람", 0),
    ]
    assert answer.context["people_more"] == "1"
    assert "한 달 임금 = " in answer.text
    assert one(scored, 3).person.name not in answer.text
    assert everything() == before


def test_posts_that_differ_between_pools_and_projects_are_told(scored, signed_in):
    url = go("what_if", scored)
    page = signed_in.get(url)
    both = signed_in.post(url, {**typed(page), "pool-0": "3", "project-0": "3"})
    alone = signed_in.post(url, {**typed(page), "pool-0": "3"})
    words = "모집 구분별 인원의 합 3명과 대상사업별 인원의 합 2명이 다릅니다."
    assert words in alone.text
    assert "두 인원을 함께 바꾸세요" not in both.text


def test_a_cap_a_point_and_a_weight_are_tried(district, signed_in):
    with acting("시험"):
        round_ = a_round_with(district, CAPPED, posts=2)
        for n, won in enumerate((300, 100, 100), start=1):
            an_enquiry(an_eligible(round_, n, 3 - n), "ASSETS", assets_won=won, debts_won=0)
        score_round(round_)
    url = go("what_if", round_)
    start = typed(signed_in.get(url))
    capped = signed_in.post(url, {**start, "ASSET_CAP-amount_won_0": "200"})
    assert (capped.context["admitted"], capped.context["refused"]) == (0, 1)
    assert "바꾼 자격 조건을 충족하지 않습니다" in capped.text
    doubled = signed_in.post(url, {**start, "item-0-most": "120", "item-0-each": "10"})
    assert doubled.context["rescored"] == 2
    stretched = signed_in.post(url, {**start, "item-0-most": "120"})
    assert stretched.context["rescored"] == 2  # a larger most stretches what each one gives
    halved = signed_in.post(url, {**start, "document_weight": "50"})
    assert halved.context["rescored"] == 2


def test_the_borders_of_bands_are_tried(district, signed_in):
    bands = (
        Band(Fraction(10), upper=Fraction(200)),
        Band(Fraction(5), lower=Fraction(200), upper=Fraction(380)),
        Band(Fraction(0), lower=Fraction(380)),
    )
    item = replace(ASSETS, method=Method.BAND, points_each=Fraction(0), bands=bands)
    with acting("시험"):
        round_ = a_round_with(district, replace(RULES, rubric=Rubric((DEPENDANTS, item))), posts=1)
        for n, won in enumerate((100, 250), start=1):
            an_enquiry(an_eligible(round_, n, 1), "ASSETS", assets_won=won, debts_won=0)
        score_round(round_)
    url = go("what_if", round_)
    start = typed(signed_in.get(url))
    assert [name for name in start if "border" in name] == ["item-1-border-0", "item-1-border-1"]
    higher = signed_in.post(url, {**start, "item-1-border-0": "300"})
    assert higher.status_code == 200
    assert higher.context["rescored"] == 1
    crossed = signed_in.post(url, {**start, "item-1-border-0": "400", "item-1-border-1": "350"})
    assert crossed.status_code == 422
    assert "하한이 상한보다 작지 않습니다" in crossed.text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"pool-0": "-1"}, "0"),
        ({"pool-0": "많이"}, "정수"),
        ({"item-0-most": ""}, "필수"),
        ({"document_weight": "101"}, "100"),
    ],
)
def test_a_bad_trial_is_refused_at_its_field_and_kept(scored, signed_in, changed, words):
    url = go("what_if", scored)
    page = signed_in.post(url, {**typed(signed_in.get(url)), **changed})
    assert page.status_code == 422
    assert words in page.text


def test_a_round_of_lots_or_without_points_has_nothing_to_try(district, round_, signed_in):
    assert "점수를 산정한 사람이 없습니다" in signed_in.get(go("what_if", round_)).text
    with acting("시험"):
        lots = eligible_round(district, [1], code="뉴딜-2026-1", rules=LOTTERY)
    assert "추첨 회차라" in signed_in.get(go("what_if", lots)).text
    assert signed_in.post(go("what_if", lots)).status_code == 422
