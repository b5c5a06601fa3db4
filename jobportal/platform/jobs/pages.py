"""The pages of files made in the background: my list, taking one, cancel, make again, remove."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from jobportal.platform.access import purpose_with
from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.crypto import KeyFault
from jobportal.platform.display import text_of
from jobportal.platform.downloads import content_type
from jobportal.platform.encrypted_files import new_file_password
from jobportal.platform.jobs.expiry import folder, remove_files
from jobportal.platform.jobs.kinds import kind_of
from jobportal.platform.jobs.locked import MINUTES, locked, password_in, ticket_of
from jobportal.platform.jobs.making import NO_RIGHT
from jobportal.platform.jobs.queue import Request, ask_for, behind, cancel, reach_text
from jobportal.platform.jobs.sealed import read_sealed
from jobportal.platform.models import AccessEntry, FileJob
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.refused import Refused
from jobportal.platform.web.rates import Scope

S = FileJob.State
SHOWN = 50
LIST = "made_files"
TICKET = "password_ticket"
OVER = "보관 기간이 지났거나 지운 파일입니다. 필요하면 ‘다시 만들기’를 누르세요."
DAMAGED = "보관한 파일을 열 수 없습니다. ‘다시 만들기’를 누르세요."
NO_WORKER = (
    "파일을 만드는 작업기가 응답하지 않습니다. "
    "잠시 뒤에도 그대로이면 시스템 관리자에게 알려 주세요."
)


class MadeFilePage(Page):
    """A page about files this account asked for in this district; others' are not there."""

    title, section = "만든 파일", "참여자"
    permission = Permission.DOWNLOAD_PERSONAL
    confinable = frozenset({Confinement.PROGRAMME})

    def mine(self):
        """The account's jobs, without the people in their files."""
        jobs = FileJob.objects.filter(account=self.request.user, district=self.district)
        return jobs.defer("persons")

    def job(self, pk: int) -> FileJob:
        """One of them; 404 when it is somebody else's."""
        job = self.mine().filter(pk=pk).first()
        if job is None:
            raise Http404("no such file")
        return job

    def back(self, words: str, tell: Callable = messages.error):
        """To the list, with a sentence."""
        tell(self.request, words)
        return redirect(LIST)


class MadeFiles(MadeFilePage):
    """만든 파일: what is being made, how far it is, what can be taken and until when."""

    template = "jobs/list.html"

    def extra(self):
        now = timezone.now()
        jobs = list(self.mine()[:SHOWN])
        places = behind(jobs)
        return {
            "rows": [_row(job, now, places[job.pk]) for job in jobs],
            "is_unfinished": any(job.state in FileJob.UNFINISHED for job in jobs),
            "warning": NO_WORKER if any(job.is_silent(now) for job in jobs) else "",
        }


def _row(job: FileJob, now: datetime, place: int) -> dict:
    can_take = job.is_takeable(now)
    return {
        "job": job,
        "asked_at": text_of(job.asked_at),
        "state": job.get_state_display() if can_take or job.state != S.DONE else S.GONE.label,
        "note": _note(job, can_take, place),
        "can_take": can_take,
        "can_cancel": job.state in FileJob.UNFINISHED,
    }


def _note(job: FileJob, can_take: bool, place: int) -> str:
    """What stands beside the state."""
    if can_take:
        return f"{job.rows_done:,}줄, {text_of(job.expires_at)}까지"
    if job.state == S.WAITING:
        return f"앞에 {place:,}건이 있습니다." if place else "곧 만들기 시작합니다."
    if job.state == S.RUNNING:
        return f"{job.rows_total:,}줄 가운데 {min(job.rows_done, job.rows_total):,}줄"
    if job.state == S.FAILED:
        return f"{job.fault} (작업 번호 {job.pk})"
    return ""


class TakeMadeFile(MadeFilePage, FreshPassword):
    """Take a made file: the right is still held, the password fresh, the look recorded. POST."""

    http_method_names = ["post"]
    rates = {"POST": Scope.DOWNLOAD}

    def post(self, request, pk):
        job = self.job(pk)
        try:
            kind = kind_of(job)
        except Refused as error:
            return self.back(str(error))
        self.require(kind.permission)
        if reach_text(self.actor, kind.permission) != job.reach:
            raise PermissionDenied(NO_RIGHT)
        if not job.is_takeable(timezone.now()):
            return self.back(OVER)
        if not is_whole(job):
            return self.back(DAMAGED)
        self.personal_task = kind.task
        if kind.is_encrypted:
            return self.take_encrypted(job)
        self.taken(job, job.told)
        return sent(job)

    def taken(self, job: FileJob, told: str) -> None:
        """Whose data leaves, what for, and in which file."""
        purpose = purpose_with(f"{job.purpose}, {job.title}", told)
        self.saw(job.persons, AccessEntry.Action.DOWNLOAD, purpose)

    def take_encrypted(self, job: FileJob):
        """First a password, shown once; with the button beside it the file."""
        password = password_in(self.request.POST.get(TICKET, ""), job)
        if not password:
            return self.show_password(job)
        made = locked(job, password)
        self.taken(job, made.told)
        return made.answer(job.file_name)

    def show_password(self, job: FileJob):
        """The password of the file that the button makes."""
        self.saw([], purpose=job.purpose)
        password = new_file_password()
        return self.show(
            "jobs/password.html",
            job=job,
            password=password,
            ticket=ticket_of(job, password),
            ticket_name=TICKET,
            minutes=MINUTES,
        )


def is_whole(job: FileJob) -> bool:
    """Whether the stored file is, to the last byte, what was made."""
    found = hashlib.sha256()
    try:
        for piece in read_sealed(folder() / job.stored_as, job.place):
            found.update(piece)
    except KeyFault:
        return False
    return found.hexdigest() == job.digest


def sent(job: FileJob) -> StreamingHttpResponse:
    """The file to save, decrypted on its way."""
    pieces = read_sealed(folder() / job.stored_as, job.place)
    response = StreamingHttpResponse(pieces, content_type=content_type(job.file_name))
    response["Content-Length"] = job.size
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(job.file_name)}"
    response["Cache-Control"] = "no-store"
    return response


class MadeFileAct(MadeFilePage, FreshPassword):
    """Cancel, make again, remove. POST only."""

    http_method_names = ["post"]

    def post(self, request, pk, act):
        steps = {"cancel": self.cancel, "again": self.again, "remove": self.remove}
        if act not in steps:
            raise Http404("no such act")
        return steps[act](self.job(pk))

    def cancel(self, job: FileJob):
        """Stop it, whether it waits or is being made."""
        if not cancel(job):
            return self.back("이미 끝난 작업이라 취소하지 않았습니다.", messages.warning)
        return self.back(f"‘{job.title}’ 만들기를 취소했습니다.", messages.success)

    def again(self, job: FileJob):
        """The same once more, from the records of now."""
        request = Request(
            job.kind, job.parameters, job.title, job.file_name, job.purpose, job.rows_total
        )
        try:
            permission = kind_of(job).permission
            self.require(permission)
            ask_for(self.actor, permission, request, is_anew=True)
        except Refused as error:
            return self.back(str(error))
        return self.back(f"‘{job.title}’ 파일을 지금 자료로 다시 만듭니다.", messages.info)

    def remove(self, job: FileJob):
        """The file is gone before its time: its purpose is served."""
        if not remove_files(FileJob.objects.filter(pk=job.pk)):
            return self.back("지울 파일이 없습니다.", messages.warning)
        return self.back(f"‘{job.title}’ 파일을 지웠습니다.", messages.success)
