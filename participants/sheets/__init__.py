"""Sheets of rows of one round: declared once, they give template, reading, check and marks."""
