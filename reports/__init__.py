"""Report tables, documents made of them, dashboards and figure checks."""
