"""Files at rest: unreadable without the keys, and nothing of them can be changed unseen."""

from io import BytesIO
from pathlib import Path

import pytest

from jobportal.platform.crypto import KeyFault, new_keys, write_keys
from jobportal.platform.jobs.sealed import PIECE, read_sealed, write_sealed

PLACE = "시험/1"
NAME = "홍가상동 010-0000-0001 ".encode()


def sealed(path: Path, content: bytes, place: str = PLACE) -> Path:
    write_sealed(BytesIO(content), path, place)
    return path


def opened(path: Path, place: str = PLACE) -> bytes:
    return b"".join(read_sealed(path, place))


def pieces_of(path: Path) -> tuple[bytes, list[bytes]]:
    """The line that names the key, and the sealed pieces."""
    head, _, body = path.read_bytes().partition(b"\n")
    size = PIECE + 28
    return head + b"\n", [body[at : at + size] for at in range(0, len(body), size)]


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7])
def test_what_is_sealed_is_opened_whatever_its_length(tmp_path, size):
    content = (NAME * (size // len(NAME) + 1))[:size]
    path = sealed(tmp_path / "made" / "1", content)
    assert opened(path) == content
    assert NAME not in path.read_bytes()


def test_only_the_owner_of_the_process_may_read_it(tmp_path):
    path = sealed(tmp_path / "made" / "1", NAME)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_is_never_written_over(tmp_path):
    path = sealed(tmp_path / "1", NAME)
    with pytest.raises(FileExistsError):
        sealed(path, b"other")


def test_another_place_does_not_open_it(tmp_path):
    path = sealed(tmp_path / "1", NAME)
    with pytest.raises(KeyFault):
        opened(path, "시험/2")


def test_other_keys_do_not_open_it(tmp_path, settings):
    path = sealed(tmp_path / "1", NAME)
    settings.KEY_FILE = tmp_path / "other.json"
    write_keys(new_keys(), settings.KEY_FILE)
    with pytest.raises(KeyFault):
        opened(path)


def test_a_missing_file_is_told_like_a_damaged_one(tmp_path):
    with pytest.raises(KeyFault):
        opened(tmp_path / "none")


@pytest.mark.parametrize(
    "change",
    [
        lambda pieces: pieces[:-1],
        lambda pieces: [pieces[1], pieces[0], pieces[2]],
        lambda pieces: [pieces[0], pieces[0], pieces[2]],
        lambda pieces: [*pieces, pieces[2]],
        lambda pieces: [pieces[0][:-1] + bytes([pieces[0][-1] ^ 1]), *pieces[1:]],
        lambda pieces: [],
    ],
)
def test_pieces_cut_off_swapped_repeated_or_changed_are_noticed(tmp_path, change):
    path = sealed(tmp_path / "1", NAME * (3 * PIECE // len(NAME)))
    head, pieces = pieces_of(path)
    assert len(pieces) == 3
    path.write_bytes(head + b"".join(change(pieces)))
    with pytest.raises(KeyFault):
        opened(path)
