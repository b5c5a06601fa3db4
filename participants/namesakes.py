"""Looks at people who bear the name of the account itself or of a colleague (PD-36)."""

from collections.abc import Iterator

from django.db.models import Count, Max

from jobportal.platform.accessreview import HANDLING, Finding, Month, further, midnight
from jobportal.platform.models import AccessPerson, User
from participants.models import Person


@further
def namesakes(month: Month) -> Iterator[Finding]:
    """Who opened the record of just one person of such a name; three queries, and no name is told.

    Lists and files hold people nobody chose. A namesake is not the same person: the reviewer asks.
    """
    staff = User.objects.filter(grants__district_id=month.district_id).exclude(name="").distinct()
    names = dict(staff.values_list("pk", "name"))
    people = Person.objects.filter(district_id=month.district_id, name__in=set(names.values()))
    named = dict(people.values_list("pk", "name"))
    for row in _looks(month, list(named)):
        is_own = names.get(row["account_id"]) == named[row["person_id"]]
        rule = "자기와 이름이 같은 사람 조회" if is_own else "동료와 이름이 같은 사람 조회"
        told = f"정보주체 {row['person_id']}번을 {row['times']:,}번"
        yield Finding(rule, row["account_id"], row["account"], told)


def _looks(month: Month, people: list[int]):
    """How often each account opened each of them alone in the month."""
    seen = AccessPerson.objects.filter(
        district_id=month.district_id,
        person_id__in=people,
        at__gte=midnight(month.month_on),
        at__lt=midnight(month.ends_on),
        entry__action__in=HANDLING,
        entry__person_count=1,
    )
    rows = seen.values("account_id", "person_id")
    rows = rows.annotate(times=Count("pk"), account=Max("entry__account_name"))
    return rows.order_by("account_id", "person_id")
