"""Models of the reports app: documents, what they printed, ties between figures, snapshots."""

from reports.models.checking import AcceptedDifference, FigureTie, FigureTiePart, PrintedFigure
from reports.models.document import Document, DocumentItem, Snapshot

__all__ = [
    "AcceptedDifference",
    "Document",
    "DocumentItem",
    "FigureTie",
    "FigureTiePart",
    "PrintedFigure",
    "Snapshot",
]
