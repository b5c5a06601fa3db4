"""Files loaded at the same moment: real transactions, on either database engine."""

import pytest

from jobportal.platform.audit import acting
from participants.actions.unloading import undo
from participants.models import Application, IntakeBatch, Person
from tests.participants.making import a_consent_form, a_round
from tests.participants.parallel import CLERKS, at_once, seen
from tests.participants.uploading import applications, load_file_of_applications, someone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(emptied_after, district):
    with acting("시험"):
        round_ = a_round(district)
        a_consent_form(district)
    return round_


def test_one_file_loaded_by_four_clerks_at_once_is_loaded_once(desk, staff, on_disk):
    data = applications(*map(someone, range(5)))
    got = at_once(lambda _: load_file_of_applications(desk, data, staff))
    assert sum(batch is not None for batch in got) == 1
    assert seen(lambda: (Person.objects.count(), Application.objects.count())) == (5, 5)


def test_receipt_numbers_of_four_files_are_given_once_each(desk, staff, on_disk):
    at_once(lambda n: load_file_of_applications(desk, applications(someone(n)), staff))
    numbers = seen(lambda: sorted(Application.objects.values_list("number", flat=True)))
    assert numbers == list(range(1, CLERKS + 1))


def test_a_file_undone_by_four_clerks_at_once_is_undone_once(desk, staff, on_disk):
    def load(_):
        return load_file_of_applications(desk, applications(someone(1)), staff).pk

    (pk,) = at_once(load, 1)
    got = at_once(lambda _: undo(IntakeBatch.objects.select_related("round").get(pk=pk)) or "done")
    assert got.count("done") == 1
    assert seen(Application.objects.count) == 0
