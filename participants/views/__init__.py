"""Pages of the participants app."""
