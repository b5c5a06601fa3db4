"""An approved list is never changed, and every hash is worked out again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from participants.actions.selection import propose
from participants.models import Application, SelectionEntry
from tests.participants.selection.applying import changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acted")]
S = Application.State


@pytest.mark.usefixtures("append_only_tables")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE participants_selection SET reason = 'x'",
        "DELETE FROM participants_selection",
        "UPDATE participants_selectionentry SET state = 'SELECTED', reserve_rank = NULL",
        "DELETE FROM participants_selectionentry",
    ],
)
def test_the_database_refuses_to_change_an_approved_list(approved, sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.usefixtures("append_only_tables")
def test_the_entries_of_a_proposal_are_frozen_too(round_, staff):
    propose(round_, staff)
    entry = SelectionEntry.objects.first()
    entry.reason = "다른 사유"
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_every_hash_is_worked_out_again_by_a_command(round_, staff, approved):
    out = StringIO()
    call_command("verify_selections", stdout=out)
    assert "선발안 1건의 해시가 모두 맞습니다" in out.getvalue()
    changed(round_, 4, state=S.WITHDRAWN)
    selection = propose(round_, staff, "정정")
    selection.digest = "0" * 64
    selection.save()
    err = StringIO()
    with pytest.raises(CommandError, match="선발안 1건"):
        call_command("verify_selections", stderr=err)
    assert "선발안 제2판 (승인 대기)" in err.getvalue()
