"""Models of the platform: districts, people, the base of records, changes and holidays."""

from jobportal.platform.models.access import AccessEntry, AccessPerson, AccessReview
from jobportal.platform.models.canary import KeyCanary
from jobportal.platform.models.change import Change
from jobportal.platform.models.filejob import FileJob
from jobportal.platform.models.finding import AccessFinding
from jobportal.platform.models.grant import Grant, GrantEvent, Role
from jobportal.platform.models.holiday import Holiday
from jobportal.platform.models.organisation import District, User
from jobportal.platform.models.purge import AccessPurge
from jobportal.platform.models.rate import RequestCount
from jobportal.platform.models.record import (
    PlainBulkWrite,
    Record,
    RecordQuerySet,
    StaleRecord,
    audited_bulk,
)
from jobportal.platform.models.rightsreview import RightsReview, RightsReviewLine
from jobportal.platform.models.seal import LogSeal
from jobportal.platform.models.secondfactor import RecoveryCode, SecondFactor
from jobportal.platform.models.signin import SignInState
from jobportal.platform.models.usedpassword import UsedPassword

__all__ = [
    "AccessEntry",
    "AccessFinding",
    "AccessPerson",
    "AccessPurge",
    "AccessReview",
    "Change",
    "District",
    "FileJob",
    "Grant",
    "GrantEvent",
    "Holiday",
    "KeyCanary",
    "LogSeal",
    "PlainBulkWrite",
    "Record",
    "RecordQuerySet",
    "RecoveryCode",
    "RequestCount",
    "RightsReview",
    "RightsReviewLine",
    "Role",
    "SecondFactor",
    "SignInState",
    "StaleRecord",
    "UsedPassword",
    "User",
    "audited_bulk",
]
