"""Where identity numbers may be, and that none of the repository could be somebody's."""

import re

from jobportal.platform.dictionary import Category, data_dictionary
from jobportal.platform.values.residents import has_checksum, holds_rrn
from tests.test_imports import ROOT

# Thirteen digits as resident numbers are written, with a day that can be.
LIKE_A_NUMBER = re.compile(r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[1-8]\d{6}(?!\d)")
FOLDERS = ("jobportal", "programs", "budgets", "participants", "reports", "tests", "docs")
READ = {".py", ".toml", ".csv", ".md", ".txt", ".html", ".js"}


def test_resident_numbers_are_fields_of_the_person_alone():
    found = {
        f"{entry.model._meta.label_lower}.{entry.field.name}"
        for entry in data_dictionary()
        if entry.category is Category.IDENTITY
    }
    assert found == {"participants.person.rrn", "participants.person.rrn_index"}


def test_no_file_holds_a_resident_number_that_could_be_somebodys():
    wrong = []
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*")):
        if path.suffix not in READ or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        numbers = [number.replace("-", "") for number in LIKE_A_NUMBER.findall(text)]
        wrong += [
            (path.name, number) for number in numbers if holds_rrn(number) and has_checksum(number)
        ]
    assert wrong == []
