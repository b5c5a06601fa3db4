"""Work that ends before its time, and who gives up before it begins."""

import pytest

from jobportal.platform.refused import Refused
from participants.actions.cancelling import cancel
from participants.actions.leaving import leave
from participants.actions.placing import place_all
from participants.models import Application, Placement, Vacancy
from participants.placement.workflow import K
from tests.participants.placing import a_chosen, days, someone_placed

pytestmark = pytest.mark.django_db
S = Application.State
P = Placement.State


@pytest.mark.parametrize(
    ("kind", "reason", "state"),
    [
        (K.DROP, "DISTANCE", P.DROPPED),
        (K.TERMINATE, "ABSENCE", P.TERMINATED),
        (K.EMPLOYED, "", P.EMPLOYED_ELSEWHERE),
    ],
)
def test_who_leaves_early_leaves_a_vacancy_from_the_next_day(round_, kind, reason, state):
    placement = someone_placed(round_, 1, pool="UNDER_65")
    leave(placement, kind, days(round_, 9), reason, "메모")
    placement.refresh_from_db()
    assert (placement.state, placement.to_on, placement.end_note) == (
        state,
        days(round_, 9),
        "메모",
    )
    assert placement.end_reason == (reason or "EMPLOYED")
    vacancy = Vacancy.objects.get()
    assert (vacancy.project, vacancy.pool, vacancy.opened_on, vacancy.cause) == (
        placement.project,
        "UNDER_65",
        days(round_, 10),
        Vacancy.Cause.ENDED,
    )
    assert placement.application.state == S.PLACED


def test_fraud_cancels_the_selection_too(round_):
    placement = someone_placed(round_, 1)
    leave(placement, K.TERMINATE, days(round_, 9), "FRAUD", "소득 서류 위조")
    application = Application.objects.get()
    assert application.state == S.CANCELLED
    assert "소득 서류 위조" in application.state_reason


@pytest.mark.parametrize(
    ("kind", "reason", "note", "n", "words"),
    [
        (K.DROP, "", "", 9, "종료 사유"),
        (K.DROP, "FRAUD", "", 9, "종료 사유"),
        (K.DROP, "OTHER", " ", 9, "종료 내용"),
        (K.DROP, "HEALTH", "", -1, "마지막 근무일"),
        (K.DROP, "HEALTH", "", 400, "마지막 근무일"),
    ],
)
def test_leaving_needs_a_coded_reason_and_a_day_of_work(round_, kind, reason, note, n, words):
    placement = someone_placed(round_, 1)
    with pytest.raises(Refused, match=words):
        leave(placement, kind, days(round_, n), reason, note)
    assert not Vacancy.objects.exists()


def test_leaving_on_the_last_day_of_the_round_leaves_no_vacancy(round_):
    leave(someone_placed(round_, 1), K.EMPLOYED, round_.ends_on)
    assert not Vacancy.objects.exists()


def test_giving_up_before_the_start_declines_the_application(round_, selection, project):
    a_chosen(selection, 1, project)
    (placement,) = place_all(round_)
    with pytest.raises(Refused, match="사유"):
        cancel(placement, days(round_, -3), "")
    placement.refresh_from_db()
    placement.application.refresh_from_db()
    cancel(placement, days(round_, -3), "GIVEN_UP", "취업")
    assert (placement.state, placement.application.state) == (P.CANCELLED, S.DECLINED)
    vacancy = Vacancy.objects.get()
    assert (vacancy.cause, vacancy.opened_on) == (Vacancy.Cause.DECLINED, round_.starts_on)


def test_who_works_leaves_and_does_not_give_up(round_):
    with pytest.raises(Refused, match="상태에서"):
        cancel(someone_placed(round_, 1), days(round_, 3), "GIVEN_UP")
