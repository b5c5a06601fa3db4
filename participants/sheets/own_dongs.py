"""What a clerk of a 동 loads by sheet: what their 동 received, of people they work with."""

from collections.abc import Iterable
from dataclasses import dataclass

from participants.models import Application, Person


@dataclass(frozen=True)
class OwnDongs:
    """The 동 whose applications somebody takes in; None for every one."""

    dongs: frozenset[str] | None = None

    def hold(self, application: Application) -> bool:
        """Whether the application was received in one of them."""
        return self.dongs is None or application.reception_dong in self.dongs

    def reached(self, pks: Iterable[int]) -> set[int]:
        """Of these people those who applied in one of them before; at most one query."""
        if self.dongs is None:
            return set(pks)
        people = Person.objects.filter(pk__in=set(pks), applications__reception_dong__in=self.dongs)
        return set(people.values_list("pk", flat=True))

    @property
    def fault(self) -> str:
        """What is wrong with an application from elsewhere."""
        return f"{', '.join(sorted(self.dongs or ()))}에서 받은 신청서만 접수할 수 있습니다."


EVERY_DONG = OwnDongs()
