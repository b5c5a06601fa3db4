"""Dates and periods of days as people write them: the one door to their printing and reading."""

from jobportal.platform.values.date_printing import (
    Precision,
    kdate,
    kdate_weekday,
    kmonth,
    kperiod,
    month_range,
    short_date,
    span_of,
)
from jobportal.platform.values.date_reading import DateSpan, OpenSpan, parse_kdate, parse_open_kdate

__all__ = [
    "DateSpan",
    "OpenSpan",
    "Precision",
    "kdate",
    "kdate_weekday",
    "kmonth",
    "kperiod",
    "month_range",
    "parse_kdate",
    "parse_open_kdate",
    "short_date",
    "span_of",
]
