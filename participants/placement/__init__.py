"""Placements: which posts are free, who fits them, and what may happen to whom."""
