"""Rosters with resident numbers: an encrypted file, its password shown once (compliance PD-39)."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from jobportal.platform.encrypted_files import encrypted_xlsx, new_file_password
from jobportal.platform.jobs.queue import Request, ask_for
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from jobportal.platform.scope import reach_of, reachable
from participants.forms.identity import IdentityForm
from participants.models import Provision
from participants.rosters.by_use import items_of, rows_for
from participants.rosters.files import ASKED, IDENTITY_FILE, SHARED
from participants.rosters.identity import (
    IDENTITY_ROSTERS,
    IdentityUse,
    identity_headings,
    records_for,
    with_numbers,
)
from participants.rosters.tickets import MINUTES, Ticket, opened_ticket
from participants.views.resident_page import SECTION
from participants.views.taking_out import TakingOut
from programs.models import Round

TICKET = "password_ticket"
NOBODY = "이 범위에 주민등록번호를 받은 사람이 없습니다. 회차나 쓰임을 다시 고르세요."
TOO_LATE = (
    f"비밀번호를 만든 지 {MINUTES}분이 지났거나 다른 화면에서 온 요청입니다. 파일을 만들지 "
    "않았습니다. 아래에서 비밀번호를 다시 만드세요."
)


class IdentityPage(TakingOut):
    """주민등록번호 명단."""

    template = "participants/identity.html"
    title = "주민등록번호 명단"
    permission = Permission.EXPORT_IDENTITY
    personal_task = "주민등록번호 명단"

    def breadcrumbs(self):
        return [(SECTION, ""), (self.title, "")]

    def rounds(self) -> list[Round]:
        """The rounds whose programme may process resident numbers."""
        return list(reachable(self.request, Round).filter(programme__rrn_allowed=True))

    def show_form(self, form: IdentityForm | None = None, status: int = 200, error: str = ""):
        """What may be taken out, with the columns of each use."""
        self.saw([])
        rounds = self.rounds()
        uses = [(one.label, items_of(IDENTITY_ROSTERS[one])) for one in IdentityUse]
        form = form or IdentityForm(rounds=rounds)
        return self.show(form=form, uses=uses, rounds=rounds, error=error, status=status)


class IdentityRosters(IdentityPage):
    """What is asked, and then the password of the file, once."""

    def get(self, request):
        return self.show_form()

    def post(self, request):
        form = IdentityForm(request.POST, rounds=self.rounds())
        if not form.is_valid():
            return self.show_form(form, 422)
        records = records_for(form.use, reach_of(request), form.chosen_rounds)
        people = with_numbers(records).values("person").distinct().count()
        if not people:
            form.add_error(None, NOBODY)
            return self.show_form(form, 422)
        without = records.values("person").distinct().count() - people
        if people > settings.BACKGROUND_ROWS and self.may(Permission.DOWNLOAD_PERSONAL):
            return self.make_in_background(form, people)
        return self.show_password(form, people, without)

    def make_in_background(self, form: IdentityForm, people: int):
        """A large roster goes into the queue; its password is shown when it is taken."""
        rounds = sorted(one.pk for one in form.chosen_rounds)
        request = Request(
            kind=IDENTITY_FILE.code,
            parameters={"preset": form.use.value, "rounds": rounds},
            title=f"{form.scope_name} 명단 {form.use.label}",
            file_name=self.file_name(name_of(form.scope_name, form.use)),
            purpose=form.purpose,
            total=people,
        )
        try:
            with transaction.atomic():
                entered = self.register_roster(form, people) if form.is_outside else ""
                asked = replace(request, purpose=f"{entered}{form.purpose}")
                _, is_new = ask_for(self.actor, IDENTITY_FILE.permission, asked)
        except Refused as error:
            form.add_error(None, str(error))
            return self.show_form(form, 409)
        messages.info(self.request, ASKED.format(people) if is_new else SHARED)
        return redirect("made_files")

    def show_password(self, form: IdentityForm, people: int, without: int):
        """The password, and the button that makes the file with it."""
        self.saw([], purpose=form.purpose)
        ticket = Ticket(
            user=self.request.user.pk,
            use=form.use.value,
            rounds=[one.pk for one in form.chosen_rounds],
            scope=form.scope_name,
            purpose=form.purpose,
            entered=self.register_roster(form, people) if form.is_outside else "",
            password=new_file_password(),
        )
        return self.show(
            "participants/identity_password.html",
            password=ticket.password,
            ticket=ticket.sealed(),
            ticket_name=TICKET,
            use=form.use.label,
            scope=form.scope_name,
            people=people,
            without=without,
            is_outside=form.is_outside,
            minutes=MINUTES,
        )

    def register_roster(self, form: IdentityForm, people: int) -> str:
        """Enter the roster in the register of what goes to others outside."""
        return self.register(
            form.provision(
                title=f"{form.scope_name} 명단 {form.use.label}",
                items=items_of(IDENTITY_ROSTERS[form.use]),
                persons=people,
                method=Provision.Method.ENCRYPTED,
            )
        )


class IdentityFile(IdentityPage):
    """The encrypted file, for whoever was just shown its password."""

    def get(self, request):
        self.saw([])
        return redirect("identity_rosters")

    def post(self, request):
        ticket = opened_ticket(request.POST.get(TICKET, ""), request.user.pk)
        if ticket is None:
            return self.show_form(status=422, error=TOO_LATE)
        return self.give_encrypted(ticket, IdentityUse(ticket.use))

    def give_encrypted(self, ticket: Ticket, use: IdentityUse):
        """The roster as it is now; what is no longer reached is no longer in it."""
        rounds = [one for one in self.rounds() if one.pk in ticket.rounds]
        records = with_numbers(records_for(use, reach_of(self.request), rounds))
        seen: set[int] = set()
        made = encrypted_xlsx(
            f"{ticket.scope} 명단 {use.label}",
            identity_headings(use),
            rows_for(IDENTITY_ROSTERS[use], records, seen),
            self.taken_by(ticket.purpose),
            ticket.password,
        )
        name = name_of(ticket.scope, use)
        return self.give_file(made, name, seen, f"{ticket.entered}{ticket.purpose}, {ticket.scope}")


def name_of(scope: str, use: IdentityUse) -> str:
    """The last part of the name of the file."""
    return f"{scope.replace(' ', '')}_{use.label.partition(' ')[0]}_암호화.xlsx"
