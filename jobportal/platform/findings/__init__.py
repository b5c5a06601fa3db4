"""What becomes of each finding of a review: asked, explained, settled or carried over (PD-35)."""
