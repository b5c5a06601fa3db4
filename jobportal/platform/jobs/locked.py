"""Made files that leave only encrypted: a password for each taking, shown once and kept nowhere.

The file at rest is sealed with the portal's keys. The password goes to the browser inside a sealed
ticket and comes back with it when the file is taken.
"""

import hashlib
import json
from io import BytesIO

from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.crypto import KeyFault, keys
from jobportal.platform.downloads import MadeFile
from jobportal.platform.encrypted_files import encrypted
from jobportal.platform.jobs.expiry import folder
from jobportal.platform.jobs.sealed import read_sealed
from jobportal.platform.models import FileJob

MINUTES = 10


def ticket_of(job: FileJob, password: str) -> str:
    """What the page with the password hands on: of no use for another file, person or hour."""
    content = {"password": password, "until": now_seconds() + MINUTES * 60}
    return keys().seal(json.dumps(content), _place(job))


def password_in(ticket: str, job: FileJob) -> str:
    """The password of a ticket; "" for one of another job, one too old, and anything else."""
    try:
        content = json.loads(keys().open(ticket, _place(job)))
    except KeyFault:
        return ""
    return content["password"] if now_seconds() < content["until"] else ""


def locked(job: FileJob, password: str) -> MadeFile:
    """The workbook of a job as it opens with the password only; it is clear nowhere but here."""
    plain = b"".join(read_sealed(folder() / job.stored_as, job.place))
    content = encrypted(plain, password)
    return MadeFile(BytesIO(content), job.rows_done, hashlib.sha256(content).hexdigest())


def _place(job: FileJob) -> str:
    return f"{job.place}/password"
