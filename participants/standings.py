"""Where the applicants of a round stand in its screening, read once for the page that shows it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from jobportal.platform.rules.codes import RuleCode
from participants.models import Application, RuleOverride
from participants.screenings import codes_in
from programs.models import Round, RoundRules

S = Application.State
SCREENED = tuple(f"screenings__{name}" for name in ("result", "not_met", "to_confirm", "rules"))


@dataclass(frozen=True)
class Standing:
    """One application: where it stands, and its screening; "" and None without one."""

    state: str
    dong: str
    result: str = ""
    not_met: str = ""
    to_confirm: str = ""
    rules_id: int | None = None


@dataclass(frozen=True)
class RuleCount:
    """How many of the screened meet a rule, do not, and are to be confirmed."""

    code: RuleCode
    met: int
    not_met: int
    to_confirm: int
    decided: int


class Standings:
    """The applications of a round and the officers' decisions; two queries for any number."""

    def __init__(self, round_: Round):
        rows = Application.objects.of(round_.district).filter(round=round_).order_by()
        rows = rows.values_list("pk", "state", "person__dong", *SCREENED)
        self.of: dict[int, Standing] = {
            pk: Standing(state, dong, result or "", not_met or "", to_confirm or "", rules)
            for pk, state, dong, result, not_met, to_confirm, rules in rows
        }
        self.overrides: dict[int, dict[str, RuleOverride]] = {}
        decided = RuleOverride.objects.of(round_.district).filter(application__round=round_)
        for one in decided.order_by():
            self.overrides.setdefault(one.application_id, {})[one.code] = one

    @cached_property
    def stages(self) -> Counter[tuple[str, str]]:
        """How many applications there are by state and result."""
        return Counter((one.state, one.result) for one in self.of.values())

    @property
    def dongs(self) -> list[str]:
        """Where the applicants live, sorted."""
        return sorted({one.dong for one in self.of.values()} - {""})

    def outdated_rules(self, rules: RoundRules) -> int:
        """How many under review were screened with rules that were corrected since."""
        return sum(
            one.state == S.UNDER_REVIEW and bool(one.result) and one.rules_id != rules.pk
            for one in self.of.values()
        )

    def rule_counts(self, codes: Iterable[RuleCode]) -> list[RuleCount]:
        """The counts of each rule, the officers' decisions counted in."""
        screened = [one for one in self.of.values() if one.result]
        not_met = Counter(code for one in screened for code in codes_in(one.not_met))
        to_confirm = Counter(code for one in screened for code in codes_in(one.to_confirm))
        decided = Counter(code for given in self.overrides.values() for code in given)
        return [
            RuleCount(
                code,
                len(screened) - not_met[code] - to_confirm[code],
                not_met[code],
                to_confirm[code],
                decided[code],
            )
            for code in codes
        ]
