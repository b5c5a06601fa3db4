"""Text that is code elsewhere: shown as text on every page, and refused or kept by every form."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import Q
from django.urls import reverse

from jobportal.platform.audit import acting
from jobportal.platform.dictionary import OUR_APPS
from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.models import AccessReview, Change, GrantEvent, Record
from programs.models import Department
from tests.filledforms import FilledForm, FilledForms
from tests.test_walk import PAGES, url_of
from tests.walking import Everybody, office

pytestmark = pytest.mark.django_db
IMAGE = '"><img src=x onerror=a()>'
TYPED = {
    "code": f"{IMAGE}'; DROP TABLE platform_user; -- {{{{ 7*7 }}}}{{% debug %}}",
    "signs": "a\0b\x1b[31m\u202e\r\n",
    "number": "9" * 30,
    "other": "-1",
}
KEPT = {"code", "key", "slug", "table", "params", "before", "content"}
"""Fields that addresses or programs read; nobody types them."""
ASKED = ("sort", "page", "per_page", "q", "round", "year", "as_of", "state", "kind", "person")
NUMBER = "900101-1234560"
TURNED = "시험 내용\u202e입니다."
NEVER = ("onerror=a()>", "Traceback", "DROP TABLE platform_user; -- 49")


@pytest.fixture
def places(district):
    return office(district, "갑비밀")


@pytest.fixture
def desk(district, places):
    """A browser of people with every permission."""
    return Everybody(district, raise_request_exception=False)


class Forms(HTMLParser):
    """The forms of a page that write: where they go, and the names of their fields."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self.is_post = told.get("method", "").lower() == "post"
            if self.is_post:
                self.found.append((told.get("action") or "", []))
        elif told.get("name") and self.found and getattr(self, "is_post", False):
            self.found[-1][1].append(told["name"])


def spoil(record: Record) -> int:
    """Put code into every text of a record that the database takes; how many took it."""
    count = 0
    for field in record.content_fields():
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if not is_text or field.name in KEPT or (field.max_length or 99) < len(IMAGE) + 6:
            continue
        mine = type(record)._base_manager.filter(pk=record.pk)
        code = f"{IMAGE}{record.pk}"
        if isinstance(field, EncryptedField):
            code = field.sealed(code, record.pk)
        try:
            with transaction.atomic():
                count += models.QuerySet.update(mine, **{field.name: code})
        except (DatabaseError, ValueError):
            continue
    return count


def spoil_everything() -> int:
    kinds = [m for label in OUR_APPS for m in apps.get_app_config(label).get_models()]
    records = [r for m in kinds if issubclass(m, Record) for r in m._base_manager.all()]
    return sum(map(spoil, records))


def test_code_in_any_text_is_shown_as_text(desk, places):
    assert spoil_everything() > 40
    escaped = 0
    for name, route, _ in PAGES:
        page = desk.get(url_of(name, route, places))
        assert page.status_code < 500, name
        if page.streaming or "html" not in page["Content-Type"]:
            continue
        assert "<img src=x" not in page.text, name
        escaped += "&lt;img src=x" in page.text
    assert escaped > 20, "the text was there to be escaped"


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_every_field_of_every_form_takes_anything_without_an_error(desk, places, typed):
    asked = set()
    for name, route, _ in PAGES:
        url = url_of(name, route, places)
        page = desk.get(url)
        if page.streaming or "html" not in page["Content-Type"]:
            continue
        for action, fields in Forms(page.text).found:
            target = action.partition("#")[0] or url
            if (target, *fields) in asked or target in ("/logout/", "/session/extend/"):
                continue
            asked.add((target, *fields))
            answer = desk.post(target, dict.fromkeys(fields, typed))
            assert answer.status_code < 500, (name, target)
            if not answer.streaming:
                assert [word for word in NEVER if word in answer.text] == [], (name, target)
    assert len(asked) > 40


def spoiled(form: FilledForm, wrong: str) -> Iterator[dict[str, list[str]]]:
    """The form otherwise as it stands, with the wrong words in one text or a wrong version."""
    given = {
        name: ["시험 내용입니다."] if name in form.wanted and not any(values) else values
        for name, values in form.values.items()
        if name != "csrfmiddlewaretoken"
    }
    for name in form.free:
        yield {**given, name: [wrong]}
    for name in form.unseen:
        if "version" in name:
            yield from ({**given, name: [odd]} for odd in ("-1", "9" * 30))


def forms_of(desk, places) -> Iterator[tuple[str, FilledForm]]:
    """Every form of every page once, with where it goes."""
    asked = {"/logout/", "/session/extend/", reverse("password_change")}
    for name, route, _ in PAGES:
        url = url_of(name, route, places)
        page = desk.get(url)
        if page.streaming or "html" not in page["Content-Type"]:
            continue
        for form in FilledForms(page.text).found:
            target = form.action.partition("#")[0] or url
            mark = (target, *form.values)
            if target not in asked and mark not in asked:
                asked.add(mark)
                yield target, form


def is_kept(text: str) -> bool:
    """Whether a text came into a log that nobody can ever change."""
    in_any = Q(reason__contains=text) | Q(before__contains=text) | Q(after__contains=text)
    return (
        Change.objects.filter(reason__contains=text).exists()
        or GrantEvent.objects.filter(in_any).exists()
        or AccessReview.objects.filter(opinion__contains=text).exists()
    )


@pytest.mark.parametrize("text", [NUMBER, TURNED])
def test_one_wrong_text_in_a_form_that_is_right_is_refused_and_stands_nowhere(desk, places, text):
    """One field at a time, so that the others let it through to where it is written."""
    wrong, refused, count = [], 0, 0
    for target, form in forms_of(desk, places):
        for data in spoiled(form, text):
            count += 1
            with transaction.atomic():
                answer = desk.post(target, data)
                told = [] if answer.streaming else [word for word in NEVER if word in answer.text]
                kept = is_kept(text)
                transaction.set_rollback(True)
            refused += answer.status_code == 422
            if answer.status_code >= 500 or told or kept:
                odd = next(n for n, v in data.items() if v != form.values.get(n))
                wrong.append((target, odd, answer.status_code, told, kept))
    assert wrong == []
    assert count > 140
    assert refused > 80


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_every_page_answers_whatever_stands_in_its_address(desk, places, typed):
    for name, route, _ in PAGES:
        answer = desk.get(url_of(name, route, places), dict.fromkeys(ASKED, typed))
        assert answer.status_code < 500, name


def test_fields_a_form_does_not_name_are_not_taken(signed_in, district, other_district, staff):
    with acting("시험"):
        department = Department(district=district, code="D", name="가상과")
        department.save()
    edit = reverse("record_edit", args=["departments", department.pk])
    form = signed_in.get(edit).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    more = {
        "district": other_district.pk,
        "id": "999",
        "pk": "999",
        "created_by": staff.pk,
        "is_superuser": "1",
    }
    answer = signed_in.post(edit, {**sent, **more, "name": "고친 과"})
    assert answer.status_code == 302
    kept = Department.objects.get()
    assert (kept.pk, kept.district, kept.name) == (department.pk, district, "고친 과")
    staff.refresh_from_db()
    assert not staff.is_superuser
