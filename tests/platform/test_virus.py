"""Files that are sent in are shown to a virus scanner first: over a real socket, like clamd."""

import io
import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jobportal.platform.accounts.checks import scanner_can_be_asked
from jobportal.platform.virus import NoAnswer, virus_in

# The test file every scanner knows, in two parts: whole, it would be found in the repository.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST_BYTES = 1_000_000


class Clamd:
    """A scanner that knows one virus and takes files up to a size; ``words`` replace its answer."""

    def __init__(self, path: str):
        self.words, self.received = b"", []
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(path)
        self.server.listen()
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self) -> None:
        while True:
            asked, _ = self.server.accept()
            with asked, asked.makefile("rb") as stream:
                if not (command := stream.read(10)):
                    return
                assert command == b"zINSTREAM\0"
                self.received.append(content := self.content_of(stream))
                asked.sendall((self.words or self.answer(content)) + b"\0")

    @staticmethod
    def content_of(stream: io.BufferedReader) -> bytes:
        whole = b""
        while length := struct.unpack("!I", stream.read(4))[0]:
            whole += stream.read(length)
        return whole

    @staticmethod
    def answer(content: bytes) -> bytes:
        if len(content) > MOST_BYTES:
            return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"

    def stop(self, path: str) -> None:
        with socket.socket(socket.AF_UNIX) as last:
            last.connect(path)
        self.thread.join()
        self.server.close()


@pytest.fixture
def scanner(settings, tmp_path_factory) -> Iterator[Clamd]:
    path = str(tmp_path_factory.mktemp("clamd") / "ctl")
    settings.VIRUS_SCANNER = path
    clamd = Clamd(path)
    yield clamd
    clamd.stop(path)


@pytest.fixture
def silent(settings, tmp_path):
    settings.VIRUS_SCANNER = str(tmp_path / "nobody")


def sent(client, content: bytes):
    return client.post(reverse("pack_import"), {"file": SimpleUploadedFile("자료.csv", content)})


@pytest.mark.django_db
def test_a_clean_file_is_read_by_its_page_as_if_nobody_had_looked(signed_in, scanner, settings):
    looked_at = sent(signed_in, "코드,이름\n".encode())
    settings.VIRUS_SCANNER = ""
    assert looked_at.status_code == sent(signed_in, "코드,이름\n".encode()).status_code
    assert "악성코드" not in looked_at.text
    assert scanner.received == ["코드,이름\n".encode()]


@pytest.mark.django_db
def test_a_virus_reaches_no_page_and_stands_in_the_security_log(signed_in, scanner, caplog):
    page = sent(signed_in, b"a" * 200_000 + EICAR)
    assert page.status_code == 422
    assert "악성코드" in page.text
    (line,) = [one for one in caplog.records if one.getMessage() == "virus_found"]
    assert line.facts == {"virus": "Eicar-Test-Signature"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", [b"INSTREAM size limit exceeded. ERROR", b"stream:", b"OK FOUND?"]
)
def test_a_file_of_which_nothing_is_known_is_not_taken(signed_in, scanner, words):
    scanner.words = words
    page = sent(signed_in, b"x")
    assert page.status_code == 503
    assert "파일을 받지 못했습니다" in page.text


@pytest.mark.django_db
def test_without_its_scanner_no_file_is_taken_and_the_log_says_so(signed_in, silent, caplog):
    assert sent(signed_in, b"x").status_code == 503
    assert "virus_scanner_silent" in [one.getMessage() for one in caplog.records]


@pytest.mark.django_db
def test_every_file_of_a_form_is_looked_at(signed_in, scanner):
    files = [SimpleUploadedFile(f"{n}.csv", content) for n, content in enumerate((b"x", EICAR))]
    page = signed_in.post(reverse("pack_import"), {"file": files})
    assert page.status_code == 422
    assert scanner.received == [b"x", EICAR]


@pytest.mark.django_db
def test_forms_without_files_ask_nobody(signed_in, silent):
    assert signed_in.post(reverse("logout")).status_code == 302


def test_a_scanner_over_the_network_is_asked_alike(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.VIRUS_SCANNER = f"127.0.0.1:{server.getsockname()[1]}"

        def answer() -> None:
            asked, _ = server.accept()
            with asked, asked.makefile("rb") as stream:
                stream.read(10)
                Clamd.content_of(stream)
                asked.sendall(b"stream: OK\0")

        thread = threading.Thread(target=answer)
        thread.start()
        assert virus_in([b"x"]) == ""
        thread.join()
    with pytest.raises(NoAnswer):
        virus_in([b"x"])


@pytest.mark.parametrize("text", ["scanner", "scanner:port", "127.0.0.1:0", "127.0.0.1:99999"])
def test_a_scanner_that_is_no_path_and_no_port_is_refused_at_the_start(settings, text):
    settings.VIRUS_SCANNER = text
    (error,) = scanner_can_be_asked(None)
    assert "PORTAL_VIRUS_SCANNER" in error.msg
