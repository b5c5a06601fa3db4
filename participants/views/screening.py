"""The screening of one application: every rule with what was seen, and the officer's decisions."""

from django.urls import reverse

from jobportal.platform.display import text_of
from jobportal.platform.masking import mask_birth, mask_name
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.rules.codes import RuleCode
from jobportal.platform.rules.findings import Outcome
from jobportal.platform.scope import reachable
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.recordnumbers import record_number
from participants.actions.overrides import MAY_DECIDE, override, take_back
from participants.actions.screening import CONFIRMED, Decided, decide, reopen, screen
from participants.models import Application, Person, Placement, Screening
from participants.neighbours import neighbours, working_neighbours
from participants.rechecks import is_outdated
from participants.screenings import Ruling, overrides_of, rulings
from participants.views.application import ApplicationStep
from participants.views.screening_words import decided_words
from programs.preparation import announced_rules

S = Application.State
TOLD_TO_APPROVERS = frozenset(
    {
        *(RuleCode.MIN_AGE, RuleCode.MAX_AGE, RuleCode.RESIDENCY, RuleCode.ONE_PER_HOUSEHOLD),
        *(RuleCode.EXCL_CONCURRENT, RuleCode.REPEAT_LIMIT, RuleCode.PREV_DROPOUT),
        *(RuleCode.DOC_INCOMPLETE, RuleCode.SAME_ROUND_REAPPLY, RuleCode.QUALIFICATION),
    }
)
"""Conditions whose values are no income, assets, benefits, health or bans (they stay hidden from
who does not screen)."""
PLACEMENT = "배치 "
"""How a finding refers to a placement of the portal: “배치 12”."""


class ScreeningPage(ApplicationStep):
    """자격심사 of one application, and the steps taken there."""

    permission = Permission.SCREEN
    write_permission = None
    template = "participants/screening.html"
    title = "자격심사"
    personal_task = "자격심사"
    back = "application_screening"
    listed = "round_screening"

    def breadcrumbs(self):
        listed = reverse(self.listed, args=[self.application.round_id])
        *way, (receipt, _) = super().breadcrumbs()
        detail = reverse("application_detail", args=[self.application.pk])
        return [*way[:-1], (self.title, listed), (receipt, detail), (self.title, "")]

    def get(self, request, pk):
        self.load(pk)
        return self.show_application()

    @property
    def may_screen(self) -> bool:
        """Whether the page offers the steps of screening, and shows all it rests on."""
        return self.permission == Permission.SCREEN

    def show_application(self, error: str = "", status: int = 200, typed=None):
        """Every rule with its answer, and the forms to decide."""
        application = self.application
        rules = announced_rules(application.round)
        row = Screening.objects.filter(application=application).select_related("rules").first()
        found = rulings(row, overrides_of([application.pk]).get(application.pk, {})) if row else []
        links = references(self, found)
        near, working = [], []
        if self.may_screen:
            near, working = neighbours(application), working_neighbours(application)
        people = [application.person_id, *(one.person_id for one in (*near, *working))]
        self.saw(people)
        is_review = application.state == S.UNDER_REVIEW
        return self.show(
            application=application,
            who=self.who(application.person),
            may_screen=self.may_screen,
            rules=rules,
            screening=row,
            screened_at=text_of(row.screened_at) if row else "",
            is_stale=bool(row and is_review and rules and row.rules_id != rules.pk),
            is_outdated=bool(row and self.may_screen and is_outdated(row, application)),
            rows=[self.ruling_row(one, links) for one in found],
            codes=[(one.code.value, one.code.label) for one in sorted(found, key=_urgent)],
            decided=[one.code.value for one in found if one.override],
            outcomes=[(one.value, one.label) for one in MAY_DECIDE],
            neighbours=[_neighbour(one) for one in near],
            working=[_neighbour(one.application, one) for one in working],
            is_under_review=is_review,
            may_reopen=application.state in CONFIRMED,
            is_refused=application.state == S.INELIGIBLE,
            error=error,
            error_at=self.error_at,
            typed=typed or {},
            asked_code=self.request.GET.get("rule", ""),
            status=status,
        )

    def who(self, person: Person) -> str:
        """The applicant: name and birth date, as much as the reader needs."""
        if self.may_screen:
            return f"{person.name} ({kdate(person.birth_on)})"
        return f"{mask_name(person.name)} ({mask_birth(person.birth_on)})"

    def ruling_row(self, one: Ruling, links: dict[str, dict]) -> dict:
        """One rule as the table shows it."""
        return {
            "ruling": one,
            "shows_value": self.may_screen or one.code in TOLD_TO_APPROVERS,
            "machine": one.machine.label,
            "outcome": one.outcome.label,
            "basis": one.basis.label,
            "day": kdate(one.day) if one.day else "미정",
            "references": [links[text] for text in one.references if text in links],
        }

    def input_of(self, field):
        if not field:
            return ""
        data = self.request.POST
        others = {"take_back": f"back-{data.get('code', '')}", "reopen": "reopen-reason"}
        return others.get(data.get("action", ""), f"decide-{field}")

    def act(self) -> str:
        """The step the officer chose."""
        match self.request.POST.get("action", ""):
            case "screen":
                return self.screened()
            case "decide":
                return self.decided()
            case "override":
                return self.overridden()
            case "take_back":
                data = self.request.POST
                take_back(
                    self.application, data.get("code", ""), data.get("reason", ""), self.seen()
                )
                return "판단을 되돌렸습니다. 조건의 결과가 다시 쓰입니다."
            case "reopen":
                reopen(self.application, self.typed("reason"))
                return "심사 결과를 다시 열었습니다."
        raise Refused("할 일을 고르지 않았습니다. 화면을 새로 열어 단추를 누르세요.")

    def seen(self) -> int | None:
        """The version of the decision that was seen; None for none."""
        return record_number(self.request.POST.get("override_version", ""))

    def screened(self) -> str:
        """Screen this one."""
        if self.application.state != S.UNDER_REVIEW:
            raise Refused("‘자격심사’ 상태의 신청서만 심사합니다. 심사를 먼저 시작하세요.")
        screen(self.application.round, [self.application])
        return f"심사했습니다. 결과는 ‘{self.result()}’입니다."

    def result(self) -> str:
        """The result as it stands now."""
        return self.application.screenings.get().get_result_display()

    def overridden(self) -> str:
        """Decide on a rule."""
        data = self.request.POST
        given = (data.get("code", ""), data.get("outcome", ""), data.get("reason", ""))
        row = override(self.application, *given, self.seen())
        return f"판단을 적었습니다. 심사 결과는 ‘{row.get_result_display()}’입니다."

    def decided(self) -> str:
        """Confirm the result of this one, or say why it stays open."""
        told = decide(self.application.round, [self.application])
        if told in (Decided(eligible=1), Decided(ineligible=1)):
            return settle_particles(f"‘{self.application.get_state_display()}’(으)로 확정했습니다.")
        left = [words for _, words in decided_words(told)[1:]]
        raise Refused(left[0] if left else "‘자격심사’ 상태의 신청서만 확정합니다.")


class ScreeningLook(ScreeningPage):
    """The same to read only, for whoever approves the list and decides appeals.

    Each condition with its answer and limit; what was seen and why an officer decided otherwise
    only where it tells nothing of income, assets, benefits, health or bans.
    """

    permission = Permission.APPROVE_SELECTION
    http_method_names = ["get", "head", "options"]
    personal_task = "자격심사 결과 확인"
    back, listed = "screening_look", "round_screening_look"


def _urgent(one: Ruling) -> int:
    """Rules that are open come first, then those not met."""
    return (Outcome.TO_CONFIRM, Outcome.NOT_MET, Outcome.MET).index(one.outcome)


def references(page: ScreeningPage, found: list[Ruling]) -> dict[str, dict]:
    """The placements that findings rest on, by the text that names them; one query."""
    texts = {text for one in found for text in one.references if text.startswith(PLACEMENT)}
    numbers = {text.removeprefix(PLACEMENT): text for text in texts}
    rows = reachable(page.request, Placement).filter(pk__in=numbers)
    return {
        numbers[str(row.pk)]: {
            "label": f"{row.application} 배치",
            "url": reverse("application_detail", args=[row.application_id]),
        }
        for row in rows.select_related("application__round")
    }


def _neighbour(application: Application, placement: Placement | None = None) -> dict:
    return {
        "url": reverse("application_detail", args=[application.pk]),
        "receipt": application.receipt,
        "name": mask_name(application.person.name),
        "state": application.get_state_display(),
        "code": application.household_code,
        "until": kdate(placement.to_on) if placement else "",
    }
