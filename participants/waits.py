"""What applications wait for between their papers and the list, as several pages say it."""

from django.db.models import Exists, OuterRef, Q

from jobportal.platform.rules.findings import Eligibility
from participants.models import Application, Screening, SubmittedDocument

SETTLE = "심사하고 결과를 확정할 신청서"
TO_LIST = "점수 산정·선발안을 기다리는 신청인"
S = Application.State


def papers_came() -> Q:
    """Applications asked for papers of which none is still out."""
    asked = SubmittedDocument.objects.filter(
        application=OuterRef("pk"), state=SubmittedDocument.State.REQUESTED
    )
    return Q(state=S.SUPPLEMENT_REQUESTED) & ~Exists(asked)


def to_settle() -> Q:
    """Applications under review that nothing has to be confirmed about."""
    open_ = Screening.objects.filter(application=OuterRef("pk"), result=Eligibility.TO_CONFIRM)
    return Q(state=S.UNDER_REVIEW) & ~Exists(open_)
