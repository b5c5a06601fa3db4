"""Taking in an application in one screen: identity, duplicates, consents, papers, preferences."""

import secrets

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.masking import mask_birth, mask_name, mask_phone
from jobportal.platform.models import AccessEntry, StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.scope import reachable
from jobportal.platform.values.particles import settle_particles
from jobportal.platform.values.recordnumbers import record_number
from jobportal.platform.web.rates import Scope
from participants.actions.intake import AlreadyApplied, Intake, SamePerson, take_in
from participants.actions.screening import rescreen
from participants.models import Application, Person
from participants.sheets.own_dongs import OwnDongs
from participants.taking import intake_refusal, is_over
from participants.views.application import may_correct
from participants.views.hints import hints_for, shown_in, typed_person
from participants.views.intake_forms import IntakeForms, differences
from participants.views.picking import NotPicked, pick_mark, picked
from participants.views.resident_page import OF_DONGS, SECTION
from participants.views.round_page import RoundPage
from programs.families import open_additions
from programs.models import Round

STATES = Application.State
COUNTER = "intake_counter"  # where this clerk received the last one: they sit there all day
CONFLICT = (
    "다른 사람이 먼저 저장했습니다. 아직 아무것도 저장하지 않았습니다. 아래 표를 보고 다시 "
    "저장하세요."
)
SAME = (
    "같은 사람으로 보이는 신청인이 있습니다. 아래 ‘중복 확인’에서 ‘이 사람으로 접수’를 누르거나, "
    "다른 사람이면 ‘다른 사람으로 등록’에 표시한 뒤 다시 저장하세요."
)
NOT_PICKED = (
    "고른 신청인을 확인할 수 없습니다. 아무것도 저장하지 않았습니다. 성명과 생년월일을 입력하고 "
    "‘중복 확인’에서 다시 고르세요."
)
FOREIGN_DRAFT = (
    "다른 곳에서 등록한 신청인의 신청서는 임시저장하지 않습니다. 동의를 받아 바로 접수하세요."
)


class IntakePage(RoundPage):
    """One application, new or still open for correction."""

    permission = Permission.TAKE_IN
    confinable = OF_DONGS
    personal_task = "참여신청 접수"
    step = "intake_form"
    keeps_draft = True
    rates = {"POST": Scope.SEARCH}  # every answer may show who somebody typed in may be

    template = "participants/intake.html"

    def load(self, pk: int, application_pk: int | None) -> None:
        """The round of the address, and the application when one is corrected."""
        self.application, self.was_received = None, False
        if application_pk is not None:
            self.application = self.found(Application, application_pk, "person", "round__programme")
            pk, self.was_received = self.application.round_id, bool(self.application.receipt)
            if not may_correct(self, self.application):
                raise Http404("this application is no longer corrected")
        self.round = self.found(Round, pk, "programme", "district")
        self.title = "신청서 고치기" if self.application else "접수"
        self.refusal = "" if self.application else intake_refusal(self.round, timezone.localdate())

    def breadcrumbs(self):
        way = [(SECTION, ""), ("접수", reverse("intake")), (str(self.round), "")]
        return [*way, (self.title, "")] if self.application else way

    def get(self, request, pk=None, application_pk=None):
        self.load(pk, application_pk)
        token = secrets.token_urlsafe(24)
        person = self.application.person if self.application else None
        counter = request.session.get(COUNTER, {})
        forms = IntakeForms(
            *(self.round, self.application, person),
            token=token,
            counter=counter,
            dongs=self.known_dongs(),
        )
        return self.show_forms(forms)

    def show_draft(self, pk=None, application_pk=None):
        self.load(pk, application_pk)
        self.chosen = None
        try:
            self.chosen = self.chosen_person(None)
        except NotPicked:
            return self.show_forms(self.forms(self.request.POST).as_typed(), told=NOT_PICKED)
        return self.show_forms(self.forms(self.request.POST).as_typed())

    def show_forms(self, forms: IntakeForms, status: int = 200, **context):
        """The screen; hints come with it when there is something to compare."""
        hints = context.pop("hints", None)
        if hints is None and forms.chosen is not None:
            nobody = Person(district=self.district)
            hints = hints_for(self.request, nobody, self.round, forms.chosen)
        known = [forms.chosen] if forms.chosen is not None else []
        is_search = self.request.method == "POST"
        self.saw([*known, *shown_in(hints)], AccessEntry.Action.SEARCH if is_search else "")
        return self.show(
            round=self.round,
            application=self.application,
            forms=forms,
            mark=pick_mark(self.request, self.round, forms.chosen) if known else "",
            foreign=_masked(forms.chosen) if forms.is_foreign else None,
            refusal=self.refusal,
            additional=self.addition() if self.is_late else None,
            is_late=self.is_late,
            # what was typed while the round closed is still shown
            shows_form=not self.refusal or self.request.method == "POST",
            is_correction=self.application is not None,
            is_other=self.request.POST.get("is_other_person") == "on",
            hints=hints,
            hints_url=reverse("intake_hints", args=[self.round.pk]),
            is_draft=self.application is None or self.application.state == STATES.DRAFT,
            status=status,
            **context,
        )

    def post(self, request, pk=None, application_pk=None):
        self.load(pk, application_pk)
        self.chosen = None
        action, _, named = request.POST.get("action", "hints").partition(":")
        try:
            self.chosen = self.chosen_person(named[:200] if action == "pick" else None)
        except NotPicked:
            return self.show_forms(self.forms(request.POST).as_typed(), 409, told=NOT_PICKED)
        if self.refusal:
            return self.show_forms(self.forms(request.POST).as_typed(), 409)
        done = self.already_saved(self.typed("token"))
        if done is not None:
            return done
        match action:
            case "pick" | "bring" if self.application is None:
                return self.take_over(self.earlier(named) if action == "bring" else None)
            case "drop" if self.application is None:
                return self.drop_person()
            case "draft" | "submit":
                is_new = self.application is None or self.application.state == STATES.DRAFT
                return self.save(submit=action == "submit" or not is_new)
        return self.show_forms(self.forms(request.POST).as_typed(), hints=self.hints())

    def forms(self, data) -> IntakeForms:
        """The forms over what was posted."""
        return IntakeForms(
            *(self.round, self.application, self.chosen),
            data=data,
            is_foreign=self.is_foreign,
            dongs=self.known_dongs(),
        )

    @property
    def is_foreign(self) -> bool:
        """True when the chosen person is nobody the user reaches: they are shown masked."""
        if self.chosen is None:
            return False
        return not reachable(self.request, Person).filter(pk=self.chosen.pk).exists()

    def hints(self) -> dict:
        """What the typed identity brings up."""
        allowed = self.round.programme.rrn_allowed
        person = typed_person(self.request.POST, self.district, allowed)
        return hints_for(self.request, person, self.round, self.chosen)

    def chosen_person(self, mark: str | None) -> Person | None:
        """Whom the clerk picks now or chose before, or whose application is corrected.

        Raises NotPicked.
        """
        if self.application is not None:
            return self.application.person
        if mark is None and not self.typed("person"):
            return None
        return picked(self.request, self.round, self.typed("person") if mark is None else mark)

    def earlier(self, number: str) -> Application:
        """The earlier application of the address that is brought again."""
        return self.found(Application, record_number(number), "person")

    @property
    def is_late(self) -> bool:
        """Whether a new application is entered after the days of application."""
        is_new = self.application is None and not self.refusal
        return is_new and is_over(self.round, timezone.localdate())

    def addition(self) -> Round | None:
        """An additional recruitment that takes what this round no longer does."""
        return self.within_reach(open_additions(self.round, timezone.localdate())).first()

    def foreign_dong(self, application: Application) -> str:
        """Why a clerk of a 동 may not receive this, in Korean; "" for everybody else."""
        own = OwnDongs(self.own_dongs(self.round))
        return "" if own.hold(application) else f"{own.fault} 접수 동을 확인하세요."

    def already_saved(self, token: str):
        """The same form sent twice leads to the one application it made."""
        made = reachable(self.request, Application).filter(token=token).first() if token else None
        if made is None or (self.application and made.pk == self.application.pk):
            return None
        messages.info(self.request, "이미 저장한 신청서입니다. 두 번 저장하지 않았습니다.")
        return redirect("application_detail", made.pk)

    def take_over(self, earlier: Application | None):
        """Go on with somebody who is there, maybe with what they wrote earlier."""
        if earlier is not None:
            self.chosen = earlier.person
        forms = self.forms(self.request.POST)
        return self.show_forms(forms.taken_over(self.chosen, earlier))

    def drop_person(self):
        """Not this person after all: the fields are emptied of what was brought."""
        self.chosen = None
        return redirect("intake_form", self.round.pk)

    def save(self, submit: bool):
        """Save all or nothing; every refusal keeps what was typed."""
        forms = self.forms(self.request.POST)
        if not forms.is_valid(submit):
            return self.show_forms(forms, 422, hints=self.hints())
        if forms.is_stale:
            return self.show_conflict(forms)
        if forms.is_foreign and not submit:
            forms.refuse(FOREIGN_DRAFT)
            return self.show_forms(forms, 422)
        if refusal := self.foreign_dong(forms.application.instance):
            forms.application.add_error("reception_dong", refusal)
            return self.show_forms(forms, 422, hints=self.hints())
        try:
            with (
                acting(self.request.user, reason=forms.reason, via=Via.FORM),
                transaction.atomic(),
            ):
                application = take_in(self.intake(forms), self.request.user, submit)
                rescreen(self.round, [application.pk])
        except SamePerson:
            forms.refuse(SAME)
            return self.show_forms(forms, 409, hints=self.hints())
        except AlreadyApplied as error:
            forms.refuse(str(error))
            return self.show_forms(forms, 409, hints=self.hints())
        except Refused as error:
            forms.application.add_error(None, str(error))
            return self.show_forms(forms, 409)
        except StaleRecord:
            return self.show_conflict(forms)
        except IntegrityError:
            return self.met_another(forms)
        return self.tell_saved(application, forms)

    def tell_saved(self, application: Application, forms: IntakeForms):
        """What was saved and what to look at again; the next one opens at the same counter."""
        self.request.session[COUNTER] = {
            "channel": application.channel,
            "reception_dong": application.reception_dong,
        }
        messages.success(self.request, self.saved_words(application, forms))
        for note in forms.remarks():
            messages.warning(self.request, note)
        return redirect("application_detail", application.pk)

    def saved_words(self, application: Application, forms: IntakeForms) -> str:
        """What became of the application: kept for now, received, or corrected."""
        if not application.receipt:
            return "임시저장했습니다."
        if not self.was_received:
            return settle_particles(f"접수번호 {application.receipt}(으)로 접수했습니다.")
        settled = "" if forms.correction is None else " ‘자격심사’에서 결과를 확인하고 확정하세요."
        return f"{application.receipt} 신청서를 고쳤습니다.{settled}"

    def intake(self, forms: IntakeForms) -> Intake:
        """What was typed, as unsaved records."""
        application = forms.application.instance
        application.token = application.token or forms.application.cleaned_data["token"]
        day = forms.application.cleaned_data["received_on"]
        return Intake(
            person=forms.applicant,
            application=application,
            groups=set(forms.application.cleaned_data["groups"]),
            consents=forms.consents.answers(day),
            papers=forms.papers.answers(day),
            is_other_person=self.request.POST.get("is_other_person") == "on",
        )

    def met_another(self, forms: IntakeForms):
        """Somebody saved the same application or person at the same moment."""
        done = self.already_saved(self.typed("token"))
        if done is not None:
            return done
        forms.refuse(
            "같은 사람의 신청서가 방금 저장되었습니다. 아래 ‘중복 확인’에서 그 신청서를 확인하세요."
        )
        return self.show_forms(forms, 409, hints=self.hints())

    def show_conflict(self, forms: IntakeForms):
        """Both values of each field; saving again takes what is in the form."""
        rows, latest = self.person_differences(forms), None
        if self.application is not None:
            latest = self.found(Application, self.application.pk, "round")
            rows += differences(forms.application, latest)
        data = self.request.POST.copy()
        if not forms.is_foreign:
            data["person_version"] = self.found(Person, forms.applicant.pk).version
        if latest is not None:
            data["version"] = latest.version
        return self.show_forms(self.forms(data).as_typed(), 409, conflict=CONFLICT, rows=rows)

    def person_differences(self, forms: IntakeForms) -> list[dict]:
        """What somebody else changed of the person meanwhile."""
        if forms.is_foreign:
            return []
        return differences(forms.person, self.found(Person, forms.applicant.pk))


def _masked(person: Person) -> list[tuple[str, str]]:
    """What a clerk is shown of somebody whose data they do not work with."""
    return [
        ("성명", mask_name(person.name)),
        ("생년월일", mask_birth(person.birth_on)),
        ("전화번호", mask_phone(person.phone)),
        ("행정동", person.dong),
    ]
