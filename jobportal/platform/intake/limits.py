"""How large a handed-in file may be, so that none can exhaust the server (compliance SC-16)."""

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_MEMBERS = 2_000  # files inside an xlsx
LARGEST_UNZIPPED = 200 * 1024 * 1024  # bytes, all members of an xlsx together
HIGHEST_RATIO = 100  # unzipped to zipped size of one member …
RATIO_MATTERS_FROM = 1024 * 1024  # … when it is larger than this many bytes
MOST_SHEETS = 200
MOST_ROWS = 60_000  # the last row number a sheet may use
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000  # in one file, empty ones that carry a format included
MOST_ELEMENTS = 6_000_000  # XML elements in all parts of an xlsx together
MOST_SMALL_PART_ELEMENTS = 300_000  # in one part that is neither a sheet nor the table of texts
LAST_EXCEL_ROW = 1_048_576
LONGEST_TEXT = 32_767  # characters in a cell; Excel holds no more
