"""Work that goes on in another project."""

import pytest

from jobportal.platform.refused import Refused
from participants.actions.leaving import leave
from participants.actions.transferring import transfer
from participants.models import Placement, Vacancy
from participants.placement.workflow import K
from tests.participants.placing import days, someone_placed, working

pytestmark = pytest.mark.django_db
P = Placement.State


def test_a_transfer_goes_on_in_another_project_with_the_same_contract(round_):
    first, second = round_.work_projects.all()
    second.hours_per_day = 4
    second.save()
    old = someone_placed(round_, 1, pool="ALL", contract_number="가-1")
    new = transfer(old, second, days(round_, 20), "근거리 배치")
    old.refresh_from_db()
    assert (old.state, old.to_on) == (P.TRANSFERRED, days(round_, 19))
    assert (new.from_on, new.to_on, new.hours_per_day) == (days(round_, 20), round_.ends_on, 4)
    assert (new.state, new.contract_number, new.replaces, new.is_transfer) == (
        P.WORKING,
        "가-1",
        old,
        True,
    )
    vacancy = Vacancy.objects.get()
    assert (vacancy.project, vacancy.opened_on, vacancy.cause) == (
        first,
        days(round_, 20),
        Vacancy.Cause.UNFILLED,
    )


def test_into_a_full_project_nobody_is_transferred(round_):
    first, second = round_.work_projects.all()
    for n in range(2, 7):
        someone_placed(round_, n, project=second)
    with pytest.raises(Refused, match="빈 자리가 없습니다"):
        transfer(someone_placed(round_, 1, project=first), second, days(round_, 20), "사유")
    assert not Vacancy.objects.exists()


def test_a_transfer_into_a_vacancy_changes_places_with_it(round_):
    first, second = round_.work_projects.all()
    leaver, *_ = [someone_placed(round_, n, project=second) for n in range(2, 7)]
    leave(leaver, K.DROP, days(round_, 9), "HEALTH")
    transfer(someone_placed(round_, 1, project=first), second, days(round_, 20), "사유")
    vacancy = Vacancy.objects.get()
    assert (vacancy.project, vacancy.opened_on, vacancy.cause) == (
        first,
        days(round_, 20),
        Vacancy.Cause.ENDED,
    )
    assert working(second, days(round_, 20)) == 5


@pytest.mark.parametrize(
    ("n", "which", "words"), [(0, 1, "첫 근무일"), (400, 1, "첫 근무일"), (9, 0, "지금 일하는")]
)
def test_a_transfer_is_to_another_project_during_the_placement(round_, n, which, words):
    placement = someone_placed(round_, 1)
    with pytest.raises(Refused, match=words):
        transfer(placement, round_.work_projects.all()[which], days(round_, n), "사유")
