"""Every choice and every hidden number of every form, sent back with what is another district's,
and, by who has one programme or 동, with what is another's of the same district."""

from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import F, ForeignKey, QuerySet
from django.test import Client
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.dictionary import OUR_APPS
from jobportal.platform.models import Change, Record
from jobportal.platform.permissions import Confinement
from jobportal.platform.records import all_kinds, kinds_by_slug
from participants.models import Application
from tests.addresses import OPEN
from tests.making import SKIPPED, make
from tests.taking import text_within
from tests.test_walk import PAGES, url_of
from tests.walking import WORKING, Everybody, office, someone

pytestmark = pytest.mark.django_db
CHOSEN = ("select", "radio", "checkbox", "hidden")
NOT_CHOICES = {"csrfmiddlewaretoken", "token", "next", "version"}
TYPED = {"date": "2026-01-01", "number": "1"}
RECORDS = [
    model
    for label in OUR_APPS
    for model in apps.get_app_config(label).get_models()
    if issubclass(model, Record)
]


class Form:
    """A form that writes: where it goes, what it sends untouched, what each field offers."""

    def __init__(self, action: str):
        self.action = action
        self.sent: dict[str, list[str]] = {}
        self.offered: dict[str, set[str]] = {}

    def field(self, kind: str, told: dict) -> None:
        name, value = told["name"], told.get("value") or ""
        if kind in CHOSEN:
            self.offered.setdefault(name, set()).add(value)
        if kind in ("hidden", "option", "text") or "checked" in told:
            self.sent.setdefault(name, []).append(value)
        elif kind not in CHOSEN:
            self.sent[name] = [value or TYPED.get(kind, "가상 시험")]


class Forms(HTMLParser):
    """The forms of a page that write."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[Form] = []
        self.form = self.select = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self.form = None
            if told.get("method", "").lower() == "post":
                self.form = Form(told.get("action") or "")
                self.found.append(self.form)
        elif self.form is None:
            return
        elif tag == "option" and self.select:
            self.form.offered.setdefault(self.select, set()).add(told.get("value") or "")
            if "selected" in told or (told.get("value") and self.select not in self.form.sent):
                self.form.sent[self.select] = [told["value"] or ""]
        elif tag == "select":
            self.select = told["name"]
        elif tag in ("input", "textarea", "button") and told.get("name"):
            self.form.field("textarea" if tag == "textarea" else told.get("type", "text"), told)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None


def browser(district) -> Client:
    """Of people with every permission in the district."""
    return Everybody(district, raise_request_exception=False)


def part_of(district, kind: Confinement, code: str) -> Client:
    """Of somebody with every permission in a part of the district."""
    client = Client(raise_request_exception=False)
    client.force_login(someone(district, *WORKING, confined_to=kind, confined_code=code))
    return client


def walked(places: dict) -> list[str]:
    """The addresses of all pages that may have a form, in one order for every district."""
    return [url_of(name, route, places) for name, route, _ in PAGES if name not in OPEN]


def edited(district) -> list[str]:
    """The addresses of the forms of every kind of record."""
    with acting("시험"):
        records = [(kind.slug, make(kind, district).pk) for kind in all_kinds()]
    return [reverse("record_edit", args=key) for key in records]


def forms_of(client: Client, url: str) -> list[Form]:
    page = client.get(url)
    if page.streaming or page.status_code != 200 or "html" not in page["Content-Type"]:
        return []
    return Forms(page.text).found


def swaps(own: Form, other: Form) -> list[tuple[str, str]]:
    """Each field with a number, and what the other district's same form sends or offers there."""
    return [
        (name, value)
        for name, values in own.offered.items()
        if name not in NOT_CHOICES and any(map(str.isdigit, values))
        for value in sorted(other.offered.get(name, set()) - values)
        if value.isdigit()
    ]


def crossing() -> list[str]:
    """The references of records that lead into another district."""
    return [
        f"{model.__name__}.{field.name}"
        for model in RECORDS
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and issubclass(field.related_model, Record)
        if model._base_manager.filter(**{f"{field.name}__isnull": False})
        .exclude(**{f"{field.name}__district": F("district")})
        .exists()
    ]


def belonging(model: type[Record], kind: Confinement, code: str):
    """The records of a model that are a part's own; None where it knows no parts."""
    path = model.REACHED_BY.get(kind)
    return model._base_manager.filter(**{path: code}) if path else None


def led_across(kind: Confinement, mine: str, other: str) -> set[tuple]:
    """The references of a part's records that lead to another part's: model, field, number."""
    found = set()
    for model in RECORDS:
        own = belonging(model, kind, mine)
        for field in model._meta.concrete_fields if own is not None else ():
            if isinstance(field, ForeignKey) and issubclass(field.related_model, Record):
                theirs = belonging(field.related_model, kind, other)
                if theirs is not None:
                    crossed = own.filter(**{f"{field.name}__in": theirs.values("pk")})
                    found |= {(model.__name__, field.name, one.pk) for one in crossed}
    return found


def wrong_in_part(client: Client, url: str, data: dict, kind: Confinement, codes, words):
    """What came of a form sent by who has one part of a district; nothing of it stays."""
    with transaction.atomic():
        known, before = Change.objects.count(), led_across(kind, *codes)
        answer = client.post(url, data)
        written = list(Change.objects.order_by("pk")[known:])
        wrong = [*(led_across(kind, *codes) - before)] if written else []
        if answer.status_code >= 500:
            wrong.append(f"status {answer.status_code}")
        if not answer.streaming and any(word in answer.text for word in words):
            wrong.append("shown")
        for change in written:
            theirs = belonging(apps.get_model(change.kind), kind, codes[1])
            if theirs is not None and theirs.filter(pk=change.record_id).exists():
                wrong.append(f"changed {change.kind}")
        transaction.set_rollback(True)
    return wrong


def wrong_after(client: Client, url: str, data: dict, other_district) -> list[str]:
    """What came of a form sent that should not have; nothing of it stays."""
    with transaction.atomic():
        known = Change.objects.count()
        answer = client.post(url, data)
        written = Change.objects.order_by("pk")[known:]
        wrong = crossing() if written else []
        if answer.status_code >= 500:
            wrong.append(f"status {answer.status_code}")
        if not answer.streaming and "을비밀" in answer.text:
            wrong.append("shown")
        if any(change.district_id == other_district.pk for change in written):
            wrong.append("changed")
        transaction.set_rollback(True)
    return wrong


def tamper(pairs, district, other_district) -> tuple[set[str], list[tuple]]:
    """The fields of all forms sent with each number of the other district, and what was wrong."""
    mine, theirs = browser(district), browser(other_district)
    sent, wrong = set(), []
    for url, its in pairs:
        for own, other in zip(forms_of(mine, url), forms_of(theirs, its), strict=False):
            target = own.action.partition("#")[0] or url
            for name, value in swaps(own, other):
                data = {**own.sent, name: [value]}
                sent.add(name)
                wrong += [
                    (target, name, w) for w in wrong_after(mine, target, data, other_district)
                ]
    return sent, wrong


def test_a_reference_into_another_district_is_seen(district, other_district):
    with acting("시험"):
        team, other = (make(kinds_by_slug()["teams"], one) for one in (district, other_district))
    assert crossing() == []
    mine = type(team)._base_manager.filter(pk=team.pk)
    QuerySet.update(mine, department=other.department_id)
    assert crossing() == ["Team.department"]


def test_no_form_of_a_page_takes_what_is_another_districts(district, other_district):
    mine, theirs = office(district, "갑비밀"), office(other_district, "을비밀")
    pairs = zip(walked(mine), walked(theirs), strict=True)
    sent, wrong = tamper(pairs, district, other_district)
    assert wrong == []
    assert sent >= {"first_choice", "second_choice", "grant", "offer", "pk", "project", "selection"}


PARTS = {
    Confinement.PROGRAMME: (
        ("갑비밀", "을비밀"),
        ("을비밀",),
        {"offer", "pk", "project", "selection"},
    ),
    Confinement.DONG: (("갑비밀동", "을비밀동"), ("가상을비밀", "을비밀동"), set()),
}
"""The codes of the two parts, what of the other is never shown, fields that must be tried."""


def test_a_reference_into_another_programme_is_seen(district):
    office(district, "갑비밀")
    office(district, "을비밀")
    parts = Confinement.PROGRAMME, "갑비밀", "을비밀"
    assert led_across(*parts) == set()
    mine, theirs = (belonging(Application, parts[0], code) for code in parts[1:])
    one = mine.order_by("pk").first()
    project = theirs.first().round.work_projects.first()
    QuerySet.update(Application.objects.filter(pk=one.pk), first_choice=project.pk)
    assert led_across(*parts) == {("Application", "first_choice", one.pk)}


@pytest.mark.parametrize("kind", PARTS, ids=lambda kind: kind.name)
def test_no_form_takes_what_is_another_parts_of_the_same_district(district, kind):
    codes, words, tried = PARTS[kind]
    mine, theirs = office(district, "갑비밀"), office(district, "을비밀")
    own, other = (part_of(district, kind, code) for code in codes)
    sent, wrong = set(), []
    for url, its in zip(walked(mine), walked(theirs), strict=True):
        for form, its_form in zip(forms_of(own, url), forms_of(other, its), strict=False):
            target = form.action.partition("#")[0] or url
            for name, value in swaps(form, its_form):
                sent.add(name)
                data = {**form.sent, name: [value]}
                found = wrong_in_part(own, target, data, kind, codes, words)
                wrong += [(target, name, value, one) for one in found]
        theirs_now = own.get(its)
        if not theirs_now.streaming and any(word in text_within(theirs_now) for word in words):
            wrong.append((its, "shown"))
    assert wrong == []
    assert sent >= tried


def test_no_form_of_a_record_takes_what_is_another_districts(district, other_district):
    pairs = zip(edited(district), edited(other_district), strict=True)
    sent, wrong = tamper(pairs, district, other_district)
    assert wrong == []
    assert sent >= {field.name for kind in all_kinds() for field in kind.fields if chosen(field)}


def chosen(field) -> bool:
    """Whether a record's form offers other records for the field."""
    return field.is_relation and field.name not in SKIPPED
