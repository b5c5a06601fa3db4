"""One way for a table of figures to become a page, an Excel sheet, a CSV file, JSON or a chart."""
