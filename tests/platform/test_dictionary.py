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


def test_what_is_encrypted_is_not_public_and_what_must_be_is():
    must = (Category.IDENTITY, Category.INCOME)
    for entry in data_dictionary():
        if isinstance(entry.field, EncryptedField):
            assert entry.category is not Category.PUBLIC, named(entry)
        elif entry.category in must:
            assert named(entry) == "participants.person.rrn_index"  # a keyed blind index


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
