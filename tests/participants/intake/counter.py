"""The intake screen, filled in as a clerk does."""

from django.urls import reverse

from tests.participants.making import TODAY


def url(round_) -> str:
    return reverse("intake_form", args=[round_.pk])


def typed(client, where: str, /, **values) -> dict:
    """What a clerk sends: the form as it opened, filled in for somebody made up."""
    page = client.get(where)
    forms = page.context["forms"]
    data = {
        "person_version": forms.person["person_version"].value(),
        "version": forms.application["version"].value(),
        "token": forms.application["token"].value(),
        "name": "가상희",
        "birth_on": "900304",
        "sex": "FEMALE",
        "phone": "010-0000-1234",
        "address": "가상구 없는로 1",
        "dong": "가상1동",
        "received_on": f"{TODAY():%Y-%m-%d}",
        "channel": "DONG_OFFICE",
        "reception_dong": "가상1동",
        "household_size": "2",
        "dependants": "1",
        "consent_method": "PAPER",
        "action": "submit",
    }
    data |= {field.html_name: "on" for field in forms.consents.item_fields[:1]}
    data |= {field.html_name: "SUBMITTED" for field in forms.papers}
    return {**data, **values}


def mark(client, where: str, person) -> str:
    """What the hints of this session send to pick somebody who is typed in."""
    typed_in = {"name": person.name, "birth_on": f"{person.birth_on}", "action": "hints"}
    found = client.post(where, typed_in).context["hints"]["persons"]
    return next(one["mark"] for one in found if one["pk"] == person.pk)
