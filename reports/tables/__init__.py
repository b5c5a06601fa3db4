"""The report tables, one module per topic; each lists its own in ``TABLES``."""

MODULES: tuple = ()
