"""Encrypted workbooks: they open with their password and with no other, however small they are."""

import hashlib
import re
from io import BytesIO
from zipfile import is_zipfile

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl import load_workbook

from jobportal.platform.accounts.passwords import password_faults
from jobportal.platform.downloads import PRIVACY
from jobportal.platform.encrypted_files import (
    PASSWORD_LENGTH,
    encrypted_xlsx,
    new_file_password,
    opened,
)

PASSWORD = "made-up-2026-Word"


def made(rows: list[list], password: str = PASSWORD) -> bytes:
    return encrypted_xlsx("시험", ["성명", "번호"], rows, ["출력: 김가상"], password).file.read()


@pytest.mark.parametrize("count", [0, 1, 3, 60, 120, 5_000])
def test_it_opens_with_the_password_and_holds_what_was_written(count):
    rows = [[f"가상인{n}", f"번호-{n * 7919}"] for n in range(count)]
    content = made(rows)
    sheet = load_workbook(BytesIO(opened(content, PASSWORD))).active
    read = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[:2] for row in read[1 : count + 1]] == rows
    assert read[count + 1][0] == "출력: 김가상"
    assert PRIVACY in sheet.oddFooter.left.text


def test_without_the_password_it_is_no_workbook_and_says_nothing():
    content = made([["남궁가상", "비밀번호없음"]] * 300)
    assert not is_zipfile(BytesIO(content))
    for secret in ("남궁가상", "비밀번호없음", "김가상", PASSWORD):
        assert secret.encode() not in content
        assert secret.encode("utf-16-le") not in content


@pytest.mark.parametrize("wrong", ["made-up-2026-word", f"{PASSWORD} ", "x"])
def test_a_wrong_password_opens_nothing(wrong):
    with pytest.raises(InvalidKeyError):
        opened(made([["가상인", "1"]]), wrong)


def test_a_changed_file_is_noticed():
    content = bytearray(made([["가상인", "1"]] * 300))
    content[-700] ^= 1
    with pytest.raises(InvalidKeyError):
        opened(bytes(content), PASSWORD)


def test_it_is_encrypted_with_aes_256_and_a_hundred_thousand_rounds():
    head = made([["가상인", "1"]])
    for told in (b'keyBits="256"', b'cipherAlgorithm="AES"', b'hashAlgorithm="SHA512"'):
        assert told in head
    assert b'spinCount="100000"' in head


def test_the_same_list_never_looks_the_same():
    salts = [re.findall(rb'saltValue="([^"]+)"', made([["가상인", "1"]])) for _ in range(2)]
    assert set(salts[0]).isdisjoint(salts[1])


def test_the_digest_is_of_the_file_that_leaves():
    file = encrypted_xlsx("시험", ["성명"], [["가상인"]], [], PASSWORD)
    assert hashlib.sha256(file.file.read()).hexdigest() == file.digest
    assert file.rows == 1


@given(st.integers(0, 40), st.text("가나다라마바사0123456789", max_size=300))
@hypothesis_settings(max_examples=15)
def test_any_size_opens_again(count, text):
    assert opened(made([[text, n] for n in range(count)]), PASSWORD)


def test_passwords_are_long_random_and_of_clear_signs():
    found = {new_file_password() for _ in range(50)}
    assert len(found) == 50
    for password in found:
        assert len(password) == PASSWORD_LENGTH
        assert not set(password) & set("l1IO0io")
        assert password_faults(password) == []
