"""Reads the delivered statutory values from the file beside this module (domain 3.3 and 5.1)."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

FILE = Path(__file__).with_name("values.csv")


@dataclass(frozen=True)
class ShippedValue:
    """One line of the file: what, from which day, for which household size, how sure."""

    kind: str
    from_on: date
    size: int
    value: Decimal
    source: str
    confidence: str


def shipped_values() -> list[ShippedValue]:
    """Every line, in the order of the file; a value without a household size has size 0."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            ShippedValue(
                kind=row["kind"],
                from_on=date.fromisoformat(row["from_on"]),
                size=int(row["size"] or 0),
                value=Decimal(row["value"]),
                source=row["source"],
                confidence=row["confidence"],
            )
            for row in csv.DictReader(lines)
        ]
