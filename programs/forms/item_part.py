"""The names of the form fields of one item of a scoring table."""

from dataclasses import dataclass

from jobportal.platform.rules.rubric import Method, ScoreItem

_SPARE_BANDS = 1
_SPARE_VALUES = 3


@dataclass(frozen=True)
class ItemPart:
    """An item with the beginning of its fields' names; its tables end in empty rows."""

    key: str
    item: ScoreItem

    @property
    def band_count(self) -> int:
        """Rows of the band table."""
        return len(self.item.bands) + _SPARE_BANDS if self.item.method is Method.BAND else 0

    @property
    def value_count(self) -> int:
        """Rows of the table of values."""
        if self.item.method is not Method.LOOKUP:
            return 0
        return len(self.item.choices) + _SPARE_VALUES

    def band(self, at: int, name: str) -> str:
        """The field of one row of the band table."""
        return f"{self.key}-band-{at}-{name}"

    def value(self, at: int, name: str) -> str:
        """The field of one row of the table of values."""
        return f"{self.key}-value-{at}-{name}"
