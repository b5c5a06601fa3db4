"""A round from its clone to a replaced drop-out, by three people in the browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobportal.platform.audit import acting
from jobportal.platform.granting import give
from jobportal.platform.models import User
from participants.models import Application, Placement, Selection
from programs.models import HostUnit, Round
from tests.e2e.conftest import PASSWORD
from tests.participants.making import a_consent_form, a_person, a_round, an_application
from tests.participants.placing import some_rules
from tests.participants.selecting import RULES

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
S = Application.State
P = Placement.State


@pytest.fixture
def people(district, staff):
    """The officer, the team lead, and the officer who places."""
    named = {"staff": staff.username}
    for role, name in (("TEAM_LEAD", "gasang-lead"), ("STAFF", "gasang-placer")):
        user = User.objects.create_user(name, password=PASSWORD, name=f"{name} 가상")
        give(user, district, role, "시험")
        named[name] = name
    return named


@pytest.fixture
def source(district):
    """Last year's round, announced, with two projects of one post each."""
    with acting("시험"):
        round_ = a_round(district, "공공근로-2024-1", planned_posts=2)
        unit = HostUnit(district=district, code="가상과", name="가상과")
        unit.save()
        for project in round_.work_projects.all():
            project.posts, project.host_unit = 1, unit
            project.save()
        some_rules(round_, RULES)
    return round_


def cloned(desk, source) -> Round:
    desk.goto(f"/rounds/{source.pk}/copy/")
    desk.fill("[name=code]", "공공근로-새회차")
    desk.fill("[name=year]", str(TODAY.year))
    days = {"notice_on": -20, "apply_from_on": -15, "apply_to_on": -5, "select_on": -1}
    for name, gap in {**days, "starts_on": 0, "ends_on": 90}.items():
        desk.fill(f"[name={name}]", f"{TODAY + timedelta(days=gap):%Y-%m-%d}")
    desk.click("main button:has-text('복사')")
    desk.wait_for_url("**/rounds/*/")
    return Round.objects.get(code="공공근로-새회차")


def announced(desk, round_) -> None:
    desk.goto(f"/rounds/{round_.pk}/publish/")
    desk.fill("[name=published_on]", f"{TODAY - timedelta(days=20):%Y-%m-%d}")
    desk.click("main .form-actions [type=submit]")
    desk.wait_for_url(f"**/rounds/{round_.pk}/")
    round_.refresh_from_db()
    assert round_.state == Round.State.PUBLISHED


def applied(desk, round_) -> None:
    """Three applicants whose points come from their dependants: 1 before 2 before 3.

    The last comes to the counter.
    """
    with acting("시험"):
        a_consent_form(round_.district)
        for n in (1, 2):
            person = a_person(round_.district, n)
            values = {"household_size": 6, "dependants": 5 - n}
            day = TODAY - timedelta(days=10)
            an_application(round_, person, n, received_on=day, **values)
    desk.goto(f"/participants/intake/{round_.pk}/")
    received = f"{TODAY - timedelta(days=6):%Y-%m-%d}"
    typed = {"name": "가상희", "birth_on": "900304", "received_on": received}
    for name, text in typed.items():
        desk.fill(f"[name={name}]", text)
    desk.select_option("[name=sex]", "FEMALE")
    desk.fill("[name=reception_dong]", "가상1동")
    desk.locator("[name^=consent_][type=checkbox]").first.check()
    desk.click("button[value=submit]")
    desk.wait_for_selector("text=/으?로 접수했습니다/")


def test_a_round_goes_from_its_clone_to_a_replaced_drop_out(desk, sign_in, people, source):
    desk.on("dialog", lambda dialog: dialog.accept())
    # The officer clones, announces, screens, scores and proposes.
    round_ = cloned(desk, source)
    announced(desk, round_)
    applied(desk, round_)
    work = f"/participants/rounds/{round_.pk}"
    desk.goto(f"{work}/screening/")
    for words in ("심사 시작", "자격심사 실행", "결과 확정"):
        desk.click(f"main button:has-text('{words}')")
        desk.wait_for_load_state()
    assert set(round_.applications.values_list("state", flat=True)) == {S.ELIGIBLE}
    desk.goto(f"{work}/selection/")
    desk.click("main button:has-text('점수 산정')")
    desk.wait_for_selector("text=심사표 3건")
    desk.click("main a:has-text('선발안 만들기')")
    desk.click("main button:has-text('제1판 제안')")
    desk.wait_for_selector("text=제1판을 제안했습니다")
    # The team lead decides.
    leave(desk)
    sign_in(people["gasang-lead"], PASSWORD)
    desk.goto(f"{work}/selection/")
    desk.click("main .notice a:has-text('제1판')")
    desk.click("main button:has-text('선발안 확정')")
    desk.wait_for_selector("text=제1판을 확정했습니다")
    assert Selection.objects.get().decided_by.username == people["gasang-lead"]
    # Another officer announces the list, places the two, and one drops out.
    leave(desk)
    sign_in(people["gasang-placer"], PASSWORD)
    desk.click("main a:has-text('발표할 선발 명단')")
    desk.fill("[name=contact]", "가상일자리과 02-000-0000")
    desk.fill("[name=appeal_place]", "가상구청 3층")
    desk.click("main button:has-text('발표')")
    desk.wait_for_selector("text=발표했습니다")
    desk.goto(f"{work}/placements/all/")
    desk.click("main button:has-text('2명 배치')")
    desk.wait_for_selector("text=2명을 배치했습니다")
    placement = Placement.objects.order_by("application__number").first()
    for kind in ("CONTRACT", "START", "DROP"):
        act(desk, placement, kind)
    placement.refresh_from_db()
    assert (placement.state, placement.end_reason) == (P.DROPPED, "DISTANCE")
    # The first reserve is offered the post, says yes and replaces.
    vacancy = round_.vacancies.get()
    desk.goto(f"/participants/vacancies/{vacancy.pk}/")
    desk.check("[name=application] >> nth=0")
    desk.click("main button:has-text('고른 예비자에게 통보')")
    desk.wait_for_selector("main button:has-text('수락하고 배치')")
    desk.click("main button:has-text('수락하고 배치')")
    desk.wait_for_load_state()
    replaced = Placement.objects.get(application__number=3)
    assert replaced.replaces == placement
    assert replaced.state == P.ASSIGNED
    assert replaced.application.state == S.PLACED


def act(desk, placement: Placement, kind: str) -> None:
    """One act on a placement, with what its form needs."""
    desk.goto(f"/participants/placements/{placement.pk}/")
    form = desk.locator(f"form[action$='/acts/{kind}/']")
    summary = desk.locator("details.act", has=form).locator("summary")
    if not form.is_visible():
        summary.click()
    if kind == "DROP":
        form.locator("[name=end_reason]").select_option("DISTANCE")
    form.locator("[type=submit]").click()
    desk.wait_for_load_state()


def leave(desk) -> None:
    """Sign out."""
    desk.click("header button:has-text('로그아웃')")
    desk.wait_for_url("**/login/**")
