"""Applications and lists of a round that ended long ago."""

import re
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from participants.actions.destruction import request_destruction
from participants.models import Application, Destruction, Enquiry, Publication, Score, Screening
from participants.statistics import (
    AGE_BAND,
    AGE_GROUP,
    DONG,
    MEASURES,
    REPEAT,
    SEX,
    VULNERABLE,
    divided,
    people_of,
)
from tests.participants.making import a_person, an_application, made_up_rrn
from tests.participants.placing import a_selection, an_entry, some_rules

K, S = Destruction.Kind, Destruction.State
A = Application.State
TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=60)


def applied(round_, n: int, state: str = A.SELECTED, **values) -> Application:
    person = a_person(
        round_.district,
        n,
        name=f"가상비밀{'가나다라'[n % 4]}",
        rrn=made_up_rrn(n),
        birth_on=date(1990, 1, 1),
        phone=f"0100000{n:04d}",
        address=f"가상구 비밀로 {n}",
    )
    application = an_application(round_, person, n, state=state, note="비밀 메모", **values)
    enquiry = Enquiry(
        district=round_.district, application=application, kind="INCOME", looked_on=LONG_AGO
    )
    enquiry.values = {"household_income_won": 1_234_567}
    enquiry.save()
    shared = {"district": round_.district, "application": application, "rules": some_rules(round_)}
    Screening(
        **shared,
        result="ELIGIBLE",
        lines=[{"code": "INCOME_CAP", "outcome": "MET"}],
        seen='{"INCOME_CAP": {"seen": "월 1,234,567원"}}',
        screened_at=timezone.now(),
    ).save()
    Score(
        **shared,
        total_hundredths=3500,
        lines=[{"code": "income", "points": 15}],
        inputs='{"income": {"input": "1,234,567원"}}',
        scored_at=timezone.now(),
    ).save()
    return application


def announced(round_, proposer, until: date = LONG_AGO) -> Publication:
    selection = a_selection(round_, proposer)
    for application in round_.applications.order_by("number"):
        an_entry(selection, application, state=application.state)
    publication = Publication(
        district=round_.district,
        selection=selection,
        published_on=until - timedelta(days=10),
        appeal_until_on=until,
        remove_on=until,
        contact="가상과",
        appeal_place="가상과",
    )
    publication.save()
    return publication


def asked(district, by, round_=None) -> Destruction:
    one = Destruction(
        district=district,
        kind=K.INVESTIGATION if round_ else K.RECORDS,
        round=round_,
        as_of=TODAY,
        reason="기한이 됨",
    )
    return request_destruction(one, by)


def dump() -> str:
    """Every value of every table, as text; SQLite keeps the Korean of JSON as its numbers."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            parts += [f"{table}: {row}" for row in cursor.fetchall()]
    return re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), "\n".join(parts))


def figures(round_) -> dict:
    divisions = (SEX, AGE_BAND, AGE_GROUP, DONG, REPEAT, *VULNERABLE)
    return {
        measure: divided(people_of(measure, [round_], TODAY), divisions) for measure in MEASURES
    }
