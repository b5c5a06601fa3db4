"""Models of the participants app, gathered by record."""

from participants.models.application import Application, ApplicationGroup, VulnerableGroup
from participants.models.consent import Consent, ConsentForm, ConsentItem
from participants.models.document import RequiredDocument, SubmittedDocument
from participants.models.duplicate import DuplicatePair, PersonMerge
from participants.models.person import Person, rrn_mark
from participants.models.result import RoundResult
from participants.models.safety import HealthCheck, SafetyTraining

__all__ = [
    "Application",
    "ApplicationGroup",
    "Consent",
    "ConsentForm",
    "ConsentItem",
    "DuplicatePair",
    "HealthCheck",
    "Person",
    "PersonMerge",
    "RequiredDocument",
    "RoundResult",
    "SafetyTraining",
    "SubmittedDocument",
    "VulnerableGroup",
    "rrn_mark",
]
