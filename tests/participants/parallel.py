"""Work done by several threads at the same moment, each in its own transaction."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from jobportal.platform.audit import acting
from jobportal.platform.models import StaleRecord
from jobportal.platform.refused import Refused
from participants.actions.intake import AlreadyApplied, SamePerson

CLERKS = 4
REFUSALS = (SamePerson, AlreadyApplied, Refused, StaleRecord)


def at_once(work, count: int = CLERKS) -> list:
    """What each of so many threads got, or the kind of refusal it met; all start together."""
    start = threading.Barrier(count)

    def one(n: int):
        start.wait()
        try:
            with acting("시험"), transaction.atomic():
                return work(n)
        except REFUSALS as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def seen(question):
    """The answer to a question, asked where the threads wrote."""
    return at_once(lambda _: question(), 1)[0]
