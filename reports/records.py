"""Kinds of records of the reports app."""

from jobportal.platform.records import RecordKind
from reports import models as m

REPORTS = "문서·대조"

KINDS = (
    RecordKind(
        m.Document,
        "documents",
        REPORTS,
        ("code",),
        ("code", "title", "kind", "department", "year", "as_of"),
        ("kind", "year"),
        ("code", "title"),
    ),
    RecordKind(
        m.DocumentItem,
        "document-items",
        REPORTS,
        ("document", "code"),
        ("code", "document", "order", "section", "title", "table"),
        ("document", "table"),
        ("code", "title"),
    ),
    RecordKind(
        m.PrintedFigure,
        "printed-figures",
        REPORTS,
        ("item", "row_label", "column_label"),
        ("text", "item", "row_label", "column_label"),
        ("item__document", "item"),
        ("text", "row_label", "column_label"),
    ),
    RecordKind(
        m.FigureTie,
        "figure-ties",
        REPORTS,
        ("code",),
        ("code", "title", "document", "relation", "cause"),
        ("document",),
        ("code", "title"),
    ),
    RecordKind(
        m.FigureTiePart,
        "figure-tie-parts",
        REPORTS,
        ("tie", "order"),
        ("order", "tie", "side", "item", "row_label", "column_label", "is_subtracted"),
        ("tie",),
    ),
    RecordKind(
        m.AcceptedDifference,
        "accepted-differences",
        REPORTS,
        ("document", "kind", "place"),
        ("place", "document", "printed", "computed", "cause", "accepted_by", "accepted_on"),
        ("document",),
        ("place", "cause"),
        in_packs=False,
    ),
)
