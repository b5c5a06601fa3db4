"""Whoever leaves the office or moves: a list of the personnel system stops accounts (PD-18)."""
