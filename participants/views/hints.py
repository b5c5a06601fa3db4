"""What a clerk is told while an application is typed: duplicates, other programmes, household."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jobportal.platform.masking import mask_birth, mask_name, mask_phone
from jobportal.platform.models import AccessEntry
from jobportal.platform.permissions import Permission
from jobportal.platform.render.plain import clean
from jobportal.platform.scope import reachable
from jobportal.platform.values.residents import parse_birth, parse_phone, parse_rrn
from jobportal.platform.web.rates import Scope
from participants.matching.likely import likely_same, same_household
from participants.models import Application, Person
from participants.taking import age_fault, age_limits
from participants.views.picking import NotPicked, pick_mark, picked
from participants.views.resident_page import OF_DONGS, ResidentPage
from programs.models import Round

MOST = 10
"""More people than this are not shown: whoever types more of the name sees fewer."""
STILL = Application.State


def typed_person(data, district, rrn_allowed: bool) -> Person:
    """Somebody as far as typed yet; what cannot be read yet is left out."""
    today = timezone.localdate()

    def text(name: str) -> str:
        return clean(data.get(name, "")).strip()

    def read(parse, name: str, empty):
        try:
            return parse(text(name))
        except ValueError:
            return empty

    person = Person(
        district=district,
        name=text("name"),
        former_name=text("former_name"),
        birth_on=read(lambda text: parse_birth(text, today), "birth_on", None),
        sex=text("sex"),
        phone=read(parse_phone, "phone", ""),
        address=text("address"),
    )
    number = read(lambda text: parse_rrn(text, today), "rrn", None) if rrn_allowed else None
    if number:
        person.rrn, person.birth_on, person.sex = number.digits, number.birth_on, number.sex
    return person


def hints_for(request: HttpRequest, person: Person, round_: Round, chosen: Person | None) -> dict:
    """Who this may be, who of the household applied for the round, and whose age is refused."""
    if chosen is not None:
        person.pk = chosen.pk
    found = [] if chosen is not None else likely_same(person)[:MOST]
    matches = [(other, match.why, match.is_certain) for other, match in found]
    if chosen is not None:
        matches = [(chosen, "고른 신청인", True)]
    home = same_household(person)
    applications = _applications(request, [other for other, _, _ in matches] + home)
    known = {other.pk for other, _, _ in matches}
    return {
        "age_fault": _age_fault(person, round_),
        "persons": [
            {
                **_person(other, applications.get(other.pk, []), round_),
                "mark": pick_mark(request, round_, other),
                "why": why,
                "is_certain": is_certain,
            }
            for other, why, is_certain in matches
        ],
        "household": [
            {
                "pk": other.pk,
                "name": mask_name(other.name),
                "birth": mask_birth(other.birth_on),
                "application": one,
            }
            for other in home
            if other.pk not in known
            for one in applications.get(other.pk, [])
            if one.round_id == round_.pk
        ],
        "chosen": chosen,
    }


def _age_fault(person: Person, round_: Round) -> str:
    if not person.birth_on:
        return ""
    return age_fault(age_limits(round_, timezone.localdate()), person.birth_on)


def _applications(request: HttpRequest, people: list[Person]) -> dict[int, list[Application]]:
    """The applications of people, newest first, without withdrawn ones; ``is_open`` says of each
    whether the user may open it. Two queries."""
    by_person: dict[int, list[Application]] = {}
    rows = Application.objects.filter(person__in=people).exclude(state=STILL.WITHDRAWN)
    rows = rows.select_related("round__programme").order_by("-received_on", "-pk")
    reached = reachable(request, Application).filter(person__in=people)
    opened = set(reached.values_list("pk", flat=True))
    for application in rows:
        application.is_open = application.pk in opened
        by_person.setdefault(application.person_id, []).append(application)
    return by_person


def _person(person: Person, applications: list[Application], round_: Round) -> dict:
    earlier = [one for one in applications if one.round_id != round_.pk]
    return {
        "pk": person.pk,
        "name": mask_name(person.name),
        "birth": mask_birth(person.birth_on),
        "phone": mask_phone(person.phone),
        "dong": person.dong,
        "here": next((one for one in applications if one.round_id == round_.pk), None),
        "earlier": earlier[:5],
        "latest": next((one.pk for one in earlier if one.is_open), None),
    }


def shown_in(hints: dict | None) -> list[int]:
    """The numbers of the people that hints show, for the access record."""
    if not hints:
        return []
    return [one["pk"] for one in (*hints["persons"], *hints["household"])]


class Hints(ResidentPage):
    """The hints alone, asked for by the script of the intake page; by POST, for they hold names."""

    permission = Permission.TAKE_IN
    confinable = OF_DONGS
    personal_task = "참여신청 접수 중복 확인"
    access_action = AccessEntry.Action.SEARCH
    rates = {"POST": Scope.SEARCH}

    def get(self, request, pk):
        return HttpResponse(status=405)

    def post(self, request, pk):
        round_ = self.found(Round, pk, "programme")
        person = typed_person(request.POST, self.district, round_.programme.rrn_allowed)
        context = {
            "hints": hints_for(request, person, round_, self.chosen(round_)),
            "is_correction": "correction" in request.GET,
        }
        self.saw(shown_in(context["hints"]))
        return render(request, "participants/hints.html", context)

    def chosen(self, round_: Round) -> Person | None:
        """Whom the clerk chose before; nobody once the choice is too old."""
        mark = self.request.POST.get("person", "")
        try:
            return picked(self.request, round_, mark) if mark else None
        except NotPicked:
            return None
