"""What kinds of files are made in the background: each app declares its own (``FILE_KINDS``)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from jobportal.platform.actors import Actor
from jobportal.platform.downloads import MadeFile
from jobportal.platform.models import FileJob
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused


@dataclass(frozen=True)
class Order:
    """What is to be made: for whom, what exactly, and ``counted``, through which its rows go."""

    actor: Actor
    job: FileJob
    counted: Callable[[Iterable], Iterator]


@dataclass(frozen=True)
class FileKind:
    """A kind of file: ``make`` gives the file and the numbers of the residents in it.

    ``make`` reads only what the actor's ``permission`` reaches, and raises Refused. A file that
    ``is_encrypted`` is a workbook that leaves only with a password (PD-39).
    """

    code: str
    task: str
    permission: Permission
    make: Callable[[Order], tuple[MadeFile, set[int]]]
    is_encrypted: bool = False


@cache
def _kinds() -> dict[str, FileKind]:
    found = [import_string(name) for name in settings.FILE_KINDS]
    return {kind.code: kind for kind in found}


def kind_of(job: FileJob) -> FileKind:
    """The kind of a job; raises Refused for one that a newer version no longer makes."""
    try:
        return _kinds()[job.kind]
    except KeyError as error:
        raise Refused("이 종류의 파일은 이제 만들지 않습니다. 화면에서 다시 고르세요.") from error
