"""The password asked for once more: before an act, with everything that was typed kept."""

import inspect
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import JsonResponse
from django.urls import include, path

from jobportal.platform.accounts.drafts import keep_draft, take_draft
from jobportal.platform.accounts.fresh import FIELD, TYPED_AT, FreshPassword
from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.pages import FOR_EVERYBODY, Page
from jobportal.platform.permissions import Permission
from tests.addresses import addresses

PASSWORD = "test-pass-2026"
MATTERS = {
    *(Permission.MANAGE_ACCOUNTS, Permission.APPROVE_GRANTS, Permission.APPROVE_DESTRUCTION),
    Permission.REVIEW_RIGHTS,
    *(Permission.DOWNLOAD_PERSONAL, Permission.REVEAL_IDENTITY, Permission.EXPORT_IDENTITY),
}
GIVES = re.compile(r"(self\.(give_file|print_sheets)|made\.answer)\(")
ASKS_NOTHING = {"AppealAnswer", "RefusalNotice", "ApplicationMarked", "EnquiryMarked"}
"""The letter to one person at the counter, and the file that was just handed in (0028)."""
ACT = "/act/"
TYPED = {"reason": '<b>"민원" 처리</b>', "ids": ["3", "5"], "version": "7"}


class Act(Page, FreshPassword):
    """Answers with what it was sent."""

    permission = FOR_EVERYBODY

    def get(self, request):
        return JsonResponse({"shown": True})

    def post(self, request):
        return JsonResponse({"sent": dict(request.POST.lists()), "files": list(request.FILES)})


urlpatterns = [path("act/", Act.as_view(), name="act"), path("", include("jobportal.urls"))]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def desk(signed_in):
    """A browser whose password was typed an hour ago."""
    session = signed_in.session
    session[TYPED_AT] = now_seconds() - 3600
    session.save()
    return signed_in


def acts_that_matter() -> list:
    """Pages that write under a permission over rights, destruction, files or numbers of people."""
    pages = {view for _, _, view in addresses() if issubclass(view, Page) and hasattr(view, "post")}
    found = {v for v in pages if v.permission_for("POST") in MATTERS or any(map(acts, v.__mro__))}
    return sorted(found, key=lambda view: view.__name__)


def acts(one: type) -> bool:
    """Whether the source of a class asks for such a permission in the act, or gives people out."""
    if not one.__module__.startswith(("jobportal.", "participants.", "programs.", "reports.")):
        return False
    source = inspect.getsource(one)
    required = re.findall(r"require(?:_for)?\(\s*Permission\.(\w+)", source)
    return bool(MATTERS & {Permission[name] for name in required} or GIVES.search(source))


@pytest.mark.parametrize("view", acts_that_matter(), ids=lambda view: view.__name__)
def test_every_page_that_changes_rights_destroys_or_takes_out_asks(view):
    assert issubclass(view, FreshPassword)
    bases = view.__mro__
    assert bases.index(Page) < bases.index(FreshPassword), "permissions come first"


def test_only_what_the_decision_names_never_asks():
    silent = {
        view.__name__
        for view in acts_that_matter()
        if "return False" in inspect.getsource(view.asks_password)
    }
    assert silent == ASKS_NOTHING


def hidden(answer) -> list[tuple[str, str]]:
    return answer.context["posted"]


def test_right_after_signing_in_nothing_is_asked(signed_in):
    assert signed_in.post(ACT, TYPED).json()["sent"]["ids"] == ["3", "5"]


@pytest.mark.parametrize(("seconds", "asked"), [(290, False), (300, True)])
def test_a_password_stays_fresh_for_five_minutes(signed_in, seconds, asked):
    session = signed_in.session
    session[TYPED_AT] = now_seconds() - seconds
    session.save()
    assert (signed_in.post(ACT, TYPED).status_code == 422) is asked


def test_looking_asks_nothing(desk):
    assert desk.get(ACT).json() == {"shown": True}


def test_the_question_carries_what_was_typed_and_the_act_goes_on(desk):
    question = desk.post(ACT, {**TYPED, "csrfmiddlewaretoken": "x"})
    assert question.status_code == 422
    assert hidden(question) == [
        *(("reason", TYPED["reason"]), ("ids", "3"), ("ids", "5"), ("version", "7")),
    ]
    assert "<b>" not in question.text
    assert f'action="{ACT}"' in question.text
    answer = desk.post(ACT, {**TYPED, FIELD: PASSWORD}).json()
    assert answer["sent"] == {"reason": [TYPED["reason"]], "ids": ["3", "5"], "version": ["7"]}
    assert desk.post(ACT, TYPED).status_code == 200, "and is not asked again"


def test_a_wrong_password_asks_again_and_keeps_what_was_typed(desk):
    answer = desk.post(ACT, {**TYPED, FIELD: "wrong-pass-2026"})
    assert answer.status_code == 422
    assert "비밀번호가 맞지 않습니다" in answer.text
    assert ("reason", TYPED["reason"]) in hidden(answer)
    assert "wrong-pass-2026" not in answer.text


def test_guessing_it_locks_like_signing_in(desk):
    codes = [desk.post(ACT, {FIELD: f"wrong-{n}"}).status_code for n in range(6)]
    assert codes == [422] * 5 + [429]
    assert desk.post(ACT, {FIELD: PASSWORD}).status_code == 429


def test_a_file_has_to_be_chosen_again_and_the_rest_stays(desk):
    file = SimpleUploadedFile("가상.csv", b"x")
    question = desk.post(ACT, {**TYPED, "file": file})
    assert "다시 골라야 합니다" in question.text
    assert ("version", "7") in hidden(question)


def test_permissions_are_looked_at_before_the_password(client, db, django_user_model):
    client.force_login(django_user_model.objects.create_user("gasang-nowhere"))
    session = client.session
    session[TYPED_AT] = 0
    session.save()
    assert client.post(ACT, TYPED).status_code == 403


def test_a_password_is_never_kept_in_a_draft(rf, signed_in, staff):
    request = rf.post(ACT, {FIELD: PASSWORD, "new_password": PASSWORD, "name": "가상과"})
    request.session, request.user = signed_in.session, staff
    assert keep_draft(request, staff.pk)
    assert dict(take_draft(request).lists()) == {"name": ["가상과"]}
    assert not keep_draft(rf.post(ACT, {FIELD: PASSWORD}), staff.pk)
