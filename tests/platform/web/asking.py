"""Requests that end in every status there is, for tests that look at what all answers share."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.urls import reverse

from jobportal.platform.models import User

MEGABYTE = 1024 * 1024
DOWN = "connection to server at 10.7.7.7, database portal_secret"


def no_database(execute, sql, params, many, context):
    """Every statement fails, as when the database has gone away."""
    raise OperationalError(DOWN)


def page(client):
    return client.get(reverse("manual"))


def file(client):
    return client.get(reverse("record_list", args=["departments"]), {"format": "csv"})


def static_file(client):
    answer = client.get("/static/css/portal.css")
    answer.close()
    return answer


def signed_out(client):
    client.logout()
    return client.get(reverse("home"))


def unreadable_host(client):
    return client.get(reverse("login"), HTTP_HOST="evil.example")


def no_membership(client):
    client.force_login(User.objects.create_user("gasang-nowhere"))
    return client.get(reverse("home"))


def old_form(client):
    client.handler.enforce_csrf_checks = True
    return client.post(reverse("record_add", args=["departments"]), {"name": "가상과"})


def nothing_there(client):
    return client.get("/nothing/there/")


def other_method(client):
    return client.put(reverse("home"))


def post_where_there_is_none(client):
    return client.post(reverse("manual"))


def long_text(client):
    return client.post(reverse("record_add", args=["departments"]), {"name": "가" * 4 * MEGABYTE})


def large_file(client):
    upload = SimpleUploadedFile("크다.xlsx", b"x" * 26 * MEGABYTE)
    return client.post(reverse("pack_import"), {"file": upload})


def many_fields(client):
    return client.post(reverse("login"), {f"f{n}": "" for n in range(5_001)})


def broken(client):
    client.raise_request_exception = False
    with connection.execute_wrapper(no_database):
        return client.get(reverse("home"))


ASKED = {
    page: 200,
    file: 200,
    static_file: 200,
    signed_out: 302,
    unreadable_host: 400,
    many_fields: 400,
    no_membership: 403,
    old_form: 403,
    nothing_there: 404,
    other_method: 405,
    post_where_there_is_none: 405,
    long_text: 413,
    large_file: 413,
    broken: 500,
}
REFUSED = {ask: status for ask, status in ASKED.items() if status >= 400}
