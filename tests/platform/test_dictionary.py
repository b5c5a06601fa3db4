"""The data dictionary: every field is classified, and what is encrypted is not public."""

import pytest
from django.apps import apps

from jobportal.platform import dictionary
from jobportal.platform.dictionary import (
    FRAME,
    OUR_APPS,
    Category,
    DictionaryFault,
    data_dictionary,
)
from jobportal.platform.encrypted import EncryptedField


def every_field() -> list[str]:
    return [
        f"{model._meta.label_lower}.{field.name}"
        for label in OUR_APPS
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.concrete_fields
        if field.name not in FRAME
    ]


def named(entry) -> str:
    return f"{entry.model._meta.label_lower}.{entry.field.name}"


def test_every_field_is_classified_once():
    assert sorted(map(named, data_dictionary())) == sorted(every_field())


def test_what_tells_of_a_person_has_purpose_basis_and_period():
    wrong = [
        named(entry)
        for entry in data_dictionary()
        if entry.category is not Category.PUBLIC
        and not (entry.purpose and entry.basis and entry.retention)
    ]
    assert wrong == []


IN_CLEAR = {
    "participants.person.rrn_index": "a keyed blind index, which finds the same number",
    "participants.applicationgroup.group": "rules and official statistics count by it set-wise",
    "participants.placement.end_reason": "official statistics count by it set-wise",
    "participants.healthexam.examined_on": "the day of a check everybody has, not its result",
}
"""What decision 0029 leaves in clear, and why."""


def test_what_is_encrypted_is_not_public_and_what_must_be_is():
    must = (Category.IDENTITY, Category.INCOME, Category.SENSITIVE)
    clear = set()
    for entry in data_dictionary():
        if isinstance(entry.field, EncryptedField):
            assert entry.category is not Category.PUBLIC, named(entry)
        elif entry.category in must:
            clear.add(named(entry))
    assert clear == set(IN_CLEAR)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"public": "code"}, "name"),
        ({"public": "code name name"}, "name"),
        ({"public": "code name colour"}, "colour"),
        ({"public": "code name", "personal": "code"}, "code"),
    ],
)
def test_a_field_left_out_named_twice_or_unknown_is_a_fault(told, fault):
    model = apps.get_model("platform", "District")
    with pytest.raises(DictionaryFault, match=fault):
        list(dictionary._of_model(model, told))
