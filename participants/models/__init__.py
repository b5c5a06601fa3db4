"""Models of the participants app, gathered by record."""

from participants.models.appeal import Appeal
from participants.models.application import Application, ApplicationGroup, CancelReason
from participants.models.batch import IntakeBatch
from participants.models.consent import Consent, ConsentForm, ConsentItem
from participants.models.destruction import Destruction, LegalHold
from participants.models.document import RequiredDocument, SubmittedDocument
from participants.models.duplicate import DuplicatePair, PersonMerge
from participants.models.enquiry import Enquiry
from participants.models.health import HealthCheck, HealthExam
from participants.models.interview import InterviewPanel, InterviewSheet, Reviewer
from participants.models.keeping import KeepingDuty, KeptRecord
from participants.models.offer import Offer
from participants.models.person import Person, phone_mark, rrn_mark
from participants.models.placement import EndReason, Placement
from participants.models.placement_event import PlacementEvent
from participants.models.provision import Provision
from participants.models.publication import Publication
from participants.models.result import RoundResult
from participants.models.score import Score
from participants.models.screening import RuleOverride, Screening
from participants.models.selection import Selection, SelectionEntry
from participants.models.training import SafetyTraining, TrainingAttendance
from participants.models.vacancy import Vacancy

__all__ = [
    "Appeal",
    "Application",
    "ApplicationGroup",
    "CancelReason",
    "Consent",
    "ConsentForm",
    "ConsentItem",
    "Destruction",
    "DuplicatePair",
    "EndReason",
    "Enquiry",
    "HealthCheck",
    "HealthExam",
    "IntakeBatch",
    "InterviewPanel",
    "InterviewSheet",
    "KeepingDuty",
    "KeptRecord",
    "LegalHold",
    "Offer",
    "Person",
    "PersonMerge",
    "Placement",
    "PlacementEvent",
    "Provision",
    "Publication",
    "RequiredDocument",
    "Reviewer",
    "RoundResult",
    "RuleOverride",
    "SafetyTraining",
    "Score",
    "Screening",
    "Selection",
    "SelectionEntry",
    "SubmittedDocument",
    "TrainingAttendance",
    "Vacancy",
    "phone_mark",
    "rrn_mark",
]
